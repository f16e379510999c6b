#include "shell/widgets/cards.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/icons.h"
#include "shell/widgets/press.h"

namespace purr::shell {
namespace {

struct OpenCard {
  Rect place;
  Rect title_space;
  bool grows = false;
  ImGuiID id = 0;
};

struct CardState {
  std::vector<OpenCard> open;
  /// One splitter for each depth of nesting; reused, because each holds buffers.
  std::deque<ImDrawListSplitter> splitters;
  std::size_t splitters_in_use = 0;
  std::unordered_map<ImGuiID, float> heights;
};

CardState& state() {
  static CardState the_state;
  return the_state;
}

/// Draws the box of a card. The box of a card that grows is drawn by end_card, below the content,
/// when the height is known.
void begin_ground(const OpenCard& card) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (!card.grows) {
    const Theme& t = theme();
    detail::draw_box(list, detail::to_im(card.place), t.card, t.radius, t.line);
    return;
  }
  CardState& s = state();
  if (s.splitters.size() == s.splitters_in_use) s.splitters.emplace_back();
  ImDrawListSplitter& splitter = s.splitters[s.splitters_in_use++];
  splitter.Split(list, 2);
  splitter.SetCurrentChannel(list, 1);
}

float title_row_height() { return std::round(18.0F * std::max(1.0F, theme().text_scale)); }

/// A finger needs a taller target than the title; it reaches into the padding around it.
float title_target_height() { return theme().touch ? 44.0F : title_row_height() + 6.0F; }

/// The link that ends at the right edge of the title row `line`.
/// @return true when pressed.
bool title_link(const Rect& line, float words, std::string_view label) {
  const Theme& t = theme();
  const float tall = title_target_height();
  begin_region({line.right() - words - 4, line.y + (line.height - tall) / 2, words + 8, tall},
               false);
  const detail::ItemState item =
      detail::pressable({.id = "link", .role = Role::link, .label = plain(label)},
                        ImVec2(words + 8, tall), {.has_hand = true});
  const TextStyle style = {t.title_size, Weight::semibold,
                           item.is_hovered ? mix(t.accent_text, t.ink, 0.3F) : t.accent_text};
  draw_text_in(ImGui::GetWindowDrawList(), {line.right() - words, line.y, words + 1, line.height},
               label, style);
  detail::focus_ring(item, 5, 0);
  end_region();
  return item.is_pressed;
}

/// The title as a button that folds the card, with a chevron after `words` pixels of title.
void title_fold(const Rect& line, float words, float room, std::string_view title, bool& folded) {
  const Theme& t = theme();
  const float tall = title_target_height();
  const float wide = std::min(room, words + 8.0F);
  begin_region({line.x - 4, line.y + (line.height - tall) / 2, wide + 4, tall}, false);
  const detail::ItemState item =
      detail::pressable({.id = "fold",
                         .label = plain(title),
                         .value = std::string(tr(folded ? Text::card_folded : Text::card_open)),
                         .expanded = !folded},
                        ImVec2(wide + 4, tall), {.has_hand = true});
  draw_icon(ImGui::GetWindowDrawList(), folded ? Icon::chevron_right : Icon::chevron_down,
            {line.x + words - 4, line.y + line.height / 2 + 0.5F},
            9.0F * std::max(1.0F, t.text_scale), item.is_hovered ? t.ink : t.dim);
  detail::focus_ring(item, 5, 0);
  end_region();
  if (item.is_pressed) {
    folded = !folded;
    want_redraw();
  }
}

struct TitleRow {
  float height = 0.0F;  ///< of the row and the gap below it
  Rect free;            ///< not used by the title and the link
  bool link_pressed = false;
};

TitleRow title_row(const Rect& place, const CardSpec& spec) {
  const Theme& t = theme();
  const float height = title_row_height();
  const Rect line = {place.x + t.pad, place.y + t.pad, place.width - 2 * t.pad, height};
  TitleRow row;
  row.height = height + 9.0F;
  float link_width = 0.0F;
  if (!spec.link.empty()) {
    const float words = measure(spec.link, {t.title_size, Weight::semibold}).x;
    link_width = words + 12.0F;
    row.link_pressed = title_link(line, words, spec.link);
  }
  const float room = std::max(20.0F, line.width - link_width - spec.reserve);
  float words = 0.0F;
  if (!spec.has_own_title) {
    draw_text_in(ImGui::GetWindowDrawList(), {line.x, line.y, room, height}, spec.title,
                 title_text());
    words = std::min(room, measure(spec.title, title_text()).x + 14.0F);
  }
  if (spec.folded != nullptr) {
    title_fold(line, words, room, spec.title, *spec.folded);
    words = std::min(room, words + 14.0F);
  }
  row.free = {line.x + words, line.y, room - words + spec.reserve, height};
  return row;
}

}  // namespace

