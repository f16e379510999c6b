#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "shell/widgets/detail.h"
#include "shell/widgets/slider_scale.h"
#include "shell/widgets/sliders.h"

namespace purr::shell {

Edit stepper(std::string_view id, std::string_view label, double& value, const StepperSpec& spec) {
  const Theme& t = theme();
  Edit edit;
  const float whole = ImGui::GetContentRegionAvail().x;
  ImRect space =
      detail::row_with_label(label, spec.has_label, 0.0F, true, spec.hint, detail::item_id(id));
  const float height = t.control;
  const float side = t.touch ? 44.0F : height;
  // As wide as choosers in the same column, but limited to what a number needs.
  const float width =
      std::max(std::min(space.GetWidth() - spec.reserve, 200.0F * t.text_scale), 2 * side + 30);
  const float top = space.Min.y + std::floor((t.row - height) / 2);
  const ImRect box(space.Min.x, top, space.Min.x + width, top + height);
  ImGui::ItemSize({spec.has_label ? whole : width, t.row}, 0.0F);

  const double before = value;
  ImDrawList* list = ImGui::GetWindowDrawList();
  detail::draw_box(list, box, t.soft, t.control_radius, t.line);
  const auto fitted = [&](double v) {
    v = std::clamp(v, spec.min, std::max(spec.min, spec.max));
    return spec.is_integer ? std::round(v) : detail::round_to_digits(v, 12);
  };

  detail::Well field;
  const std::string shown = number(value, spec.is_integer ? 17 : 6);
  char editable[48];
  std::snprintf(editable, sizeof editable, "%.*g", spec.is_integer ? 17 : 6, value);
  field.id = id;
  field.box = {box.Min.x + side, box.Min.y + 1, box.Max.x - side, box.Max.y - 1};
  field.shown = shown;
  field.editable = editable;
  field.is_integer = spec.is_integer;
  field.keyboard = true;
  field.framed = false;
  field.align = Align::centre;
  const detail::WellResult typed = detail::number_well(field);
  if (typed.typed) value = fitted(*typed.typed);
  detail::tell_of_typing(typed, label, spec.min, spec.max, value, spec.is_integer);

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
      if (const auto wanted = parse_number(request->value, spec.is_integer)) {
        value = fitted(*wanted);
        detail::start_field_note(
            typed.item.id,
            detail::typed_words(label, spec.min, spec.max, *wanted, value, spec.is_integer));
      }
    } else if (request->action == "step") {
      value = fitted(value + spec.step * parse_number(request->value).value_or(0));
    }
  }
  if (typed.item.is_focused && !text_editing()) {
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
    if (press.is_held) want_redraw();  // repeats while held down
    if (press.is_pressed) value = fitted(value + direction * spec.step);
    if (press.is_hovered) {
      ImRect inner = part;
      inner.Expand(-2);
      list->AddRectFilled(inner.Min, inner.Max, press.is_held ? t.press : t.hover,
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
  whole.is_integer = true;
  const Edit edit = stepper(id, label, wide, whole);
  if (edit.changed) value = static_cast<int>(wide);
  return edit;
}

}  // namespace purr::shell
