#include "engine/labs/unit.h"

#include <algorithm>

#include "engine/kernels/activations.h"

namespace purr {
namespace {

double sigmoid(double z) { return activation(Activation::sigmoid, 0.0, z); }

}  // namespace

UnitResult unit(const UnitSettings& settings, const LabContext& /*context*/) {
  UnitResult result;
  std::vector<double> theta{settings.b};
  std::vector<double> x_with_1{1.0};
  result.z = settings.b;
  for (std::size_t j = 0; j < settings.x.size(); ++j) {
    const double w = j < settings.w.size() ? settings.w[j] : 0.0;
    const double product = w * settings.x[j];
    result.products.push_back(product);
    result.z += product;
    theta.push_back(w);
    x_with_1.push_back(settings.x[j]);
  }
  for (std::size_t j = 0; j < theta.size(); ++j) result.theta_z += theta[j] * x_with_1[j];
  result.theta_length = static_cast<int>(theta.size());
  result.equal = result.z == result.theta_z;
  result.linear = result.z;
  result.logistic = sigmoid(result.z);
  result.at_plus_10 = sigmoid(10.0);
  result.at_minus_10 = sigmoid(-10.0);
  return result;
}

}  // namespace purr
