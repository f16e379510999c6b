#include "shell/plot/plot.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "shell/plot/drawing.h"
#include "shell/plot/moment.h"
#include "shell/plot/zoom.h"
#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

constexpr float kBoxTravel = 5.0F;   // pixels before a press becomes a zoom box
constexpr float kFlatBox = 16.0F;    // pixels; a lower box only selects a range of x
constexpr double kWheelZoom = 0.82;  // part of the range that one notch leaves
constexpr double kKeyZoom = 0.7;
// Pixels up and down that make a stretch of a curve a band: to begin with, and once it is one.
constexpr double kLeastTravel = 3.0;
constexpr double kKeptTravel = 1.5;

/// What one call of `plot` works with.
struct Call {
  PlotState& state;
  std::span<const PlotSeries> series;
  const PlotSpec& spec;
  PlotRange whole;
  detail::PlotLayout layout;
  detail::ItemState item;
  bool has_data = false;
  bool is_finger = false;
  bool is_in_area = false;  ///< the pointer is inside the axes
};

std::string x_text(double x, const PlotSpec& spec) { return number(x, spec.is_integer_x ? 17 : 5); }

/// What a screen reader reads: the values at the crosshair, or else the last ones.
std::string read_text(const Call& call) {
  const std::optional<double> at = call.state.pinned;
  std::string text;
  if (at) text = plain(call.spec.x_name) + " " + x_text(*at, call.spec);
  for (const PlotSeries& s : call.series) {
    if (s.points.empty()) continue;
    const std::size_t i = at ? nearest_point(s.points, *at) : kNoPoint;
    const PlotPoint& point = i == kNoPoint ? s.points.back() : s.points[i];
    if (!text.empty()) text += ", ";
    text += plain(s.name) + " " + detail::value_text(point.y, call.spec);
  }
  return text;
}

void register_plot(const Call& call, std::string_view id, std::string_view label,
                   const PlotRange& view) {
  Control control = detail::control_of(id, Role::image, plain(label), call.item);
  control.value = read_text(call);
  // The range of the control is the crosshair's: what the arrow keys move.
  control.min = view.x_low;
  control.max = view.x_high;
  control.now = call.state.pinned.value_or(view.x_high);
  control.step = 1.0;
  control.zooms = true;
  registry().add(std::move(control));
}

void take_requests(const Call& call, std::string_view id) {
  while (const auto request = detail::take_request(id, call.item)) {
    const auto value = parse_number(request->value);
    if (request->action == "reset") call.state.is_zoomed = false;
    if (request->action == "step") {
      detail::step_cursor(call.state, call.layout.x.low(), call.series,
                          static_cast<int>(value.value_or(0)));
    }
    if (request->action == "set") call.state.pinned = value;
  }
}

bool parent_scrolls() {
  for (const ImGuiWindow* w = ImGui::GetCurrentWindow(); w != nullptr; w = w->ParentWindow) {
    if (w->ScrollMax.y > 0 && (w->Flags & ImGuiWindowFlags_NoScrollWithMouse) == 0) return true;
  }
  return false;
}

/// The wheel zooms; in a panel that scrolls it takes Ctrl, as the wheel scrolls the panel there.
void read_wheel(const Call& call) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!call.item.is_hovered) return;
  if (!io.KeyCtrl && !io.KeySuper && parent_scrolls()) return;
  ImGui::SetKeyOwner(ImGuiKey_MouseWheelY, call.item.id);
  if (!call.is_in_area || io.MouseWheel == 0 || !call.has_data) return;
  const double part = call.layout.x.part(call.layout.x.value(io.MousePos.x));
  detail::zoom_x(call.state, call.layout.x, call.series, call.spec, call.whole, part,
                 std::pow(kWheelZoom, io.MouseWheel));
}

/// The box between the press and the pointer, inside the axes.
struct ZoomBox {
  ImRect box;
  bool is_flat = false;  ///< a range of x alone; y then fits the data
};

ZoomBox zoom_box(const Call& call) {
  const ImRect& area = call.layout.area;
  const ImVec2 press = call.state.press;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  ZoomBox result;
  result.box = {std::clamp(std::min(press.x, mouse.x), area.Min.x, area.Max.x),
                std::clamp(std::min(press.y, mouse.y), area.Min.y, area.Max.y),
                std::clamp(std::max(press.x, mouse.x), area.Min.x, area.Max.x),
                std::clamp(std::max(press.y, mouse.y), area.Min.y, area.Max.y)};
  result.is_flat = result.box.Max.y - result.box.Min.y < kFlatBox;
  if (result.is_flat) {
    result.box.Min.y = area.Min.y;
    result.box.Max.y = area.Max.y;
  }
  return result;
}

