#include "engine/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/core/bytes.h"
#include "engine/core/check.h"
#include "engine/core/portable_math.h"
#include "engine/kernels/activations.h"
#include "engine/kernels/products.h"
#include "engine/solver/input_products.h"
#include "engine/train/optimizer.h"

namespace purr {
namespace {

template <class Derived>
void save_matrix(ByteWriter& out, const Eigen::PlainObjectBase<Derived>& matrix) {
  using Real = typename Derived::Scalar;
  out.put(static_cast<std::int32_t>(matrix.rows()));
  out.put_array(std::span<const Real>(matrix.data(), static_cast<std::size_t>(matrix.size())));
}

template <class Derived>
void load_matrix(ByteReader& in, Eigen::PlainObjectBase<Derived>& matrix) {
  using Real = typename Derived::Scalar;
  const auto rows = static_cast<Eigen::Index>(in.get<std::int32_t>());
  const std::vector<Real> values = in.get_array<Real>();
  const auto size = static_cast<Eigen::Index>(values.size());
  matrix.resize(rows, rows > 0 ? size / rows : 0);
  std::copy(values.begin(), values.end(), matrix.data());
}

template <class Real>
class TrainerOf final : public Trainer {
 public:
  TrainerOf(std::shared_ptr<const Dataset> dataset, const NetworkSpec& network,
            const TrainingSpec& training, Parameters<Real> parameters, int iteration,
            std::shared_ptr<const GramMatrices<Real>> gram, AnchorProducts<Real> products)
      : dataset_(std::move(dataset)),
        network_(network),
        training_(training),
        parameters_(std::move(parameters)),
        train_inputs_(dataset_->train),
        test_inputs_(dataset_->test),
        is_gram_(gram != nullptr),
        iteration_(iteration) {
    const std::size_t L = parameters_.size();
    for (Cache<Real>* cache : {&cache_, &test_cache_, &spare_.cache}) {
      cache->Z.resize(L);
      cache->A.resize(L);
      cache->mask.resize(L);
    }
    gradients_.dZ.resize(L);
    gradients_.dW.resize(L);
    spare_.dZ.resize(L);
    moments_.resize(L);
    if (is_gram_ && products.P.size() > 0) {
      span_.anchor(std::move(parameters_[0].W), std::move(products), std::move(gram));
    } else if (is_gram_) {
      span_.anchor(std::move(parameters_[0].W), *dataset_, std::move(gram));
    }
    find_frozen();
    begin_epoch();
  }

  bool step() override {
    if (has_failed_) return false;
    const int m = dataset_->train.count;
    const int batch = training_.batch_size > 0 ? std::min(training_.batch_size, m) : m;
    take_batch(batch);
    const bool is_last = next_example_ >= m;
    const auto columns = static_cast<Eigen::Index>(batch_.empty() ? m : batch_.size());

    if (cache_.Z[0].cols() != columns) {
      std::swap(cache_, spare_.cache);
    }
    forward_first(batch_, cache_);
    if (training_.keep_prob < 1.0) {
      NumpyRandom random(dropout_seed());
      forward(network_, parameters_, Dropout{training_.keep_prob, &random}, cache_);
    } else {
      forward(network_, parameters_, Dropout{}, cache_);
    }
    const RowMatrix<Real>& logits = cache_.Z.back();
    const std::uint8_t* labels = batch_labels();
    const double cost =
        is_broken_ ? kNotMeasured : mean_loss(logits, labels) + penalty(logits.cols());
    if (is_last || !std::isfinite(cost)) {
      point_ = CurvePoint{
          .iteration = iteration_, .cost = cost, .train_accuracy = accuracy(logits, labels)};
      if (iteration_ % test_interval(training_, is_gram_) == 0) measure_test(point_);
    }
    if (!std::isfinite(cost)) {
      has_failed_ = true;
      return true;
    }
    if (gradients_.dZ[0].cols() != columns) std::swap(gradients_.dZ, spare_.dZ);
    backward(network_, parameters_, labels, training_.l2, training_.keep_prob, cache_, gradients_);
    gradient_columns_.assign(batch_.begin(), batch_.end());
    const auto examples = static_cast<double>(logits.cols());
    finish_gradient(examples);
    if (is_last) measure_gradient(examples);
    apply(examples);
    is_broken_ = !is_sound();
    ++step_count_;
    if (!is_last) return false;
    ++iteration_;
    begin_epoch();
    return true;
  }

  int iteration() const override { return iteration_; }
  std::int64_t steps() const override { return step_count_; }
  const CurvePoint& last_point() const override { return point_; }
  const GradientPoint* last_gradient() const override {
    return gradient_is_measured_ && gradient_.iteration == point_.iteration ? &gradient_ : nullptr;
  }
  bool has_failed() const override { return has_failed_; }
  bool is_gram() const override { return is_gram_; }

