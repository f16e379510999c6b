#include "shell/widgets/sliders.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "shell/widgets/detail.h"
#include "shell/widgets/slider_scale.h"

namespace purr::shell {
namespace {

constexpr float kSidewaysClaim = 6.0F;  // pixels before a touch is a drag of the slider

/// The drag in progress; there is one pointer.
struct Drag {
  ImGuiID id = 0;
  float offset = 0.0F;  ///< from the pointer to the middle of the thumb
  float press_x = 0.0F;
  bool moving = false;
  double before = 0.0;
};
Drag g_drag;

void draw_slider(ImDrawList* list, const ImRect& track, double place, const detail::ItemState& item,
                 bool enabled) {
  const Theme& t = theme();
  const float middle = track.GetCenter().y;
  const float half = t.thumb / 2;
  const float left = track.Min.x + half;
  const float right = track.Max.x - half;
  const float x = left + static_cast<float>(place) * (right - left);
  const float thick = t.track / 2;
  const ImU32 full = enabled ? t.accent : mix(t.soft, t.accent, 0.4F);
  // The empty part has the colour of hairlines, since the soft colour is invisible on a card.
  detail::draw_pill(list, {track.Min.x + 2, middle - thick, track.Max.x - 2, middle + thick},
                    t.line);
  detail::draw_pill(list, {track.Min.x + 2, middle - thick, x, middle + thick}, full);
  const bool lit = enabled && (item.is_hovered || item.is_held);
  if (lit) list->AddCircleFilled({x, middle}, half + 4.0F, with_alpha(t.accent, 0.14F), 36);
  list->AddCircleFilled({x, middle}, half, full, 36);
  list->AddCircleFilled({x, middle}, half - 2.0F,
                        item.is_held ? mix(t.card, t.accent, 0.25F) : t.card, 36);
  detail::focus_ring(item.id, {x - half, middle - half, x + half, middle + half}, half, 3.0F);
}

/// Carries out the requests for a slider.
/// @param outside  receives a number that was set although it cannot be.
/// @return true where typing into the well begins.
bool take_requests(std::string_view id, const detail::ItemState& item, const SliderSpec& spec,
                   double& value, std::optional<double>& outside, Edit& edit) {
  bool start_typing = false;
  while (const auto request = detail::take_request(id, item)) {
    if (request->action == "set") {
      if (const auto wanted = parse_number(request->value, spec.is_integer)) {
        value = detail::clamped(*wanted, spec);
        outside = wanted;
      }
    } else if (request->action == "step") {
      value = detail::stepped(value, parse_number(request->value).value_or(0), spec);
    } else if (request->action == "reset") {
      value = detail::clamped(spec.usual, spec);
    } else if (request->action == "press") {
      start_typing = true;
    }
    edit.released = true;
  }
  return start_typing;
}

/// The Enter key presses the item too, but opens the well instead of moving the thumb.
bool is_pressed_by_key(const detail::ItemState& item) {
  return item.is_pressed && ImGui::GetCurrentContext()->NavActivateId == item.id;
}

/// @param drawn  the value of the last frame
void follow_pointer(const detail::ItemState& item, const SliderSpec& spec, double drawn,
                    double& value, Edit& edit) {
  const ImGuiIO& io = ImGui::GetIO();
  const ImRect& track = item.box;
  const float half = theme().thumb / 2;
  const float left = track.Min.x + half;
  const float right = std::max(left + 1, track.Max.x - half);
  const bool by_finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  if (item.is_pressed && !is_pressed_by_key(item)) {
    const float thumb = left + static_cast<float>(detail::place_of(value, spec)) * (right - left);
    const bool on_thumb = std::abs(io.MousePos.x - thumb) <= half + 3;
    g_drag = {item.id, on_thumb ? thumb - io.MousePos.x : 0.0F, io.MousePos.x,
              !by_finger && !on_thumb, value};
    if (io.MouseDoubleClicked[0] && spec.is_enabled) {
      value = detail::clamped(spec.usual, spec);
      g_drag.id = 0;
      edit.released = true;
    }
  }
  if (g_drag.id == item.id && spec.is_enabled) {
    const bool active = ImGui::GetActiveID() == item.id;
    const bool let_go = !io.MouseDown[0];
    if (!g_drag.moving &&
        std::abs(io.MousePos.x - g_drag.press_x) > (by_finger ? kSidewaysClaim : 0)) {
      g_drag.moving = true;
    }
    if (g_drag.moving) detail::claim_drag(item.id);
    // A tap sets the value where the finger lifts. After a drag that scrolled the item is inactive.
    const bool tapped = let_go && by_finger && !g_drag.moving && item.is_hovered;
    if ((active && g_drag.moving) || tapped) {
      value = detail::value_at((io.MousePos.x + g_drag.offset - left) / (right - left), spec);
      if (g_drag.offset != 0 && io.MousePos.x == g_drag.press_x) value = drawn;
    }
    if (let_go || !active) {
      edit.released |= value != g_drag.before || tapped;
      g_drag.id = 0;
    }
  }
}

void read_keys(const detail::ItemState& item, const SliderSpec& spec, double& value) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!item.is_focused || !spec.is_enabled) return;
  detail::own_keys(item.id,
                   {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow,
                    ImGuiKey_Home, ImGuiKey_End, ImGuiKey_PageUp, ImGuiKey_PageDown});
  double steps = 0;
  const auto pressed = [&](ImGuiKey key) { return detail::key_pressed(item.id, key); };
  if (pressed(ImGuiKey_RightArrow) || pressed(ImGuiKey_UpArrow)) steps += io.KeyShift ? 10 : 1;
  if (pressed(ImGuiKey_LeftArrow) || pressed(ImGuiKey_DownArrow)) steps -= io.KeyShift ? 10 : 1;
  if (pressed(ImGuiKey_PageUp)) steps += 10;
  if (pressed(ImGuiKey_PageDown)) steps -= 10;
  if (steps != 0) value = detail::stepped(value, steps, spec);
  if (pressed(ImGuiKey_Home)) value = detail::lowest(spec);
  if (pressed(ImGuiKey_End)) value = spec.max;
}

}  // namespace

