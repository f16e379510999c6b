#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/core/slice.h"
#include "engine/model/network.h"

namespace purr {

/// `forward` (engine/model/network.h) in slices: to the last bit the same.
template <class Real>
class ForwardPass {
 public:
  /// Works for one slice and returns true when all layers are done. Z of layer 1, with its bias,
  /// must be in cache.Z[0] before the first call. Parameters, dropout and cache must be the same in
  /// every call of a pass. After the last one, the next call begins another pass.
  bool advance(const NetworkSpec& spec, const Parameters<Real>& parameters, const Dropout& dropout,
               Cache<Real>& cache, WorkLeft& work);

 private:
  std::size_t layer_ = 0;  // the first unfinished layer, from 0
  int column_ = 0;         // the first column of its Z that is missing
  int row_ = 0;            // and the first row of its A
};

/// `backward` in slices, likewise.
template <class Real>
class BackwardPass {
 public:
  bool advance(const NetworkSpec& spec, const Parameters<Real>& parameters,
               const std::uint8_t* labels, double l2, double keep, const Cache<Real>& cache,
               Gradients<Real>& gradients, WorkLeft& work);

 private:
  bool is_started_ = false;
  std::size_t layer_ = 0;  // the first unfinished layer, from 0; they are done from the last one on
  int example_ = 0;        // the first example that is missing in its dW
  int column_ = 0;         // the first column of dA[l − 1] that is missing
  int row_ = 0;            // and the first row of dZ[l − 1]
};

}  // namespace purr
