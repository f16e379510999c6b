// The frame around the widgets: places, cards, scrolling, tooltips, toasts, dialogs, and the small
// mechanics that all widgets share.
#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <unordered_map>
#include <vector>

#include "shell/theme/text.h"
#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr float kHintDelay = 0.5F;      // seconds under the mouse before a tooltip opens
constexpr float kFingerTravel = 8.0F;   // pixels before a touch is a drag
constexpr float kFriction = 3.2F;       // of a thrown list, per second
constexpr float kSlowestThrow = 20.0F;  // pixels per second; slower and the list rests
constexpr float kFastestThrow = 4000.0F;
constexpr float kAnimationSeconds = 0.12F;

/// What a region changes in ImGui's window and has to give back.
struct OpenRegion {
  Rect place;
  bool clip = false;
  ImRect content, work;
  ImVec2 cursor, cursor_max, current_line, previous_line;
  ImVec1 indent, group_offset;
  float current_base = 0.0F, previous_base = 0.0F;
  bool same_line = false;
};

struct OpenCard {
  Rect place;
  Rect title_space;
  bool grows = false;
  ImGuiID id = 0;
};

/// One region that a finger can scroll.
struct Scrolling {
  bool tracking = false;
  bool dragging = false;
  ImVec2 press;
  float last_y = 0.0F;
  float speed = 0.0F;
};

struct Toast {
  std::string words;
  NoticeKind kind = NoticeKind::info;
  double until = 0.0;
  int number = 0;
};

struct Hint {
  ImGuiID id = 0;
  double since = 0.0;
  int frame = -2;  ///< when it was last asked for
  std::string words;
  ImRect over;
};

struct State {
  std::vector<OpenRegion> regions;
  std::vector<OpenCard> cards;
  std::vector<ImGuiID> scrolls;
  /// One splitter a nesting depth; kept, because each holds buffers worth keeping.
  std::deque<ImDrawListSplitter> splitters;
  std::size_t splitters_in_use = 0;
  std::unordered_map<ImGuiID, float> card_heights;
  std::unordered_map<ImGuiID, float> animations;
  std::unordered_map<ImGuiID, Scrolling> scrolling;
  std::vector<Toast> toasts;
  int toast_number = 0;
  Hint hint;
  ImGuiID claimed_drag = 0;
  double redraw_in = 0.0;
  std::optional<TextEditing> editing;
  std::optional<TextEditing> editing_now;
};

State& state() {
  static State the_state;
  return the_state;
}

ImGuiWindow* window() { return ImGui::GetCurrentWindow(); }

void use_sharp_edges(ImDrawList* list) {
  // ImGui softens edges over one logical pixel; one physical pixel is what the eye wants.
  list->_FringeScale = 1.0F / std::max(1.0F, ImGui::GetIO().DisplayFramebufferScale.x);
}

Icon icon_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::info: return Icon::info;
    case NoticeKind::good: return Icon::check;
    case NoticeKind::warning: return Icon::warning;
    case NoticeKind::error: return Icon::warning;
  }
  return Icon::info;
}

ImU32 colour_of(NoticeKind kind) {
  const Theme& t = theme();
  switch (kind) {
    case NoticeKind::info: return t.accent_text;
    case NoticeKind::good: return t.good_text;
    case NoticeKind::warning: return t.cat_text;
    case NoticeKind::error: return t.danger_text;
  }
  return t.ink;
}

void draw_hint() {
  Hint& hint = state().hint;
  const int frame = ImGui::GetFrameCount();
  if (hint.frame != frame || hint.words.empty()) return;
  const double waited = ImGui::GetTime() - hint.since;
  if (waited < kHintDelay) {
    want_redraw(kHintDelay - waited);
    return;
  }
  const Theme& t = theme();
  const TextStyle style = {t.title_size, Weight::regular, t.bubble_ink};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  use_sharp_edges(list);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = std::min(280.0F * t.text_scale, screen.x - 40);
  const ImVec2 words = detail::measure_wrapped(hint.words, style, width);
  const ImVec2 size = {words.x + 20, words.y + 12};
  float x = hint.over.GetCenter().x - size.x / 2;
  x = std::clamp(x, 8.0F, std::max(8.0F, screen.x - size.x - 8));
  float y = hint.over.Max.y + 6;
  if (y + size.y > screen.y - 8) y = std::max(8.0F, hint.over.Min.y - 6 - size.y);
  const ImRect box(detail::snap(x), detail::snap(y), detail::snap(x + size.x),
                   detail::snap(y + size.y));
  detail::draw_shadow(list, box, 8, 10);
  detail::draw_box(list, box, t.bubble, 8);
  detail::draw_wrapped(list, {box.Min.x + 10, box.Min.y + 6}, hint.words, style, width);
}

