#include "shell/widgets/dialogs.h"

#include <algorithm>
#include <string>

#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/press.h"
#include "shell/widgets/text.h"
#include "shell/widgets/tooltips.h"

namespace purr::shell {

bool begin_dialog(std::string_view id, std::string_view title, bool& open, float width) {
  const Theme& t = theme();
  const std::string name = "##" + std::string(id);
  if (open && !ImGui::IsPopupOpen(name.c_str())) ImGui::OpenPopup(name.c_str());
  if (!ImGui::IsPopupOpen(name.c_str())) return false;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float margin = 16.0F;
  width = std::min(width * std::max(1.0F, t.text_scale), screen.x - 2 * margin);
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, screen.y - 2 * margin});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {20, 18});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
  ImGui::PushStyleColor(ImGuiCol_PopupBg, 0U);  // replaced below by a rounded box with a shadow
  const bool shown = ImGui::BeginPopupModal(
      name.c_str(), nullptr,
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
          ImGuiWindowFlags_AlwaysAutoResize);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  if (!shown) return false;
  ImGuiWindow* w = ImGui::GetCurrentWindow();
  detail::use_sharp_edges(w->DrawList);
  w->DrawList->PushClipRectFullScreen();
  detail::draw_shadow(w->DrawList, w->Rect(), t.radius, 28.0F);
  detail::draw_box(w->DrawList, w->Rect(), t.card, t.radius, t.line);
  w->DrawList->PopClipRect();
  registry().push_scope(id);
  registry().add(detail::control_at("dialog", Role::region, plain(title),
                                    {w->Pos.x, w->Pos.y, w->Size.x, w->Size.y}));

  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float button = t.touch ? 44.0F : 28.0F;
  const float row = std::max(button, 28.0F);
  draw_text_in(w->DrawList, {at.x, at.y, width - 40 - button, row}, title,
               {t.large_size, Weight::semibold, t.ink});
  ImGui::SetCursorScreenPos({w->Pos.x + width - 12 - button, at.y + (row - button) / 2});
  const bool close = detail::close_button("close", button,
                                          {.icon_size = 13,
                                           .colour = t.dim,
                                           .hovered_colour = t.ink,
                                           .hovered_ground = t.soft,
                                           .ring_radius = t.control_radius});
  ImGui::SetCursorScreenPos({at.x, at.y + row + 8});

  const bool outside = ImGui::IsMouseClicked(0) && !w->Rect().Contains(ImGui::GetIO().MousePos) &&
                       !ImGui::IsWindowAppearing() && ImGui::GetTopMostPopupModal() == w;
  const bool escape = ImGui::IsKeyPressed(ImGuiKey_Escape, false) &&
                      ImGui::GetCurrentContext()->OpenPopupStack.Size ==
                          ImGui::GetCurrentContext()->BeginPopupStack.Size &&
                      !text_editing() && !detail::bubble_takes_escape();
  if (close || outside || escape) open = false;
  // Also when the caller cleared the flag: the popup closes in the next frame.
  if (!open) ImGui::CloseCurrentPopup();
  if (ImGui::GetCurrentContext()->DimBgRatio < 1.0F || !open) want_redraw();
  return true;
}

void end_dialog() {
  registry().pop_scope();
  ImGui::EndPopup();
}

}  // namespace purr::shell
