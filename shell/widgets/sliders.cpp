// Numbers to set: sliders, steppers, and the wells that a number or a name is typed into.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <tuple>

#include "shell/widgets/detail.h"
#include "shell/widgets/sliders.h"
#include "shell/widgets/text_field.h"

// Not in the block above: it stands on imgui.h without including it.
#include "misc/cpp/imgui_stdlib.h"

namespace purr::shell {
namespace {

/// Part of a logarithmic track with zero that means zero; the rest is logarithmic.
constexpr double kZeroZone = 0.06;
constexpr float kSidewaysClaim = 6.0F;  // pixels before a finger on a slider is a drag of it

/// Where a value lies on the track, 0 to 1.
double place_of(double value, const SliderSpec& spec) {
  switch (spec.scale) {
    case Scale::linear:
      return spec.max > spec.min ? std::clamp((value - spec.min) / (spec.max - spec.min), 0.0, 1.0)
                                 : 0.0;
    case Scale::logarithmic:
      if (value <= spec.min || spec.min <= 0 || spec.max <= spec.min) return 0.0;
      return std::min(1.0, std::log(value / spec.min) / std::log(spec.max / spec.min));
    case Scale::logarithmic_zero:
      if (value <= 0 || spec.min <= 0 || spec.max <= spec.min) return 0.0;
      if (value <= spec.min) return kZeroZone;
      return std::min(1.0, kZeroZone + (1 - kZeroZone) * std::log(value / spec.min) /
                                           std::log(spec.max / spec.min));
  }
  return 0.0;
}

/// The smallest value that may be set.
double lowest(const SliderSpec& spec) {
  return spec.scale == Scale::logarithmic_zero ? 0.0 : spec.min;
}

double clamped(double value, const SliderSpec& spec) {
  value = std::clamp(value, lowest(spec), std::max(lowest(spec), spec.max));
  if (spec.scale == Scale::logarithmic_zero && value > 0) value = std::max(value, spec.min);
  return spec.integer ? std::round(value) : value;
}

double round_to_digits(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return value;
  // Going through text gives the double that a person would have typed: 0.0075, not 0.00750001.
  char text[64];
  std::snprintf(text, sizeof text, "%.*e", std::max(0, std::max(digits, 1) - 1), value);
  return std::strtod(text, nullptr);
}

/// The value at a place of the track, rounded to what is worth showing.
double value_at(double place, const SliderSpec& spec) {
  place = std::clamp(place, 0.0, 1.0);
  double value = 0.0;
  switch (spec.scale) {
    case Scale::linear: value = spec.min + place * (spec.max - spec.min); break;
    case Scale::logarithmic: value = spec.min * std::pow(spec.max / spec.min, place); break;
    case Scale::logarithmic_zero:
      if (place < kZeroZone * 0.5) return 0.0;
      value = spec.min *
              std::pow(spec.max / spec.min, std::max(0.0, place - kZeroZone) / (1 - kZeroZone));
      break;
  }
  if (place >= 1.0) return spec.max;
  if (spec.scale == Scale::linear) {
    if (spec.step > 0) {
      value = spec.min + std::round((value - spec.min) / spec.step) * spec.step;
    } else if (!spec.integer) {
      // As fine as a pixel of a usual track, in steps of a power of ten.
      const double grain = std::pow(10.0, std::floor(std::log10((spec.max - spec.min) / 200.0)));
      value = std::round(value / grain) * grain;
    }
    if (!spec.integer) value = round_to_digits(value, 12);  // takes the dust of the division away
  } else {
    value = round_to_digits(value, std::min(spec.digits, 2) + (spec.integer ? 1 : 0));
  }
  return clamped(value, spec);
}

/// `steps` presses of an arrow key away from a value.
double stepped(double value, double steps, const SliderSpec& spec) {
  if (spec.scale == Scale::linear) {
    const double step = spec.step > 0  ? spec.step
                        : spec.integer ? std::max(1.0, std::round((spec.max - spec.min) / 100))
                                       : (spec.max - spec.min) / 100;
    return clamped(round_to_digits(value + steps * step, 12), spec);
  }
  if (spec.scale == Scale::logarithmic_zero) {
    // Zero has a stretch of the track for itself, which is one step wide.
    if (value <= 0 && steps > 0) return stepped(spec.min, steps - 1, spec);
    if (value <= spec.min && steps < 0) return 0.0;
  }
  const double place = place_of(value, spec) + steps * 0.02;
  double next = value_at(place, spec);
  if (spec.integer && next == value) next = clamped(value + (steps > 0 ? 1 : -1), spec);
  return next;
}

std::string shown_value(double value, const SliderSpec& spec) {
  for (const NamedValue& named : spec.names) {
    if (named.value == value) return std::string(named.name);
  }
  return number(value, spec.integer ? 17 : spec.digits) + std::string(spec.unit);
}

std::string editable_value(double value, const SliderSpec& spec) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*g", spec.integer ? 17 : std::max(spec.digits, 6), value);
  return text;
}

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
  // The empty part is a hairline's colour: the soft surface alone vanishes on a card.
  detail::draw_pill(list, {track.Min.x + 2, middle - thick, track.Max.x - 2, middle + thick},
                    t.line);
  detail::draw_pill(list, {track.Min.x + 2, middle - thick, x, middle + thick}, full);
  const bool lit = enabled && (item.hovered || item.held);
  if (lit) list->AddCircleFilled({x, middle}, half + 4.0F, with_alpha(t.accent, 0.14F), 36);
  list->AddCircleFilled({x, middle}, half, full, 36);
  list->AddCircleFilled({x, middle}, half - 2.0F, item.held ? mix(t.card, t.accent, 0.25F) : t.card,
                        36);
  detail::focus_ring(item.id, {x - half, middle - half, x + half, middle + half}, half, 3.0F);
}

}  // namespace

