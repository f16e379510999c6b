#include "engine/labs/activations.h"

#include "engine/kernels/activations.h"
#include "engine/labs/examples.h"

namespace purr {

ActivationsResult activations(const ActivationsSettings& settings, const LabContext& /*context*/) {
  ActivationsResult result{.z = {-10.0, 0.0, 10.0}, .rows = {}};
  for (const Activation g : kEveryActivation) {
    const auto value = [&](double z) { return activation(g, settings.leaky_slope, z); };
    const auto slope = [&](double z) {
      return activation_slope(g, settings.leaky_slope, z, value(z));
    };
    ActivationRow row{.name = name_of(g),
                      .value = {},
                      .slope = {},
                      .value_at_z = value(settings.z),
                      .slope_at_z = slope(settings.z)};
    for (const double z : result.z) {
      row.value.push_back(value(z));
      row.slope.push_back(slope(z));
    }
    result.rows.push_back(std::move(row));
  }
  return result;
}

}  // namespace purr
