#pragma once

#include <memory>
#include <utility>

#include "engine/model/network.h"
#include "engine/solver/gram_matrices.h"
#include "engine/train/trainer.h"

namespace purr {

/// X of both parts of a data set.
template <class Real>
struct DenseInputs {
  RowMatrix<Real> train;
  RowMatrix<Real> test;
};
template <class Real>
DenseInputs<Real> dense_of(const Dataset& dataset) {
  DenseInputs<Real> dense;
  dense.train.resize(dataset.train.n_x, dataset.train.count);
  dense.test.resize(dataset.test.n_x, dataset.test.count);
  dataset.train.fill_rows<Real>(0, 0, view(dense.train));
  dataset.test.fill_rows<Real>(0, 0, view(dense.test));
  return dense;
}

/// A trainer at the start of a run.
template <class Real>
std::unique_ptr<Trainer> trainer_of(const std::shared_ptr<const Dataset>& dataset,
                                    const NetworkSpec& network, const TrainingSpec& training,
                                    bool gram) {
  return make_trainer<Real>(dataset, network, training,
                            initialise<Real>(network, dataset->train.n_x), 0,
                            gram ? gram_of<Real>(dataset) : nullptr);
}

inline void train_iterations(Trainer& trainer, int count) {
  for (const int end = trainer.iteration() + count;
       trainer.iteration() < end && !trainer.has_failed();) {
    trainer.step();
  }
}

/// The largest relative distance between two networks' matrices.
inline double parameter_distance(const Parameters<double>& a, const Parameters<double>& b) {
  double largest = 0.0;
  for (std::size_t l = 0; l < a.size(); ++l) {
    const auto distance = [](const auto& x, const auto& y) {
      const double size = std::max(x.norm(), y.norm());
      return size == 0.0 ? 0.0 : (x - y).norm() / size;
    };
    for (const double d : {distance(a[l].W, b[l].W), distance(a[l].b, b[l].b)}) {
      if (!(d <= largest)) largest = d;
    }
  }
  return largest;
}

inline bool are_the_same(const Parameters<double>& a, const Parameters<double>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t l = 0; l < a.size(); ++l) {
    if (a[l].W != b[l].W || a[l].b != b[l].b) return false;
  }
  return true;
}

}  // namespace purr
