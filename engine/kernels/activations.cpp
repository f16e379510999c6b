#include "engine/kernels/activations.h"

#include "engine/core/check.h"
#include "engine/core/portable_math.h"

namespace purr {
namespace {

double sigmoid(double z) {
  // Each side uses the exponential that cannot overflow.
  if (z >= 0.0) return 1.0 / (1.0 + portable_exp(-z));
  const double e = portable_exp(z);
  return e / (1.0 + e);
}

}  // namespace

double activation(Activation g, double slope, double z) {
  switch (g) {
    case Activation::sigmoid: return sigmoid(z);
    case Activation::tanh: return portable_tanh(z);
    case Activation::relu: return z > 0.0 ? z : (z == z ? 0.0 : z);  // NaN stays visible
    case Activation::leaky_relu: return z > 0.0 ? z : slope * z;
    case Activation::linear: return z;
  }
  return z;
}

double activation_slope(Activation g, double slope, double z, double a) {
  switch (g) {
    case Activation::sigmoid: return a * (1.0 - a);
    case Activation::tanh: return 1.0 - a * a;
    case Activation::relu: return z > 0.0 ? 1.0 : 0.0;
    case Activation::leaky_relu: return z > 0.0 ? 1.0 : slope;
    case Activation::linear: return 1.0;
  }
  return 1.0;
}

template <class Real>
void activate(Activation g, double slope, const Matrix<Real>& Z, Matrix<Real>& A) {
  A.resize(Z.rows(), Z.cols());
  const Real* z = Z.data();
  Real* a = A.data();
  const Eigen::Index size = Z.size();
  switch (g) {
    case Activation::sigmoid:
      for (Eigen::Index i = 0; i < size; ++i) a[i] = static_cast<Real>(sigmoid(z[i]));
      break;
    case Activation::tanh:
      for (Eigen::Index i = 0; i < size; ++i) a[i] = static_cast<Real>(portable_tanh(z[i]));
      break;
    case Activation::relu:
      // Written so that NaN passes: a run that broke must not look like one that died.
      for (Eigen::Index i = 0; i < size; ++i) a[i] = z[i] < Real(0) ? Real(0) : z[i];
      break;
    case Activation::leaky_relu: {
      const auto s = static_cast<Real>(slope);
      for (Eigen::Index i = 0; i < size; ++i) a[i] = z[i] < Real(0) ? s * z[i] : z[i];
      break;
    }
    case Activation::linear: A = Z; break;
  }
}

template <class Real>
void multiply_by_slope(Activation g, double slope, const Matrix<Real>& Z, const Matrix<Real>& A,
                       double keep, Matrix<Real>& dA) {
  PURR_CHECK(Z.rows() == dA.rows() && Z.cols() == dA.cols());
  const Real* z = Z.data();
  Real* d = dA.data();
  const Eigen::Index size = dA.size();
  const auto k = static_cast<Real>(keep);
  switch (g) {
    case Activation::sigmoid: dA.array() *= (k * A.array()) * (Real(1) - k * A.array()); break;
    case Activation::tanh: dA.array() *= Real(1) - (k * A.array()).square(); break;
    case Activation::relu:
      for (Eigen::Index i = 0; i < size; ++i) d[i] = z[i] > Real(0) ? d[i] : Real(0);
      break;
    case Activation::leaky_relu: {
      const auto s = static_cast<Real>(slope);
      for (Eigen::Index i = 0; i < size; ++i) d[i] = z[i] > Real(0) ? d[i] : s * d[i];
      break;
    }
    case Activation::linear: break;
  }
}

template void activate<float>(Activation, double, const Matrix<float>&, Matrix<float>&);
template void activate<double>(Activation, double, const Matrix<double>&, Matrix<double>&);
template void multiply_by_slope<float>(Activation, double, const Matrix<float>&,
                                       const Matrix<float>&, double, Matrix<float>&);
template void multiply_by_slope<double>(Activation, double, const Matrix<double>&,
                                        const Matrix<double>&, double, Matrix<double>&);

}  // namespace purr
