#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "engine/solver/gram_matrices.h"
#include "engine/train/trainer.h"

/// Shared by both tables of the bench: data sets, trainers, whole runs.
namespace purr {

/// Drawn pictures with default settings.
std::shared_ptr<const Dataset> drawn_pictures(int m, int m_test);

/// A trainer at the start of a run; of the primal solver where `gram` is empty.
template <class Real>
std::unique_ptr<Trainer> fresh_trainer(const std::shared_ptr<const Dataset>& dataset,
                                       const NetworkSpec& network, const TrainingSpec& training,
                                       std::shared_ptr<const GramMatrices<Real>> gram) {
  return make_trainer<Real>(dataset, network, training,
                            initialise<Real>(network, dataset->train.n_x), 0, std::move(gram));
}

/// One iteration; an epoch, with batches.
inline void iterate(Trainer& trainer) {
  while (!trainer.step()) {
  }
}

}  // namespace purr