  CurvePoint evaluate() override {
    forward_whole();
    const RowMatrix<Real>& logits = cache_.Z.back();
    const std::uint8_t* labels = dataset_->train_labels.data();
    CurvePoint point{.iteration = iteration_,
                     .cost = is_broken_
                                 ? kNotMeasured
                                 : mean_loss(logits, labels) + penalty(dataset_->train.count),
                     .train_accuracy = accuracy(logits, labels)};
    measure_test(point);
    return point;
  }

  void set_training(const TrainingSpec& spec) override {
    if (spec.optimizer != training_.optimizer) {
      for (auto& [W, b] : moments_) W = {}, b = {};
      span_.forget_velocity();
      update_count_ = 0;
    }
    const bool new_batches =
        spec.batch_size != training_.batch_size || spec.shuffle_seed != training_.shuffle_seed;
    training_ = spec;
    find_frozen();
    if (new_batches) begin_epoch();
  }

  void predict(std::vector<float>& train, std::vector<float>& test) override {
    forward_whole();
    copy_row(cache_.A.back(), train);
    if (dataset_->test.count > 0) {
      forward_test();
      copy_row(test_cache_.A.back(), test);
    } else {
      test.clear();
    }
  }

  std::vector<float> predict(const Matrix<double>& X) override {
    const Matrix<Real> W1 = first_weights();
    Cache<Real> cache = sized_cache();
    cache.Z[0].noalias() = W1 * X.template cast<Real>();
    cache.Z[0].colwise() += parameters_[0].b;
    forward(network_, parameters_, Dropout{}, cache);
    std::vector<float> y_hat;
    copy_row(cache.A.back(), y_hat);
    return y_hat;
  }

  std::vector<LayerTrace> trace(bool of_test, int example) override {
    const std::size_t L = parameters_.size();
    const double label = (of_test ? dataset_->test_labels
                                  : dataset_->train_labels)[static_cast<std::size_t>(example)];
    Vector<double> A;
    std::vector<LayerTrace> layers(L);
    for (std::size_t l = 0; l < L; ++l) {
      Vector<double> Z;
      if (l == 0) {
        Z = first_layer_of(of_test, example).template cast<double>();
      } else {
        Z = parameters_[l].W.template cast<double>() * A;
      }
      Z += parameters_[l].b.template cast<double>();
      LayerTrace& layer = layers[l];
      layer.activation =
          l + 1 == L ? Activation::sigmoid : network_.hidden_activation(static_cast<int>(l) + 1);
      A.resize(Z.size());
      for (Eigen::Index i = 0; i < Z.size(); ++i) {
        A(i) = activation(layer.activation, network_.leaky_slope, Z(i));
      }
      layer.Z.assign(Z.data(), Z.data() + Z.size());
      layer.A.assign(A.data(), A.data() + A.size());
    }
    for (std::size_t l = L; l-- > 0;) {
      LayerTrace& layer = layers[l];
      const std::size_t n = layer.Z.size();
      layer.dA.resize(n);
      layer.dZ.resize(n);
      if (l + 1 == L) {
        const double a = layer.A[0];
        // dA = −y/a + (1−y)/(1−a), with 1/a and 1/(1−a) from the logit: finite where a rounds to 0
        // or 1.
        const double z = layer.Z[0];
        layer.dA[0] = label != 0.0 ? -1.0 - portable_exp(-z) : 1.0 + portable_exp(z);
        layer.dZ[0] = a - label;
        continue;
      }
      const LayerTrace& next = layers[l + 1];
      const Matrix<Real>& W = parameters_[l + 1].W;
      for (std::size_t i = 0; i < n; ++i) {
        double sum = 0.0;
        for (std::size_t k = 0; k < next.dZ.size(); ++k) {
          sum +=
              static_cast<double>(W(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(i))) *
              next.dZ[k];
        }
        layer.dA[i] = sum;
        layer.dZ[i] =
            sum * activation_slope(layer.activation, network_.leaky_slope, layer.Z[i], layer.A[i]);
      }
    }
    return layers;
  }

  LayerWeights weights(int l) override {
    const auto index = static_cast<std::size_t>(l - 1);
    const Matrix<Real> first = l == 1 ? first_weights() : Matrix<Real>();
    const Matrix<Real>& W = l == 1 ? first : parameters_[index].W;
    LayerWeights weights;
    weights.n_out = static_cast<int>(W.rows());
    weights.n_in = static_cast<int>(W.cols());
    weights.W.assign(W.data(), W.data() + W.size());
    const Vector<Real>& b = parameters_[index].b;
    weights.b.assign(b.data(), b.data() + b.size());
    return weights;
  }

