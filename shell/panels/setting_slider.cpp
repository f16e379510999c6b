#include "shell/panels/setting_slider.h"

#include "engine/core/check.h"

namespace purr::shell {
namespace {

Scale scale_of(SliderScale scale) {
  switch (scale) {
    case SliderScale::linear: return Scale::linear;
    case SliderScale::logarithmic: return Scale::logarithmic;
    case SliderScale::logarithmic_zero: break;
  }
  return Scale::logarithmic_zero;
}

template <class Number>
Edit draw(const Experiment& settings, std::string_view key, std::string_view label, Number& value,
          const SettingSpec& own) {
  SliderSpec spec = slider_spec(settings, key, static_cast<double>(value));
  spec.max = own.max.value_or(spec.max);
  spec.unit = own.unit;
  spec.names = own.names;
  spec.has_label = own.has_label;
  spec.has_well = own.has_well;
  spec.is_stacked = own.is_stacked;
  spec.width = own.width;
  spec.hint = own.hint;
  return slider(own.id.empty() ? key : own.id, label, value, spec);
}

}  // namespace

SliderSpec slider_spec(const Experiment& settings, std::string_view key, double value) {
  const Key* row = find_key(key);
  PURR_CHECK(row != nullptr);
  const SliderRange range = slider_range(key, settings);
  return {.min = range.min,
          .max = range.max,
          .step = range.step,
          .usual = row->type == KeyType::list ? value : range.usual,
          .scale = scale_of(range.scale),
          .is_integer = row->type != KeyType::number,
          .digits = range.digits};
}

Edit setting_slider(const Experiment& settings, std::string_view key, std::string_view label,
                    double& value, const SettingSpec& spec) {
  return draw(settings, key, label, value, spec);
}

Edit setting_slider(const Experiment& settings, std::string_view key, std::string_view label,
                    int& value, const SettingSpec& spec) {
  return draw(settings, key, label, value, spec);
}

Edit setting_stepper(const Experiment& settings, std::string_view key, std::string_view label,
                     int& value, std::string_view hint) {
  const SliderRange range = slider_range(key, settings);
  return stepper(key, label, value,
                 {.min = range.min,
                  .max = range.max,
                  .step = range.step > 0.0 ? range.step : 1.0,
                  .hint = hint});
}

}  // namespace purr::shell