namespace detail {

namespace {
struct Typing {
  ImGuiID id = 0;
  char text[64] = {};
  std::string before;
};
Typing g_typing;
}  // namespace

WellResult number_well(const Well& well) {
  const Theme& t = theme();
  ImGuiContext& g = *ImGui::GetCurrentContext();
  const std::string name = "##well/" + std::string(well.id);
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  const ImGuiID id = window->GetID(name.c_str());
  WellResult result;
  const bool was_typing = g_typing.id == id && ImGui::TempInputIsActive(id);
  if (!well.keyboard) ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
  if (was_typing) {
    result.item.id = id;
    result.item.box = well.box;
    result.item.visible = ImGui::ItemAdd(well.box, id);
    result.item.focused = g.NavId == id;
  } else {
    result.item = press_box(id, well.box, well.enabled);
  }
  if (!well.keyboard) ImGui::PopItemFlag();
  if (result.item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);

  ImDrawList* list = ImGui::GetWindowDrawList();
  if (well.framed) {
    const bool lit = was_typing || result.item.hovered;
    draw_box(list, well.box, lit ? t.hover : t.soft, t.control_radius - 2,
             was_typing ? t.accent : 0);
  }
  const bool starting = !was_typing && well.enabled && (result.item.pressed || well.start);
  if (starting) {
    g_typing.id = id;
    g_typing.before = well.editable;
    std::snprintf(g_typing.text, sizeof g_typing.text, "%.*s",
                  static_cast<int>(well.editable.size()), well.editable.data());
    // ImGui lets a field take over from another item only on a click or on this wish.
    g.NavActivateId = id;
    g.NavActivateFlags = ImGuiActivateFlags_PreferInput;
  }
  if (was_typing || starting) {
    const float size = t.text_size;
    ImGui::PushFont(t.regular, size);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        {8, std::floor((well.box.GetHeight() - ImGui::GetFontSize()) / 2)});
    // The field stands in a row that took its space already: the flow must not notice it.
    const ImGuiWindowTempData& dc = window->DC;
    const auto flow = std::make_tuple(dc.CursorPos, dc.CursorPosPrevLine, dc.CursorMaxPos,
                                      dc.CurrLineSize, dc.PrevLineSize, dc.IsSameLine);
    ImGui::TempInputText(
        well.box, id, name.c_str(), g_typing.text, sizeof g_typing.text,
        ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_NoHorizontalScroll);
    std::tie(window->DC.CursorPos, window->DC.CursorPosPrevLine, window->DC.CursorMaxPos,
             window->DC.CurrLineSize, window->DC.PrevLineSize, window->DC.IsSameLine) = flow;
    ImGui::PopStyleVar();
    ImGui::PopFont();
    if (ImGui::TempInputIsActive(id)) {
      report_editing({registry().full_id(well.id), g_typing.text, true, well.box.Min.x,
                      well.box.Min.y, well.box.GetWidth(), well.box.GetHeight()});
    } else {
      // Enter, Tab or a press elsewhere takes what was typed; Escape has put the old text back.
      g_typing.id = 0;
      if (g_typing.before != g_typing.text) {
        result.typed = parse_number(g_typing.text, well.integer);
      }
      want_redraw();
    }
    return result;
  }
  if (g_typing.id == id) {
    // Typing ended between two frames (the field was taken away while it was active).
    g_typing.id = 0;
    if (g_typing.before != g_typing.text) result.typed = parse_number(g_typing.text, well.integer);
  }
  if (result.item.visible) {
    const ImU32 colour = well.enabled ? t.ink : with_alpha(t.ink, 0.45F);
    // A number too long for the well gives up its air before it gives up a digit.
    const TextStyle style = {t.text_size, Weight::regular};
    const float spare = well.box.GetWidth() - measure(well.shown, style).x;
    const float side = std::clamp(spare / 2, 2.0F, well.align == Align::centre ? 4.0F : 8.0F);
    draw_text_in(list,
                 {well.box.Min.x + side, well.box.Min.y, well.box.GetWidth() - 2 * side,
                  well.box.GetHeight()},
                 well.shown, {t.text_size, Weight::regular, colour}, well.align);
  }
  return result;
}

}  // namespace detail

