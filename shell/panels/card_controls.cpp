#include "shell/panels/card_controls.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace purr::shell {

ControlScope::ControlScope(const char* id) {
  ImGui::PushID(id);
  registry().push_scope(id);
}

ControlScope::~ControlScope() {
  registry().pop_scope();
  ImGui::PopID();
}

bool title_link(const Rect& title, float& right, std::string_view id, std::string_view label,
                std::string_view hint) {
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  const ImVec2 words = measure(label, style);
  const float height = theme().touch ? 40.0F : std::round(words.y * 1.5F) + 4.0F;
  const ImVec2 back = ImGui::GetCursorScreenPos();
  right -= theme().touch ? std::max(44.0F, std::ceil(words.x)) : std::ceil(words.x);
  ImGui::SetCursorScreenPos({right, title.y + std::round((title.height - height) / 2)});
  const bool is_pressed = link(id, label, hint, theme().title_size);
  ImGui::SetCursorScreenPos(back);
  right -= 14;
  return is_pressed;
}

int layer_arrows(std::string_view id, std::string_view title, int l, int L) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float arrow = theme().touch ? 44.0F : 28.0F;
  const float height = theme().touch ? 40.0F : 26.0F;
  draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, width - 2 * arrow - 14, height}, title,
               title_text());
  begin_region({at.x + width - 2 * arrow - 6, at.y, 2 * arrow + 8, height + 2}, false);
  const auto step = [&](std::string_view way, Text label, Icon icon, bool enabled) {
    return button(std::string(id) + std::string(way), tr(label),
                  {.kind = ButtonKind::bare,
                   .icon = icon,
                   .width = arrow,
                   .height = height,
                   .is_icon_only = true,
                   .is_enabled = enabled});
  };
  if (step("_before", Text::layer_before, Icon::triangle_left, l > 1)) --l;
  ImGui::SameLine(0, 4);
  if (step("_after", Text::layer_after, Icon::triangle_right, l < L)) ++l;
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, height + 2});
  return l;
}

}  // namespace purr::shell
