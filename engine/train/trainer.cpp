#include "engine/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/check.h"
#include "engine/core/random.h"
#include "engine/train/checkpoint.h"
#include "engine/train/frozen.h"
#include "engine/train/inspection.h"
#include "engine/train/primal_layer.h"
#include "engine/train/training_state.h"
#include "engine/train/weight_trace.h"

namespace purr {
namespace {

template <class Real>
std::unique_ptr<FirstLayer<Real>> make_first_layer(std::shared_ptr<const Dataset> dataset,
                                                   Matrix<Real> W,
                                                   std::shared_ptr<const GramMatrices<Real>> gram,
                                                   BaseProducts<Real> products) {
  if (!gram) return std::make_unique<PrimalLayer<Real>>(std::move(dataset), std::move(W));
  return std::make_unique<GramLayer<Real>>(std::move(dataset), std::move(W), std::move(gram),
                                           std::move(products));
}

template <class Real>
class TrainerOf final : public Trainer {
 public:
  explicit TrainerOf(TrainingState<Real> state)
      : state_(std::move(state)),
        cache_(state_.parameters.size()),
        spare_cache_(state_.parameters.size()),
        test_cache_(state_.parameters.size()),
        gradients_(state_.parameters.size()),
        dZ_spare_(state_.parameters.size()) {
    find_frozen();
    state_.begin_epoch();
  }

  Finished advance_step() override {
    if (state_.has_failed) return Finished::step;
    WorkLeft work = kSliceWork;
    if (!is_in_step()) begin_step();
    switch (stage_) {
      case Stage::forward:
        if (!forward_batch(work)) return Finished::nothing;
        measure_cost();
        stage_ = Stage::test;
        [[fallthrough]];
      case Stage::test:
        if (measures_test_) {
          if (!state_.advance_test(test_cache_, forward_, work)) return Finished::nothing;
          add_test(state_, test_cache_, point_);
        }
        if (!std::isfinite(cost_)) {
          state_.has_failed = true;
          stage_ = Stage::none;
          return Finished::iteration;
        }
        if (gradients_.dZ[0].cols() != batch_count()) std::swap(gradients_.dZ, dZ_spare_);
        stage_ = Stage::backward;
        [[fallthrough]];
      case Stage::backward:
        if (!backward_batch(work)) return Finished::nothing;
        gradient_columns_.assign(batch_.begin(), batch_.end());
        stage_ = Stage::gradient;
        [[fallthrough]];
      case Stage::gradient:
        if (!state_.first->compute_gradient(first_gradient(), first_place_, work)) {
          return Finished::nothing;
        }
        first_place_ = 0;
        if (is_last_) measure_gradient();
        stage_ = Stage::update;
        [[fallthrough]];
      case Stage::update:
        if (!update_first(work)) return Finished::nothing;
        break;
      case Stage::none:
      case Stage::evaluate_train:
      case Stage::evaluate_test: PURR_CHECK(false);
    }
    update_others();
    stage_ = Stage::none;
    first_place_ = 0;
    has_gradients_ = true;
    state_.is_broken = !state_.is_finite();
    ++state_.step_count;
    if (!is_last_) return Finished::step;
    ++state_.iteration;
    state_.begin_epoch();
    return Finished::iteration;
  }

  bool is_in_step() const override { return stage_ >= Stage::forward; }
  void take_back_step() override {
    if (is_in_step()) {
      if (stage_ == Stage::update && first_place_ > 0) state_.first->take_back_update();
      state_.next_example = first_example_;
      if (stage_ >= Stage::backward) has_gradients_ = false;
    }
    leave_stage();
  }

  int iteration() const override { return state_.iteration; }
  std::int64_t steps() const override { return state_.step_count; }
  const CurvePoint& last_point() const override { return point_; }
  const GradientPoint* last_gradient() const override {
    return gradient_is_measured_ && gradient_.iteration == point_.iteration ? &gradient_ : nullptr;
  }
  bool has_failed() const override { return state_.has_failed; }
  bool is_gram() const override { return state_.first->is_gram(); }

  void set_training(const TrainingSpec& spec) override {
    take_back_step();
    const TrainingSpec before = std::exchange(state_.training, spec);
    if (spec.optimizer != before.optimizer) {
      state_.forget_averages();
      state_.update_count = 0;
    }
    find_frozen();
    if (spec.batch_size != before.batch_size || spec.shuffle_seed != before.shuffle_seed) {
      state_.begin_epoch();
    }
  }