void draw_toasts() {
  State& s = state();
  const double now = ImGui::GetTime();
  std::erase_if(s.toasts, [now](const Toast& toast) { return toast.until <= now; });
  if (s.toasts.empty()) return;
  const Theme& t = theme();
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = std::min(520.0F * t.text_scale, screen.x - 24);
  const TextStyle style = {t.text_size, Weight::regular, t.bubble_ink};
  float bottom = screen.y - (t.touch ? 20.0F : 48.0F);
  int close = -1;
  for (auto toast = s.toasts.rbegin(); toast != s.toasts.rend(); ++toast) {
    const float button = t.touch ? 44.0F : 28.0F;
    const ImVec2 words = detail::measure_wrapped(toast->words, style, width - 40 - button);
    const ImVec2 size = {std::min(width, words.x + 44 + button),
                         std::max(words.y + 20, button + 8)};
    const ImVec2 at = {detail::snap((screen.x - size.x) / 2), detail::snap(bottom - size.y)};
    ImGui::SetNextWindowPos(at);
    ImGui::SetNextWindowSize(size);
    const std::string name = "##toast" + std::to_string(toast->number);
    ImGui::Begin(name.c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::BringWindowToDisplayFront(window());
    ImDrawList* list = ImGui::GetWindowDrawList();
    use_sharp_edges(list);
    const ImRect box(at, {at.x + size.x, at.y + size.y});
    list->PushClipRectFullScreen();
    detail::draw_shadow(list, box, 10);
    detail::draw_box(list, box, t.bubble, 10);
    list->PopClipRect();
    const ImU32 colour = mix(colour_of(toast->kind), t.bubble_ink, 0.55F);
    draw_icon(list, icon_of(toast->kind), {at.x + 20, at.y + size.y / 2}, 14, colour);
    detail::draw_wrapped(list, {at.x + 36, at.y + (size.y - words.y) / 2}, toast->words, style,
                         width - 40 - button);
    const std::string id = "toast" + std::to_string(toast->number);
    Control line;
    line.id = id + "/words";
    line.role = Role::status;
    line.label = toast->words;
    line.x = at.x;
    line.y = at.y;
    line.width = size.x;
    line.height = size.y;
    registry().add(std::move(line));
    ImGui::SetCursorScreenPos({at.x + size.x - button - 4, at.y + (size.y - button) / 2});
    const detail::Touched cross = detail::press_item(id, {button, button});
    registry().add(detail::control_of(id, Role::button, "×", cross));
    bool pressed = cross.pressed;
    if (const auto request = detail::take_request(id, cross)) pressed |= request->action == "press";
    draw_icon(list, Icon::close, cross.box.GetCenter(), 12,
              with_alpha(t.bubble_ink, cross.hovered ? 1.0F : 0.7F));
    detail::focus_ring(cross, 8);
    if (pressed) close = toast->number;
    ImGui::End();
    bottom -= size.y + 8;
    want_redraw(toast->until - now);
  }
  std::erase_if(s.toasts, [close](const Toast& toast) { return toast.number == close; });
  if (close >= 0) want_redraw();
}

/// Follows a finger in the region that is being closed, and lets it run on when thrown.
void scroll_by_finger(ImGuiID id) {
  State& s = state();
  ImGuiContext& g = *ImGui::GetCurrentContext();
  ImGuiIO& io = g.IO;
  ImGuiWindow* w = window();
  Scrolling& it = s.scrolling[id];
  const bool by_finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  const float most = w->ScrollMax.y;
  if (by_finger && ImGui::IsMouseClicked(0) && most > 0 && w->InnerRect.Contains(io.MousePos) &&
      g.HoveredWindow != nullptr && ImGui::IsWindowChildOf(g.HoveredWindow, w, false)) {
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
        ImGui::ClearActiveID();  // what lay under the finger is not pressed after all
      }
    }
    if (it.dragging) {
      const float moved = io.MousePos.y - it.last_y;
      it.last_y = io.MousePos.y;
      ImGui::SetScrollY(w, std::clamp(w->Scroll.y - moved, 0.0F, most));
      const float dt = std::max(io.DeltaTime, 1e-3F);
      // Smoothed over a few frames: the last event before lifting a finger is often a small one.
      it.speed = 0.6F * it.speed + 0.4F * std::clamp(-moved / dt, -kFastestThrow, kFastestThrow);
    }
  } else if (it.dragging) {
    it.speed *= std::exp(-kFriction * io.DeltaTime);
    const float target = w->Scroll.y + it.speed * io.DeltaTime;
    ImGui::SetScrollY(w, std::clamp(target, 0.0F, most));
    if (std::abs(it.speed) < kSlowestThrow || target <= 0.0F || target >= most ||
        theme().reduced_motion) {
      it = {};
    } else {
      want_redraw();
    }
  }
}

/// The thin bar at the right that shows and sets how far a region is scrolled. Drawn in the window
/// around it: it stands in the margin, not on the content.
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
  detail::draw_pill(window()->DrawList,
                    {inner.Max.x + 1, grab.Min.y + 3, inner.Max.x + 5, grab.Max.y - 3},
                    with_alpha(t.dim, shown));
}

}  // namespace

