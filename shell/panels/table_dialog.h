#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

struct TableDialogState {
  bool is_open = false;   ///< in the last frame
  float height = 400.0F;  ///< of the content in the last frame
  // What “Cancel” goes back to.
  DataSpec data_before{};
  TableOptions options_before{};
};

/// The preview of the user's table: its first rows, how every column was read, what was left out,
/// and all choices about it. Open while `bench.navigation.is_table_open`; a change shows at once.
void draw_table_dialog(Workbench& bench, TableDialogState& state);

}  // namespace purr::shell
