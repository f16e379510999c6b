#include "engine/core/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace purr {
namespace {

/// Every double with at most 15 digits is told from its neighbours by them; 17 are always enough
/// (std::numeric_limits<double>::digits10 and max_digits10).
constexpr int kSureDigits = 15;
constexpr int kMaxDigits = 17;

// The largest double has 309 digits before the point.
using Buffer = std::array<char, 400>;

std::string text_of(const Buffer& buffer, int size) {
  return {buffer.data(), static_cast<std::size_t>(std::max(size, 0))};
}

/// In scientific form without trailing zeros: "1.25e-07".
std::string shortest_scientific(double value) {
  // A subnormal number has less precision.
  const int first = std::fpclassify(value) == FP_SUBNORMAL ? 1 : kSureDigits;
  std::string text;
  for (int digits = first; digits <= kMaxDigits; ++digits) {
    text = scientific_text(value, digits - 1);
    if (std::strtod(text.c_str(), nullptr) == value) break;
  }
  const std::size_t e = text.find('e');
  std::size_t end = text.find_last_not_of('0', e - 1) + 1;
  if (text[end - 1] == '.') --end;
  return text.erase(end, e - end);
}

/// The same digits without an exponent.
std::string without_exponent(const std::string& scientific, double value) {
  const std::size_t e = scientific.find('e');
  const int exponent = std::atoi(scientific.c_str() + e + 1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto digits = std::count_if(scientific.begin(),
                                    scientific.begin() + static_cast<std::ptrdiff_t>(e), is_digit);
  // Whole numbers beyond 2^53 are written exactly, as std::to_chars does.
  return fixed_text(value, std::max(0, static_cast<int>(digits) - 1 - exponent));
}

}  // namespace

std::string fixed_text(double value, int decimals) {
  Buffer buffer{};
  return text_of(buffer, std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value));
}

std::string scientific_text(double value, int decimals) {
  Buffer buffer{};
  return text_of(buffer, std::snprintf(buffer.data(), buffer.size(), "%.*e", decimals, value));
}

std::string shortest_text(double value, NumberForm form) {
  if (!std::isfinite(value)) return fixed_text(value, 0);
  std::string scientific = shortest_scientific(value);
  if (form == NumberForm::scientific) return scientific;
  std::string fixed = without_exponent(scientific, value);
  return form == NumberForm::fixed || fixed.size() <= scientific.size() ? fixed : scientific;
}

}  // namespace purr
