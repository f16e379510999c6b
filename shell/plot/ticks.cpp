#include "shell/plot/ticks.h"

#include <algorithm>
#include <cmath>

#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

/// A range that would need more ticks than this is invalid and gets none.
constexpr double kMaxTicks = 200;

bool is_range(double low, double high) {
  return std::isfinite(low) && std::isfinite(high) && low < high;
}

/// 1, 2 or 5 times a power of ten, nearest above `rough`.
double nice_step(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    if (factor * power >= rough * (1 - 1e-9)) return factor * power;
  }
  return 10.0 * power;
}

/// Decimals that a multiple of `step` needs.
int decimals_of(double step) {
  return std::clamp(static_cast<int>(-std::floor(std::log10(step) + 1e-9)), 0, 12);
}

/// 0.01 and 1,000, or where that gets long (`as_power`) 10^{−8}.
std::string power_label(double value, bool as_power) {
  if (!as_power || (value >= 0.1 && value <= 10)) return number(value, 3);
  const double exponent = std::floor(std::log10(value) + 1e-9);
  const double mantissa = value / std::pow(10.0, exponent);
  std::string power = "10^{" + number(exponent, 3) + "}";
  if (std::abs(mantissa - 1) < 1e-6) return power;
  return number(mantissa, 2) + "·" + power;
}

}  // namespace

std::vector<Tick> linear_ticks(double low, double high, int wanted, bool integer) {
  std::vector<Tick> ticks;
  if (!is_range(low, high)) return ticks;
  const double span = high - low;
  if (!std::isfinite(span)) return ticks;
  double step = nice_step(span / std::max(1, wanted));
  if (integer) step = std::max(step, 1.0);
  const auto count_with = [&](double s) {
    return std::floor(high / s + 1e-9) - std::ceil(low / s - 1e-9) + 1;
  };
  // A single tick shows no scale: halve the step until there are two.
  while (count_with(step) < 2 && !(integer && step <= 1) && step > span * 1e-3) {
    step = nice_step(step * 0.4);
  }
  if (count_with(step) > kMaxTicks) return ticks;
  // Doubles cannot separate ticks that are close together and far from zero (1,000,000.001).
  if (step < std::max(std::abs(low), std::abs(high)) * 1e-13) return ticks;
  const int decimals = decimals_of(step);
  const bool by_power = std::max(std::abs(low), std::abs(high)) >= 1e7 || step < 1e-6;
  for (double i = std::ceil(low / step - 1e-9); i * step <= high + step * 1e-9; ++i) {
    const double at = i * step;
    std::string label = fixed(at, decimals);
    if (by_power) label = i == 0 ? "0" : (at < 0 ? "−" : "") + power_label(std::abs(at), true);
    ticks.push_back({at == 0 ? 0.0 : at, std::move(label)});
  }
  return ticks;
}

std::vector<Tick> log_ticks(double low, double high, int wanted) {
  std::vector<Tick> ticks;
  if (!is_range(low, high) || low <= 0) return ticks;
  const double first = std::floor(std::log10(low) + 1e-9);
  const double last = std::ceil(std::log10(high) - 1e-9);
  const double decades = std::log10(high / low);
  if (last - first > 700) return ticks;
  if (decades < 0.7) return linear_ticks(low, high, wanted);
  const double every = std::max(1.0, std::ceil(decades / std::max(1, wanted)));
  const bool with_two_and_five = decades * 3 <= std::max(3, wanted) + 1;
  // All labels of an axis have the same notation.
  const bool as_power = low < 0.99e-4 || high > 1.01e6;
  for (double exponent = first; exponent <= last; ++exponent) {
    for (int factor = 1; factor <= 9; ++factor) {
      const double at = factor * std::pow(10.0, exponent);
      if (at < low * (1 - 1e-9) || at > high * (1 + 1e-9)) continue;
      const bool on_power = factor == 1 && std::fmod(std::abs(exponent), every) == 0;
      const bool labelled = on_power || (with_two_and_five && (factor == 2 || factor == 5));
      // Where not every power has a label, the ticks between the powers would be too dense.
      if (!labelled && (decades > 6 || (factor != 1 && every > 1) || (factor == 1 && every > 3))) {
        continue;
      }
      ticks.push_back({at, labelled ? power_label(at, as_power) : std::string()});
    }
  }
  const auto labels = std::ranges::count_if(ticks, [](const Tick& t) { return !t.label.empty(); });
  return labels >= 2 ? ticks : linear_ticks(low, high, wanted);
}

void widen_to_ticks(double& low, double& high, int wanted) {
  if (!is_range(low, high)) return;
  const double step = nice_step((high - low) / std::max(1, wanted));
  // A range that ends just above a tick, by rounding, ends at the tick.
  const double slack = step * 0.02;
  low = std::floor((low + slack) / step) * step;
  high = std::ceil((high - slack) / step) * step;
}

}  // namespace purr::shell