  BatchTrace trace_batch() override {
    const std::size_t L = parameters_.size();
    const int m = dataset_->train.count;
    BatchTrace trace{.iteration = iteration_};
    if (!order_.empty()) {
      const int end = std::min(m, next_example_ + std::min(training_.batch_size, m));
      trace.examples.assign(order_.begin() + next_example_, order_.begin() + end);
    }
    std::vector<std::uint8_t> labels = dataset_->train_labels;
    if (!trace.examples.empty()) {
      labels.clear();
      for (const int i : trace.examples) {
        labels.push_back(dataset_->train_labels[static_cast<std::size_t>(i)]);
      }
    }
    Cache<Real> cache = sized_cache();
    forward_first(trace.examples, cache);
    NumpyRandom random(dropout_seed());
    forward(network_, parameters_, Dropout{training_.keep_prob, &random}, cache);
    Gradients<Real> gradients;
    gradients.dZ.resize(L);
    gradients.dW.resize(L);
    backward(network_, parameters_, labels.data(), training_.l2, training_.keep_prob, cache,
             gradients);
    const double decay = training_.l2 / static_cast<double>(labels.size());
    first_gradient(trace.examples, gradients.dZ[0], decay, gradients.dW[0].W);
    trace.cost = is_broken_ ? kNotMeasured
                            : mean_loss(cache.Z.back(), labels.data()) + penalty(cache.Z[0].cols());
    for (std::size_t l = 0; l < L; ++l) {
      const bool is_output = l + 1 == L;
      BatchLayer layer{.activation = is_output
                                         ? Activation::sigmoid
                                         : network_.hidden_activation(static_cast<int>(l) + 1),
                       .n_out = static_cast<int>(cache.Z[l].rows()),
                       .n_in = static_cast<int>(gradients.dW[l].W.cols()),
                       .Z = in_double(cache.Z[l]),
                       .A = in_double(cache.A[l]),
                       .D = training_.keep_prob < 1.0 && !is_output ? in_double(cache.mask[l])
                                                                    : std::vector<double>{},
                       .dA = {},
                       .dZ = in_double(gradients.dZ[l]),
                       .dW = in_double(RowMatrix<Real>(gradients.dW[l].W)),
                       .db = in_double(gradients.dW[l].b)};
      if (is_output) {
        // dA = −y/a + (1−y)/(1−a) from the logit: finite where a rounds to 0 or 1.
        for (std::size_t j = 0; j < labels.size(); ++j) {
          const double z = layer.Z[j];
          layer.dA.push_back(labels[j] != 0 ? -1.0 - portable_exp(-z) : 1.0 + portable_exp(z));
        }
      } else {
        RowMatrix<Real> dA(cache.Z[l].rows(), cache.Z[l].cols());
        multiply<Real>(view(parameters_[l + 1].W).transposed(), view(gradients.dZ[l + 1]), view(dA),
                       Into::replace);
        if (training_.keep_prob < 1.0) dA.array() *= cache.mask[l].array();
        layer.dA = in_double(dA);
      }
      const auto& [of_W, of_b] = moments_[l];
      Matrix<Real> velocity = of_W.first;
      if (l == 0 && is_gram_) span_.form_velocity(dataset_->train, velocity);
      layer.v_dW = in_double(RowMatrix<Real>(velocity));
      layer.s_dW = in_double(RowMatrix<Real>(of_W.second));
      layer.v_db = in_double(of_b.first);
      layer.s_db = in_double(of_b.second);
      trace.layers.push_back(std::move(layer));
    }
    return trace;
  }

  LayerDistribution distribution(int l) override {
    const std::size_t L = parameters_.size();
    const auto index = static_cast<std::size_t>(l - 1);
    PURR_CHECK(l >= 1 && index < L);
    forward_whole();
    Gradients<Real> gradients;
    gradients.dZ.resize(L);
    gradients.dW.resize(L);
    backward(network_, parameters_, dataset_->train_labels.data(), training_.l2, /*keep=*/1.0,
             cache_, gradients);
    const RowMatrix<Real>& Z = cache_.Z[index];
    const RowMatrix<Real>& A = cache_.A[index];
    LayerDistribution distribution{
        .activation = index + 1 == L ? Activation::sigmoid : network_.hidden_activation(l),
        .leaky_slope = network_.leaky_slope,
        .units = static_cast<std::int32_t>(Z.rows()),
        .examples = static_cast<std::int32_t>(Z.cols())};
    count_cells<Real>(cells_of(Z), cells_of(A), distribution);
    distribution.Z = histogram<Real>(cells_of(Z), kDistributionBins);
    distribution.A = histogram<Real>(cells_of(A), kDistributionBins);
    if (index == 0) {
      const double decay = training_.l2 / static_cast<double>(dataset_->train.count);
      first_gradient({}, gradients.dZ[0], decay, gradients.dW[0].W);
    }
    const Matrix<Real> first = index == 0 ? first_weights() : Matrix<Real>();
    const Matrix<Real>& W = index == 0 ? first : parameters_[index].W;
    distribution.W = histogram<Real>(cells_of(W), kDistributionBins);
    distribution.dW = histogram<Real>(cells_of(gradients.dW[index].W), kDistributionBins);
    return distribution;
  }

