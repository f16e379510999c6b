#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/io/experiment.h"
#include "shell/widgets/sliders.h"

/// Sliders and steppers of settings. The range, scale, digits and usual value of a key come from
/// the table of keys (slider_range in engine/io/experiment.h), so that a panel states none of them.
namespace purr::shell {

/// What the table of keys does not say about a slider.
struct SettingSpec {
  /// In place of the key's maximum, where the data or the value itself set the limit.
  std::optional<double> max = {};
  std::string_view unit = {};
  std::span<const NamedValue> names = {};
  bool has_label = true;
  bool has_well = true;
  bool is_stacked = false;   ///< see SliderSpec
  float width = 0.0F;        ///< points; 0: all that is there
  std::string_view id = {};  ///< of the control; empty: the key's name
  std::string_view hint = {};
};

/// The slider's range by the table of keys. A key without a number of its own (a list, as `hidden`)
/// has no usual value: a double click leaves `value` as it is.
SliderSpec slider_spec(const Experiment& settings, std::string_view key, double value);

/// A slider of the key's setting.
/// @param value  the member of `settings` that the key names.
Edit setting_slider(const Experiment& settings, std::string_view key, std::string_view label,
                    double& value, const SettingSpec& spec = {});
Edit setting_slider(const Experiment& settings, std::string_view key, std::string_view label,
                    int& value, const SettingSpec& spec = {});

/// A stepper of the key's setting, such as a seed.
Edit setting_stepper(const Experiment& settings, std::string_view key, std::string_view label,
                     int& value, std::string_view hint);

}  // namespace purr::shell