void begin_widgets() {
  State& s = state();
  s.redraw_in = kNever;
  s.regions.clear();
  s.cards.clear();
  s.scrolls.clear();
  s.splitters_in_use = 0;
  s.editing_now.reset();
  ImGuiIO& io = ImGui::GetIO();
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = !theme().reduced_motion;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  if (!io.MouseDown[0]) s.claimed_drag = 0;
  registry().begin_frame();
  detail::begin_seen_texts();
}

void end_widgets() {
  State& s = state();
  draw_toasts();
  draw_hint();
  s.editing = s.editing_now;
  // A caret blinks at 1.2 s a turn.
  if (s.editing && !theme().reduced_motion) want_redraw(0.4);
  if (ImGui::IsMouseDown(0) && state().claimed_drag != 0) want_redraw();
  registry().end_frame();
  if (registry().has_requests()) want_redraw();
}

double seconds_until_redraw() { return state().redraw_in; }

void want_redraw(double seconds) {
  state().redraw_in = std::min(state().redraw_in, std::max(0.0, seconds));
}

std::optional<TextEditing> text_editing() { return state().editing; }

void begin_page() {
  const ImGuiViewport* view = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(view->Pos);
  ImGui::SetNextWindowSize(view->Size);
  // The platform clears to the ground's colour, which costs a software renderer less than a fill.
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoScrollbar);
  use_sharp_edges(ImGui::GetWindowDrawList());
}

void end_page() { ImGui::End(); }

// --- places ---

void begin_region(const Rect& place, bool clip) {
  ImGuiWindow* w = window();
  auto& dc = w->DC;
  state().regions.push_back({place, clip, w->ContentRegionRect, w->WorkRect, dc.CursorPos,
                             dc.CursorMaxPos, dc.CurrLineSize, dc.PrevLineSize, dc.Indent,
                             dc.GroupOffset, dc.CurrLineTextBaseOffset, dc.PrevLineTextBaseOffset,
                             dc.IsSameLine});
  dc.CursorPos = {place.x, place.y};
  dc.CursorMaxPos = dc.CursorPos;
  dc.CurrLineSize = dc.PrevLineSize = {0, 0};
  dc.CurrLineTextBaseOffset = dc.PrevLineTextBaseOffset = 0.0F;
  dc.GroupOffset.x = place.x - w->Pos.x - dc.ColumnsOffset.x;
  dc.Indent = dc.GroupOffset;
  dc.IsSameLine = false;
  const ImRect inside = detail::to_im(place);
  w->ContentRegionRect = inside;
  w->WorkRect = inside;
  if (clip) ImGui::PushClipRect(inside.Min, inside.Max, true);
}

void end_region() {
  State& s = state();
  if (s.regions.empty()) return;
  const OpenRegion region = s.regions.back();
  s.regions.pop_back();
  if (region.clip) ImGui::PopClipRect();
  ImGuiWindow* w = window();
  auto& dc = w->DC;
  w->ContentRegionRect = region.content;
  w->WorkRect = region.work;
  dc.CurrLineSize = region.current_line;
  dc.PrevLineSize = region.previous_line;
  dc.Indent = region.indent;
  dc.GroupOffset = region.group_offset;
  dc.CurrLineTextBaseOffset = region.current_base;
  dc.PrevLineTextBaseOffset = region.previous_base;
  dc.IsSameLine = region.same_line;
  dc.CursorMaxPos = {std::max(region.cursor_max.x, region.place.right()),
                     std::max(region.cursor_max.y, region.place.bottom())};
  dc.CursorPos = {region.cursor.x, region.place.bottom()};
}

Rect column(int index, int count, float height, float gap) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = ImGui::GetContentRegionAvail().x;
  const auto n = static_cast<float>(std::max(1, count));
  const float width = (whole - gap * (n - 1)) / n;
  const float left = at.x + static_cast<float>(index) * (width + gap);
  return {detail::snap(left), at.y, detail::snap(left + width) - detail::snap(left), height};
}

void space(float pixels) { ImGui::Dummy({0, pixels}); }

bool go_on_beside(float needed, float gap) {
  ImGui::SameLine(0, gap);
  const bool fits = needed <= ImGui::GetContentRegionAvail().x;
  if (!fits) ImGui::NewLine();
  return fits;
}

void hairline() {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float thick = detail::hairline_width();
  ImGui::Dummy({width, thick});
  const float y = detail::snap(at.y);
  ImGui::GetWindowDrawList()->AddRectFilled({at.x, y}, {at.x + width, y + thick}, theme().line);
}

