#include "engine/train/diagnosis_words.h"

#include <cmath>
#include <cstdio>

namespace purr {

const char* step_formula(Optimizer optimizer) {
  switch (optimizer) {
    case Optimizer::gd: break;
    case Optimizer::momentum: return "α·‖v‖";
    case Optimizer::rmsprop: return "α·‖dW/√s‖";
    case Optimizer::adam: return "α·‖v/√s‖";
  }
  return "α·‖dW‖";
}

const StepRow* step_at(std::span<const StepRow> steps, int iteration) {
  const StepRow* found = nullptr;
  for (const StepRow& row : steps) {
    if (row.iteration <= iteration && !std::isnan(row.step_norm)) found = &row;
  }
  return found;
}

std::array<std::string, 4> step_words(const RunFacts& facts, int iteration) {
  const char* formula = step_formula(facts.training.optimizer);
  const StepRow* row = step_at(facts.steps, iteration);
  if (row == nullptr) {
    const double norm = facts.steps.empty() ? kNotMeasured : facts.steps.back().weight_norm;
    return {formula, "NaN", number_words(norm), "NaN"};
  }
  return {formula, number_words(row->step_norm), number_words(row->weight_norm),
          number_words(row->ratio())};
}

std::string count_words(std::ptrdiff_t count) { return std::to_string(count); }

std::string number_words(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
  std::array<char, 48> text{};
  const double size = std::abs(value);
  if (size >= 1e6 || (size > 0.0 && size < 1e-4)) {
    const int exponent = static_cast<int>(std::floor(std::log10(size)));
    std::snprintf(text.data(), text.size(), "%.2ge%d", value / std::pow(10.0, exponent), exponent);
    return text.data();
  }
  if (size >= 1000.0) {
    const auto whole = std::lround(size);
    std::snprintf(text.data(), text.size(), "%s%ld,%03ld", value < 0 ? "−" : "", whole / 1000,
                  whole % 1000);
    return text.data();
  }
  std::snprintf(text.data(), text.size(), "%.3g", value);
  return text.data();
}

}  // namespace purr
