#pragma once

#include "shell/panels/my_pictures_panel.h"
#include "shell/panels/workbench.h"

namespace purr::shell {

struct DataDialogState {
  float tile_size = 40.0F;  ///< side of a picture, points
  MyPicturesState my_pictures;
};

/// The data panel: every example of the run, large, with the settings of the data.
void draw_data_dialog(Workbench& bench, DataDialogState& state);

}  // namespace purr::shell
