#include "shell/panels/change_text.h"

#include <algorithm>
#include <cmath>

#include "shell/widgets/numbers.h"

namespace purr::shell {

ChangeText change_text(double before, double after) {
  ChangeText text;
  const double change = std::abs(after - before);
  if (!std::isfinite(change)) {
    text.before = significant(before);
    text.after = significant(after);
  } else {
    // Two digits of the change are shown, and at least three of the numbers themselves.
    const double least = change > 0.0 ? change : std::abs(before);
    const int digits = change > 0.0 ? 2 : 6;
    text.decimals =
        least > 0.0
            ? std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(least))), 3, 17)
            : 3;
    text.before = fixed(before, text.decimals);
    text.after = fixed(after, text.decimals);
  }
  while (text.shared < text.before.size() && text.shared < text.after.size() &&
         text.before[text.shared] == text.after[text.shared]) {
    ++text.shared;
  }
  // Not in the middle of a character: a minus has three bytes.
  while (text.shared > 0 && text.shared < text.after.size() &&
         (static_cast<unsigned char>(text.after[text.shared]) & 0xC0U) == 0x80U) {
    --text.shared;
  }
  return text;
}

Part part_text(double part) {
  if (!(part < 0.01)) return {PartUnit::percent, significant(100 * part, 2)};
  if (part >= 1e-3) return {PartUnit::thousandths, significant(1e3 * part, 2)};
  if (part >= 1e-6) return {PartUnit::millionths, significant(1e6 * part, 2)};
  return {PartUnit::billionths, significant(1e9 * part, 2)};
}

}  // namespace purr::shell