Edit slider(std::string_view id, std::string_view label, double& value, const SliderSpec& spec) {
  const Theme& t = theme();
  ImGuiIO& io = ImGui::GetIO();
  Edit edit;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = spec.width > 0 ? spec.width : ImGui::GetContentRegionAvail().x;
  float label_width = spec.label_width;
  if (spec.show_label && label_width <= 0) label_width = std::round(whole * 0.415F);
  ImRect space = detail::row_with_label(label, spec.show_label, label_width, spec.enabled,
                                        spec.hint, detail::item_id(id));
  space.Max.x = at.x + whole;
  ImRect well;
  if (spec.show_well) {
    const float width =
        spec.well_width > 0
            ? spec.well_width
            : std::clamp(std::round(whole * 0.235F), 62.0F * t.text_scale, 110.0F * t.text_scale);
    const float height = t.touch ? 36.0F : t.control - 1.0F;
    const float top = space.Min.y + std::floor((space.GetHeight() - height) / 2);
    well = {space.Max.x - width, top, space.Max.x, top + height};
    space.Max.x = well.Min.x - 4.0F;
  }
  ImGui::ItemSize({whole, t.row}, 0.0F);

  // The whole height of the row can be grabbed, and half a thumb on either side of the track.
  const ImRect track(space.Min.x - 2, space.Min.y, space.Max.x - 4, space.Max.y);
  const detail::ItemState item =
      detail::press_box(detail::item_id(id), track, spec.enabled, ImGuiButtonFlags_PressedOnClick);
  const double before = value;

  Control control = detail::control_of(id, Role::slider, plain(label), item);
  control.value = shown_value(value, spec);
  control.min = lowest(spec);
  control.max = spec.max;
  control.step = std::abs(stepped(value, value < spec.max ? 1 : -1, spec) - value);
  control.now = value;
  registry().add(std::move(control));

  bool start_typing = false;
  while (const auto request = detail::take_request(id, item)) {
    if (request->action == "set") {
      if (const auto wanted = parse_number(request->value, spec.integer))
        value = clamped(*wanted, spec);
    } else if (request->action == "step") {
      value = stepped(value, parse_number(request->value).value_or(0), spec);
    } else if (request->action == "reset") {
      value = clamped(spec.usual, spec);
    } else if (request->action == "press") {
      start_typing = spec.show_well;
    }
    edit.released = true;
  }

  // Pointer.
  const float half = t.thumb / 2;
  const float left = track.Min.x + half;
  const float right = std::max(left + 1, track.Max.x - half);
  const bool by_finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  const bool by_keyboard = ImGui::GetCurrentContext()->NavActivateId == item.id;
  if (item.pressed && by_keyboard) start_typing = spec.show_well;
  if (item.pressed && !by_keyboard) {
    const float thumb = left + static_cast<float>(place_of(value, spec)) * (right - left);
    const bool on_thumb = std::abs(io.MousePos.x - thumb) <= half + 3;
    g_drag = {item.id, on_thumb ? thumb - io.MousePos.x : 0.0F, io.MousePos.x,
              !by_finger && !on_thumb, value};
    if (io.MouseDoubleClicked[0] && spec.enabled) {
      value = clamped(spec.usual, spec);
      g_drag.id = 0;
      edit.released = true;
    }
  }
  if (g_drag.id == item.id && spec.enabled) {
    const bool active = ImGui::GetActiveID() == item.id;
    const bool let_go = !io.MouseDown[0];
    if (!g_drag.moving &&
        std::abs(io.MousePos.x - g_drag.press_x) > (by_finger ? kSidewaysClaim : 0)) {
      g_drag.moving = true;
    }
    if (g_drag.moving) detail::claim_drag(item.id);
    // A tap of a finger sets the value where it lifts; a drag that scrolled took the item away.
    const bool tapped = let_go && by_finger && !g_drag.moving && item.hovered;
    if ((active && g_drag.moving) || tapped) {
      value = value_at((io.MousePos.x + g_drag.offset - left) / (right - left), spec);
      if (g_drag.offset != 0 && io.MousePos.x == g_drag.press_x) value = before;
    }
    if (let_go || !active) {
      edit.released |= value != g_drag.before || tapped;
      g_drag.id = 0;
    }
  }

  // Keys.
  if (item.focused && spec.enabled) {
    detail::own_keys(item.id,
                     {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow,
                      ImGuiKey_Home, ImGuiKey_End, ImGuiKey_PageUp, ImGuiKey_PageDown});
    double steps = 0;
    const auto pressed = [&](ImGuiKey key) { return detail::key_pressed(item.id, key); };
    if (pressed(ImGuiKey_RightArrow) || pressed(ImGuiKey_UpArrow)) steps += io.KeyShift ? 10 : 1;
    if (pressed(ImGuiKey_LeftArrow) || pressed(ImGuiKey_DownArrow)) steps -= io.KeyShift ? 10 : 1;
    if (pressed(ImGuiKey_PageUp)) steps += 10;
    if (pressed(ImGuiKey_PageDown)) steps -= 10;
    if (steps != 0) value = stepped(value, steps, spec);
    if (pressed(ImGuiKey_Home)) value = lowest(spec);
    if (pressed(ImGuiKey_End)) value = spec.max;
    if (value != before && g_drag.id != item.id) edit.released = true;
  }
  if (!spec.show_label) detail::hint_over(item.id, item.hovered, false, spec.hint);
  if (item.visible) {
    draw_slider(ImGui::GetWindowDrawList(), track, place_of(value, spec), item, spec.enabled);
  }

  if (spec.show_well) {
    const std::string shown = shown_value(value, spec);
    const std::string editable = editable_value(value, spec);
    detail::Well field;
    field.id = id;
    field.box = well;
    field.shown = shown;
    field.editable = editable;
    field.integer = spec.integer;
    field.enabled = spec.enabled;
    field.start = start_typing;
    const detail::WellResult typed = detail::number_well(field);
    if (typed.typed) {
      value = clamped(*typed.typed, spec);
      edit.released = true;
    }
  }
  edit.changed = value != before;
  if (edit.changed) want_redraw();
  return edit;
}

