#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "engine/train/diagnosis.h"

/// Numbers in the sentences of diagnoses.
namespace purr {

/// The length of an optimiser's step in the course's letters, such as "α·‖dW‖".
const char* step_formula(Optimizer optimizer);

/// A number in a sentence: three or four significant digits, such as 21,835, 0.0075 and 2.1e11.
std::string number_words(double value);
std::string count_words(std::ptrdiff_t count);

/// The numbers of the last step at or before an iteration that was measured: its formula, its
/// length, ‖W[1]‖, and the ratio of the two; NaN where no step was a number.
std::array<std::string, 4> step_words(const RunFacts& facts, int iteration);
/// That step, or null.
const StepRow* step_at(std::span<const StepRow> steps, int iteration);

}  // namespace purr