/// A drag draws a box to zoom into; with Shift or the middle button it pans. A finger moves the
/// crosshair.
ZoomBox read_drag(const Call& call) {
  PlotState& state = call.state;
  const ImGuiIO& io = ImGui::GetIO();
  const bool pressed_left = call.item.is_hovered && ImGui::IsMouseClicked(0);
  if (pressed_left || (call.item.is_hovered && ImGui::IsMouseClicked(2))) {
    state.press = io.MousePos;
    state.is_panning = io.KeyShift || ImGui::IsMouseClicked(2);
    state.is_boxing = false;
    if (pressed_left && io.MouseDoubleClicked[0]) {
      state.is_zoomed = false;
      state.pinned.reset();
    }
  }
  const bool is_active = ImGui::GetActiveID() == call.item.id;
  if (is_active && !call.is_finger && state.is_panning) {
    detail::pan(state, call.layout, call.whole, io.MouseDelta);
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
  } else if (is_active && !call.is_finger && ImGui::IsMouseDown(0)) {
    const float dx = std::abs(io.MousePos.x - state.press.x);
    const float dy = std::abs(io.MousePos.y - state.press.y);
    if (dx > kBoxTravel || dy > kBoxTravel) state.is_boxing = true;
  }
  if (call.is_finger && is_active && ImGui::IsMouseDown(0) && call.has_data) {
    if (std::abs(io.MousePos.x - state.press.x) > kBoxTravel) detail::claim_drag(call.item.id);
    state.pinned = detail::nearest_x(call.series, call.layout.x.value(io.MousePos.x));
  }
  const ZoomBox zoom = zoom_box(call);
  if (state.is_boxing && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    state.is_boxing = false;
    ImGui::ClearActiveID();
  }
  if (state.is_boxing && !is_active) {
    state.is_boxing = false;
    if (zoom.box.GetWidth() > kBoxTravel) {
      detail::zoom_to(state, call.layout, call.series, call.spec, call.whole, zoom.box,
                      zoom.is_flat);
    }
  }
  if (!is_active) state.is_panning = false;
  return zoom;
}

void read_keys(const Call& call) {
  if (!call.item.is_focused) return;
  PlotState& state = call.state;
  const ImGuiID id = call.item.id;
  detail::own_keys(id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow});
  const int points = ImGui::GetIO().KeyShift ? 10 : 1;
  const auto step = [&](int by) {
    detail::step_cursor(state, call.layout.x.low(), call.series, by);
  };
  if (detail::key_pressed(id, ImGuiKey_LeftArrow)) step(-points);
  if (detail::key_pressed(id, ImGuiKey_RightArrow)) step(points);
  const double part = state.pinned ? std::clamp(call.layout.x.part(*state.pinned), 0.0, 1.0) : 0.5;
  const auto zoom = [&](double factor) {
    detail::zoom_x(state, call.layout.x, call.series, call.spec, call.whole, part, factor);
  };
  if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd)) {
    zoom(kKeyZoom);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract)) {
    zoom(1 / kKeyZoom);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_0)) state.is_zoomed = false;
  // Escape removes the crosshair first; only the next one leaves the plot.
  if (state.pinned) {
    detail::own_keys(id, {ImGuiKey_Escape});
    if (detail::key_pressed(id, ImGuiKey_Escape)) state.pinned.reset();
  }
}

/// The x of this plot's own crosshair: pinned, or at the data point nearest to the mouse.
std::optional<double> own_crosshair(const Call& call) {
  PlotState& state = call.state;
  const ImGuiIO& io = ImGui::GetIO();
  const bool has_mouse = call.is_in_area && !call.is_finger;
  // The mouse takes the crosshair over from the keyboard as soon as it moves in the plot.
  if (has_mouse && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) state.pinned.reset();
  if (!call.has_data || state.is_boxing) return std::nullopt;
  if (state.pinned) return state.pinned;
  if (!has_mouse) return std::nullopt;
  return detail::nearest_x(call.series, call.layout.x.value(io.MousePos.x));
}

/// Publishes this plot's crosshair to the others, or takes that of another plot.
std::optional<double> shared_crosshair(PlotCursor* cursor, ImGuiID own_id,
                                       std::optional<double> own) {
  if (cursor == nullptr) return own;
  if (own) {
    *cursor = {own, own_id, ImGui::GetFrameCount()};
  } else if (cursor->owner == own_id) {
    cursor->x.reset();
  } else if (cursor->frame >= ImGui::GetFrameCount() - 1) {
    return cursor->x;
  }
  return own;
}