  double trace_bytes() const override {
    const double m = training_.batch_size > 0
                         ? std::min(training_.batch_size, dataset_->train.count)
                         : dataset_->train.count;
    const std::vector<int> sizes = layer_sizes(network_, dataset_->train.n_x);
    double numbers = 0.0;
    for (std::size_t l = 1; l < sizes.size(); ++l) {
      numbers += sizes[l] * (5.0 * m + 3.0 * (sizes[l - 1] + 1.0));
    }
    return 8.0 * numbers;
  }

  bool edit(int layer, int unit, int input, double value) override {
    const auto l = static_cast<std::size_t>(layer - 1);
    PURR_CHECK(layer >= 1 && l < parameters_.size() && unit >= 1 && input >= 0);
    Dense<Real>& dense = parameters_[l];
    PURR_CHECK(unit <= dense.b.size());
    if (input == 0) {
      dense.b(unit - 1) = static_cast<Real>(value);
      if (l == 0) span_.forget_velocity();
    } else if (l == 0 && is_gram_) {
      PURR_CHECK(input <= dataset_->train.n_x);
      if (!span_.edit(*dataset_, unit - 1, input - 1, value)) return false;
    } else {
      PURR_CHECK(input <= dense.W.cols());
      dense.W(unit - 1, input - 1) = static_cast<Real>(value);
    }
    moments_[l] = {};
    is_broken_ = !is_sound();
    return true;
  }

  std::vector<double> biases(int l) const override {
    const Vector<Real>& b = parameters_[static_cast<std::size_t>(l - 1)].b;
    return {b.data(), b.data() + b.size()};
  }

  Parameters<double> parameters() override {
    Parameters<double> all;
    for (std::size_t l = 0; l < parameters_.size(); ++l) {
      const Matrix<Real> W = l == 0 ? first_weights() : parameters_[l].W;
      all.push_back({W.template cast<double>(), parameters_[l].b.template cast<double>()});
    }
    return all;
  }

  double step_norm() override {
    const double m = std::max<double>(1.0, static_cast<double>(gradients_.dZ[0].cols()));
    if (gradients_.dZ[0].size() == 0) return 0.0;
    const Moments<Real>& moments = moments_[0].first;
    if (training_.optimizer == Optimizer::momentum) {
      return rate() *
             (is_gram_ ? span_.velocity_norm() : static_cast<double>(moments.first.norm()));
    }
    if (training_.optimizer != Optimizer::gd && moments.second.size() != 0) {
      // What `update` has just taken away, from the averages that it left.
      const bool is_adam = training_.optimizer == Optimizer::adam;
      const auto t = static_cast<double>(update_count_);
      const double correct1 = is_adam ? 1.0 - portable_pow(training_.momentum, t) : 1.0;
      const double correct2 = is_adam ? 1.0 - portable_pow(training_.beta2, t) : 1.0;
      const Matrix<Real>& d = is_adam ? moments.first : gradients_.dW[0].W;
      double sum = 0.0;
      for (Eigen::Index i = 0; i < d.size(); ++i) {
        const double s = static_cast<double>(moments.second(i)) / correct2;
        const double root = training_.epsilon_inside ? std::sqrt(s + training_.epsilon)
                                                     : std::sqrt(s) + training_.epsilon;
        const double step = static_cast<double>(d(i)) / correct1 / root;
        sum += step * step;
      }
      return rate() * std::sqrt(sum);
    }
    const double norm =
        is_gram_ ? span_.gradient_norm(gradients_.dZ[0], gradient_columns_, training_.l2 / m)
                 : static_cast<double>(gradients_.dW[0].W.norm());
    return rate() * norm;
  }
  double weight_norm() override {
    return is_gram_ ? std::sqrt(span_.squared_norm())
                    : static_cast<double>(parameters_[0].W.norm());
  }

