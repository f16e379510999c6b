#include "engine/train/primal_layer.h"

#include "engine/core/check.h"
#include "engine/core/reshape.h"
#include "engine/model/matrix_bytes.h"

namespace purr {

template <class Real>
PrimalLayer<Real>::PrimalLayer(std::shared_ptr<const Dataset> dataset, Matrix<Real> W)
    : dataset_(std::move(dataset)),
      train_inputs_(dataset_->train),
      test_inputs_(dataset_->test),
      W_(std::move(W)) {}

template <class Real>
bool PrimalLayer<Real>::forward(const std::vector<int>& columns, RowMatrix<Real>& Z,
                                std::int64_t& place, WorkLeft& work) {
  return train_inputs_.multiply(W_, columns, Z, place, work);
}

template <class Real>
bool PrimalLayer<Real>::forward_test(RowMatrix<Real>& Z, std::int64_t& place, WorkLeft& work) {
  return test_inputs_.multiply(W_, {}, Z, place, work);
}

template <class Real>
Vector<Real> PrimalLayer<Real>::forward_one(bool of_test, int example) {
  RowMatrix<Real> Z;
  (of_test ? test_inputs_ : train_inputs_).multiply(W_, {&example, 1}, Z);
  return Z.col(0);
}

template <class Real>
bool PrimalLayer<Real>::compute_gradient(const Gradient& gradient, std::int64_t& place,
                                         WorkLeft& work) {
  return form_gradient(gradient, dW_, place, work);
}

template <class Real>
double PrimalLayer<Real>::gradient_norm(const Gradient& gradient) {
  static_cast<void>(gradient);
  return static_cast<double>(dW_.norm());
}

template <class Real>
bool PrimalLayer<Real>::update(const Gradient& gradient, const TrainingSpec& spec,
                               double learning_rate, std::int64_t t, std::int64_t& place,
                               WorkLeft& work) {
  static_cast<void>(gradient);
  static_cast<void>(place);
  work -= static_cast<double>(W_.size());
  frozen_.keep(cells(W_));
  purr::update(W_, dW_, learning_rate, spec, t, moments_);
  frozen_.restore(cells(W_), moments_);
  return true;
}

template <class Real>
double PrimalLayer<Real>::update_norm(const Gradient& gradient, const TrainingSpec& spec,
                                      std::int64_t t) {
  static_cast<void>(gradient);
  return purr::update_norm(dW_, spec, t, moments_);
}

template <class Real>
void PrimalLayer<Real>::freeze(const std::vector<Eigen::Index>& places) {
  frozen_ = FrozenEntries<Real>(places);
}

template <class Real>
bool PrimalLayer<Real>::is_finite() const {
  constexpr Eigen::Index kMaxInputs = 1024;
  return W_.cols() > kMaxInputs ||
         (W_.allFinite() && moments_.v.allFinite() && moments_.s.allFinite());
}

template <class Real>
bool PrimalLayer<Real>::edit(int unit, int input, double value) {
  W_(unit, input) = static_cast<Real>(value);
  forget_averages();
  return true;
}

template <class Real>
bool PrimalLayer<Real>::form_gradient(const Gradient& gradient, Matrix<Real>& dW,
                                      std::int64_t& place, WorkLeft& work) {
  const auto& [dZ, columns, decay] = gradient;
  reshape(dW, W_.rows(), W_.cols());
  const Real scale = static_cast<Real>(1.0 / static_cast<double>(dZ.cols()));
  if (!train_inputs_.multiply_transposed(dZ, columns, scale, dW, Into::replace, place, work)) {
    return false;
  }
  if (decay != 0.0) dW += static_cast<Real>(decay) * W_;
  return true;
}

template <class Real>
void PrimalLayer<Real>::form_gradient(const Gradient& gradient, Matrix<Real>& dW) {
  std::int64_t place = 0;
  WorkLeft work = kAllWork;
  form_gradient(gradient, dW, place, work);
}

template <class Real>
void PrimalLayer<Real>::form_averages(Matrix<Real>& v, Matrix<Real>& s) const {
  v = moments_.v;
  s = moments_.s;
}

template <class Real>
void PrimalLayer<Real>::save(ByteWriter& out) const {
  for (const Matrix<Real>* matrix : {&W_, &moments_.v, &moments_.s}) save_matrix(out, *matrix);
}

template <class Real>
void PrimalLayer<Real>::load(ByteReader& in) {
  for (Matrix<Real>* matrix : {&W_, &moments_.v, &moments_.s}) load_matrix(in, *matrix);
}

template class PrimalLayer<float>;
template class PrimalLayer<double>;

}  // namespace purr
