#pragma once

#include "shell/panels/workbench.h"

/// Groups of controls in the data panel.
namespace purr::shell {

/// How difficult generated data is: variation, clutter, noise, shares of the classes.
void difficulty_settings(Workbench& bench);
/// Labels that are flipped at random.
void wrong_label_settings(Workbench& bench);
/// Whether the test set is a fair test: shares of the classes that differ, test pictures that are
/// near-duplicates of training pictures.
void test_set_checks(Workbench& bench);

}  // namespace purr::shell