  bool edit(int layer, int unit, int input, double value) override {
    forget_evaluation();
    const auto l = static_cast<std::size_t>(layer - 1);
    PURR_CHECK(layer >= 1 && l < state_.parameters.size() && unit >= 1 && input >= 0);
    auto& [W, b] = state_.parameters[l];
    PURR_CHECK(unit <= b.size());
    PURR_CHECK(input <= (l == 0 ? state_.dataset->train.n_x : W.cols()));
    if (input == 0) {
      b(unit - 1) = static_cast<Real>(value);
    } else if (l > 0) {
      W(unit - 1, input - 1) = static_cast<Real>(value);
    } else if (!state_.first->edit(unit - 1, input - 1, value)) {
      return false;
    }
    state_.moments[l] = {};
    if (l == 0) state_.first->forget_averages();
    state_.is_broken = !state_.is_finite();
    return true;
  }

  bool advance_evaluation() override {
    if (is_evaluated_) return true;
    if (is_in_step()) take_back_step();
    WorkLeft work = kSliceWork;
    if (stage_ == Stage::none) stage_ = Stage::evaluate_train;
    if (stage_ == Stage::evaluate_train) {
      static const std::vector<int> all;
      if (!state_.advance_train(all, {}, cache_, forward_, work)) return false;
      stage_ = Stage::evaluate_test;
    }
    if (has_test() && !state_.advance_test(test_cache_, forward_, work)) return false;
    stage_ = Stage::none;
    is_evaluated_ = true;
    return true;
  }
  CurvePoint evaluate() override {
    while (!advance_evaluation()) {
    }
    return point_of(state_, cache_, test_cache_);
  }
  void predict(std::vector<float>& train, std::vector<float>& test) override {
    while (!advance_evaluation()) {
    }
    predictions_in(cache_, test_cache_, has_test(), train, test);
  }
  std::vector<float> predict(const Matrix<double>& X) override {
    leave_update();
    return purr::predict(state_, X);
  }
  std::vector<LayerTrace> trace(bool of_test, int example) override {
    leave_update();
    return trace_example(state_, of_test, example);
  }
  BatchTrace trace_batch() override {
    take_back_step();
    return purr::trace_batch(state_);
  }
  double trace_bytes() const override { return purr::trace_bytes(state_); }
  WeightTrace trace_weight(int layer, int unit, int input) override {
    take_back_step();
    return purr::trace_weight(state_, layer, unit, input);
  }
  LayerDistribution distribution(int l) override {
    take_back_step();
    return layer_distribution(state_, cache_, l);
  }
  std::vector<double> outputs(int layer, int unit) override {
    take_back_step();
    return unit_outputs(state_, cache_, layer, unit);
  }
  LayerWeights weights(int l) override {
    leave_update();
    return layer_weights(state_, l);
  }
  double weight(int layer, int unit, int input) const override {
    if (layer == 1) return state_.first->entry(unit - 1, input - 1);
    return static_cast<double>(
        state_.parameters[static_cast<std::size_t>(layer - 1)].W(unit - 1, input - 1));
  }
  std::vector<double> biases(int l) const override {
    const Vector<Real>& b = state_.parameters[static_cast<std::size_t>(l - 1)].b;
    return {b.data(), b.data() + b.size()};
  }
  Parameters<double> parameters() override {
    leave_update();
    return all_parameters(state_);
  }
  WarmStart warm_start() const override {
    PURR_CHECK(!is_in_step());
    return purr::warm_start(state_);
  }
  double step_norm() override {
    if (gradients_.dZ[0].size() == 0) return 0.0;
    if (!has_gradients_) return kNotMeasured;
    return state_.learning_rate() *
           state_.first->update_norm(first_gradient(), state_.training, state_.update_count);
  }
  double weight_norm() override { return std::sqrt(state_.first->squared_norm()); }
  std::vector<LayerActivity> activity(bool with_flat) override {
    return layer_activity(state_, cache_, with_flat);
  }

  std::vector<std::uint8_t> save() const override {
    PURR_CHECK(!is_in_step());
    return purr::save(state_);
  }
  void load(std::span<const std::uint8_t> bytes) override {
    forget_evaluation();
    purr::load(bytes, state_);
    gradient_is_measured_ = false;
  }

 private:
  /// Parts of a step in their order, from `forward` on; before them, those of an evaluation.
  enum class Stage : std::uint8_t {
    none,
    evaluate_train,
    evaluate_test,
    forward,
    test,
    backward,
    gradient,
    update
  };

