#pragma once

#include "engine/core/matrix.h"
#include "engine/model/network.h"

namespace purr {

/// What a run goes on from when its network, precision or solver changes.
struct WarmStart {
  Parameters<double> parameters{};  ///< empty for a fresh start
  /// W⁰, W[1] where the run began: its weights after initialisation. Later changes of the network
  /// leave it as it is, and units that are added begin with their initial weights, so that
  /// W[1] − W⁰ is all that the run has learned. An edit by hand counts as learned.
  Matrix<double> W0{};
  int iteration = 0;
};

}  // namespace purr
