#include "shell/plot/plane.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "shell/plot/ticks.h"
#include "shell/theme/strings.h"
#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

constexpr double kWheelZoom = 1.22;  // of one notch
constexpr double kKeyZoom = 1.5;
constexpr double kKeyPan = 0.1;     // part of the view that an arrow key moves it by
constexpr float kPanTravel = 4.0F;  // pixels before a press becomes a drag
constexpr float kNearPoint = 12.0F;

/// From the plane to the screen and back.
struct Map {
  ImRect box;
  PlaneSquare view;

  double scale() const { return static_cast<double>(box.GetWidth()) / view.size; }
  ImVec2 to_screen(double x, double y) const {
    return {box.Min.x + static_cast<float>((x - view.x_min) * scale()),
            box.Max.y - static_cast<float>((y - view.y_min) * scale())};
  }
  double x_at(float x) const { return view.x_min + static_cast<double>(x - box.Min.x) / scale(); }
  double y_at(float y) const { return view.y_min + static_cast<double>(box.Max.y - y) / scale(); }
};

void set_view(PlaneState& state, const PlaneSquare& view) {
  state.is_zoomed = true;
  state.view = view;
  want_redraw();
}

double zoom_of(const PlaneSquare& view, const PlaneSquare& whole) { return whole.size / view.size; }

void draw_picture(ImDrawList* list, const Map& map, const PlaneSpec& spec) {
  list->AddRectFilled(map.box.Min, map.box.Max, theme().soft, 10);
  if (!spec.has_picture) return;
  const PlaneSquare& at = spec.picture;
  const ImVec2 low = map.to_screen(at.x_min, at.y_min + at.size);
  const ImVec2 high = map.to_screen(at.x_min + at.size, at.y_min);
  list->AddImage(spec.texture, low, high, spec.uv0, spec.uv1);
}

void draw_points(ImDrawList* list, const Map& map, const PlanePoints& set, Thinning& thinning) {
  const Theme& t = theme();
  const bool is_crowded = set.xy.size() > 2400 || map.box.GetWidth() < 400.0F;
  const float radius = is_crowded ? 2.8F : 3.8F;
  const auto label = [&](std::size_t i) {
    return i < set.labels.size() && set.labels[i] != 0 ? 1 : 0;
  };
  const auto& kept = thinning.update({.points = set.xy.data(),
                                      .count = set.xy.size(),
                                      .revision = set.revision,
                                      .x_min = map.view.x_min,
                                      .y_min = map.view.y_min,
                                      .scale = map.scale(),
                                      .side = map.box.GetWidth()},
                                     set.xy, label);
  for_each_kept(thinning, kept, set.xy.size() / 2, [&](std::size_t i) {
    const ImVec2 at = map.to_screen(set.xy[2 * i], set.xy[2 * i + 1]);
    if (at.x < map.box.Min.x - 8 || at.x > map.box.Max.x + 8 || at.y < map.box.Min.y - 8 ||
        at.y > map.box.Max.y + 8) {
      return;
    }
    const bool is_one = label(i) != 0;
    const ImU32 colour = is_one ? t.cat : t.non;
    if (thinning.is_whole()) list->AddCircleFilled(at, radius + 1.0F, t.card);
    const int segments = thinning.is_whole() ? 0 : Thinning::kSegments;
    if (set.is_hollow) {
      list->AddCircle(at, radius - 0.5F, colour, segments, 1.6F);
    } else {
      list->AddCircleFilled(at, radius, colour, segments);
    }
    // A flipped label: a ring in the colour of the true class.
    if (std::binary_search(set.flipped.begin(), set.flipped.end(), static_cast<std::int32_t>(i))) {
      list->AddCircle(at, radius + 2.0F, is_one ? t.non : t.cat, 0, 1.8F);
    }
  });
}

/// The chosen point's ring, over all points.
void draw_chosen(ImDrawList* list, const Map& map, const PlanePoints& set) {
  const auto i = static_cast<std::size_t>(std::max(0, set.chosen));
  if (set.chosen < 0 || 2 * i + 1 >= set.xy.size()) return;
  list->AddCircle(map.to_screen(set.xy[2 * i], set.xy[2 * i + 1]), 7.0F, theme().ink, 0, 1.8F);
}

