#include "shell/widgets/seen_texts.h"

#include <utility>
#include <vector>

#include "imgui_internal.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/text.h"

namespace purr::shell {
namespace {

struct Watch {
  bool is_on = false;
  std::vector<SeenText> now, last;
};
Watch& watch() {
  static Watch the_watch;
  return the_watch;
}

}  // namespace

namespace detail {

bool is_watching_texts() { return watch().is_on; }

void keep_text(const ImDrawList* list, const Rect& box, std::string words, bool is_cut) {
  const ImGuiWindow* window = ImGui::GetCurrentContext()->CurrentWindow;
  // Tooltips lie over other texts by design.
  if (window == nullptr || list != window->DrawList) return;
  const ImVec2 low = list->GetClipRectMin();
  const ImVec2 high = list->GetClipRectMax();
  watch().now.push_back({std::move(words),
                         box,
                         {low.x, low.y, high.x - low.x, high.y - low.y},
                         is_cut,
                         (window->Flags & ImGuiWindowFlags_ChildWindow) != 0,
                         window->RootWindow->ID});
}

void begin_seen_texts() {
  if (!watch().is_on) return;
  watch().last.swap(watch().now);
  watch().now.clear();
}

}  // namespace detail

void watch_texts() { watch().is_on = true; }
const std::vector<SeenText>& seen_texts() { return watch().last; }

}  // namespace purr::shell