  void leave_stage() {
    stage_ = Stage::none;
    forward_ = {};
    backward_ = {};
    first_place_ = 0;
  }
  /// The network changes: a step or an evaluation that is not whole is of the one before.
  void forget_evaluation() {
    take_back_step();
    is_evaluated_ = false;
  }
  /// W[1] is read: it must be that before the step or after it.
  void leave_update() {
    if (stage_ == Stage::update) take_back_step();
  }
  bool has_test() const { return state_.dataset->test.count > 0; }

  void begin_step() {
    leave_stage();
    is_evaluated_ = false;
    first_example_ = state_.next_example;
    is_last_ = take_batch();
    if (cache_.Z[0].cols() != batch_count()) std::swap(cache_, spare_cache_);
    if (state_.training.keep_prob < 1.0) random_ = NumpyRandom(state_.dropout_seed());
    stage_ = Stage::forward;
  }

  /// The examples of the next batch into batch_ and their labels into batch_labels_. Returns true
  /// for the last batch of an epoch.
  bool take_batch() {
    const int m = state_.dataset->train.count;
    state_.next_batch(batch_);
    batch_labels_.clear();
    for (const int i : batch_) {
      batch_labels_.push_back(state_.dataset->train_labels[static_cast<std::size_t>(i)]);
    }
    state_.next_example =
        batch_.empty() ? m : state_.next_example + static_cast<int>(batch_.size());
    return state_.next_example >= m;
  }
  Eigen::Index batch_count() const {
    return batch_.empty() ? state_.dataset->train.count : static_cast<Eigen::Index>(batch_.size());
  }
  const std::uint8_t* labels() const {
    return batch_.empty() ? state_.dataset->train_labels.data() : batch_labels_.data();
  }

  bool forward_batch(WorkLeft& work) {
    const double keep = state_.training.keep_prob;
    const Dropout dropout = keep < 1.0 ? Dropout{keep, &random_} : Dropout{};
    return state_.advance_train(batch_, dropout, cache_, forward_, work);
  }

  /// The batch's cost. Begins point_ at the end of an iteration, or where the cost is not finite.
  void measure_cost() {
    const RowMatrix<Real>& logits = cache_.Z.back();
    cost_ = state_.is_broken
                ? kNotMeasured
                : mean_loss(logits, labels()) + state_.penalty(static_cast<double>(logits.cols()));
    const bool has_point = is_last_ || !std::isfinite(cost_);
    if (has_point) {
      point_ = CurvePoint{.iteration = state_.iteration,
                          .cost = cost_,
                          .train_accuracy = accuracy(logits, labels())};
    }
    measures_test_ = has_point && has_test() &&
                     state_.iteration % test_interval(state_.training, is_gram()) == 0;
  }

  bool backward_batch(WorkLeft& work) {
    const TrainingSpec& training = state_.training;
    return backward_.advance(state_.network, state_.parameters, labels(), training.l2,
                             training.keep_prob, cache_, gradients_, work);
  }

  FirstGradient<Real> first_gradient() const {
    const RowMatrix<Real>& dZ = gradients_.dZ[0];
    return {dZ, gradient_columns_, state_.training.l2 / static_cast<double>(dZ.cols())};
  }

  void measure_gradient() {
    const TrainingSpec& training = state_.training;
    gradient_is_measured_ =
        training.stop_gradient > 0.0 || state_.iteration % gradient_interval(training) == 0;
    if (!gradient_is_measured_) return;
    gradient_ = GradientPoint{.iteration = state_.iteration,
                              .layers = static_cast<std::int32_t>(state_.parameters.size())};
    double sum = 0.0;
    for (std::size_t l = 0; l < state_.parameters.size(); ++l) {
      const auto& [dW, db] = gradients_.dW[l];
      const double norm =
          l == 0 ? state_.first->gradient_norm(first_gradient()) : static_cast<double>(dW.norm());
      gradient_.dW[l] = norm;
      sum += norm * norm + static_cast<double>(db.squaredNorm());
    }
    gradient_.all = std::sqrt(sum);
  }

  bool update_first(WorkLeft& work) {
    if (frozen_[0].is_whole) return true;
    return state_.first->update(first_gradient(), state_.training, state_.learning_rate(),
                                state_.update_count + 1, first_place_, work);
  }

