#pragma once

#include <cstdint>

namespace purr {

struct Experiment;

/// What a change of settings does to a run, from the least to the most. This is the one answer for
/// the trainer, the interface and the help; the table of keys (engine/io/keys.cpp) has it key by
/// key.
enum class ChangeKind : std::uint8_t {
  none,      ///< nothing: no change, or only the name of the preset or the address of a file
  view,      ///< how the run is shown; no number of the run changes
  live,      ///< holds from the next step on; the run goes on where it is
  reshape,   ///< a new network or solver that keeps the iteration and the weights that still fit
  restart,   ///< the same examples, training begins again at iteration 0
  new_data,  ///< other examples, training begins again at iteration 0
};

/// The most that any key does whose value differs.
///
/// A live change may turn out as a reshape: where the solver is chosen automatically, the
/// optimiser, the size of the batches and frozen weights decide about it together with the data.
ChangeKind change_kind(const Experiment& before, const Experiment& after);

}  // namespace purr
