#include "shell/widgets/text_field.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "shell/widgets/detail.h"

// Not in the block above: it needs imgui.h without including it.
#include "misc/cpp/imgui_stdlib.h"

namespace purr::shell {

Edit text_field(std::string_view id, std::string_view label, std::string& value,
                const FieldSpec& spec) {
  const Theme& t = theme();
  Edit edit;
  const float whole = ImGui::GetContentRegionAvail().x;
  ImRect space =
      detail::row_with_label(label, spec.has_label, 0.0F, true, spec.hint, detail::item_id(id));
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
  touched.is_visible = visible;
  touched.is_focused = ImGui::GetCurrentContext()->NavId == item;
  Control control = detail::control_of(id, Role::textbox, plain(label), touched);
  control.value = value;
  registry().add(std::move(control));
  if (ImGui::GetActiveID() == item) {
    detail::report_editing({registry().full_id(id), value, false, box.Min.x, box.Min.y,
                            box.GetWidth(), box.GetHeight()});
  }
  ImGui::SetCursorScreenPos(start);
  ImGui::ItemSize({spec.has_label ? whole : width, row}, 0.0F);
  if (edit.changed) want_redraw();
  return edit;
}

}  // namespace purr::shell