bool begin_card(std::string_view id, const CardSpec& spec) {
  State& s = state();
  const Theme& t = theme();
  ImGui::PushID(id.data(), id.data() + id.size());
  registry().push_scope(id);
  const ImGuiID card_id = window()->GetID("card");

  OpenCard card;
  card.id = card_id;
  if (spec.place != nullptr) {
    card.place = *spec.place;
  } else {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    card.place = {at.x, at.y, ImGui::GetContentRegionAvail().x, spec.height};
  }
  card.grows = card.place.height <= 0.0F;
  if (card.grows) {
    const auto known = s.card_heights.find(card_id);
    card.place.height = known == s.card_heights.end() ? 0.0F : known->second;
  }
  const Rect shown = card.place;

  ImDrawList* list = ImGui::GetWindowDrawList();
  if (card.grows) {
    // The box is drawn when its height is known, below what is in it.
    if (s.splitters.size() == s.splitters_in_use) s.splitters.emplace_back();
    ImDrawListSplitter& splitter = s.splitters[s.splitters_in_use++];
    splitter.Split(list, 2);
    splitter.SetCurrentChannel(list, 1);
  } else {
    detail::draw_box(list, detail::to_im(card.place), t.card, t.radius, t.line);
  }

  Control region;
  region.id = "card";
  region.role = Role::region;
  region.label = plain(spec.title);
  region.x = shown.x;
  region.y = shown.y;
  region.width = shown.width;
  region.height = shown.height;
  registry().add(std::move(region));

  bool pressed = false;
  float title_height = 0.0F;
  if (!spec.untitled) {
    const float row = std::round(18.0F * std::max(1.0F, t.text_scale));
    title_height = row + 9.0F;
    Rect line = {card.place.x + t.pad, card.place.y + t.pad, card.place.width - 2 * t.pad, row};
    float link_width = 0.0F;
    if (!spec.link.empty()) {
      const float words = measure(spec.link, {t.title_size, Weight::semibold}).x;
      link_width = words + 12.0F;
      // A finger needs a taller target than the words; it reaches into the padding around them.
      const float tall = t.touch ? 44.0F : row + 6.0F;
      begin_region({line.right() - words - 4, line.y + (row - tall) / 2, words + 8, tall}, false);
      const detail::Touched item = detail::press_item("link", {words + 8, tall});
      registry().add(detail::control_of("link", Role::link, plain(spec.link), item));
      pressed = item.pressed;
      if (const auto request = detail::take_request("link", item)) {
        pressed |= request->action == "press";
      }
      if (item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      const TextStyle style = {t.title_size, Weight::semibold,
                               item.hovered ? mix(t.accent_text, t.ink, 0.3F) : t.accent_text};
      draw_text_in(list, {line.right() - words, line.y, words + 1, row}, spec.link, style);
      detail::focus_ring(item, 5, 0);
      end_region();
    }
    const float room = std::max(20.0F, line.width - link_width - spec.reserve);
    if (!spec.own_title) {
      draw_text_in(list, {line.x, line.y, room, row}, spec.title, title_text());
    }
    float words =
        spec.own_title ? 0.0F : std::min(room, measure(spec.title, title_text()).x + 14.0F);
    if (spec.folded != nullptr) {
      const float tall = t.touch ? 44.0F : row + 6.0F;
      const float wide = std::min(room, words + 8.0F);
      begin_region({line.x - 4, line.y + (row - tall) / 2, wide + 4, tall}, false);
      const detail::Touched item = detail::press_item("fold", {wide + 4, tall});
      Control control = detail::control_of("fold", Role::button, plain(spec.title), item);
      control.expanded = !*spec.folded;
      control.value = tr(*spec.folded ? Text::card_folded : Text::card_open);
      registry().add(std::move(control));
      bool toggles = item.pressed;
      if (const auto request = detail::take_request("fold", item)) {
        toggles |= request->action == "press";
      }
      if (item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      draw_icon(list, *spec.folded ? Icon::chevron_right : Icon::chevron_down,
                {line.x + words - 4, line.y + row / 2 + 0.5F}, 9.0F * std::max(1.0F, t.text_scale),
                item.hovered ? t.ink : t.dim);
      detail::focus_ring(item, 5, 0);
      end_region();
      if (toggles) {
        *spec.folded = !*spec.folded;
        want_redraw();
      }
      words = std::min(room, words + 14.0F);
    }
    card.title_space = {line.x + words, line.y, room - words + spec.reserve, row};
  } else {
    card.title_space = {card.place.x + t.pad, card.place.y + t.pad, 0, 0};
  }

  const Rect inside = {card.place.x + t.pad, card.place.y + t.pad + title_height,
                       card.place.width - 2 * t.pad,
                       card.grows ? 1e5F : card.place.height - 2 * t.pad - title_height};
  begin_region(inside, false);
  if (!card.grows) {
    // A little more than the content: focus rings and thumbs may reach into the padding.
    ImGui::PushClipRect({card.place.x + 2, card.place.y + 2},
                        {card.place.right() - 2, card.place.bottom() - 2}, true);
  }
  s.cards.push_back(card);
  return pressed;
}

void end_card() {
  State& s = state();
  if (s.cards.empty()) return;
  OpenCard card = s.cards.back();
  s.cards.pop_back();
  const Theme& t = theme();
  ImGuiWindow* w = window();
  if (card.grows) {
    const float bottom = detail::snap(w->DC.CursorMaxPos.y + t.pad);
    card.place.height = std::max(2 * t.pad, bottom - card.place.y);
    float& known = s.card_heights[card.id];
    if (known != card.place.height) {
      known = card.place.height;
      want_redraw();  // the list of controls still has the old height
    }
    s.regions.back().place.height = bottom - s.regions.back().place.y;
    ImDrawListSplitter& splitter = s.splitters[--s.splitters_in_use];
    splitter.SetCurrentChannel(w->DrawList, 0);
    detail::draw_box(w->DrawList, detail::to_im(card.place), t.card, t.radius, t.line);
    splitter.Merge(w->DrawList);
  } else {
    ImGui::PopClipRect();
    s.regions.back().place.height = card.place.bottom() - s.regions.back().place.y;
  }
  end_region();
  w->DC.CursorMaxPos.x = std::max(w->DC.CursorMaxPos.x, card.place.right());
  registry().pop_scope();
  ImGui::PopID();
}

float folded_card_height() {
  const Theme& t = theme();
  return std::round(18.0F * std::max(1.0F, t.text_scale)) + 2 * t.pad - 2.0F;
}

bool splitter(std::string_view id, std::string_view label, const Rect& place, float& size,
              const SplitterSpec& spec) {
  const ImVec2 back = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({place.x, place.y});
  const detail::Touched item = detail::press_item(id, {place.width, place.height});
  const float before = size;
  const float sign = spec.is_reversed ? -1.0F : 1.0F;
  Control control = detail::control_of(id, Role::slider, plain(label), item);
  control.min = spec.min;
  control.max = spec.max;
  control.step = 8.0;
  control.now = size;
  control.value = number(std::round(size), 0);
  registry().add(std::move(control));
  while (const auto request = detail::take_request(id, item)) {
    const double value = parse_number(request->value).value_or(0);
    if (request->action == "set") size = static_cast<float>(value);
    if (request->action == "step") size += 8.0F * static_cast<float>(value);
    if (request->action == "min") size = spec.min;
    if (request->action == "max") size = spec.max;
  }
  const ImGuiKey less = spec.across ? ImGuiKey_UpArrow : ImGuiKey_LeftArrow;
  const ImGuiKey more = spec.across ? ImGuiKey_DownArrow : ImGuiKey_RightArrow;
  if (item.focused) {
    detail::own_keys(item.id, {less, more});
    if (detail::key_pressed(item.id, less)) size -= 8.0F * sign;
    if (detail::key_pressed(item.id, more)) size += 8.0F * sign;
  }
  if (item.hovered || item.held) {
    ImGui::SetMouseCursor(spec.across ? ImGuiMouseCursor_ResizeNS : ImGuiMouseCursor_ResizeEW);
  }
  if (item.held) {
    detail::claim_drag(item.id);
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    size += sign * (spec.across ? moved.y : moved.x);
  }
  if (item.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) size = spec.usual;
  size = std::clamp(size, spec.min, std::max(spec.min, spec.max));
  const float lit = item.held ? 1.0F : item.hovered || detail::focus_shown(item.id) ? 0.55F : 0.0F;
  if (lit > 0.0F) {
    const ImVec2 centre = item.box.GetCenter();
    const float half = 22.0F;
    const ImRect bar = spec.across
                           ? ImRect(centre.x - half, centre.y - 2, centre.x + half, centre.y + 2)
                           : ImRect(centre.x - 2, centre.y - half, centre.x + 2, centre.y + half);
    detail::draw_pill(ImGui::GetWindowDrawList(), bar, with_alpha(theme().accent, lit));
  }
  detail::hint_over(item.id, item.hovered && !item.held, detail::focus_shown(item.id), spec.hint);
  ImGui::SetCursorScreenPos(back);
  if (size != before) want_redraw();
  return size != before;
}

Rect card_title_space() {
  return state().cards.empty() ? Rect{} : state().cards.back().title_space;
}

void begin_scroll(std::string_view id, ImVec2 size) {
  // The child window clips; a margin around it keeps focus rings and thumbs whole.
  constexpr float kMargin = 4.0F;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ImVec2 inner = {size.x > 0 ? size.x : room.x, size.y > 0 ? size.y : room.y};
  ImGui::SetCursorScreenPos({at.x - kMargin, at.y - kMargin});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {kMargin, kMargin});
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 0.0F);
  const ImGuiID child = window()->GetID(id.data(), id.data() + id.size());
  ImGui::BeginChild(child, {inner.x + 2 * kMargin, inner.y + 2 * kMargin},
                    ImGuiChildFlags_NavFlattened | ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoBackground);
  ImGui::PopStyleVar(2);
  use_sharp_edges(ImGui::GetWindowDrawList());
  state().scrolls.push_back(child);
}