Edit slider(std::string_view id, std::string_view label, float& value, const SliderSpec& spec) {
  // The shortest decimal that means this float, or 0.1F would show as 0.100000001.
  double wide = round_to_digits(static_cast<double>(value), 7);
  const Edit edit = slider(id, label, wide, spec);
  if (edit.changed) value = static_cast<float>(wide);
  return edit;
}

Edit slider(std::string_view id, std::string_view label, int& value, const SliderSpec& spec) {
  double wide = value;
  SliderSpec whole = spec;
  whole.integer = true;
  const Edit edit = slider(id, label, wide, whole);
  if (edit.changed) value = static_cast<int>(wide);
  return edit;
}

Edit stepper(std::string_view id, std::string_view label, double& value, const StepperSpec& spec) {
  const Theme& t = theme();
  Edit edit;
  const float whole = ImGui::GetContentRegionAvail().x;
  ImRect space =
      detail::row_with_label(label, spec.show_label, 0.0F, true, spec.hint, detail::item_id(id));
  const float height = t.control;
  const float side = t.touch ? 44.0F : height;
  // As wide as the choosers above and below it, but no wider than a number wants.
  const float width =
      std::max(std::min(space.GetWidth() - spec.reserve, 200.0F * t.text_scale), 2 * side + 30);
  const float top = space.Min.y + std::floor((t.row - height) / 2);
  const ImRect box(space.Min.x, top, space.Min.x + width, top + height);
  ImGui::ItemSize({spec.show_label ? whole : width, t.row}, 0.0F);

  const double before = value;
  ImDrawList* list = ImGui::GetWindowDrawList();
  detail::draw_box(list, box, t.soft, t.control_radius, t.line);
  const auto fitted = [&](double v) {
    v = std::clamp(v, spec.min, std::max(spec.min, spec.max));
    return spec.integer ? std::round(v) : round_to_digits(v, 12);
  };

  detail::Well field;
  const std::string shown = number(value, spec.integer ? 17 : 6);
  char editable[48];
  std::snprintf(editable, sizeof editable, "%.*g", spec.integer ? 17 : 6, value);
  field.id = id;
  field.box = {box.Min.x + side, box.Min.y + 1, box.Max.x - side, box.Max.y - 1};
  field.shown = shown;
  field.editable = editable;
  field.integer = spec.integer;
  field.keyboard = true;
  field.framed = false;
  field.align = Align::centre;
  const detail::WellResult typed = detail::number_well(field);
  if (typed.typed) value = fitted(*typed.typed);

  Control control = detail::control_of(id, Role::spinbutton, plain(label), typed.item);
  control.x = box.Min.x;
  control.y = box.Min.y;
  control.width = box.GetWidth();
  control.height = box.GetHeight();
  control.value = shown;
  control.min = spec.min;
  control.max = spec.max;
  control.step = spec.step;
  control.now = value;
  registry().add(std::move(control));
  while (const auto request = detail::take_request(id, typed.item)) {
    if (request->action == "set") {
      if (const auto wanted = parse_number(request->value, spec.integer)) value = fitted(*wanted);
    } else if (request->action == "step") {
      value = fitted(value + spec.step * parse_number(request->value).value_or(0));
    }
  }
  if (typed.item.focused && !text_editing()) {
    detail::own_keys(typed.item.id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
                                     ImGuiKey_DownArrow});
    const auto pressed = [&](ImGuiKey key) { return detail::key_pressed(typed.item.id, key); };
    if (pressed(ImGuiKey_RightArrow) || pressed(ImGuiKey_UpArrow))
      value = fitted(value + spec.step);
    if (pressed(ImGuiKey_LeftArrow) || pressed(ImGuiKey_DownArrow))
      value = fitted(value - spec.step);
  }

  ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
  for (const int direction : {-1, 1}) {
    const ImRect part = direction < 0 ? ImRect(box.Min, {box.Min.x + side, box.Max.y})
                                      : ImRect({box.Max.x - side, box.Min.y}, box.Max);
    const bool possible = direction < 0 ? value > spec.min : value < spec.max;
    ImGui::PushItemFlag(ImGuiItemFlags_ButtonRepeat, true);
    const detail::ItemState press = detail::press_box(
        ImHashStr(direction < 0 ? "less" : "more", 0, detail::item_id(id)), part, possible);
    ImGui::PopItemFlag();
    if (press.held) want_redraw();  // repeats while held down
    if (press.pressed) value = fitted(value + direction * spec.step);
    if (press.hovered) {
      ImRect inner = part;
      inner.Expand(-2);
      list->AddRectFilled(inner.Min, inner.Max, press.held ? t.press : t.hover,
                          t.control_radius - 2);
    }
    draw_icon(list, direction < 0 ? Icon::minus : Icon::plus, part.GetCenter(), 11,
              possible ? t.ink : with_alpha(t.ink, 0.3F));
  }
  ImGui::PopItemFlag();
  detail::focus_ring(typed.item.id, box, t.control_radius);

  edit.changed = value != before;
  edit.released = edit.changed;
  if (edit.changed) want_redraw();
  return edit;
}