  std::vector<std::uint8_t> save() const override {
    ByteWriter out;
    out.put(iteration_);
    out.put(next_example_);
    out.put(update_count_);
    out.put(step_count_);
    out.put(static_cast<std::uint8_t>(has_failed_));
    for (std::size_t l = 0; l < parameters_.size(); ++l) {
      save_matrix(out, parameters_[l].W);  // of layer 1 empty with the Gram solver
      save_matrix(out, parameters_[l].b);
      for (const Moments<Real>* moments : {&moments_[l].first, &moments_[l].second}) {
        save_matrix(out, moments->first);
        save_matrix(out, moments->second);
      }
    }
    if (is_gram_) span_.save(out);
    return out.take();
  }

  void load(std::span<const std::uint8_t> bytes) override {
    ByteReader in(bytes);
    iteration_ = in.get<std::int32_t>();
    const auto next_example = in.get<std::int32_t>();
    update_count_ = in.get<std::int64_t>();
    step_count_ = in.get<std::int64_t>();
    has_failed_ = in.get_bool();
    for (std::size_t l = 0; l < parameters_.size(); ++l) {
      load_matrix(in, parameters_[l].W);
      load_matrix(in, parameters_[l].b);
      for (Moments<Real>* moments : {&moments_[l].first, &moments_[l].second}) {
        load_matrix(in, moments->first);
        load_matrix(in, moments->second);
      }
    }
    if (is_gram_) span_.load(in, *dataset_);
    PURR_CHECK(in.ok() && in.at_end());
    is_broken_ = !is_sound();
    gradient_is_measured_ = false;
    begin_epoch();
    next_example_ = next_example;
  }

 private:
  /// The learning rate of this iteration: α/(1 + decay·iteration).
  double rate() const { return training_.learning_rate / (1.0 + training_.decay * iteration_); }

  /// A seed before every forward pass; 0 asks for fresh masks, which then follow from the number of
  /// the step, so that a rewound run draws them again.
  std::uint32_t dropout_seed() const {
    if (training_.dropout_seed != 0) return static_cast<std::uint32_t>(training_.dropout_seed);
    return static_cast<std::uint32_t>(step_count_) * 2654435761U +
           static_cast<std::uint32_t>(network_.seed);
  }

  void begin_epoch() {
    next_example_ = 0;
    order_.clear();
    if (training_.batch_size > 0) {
      NumpyRandom random(static_cast<std::uint32_t>(training_.shuffle_seed + iteration_));
      random.permutation(dataset_->train.count, order_);
    }
  }

  /// The examples of the next batch into batch_ (empty: all in their order) and batch_labels_.
  void take_batch(int size) {
    batch_.clear();
    const int m = dataset_->train.count;
    if (order_.empty()) {
      next_example_ = m;
      return;
    }
    const int end = std::min(m, next_example_ + size);
    batch_.assign(order_.begin() + next_example_, order_.begin() + end);
    batch_labels_.clear();
    for (const int i : batch_) {
      batch_labels_.push_back(dataset_->train_labels[static_cast<std::size_t>(i)]);
    }
    next_example_ = end;
  }

  const std::uint8_t* batch_labels() const {
    return batch_.empty() ? dataset_->train_labels.data() : batch_labels_.data();
  }

  void forward_first(const std::vector<int>& columns, Cache<Real>& cache) {
    RowMatrix<Real>& Z = cache.Z[0];
    if (is_gram_) {
      span_.forward(columns, Z);
    } else {
      train_inputs_.multiply(parameters_[0].W, columns, Z);
    }
    add_bias<Real>(parameters_[0].b, Z);
  }

  /// Z[1] without the bias of one example.
  Vector<Real> first_layer_of(bool of_test, int example) {
    if (is_gram_) return span_.forward_one(of_test, example);
    RowMatrix<Real> Z;
    (of_test ? test_inputs_ : train_inputs_).multiply(parameters_[0].W, {&example, 1}, Z);
    return Z.col(0);
  }

  /// All training examples without dropout, into cache_.
  void forward_whole() {
    static const std::vector<int> all;
    forward_first(all, cache_);
    forward(network_, parameters_, Dropout{}, cache_);
  }

  void forward_test() {
    RowMatrix<Real>& Z = test_cache_.Z[0];
    if (is_gram_) {
      span_.forward_test(Z);
    } else {
      test_inputs_.multiply(parameters_[0].W, {}, Z);
    }
    add_bias<Real>(parameters_[0].b, Z);
    forward(network_, parameters_, Dropout{}, test_cache_);
  }

  void measure_test(CurvePoint& point) {
    if (dataset_->test.count == 0) return;
    forward_test();
    const RowMatrix<Real>& logits = test_cache_.Z.back();
    point.has_test = 1;
    point.test_cost = mean_loss(logits, dataset_->test_labels.data());
    point.test_accuracy = accuracy(logits, dataset_->test_labels.data());
  }

