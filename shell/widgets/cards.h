// Cards: rounded boxes with a title, which hold the parts of the page.
#pragma once

#include <string_view>

#include "shell/widgets/places.h"

namespace purr::shell {

struct CardSpec {
  std::string_view title = {};
  /// A link at the right of the title; begin_card reports when it was pressed.
  std::string_view link = {};
  /// Height 0 lets the card grow with what is in it.
  float height = 0.0F;
  /// When not null the card stands here instead of in the flow.
  const Rect* place = nullptr;
  /// Room at the right of the title row that the title leaves to what the caller puts there.
  float reserve = 0.0F;
  /// Title row left out, padding kept.
  bool is_untitled = false;
  /// The title is only for readers: card_title_space() is the whole row, and what is put there
  /// takes its place.
  bool has_own_title = false;
  /// When not null the title folds the card up and open again; leave out what is in it while this
  /// is true.
  bool* folded = nullptr;
};

/// Begins a card: rounded ground, hairline, title. Always call end_card.
/// @return true when the link at the right was pressed in this frame.
bool begin_card(std::string_view id, const CardSpec& spec);
void end_card();

/// The height of a card that is folded up.
[[nodiscard]] float folded_card_height();

/// The free part of the title row of the open card, right of the title: for a legend or a chooser.
[[nodiscard]] Rect card_title_space();

}  // namespace purr::shell