void end_scroll() {
  State& s = state();
  const ImGuiID id = s.scrolls.back();
  s.scrolls.pop_back();
  scroll_by_finger(id);
  ImGuiWindow* inside = window();
  ImGui::EndChild();
  draw_scroll_bar(id, inside);
}

// --- tooltips, notices, toasts ---

void hint_last_item(std::string_view words) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const ImGuiID id =
      g.LastItemData.ID != 0 ? g.LastItemData.ID : ImHashData(&g.LastItemData.Rect, sizeof(ImRect));
  detail::hint_over(id, ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled),
                    g.NavId == g.LastItemData.ID && g.NavCursorVisible, words);
}

void toast(std::string_view words, NoticeKind kind) {
  State& s = state();
  constexpr std::size_t kMost = 4;
  if (!s.toasts.empty() && s.toasts.back().words == words) s.toasts.pop_back();
  if (s.toasts.size() == kMost) s.toasts.erase(s.toasts.begin());
  // Time to notice it, and to read it at some twenty letters a second.
  const double seconds = std::clamp(3.0 + static_cast<double>(words.size()) / 20.0, 4.0, 12.0);
  s.toasts.push_back({std::string(words), kind, ImGui::GetTime() + seconds, s.toast_number++});
  want_redraw();
}

NoticeAnswer notice(std::string_view id, NoticeKind kind, std::string_view words,
                    std::string_view action, bool dismissable) {
  const Theme& t = theme();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float button = t.touch ? 44.0F : 26.0F;
  const TextStyle style = {t.title_size, Weight::regular, t.ink};
  const float text_width = width - 34.0F - (dismissable ? button + 2 : 10.0F);
  const ImVec2 size = detail::measure_wrapped(words, style, text_width);
  const float action_height = action.empty() ? 0.0F : (t.touch ? 40.0F : 24.0F);
  const float height = std::max(size.y + action_height + 16.0F, dismissable ? button + 4 : 0.0F);
  const ImRect box(at, {at.x + width, at.y + height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 colour = colour_of(kind);
  detail::draw_box(list, box, mix(t.card, colour, 0.09F), t.control_radius,
                   mix(t.line, colour, 0.35F));
  draw_icon(list, icon_of(kind), {at.x + 18, at.y + 8 + t.title_size * 0.75F}, 13, colour);
  detail::draw_wrapped(list, {at.x + 34, at.y + 8}, words, style, text_width);

  registry().push_scope(id);
  Control line;
  line.id = "words";
  line.role = Role::status;
  line.label = plain(words);
  line.x = at.x;
  line.y = at.y;
  line.width = width;
  line.height = height;
  registry().add(std::move(line));
  ImGui::PushID(id.data(), id.data() + id.size());
  NoticeAnswer answer = NoticeAnswer::none;
  begin_region({at.x, at.y, width, height}, false);
  if (!action.empty()) {
    ImGui::SetCursorScreenPos({at.x + 34, at.y + 8 + size.y});
    if (link("action", action)) answer = NoticeAnswer::action;
  }
  if (dismissable) {
    ImGui::SetCursorScreenPos({at.x + width - button - 2, at.y + 2});
    const detail::Touched cross = detail::press_item("close", {button, button});
    registry().add(detail::control_of("close", Role::button, "×", cross));
    bool pressed = cross.pressed;
    if (const auto request = detail::take_request("close", cross)) {
      pressed |= request->action == "press";
    }
    draw_icon(list, Icon::close, cross.box.GetCenter(), 11, cross.hovered ? t.ink : t.dim_soft);
    detail::focus_ring(cross, 6, 0);
    if (pressed) answer = NoticeAnswer::dismissed;
  }
  end_region();
  ImGui::PopID();
  registry().pop_scope();
  return answer;
}

// --- dialogs ---

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
  ImGui::PushStyleColor(ImGuiCol_PopupBg, 0U);  // drawn below, with a round border and a shadow
  const bool shown = ImGui::BeginPopupModal(
      name.c_str(), nullptr,
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
          ImGuiWindowFlags_AlwaysAutoResize);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  if (!shown) return false;
  ImGuiWindow* w = window();
  use_sharp_edges(w->DrawList);
  w->DrawList->PushClipRectFullScreen();
  detail::draw_shadow(w->DrawList, w->Rect(), t.radius, 28.0F);
  detail::draw_box(w->DrawList, w->Rect(), t.card, t.radius, t.line);
  w->DrawList->PopClipRect();
  registry().push_scope(id);
  Control region;
  region.id = "dialog";
  region.role = Role::region;
  region.label = plain(title);
  region.x = w->Pos.x;
  region.y = w->Pos.y;
  region.width = w->Size.x;
  region.height = w->Size.y;
  registry().add(std::move(region));

  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float button = t.touch ? 44.0F : 28.0F;
  const float row = std::max(button, 28.0F);
  draw_text_in(w->DrawList, {at.x, at.y, width - 40 - button, row}, title,
               {t.large_size, Weight::semibold, t.ink});
  ImGui::SetCursorScreenPos({w->Pos.x + width - 12 - button, at.y + (row - button) / 2});
  const detail::Touched cross = detail::press_item("close", {button, button});
  registry().add(detail::control_of("close", Role::button, "×", cross));
  bool close = cross.pressed;
  if (const auto request = detail::take_request("close", cross)) {
    close |= request->action == "press";
  }
  if (cross.hovered) {
    detail::draw_box(w->DrawList, cross.box, t.soft, t.control_radius);
  }
  draw_icon(w->DrawList, Icon::close, cross.box.GetCenter(), 13, cross.hovered ? t.ink : t.dim);
  detail::focus_ring(cross, t.control_radius, 0);
  ImGui::SetCursorScreenPos({at.x, at.y + row + 8});

  const bool outside = ImGui::IsMouseClicked(0) && !w->Rect().Contains(ImGui::GetIO().MousePos) &&
                       !ImGui::IsWindowAppearing() && ImGui::GetTopMostPopupModal() == w;
  const bool escape = ImGui::IsKeyPressed(ImGuiKey_Escape, false) &&
                      ImGui::GetCurrentContext()->OpenPopupStack.Size ==
                          ImGui::GetCurrentContext()->BeginPopupStack.Size &&
                      !state().editing;
  if (close || outside || escape) open = false;
  // Also when the caller's code cleared the flag: the popup goes with the next frame.
  if (!open) ImGui::CloseCurrentPopup();
  if (ImGui::GetCurrentContext()->DimBgRatio < 1.0F || !open) want_redraw();
  return true;
}

void end_dialog() {
  registry().pop_scope();
  ImGui::EndPopup();
}

// --- mechanics ---

namespace detail {

ImRect to_im(const Rect& r) { return {r.x, r.y, r.right(), r.bottom()}; }
Rect from_im(const ImRect& r) { return {r.Min.x, r.Min.y, r.GetWidth(), r.GetHeight()}; }

ImGuiID item_id(std::string_view id) { return window()->GetID(id.data(), id.data() + id.size()); }

Touched press_item(std::string_view id, ImVec2 size, bool enabled, ImGuiButtonFlags flags) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect box(at, {at.x + size.x, at.y + size.y});
  ImGui::ItemSize(size, 0.0F);
  return press_box(item_id(id), box, enabled, flags);
}

Touched press_box(ImGuiID id, const ImRect& box, bool enabled, ImGuiButtonFlags flags) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  Touched item;
  item.id = id;
  item.box = box;
  const ImGuiItemFlags disabled = ImGuiItemFlags_Disabled;
  item.visible = ImGui::ItemAdd(box, id, nullptr, enabled ? ImGuiItemFlags{} : disabled);
  item.focused = g.NavId == id;
  const bool usable = enabled && (g.CurrentItemFlags & ImGuiItemFlags_Disabled) == 0;
  // Switched off while it was held: nobody else would ever let go of it.
  if (!usable && g.ActiveId == id) ImGui::ClearActiveID();
  if (item.visible && usable) {
    item.pressed = ImGui::ButtonBehavior(box, id, &item.hovered, &item.held, flags);
    // A finger that has left hovers over nothing; two that pinch turn the wheel where they are.
    if (g.IO.MouseSource == ImGuiMouseSource_TouchScreen && !g.IO.MouseDown[0] &&
        g.IO.MouseWheel == 0) {
      item.hovered = false;
    }
    if (item.pressed) want_redraw();  // what it changed shows in the next frame
  }
  return item;
}

