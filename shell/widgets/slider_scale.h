// The track of a slider as numbers: values to places and back, steps, text. Draws nothing.
#pragma once

#include <string>

#include "shell/widgets/sliders.h"

namespace purr::shell::detail {

/// Where a value lies on the track, 0 to 1.
[[nodiscard]] double place_of(double value, const SliderSpec& spec);

/// The value at a place of the track, rounded to the digits that are shown.
[[nodiscard]] double value_at(double place, const SliderSpec& spec);

/// The value after `steps` presses of an arrow key.
[[nodiscard]] double stepped(double value, double steps, const SliderSpec& spec);

/// The smallest value that may be set.
[[nodiscard]] double lowest(const SliderSpec& spec);
/// The nearest value that may be set.
[[nodiscard]] double clamped(double value, const SliderSpec& spec);

/// The nearest number of `digits` significant digits, to the last bit as if it was typed.
[[nodiscard]] double round_to_digits(double value, int digits);

/// What the well shows ("2,500", "all"), and what it holds when typing begins ("2500").
[[nodiscard]] std::string shown_value(double value, const SliderSpec& spec);
[[nodiscard]] std::string editable_value(double value, const SliderSpec& spec);

}  // namespace purr::shell::detail