/// The set and the number of the point nearest to a place on the screen.
void nearest(const Map& map, const PlaneSpec& spec, ImVec2 to, PlaneResult& result) {
  float best = kNearPoint * kNearPoint;
  for (std::size_t s = 0; s < spec.sets.size(); ++s) {
    const PlanePoints& set = spec.sets[s];
    for (std::size_t i = 0; 2 * i + 1 < set.xy.size(); ++i) {
      const ImVec2 at = map.to_screen(set.xy[2 * i], set.xy[2 * i + 1]);
      const float dx = at.x - to.x;
      const float dy = at.y - to.y;
      if (dx * dx + dy * dy >= best) continue;
      best = dx * dx + dy * dy;
      result.pressed_set = static_cast<int>(s);
      result.pressed_point = static_cast<int>(i);
    }
  }
}

void draw_scales(ImDrawList* list, const Map& map) {
  const Theme& t = theme();
  const TextStyle style{.size = t.small_size, .colour = t.ink};
  const float line = std::round(t.small_size * 1.5F);
  const int wanted = std::clamp(static_cast<int>(map.box.GetWidth() / 90.0F), 3, 8);
  const auto label = [&](ImVec2 at, const std::string& words) {
    const float half = measure(words, style).x / 2 + 4;
    list->AddRectFilled({at.x - half, at.y}, {at.x + half, at.y + line}, with_alpha(t.card, 0.72F),
                        4);
    draw_text(list, {at.x, at.y + 1}, words, style, Align::centre);
  };
  const PlaneSquare& view = map.view;
  for (const Tick& tick : linear_ticks(view.x_min, view.x_min + view.size, wanted)) {
    const float x = map.to_screen(tick.at, 0).x;
    list->AddRectFilled({detail::snap(x), map.box.Max.y - 5},
                        {detail::snap(x) + detail::hairline_width(), map.box.Max.y}, t.ink);
    if (x > map.box.Min.x + 40 && x < map.box.Max.x - 20) {
      label({x, map.box.Max.y - 8 - line}, tick.label);
    }
  }
  for (const Tick& tick : linear_ticks(view.y_min, view.y_min + view.size, wanted)) {
    const float y = map.to_screen(0, tick.at).y;
    list->AddRectFilled({map.box.Min.x, detail::snap(y)},
                        {map.box.Min.x + 5, detail::snap(y) + detail::hairline_width()}, t.ink);
    const float half = measure(tick.label, style).x / 2 + 4;
    if (y > map.box.Min.y + 14 && y < map.box.Max.y - 34) {
      label({map.box.Min.x + 8 + half, y - line / 2}, tick.label);
    }
  }
}

}  // namespace

PlaneSquare zoomed_view(const PlaneSquare& view, const PlaneSquare& whole, double x, double y,
                        double factor) {
  const double size =
      std::clamp(view.size / factor, whole.size / kMaxPlaneZoom, whole.size / kMinPlaneZoom);
  const double part_x = (x - view.x_min) / view.size;
  const double part_y = (y - view.y_min) / view.size;
  return {x - part_x * size, y - part_y * size, size};
}

PlaneSquare plane_view(const PlaneState& state, const PlaneSquare& whole) {
  return state.is_zoomed ? state.view : whole;
}

void zoom_plane(PlaneState& state, const PlaneSquare& whole, double factor) {
  const PlaneSquare view = plane_view(state, whole);
  set_view(state, zoomed_view(view, whole, view.x_min + view.size / 2, view.y_min + view.size / 2,
                              factor));
}

void reset_plane(PlaneState& state) {
  state = {};
  want_redraw();
}