Control control_of(std::string_view id, Role role, std::string_view label, const Touched& item) {
  Control control;
  control.id = id;
  control.role = role;
  control.label = label;
  control.focused = item.focused && focus_shown(item.id);
  control.disabled =
      (ImGui::GetCurrentContext()->LastItemData.ItemFlags & ImGuiItemFlags_Disabled) != 0;
  control.x = item.box.Min.x;
  control.y = item.box.Min.y;
  control.width = item.box.GetWidth();
  control.height = item.box.GetHeight();
  return control;
}

std::optional<ControlRequest> take_request(std::string_view id, const Touched& item) {
  auto request = registry().take(registry().full_id(id));
  if (!request) return std::nullopt;
  want_redraw();
  if (request->action == "focus") {
    focus_item(item);
    return std::nullopt;
  }
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if ((g.LastItemData.ItemFlags & ImGuiItemFlags_Disabled) != 0) return std::nullopt;
  return request;
}

void focus_item(const Touched& item) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  ImGuiWindow* w = window();
  ImGui::SetFocusID(item.id, w);
  w->NavRectRel[w->DC.NavLayerCurrent] = ImGui::WindowRectAbsToRel(w, item.box);
  g.NavCursorVisible = true;
  ImGui::ScrollToRect(w, {item.box.Min.x, item.box.Min.y - 8, item.box.Max.x, item.box.Max.y + 8},
                      ImGuiScrollFlags_KeepVisibleEdgeY);
}

