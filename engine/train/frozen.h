#pragma once

#include <span>
#include <vector>

#include "engine/core/matrix.h"
#include "engine/model/training_spec.h"
#include "engine/train/optimizer.h"

namespace purr {

/// Entries of one W or b that updates leave as they are: `keep` before an update, `restore` after
/// it.
template <class Real>
class FrozenEntries {
 public:
  FrozenEntries() = default;
  /// @param places  in the memory of the matrix.
  explicit FrozenEntries(std::vector<Eigen::Index> places)
      : places_(std::move(places)), values_(places_.size()) {}

  void keep(std::span<const Real> theta);
  /// Sets the averages of frozen entries to 0 too: what does not move has no velocity.
  void restore(std::span<Real> theta, Moments<Real>& moments) const;

 private:
  std::vector<Eigen::Index> places_;
  std::vector<Real> values_;
};

/// What of one layer is frozen.
struct FrozenLayer {
  bool is_whole = false;
  std::vector<Eigen::Index> W{};  ///< places in the memory of W (n_out, n_in), column by column
  std::vector<Eigen::Index> b{};
};

/// `frozen` sorted by layers. What a network of these sizes (n_x, n[1], …, n[L]) does not have is
/// ignored.
std::vector<FrozenLayer> frozen_layers(const std::vector<Frozen>& frozen,
                                       const std::vector<int>& sizes);

}  // namespace purr
