// Cards: rounded boxes with a title, which hold the parts of the page.
#pragma once

#include <string_view>

#include "shell/widgets/places.h"

namespace purr::shell {

struct CardSpec {
  std::string_view title = {};
  /// A link at the right of the title; begin_card reports when it was pressed.
  std::string_view link = {};
  /// 0: the card is as high as its content.
  float height = 0.0F;
  /// When not null, the place of the card; otherwise it is placed at the cursor.
  const Rect* place = nullptr;
  /// Width at the right of the title row that the title leaves free for the caller.
  float reserve = 0.0F;
  /// Leaves out the title row, but keeps the padding.
  bool is_untitled = false;
  /// The title is for screen readers only: card_title_space() is the whole row, where the caller
  /// draws another one.
  bool has_own_title = false;
  /// When not null, pressing the title folds the card and opens it again. Leave out the content
  /// while this is true.
  bool* folded = nullptr;
};

/// Begins a card: rounded background, hairline, title. Always call end_card.
/// @return true when the link at the right was pressed in this frame.
bool begin_card(std::string_view id, const CardSpec& spec);
void end_card();

/// The height of a folded card.
[[nodiscard]] float folded_card_height();

/// The free part of the title row of the open card, right of the title: for a legend or a chooser.
[[nodiscard]] Rect card_title_space();

}  // namespace purr::shell