bool focus_shown(ImGuiID id) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  return g.NavId == id && g.NavCursorVisible;
}

void focus_ring(const Touched& item, float radius, float grow) {
  focus_ring(item.id, item.box, radius, grow);
}

void focus_ring(ImGuiID id, ImRect box, float radius, float grow) {
  if (!focus_shown(id)) return;
  box.Expand(grow);
  window()->DrawList->AddRect(box.Min, box.Max, theme().accent_text, radius + grow, 0, 2.0F);
}

void own_keys(ImGuiID id, std::initializer_list<ImGuiKey> keys) {
  for (const ImGuiKey key : keys) ImGui::SetKeyOwner(key, id);
}

bool key_pressed(ImGuiID id, ImGuiKey key) {
  return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id);
}

float animate(ImGuiID id, bool on) {
  const float target = on ? 1.0F : 0.0F;
  const auto [place, is_new] = state().animations.try_emplace(id, target);
  float& value = place->second;
  if (is_new || theme().reduced_motion) {
    value = target;
  } else if (value != target) {
    const float step = ImGui::GetIO().DeltaTime / kAnimationSeconds;
    value = target > value ? std::min(target, value + step) : std::max(target, value - step);
    want_redraw();
  }
  return value * value * (3 - 2 * value);
}

void claim_drag(ImGuiID id) { state().claimed_drag = id; }

