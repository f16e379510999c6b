#include "engine/train/frozen.h"

namespace purr {

template <class Real>
void FrozenEntries<Real>::keep(std::span<const Real> theta) {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    values_[i] = theta[static_cast<std::size_t>(places_[i])];
  }
}

template <class Real>
void FrozenEntries<Real>::restore(std::span<Real> theta, Moments<Real>& moments) const {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    theta[static_cast<std::size_t>(places_[i])] = values_[i];
  }
  for (Matrix<Real>* average : {&moments.v, &moments.s}) {
    if (average->size() == 0) continue;
    for (const Eigen::Index place : places_) (*average)(place) = Real(0);
  }
}

std::vector<FrozenLayer> frozen_layers(const std::vector<Frozen>& frozen,
                                       const std::vector<int>& sizes) {
  std::vector<FrozenLayer> layers(sizes.size() - 1);
  for (const Frozen& part : frozen) {
    const auto l = static_cast<std::size_t>(part.layer);
    if (part.layer < 1 || l >= sizes.size()) continue;
    FrozenLayer& layer = layers[l - 1];
    const Eigen::Index n_out = sizes[l];
    const Eigen::Index n_in = sizes[l - 1];
    if (part.unit == 0) layer.is_whole = true;
    if (part.unit == 0 || part.unit > n_out || part.input > n_in) continue;
    const Eigen::Index unit = part.unit - 1;
    if (part.input <= 0) layer.b.push_back(unit);
    if (part.input > 0) layer.W.push_back((part.input - 1) * n_out + unit);
    for (Eigen::Index k = 0; part.input < 0 && k < n_in; ++k) layer.W.push_back(k * n_out + unit);
  }
  return layers;
}

template class FrozenEntries<float>;
template class FrozenEntries<double>;

}  // namespace purr