  /// b[1] and the layers after the first.
  void update_others() {
    const std::int64_t t = ++state_.update_count;
    const double alpha = state_.learning_rate();
    const auto update_one = [&](auto& theta, const auto& d, FrozenEntries<Real>& frozen,
                                Moments<Real>& moments) {
      frozen.keep(cells(theta));
      update(theta, d, alpha, state_.training, t, moments);
      frozen.restore(cells(theta), moments);
    };
    for (std::size_t l = 0; l < state_.parameters.size(); ++l) {
      if (frozen_[l].is_whole) continue;
      auto& [W, b] = state_.parameters[l];
      const auto& [dW, db] = gradients_.dW[l];
      if (l > 0) update_one(W, dW, frozen_[l].W, state_.moments[l].W);
      update_one(b, db, frozen_[l].b, state_.moments[l].b);
    }
  }

  /// Takes over training.frozen. A frozen layer loses its averages.
  void find_frozen() {
    const std::vector<int> sizes = layer_sizes(state_.network, state_.dataset->train.n_x);
    frozen_.clear();
    for (FrozenLayer& layer : frozen_layers(state_.training.frozen, sizes)) {
      const std::size_t l = frozen_.size();
      if (layer.is_whole) state_.moments[l] = {};
      if (layer.is_whole && l == 0) state_.first->forget_averages();
      if (l == 0) state_.first->freeze(layer.W);
      frozen_.push_back(
          {.is_whole = layer.is_whole,
           .W = FrozenEntries<Real>(l == 0 ? std::vector<Eigen::Index>{} : std::move(layer.W)),
           .b = FrozenEntries<Real>(std::move(layer.b))});
    }
  }

  struct FrozenParameters {
    bool is_whole = false;
    FrozenEntries<Real> W;  // those of W[1] are with its solver
    FrozenEntries<Real> b;
  };

  TrainingState<Real> state_;
  CurvePoint point_;
  GradientPoint gradient_;
  bool gradient_is_measured_ = false;
  std::vector<FrozenParameters> frozen_;  // of each layer

  // A step that has begun, or an evaluation.
  Stage stage_ = Stage::none;
  ForwardPlace<Real> forward_;
  BackwardPass<Real> backward_;
  std::int64_t first_place_ = 0;  // in the product of the first layer's gradient or update
  std::int32_t first_example_ = 0;
  bool is_last_ = false;  // of an epoch's batches
  bool measures_test_ = false;
  double cost_ = 0.0;
  NumpyRandom random_{0};       // of dropout
  bool is_evaluated_ = false;   // cache_ and test_cache_ hold both sets as the network is now
  bool has_gradients_ = false;  // gradients_ are those of the last step

  std::vector<int> batch_;  // empty: all examples, in their order
  std::vector<std::uint8_t> batch_labels_;
  std::vector<int> gradient_columns_;  // the examples that gradients_ are of
  // The last batch of an epoch may be short. Buffers of the other length are kept, so that a step
  // allocates nothing.
  Cache<Real> cache_;
  Cache<Real> spare_cache_;
  Cache<Real> test_cache_;
  Gradients<Real> gradients_;
  std::vector<RowMatrix<Real>> dZ_spare_;
};

}  // namespace

int test_interval(const TrainingSpec& spec, bool is_gram) {
  return std::max(1, spec.iterations / (is_gram ? 250 : 100));
}

int gradient_interval(const TrainingSpec& spec) { return std::max(1, spec.iterations / 100); }

template <class Real>
std::unique_ptr<Trainer> make_trainer(std::shared_ptr<const Dataset> dataset,
                                      const NetworkSpec& network, const TrainingSpec& training,
                                      Parameters<Real> parameters, int iteration,
                                      std::shared_ptr<const GramMatrices<Real>> gram,
                                      BaseProducts<Real> products, Matrix<Real> W0) {
  const std::size_t L = parameters.size();
  if (W0.size() == 0) W0 = parameters[0].W;
  auto first = make_first_layer(dataset, std::exchange(parameters[0].W, {}), std::move(gram),
                                std::move(products));
  return std::make_unique<TrainerOf<Real>>(
      TrainingState<Real>{.dataset = std::move(dataset),
                          .network = network,
                          .training = training,
                          .first = std::move(first),
                          .W0 = std::move(W0),
                          .parameters = std::move(parameters),
                          .moments = std::vector<LayerMoments<Real>>(L),
                          .iteration = iteration});
}

#define PURR_INSTANTIATE(Real)                                                                   \
  template std::unique_ptr<Trainer> make_trainer<Real>(                                          \
      std::shared_ptr<const Dataset>, const NetworkSpec&, const TrainingSpec&, Parameters<Real>, \
      int, std::shared_ptr<const GramMatrices<Real>>, BaseProducts<Real>, Matrix<Real>);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE

}  // namespace purr
