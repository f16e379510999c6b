// Numbers to set: sliders and steppers.
#pragma once

#include <span>
#include <string_view>

namespace purr::shell {

/// What happened to a value in this frame.
struct Edit {
  bool changed = false;   ///< the value moved; many times during a drag
  bool released = false;  ///< editing ended: the drag ended, or a value was typed, stepped or reset
  explicit operator bool() const { return changed; }
};

enum class Scale {
  linear,
  logarithmic,      ///< min > 0
  logarithmic_zero  ///< logarithmic with 0 at the left end; min is the smallest value above 0
};

/// A value that is shown as a word: {0, "off"}, {209, "all"}.
struct NamedValue {
  double value = 0.0;
  std::string_view name;
};

struct SliderSpec {
  double min = 0.0, max = 1.0;
  double step = 0.0;   ///< of arrow keys; 0: a hundredth of the range (integers: 1)
  double usual = 0.0;  ///< set by a double click
  Scale scale = Scale::linear;
  bool is_integer = false;
  int digits = 3;  ///< significant digits shown and kept while dragging
  std::string_view unit = {};
  std::span<const NamedValue> names = {};
  bool has_label = true;     ///< a row with the label at the left
  bool has_well = true;      ///< the value at the right, which can be typed into
  bool is_stacked = false;   ///< label and value in one row, the track in a row below them
  float label_width = 0.0F;  ///< 0: two fifths of the row
  float well_width = 0.0F;   ///< 0: slightly more than a fifth of the row
  float width = 0.0F;        ///< of the whole; 0: the available width
  bool is_enabled = true;
  std::string_view hint = {};
};

/// Label, track with thumb, and a well with the value. Drag, click the track, arrow keys (with
/// Shift ten steps, Home and End), double click for the usual value, or type into the well with
/// `.` or `,`. The wheel scrolls the panel instead. Typed values are clamped to min .. max.
Edit slider(std::string_view id, std::string_view label, double& value, const SliderSpec& spec);
Edit slider(std::string_view id, std::string_view label, float& value, const SliderSpec& spec);
Edit slider(std::string_view id, std::string_view label, int& value, const SliderSpec& spec);

struct StepperSpec {
  double min = 0.0, max = 1.0, step = 1.0;
  bool is_integer = true;
  bool has_label = true;
  float reserve = 0.0F;  ///< kept free at its right, for a button
  std::string_view hint = {};
};

/// Minus, value, plus; the value can be typed.
Edit stepper(std::string_view id, std::string_view label, double& value, const StepperSpec& spec);
Edit stepper(std::string_view id, std::string_view label, int& value, const StepperSpec& spec);

}  // namespace purr::shell
