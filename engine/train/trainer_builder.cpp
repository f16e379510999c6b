#include "engine/train/trainer_builder.h"

#include <algorithm>
#include <utility>

#include "engine/solver/input_products.h"

namespace purr {
namespace {

template <class Real>
class TrainerBuilderOf final : public TrainerBuilder {
 public:
  TrainerBuilderOf(std::shared_ptr<const Dataset> dataset, const NetworkSpec& network,
                   WarmStart warm_start, std::shared_ptr<const GramMatrices<Real>> gram)
      : dataset_(std::move(dataset)),
        network_(network),
        warm_start_(std::move(warm_start)),
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
    return make_trainer<Real>(dataset_, network_, training, std::move(parameters_),
                              warm_start_.iteration, gram_, std::move(products_), std::move(W0_));
  }

 private:
  void begin_products() {
    parameters_ = initialiser_.take();
    take_warm_start();
    if (!gram_) return;
    products_.P.resize(parameters_[0].W.rows(), dataset_->train.count);
    products_.P_test.resize(parameters_[0].W.rows(), dataset_->test.count);
  }

  void take_warm_start() {
    W0_ = parameters_[0].W;
    const Parameters<double>& before = warm_start_.parameters;
    const std::size_t common = std::min(before.size(), parameters_.size());
    for (std::size_t l = 0; l < common; ++l) {
      const bool was_output = l + 1 == before.size();
      const bool is_output = l + 1 == parameters_.size();
      if (was_output != is_output) break;
      Dense<Real>& layer = parameters_[l];
      if (l == 0) take_corner(warm_start_.W0, W0_);
      take_corner(before[l].W, layer.W);
      const Eigen::Index rows = std::min(before[l].b.size(), layer.b.size());
      layer.b.head(rows) = before[l].b.head(rows).template cast<Real>();
    }
  }

  /// Copies what both matrices have a place for.
  static void take_corner(const Matrix<double>& from, Matrix<Real>& to) {
    const Eigen::Index rows = std::min(from.rows(), to.rows());
    const Eigen::Index columns = std::min(from.cols(), to.cols());
    to.topLeftCorner(rows, columns) = from.topLeftCorner(rows, columns).template cast<Real>();
  }

  /// Computes the next columns of W·X and returns whether all are done.
  bool multiply_slice(InputProducts<Real>& inputs, RowMatrix<Real>& P, int& done) {
    constexpr double kSliceProducts = 3e7;  // two milliseconds
    constexpr int kMinColumns = 8;
    const Matrix<Real>& W = parameters_[0].W;
    const double products_per_column = static_cast<double>(W.size());
    const int count = std::max(
        kMinColumns, static_cast<int>(std::min(kSliceProducts / products_per_column, 1e6)));
    const auto all = static_cast<int>(P.cols());
    if (done < all) inputs.multiply_slice(W, done, count, P);
    done = std::min(all, done + count);
    return done == all;
  }

  std::shared_ptr<const Dataset> dataset_;
  NetworkSpec network_;
  WarmStart warm_start_;
  std::shared_ptr<const GramMatrices<Real>> gram_;
  Initialiser<Real> initialiser_;
  InputProducts<Real> train_inputs_;
  InputProducts<Real> test_inputs_;
  Parameters<Real> parameters_;
  Matrix<Real> W0_;  // see WarmStart
  BaseProducts<Real> products_;
  int done_ = 0;
  int done_test_ = 0;
};

}  // namespace

template <class Real>
std::unique_ptr<TrainerBuilder> start_trainer(std::shared_ptr<const Dataset> dataset,
                                              const NetworkSpec& network, WarmStart warm_start,
                                              std::shared_ptr<const GramMatrices<Real>> gram) {
  return std::make_unique<TrainerBuilderOf<Real>>(std::move(dataset), network,
                                                  std::move(warm_start), std::move(gram));
}

#define PURR_INSTANTIATE(Real)                                       \
  template std::unique_ptr<TrainerBuilder> start_trainer<Real>(      \
      std::shared_ptr<const Dataset>, const NetworkSpec&, WarmStart, \
      std::shared_ptr<const GramMatrices<Real>>);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE

}  // namespace purr
