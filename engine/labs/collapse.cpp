#include "engine/labs/collapse.h"

#include <algorithm>
#include <string>

#include "engine/labs/examples.h"
#include "engine/labs/lab_training.h"
#include "engine/model/textbook.h"

namespace purr {
namespace {

constexpr int kLooks = 10;

std::string run_text(const CollapseSettings& settings, bool is_logistic) {
  std::string hidden;
  if (!is_logistic) {
    for (const int units : settings.hidden) {
      hidden += (hidden.empty() ? "" : ",") + std::to_string(units);
    }
  }
  return "v=2&data=flower&hidden=" + hidden + "&activation=" + name_of(settings.activation) +
         "&init=xavier&seed=" + std::to_string(settings.seed) +
         "&learning_rate=" + number_text(settings.learning_rate) +
         "&iterations=" + std::to_string(settings.iterations);
}

/// W[L]…W[1], and b[L] + W[L](b[L−1] + …).
Dense<double> one_layer(const Parameters<double>& layers) {
  Dense<double> one = layers.front();
  for (std::size_t l = 1; l < layers.size(); ++l) {
    one.b = product(layers[l].W, one.b) + layers[l].b;
    one.W = product(layers[l].W, one.W);
  }
  return one;
}

/// The largest difference between ŷ of the network and of the one matrix.
double compare(const Parameters<double>& layers, const NetworkSpec& spec, const Matrix<double>& X) {
  const Dense<double> one = one_layer(layers);
  const Matrix<double> z = product(one.W, X).colwise() + one.b;
  const Matrix<double> y_hat = textbook::activation_forward(z, Activation::sigmoid);
  return (forward_caches(X, layers, spec).back().A - y_hat).cwiseAbs().maxCoeff();
}

}  // namespace

Result<CollapseResult> collapse(const CollapseSettings& settings, const LabContext& context) {
  auto deep = prepare_training(run_text(settings, false), context);
  if (!deep) return std::unexpected(deep.error());
  auto logistic = prepare_training(run_text(settings, true), context);
  if (!logistic) return std::unexpected(logistic.error());
  const Matrix<double> X = inputs_of(deep->dataset->train);
  CollapseResult result;
  for (int look = 0; look <= kLooks; ++look) {
    train_until(*deep, settings.iterations * look / kLooks);
    result.largest_difference =
        std::max(result.largest_difference,
                 compare(deep->trainer->parameters(), deep->experiment.network, X));
    if (!context.go_on(double(look) / (kLooks + 1))) return fail(Errc::lab_stopped);
  }
  train_until(*logistic, settings.iterations);
  const Dense<double> one = one_layer(deep->trainer->parameters());
  result.W.assign(one.W.data(), one.W.data() + one.W.size());
  result.b = one.b(0);
  const CurvePoint end = deep->trainer->evaluate();
  result.cost = end.cost;
  result.train_accuracy = end.train_accuracy;
  const CurvePoint logistic_end = logistic->trainer->evaluate();
  result.logistic_cost = logistic_end.cost;
  result.logistic_train_accuracy = logistic_end.train_accuracy;
  return result;
}

}  // namespace purr
