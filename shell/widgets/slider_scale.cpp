#include "shell/widgets/slider_scale.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "shell/widgets/numbers.h"

namespace purr::shell::detail {
namespace {

/// Part of a logarithmic track with zero that means zero; the rest is logarithmic.
constexpr double kZeroZone = 0.06;

}  // namespace

double place_of(double value, const SliderSpec& spec) {
  switch (spec.scale) {
    case Scale::linear:
      return spec.max > spec.min ? std::clamp((value - spec.min) / (spec.max - spec.min), 0.0, 1.0)
                                 : 0.0;
    case Scale::logarithmic:
      if (value <= spec.min || spec.min <= 0 || spec.max <= spec.min) return 0.0;
      return std::min(1.0, std::log(value / spec.min) / std::log(spec.max / spec.min));
    case Scale::logarithmic_zero:
      if (value <= 0 || spec.min <= 0 || spec.max <= spec.min) return 0.0;
      if (value <= spec.min) return kZeroZone;
      return std::min(1.0, kZeroZone + (1 - kZeroZone) * std::log(value / spec.min) /
                                           std::log(spec.max / spec.min));
  }
  return 0.0;
}

double lowest(const SliderSpec& spec) {
  return spec.scale == Scale::logarithmic_zero ? 0.0 : spec.min;
}

double clamped(double value, const SliderSpec& spec) {
  value = std::clamp(value, lowest(spec), std::max(lowest(spec), spec.max));
  if (spec.scale == Scale::logarithmic_zero && value > 0) value = std::max(value, spec.min);
  return spec.is_integer ? std::round(value) : value;
}

double round_to_digits(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return value;
  // Through text, so that the result is 0.0075 and not 0.00750001.
  char text[64];
  std::snprintf(text, sizeof text, "%.*e", std::max(0, std::max(digits, 1) - 1), value);
  return std::strtod(text, nullptr);
}

double value_at(double place, const SliderSpec& spec) {
  place = std::clamp(place, 0.0, 1.0);
  double value = 0.0;
  switch (spec.scale) {
    case Scale::linear: value = spec.min + place * (spec.max - spec.min); break;
    case Scale::logarithmic: value = spec.min * std::pow(spec.max / spec.min, place); break;
    case Scale::logarithmic_zero:
      if (place < kZeroZone * 0.5) return 0.0;
      value = spec.min *
              std::pow(spec.max / spec.min, std::max(0.0, place - kZeroZone) / (1 - kZeroZone));
      break;
  }
  if (place >= 1.0) return spec.max;
  if (spec.scale == Scale::linear) {
    if (spec.step > 0) {
      value = spec.min + std::round((value - spec.min) / spec.step) * spec.step;
    } else if (!spec.is_integer) {
      // A power of ten about as fine as one pixel of a track.
      const double grain = std::pow(10.0, std::floor(std::log10((spec.max - spec.min) / 200.0)));
      value = std::round(value / grain) * grain;
    }
    if (!spec.is_integer)
      value = round_to_digits(value, 12);  // removes the rounding error of the division
  } else {
    value = round_to_digits(value, std::min(spec.digits, 2) + (spec.is_integer ? 1 : 0));
  }
  return clamped(value, spec);
}

double stepped(double value, double steps, const SliderSpec& spec) {
  if (spec.scale == Scale::linear) {
    const double step = spec.step > 0     ? spec.step
                        : spec.is_integer ? std::max(1.0, std::round((spec.max - spec.min) / 100))
                                          : (spec.max - spec.min) / 100;
    return clamped(round_to_digits(value + steps * step, 12), spec);
  }
  if (spec.scale == Scale::logarithmic_zero) {
    // The stretch of the track that means zero is one step wide.
    if (value <= 0 && steps > 0) return stepped(spec.min, steps - 1, spec);
    if (value <= spec.min && steps < 0) return 0.0;
  }
  const double place = place_of(value, spec) + steps * 0.02;
  double next = value_at(place, spec);
  if (spec.is_integer && next == value) next = clamped(value + (steps > 0 ? 1 : -1), spec);
  return next;
}

std::string shown_value(double value, const SliderSpec& spec) {
  for (const NamedValue& named : spec.names) {
    if (named.value == value) return std::string(named.name);
  }
  return number(value, spec.is_integer ? 17 : spec.digits) + std::string(spec.unit);
}

std::string editable_value(double value, const SliderSpec& spec) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*g", spec.is_integer ? 17 : std::max(spec.digits, 6), value);
  return text;
}

}  // namespace purr::shell::detail
