#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <tuple>

#include "shell/theme/strings.h"
#include "shell/widgets/detail.h"

namespace purr::shell::detail {
namespace {

struct Typing {
  ImGuiID id = 0;
  char text[64] = {};
  std::string before;
};
Typing g_typing;

/// Takes the text that was typed, if it is another one.
void confirm(const Well& well, WellResult& result) {
  if (g_typing.before == g_typing.text) return;
  result.typed = parse_number(g_typing.text, well.is_integer);
  if (!result.typed) result.unreadable = g_typing.text;
}

}  // namespace

void tell_of_typing(const WellResult& result, std::string_view label, double min, double max,
                    double became, bool is_integer) {
  if (!result.unreadable.empty()) {
    start_field_note(result.item.id,
                     tr(Text::typed_no_number, {result.unreadable, number(became)}));
  } else if (result.typed) {
    start_field_note(result.item.id,
                     typed_words(label, min, max, *result.typed, became, is_integer));
  }
}

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
    result.item.is_visible = ImGui::ItemAdd(well.box, id);
    result.item.is_focused = g.NavId == id;
  } else {
    result.item = press_box(id, well.box, well.is_enabled);
  }
  if (!well.keyboard) ImGui::PopItemFlag();
  if (result.item.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);

  follow_field_note(id, well.box, well.id);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (well.framed) {
    const bool lit = was_typing || result.item.is_hovered;
    draw_box(list, well.box, lit ? t.hover : t.soft, t.control_radius - 2,
             was_typing ? t.accent : 0);
  }
  const bool starting = !was_typing && well.is_enabled && (result.item.is_pressed || well.start);
  if (starting) {
    g_typing.id = id;
    g_typing.before = well.editable;
    std::snprintf(g_typing.text, sizeof g_typing.text, "%.*s",
                  static_cast<int>(well.editable.size()), well.editable.data());
    // ImGui activates a field in place of another item only on a click or with this flag.
    g.NavActivateId = id;
    g.NavActivateFlags = ImGuiActivateFlags_PreferInput;
  }
  if (was_typing || starting) {
    const float size = t.text_size;
    ImGui::PushFont(t.regular, size);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        {8, std::floor((well.box.GetHeight() - ImGui::GetFontSize()) / 2)});
    // The row has taken its space already, so the field must not move the cursor.
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
      // Enter, Tab or a press elsewhere confirms the text; Escape has restored the old one.
      g_typing.id = 0;
      confirm(well, result);
      want_redraw();
    }
    return result;
  }
  if (g_typing.id == id) {
    // Typing ended between two frames (the field was not drawn while it was active).
    g_typing.id = 0;
    confirm(well, result);
  }
  if (result.item.is_visible) {
    const ImU32 colour = well.is_enabled ? t.ink : with_alpha(t.ink, 0.45F);
    // A long number reduces the margins of the well before digits are cut.
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

}  // namespace purr::shell::detail