PlaneResult plane(std::string_view id, std::string_view label, float side, PlaneState& state,
                  const PlaneSpec& spec) {
  PlaneResult result;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const detail::ItemState item =
      detail::press_item(id, {side, side}, true, ImGuiButtonFlags_PressedOnClick);
  Map map{ImRect(at.x, at.y, at.x + side, at.y + side), plane_view(state, spec.whole)};

  // The value for screen readers is the zoom, in notches of the wheel.
  const auto level = [&] {
    return std::log(zoom_of(plane_view(state, spec.whole), spec.whole)) / std::log(kWheelZoom);
  };
  Control control = detail::control_of(id, Role::image, plain(label), item);
  control.value =
      tr(Text::plane_value, {number(map.view.x_min, 4), number(map.view.x_min + map.view.size, 4),
                             number(map.view.y_min, 4), number(map.view.y_min + map.view.size, 4)});
  control.min = std::log(kMinPlaneZoom) / std::log(kWheelZoom);
  control.max = std::log(kMaxPlaneZoom) / std::log(kWheelZoom);
  control.now = level();
  control.step = 1;
  control.zooms = true;
  registry().add(std::move(control));
  while (const auto request = detail::take_request(id, item)) {
    const double value = parse_number(request->value).value_or(0.0);
    if (request->action == "step") {
      zoom_plane(state, spec.whole, std::pow(kWheelZoom, std::clamp(value, -40.0, 40.0)));
    }
    if (request->action == "set") {
      zoom_plane(state, spec.whole, std::pow(kWheelZoom, std::clamp(value - level(), -80.0, 80.0)));
    }
    if (request->action == "reset") reset_plane(state);
  }
  if (!item.is_visible) return result;

  const ImGuiIO& io = ImGui::GetIO();
  if (item.is_hovered) {
    ImGui::SetKeyOwner(ImGuiKey_MouseWheelY, item.id);
    if (io.MouseWheel != 0) {
      set_view(state,
               zoomed_view(map.view, spec.whole, map.x_at(io.MousePos.x), map.y_at(io.MousePos.y),
                           std::pow(kWheelZoom, static_cast<double>(io.MouseWheel))));
    }
    if (ImGui::IsMouseClicked(0)) {
      state.press = io.MousePos;
      state.is_pressed = true;
      state.is_panning = false;
    }
    if (ImGui::IsMouseDoubleClicked(0)) reset_plane(state);
  }
  const bool is_active = ImGui::GetActiveID() == item.id;
  if (is_active && ImGui::IsMouseDown(0)) {
    const float travel =
        std::max(std::abs(io.MousePos.x - state.press.x), std::abs(io.MousePos.y - state.press.y));
    if (travel > kPanTravel) state.is_panning = true;
    if (state.is_panning) {
      detail::claim_drag(item.id);
      ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
      PlaneSquare view = map.view;
      view.x_min -= static_cast<double>(io.MouseDelta.x) / map.scale();
      view.y_min += static_cast<double>(io.MouseDelta.y) / map.scale();
      if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) set_view(state, view);
    }
  }
  if (ImGui::IsMouseReleased(0)) {
    if (item.is_hovered && state.is_pressed && !state.is_panning) {
      nearest(map, spec, io.MousePos, result);
    }
    state.is_pressed = false;
  }
  if (item.is_focused) {
    detail::own_keys(
        item.id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow});
    const auto pan = [&](ImGuiKey key, double dx, double dy) {
      if (!detail::key_pressed(item.id, key)) return;
      PlaneSquare view = plane_view(state, spec.whole);
      view.x_min += dx * kKeyPan * view.size;
      view.y_min += dy * kKeyPan * view.size;
      set_view(state, view);
    };
    pan(ImGuiKey_LeftArrow, -1, 0);
    pan(ImGuiKey_RightArrow, 1, 0);
    pan(ImGuiKey_DownArrow, 0, -1);
    pan(ImGuiKey_UpArrow, 0, 1);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd)) {
    zoom_plane(state, spec.whole, kKeyZoom);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract)) {
    zoom_plane(state, spec.whole, 1 / kKeyZoom);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_0, false)) reset_plane(state);
  map.view = plane_view(state, spec.whole);

  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(map.box.Min, map.box.Max, true);
  draw_picture(list, map, spec);
  for (std::size_t s = 0; s < std::min(spec.sets.size(), state.thinned.size()); ++s) {
    draw_points(list, map, spec.sets[s], state.thinned[s]);
  }
  for (const PlanePoints& set : spec.sets) draw_chosen(list, map, set);
  draw_scales(list, map);
  list->PopClipRect();
  list->AddRect(map.box.Min, map.box.Max, theme().line, 2);
  detail::focus_ring(item.id, item.box, 6, 0);
  if (item.is_hovered) {
    result.place = ImVec2(static_cast<float>(map.x_at(io.MousePos.x)),
                          static_cast<float>(map.y_at(io.MousePos.y)));
  }
  return result;
}

}  // namespace purr::shell
