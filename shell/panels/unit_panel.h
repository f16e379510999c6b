#pragma once

#include <cstddef>

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// How z of the open unit comes about, in a panel beside or over the drawing.
namespace purr::shell {

/// A unit of the chosen example with its numbers.
struct OpenedUnit {
  int layer = 1;
  int index = 0;
  const TraceUpdate::Layer* values = nullptr;
  Rect place{};  ///< of its circle or picture
  double z() const { return values->Z[static_cast<std::size_t>(index)]; }
  double a() const { return values->A[static_cast<std::size_t>(index)]; }
  double b() const {
    const auto i = static_cast<std::size_t>(index);
    return i < values->b.size() ? values->b[i] : 0.0;
  }
};

/// What the panel leaves of a drawing; all of it where there is no room beside it: then the panel
/// lies over the drawing.
Rect beside_unit_panel(const Rect& whole);

/// How much a small drawing on a phone leaves below it for the panel of the open unit.
float unit_panel_room();

/// @param whole          the space of drawing and panel.
/// @param has_own_place  the panel stands beside the drawing, or below it where it is as wide.
void draw_unit_panel(Workbench& bench, NetworkState& state, const OpenedUnit& unit,
                     const Rect& whole, bool has_own_place);

// What the panel and the halves of a unit share.

/// The slope of leaky ReLU for z < 0.
double leaky_slope_of(const Workbench& bench);
/// A box over the drawing.
void draw_floating_box(ImDrawList* list, const Rect& box, ImU32 border, float radius);
/// Monospaced, in the colour of the sign.
TextStyle value_style(double value);
/// The curve of an activation with a dot at z.
void draw_activation(ImDrawList* list, const Rect& place, Activation g, double slope, double z);

}  // namespace purr::shell