Edit stepper(std::string_view id, std::string_view label, int& value, const StepperSpec& spec) {
  double wide = value;
  StepperSpec whole = spec;
  whole.integer = true;
  const Edit edit = stepper(id, label, wide, whole);
  if (edit.changed) value = static_cast<int>(wide);
  return edit;
}

Edit text_field(std::string_view id, std::string_view label, std::string& value,
                const FieldSpec& spec) {
  const Theme& t = theme();
  Edit edit;
  const float whole = ImGui::GetContentRegionAvail().x;
  ImRect space =
      detail::row_with_label(label, spec.show_label, 0.0F, true, spec.hint, detail::item_id(id));
  const float height = t.touch ? t.control : t.control + 4.0F;
  const float row = std::max(t.row, height);
  const float top = space.Min.y + std::floor((row - height) / 2);
  const float width = spec.width > 0 ? spec.width : space.GetWidth();
  const ImRect box(space.Min.x, top, space.Min.x + width, top + height);

  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const std::string name = "##" + std::string(id);
  const ImGuiID item = ImGui::GetCurrentWindow()->GetID(name.c_str());

  detail::ItemState touched;
  touched.id = item;
  touched.box = box;
  if (const auto request = registry().take(registry().full_id(id))) {
    if (request->action == "set" && request->value.size() <= spec.max_bytes) {
      if (ImGui::GetActiveID() == item) ImGui::ClearActiveID();
      edit.changed = value != request->value;
      edit.released = true;
      value = request->value;
    } else if (request->action == "focus" || request->action == "press") {
      ImGui::SetKeyboardFocusHere();
    }
    want_redraw();
  }

  const bool active = ImGui::GetActiveID() == item;
  detail::draw_box(list, box, active ? t.card : t.soft, t.control_radius,
                   active ? t.accent : t.line);
  ImGui::PushFont(t.regular, t.text_size);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {10, std::floor((height - ImGui::GetFontSize()) / 2)});
  ImGui::SetCursorScreenPos(box.Min);
  ImGui::SetNextItemWidth(width);
  const std::string when_empty(spec.when_empty);
  const bool typed = ImGui::InputTextWithHint(name.c_str(), when_empty.c_str(), &value);
  const bool visible = ImGui::IsItemVisible();
  ImGui::PopStyleVar();
  ImGui::PopFont();
  if (typed) {
    edit.changed = true;
    if (value.size() > spec.max_bytes) {
      // Cut between characters, never inside one.
      std::size_t end = spec.max_bytes;
      while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;
      value.resize(end);
    }
  }
  edit.released |= ImGui::IsItemDeactivatedAfterEdit();
  touched.visible = visible;
  touched.focused = ImGui::GetCurrentContext()->NavId == item;
  Control control = detail::control_of(id, Role::textbox, plain(label), touched);
  control.value = value;
  registry().add(std::move(control));
  if (ImGui::GetActiveID() == item) {
    detail::report_editing({registry().full_id(id), value, false, box.Min.x, box.Min.y,
                            box.GetWidth(), box.GetHeight()});
  }
  ImGui::SetCursorScreenPos(start);
  ImGui::ItemSize({spec.show_label ? whole : width, row}, 0.0F);
  if (edit.changed) want_redraw();
  return edit;
}

}  // namespace purr::shell
