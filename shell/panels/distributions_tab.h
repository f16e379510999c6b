#pragma once

#include <array>

#include "shell/panels/workbench.h"
#include "shell/plot/histogram.h"

namespace purr::shell {

struct DistributionsState {
  int layer = 1;                          ///< from 1
  std::array<HistogramState, 4> plots{};  ///< of Z, A, W and dW
};

/// The tab of “Look inside” with the distributions of one layer's values.
void distributions_tab(Workbench& bench, DistributionsState& state);

}  // namespace purr::shell
