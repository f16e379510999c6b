#include "engine/train/weight_trace.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/check.h"
#include "engine/core/random.h"
#include "engine/train/frozen.h"
#include "engine/train/inspection.h"
#include "engine/train/optimizer.h"

namespace purr {
namespace {

template <class Real>
std::vector<double> by_rows(const Matrix<Real>& M) {
  const RowMatrix<double> rows = M.template cast<double>();
  return {rows.data(), rows.data() + rows.size()};
}

/// Row `input` (from 0) of the batch's X.
template <class Real>
std::vector<double> input_row(const Dataset& dataset, const std::vector<int>& columns, int input) {
  const bool is_all = columns.empty();
  RowMatrix<Real> row(1, is_all ? dataset.train.count : static_cast<Eigen::Index>(columns.size()));
  if (is_all) {
    dataset.train.fill_rows<Real>(input, 0, view(row));
  } else {
    dataset.train.fill_rows<Real>(input, columns, view(row));
  }
  return {row.data(), row.data() + row.size()};
}

/// The derivative of the batch's cost by one weight as a central difference.
/// @param l, unit, input  from 0.
template <class Real>
double central_difference(const TrainingState<Real>& state, const NextStep<Real>& step,
                          const WeightTrace& trace, std::size_t l) {
  const double weight = trace.weight;
  const std::size_t L = state.parameters.size();
  const double h = 1e-5 * std::max(1.0, std::abs(weight));
  const Eigen::Index unit = trace.unit - 1;
  const Eigen::Index input = trace.input - 1;
  const auto cost_at = [&](double shift) {
    Parameters<double> parameters;
    for (const Dense<Real>& layer : state.parameters) {
      parameters.push_back({layer.W.template cast<double>(), layer.b.template cast<double>()});
    }
    Cache<double> cache(L);
    cache.Z[0] = step.cache.Z[0].template cast<double>();
    if (l > 0) {
      parameters[l].W(unit, input) += shift;
    } else {
      for (Eigen::Index i = 0; i < cache.Z[0].cols(); ++i) {
        cache.Z[0](unit, i) += shift * trace.A_prev[static_cast<std::size_t>(i)];
      }
    }
    NumpyRandom random(state.dropout_seed());
    forward(state.network, parameters, Dropout{state.training.keep_prob, &random}, cache);
    // Of the penalty only this weight's part changes.
    const double shifted = weight + shift;
    return mean_loss(cache.Z.back(), step.labels.data()) + trace.decay / 2 * shifted * shifted;
  };
  return (cost_at(h) - cost_at(-h)) / (2 * h);
}

template <class Real>
bool is_weight_frozen(const TrainingState<Real>& state, const WeightTrace& trace) {
  const std::vector<int> sizes = layer_sizes(state.network, state.dataset->train.n_x);
  const std::vector<FrozenLayer> frozen = frozen_layers(state.training.frozen, sizes);
  const FrozenLayer& layer = frozen[static_cast<std::size_t>(trace.layer - 1)];
  const Eigen::Index place = (trace.input - 1) * Eigen::Index{trace.n_out} + trace.unit - 1;
  return layer.is_whole || std::find(layer.W.begin(), layer.W.end(), place) != layer.W.end();
}

/// The weight, its velocity and its average of squares after the step.
/// @param v, s  of the whole layer; empty where there is none.
template <class Real>
void take_update(const TrainingState<Real>& state, const Matrix<Real>& v, const Matrix<Real>& s,
                 Real weight, Real derivative, WeightTrace& trace) {
  const auto one = [](Real value) { return Matrix<Real>{Matrix<Real>::Constant(1, 1, value)}; };
  const auto entry = [&](const Matrix<Real>& M) {
    return M.size() == 0 ? Matrix<Real>{} : one(M(trace.unit - 1, trace.input - 1));
  };
  const auto number = [](const Matrix<Real>& M) {
    return M.size() == 0 ? 0.0 : static_cast<double>(M(0, 0));
  };
  Moments<Real> moments{entry(v), entry(s)};
  trace.v_before = number(moments.v);
  trace.s_before = number(moments.s);
  Matrix<Real> theta = one(weight);
  if (!trace.is_frozen) {
    update(theta, one(derivative), trace.learning_rate, state.training, trace.t, moments);
  }
  trace.v_after = number(moments.v);
  trace.s_after = number(moments.s);
  trace.updated = number(theta);
}

}  // namespace

template <class Real>
WeightTrace trace_weight(TrainingState<Real>& state, int layer, int unit, int input) {
  const auto l = static_cast<std::size_t>(layer - 1);
  PURR_CHECK(layer >= 1 && l < state.parameters.size());
  NextStep<Real> step = next_step(state);
  Matrix<Real> W = state.parameters[l].W;
  Matrix<Real> dW = std::move(step.gradients.dW[l].W);
  Matrix<Real> v = state.moments[l].W.v;
  Matrix<Real> s = state.moments[l].W.s;
  WeightTrace trace{.iteration = state.iteration,
                    .layer = layer,
                    .unit = unit,
                    .input = input,
                    .decay = state.training.l2 / step.m(),
                    .learning_rate = state.learning_rate(),
                    .t = state.update_count + 1};
  if (l == 0) {
    state.first->form(W);
    state.first->form_gradient({step.gradients.dZ[0], step.examples, trace.decay}, dW);
    state.first->form_averages(v, s);
    PURR_CHECK(input >= 1 && input <= W.cols());
    trace.A_prev = input_row<Real>(*state.dataset, step.examples, input - 1);
  } else {
    PURR_CHECK(input >= 1 && input <= W.cols());
    const auto row = step.cache.A[l - 1].row(input - 1);
    for (Eigen::Index i = 0; i < row.size(); ++i)
      trace.A_prev.push_back(static_cast<double>(row(i)));
  }
  PURR_CHECK(unit >= 1 && unit <= W.rows());
  const auto dZ = step.gradients.dZ[l].row(unit - 1);
  for (Eigen::Index i = 0; i < dZ.size(); ++i) trace.dZ.push_back(static_cast<double>(dZ(i)));
  trace.n_out = static_cast<std::int32_t>(W.rows());
  trace.n_in = static_cast<std::int32_t>(W.cols());
  trace.is_frozen = is_weight_frozen(state, trace);
  const Real weight = W(unit - 1, input - 1);
  const Real derivative = dW(unit - 1, input - 1);
  trace.weight = static_cast<double>(weight);
  trace.derivative = static_cast<double>(derivative);
  trace.numeric_dW = central_difference(state, step, trace, l);
  take_update(state, v, s, weight, derivative, trace);
  trace.W = by_rows(W);
  trace.dW = by_rows(dW);
  const Vector<Real>& b = state.parameters[l].b;
  const auto& db = step.gradients.dW[l].b;
  trace.b.assign(b.data(), b.data() + b.size());
  trace.db.assign(db.data(), db.data() + db.size());
  trace.examples = std::move(step.examples);
  return trace;
}

template WeightTrace trace_weight(TrainingState<float>&, int, int, int);
template WeightTrace trace_weight(TrainingState<double>&, int, int, int);

}  // namespace purr
