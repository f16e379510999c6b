#include <algorithm>
#include <string>

#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/notices.h"
#include "shell/widgets/text.h"

namespace purr::shell {
namespace {

constexpr float kTooltipDelay = 0.5F;  // seconds under the mouse before a tooltip opens

/// The one tooltip.
struct Tooltip {
  ImGuiID id = 0;
  double since = 0.0;
  int frame = -2;  ///< the last frame that requested it
  std::string words;
  ImRect over;
};

Tooltip& tooltip() {
  static Tooltip the_tooltip;
  return the_tooltip;
}

}  // namespace

namespace detail {

void draw_tooltip() {
  Tooltip& shown = tooltip();
  const int frame = ImGui::GetFrameCount();
  if (shown.frame != frame || shown.words.empty()) return;
  const double waited = ImGui::GetTime() - shown.since;
  if (waited < kTooltipDelay) {
    want_redraw(kTooltipDelay - waited);
    return;
  }
  const Theme& t = theme();
  const TextStyle style = {t.title_size, Weight::regular, t.bubble_ink};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  use_sharp_edges(list);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = std::min(280.0F * t.text_scale, screen.x - 40);
  const ImVec2 words = measure_wrapped(shown.words, style, width);
  const ImVec2 size = {words.x + 20, words.y + 12};
  float x = shown.over.GetCenter().x - size.x / 2;
  x = std::clamp(x, 8.0F, std::max(8.0F, screen.x - size.x - 8));
  float y = shown.over.Max.y + 6;
  if (y + size.y > screen.y - 8) y = std::max(8.0F, shown.over.Min.y - 6 - size.y);
  const ImRect box(snap(x), snap(y), snap(x + size.x), snap(y + size.y));
  draw_shadow(list, box, 8, 10);
  draw_box(list, box, t.bubble, 8);
  draw_wrapped(list, {box.Min.x + 10, box.Min.y + 6}, shown.words, style, width);
}

void hint_over(ImGuiID id, bool hovered, bool focused, std::string_view words) {
  if (words.empty()) return;
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const bool by_finger = g.IO.MouseSource == ImGuiMouseSource_TouchScreen;
  // By touch only while the finger is down; by mouse only while no button is down.
  const bool wanted = focused || (hovered && (by_finger ? g.IO.MouseDown[0] : !g.IO.MouseDown[0]));
  if (!wanted) return;
  Tooltip& shown = tooltip();
  if (hovered || shown.frame != g.FrameCount) {
    if (shown.id != id || shown.frame < g.FrameCount - 1) shown.since = g.Time;
    shown.id = id;
    shown.frame = g.FrameCount;
    shown.words = words;
    shown.over = g.LastItemData.Rect;
  }
}

}  // namespace detail

void hint_last_item(std::string_view words) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const ImGuiID id =
      g.LastItemData.ID != 0 ? g.LastItemData.ID : ImHashData(&g.LastItemData.Rect, sizeof(ImRect));
  detail::hint_over(id, ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled),
                    g.NavId == g.LastItemData.ID && g.NavCursorVisible, words);
}

}  // namespace purr::shell
