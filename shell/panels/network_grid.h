#pragma once

#include <array>
#include <vector>

#include "imgui.h"
#include "shell/widgets/places.h"

/// The units of one layer in rows and columns, and the ports where their edges begin and end. Plain
/// geometry in points; nothing here needs an ImGui context.
namespace purr::shell {

/// The units of one layer, centred in their box.
struct UnitGrid {
  int units = 0;  ///< of the layer
  int columns = 1;
  int rows = 1;
  int shown = 0;         ///< the first units; fewer than the layer has where the box is too small
  float side = 0.0F;     ///< of one unit
  float pitch_x = 0.0F;  ///< from one unit to the next
  float pitch_y = 0.0F;
  Rect block{};  ///< around all that are shown
  /// Of a single column whose units do not have equal distances: the upper edges.
  std::vector<float> tops{};
  Rect place(int unit) const;
  /// The unit under a point, −1 for none.
  int unit_at(ImVec2 point) const;
  /// Units that have no place.
  int rest() const { return units - shown; }
};

/// The largest size with which all units fit, in as few columns as that takes.
/// @param box          the space for the units.
/// @param as_pictures  units are drawn as pictures of their weights, else as circles. Circles may
///                     shrink to stay in one column.
UnitGrid unit_grid(int units, const Rect& box, bool as_pictures);

/// Moves the units of a single column apart so that a box of `height` fits around one of them,
/// within `room`; they move closer together elsewhere and shrink where they must. False, and
/// nothing changes, in several columns and where it does not fit: then the box needs another place.
bool make_room(UnitGrid& grid, int unit, float height, const Rect& room);

/// The way from a unit to its port: down (or up) to a lane between two rows, and along it. The port
/// is the last point. Without neighbours beside the unit all three points are the port.
struct Port {
  std::array<ImVec2, 3> path;
  ImVec2 at() const { return path[2]; }
};

/// One port per unit that is shown. Where some are not, the last port stands for all of these.
struct Ports {
  std::vector<Port> in, out;
};

/// In a single column edges end at the sides of the units. In several columns every unit has a lane
/// of its own below its row for what leaves it, and above its row for what enters it, so that no
/// edge crosses another unit and no two units share a port.
Ports ports_of(const UnitGrid& grid);

/// A port that is reached directly.
Port port_at(ImVec2 point);

}  // namespace purr::shell
