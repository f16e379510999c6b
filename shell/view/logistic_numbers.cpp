#include "shell/view/logistic_numbers.h"

#include <cmath>
#include <cstddef>
#include <utility>

namespace purr::shell {

LogisticNumbers logistic_numbers(const RunView& run, InputValues& inputs) {
  const TraceUpdate& trace = run.trace;
  const WeightsUpdate& weights = run.first_layer;
  const std::size_t n_x = run.picture_size();
  if (!run.is_pictures() || trace.revision != run.data.revision || trace.layers.size() != 1 ||
      weights.n_out != 1 || weights.W.size() != n_x || weights.iteration != trace.iteration) {
    return {};
  }
  const TraceUpdate::Layer& layer = trace.layers.front();
  if (layer.Z.empty() || layer.b.empty()) return {};
  LogisticNumbers numbers;
  numbers.x = inputs.of(run, trace.is_test, trace.example);
  if (numbers.x.size() != n_x) return {};
  numbers.width = run.data.width;
  numbers.height = run.data.height;
  numbers.w.assign(weights.W.begin(), weights.W.end());
  numbers.b = layer.b[0];
  numbers.z = layer.Z[0];
  numbers.y_hat = layer.A[0];
  numbers.products.resize(n_x / 3);
  for (std::size_t k = 0; k < n_x; ++k) {
    const double product = numbers.w[k] * numbers.x[k];
    numbers.products[k / 3] += product;
    (product > 0.0 ? numbers.raises : numbers.lowers) += product;
  }
  double most = -INFINITY;
  for (std::size_t pixel = 0; pixel < numbers.products.size(); ++pixel) {
    const double product = numbers.products[pixel];
    if (std::fabs(product) > numbers.largest) numbers.largest = std::fabs(product);
    if (product > most) {
      most = product;
      numbers.largest_pixel = static_cast<int>(pixel);
    }
  }
  return numbers;
}

}  // namespace purr::shell