  /// λ/(2m)·Σ‖W‖² with m the size of the batch, as the course's cost has it.
  double penalty(Eigen::Index m) const {
    if (training_.l2 == 0.0) return 0.0;
    double sum =
        is_gram_ ? span_.squared_norm() : static_cast<double>(parameters_[0].W.squaredNorm());
    for (std::size_t l = 1; l < parameters_.size(); ++l) {
      sum += static_cast<double>(parameters_[l].W.squaredNorm());
    }
    return training_.l2 / (2.0 * static_cast<double>(m)) * sum;
  }

  /// dW[1], which `backward` leaves to the solver; the Gram solver does without it.
  void finish_gradient(double m) {
    if (is_gram_) return;
    first_gradient(batch_, gradients_.dZ[0], training_.l2 / m, gradients_.dW[0].W);
  }

  /// dW = (1/m)·dZ·Xᵀ + decay·W of the first layer, whatever the solver.
  void first_gradient(const std::vector<int>& columns, const RowMatrix<Real>& dZ, double decay,
                      Matrix<Real>& dW) {
    if (is_gram_) return span_.form_gradient(dataset_->train, dZ, columns, decay, dW);
    const Matrix<Real>& W = parameters_[0].W;
    dW.resize(W.rows(), W.cols());
    train_inputs_.multiply_transposed(
        dZ, columns, static_cast<Real>(1.0 / static_cast<double>(dZ.cols())), dW, Into::replace);
    if (decay != 0.0) dW += static_cast<Real>(decay) * W;
  }

  void measure_gradient(double m) {
    gradient_is_measured_ =
        training_.stop_gradient > 0.0 || iteration_ % gradient_interval(training_) == 0;
    if (!gradient_is_measured_) return;
    gradient_ = GradientPoint{.iteration = iteration_,
                              .layers = static_cast<std::int32_t>(parameters_.size())};
    double sum = 0.0;
    for (std::size_t l = 0; l < parameters_.size(); ++l) {
      const Dense<Real>& d = gradients_.dW[l];
      const double norm =
          l == 0 && is_gram_
              ? span_.gradient_norm(gradients_.dZ[0], gradient_columns_, training_.l2 / m)
              : static_cast<double>(d.W.norm());
      gradient_.dW[l] = norm;
      sum += norm * norm + static_cast<double>(d.b.squaredNorm());
    }
    gradient_.all = std::sqrt(sum);
  }

  void apply(double m) {
    ++update_count_;
    const double alpha = rate();
    const double decay = training_.l2 / m;
    for (std::size_t l = 0; l < parameters_.size(); ++l) {
      if (frozen_[l].is_whole) continue;
      const Dense<Real>& d = gradients_.dW[l];
      Dense<Real>& layer = parameters_[l];
      frozen_[l].keep(layer);
      if (l == 0 && is_gram_) {
        const auto beta = training_.optimizer == Optimizer::momentum
                              ? std::optional(training_.momentum)
                              : std::nullopt;
        span_.update(gradients_.dZ[0], batch_, alpha, beta, decay);
      } else {
        update<Real>(layer.W, d.W, training_, alpha, update_count_, moments_[l].first);
      }
      update<Real>(layer.b, d.b, training_, alpha, update_count_, moments_[l].second);
      frozen_[l].put_back(layer, moments_[l].first, moments_[l].second);
    }
  }

  /// Whether weights and averages are numbers: a dead unit can hide from the cost that its weights
  /// are not. W[1] of pictures is too large to be looked at in every step, but what goes wrong
  /// there goes wrong in b[1] too, whose gradient has the same sums.
  bool is_sound() const {
    constexpr int kMostInputs = 1024;
    const auto are_finite = [](const Moments<Real>& moments) {
      return moments.first.allFinite() && moments.second.allFinite();
    };
    for (std::size_t l = 0; l < parameters_.size(); ++l) {
      const auto& [of_W, of_b] = moments_[l];
      if (!parameters_[l].b.allFinite() || !are_finite(of_b)) return false;
      if (l == 0 && dataset_->train.n_x > kMostInputs) continue;
      if (!parameters_[l].W.allFinite() || !are_finite(of_W)) return false;
    }
    return true;
  }

  /// What of a layer the updates leave alone. A frozen number has no velocity.
  struct FrozenCells {
    bool is_whole = false;
    std::vector<Eigen::Index> W;  // places in memory
    std::vector<Eigen::Index> b;
    std::vector<Real> values;  // of W, then of b, from before an update

