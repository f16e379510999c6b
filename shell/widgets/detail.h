// What the widgets share among themselves; not for panels.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/theme/theme.h"
#include "shell/widgets/choices.h"
#include "shell/widgets/drawing.h"
#include "shell/widgets/frame.h"
#include "shell/widgets/icons.h"
#include "shell/widgets/numbers.h"
#include "shell/widgets/press.h"
#include "shell/widgets/text.h"

namespace purr::shell::detail {

// --- what a frame begins and ends with ---

void begin_regions();
void begin_cards();
void begin_scrolls();
void begin_seen_texts();
void end_scrolls();
void draw_toasts();
void draw_tooltip();

// --- places ---

/// Moves the lower edge of the open region.
void set_region_bottom(float bottom);

/// A value between 0 and 1 that follows `on` within a tenth of a second; jumps where motion is
/// reduced.
float animate(ImGuiID id, bool on);

/// Reserves the drag in progress for item `id`, so that a finger on a slider does not scroll the
/// region around it.
void claim_drag(ImGuiID id);

/// Width of a text without markup.
[[nodiscard]] float plain_width(std::string_view words, ImFont* font, float size);

/// Size of a text broken into lines of at most `width`, and its drawing. Same markup as in text.h.
[[nodiscard]] ImVec2 measure_wrapped(std::string_view words, const TextStyle& style, float width);
void draw_wrapped(ImDrawList* list, ImVec2 at, std::string_view words, const TextStyle& style,
                  float width);

/// A well that shows a number and can be typed into.
struct Well {
  std::string_view id;  ///< of the control it belongs to
  ImRect box;
  std::string_view shown;     ///< "2,500", "all"
  std::string_view editable;  ///< content of the field when typing begins: "2500"
  bool is_integer = false;
  bool is_enabled = true;
  bool start = false;     ///< begin typing in this frame
  bool keyboard = false;  ///< Tab stops here
  bool framed = true;     ///< draws its own soft box
  Align align = Align::right;
};
struct WellResult {
  std::optional<double> typed;  ///< a number was confirmed in this frame
  std::string unreadable;       ///< or what was confirmed is no number: the text
  ItemState item;
};
WellResult number_well(const Well& well);
/// Says what became of a number that was typed, where it is not what was typed.
void tell_of_typing(const WellResult& result, std::string_view label, double min, double max,
                    double became, bool is_integer);

/// A button with its item, for widgets that take more requests than to be pressed.
ItemState button_item(std::string_view id, std::string_view label, const ButtonSpec& spec);

/// Opens and draws the list of a chooser or menu below `anchor`.
/// @return the number of the choice taken in this frame, or -1.
int popup_list(std::string_view id, const ImRect& anchor, std::span<const Choice> choices,
               int chosen, bool open_now);
[[nodiscard]] bool popup_is_open(std::string_view id);

/// Splits the available width of a row into label and control; draws the label.
ImRect row_with_label(std::string_view label, bool has_label, float label_width, bool is_enabled,
                      std::string_view hint, ImGuiID hint_id);

/// Reports to the host that text is being typed.
void report_editing(const TextEditing& editing);

/// Says beside a field that what was typed became something else, and why, until the user goes on.
/// `follow_field_note` is called where the field is drawn.
void start_field_note(ImGuiID id, std::string words);
void follow_field_note(ImGuiID id, const ImRect& box, std::string_view control_id);
void draw_field_note();
/// The words on a number that was typed (`wanted`) and what it became; empty where that is the same
/// to the digits that are kept.
[[nodiscard]] std::string typed_words(std::string_view label, double min, double max, double wanted,
                                      double became, bool is_integer);

/// Tooltip over a box, with the usual delay.
void hint_over(ImGuiID id, bool hovered, bool focused, std::string_view words);

/// Index of the choice that `wanted` names: by id, label, or position. -1: none.
[[nodiscard]] int find_choice(std::span<const Choice> choices, std::string_view wanted);
[[nodiscard]] std::string choice_id(std::span<const Choice> choices, int index);

}  // namespace purr::shell::detail
