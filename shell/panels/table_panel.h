#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The columns of a table: which of them are features, and which one is the label.
void table_settings(Workbench& bench);

}  // namespace purr::shell