    void keep(const Dense<Real>& layer) {
      std::size_t next = 0;
      for (const Eigen::Index i : W) values[next++] = layer.W(i);
      for (const Eigen::Index i : b) values[next++] = layer.b(i);
    }
    void put_back(Dense<Real>& layer, Moments<Real>& of_W, Moments<Real>& of_b) const {
      std::size_t next = 0;
      for (const Eigen::Index i : W) layer.W(i) = values[next++];
      for (const Eigen::Index i : b) layer.b(i) = values[next++];
      for (Matrix<Real>* averages : {&of_W.first, &of_W.second}) {
        if (averages->size() != 0)
          for (const Eigen::Index i : W) (*averages)(i) = Real(0);
      }
      for (Matrix<Real>* averages : {&of_b.first, &of_b.second}) {
        if (averages->size() != 0)
          for (const Eigen::Index i : b) (*averages)(i) = Real(0);
      }
    }
  };

  void find_frozen() {
    frozen_.assign(parameters_.size(), {});
    for (const Frozen& frozen : training_.frozen) {
      const auto l = static_cast<std::size_t>(frozen.layer - 1);
      if (l >= parameters_.size()) continue;
      FrozenCells& cells = frozen_[l];
      const Eigen::Index n_out = parameters_[l].b.size();
      const Eigen::Index n_in = l == 0 ? dataset_->train.n_x : parameters_[l].W.cols();
      if (frozen.unit == 0) cells.is_whole = true;
      if (frozen.unit == 0 || frozen.unit > n_out || frozen.input > n_in) continue;
      const Eigen::Index i = frozen.unit - 1;
      if (frozen.input <= 0) cells.b.push_back(i);
      // The Gram solver runs only where no single weight of its layer is frozen.
      if (l == 0 && is_gram_) continue;
      if (frozen.input > 0) cells.W.push_back((frozen.input - 1) * n_out + i);
      for (Eigen::Index k = 0; frozen.input < 0 && k < n_in; ++k) cells.W.push_back(k * n_out + i);
    }
    for (std::size_t l = 0; l < parameters_.size(); ++l) {
      frozen_[l].values.resize(frozen_[l].W.size() + frozen_[l].b.size());
      if (!frozen_[l].is_whole) continue;
      moments_[l] = {};
      if (l == 0) span_.forget_velocity();
    }
  }

  template <class Derived>
  static std::vector<double> in_double(const Eigen::PlainObjectBase<Derived>& matrix) {
    return {matrix.data(), matrix.data() + matrix.size()};
  }

  template <class Derived>
  static std::span<const Real> cells_of(const Eigen::PlainObjectBase<Derived>& matrix) {
    return {matrix.data(), static_cast<std::size_t>(matrix.size())};
  }

  Matrix<Real> first_weights() {
    if (!is_gram_) return parameters_[0].W;
    Matrix<Real> W;
    span_.form(dataset_->train, W);
    return W;
  }

  Cache<Real> sized_cache() const {
    const std::size_t L = parameters_.size();
    Cache<Real> cache;
    cache.Z.resize(L);
    cache.A.resize(L);
    cache.mask.resize(L);
    return cache;
  }

  static void copy_row(const RowMatrix<Real>& row, std::vector<float>& out) {
    out.assign(row.data(), row.data() + row.size());
  }

  std::shared_ptr<const Dataset> dataset_;
  NetworkSpec network_;
  TrainingSpec training_;
  Parameters<Real> parameters_;
  SpanLayer<Real> span_;
  InputProducts<Real> train_inputs_;  // of the primal solver
  InputProducts<Real> test_inputs_;
  bool is_gram_;
  bool has_failed_ = false;
  std::int32_t iteration_;
  std::int32_t next_example_ = 0;
  std::int64_t update_count_ = 0;  // Adam's t: counts anew when the optimiser changes
  std::int64_t step_count_ = 0;
  CurvePoint point_;
  GradientPoint gradient_;
  bool gradient_is_measured_ = false;
  bool is_broken_ = false;  // a weight or an average is no number, though the cost may still be one
  std::vector<FrozenCells> frozen_;  // of each layer