float hairline_width() {
  const float density = std::max(1.0F, ImGui::GetFontRasterizerDensity());
  return std::round(density) / density;
}

float snap(float position) {
  const float density = std::max(1.0F, ImGui::GetFontRasterizerDensity());
  return std::round(position * density) / density;
}

void draw_box(ImDrawList* list, const ImRect& box, ImU32 fill, float radius, ImU32 border) {
  const ImVec2 low = {snap(box.Min.x), snap(box.Min.y)};
  const ImVec2 high = {snap(box.Max.x), snap(box.Max.y)};
  if (border == 0) {
    list->AddRectFilled(low, high, fill, radius);
    return;
  }
  // Two fills instead of a stroke: the line is whole pixels wide and its inner corner is round too.
  const float width = hairline_width();
  // Where the box is large only its rim is filled twice: a software renderer pays for every pixel.
  const float cap = radius + 2.0F;
  if (high.y - low.y > 4 * cap && high.x - low.x > 4 * cap) {
    list->AddRectFilled(low, {high.x, low.y + cap}, border, radius, ImDrawFlags_RoundCornersTop);
    list->AddRectFilled({low.x, high.y - cap}, high, border, radius,
                        ImDrawFlags_RoundCornersBottom);
    list->AddRectFilled({low.x, low.y + radius}, {low.x + width, high.y - radius}, border);
    list->AddRectFilled({high.x - width, low.y + radius}, {high.x, high.y - radius}, border);
  } else {
    list->AddRectFilled(low, high, border, radius);
  }
  list->AddRectFilled({low.x + width, low.y + width}, {high.x - width, high.y - width}, fill,
                      std::max(0.0F, radius - width));
}

void draw_pill(ImDrawList* list, const ImRect& box, ImU32 colour) {
  const float width = box.GetWidth();
  const float height = box.GetHeight();
  const float radius = std::min(width, height) / 2;
  if (radius <= 0.0F) return;
  const ImVec2 first = {box.Min.x + radius, box.Min.y + radius};
  const ImVec2 last = {box.Max.x - radius, box.Max.y - radius};
  constexpr float kPi = 3.14159265F;
  const bool lying = width >= height;
  list->PathArcTo(first, radius, lying ? kPi / 2 : kPi, lying ? 1.5F * kPi : 2 * kPi);
  list->PathArcTo(last, radius, lying ? -kPi / 2 : 0.0F, lying ? kPi / 2 : kPi);
  list->PathFillConvex(colour);
}

void draw_shadow(ImDrawList* list, const ImRect& box, float radius, float spread) {
  constexpr int kLayers = 9;
  const ImU32 colour = with_alpha(theme().shadow, 1.0F / kLayers);
  for (int i = 1; i <= kLayers; ++i) {
    const float grow = spread * static_cast<float>(i * i) / (kLayers * kLayers);
    list->AddRectFilled({box.Min.x - grow, box.Min.y - grow + spread * 0.22F},
                        {box.Max.x + grow, box.Max.y + grow + spread * 0.22F}, colour,
                        radius + grow);
  }
}

void hint_over(ImGuiID id, bool hovered, bool focused, std::string_view words) {
  if (words.empty()) return;
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const bool by_finger = g.IO.MouseSource == ImGuiMouseSource_TouchScreen;
  // Under a finger only while it rests; under the mouse not while a button is down.
  const bool wanted = focused || (hovered && (by_finger ? g.IO.MouseDown[0] : !g.IO.MouseDown[0]));
  if (!wanted) return;
  Hint& hint = state().hint;
  if (hovered || hint.frame != g.FrameCount) {
    if (hint.id != id || hint.frame < g.FrameCount - 1) hint.since = g.Time;
    hint.id = id;
    hint.frame = g.FrameCount;
    hint.words = words;
    hint.over = g.LastItemData.Rect;
  }
}

void report_editing(const TextEditing& editing) { state().editing_now = editing; }

}  // namespace detail
}  // namespace purr::shell
