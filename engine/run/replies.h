#pragma once

#include "engine/run/publisher.h"

/// Answers to questions about a run. Every question is answered, if only by an empty reply; a
/// notice tells why.
namespace purr {

void answer(const AskWeights& question, const RunState& run, Publisher& publisher);
void answer(const AskPrediction& question, const RunState& run, Publisher& publisher);
void answer(const AskBatch& question, const RunState& run, Publisher& publisher);

}  // namespace purr