void draw_empty(ImDrawList* list, const ImRect& area, std::string_view text) {
  const Theme& t = theme();
  const TextStyle style{t.title_size, Weight::regular, t.dim};
  const ImVec2 size = measure(text, style);
  const ImVec2 middle = area.GetCenter();
  // The text covers the lines of the grid.
  list->AddRectFilled({middle.x - size.x / 2 - 6, middle.y - size.y / 2 - 3},
                      {middle.x + size.x / 2 + 6, middle.y + size.y / 2 + 3}, t.card);
  draw_text_in(list, detail::from_im(area), text, style, Align::centre);
}

void draw_zoom_box(ImDrawList* list, const ImRect& box) {
  const ImU32 accent = theme().accent;
  list->AddRectFilled(box.Min, box.Max, with_alpha(accent, 0.12F), 3);
  list->AddRect(box.Min, box.Max, with_alpha(accent, 0.7F), 3);
}

}  // namespace

std::string axis_note(const PlotSpec& spec, double y_low, double y_high) {
  // Rounding of a zoomed view must not make a zero a small number.
  if (spec.axis_from.empty() || spec.is_log_y || y_low <= 1e-6 * y_high) return {};
  std::string words(spec.axis_from);
  const std::size_t place = words.find("{0}");
  if (place != std::string::npos) words.replace(place, 3, number(y_low, 3));
  return words;
}

PlotResult plot(std::string_view id, std::string_view label, ImVec2 size, PlotState& state,
                std::span<const PlotSeries> series, const PlotSpec& spec, PlotCursor* cursor) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (size.x <= 0) size.x = room.x;
  if (size.y <= 0) size.y = room.y;
  size.x = std::max(size.x, 60.0F);
  size.y = std::max(size.y, 60.0F);

  PlotResult result;
  const PlotRange whole = plot_range(series, spec);
  PlotRange view = detail::view_of(state, whole);
  if (spec.is_log_y && view.y_low <= 0) view = whole;
  const bool was_zoomed = state.is_zoomed;

  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect box(at, {at.x + size.x, at.y + size.y});
  const ImGuiIO& io = ImGui::GetIO();
  detail::PlotLayout layout = detail::lay_out(box, view, spec, detail::tick_labels());
  std::optional<detail::MomentItem> moment;
  if (spec.moment != nullptr) {
    moment = detail::moment_item(*spec.moment, layout);
    result.moment = moment->moved;
  }
  detail::ItemState item =
      detail::press_item(id, size, true,
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle |
                             ImGuiButtonFlags_PressedOnClick);
  const bool is_in_area = item.is_hovered && layout.area.Contains(io.MousePos);
  Call call{.state = state,
            .series = series,
            .spec = spec,
            .whole = whole,
            .layout = std::move(layout),
            .item = std::move(item),
            .has_data =
                std::ranges::any_of(series, [](const PlotSeries& s) { return !s.points.empty(); }),
            .is_finger = io.MouseSource == ImGuiMouseSource_TouchScreen,
            .is_in_area = is_in_area};
  register_plot(call, id, label, view);
  take_requests(call, id);
  if (!call.item.is_visible) return result;

  read_wheel(call);
  const ZoomBox zoom = read_drag(call);
  read_keys(call);
  const std::optional<double> own = own_crosshair(call);
  result.cursor = shared_crosshair(cursor, call.item.id, own);
  result.view_changed =
      state.is_zoomed != was_zoomed ||
      (state.is_zoomed && (state.x_low != view.x_low || state.x_high != view.x_high ||
                           state.y_low != view.y_low || state.y_high != view.y_high));
  if (result.view_changed) {
    want_redraw();
    call.layout = detail::lay_out(box, detail::view_of(state, plot_range(series, spec)), spec,
                                  detail::tick_labels());
  }

  ImDrawList* list = ImGui::GetWindowDrawList();
  detail::draw_axes(list, call.layout);
  if (!call.has_data) {
    draw_empty(list, call.layout.area, spec.empty_words);
  } else {
    detail::draw_mark_bands(list, call.layout, spec.marks);
    // A band that was there in the last frame stays for a little less variation: its caption makes
    // the plot lower, which must not remove the band again.
    result.x_per_mean = detail::draw_all_series(list, call.layout, series, spec.smoothing,
                                                state.has_band ? kKeptTravel : kLeastTravel);
    state.has_band = result.x_per_mean > 0.0;
    detail::draw_marks(list, call.layout, spec.marks);
    const PlotRange shown = detail::view_of(state, whole);
    detail::draw_axis_note(list, call.layout, axis_note(spec, shown.y_low, shown.y_high));
    if (result.cursor) detail::draw_crosshair(list, call.layout, series, *result.cursor);
    if (own) detail::draw_readout(list, call.layout, series, spec, *own);
    if (state.is_boxing) draw_zoom_box(list, zoom.box);
    if (moment) detail::draw_moment(list, *spec.moment, *moment);
  }
  detail::focus_ring(call.item.id, box, 6, 0);
  return result;
}

}  // namespace purr::shell
