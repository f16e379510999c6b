#pragma once

#include <string>
#include <string_view>

#include "shell/panels/workbench.h"

/// What the drawing of the network and the cards of a phone have in common: the controls and texts
/// of one layer. Layers count from 1.
namespace purr::shell {

/// The lock that shows and sets whether training leaves layer `l` as it is.
void freeze_button(Workbench& bench, int l, float side);
/// The cross that removes layer `l`. The caller does that after the frame's last use of the layers.
/// @return  true when it is pressed.
[[nodiscard]] bool remove_button(int l, float side, std::string_view hint = {});
void activation_chooser(Workbench& bench, int l);
void units_slider(Workbench& bench, int l, float width);

/// How many values enter layer `l` by the settings: the units of the layer before it, or n_x. Until
/// the first data are there n_x is that of the usual pictures or points.
int inputs_of_layer(const Workbench& bench, int l);
/// "(20, 7)"
std::string shape_text(int rows, int columns);
/// "W^[2] (20, 7)"
std::string weights_text(int l, int n_out, int n_in);
/// "ŷ = a^[3] (1, 1)"
std::string output_text(int l);
/// "20 units"
std::string units_text(int units);

}  // namespace purr::shell