  std::vector<int> order_;  // of the epoch; empty for the full batch
  std::vector<int> batch_;
  std::vector<int> gradient_columns_;  // the examples that gradients_ are of
  std::vector<std::uint8_t> batch_labels_;
  Cache<Real> cache_;
  Cache<Real> test_cache_;
  Gradients<Real> gradients_;
  // The last batch of an epoch may be short. Buffers of the other length wait here, so that a step
  // resizes none.
  struct {
    Cache<Real> cache;
    std::vector<RowMatrix<Real>> dZ;
  } spare_;
  std::vector<std::pair<Moments<Real>, Moments<Real>>> moments_;  // of W and of b
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
                                      AnchorProducts<Real> products) {
  return std::make_unique<TrainerOf<Real>>(std::move(dataset), network, training,
                                           std::move(parameters), iteration, std::move(gram),
                                           std::move(products));
}

namespace {

template <class Real>
class TrainerBuilderOf final : public TrainerBuilder {
 public:
  TrainerBuilderOf(std::shared_ptr<const Dataset> dataset, const NetworkSpec& network,
                   Parameters<double> carried, int iteration,
                   std::shared_ptr<const GramMatrices<Real>> gram)
      : dataset_(std::move(dataset)),
        network_(network),
        carried_(std::move(carried)),
        iteration_(iteration),
        gram_(std::move(gram)),
        initialiser_(network, dataset_->train.n_x),
        train_inputs_(dataset_->train),
        test_inputs_(dataset_->test) {}

  bool advance() override {
    if (parameters_.empty()) {
      if (initialiser_.advance()) begin_products();
      return false;
    }
    if (!gram_) return true;
    return multiply_slice(train_inputs_, products_.P, done_) &&
           multiply_slice(test_inputs_, products_.P_test, done_test_);
  }

  std::unique_ptr<Trainer> take(const TrainingSpec& training) override {
    return make_trainer<Real>(dataset_, network_, training, std::move(parameters_), iteration_,
                              gram_, std::move(products_));
  }

 private:
  void begin_products() {
    parameters_ = initialiser_.take();
    keep_carried();
    if (!gram_) return;
    products_.P.resize(parameters_[0].W.rows(), dataset_->train.count);
    products_.P_test.resize(parameters_[0].W.rows(), dataset_->test.count);
  }

  void keep_carried() {
    const std::size_t common = std::min(carried_.size(), parameters_.size());
    for (std::size_t l = 0; l < common; ++l) {
      const bool was_output = l + 1 == carried_.size();
      const bool is_output = l + 1 == parameters_.size();
      if (was_output != is_output) break;
      Dense<Real>& layer = parameters_[l];
      const Eigen::Index rows = std::min(carried_[l].W.rows(), layer.W.rows());
      const Eigen::Index columns = std::min(carried_[l].W.cols(), layer.W.cols());
      layer.W.topLeftCorner(rows, columns) =
          carried_[l].W.topLeftCorner(rows, columns).template cast<Real>();
      layer.b.head(rows) = carried_[l].b.head(rows).template cast<Real>();
    }
  }

  /// Goes on with W·X and returns whether it is done.
  bool multiply_slice(InputProducts<Real>& inputs, RowMatrix<Real>& P, int& done) {
    constexpr double kSliceProducts = 3e7;  // two milliseconds of them
    constexpr int kFewest = 8;
    const Matrix<Real>& W = parameters_[0].W;
    const double each = static_cast<double>(W.size());
    const int count = std::max(kFewest, static_cast<int>(std::min(kSliceProducts / each, 1e6)));
    const auto all = static_cast<int>(P.cols());
    if (done < all) inputs.multiply_slice(W, done, count, P);
    done = std::min(all, done + count);
    return done == all;
  }

  std::shared_ptr<const Dataset> dataset_;
  NetworkSpec network_;
  Parameters<double> carried_;
  int iteration_;
  std::shared_ptr<const GramMatrices<Real>> gram_;
  Initialiser<Real> initialiser_;
  InputProducts<Real> train_inputs_;
  InputProducts<Real> test_inputs_;
  Parameters<Real> parameters_;
  AnchorProducts<Real> products_;
  int done_ = 0;
  int done_test_ = 0;
};

}  // namespace

template <class Real>
std::unique_ptr<TrainerBuilder> start_trainer(std::shared_ptr<const Dataset> dataset,
                                              const NetworkSpec& network,
                                              Parameters<double> carried, int iteration,
                                              std::shared_ptr<const GramMatrices<Real>> gram) {
  return std::make_unique<TrainerBuilderOf<Real>>(std::move(dataset), network, std::move(carried),
                                                  iteration, std::move(gram));
}

#define PURR_INSTANTIATE(Real)                                                                   \
  template std::unique_ptr<Trainer> make_trainer<Real>(                                          \
      std::shared_ptr<const Dataset>, const NetworkSpec&, const TrainingSpec&, Parameters<Real>, \
      int, std::shared_ptr<const GramMatrices<Real>>, AnchorProducts<Real>);                     \
  template std::unique_ptr<TrainerBuilder> start_trainer<Real>(                                  \
      std::shared_ptr<const Dataset>, const NetworkSpec&, Parameters<double>, int,               \
      std::shared_ptr<const GramMatrices<Real>>);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE

}  // namespace purr
