// A square of the plane: a picture of the predictions of a network, with points over it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "imgui.h"
#include "shell/plot/marks_thinning.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {

/// A square part of the plane, y growing upwards.
struct PlaneSquare {
  double x_min = 0.0, y_min = 0.0, size = 1.0;
};

/// Points of one set.
struct PlanePoints {
  std::span<const double> xy{};  ///< x, y, x, y …
  std::span<const std::uint8_t> labels{};
  std::span<const std::int32_t> flipped{};  ///< indices of points whose label is flipped, ascending
  bool is_hollow = false;                   ///< rings instead of discs
  int chosen = -1;                          ///< gets a ring
  std::uint32_t revision = 0;               ///< another one with other points
};

struct PlaneSpec {
  PlaneSquare whole{};    ///< what is shown when nothing is zoomed
  PlaneSquare picture{};  ///< where the picture lies; it may differ from the view
  bool has_picture = false;
  ImTextureRef texture{};
  ImVec2 uv0{}, uv1{};
  std::span<const PlanePoints> sets{};
};

/// The state of a plane between frames; keep one per plane.
struct PlaneState {
  bool is_zoomed = false;
  PlaneSquare view;  ///< what is shown while zoomed
  ImVec2 press{};
  bool is_pressed = false;  ///< the press began here
  bool is_panning = false;
  std::array<Thinning, 2> thinned{};  ///< of the sets
};

struct PlaneResult {
  std::optional<ImVec2> place;               ///< under the pointer, in coordinates of the plane
  int pressed_set = -1, pressed_point = -1;  ///< the point that was pressed
};

/// The limits of the zoom.
inline constexpr double kMaxPlaneZoom = 4096.0;
inline constexpr double kMinPlaneZoom = 0.25;

/// The view after zooming by `factor` (above 1: closer) around a place of the plane.
[[nodiscard]] PlaneSquare zoomed_view(const PlaneSquare& view, const PlaneSquare& whole, double x,
                                      double y, double factor);

/// Zooms around the middle. `reset_plane` shows the whole again.
void zoom_plane(PlaneState& state, const PlaneSquare& whole, double factor);
void reset_plane(PlaneState& state);
/// The square that is shown.
[[nodiscard]] PlaneSquare plane_view(const PlaneState& state, const PlaneSquare& whole);

/// Draws a square plane of `side` at the cursor. The wheel and a pinch zoom around the pointer, a
/// drag moves the view, a double click shows everything; + − 0 and the arrow keys do the same.
PlaneResult plane(std::string_view id, std::string_view label, float side, PlaneState& state,
                  const PlaneSpec& spec);

}  // namespace purr::shell
