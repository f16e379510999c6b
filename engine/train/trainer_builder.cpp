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
                   Parameters<double> warm_start, int iteration,
                   std::shared_ptr<const GramMatrices<Real>> gram)
      : dataset_(std::move(dataset)),
        network_(network),
        warm_start_(std::move(warm_start)),
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
    take_warm_start();
    if (!gram_) return;
    products_.P.resize(parameters_[0].W.rows(), dataset_->train.count);
    products_.P_test.resize(parameters_[0].W.rows(), dataset_->test.count);
  }

  void take_warm_start() {
    const std::size_t common = std::min(warm_start_.size(), parameters_.size());
    for (std::size_t l = 0; l < common; ++l) {
      const bool was_output = l + 1 == warm_start_.size();
      const bool is_output = l + 1 == parameters_.size();
      if (was_output != is_output) break;
      Dense<Real>& layer = parameters_[l];
      const Eigen::Index rows = std::min(warm_start_[l].W.rows(), layer.W.rows());
      const Eigen::Index columns = std::min(warm_start_[l].W.cols(), layer.W.cols());
      layer.W.topLeftCorner(rows, columns) =
          warm_start_[l].W.topLeftCorner(rows, columns).template cast<Real>();
      layer.b.head(rows) = warm_start_[l].b.head(rows).template cast<Real>();
    }
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
  Parameters<double> warm_start_;
  int iteration_;
  std::shared_ptr<const GramMatrices<Real>> gram_;
  Initialiser<Real> initialiser_;
  InputProducts<Real> train_inputs_;
  InputProducts<Real> test_inputs_;
  Parameters<Real> parameters_;
  BaseProducts<Real> products_;
  int done_ = 0;
  int done_test_ = 0;
};

}  // namespace

template <class Real>
std::unique_ptr<TrainerBuilder> start_trainer(std::shared_ptr<const Dataset> dataset,
                                              const NetworkSpec& network,
                                              Parameters<double> warm_start, int iteration,
                                              std::shared_ptr<const GramMatrices<Real>> gram) {
  return std::make_unique<TrainerBuilderOf<Real>>(
      std::move(dataset), network, std::move(warm_start), iteration, std::move(gram));
}

#define PURR_INSTANTIATE(Real)                                                     \
  template std::unique_ptr<TrainerBuilder> start_trainer<Real>(                    \
      std::shared_ptr<const Dataset>, const NetworkSpec&, Parameters<double>, int, \
      std::shared_ptr<const GramMatrices<Real>>);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE

}  // namespace purr
