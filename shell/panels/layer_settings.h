#pragma once

#include "shell/panels/network_layout.h"
#include "shell/panels/workbench.h"

/// The settings of a layer as they stand below its units: activation, slider, lock and cross.
namespace purr::shell {

inline constexpr float kLayerButton = 18.0F;  ///< side of the lock and of the cross

/// How wide a column must be to have the settings of its layer below it.
float layer_settings_width(const Workbench& bench);

/// Draws the settings of hidden layer `l` from the top of `place` on.
/// @return  true when the layer is to be removed.
bool draw_layer_settings(Workbench& bench, int l, const Rect& place, const CaptionRows& rows);

/// The lock of the output layer L, which has no other settings.
void draw_output_lock(Workbench& bench, int L, const Rect& place);

}  // namespace purr::shell
