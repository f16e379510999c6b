#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <vector>

#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/places.h"

namespace purr::shell {
namespace {

constexpr float kFingerTravel = 8.0F;  // pixels before a touch is a drag
constexpr float kFriction = 3.2F;      // of a list in motion, per second
constexpr float kMinThrow = 20.0F;     // pixels per second; a slower list stops
constexpr float kMaxThrow = 4000.0F;

/// One region that a finger can scroll.
struct Scrolling {
  bool tracking = false;
  bool dragging = false;
  ImVec2 press;
  float last_y = 0.0F;
  float speed = 0.0F;
};

struct ScrollState {
  std::vector<ImGuiID> open;
  std::unordered_map<ImGuiID, Scrolling> by_id;
  ImGuiID claimed_drag = 0;
};

ScrollState& state() {
  static ScrollState the_state;
  return the_state;
}

/// Scrolls the region that is being closed with the finger, and on with momentum when it lifts.
void scroll_by_finger(ImGuiID id) {
  ScrollState& s = state();
  ImGuiContext& g = *ImGui::GetCurrentContext();
  ImGuiIO& io = g.IO;
  ImGuiWindow* w = ImGui::GetCurrentWindow();
  Scrolling& it = s.by_id[id];
  const bool by_finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  const float max_scroll = w->ScrollMax.y;
  if (by_finger && ImGui::IsMouseClicked(0) && max_scroll > 0 &&
      w->InnerRect.Contains(io.MousePos) && g.HoveredWindow != nullptr &&
      ImGui::IsWindowChildOf(g.HoveredWindow, w, false)) {
    it = {true, false, io.MousePos, io.MousePos.y, 0.0F};
  }
  if (it.tracking && !io.MouseDown[0]) {
    it.tracking = false;
    if (!it.dragging) it.speed = 0.0F;
  }
  if (it.tracking) {
    const float dx = io.MousePos.x - it.press.x;
    const float dy = io.MousePos.y - it.press.y;
    if (!it.dragging) {
      const bool claimed = s.claimed_drag != 0 && s.claimed_drag == g.ActiveId;
      if (claimed || (std::abs(dx) > kFingerTravel && std::abs(dx) > std::abs(dy))) {
        it.tracking = false;
      } else if (std::abs(dy) > kFingerTravel) {
        it.dragging = true;
        it.last_y = io.MousePos.y;
        ImGui::ClearActiveID();  // the item under the finger is not pressed
      }
    }
    if (it.dragging) {
      const float moved = io.MousePos.y - it.last_y;
      it.last_y = io.MousePos.y;
      ImGui::SetScrollY(w, std::clamp(w->Scroll.y - moved, 0.0F, max_scroll));
      const float dt = std::max(io.DeltaTime, 1e-3F);
      // Smoothed over a few frames: the last movement before a finger lifts is often small.
      it.speed = 0.6F * it.speed + 0.4F * std::clamp(-moved / dt, -kMaxThrow, kMaxThrow);
    }
  } else if (it.dragging) {
    it.speed *= std::exp(-kFriction * io.DeltaTime);
    const float target = w->Scroll.y + it.speed * io.DeltaTime;
    ImGui::SetScrollY(w, std::clamp(target, 0.0F, max_scroll));
    if (std::abs(it.speed) < kMinThrow || target <= 0.0F || target >= max_scroll ||
        theme().reduced_motion) {
      it = {};
    } else {
      want_redraw();
    }
  }
}

/// The scroll bar. Drawn in the surrounding window, because it lies in the margin and not on the
/// content.
void draw_scroll_bar(ImGuiID id, ImGuiWindow* w) {
  if (w->ScrollMax.y <= 0.0F) return;
  const Theme& t = theme();
  const ImRect inner = w->InnerRect;
  const float height = inner.GetHeight();
  const float whole = height + w->ScrollMax.y;
  const float length = std::clamp(height * height / whole, 28.0F, height);
  const float top = inner.Min.y + (height - length) * (w->Scroll.y / w->ScrollMax.y);
  const ImRect grab(inner.Max.x - 3, top, inner.Max.x + 7, top + length);
  bool hovered = false;
  bool held = false;
  if (!t.touch) {
    const ImGuiID grab_id = ImHashStr("scroll bar", 0, id);
    ImGui::KeepAliveID(grab_id);
    ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
    ImGui::ButtonBehavior(grab, grab_id, &hovered, &held, ImGuiButtonFlags_NoNavFocus);
    ImGui::PopItemFlag();
    if (held && height > length) {
      const float moved = ImGui::GetIO().MouseDelta.y;
      ImGui::SetScrollY(w, std::clamp(w->Scroll.y + moved * w->ScrollMax.y / (height - length),
                                      0.0F, w->ScrollMax.y));
    }
  }
  const float shown = held ? 0.75F : hovered ? 0.55F : 0.28F;
  detail::draw_pill(ImGui::GetCurrentWindow()->DrawList,
                    {inner.Max.x + 1, grab.Min.y + 3, inner.Max.x + 5, grab.Max.y - 3},
                    with_alpha(t.dim, shown));
}

}  // namespace

namespace detail {

void begin_scrolls() {
  state().open.clear();
  if (!ImGui::GetIO().MouseDown[0]) state().claimed_drag = 0;
}

void end_scrolls() {
  if (ImGui::IsMouseDown(0) && state().claimed_drag != 0) want_redraw();
}

void claim_drag(ImGuiID id) { state().claimed_drag = id; }

}  // namespace detail

void begin_scroll(std::string_view id, ImVec2 size) {
  // The child window clips; a margin keeps focus rings and thumbs from being cut.
  constexpr float kMargin = 4.0F;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ImVec2 inner = {size.x > 0 ? size.x : room.x, size.y > 0 ? size.y : room.y};
  ImGui::SetCursorScreenPos({at.x - kMargin, at.y - kMargin});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {kMargin, kMargin});
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 0.0F);
  const ImGuiID child = ImGui::GetCurrentWindow()->GetID(id.data(), id.data() + id.size());
  ImGui::BeginChild(child, {inner.x + 2 * kMargin, inner.y + 2 * kMargin},
                    ImGuiChildFlags_NavFlattened | ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoBackground);
  ImGui::PopStyleVar(2);
  detail::use_sharp_edges(ImGui::GetWindowDrawList());
  state().open.push_back(child);
}

void end_scroll() {
  ScrollState& s = state();
  const ImGuiID id = s.open.back();
  s.open.pop_back();
  scroll_by_finger(id);
  ImGuiWindow* inside = ImGui::GetCurrentWindow();
  ImGui::EndChild();
  draw_scroll_bar(id, inside);
}

}  // namespace purr::shell
