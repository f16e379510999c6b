#include "engine/labs/broken_rules.h"

#include <cmath>

#include "engine/core/portable_math.h"
#include "engine/model/network.h"

namespace purr {
namespace {

textbook::Matrix output_dZ(BrokenRule rule, const textbook::Matrix& Y,
                           const textbook::Cache& cache) {
  const textbook::Matrix& A = cache.A;
  switch (rule) {
    case BrokenRule::a_minus_z: return A - cache.Z;
    case BrokenRule::no_minus: return Y - A;
    case BrokenRule::times_slope: return ((A - Y).array() * A.array() * (1.0 - A.array())).matrix();
    default: return A - Y;
  }
}

/// What takes the place of 1/m in dW, and in db.
struct Factors {
  double dW = 0.0;
  double db = 0.0;
};
Factors factors_of(BrokenRule rule, double m) {
  switch (rule) {
    case BrokenRule::no_mean: return {1.0, 1.0};
    case BrokenRule::no_mean_db: return {1.0 / m, 1.0};
    case BrokenRule::twice_mean: return {1.0 / m / m, 1.0 / m / m};
    default: return {1.0 / m, 1.0 / m};
  }
}

}  // namespace

std::vector<textbook::Gradients> broken_backward(BrokenRule rule, const textbook::Matrix& Y,
                                                 const std::vector<textbook::Cache>& caches,
                                                 double learning_rate) {
  const Factors factors = factors_of(rule, static_cast<double>(Y.cols()));
  std::vector<textbook::Gradients> gradients(caches.size());
  for (std::size_t l = caches.size(); l-- > 0;) {
    const textbook::Cache& cache = caches[l];
    auto& [dA, dZ, dW, db] = gradients[l];
    if (l + 1 == caches.size()) {
      dZ = output_dZ(rule, Y, cache);
    } else {
      textbook::Matrix W = caches[l + 1].linear.W;
      if (rule == BrokenRule::w2_first) W -= learning_rate * gradients[l + 1].dW;
      dA = product(W.transpose(), gradients[l + 1].dZ);
      dZ = rule == BrokenRule::no_slope ? dA : textbook::activation_backward(dA, cache);
    }
    dW = factors.dW * product(dZ, cache.linear.A_prev.transpose());
    db = factors.db * product(dZ, textbook::Matrix::Ones(dZ.cols(), 1));
  }
  if (rule == BrokenRule::db_is_dw) gradients.front().db = gradients.front().dW.col(0);
  return gradients;
}

double cost_of(const LabExamples& examples, const textbook::Parameters& parameters,
               const NetworkSpec& spec) {
  const auto caches = forward_caches(examples.X, parameters, spec);
  return mean_loss(caches.back().Z, examples.labels.data());
}

textbook::Parameters numerical_gradients(const LabExamples& examples,
                                         textbook::Parameters parameters, const NetworkSpec& spec,
                                         double epsilon) {
  textbook::Parameters slopes = parameters;
  const auto differentiate = [&](std::span<double> theta, std::span<double> slope) {
    for (std::size_t i = 0; i < theta.size(); ++i) {
      const double value = theta[i];
      theta[i] = value + epsilon;
      const double above = cost_of(examples, parameters, spec);
      theta[i] = value - epsilon;
      const double below = cost_of(examples, parameters, spec);
      theta[i] = value;
      slope[i] = (above - below) / (2.0 * epsilon);
    }
  };
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    differentiate(cells(parameters[l].W), cells(slopes[l].W));
    differentiate(cells(parameters[l].b), cells(slopes[l].b));
  }
  return slopes;
}

double relative_error(const textbook::Matrix& a, const textbook::Matrix& b) {
  const double sum = a.norm() + b.norm();
  return sum == 0.0 ? 0.0 : (a - b).norm() / sum;
}

CheckedGradients check_gradients(const std::vector<textbook::Gradients>& gradients,
                                 const textbook::Parameters& numerical) {
  CheckedGradients checked;
  double difference_squares = 0.0;
  double analytic_squares = 0.0;
  double numerical_squares = 0.0;
  double largest = -1.0;
  // Takes one matrix in; its name is such as "W1".
  const auto take = [&](const std::string& name, const textbook::Matrix& analytic,
                        const textbook::Matrix& slopes) {
    const textbook::Matrix differences = analytic - slopes;
    difference_squares += differences.squaredNorm();
    analytic_squares += analytic.squaredNorm();
    numerical_squares += slopes.squaredNorm();
    Eigen::Index row = 0;
    Eigen::Index column = 0;
    const double most = differences.cwiseAbs().maxCoeff(&row, &column);
    if (most > largest) {
      largest = most;
      checked.worst_weight = name + "[" + std::to_string(row + 1) +
                             (name[0] == 'W' ? "," + std::to_string(column + 1) : "") + "]";
    }
    const double error = relative_error(analytic, slopes);
    if (checked.worst_matrix.empty() || error > checked.worst) {
      checked.worst = error;
      checked.worst_matrix = name;
    }
    return error;
  };
  for (std::size_t l = 0; l < gradients.size(); ++l) {
    const std::string number = std::to_string(l + 1);
    LayerErrors& errors = checked.layers.emplace_back();
    errors.W = take("W" + number, gradients[l].dW, numerical[l].W);
    errors.b = take("b" + number, gradients[l].db, numerical[l].b);
  }
  const double sum = std::sqrt(analytic_squares) + std::sqrt(numerical_squares);
  checked.error = sum == 0.0 ? 0.0 : std::sqrt(difference_squares) / sum;
  checked.passes = checked.error < kGradientTolerance;
  return checked;
}

}  // namespace purr