Edit slider(std::string_view id, std::string_view label, double& value, const SliderSpec& spec) {
  const Theme& t = theme();
  Edit edit;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = spec.width > 0 ? spec.width : ImGui::GetContentRegionAvail().x;
  float label_width = spec.label_width;
  if (spec.has_label && label_width <= 0) {
    label_width = std::round(whole * (spec.is_stacked ? 0.68F : 0.415F));
  }
  ImRect space = detail::row_with_label(label, spec.has_label, label_width, spec.is_enabled,
                                        spec.hint, detail::item_id(id));
  space.Max.x = at.x + whole;
  ImRect well;
  if (spec.has_well) {
    const float width =
        spec.well_width > 0
            ? spec.well_width
            : std::clamp(std::round(whole * 0.235F), 62.0F * t.text_scale, 110.0F * t.text_scale);
    const float height = t.touch ? 36.0F : t.control - 1.0F;
    const float top = space.Min.y + std::floor((space.GetHeight() - height) / 2);
    well = {space.Max.x - width, top, space.Max.x, top + height};
    space.Max.x = well.Min.x - 4.0F;
  }
  const float track_row = t.touch ? t.row : std::round(24.0F * t.text_scale);
  if (spec.is_stacked) space = {at.x, at.y + t.row, at.x + whole + 4.0F, at.y + t.row + track_row};
  ImGui::ItemSize({whole, t.row + (spec.is_stacked ? track_row : 0.0F)}, 0.0F);

  // The item has the whole height of the row, and half a thumb on either side of the track.
  const ImRect track(space.Min.x - 2, space.Min.y, space.Max.x - 4, space.Max.y);
  const detail::ItemState item = detail::press_box(detail::item_id(id), track, spec.is_enabled,
                                                   ImGuiButtonFlags_PressedOnClick);
  const double before = value;

  Control control = detail::control_of(id, Role::slider, plain(label), item);
  control.value = detail::shown_value(value, spec);
  control.min = detail::lowest(spec);
  control.max = spec.max;
  control.step = std::abs(detail::stepped(value, value < spec.max ? 1 : -1, spec) - value);
  control.now = value;
  registry().add(std::move(control));

  std::optional<double> outside;
  const bool start_typing =
      (take_requests(id, item, spec, value, outside, edit) || is_pressed_by_key(item)) &&
      spec.has_well;
  follow_pointer(item, spec, before, value, edit);
  read_keys(item, spec, value);
  if (item.is_focused && spec.is_enabled && value != before && g_drag.id != item.id) {
    edit.released = true;
  }
  if (!spec.has_label) detail::hint_over(item.id, item.is_hovered, false, spec.hint);
  if (item.is_visible) {
    draw_slider(ImGui::GetWindowDrawList(), track, detail::place_of(value, spec), item,
                spec.is_enabled);
  }

  if (spec.has_well) {
    const std::string shown = detail::shown_value(value, spec);
    const std::string editable = detail::editable_value(value, spec);
    detail::Well field;
    field.id = id;
    field.box = well;
    field.shown = shown;
    field.editable = editable;
    field.is_integer = spec.is_integer;
    field.is_enabled = spec.is_enabled;
    field.start = start_typing;
    const detail::WellResult typed = detail::number_well(field);
    if (typed.typed) {
      value = detail::clamped(*typed.typed, spec);
      edit.released = true;
    }
    detail::tell_of_typing(typed, label, detail::lowest(spec), spec.max, value, spec.is_integer);
    if (outside) {
      detail::start_field_note(
          typed.item.id, detail::typed_words(label, detail::lowest(spec), spec.max, *outside, value,
                                             spec.is_integer));
    }
  }
  edit.changed = value != before;
  if (edit.changed) want_redraw();
  return edit;
}

Edit slider(std::string_view id, std::string_view label, float& value, const SliderSpec& spec) {
  // Through the shortest decimal of this float, or 0.1F would be shown as 0.100000001.
  double wide = detail::round_to_digits(static_cast<double>(value), 7);
  const Edit edit = slider(id, label, wide, spec);
  if (edit.changed) value = static_cast<float>(wide);
  return edit;
}

Edit slider(std::string_view id, std::string_view label, int& value, const SliderSpec& spec) {
  double wide = value;
  SliderSpec whole = spec;
  whole.is_integer = true;
  const Edit edit = slider(id, label, wide, whole);
  if (edit.changed) value = static_cast<int>(wide);
  return edit;
}

}  // namespace purr::shell