namespace detail {

void begin_cards() {
  state().open.clear();
  state().splitters_in_use = 0;
}

}  // namespace detail

bool begin_card(std::string_view id, const CardSpec& spec) {
  const Theme& t = theme();
  ImGui::PushID(id.data(), id.data() + id.size());
  registry().push_scope(id);

  OpenCard card;
  card.id = ImGui::GetCurrentWindow()->GetID("card");
  if (spec.place != nullptr) {
    card.place = *spec.place;
  } else {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    card.place = {at.x, at.y, ImGui::GetContentRegionAvail().x, spec.height};
  }
  card.grows = card.place.height <= 0.0F;
  if (card.grows) {
    const auto known = state().heights.find(card.id);
    card.place.height = known == state().heights.end() ? 0.0F : known->second;
  }
  begin_ground(card);
  registry().add(detail::control_at("card", Role::region, plain(spec.title), card.place));

  const TitleRow title = spec.is_untitled ? TitleRow{} : title_row(card.place, spec);
  card.title_space =
      spec.is_untitled ? Rect{card.place.x + t.pad, card.place.y + t.pad, 0, 0} : title.free;

  const Rect inside = {card.place.x + t.pad, card.place.y + t.pad + title.height,
                       card.place.width - 2 * t.pad,
                       card.grows ? 1e5F : card.place.height - 2 * t.pad - title.height};
  begin_region(inside, false);
  if (!card.grows) {
    // Slightly larger than the content: focus rings and thumbs may reach into the padding.
    ImGui::PushClipRect({card.place.x + 2, card.place.y + 2},
                        {card.place.right() - 2, card.place.bottom() - 2}, true);
  }
  state().open.push_back(card);
  return title.link_pressed;
}

void end_card() {
  CardState& s = state();
  if (s.open.empty()) return;
  OpenCard card = s.open.back();
  s.open.pop_back();
  const Theme& t = theme();
  ImGuiWindow* w = ImGui::GetCurrentWindow();
  if (card.grows) {
    const float bottom = detail::snap(w->DC.CursorMaxPos.y + t.pad);
    card.place.height = std::max(2 * t.pad, bottom - card.place.y);
    float& known = s.heights[card.id];
    if (known != card.place.height) {
      known = card.place.height;
      want_redraw();  // the registry still has the old height
    }
    detail::set_region_bottom(bottom);
    ImDrawListSplitter& splitter = s.splitters[--s.splitters_in_use];
    splitter.SetCurrentChannel(w->DrawList, 0);
    detail::draw_box(w->DrawList, detail::to_im(card.place), t.card, t.radius, t.line);
    splitter.Merge(w->DrawList);
  } else {
    ImGui::PopClipRect();
    detail::set_region_bottom(card.place.bottom());
  }
  end_region();
  w->DC.CursorMaxPos.x = std::max(w->DC.CursorMaxPos.x, card.place.right());
  registry().pop_scope();
  ImGui::PopID();
}

float folded_card_height() { return title_row_height() + 2 * theme().pad - 2.0F; }

Rect card_title_space() { return state().open.empty() ? Rect{} : state().open.back().title_space; }

}  // namespace purr::shell
