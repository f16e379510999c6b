#include "shell/widgets/tooltips.h"

#include <algorithm>
#include <string>
#include <utility>

#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/explain.h"
#include "shell/widgets/notices.h"
#include "shell/widgets/text.h"

namespace purr::shell {
namespace {

constexpr float kBubbleDelay = 0.3F;  // seconds under the mouse or the keyboard
constexpr float kGap = 6.0F;          // pixels between a bubble and what it speaks of
constexpr float kMargin = 8.0F;       // and between it and the edge of the screen
constexpr float kTapDistance = 8.0F;  // a finger that moved farther has not tapped

/// Why a bubble is wanted; the higher the stronger.
enum class Reason { none, focus, pin, hover };

struct Wanted {
  Reason reason = Reason::none;
  ImGuiID id = 0;
  ImRect over;
  std::string words;
};

struct BubbleState {
  Wanted wanted;  ///< the strongest offer of this frame
  ImGuiID shown = 0;
  double since = 0.0;
  ImGuiID pinned = 0;
  bool is_pin_alive = false;  ///< the pinned item was drawn in this frame
  ImGuiID closed = 0;     ///< pinned when the finger came down: its tap closes and does not reopen
  ImGuiID dismissed = 0;  ///< closed by Escape while still under mouse or keyboard
  std::optional<ShownBubble> last;
};

BubbleState& state() {
  static BubbleState the_state;
  return the_state;
}

bool is_tapped(const ImRect& box) {
  const ImGuiIO& io = ImGui::GetIO();
  return io.MouseSource == ImGuiMouseSource_TouchScreen && io.MouseReleased[0] &&
         io.MouseDragMaxDistanceSqr[0] <= kTapDistance * kTapDistance &&
         box.Contains(io.MouseClickedPos[0]);
}

/// By touch only while the finger is down; by mouse only while no button is down.
bool hover_counts() {
  const ImGuiIO& io = ImGui::GetIO();
  return (io.MouseSource == ImGuiMouseSource_TouchScreen) == io.MouseDown[0];
}

/// What mouse, finger and Escape did to the pinned bubble in this frame.
void end_pins(BubbleState& s) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!s.is_pin_alive) s.pinned = 0;
  s.is_pin_alive = false;
  if (io.MouseReleased[0]) s.closed = 0;
  if (io.MouseClicked[0]) s.closed = std::exchange(s.pinned, 0);
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    s.dismissed = s.wanted.id;
    s.pinned = 0;
  }
}

void draw_bubble(BubbleState& s) {
  const Theme& t = theme();
  const TextStyle style = {t.title_size, Weight::regular, t.bubble_ink};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  detail::use_sharp_edges(list);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = std::min(280.0F * t.text_scale, screen.x - 40);
  const ImVec2 words = detail::measure_wrapped(s.wanted.words, style, width);
  std::optional<ImVec2> pointer;
  if (s.wanted.reason == Reason::hover) pointer = ImGui::GetIO().MousePos;
  const Rect place = detail::bubble_place(detail::from_im(s.wanted.over),
                                          {words.x + 20, words.y + 12}, screen, pointer);
  const ImRect box(detail::snap(place.x), detail::snap(place.y), detail::snap(place.right()),
                   detail::snap(place.bottom()));
  detail::draw_shadow(list, box, 8, 10);
  detail::draw_box(list, box, t.bubble, 8);
  detail::draw_wrapped(list, {box.Min.x + 10, box.Min.y + 6}, s.wanted.words, style, width);
  s.last = {s.wanted.words, detail::from_im(box), detail::from_im(s.wanted.over)};
}

}  // namespace

namespace detail {

Rect bubble_place(const Rect& over, ImVec2 size, ImVec2 screen, std::optional<ImVec2> pointer) {
  const auto within = [](float at, float length, float whole) {
    return std::clamp(at, kMargin, std::max(kMargin, whole - length - kMargin));
  };
  const float x = within(over.x + (over.width - size.x) / 2, size.x, screen.x);
  const float y = within(over.y + (over.height - size.y) / 2, size.y, screen.y);
  const Rect below = {x, over.bottom() + kGap, size.x, size.y};
  if (below.bottom() <= screen.y - kMargin) return below;
  const Rect above = {x, over.y - kGap - size.y, size.x, size.y};
  if (above.y >= kMargin) return above;
  const Rect right = {over.right() + kGap, y, size.x, size.y};
  if (right.right() <= screen.x - kMargin) return right;
  const Rect left = {over.x - kGap - size.x, y, size.x, size.y};
  if (left.x >= kMargin) return left;
  if (!pointer) return {x, within(below.y, size.y, screen.y), size.x, size.y};
  // Something as large as the screen, such as a plot: beside the pointer, clear of its arrow.
  constexpr float kArrow = 18.0F;
  Rect beside = {within(pointer->x - size.x / 2, size.x, screen.x), pointer->y + kArrow, size.x,
                 size.y};
  if (beside.bottom() > screen.y - kMargin) {
    beside.y = std::max(kMargin, pointer->y - kGap - size.y);
  }
  return beside;
}

void offer_bubble(const BubbleOffer& offer) {
  if (offer.words.empty()) return;
  BubbleState& s = state();
  if (offer.is_pressed || (offer.opens_by_tap && offer.id != s.closed && is_tapped(offer.over))) {
    s.pinned = offer.id;
  }
  if (s.pinned == offer.id) s.is_pin_alive = true;
  Reason reason = Reason::none;
  if (offer.is_focused) reason = Reason::focus;
  if (s.pinned == offer.id) reason = Reason::pin;
  if (offer.is_hovered && hover_counts()) reason = Reason::hover;
  Wanted& best = s.wanted;
  if (reason == Reason::none || reason < best.reason) return;
  const bool is_smaller = offer.over.GetArea() <= best.over.GetArea();
  if (reason == best.reason && reason == Reason::hover && !is_smaller) return;
  best = {reason, offer.id, offer.over, std::string(offer.words)};
}

bool bubble_takes_escape() {
  return state().pinned != 0 && state().last && state().shown == state().pinned;
}

void draw_tooltip() {
  BubbleState& s = state();
  end_pins(s);
  s.last.reset();
  if (s.wanted.reason == Reason::pin && s.pinned == 0) s.wanted = {};
  if (s.wanted.id != s.shown) {
    s.shown = s.wanted.id;
    s.since = ImGui::GetTime();
  }
  if (s.wanted.id != s.dismissed) s.dismissed = 0;
  if (s.wanted.id != 0 && s.wanted.id != s.dismissed) {
    const double waited = ImGui::GetTime() - s.since;
    if (s.wanted.reason != Reason::pin && waited < kBubbleDelay) {
      want_redraw(kBubbleDelay - waited);
    } else {
      draw_bubble(s);
    }
  }
  s.wanted = {};
}

void hint_over(ImGuiID id, bool hovered, bool focused, std::string_view words) {
  offer_bubble({.id = id,
                .over = ImGui::GetCurrentContext()->LastItemData.Rect,
                .is_hovered = hovered,
                .is_focused = focused,
                .words = words});
}

}  // namespace detail

void hint_last_item(std::string_view words) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const ImGuiID id =
      g.LastItemData.ID != 0 ? g.LastItemData.ID : ImHashData(&g.LastItemData.Rect, sizeof(ImRect));
  detail::hint_over(id, ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled),
                    g.NavId == g.LastItemData.ID && g.NavCursorVisible, words);
}

const std::optional<ShownBubble>& shown_bubble() { return state().last; }

}  // namespace purr::shell
