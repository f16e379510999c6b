#pragma once

#include <vector>

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// The units of a layer: what the chosen example makes of them, and how they are drawn.
namespace purr::shell {

/// Whether the values and weights of the chosen example are there for every layer.
bool has_network_trace(const Workbench& bench);

/// Layer `l` (from 1) of the chosen example; null until it is there.
const TraceUpdate::Layer* traced_layer(const Workbench& bench, int l);

/// What enters layer `l`: a of the layer before, or x of a point. Empty for pictures and until it
/// is known.
std::vector<double> values_before(const Workbench& bench, NetworkState& state, int l);

/// How a unit is drawn.
struct UnitLook {
  float value = 0.0F;      ///< a as a part of the largest |a| of its layer
  bool is_silent = false;  ///< outputs nothing for the chosen example
  bool is_failed = false;  ///< its weights are NaN
  bool is_dead = false;    ///< outputs 0 for every training example
};
/// Whether a unit of a hidden layer outputs 0 for every training example, as far as the run knows.
bool is_dead_unit(const Workbench& bench, int l, int unit);
UnitLook unit_look(const Workbench& bench, int l, int unit);

/// Draws one unit as a circle or, for layer 1 of pictures, as a picture of its weights.
void draw_unit_at(Workbench& bench, int l, int unit, const Rect& place);

/// Draws a unit that does not work, dead or NaN: hatched.
void draw_idle(const Rect& place, bool is_round);

/// The units of one layer in `box`, without their edges. A press chooses one.
void draw_units(Workbench& bench, int l, int units, const Rect& box);

/// Makes “Look inside” show a unit.
void choose_unit(Workbench& bench, int l, int unit);

/// Whether the units of layer `l` are drawn as pictures of their weights.
bool are_pictures(const Workbench& bench, int l);

}  // namespace purr::shell
