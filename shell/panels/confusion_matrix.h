#pragma once

#include "shell/panels/mistakes_tab.h"
#include "shell/panels/workbench.h"
#include "shell/view/mistakes.h"

namespace purr::shell {

/// The confusion matrix of one set: rows are the actual classes, columns the predicted ones. A
/// press on an entry shows the examples behind it.
void confusion_matrix(Workbench& bench, MistakesState& state, const Confusion& counts);
/// The same as sentences: accuracy, recall and precision of class 1.
void confusion_sentences(const Workbench& bench, const Confusion& counts);

}  // namespace purr::shell
