#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

struct MistakesState {
  bool of_train = false;  ///< shows the training set although there is a test set
  int cell = -1;          ///< of the confusion matrix, 2·actual + predicted; −1: all mistakes
  int value = -1;         ///< of the facet `Selection::facet`; −1: all values
  int page = 0;
};

/// The tab of “Look inside” with the confusion matrix, the groups, and the mistakes themselves.
void mistakes_tab(Workbench& bench, MistakesState& state);

}  // namespace purr::shell
