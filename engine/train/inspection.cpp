#include "engine/train/inspection.h"

#include <algorithm>
#include <utility>

#include "engine/core/check.h"
#include "engine/core/random.h"
#include "engine/kernels/activations.h"

namespace purr {
namespace {

template <class Derived>
std::vector<double> in_double(const Eigen::PlainObjectBase<Derived>& matrix) {
  return {matrix.data(), matrix.data() + matrix.size()};
}

template <class Real>
void copy_row(const RowMatrix<Real>& row, std::vector<float>& out) {
  out.assign(row.data(), row.data() + row.size());
}

/// W of layer l from 0, formed where it is that of layer 1.
template <class Real>
Matrix<Real> weights_of(const TrainingState<Real>& state, std::size_t l) {
  if (l > 0) return state.parameters[l].W;
  Matrix<Real> W;
  state.first->form(W);
  return W;
}

/// ∂L/∂ŷ of each example from its logit.
template <class Real>
std::vector<double> output_dA(const RowMatrix<Real>& logits, const std::uint8_t* labels) {
  std::vector<double> dA;
  for (Eigen::Index j = 0; j < logits.cols(); ++j) {
    dA.push_back(loss_slope(static_cast<double>(logits(0, j)), labels[j]));
  }
  return dA;
}

}  // namespace

template <class Real>
void add_test(const TrainingState<Real>& state, const Cache<Real>& test, CurvePoint& point) {
  const Dataset& dataset = *state.dataset;
  if (dataset.test.count == 0) return;
  const RowMatrix<Real>& logits = test.Z.back();
  point.has_test = 1;
  point.test_cost = mean_loss(logits, dataset.test_labels.data());
  point.test_accuracy = accuracy(logits, dataset.test_labels.data());
}

template <class Real>
CurvePoint point_of(const TrainingState<Real>& state, const Cache<Real>& train,
                    const Cache<Real>& test) {
  const RowMatrix<Real>& logits = train.Z.back();
  const std::uint8_t* labels = state.dataset->train_labels.data();
  CurvePoint point{.iteration = state.iteration,
                   .cost = state.is_broken ? kNotMeasured
                                           : mean_loss(logits, labels) +
                                                 state.penalty(state.dataset->train.count),
                   .train_accuracy = accuracy(logits, labels)};
  add_test(state, test, point);
  return point;
}

template <class Real>
void predictions_in(const Cache<Real>& train_cache, const Cache<Real>& test_cache, bool has_test,
                    std::vector<float>& train, std::vector<float>& test) {
  copy_row(train_cache.A.back(), train);
  test.clear();
  if (has_test) copy_row(test_cache.A.back(), test);
}

template <class Real>
std::vector<float> predict(const TrainingState<Real>& state, const Matrix<double>& X) {
  const Matrix<Real> W1 = weights_of(state, 0);
  Cache<Real> cache(state.parameters.size());
  cache.Z[0].noalias() = W1 * X.template cast<Real>();
  cache.Z[0].colwise() += state.parameters[0].b;
  forward(state.network, state.parameters, Dropout{}, cache);
  std::vector<float> y_hat;
  copy_row(cache.A.back(), y_hat);
  return y_hat;
}

template <class Real>
std::vector<LayerTrace> trace_example(TrainingState<Real>& state, bool of_test, int example) {
  const std::size_t L = state.parameters.size();
  const std::vector<std::uint8_t>& labels =
      of_test ? state.dataset->test_labels : state.dataset->train_labels;
  const std::uint8_t* label = &labels[static_cast<std::size_t>(example)];
  Cache<Real> cache(L);
  cache.Z[0] = state.first->forward_one(of_test, example);
  add_bias<Real>(state.parameters[0].b, cache.Z[0]);
  forward(state.network, state.parameters, Dropout{}, cache);
  Gradients<Real> gradients(L);
  gradients.dA.resize(L);
  backward(state.network, state.parameters, label, /*l2=*/0.0, /*keep=*/1.0, cache, gradients);
  std::vector<LayerTrace> layers;
  for (std::size_t l = 0; l < L; ++l) {
    const bool is_output = l + 1 == L;
    layers.push_back({.activation = state.activation(l + 1),
                      .Z = in_double(cache.Z[l]),
                      .A = in_double(cache.A[l]),
                      .dA = is_output ? output_dA(cache.Z[l], label) : in_double(gradients.dA[l]),
                      .dZ = in_double(gradients.dZ[l])});
  }
  return layers;
}

template <class Real>
NextStep<Real> next_step(TrainingState<Real>& state) {
  const std::size_t L = state.parameters.size();
  const TrainingSpec& training = state.training;
  NextStep<Real> step{.cache = Cache<Real>(L), .gradients = Gradients<Real>(L)};
  state.next_batch(step.examples);
  step.labels = state.dataset->train_labels;
  if (!step.examples.empty()) {
    step.labels.clear();
    for (const int i : step.examples) {
      step.labels.push_back(state.dataset->train_labels[static_cast<std::size_t>(i)]);
    }
  }
  NumpyRandom random(state.dropout_seed());
  state.forward_train(step.examples, Dropout{training.keep_prob, &random}, step.cache);
  step.gradients.dA.resize(L);
  backward(state.network, state.parameters, step.labels.data(), training.l2, training.keep_prob,
           step.cache, step.gradients);
  return step;
}

template <class Real>
BatchTrace trace_batch(TrainingState<Real>& state) {
  const std::size_t L = state.parameters.size();
  const TrainingSpec& training = state.training;
  NextStep<Real> step = next_step(state);
  auto& [examples, labels, cache, gradients] = step;
  BatchTrace trace{.iteration = state.iteration, .examples = examples};
  trace.cost = state.is_broken ? kNotMeasured
                               : mean_loss(cache.Z.back(), labels.data()) + state.penalty(step.m());
  state.first->form_gradient({gradients.dZ[0], examples, training.l2 / step.m()},
                             gradients.dW[0].W);

  for (std::size_t l = 0; l < L; ++l) {
    const bool is_output = l + 1 == L;
    const auto& [of_W, of_b] = state.moments[l];
    Matrix<Real> v_dW = of_W.v, s_dW = of_W.s;
    if (l == 0) state.first->form_averages(v_dW, s_dW);
    trace.layers.push_back(
        {.activation = state.activation(l + 1),
         .n_out = static_cast<int>(cache.Z[l].rows()),
         .n_in = static_cast<int>(gradients.dW[l].W.cols()),
         .Z = in_double(cache.Z[l]),
         .A = in_double(cache.A[l]),
         .D = training.keep_prob < 1.0 && !is_output ? in_double(cache.mask[l])
                                                     : std::vector<double>{},
         .dA = is_output ? output_dA(cache.Z[l], labels.data()) : in_double(gradients.dA[l]),
         .dZ = in_double(gradients.dZ[l]),
         .dW = in_double(RowMatrix<Real>(gradients.dW[l].W)),
         .db = in_double(gradients.dW[l].b),
         .v_dW = in_double(RowMatrix<Real>(v_dW)),
         .v_db = in_double(of_b.v),
         .s_dW = in_double(RowMatrix<Real>(s_dW)),
         .s_db = in_double(of_b.s)});
  }
  return trace;
}

template <class Real>
double trace_bytes(const TrainingState<Real>& state) {
  const int all = state.dataset->train.count;
  const double m = state.training.batch_size > 0 ? std::min(state.training.batch_size, all) : all;
  const std::vector<int> sizes = layer_sizes(state.network, state.dataset->train.n_x);
  double numbers = 0.0;
  for (std::size_t l = 1; l < sizes.size(); ++l) {
    numbers += sizes[l] * (5.0 * m + 3.0 * (sizes[l - 1] + 1.0));
  }
  return 8.0 * numbers;
}

template <class Real>
LayerDistribution layer_distribution(TrainingState<Real>& state, Cache<Real>& scratch, int l) {
  const std::size_t L = state.parameters.size();
  const auto index = static_cast<std::size_t>(l - 1);
  PURR_CHECK(l >= 1 && index < L);
  state.forward_whole(scratch);
  Gradients<Real> gradients(L);
  backward(state.network, state.parameters, state.dataset->train_labels.data(), state.training.l2,
           /*keep=*/1.0, scratch, gradients);
  Matrix<Real>& dW = gradients.dW[index].W;
  if (index == 0) {
    const std::vector<int> all;
    const double decay = state.training.l2 / static_cast<double>(state.dataset->train.count);
    state.first->form_gradient({gradients.dZ[0], all, decay}, dW);
  }
  const auto Z = cells(std::as_const(scratch.Z[index]));
  const auto A = cells(std::as_const(scratch.A[index]));
  const Matrix<Real> W = weights_of(state, index);
  LayerDistribution distribution{
      .activation = state.activation(index + 1),
      .leaky_slope = state.network.leaky_slope,
      .units = static_cast<std::int32_t>(scratch.Z[index].rows()),
      .examples = static_cast<std::int32_t>(scratch.Z[index].cols()),
      .Z = histogram<Real>(Z, kDistributionBins),
      .A = histogram<Real>(A, kDistributionBins),
      .W = histogram<Real>(cells(W), kDistributionBins),
      .dW = histogram<Real>(cells(std::as_const(dW)), kDistributionBins)};
  count_entries<Real>(Z, A, distribution);
  return distribution;
}

template <class Real>
std::vector<double> unit_outputs(TrainingState<Real>& state, Cache<Real>& scratch, int layer,
                                 int unit) {
  const auto l = static_cast<std::size_t>(layer - 1);
  PURR_CHECK(layer >= 1 && l < state.parameters.size());
  state.forward_whole(scratch);
  PURR_CHECK(unit >= 1 && unit <= scratch.A[l].rows());
  const auto row = scratch.A[l].row(unit - 1);
  std::vector<double> outputs;
  for (Eigen::Index i = 0; i < row.size(); ++i) outputs.push_back(static_cast<double>(row(i)));
  return outputs;
}

template <class Real>
std::vector<LayerActivity> layer_activity(const TrainingState<Real>& state,
                                          const Cache<Real>& cache, bool with_flat) {
  std::vector<LayerActivity> layers;
  for (std::size_t l = 0; l + 1 < cache.A.size(); ++l) {
    const RowMatrix<Real>& A = cache.A[l];
    LayerActivity layer{.activation = state.activation(l + 1)};
    layer.is_dead.assign(static_cast<std::size_t>(A.rows()), 0);
    if (layer.activation == Activation::relu) {
      for (Eigen::Index unit = 0; unit < A.rows(); ++unit) {
        // Most units are alive, which one of their first outputs shows. NaN is not 0.
        const Real* row = A.data() + unit * A.cols();
        const bool is_dead = std::all_of(row, row + A.cols(), [](Real a) { return a == Real{0}; });
        layer.is_dead[static_cast<std::size_t>(unit)] = is_dead ? 1 : 0;
      }
    }
    if (with_flat && A.size() > 0) {
      const FlatBounds bounds = flat_bounds(layer.activation);
      const auto low = static_cast<Real>(bounds.low);
      const auto high = static_cast<Real>(bounds.high);
      const auto flat = (A.array() < low || A.array() > high).count();
      layer.flat_share = static_cast<double>(flat) / static_cast<double>(A.size());
    }
    layers.push_back(std::move(layer));
  }
  return layers;
}

template <class Real>
LayerWeights layer_weights(const TrainingState<Real>& state, int l) {
  const auto index = static_cast<std::size_t>(l - 1);
  Matrix<Real> W = weights_of(state, index);
  const Vector<Real>& b = state.parameters[index].b;
  LayerWeights weights{.n_out = static_cast<int>(W.rows()),
                       .n_in = static_cast<int>(W.cols()),
                       .W = {W.data(), W.data() + W.size()},
                       .b = {b.data(), b.data() + b.size()},
                       .learned = {}};
  if (l == 1) {
    // Before the conversion to single precision, which would drown a small difference in rounding.
    W -= state.W0;
    weights.learned.assign(W.data(), W.data() + W.size());
  }
  return weights;
}

template <class Real>
Parameters<double> all_parameters(const TrainingState<Real>& state) {
  Parameters<double> all;
  for (std::size_t l = 0; l < state.parameters.size(); ++l) {
    all.push_back({weights_of(state, l).template cast<double>(),
                   state.parameters[l].b.template cast<double>()});
  }
  return all;
}

template <class Real>
WarmStart warm_start(const TrainingState<Real>& state) {
  return {.parameters = all_parameters(state),
          .W0 = state.W0.template cast<double>(),
          .iteration = state.iteration};
}

#define PURR_INSTANTIATE(Real)                                                                    \
  template CurvePoint point_of(const TrainingState<Real>&, const Cache<Real>&,                    \
                               const Cache<Real>&);                                               \
  template void add_test(const TrainingState<Real>&, const Cache<Real>&, CurvePoint&);            \
  template void predictions_in(const Cache<Real>&, const Cache<Real>&, bool, std::vector<float>&, \
                               std::vector<float>&);                                              \
  template std::vector<float> predict(const TrainingState<Real>&, const Matrix<double>&);         \
  template std::vector<LayerTrace> trace_example(TrainingState<Real>&, bool, int);                \
  template NextStep<Real> next_step(TrainingState<Real>&);                                        \
  template BatchTrace trace_batch(TrainingState<Real>&);                                          \
  template double trace_bytes(const TrainingState<Real>&);                                        \
  template LayerDistribution layer_distribution(TrainingState<Real>&, Cache<Real>&, int);         \
  template std::vector<double> unit_outputs(TrainingState<Real>&, Cache<Real>&, int, int);        \
  template std::vector<LayerActivity> layer_activity(const TrainingState<Real>&,                  \
                                                     const Cache<Real>&, bool);                   \
  template LayerWeights layer_weights(const TrainingState<Real>&, int);                           \
  template Parameters<double> all_parameters(const TrainingState<Real>&);                         \
  template WarmStart warm_start(const TrainingState<Real>&);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE

}  // namespace purr
