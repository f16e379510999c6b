#include "engine/train/diagnosis_words.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace purr {
namespace {

/// A finite number other than 0 with two significant digits: "2.1×10¹¹", "−10⁻⁸".
std::string scientific(double value) {
  constexpr std::array<const char*, 10> kRaised{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.1e", std::abs(value));
  const std::string digits = text.data();
  const std::size_t e = digits.find('e');
  std::string mantissa = digits.substr(0, e);
  if (mantissa.ends_with(".0")) mantissa.resize(mantissa.size() - 2);
  const int exponent = std::atoi(digits.c_str() + e + 1);
  std::string words = value < 0 ? "−" : "";
  if (mantissa != "1") words += mantissa + "×";
  words += exponent < 0 ? "10⁻" : "10";
  for (const char digit : std::to_string(std::abs(exponent))) {
    words += kRaised[static_cast<std::size_t>(digit - '0')];
  }
  return words;
}

}  // namespace

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
    return scientific(value);
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
