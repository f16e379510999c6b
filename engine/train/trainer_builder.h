#pragma once

#include <memory>

#include "engine/train/trainer.h"

namespace purr {

/// Makes a trainer in slices of a few milliseconds: the starting weights, then what the solver
/// needs of them.
class TrainerBuilder {
 public:
  virtual ~TrainerBuilder() = default;
  /// Works for one slice and returns true when `take` can be called.
  virtual bool advance() = 0;
  virtual std::unique_ptr<Trainer> take(const TrainingSpec& training) = 0;
};

/// @param warm_start  of an earlier network: the common corner of each matrix is taken over, and
/// the
///                    rest keeps its initial value.
/// @param gram        as for make_trainer.
template <class Real>
std::unique_ptr<TrainerBuilder> start_trainer(std::shared_ptr<const Dataset> dataset,
                                              const NetworkSpec& network, WarmStart warm_start,
                                              std::shared_ptr<const GramMatrices<Real>> gram);

}  // namespace purr
