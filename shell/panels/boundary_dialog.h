#pragma once

#include "shell/panels/workbench.h"
#include "shell/plot/plane.h"

namespace purr::shell {

struct BoundaryDialogState {
  PlaneState plane;         ///< the part of the plane that is shown
  float side = 0.0F;        ///< of the drawing in the last frame, points
  BoundaryTexture picture;  ///< of RunView::plane_view
};

/// The decision boundary, large.
void draw_boundary_dialog(Workbench& bench, BoundaryDialogState& state);

}  // namespace purr::shell
