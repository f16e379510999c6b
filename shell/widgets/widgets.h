// The visual language: cards, buttons, sliders, tabs, words with superscripts, tiles, tables.
//
// How to read this header:
//  - `id` is stable, lower case, and does not depend on the language ("learning_rate"). Inside a
//    card it is prefixed with the card's id, so "training/learning_rate" is what a test asks for.
//  - `label` is what a person reads and a screen reader says.
//  - Every widget advances ImGui's cursor like any ImGui item and takes the width that is available
//    unless told otherwise; ImGui::SameLine() works between them.
//  - Every interactive widget can be operated with mouse, finger, keyboard and the registry, and
//    registers itself (shell/widgets/registry.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "shell/theme/theme.h"
#include "shell/widgets/icons.h"
#include "shell/widgets/registry.h"

namespace purr::shell {

// ---------------------------------------------------------------------------------------------
// The frame

/// Call right after ImGui::NewFrame() and right before ImGui::Render(). Draws toasts on top.
void begin_widgets();
void end_widgets();

/// Seconds until the widgets want another frame although nothing happens outside: 0 while something
/// moves, a moment while a tooltip waits or a caret blinks, infinity at rest. Ask after
/// end_widgets().
[[nodiscard]] double seconds_until_redraw();

/// Says that something outside the widgets moves and wants the next frame within `seconds`.
void want_redraw(double seconds = 0.0);

/// A text or number that is being typed. On a touch screen the page lays a real input over it, so
/// that the phone's keyboard and input methods work; it answers with a "set" request.
struct TextEditing {
  std::string id;     ///< full id of the control
  std::string value;  ///< as it stands
  bool numeric = false;
  float x = 0.0F, y = 0.0F, width = 0.0F, height = 0.0F;
};

/// What was being typed in the last frame, if anything.
[[nodiscard]] std::optional<TextEditing> text_editing();

/// Opens the window that covers the whole viewport and that everything is drawn in.
void begin_page();
void end_page();

// ---------------------------------------------------------------------------------------------
// Places

/// A rectangle in screen pixels.
struct Rect {
  float x = 0.0F, y = 0.0F, width = 0.0F, height = 0.0F;
  [[nodiscard]] float right() const { return x + width; }
  [[nodiscard]] float bottom() const { return y + height; }
  /// The same rectangle with `by` taken off every side.
  [[nodiscard]] Rect inset(float by) const {
    return {x + by, y + by, width - 2 * by, height - 2 * by};
  }
};

/// Makes widgets flow from the top left of `place` and end at its right edge; what sticks out is
/// clipped when `clip` is true. Afterwards the cursor stands below the region.
void begin_region(const Rect& place, bool clip = true);
void end_region();

/// Part `index` of `count` equal columns of the available width, at the cursor.
[[nodiscard]] Rect column(int index, int count, float height, float gap = 8.0F);

/// Vertical air.
void space(float pixels);
/// Goes on beside the last item, `gap` away from it, where `needed` points are left there; else in
/// the next line. True where it is beside.
bool go_on_beside(float needed, float gap);

/// A hairline across the available width.
void hairline();

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
  bool untitled = false;
  /// The title is only for readers: card_title_space() is the whole row, and what is put there
  /// takes its place.
  bool own_title = false;
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

struct SplitterSpec {
  float min = 0.0F, max = 1.0F;
  float usual = 0.0F;        ///< a double click goes back here
  bool across = false;       ///< a line from left to right, moved up and down
  bool is_reversed = false;  ///< what is measured lies right of (or below) the line
  std::string_view hint = {};
};

/// The line between two parts of the page, which sets the size of one of them. Drag it, or move it
/// with the arrow keys.
/// @return true while the size changes.
bool splitter(std::string_view id, std::string_view label, const Rect& place, float& size,
              const SplitterSpec& spec);

/// The free part of the title row of the open card, right of the title: for a legend or a chooser.
[[nodiscard]] Rect card_title_space();

/// A region that scrolls vertically: by wheel, by a finger with momentum on touch, and to follow
/// the keyboard focus. A tap on something inside still works; a drag that scrolls presses nothing.
void begin_scroll(std::string_view id, ImVec2 size);
void end_scroll();

// ---------------------------------------------------------------------------------------------
// Words

enum class Weight { regular, semibold, mono };

struct TextStyle {
  float size = 0.0F;  ///< 0: the theme's text size (mono: its mono size)
  Weight weight = Weight::regular;
  ImU32 colour = 0;  ///< 0: ink
};

/// Ready-made styles.
[[nodiscard]] TextStyle ink_text();
[[nodiscard]] TextStyle dim_text();
[[nodiscard]] TextStyle title_text();
[[nodiscard]] TextStyle strong_text();
[[nodiscard]] TextStyle mono_text();
[[nodiscard]] TextStyle small_text();

/// Words as they were drawn in the last frame, for tests: what is cut, what lies over what.
struct SeenText {
  std::string words;
  Rect box;
  Rect clip;                ///< what may be seen of the place it is drawn in
  bool is_cut = false;      ///< ends in … for want of room
  bool scrolls = false;     ///< what lies above or below the clip can be scrolled to
  std::uint32_t layer = 0;  ///< of one layer nothing should lie over anything
};
/// Keeps the words of every frame from now on.
void watch_texts();
[[nodiscard]] const std::vector<SeenText>& seen_texts();

/// Text in one line, as an item. Markup: `W^[1]` raises the bracket and what is in it, `n_{x}` and
/// `10^{-4}` lower and raise the braces' content without the braces, `**word**` is semibold.
/// A backslash takes the meaning from the next character.
void text(std::string_view words, const TextStyle& style = {});

/// Text broken into lines within the available width (or `width`), between words, and between
/// Chinese characters except before closing punctuation. Same markup.
void paragraph(std::string_view words, const TextStyle& style = {}, float width = 0.0F);

/// Size of one line of marked-up text.
[[nodiscard]] ImVec2 measure(std::string_view words, const TextStyle& style = {});

enum class Align { left, centre, right };

/// Draws marked-up text without making an item: `at` is the left, centre or right of its top.
void draw_text(ImDrawList* list, ImVec2 at, std::string_view words, const TextStyle& style = {},
               Align align = Align::left);

/// Draws marked-up text inside a box, vertically centred, shortened with … where it does not fit.
void draw_text_in(ImDrawList* list, const Rect& box, std::string_view words,
                  const TextStyle& style = {}, Align align = Align::left);

/// The words without markup, as a screen reader should say them ("W[1]").
[[nodiscard]] std::string plain(std::string_view marked_up);

/// 12345.6 -> "12,346", 0.0075 -> "0.0075", 1e-7 -> "1e-7": at most `digits` significant digits
/// behind the point, integer digits always, no trailing zeros, thousands separated. NaN and
/// infinity have names.
[[nodiscard]] std::string number(double value, int digits = 4);

/// Exactly `decimals` places, with the sign always shown when `sign` is true.
[[nodiscard]] std::string fixed(double value, int decimals, bool sign = false);

/// Reads a number as a person types it: "0.01", "0,01", "1e-3", "1,000", "1 000", " 12 ".
/// A single comma is a decimal comma unless exactly three digits follow a non-zero group and the
/// value is an integer one (`integer`).
[[nodiscard]] std::optional<double> parse_number(std::string_view typed, bool integer = false);

// ---------------------------------------------------------------------------------------------
// Things to press

enum class ButtonKind {
  primary,  ///< the accent; one in view
  soft,     ///< a pill on the soft surface with a hairline
  outline,  ///< card-coloured with a hairline
  bare      ///< only the words; a surface appears under the mouse
};

struct ButtonSpec {
  ButtonKind kind = ButtonKind::soft;
  Icon icon = Icon::none;
  Icon trailing = Icon::none;  ///< after the words, such as a chevron
  std::string_view note = {};  ///< small dim words after the label
  float width = 0.0F;          ///< 0: as wide as the words need; negative: fill what is there
  float height = 0.0F;         ///< 0: the theme's
  bool icon_only = false;      ///< the label is only for readers and the tooltip
  bool from_left = false;      ///< the words begin at the left instead of standing in the middle
  bool pressed = false;        ///< drawn as held in: a mode that is on
  bool enabled = true;
  std::string_view hint = {};  ///< tooltip
};

/// @return true when pressed in this frame.
bool button(std::string_view id, std::string_view label, const ButtonSpec& spec = {});

/// Words in the accent colour that act.
bool link(std::string_view id, std::string_view label, std::string_view hint = {},
          float size = 0.0F);

/// A row that opens and closes what stands below it; leave that out while `open` is false.
/// @return true when it was pressed.
bool disclosure(std::string_view id, std::string_view label, bool& open,
                std::string_view hint = {});

/// A large card that is one button: title, a sentence, optional icon; lit when chosen.
bool tap_card(std::string_view id, std::string_view title, std::string_view words,
              bool chosen = false, Icon icon = Icon::none);

// ---------------------------------------------------------------------------------------------
// Choices

/// One of several things to choose from.
struct Choice {
  std::string_view label;
  std::string_view id = {};  ///< stable; empty: the position
  std::string_view hint = {};
  bool enabled = true;
};

/// A row of tabs in one well; the chosen one is a raised pill. Left and right arrows move.
/// @return true when `chosen` changed.
bool segmented(std::string_view id, std::string_view label, std::span<const Choice> choices,
               int& chosen, float width = 0.0F);

/// Tabs with a line under the chosen one and a hairline under all. `fill` spreads them over the
/// width, as on a phone.
bool tabs(std::string_view id, std::string_view label, std::span<const Choice> choices, int& chosen,
          bool fill = false);

struct ChooserSpec {
  bool show_label = true;    ///< a row with the label at the left; else the pill alone
  bool as_link = false;      ///< accent-coloured words with a chevron instead of a pill
  float width = 0.0F;        ///< of the pill; 0: what is left of the row, or what the words need
  float label_width = 0.0F;  ///< 0: as sliders
  bool enabled = true;
  std::string_view hint = {};
};

/// The height of a chooser that stands as a link, for what it is to be level with.
float link_chooser_height();
/// A pill that opens a list. Up and down move in the list, Enter takes, Escape leaves, letters
/// jump.
bool chooser(std::string_view id, std::string_view label, std::span<const Choice> choices,
             int& chosen, const ChooserSpec& spec = {});

/// A button that opens a list of actions.
/// @return the number of the action chosen in this frame, or -1.
int menu(std::string_view id, std::string_view label, std::span<const Choice> actions,
         const ButtonSpec& spec = {});

bool toggle(std::string_view id, std::string_view label, bool& on, std::string_view hint = {});
bool checkbox(std::string_view id, std::string_view label, bool& on, std::string_view hint = {});

// ---------------------------------------------------------------------------------------------
// Numbers to set

/// What happened to a value in this frame.
struct Edit {
  bool changed = false;   ///< the value moved; many times during a drag
  bool released = false;  ///< the person is done: let go, typed and confirmed, stepped, reset
  explicit operator bool() const { return changed; }
};

enum class Scale {
  linear,
  logarithmic,      ///< min > 0
  logarithmic_zero  ///< logarithmic with 0 at the left end; min is the smallest value above 0
};

/// A value that is shown as a word: {0, "off"}, {209, "all"}.
struct NamedValue {
  double value = 0.0;
  std::string_view name;
};

struct SliderSpec {
  double min = 0.0, max = 1.0;
  double step = 0.0;   ///< of arrow keys; 0: a hundredth of the way (integers: 1)
  double usual = 0.0;  ///< double click goes back here
  Scale scale = Scale::linear;
  bool integer = false;
  int digits = 3;  ///< significant digits shown and kept while dragging
  std::string_view unit = {};
  std::span<const NamedValue> names = {};
  bool show_label = true;    ///< a row with the label at the left
  bool show_well = true;     ///< the value at the right, which can be typed into
  float label_width = 0.0F;  ///< 0: two fifths of the row
  float well_width = 0.0F;   ///< 0: a bit more than a fifth of the row
  float width = 0.0F;        ///< of the whole; 0: all that is there
  bool enabled = true;
  std::string_view hint = {};
};

/// Label, track with thumb, and a well with the value. Drag, click the track, arrow keys (with
/// Shift ten steps, Home and End), double click for the usual value, or type into the well with
/// `.` or `,`. The wheel belongs to the panel. Typed values are clamped to min .. max.
Edit slider(std::string_view id, std::string_view label, double& value, const SliderSpec& spec);
Edit slider(std::string_view id, std::string_view label, float& value, const SliderSpec& spec);
Edit slider(std::string_view id, std::string_view label, int& value, const SliderSpec& spec);

struct StepperSpec {
  double min = 0.0, max = 1.0, step = 1.0;
  bool integer = true;
  bool show_label = true;
  float reserve = 0.0F;  ///< kept free at its right, for a button
  std::string_view hint = {};
};

/// Minus, value, plus; the value can be typed.
Edit stepper(std::string_view id, std::string_view label, double& value, const StepperSpec& spec);
Edit stepper(std::string_view id, std::string_view label, int& value, const StepperSpec& spec);

struct FieldSpec {
  std::string_view when_empty = {};
  float width = 0.0F;
  bool show_label = false;
  bool right_aligned = false;
  std::string_view hint = {};
  std::size_t max_bytes = 4096;
};

/// One line of text. `released` when Enter is pressed or the focus leaves after a change.
Edit text_field(std::string_view id, std::string_view label, std::string& value,
                const FieldSpec& spec = {});

// ---------------------------------------------------------------------------------------------
// Things to look at

/// A bar that fills; `words` stand at its right.
void progress(std::string_view id, std::string_view label, double fraction,
              std::string_view words = {});

/// A small pill with words.
void badge(std::string_view words, ImU32 colour);

/// A small square of a colour and words: one entry of a legend.
void swatch(std::string_view words, ImU32 colour);

/// Attaches a tooltip to the last item: after a moment under the mouse, at once for the keyboard,
/// on touch while held.
void hint_last_item(std::string_view words);

enum class NoticeKind { info, good, warning, error };
enum class NoticeAnswer { none, action, dismissed };

/// A line that stands in a panel: an icon, a sentence, perhaps an action, a cross to close it.
NoticeAnswer notice(std::string_view id, NoticeKind kind, std::string_view words,
                    std::string_view action = {}, bool dismissable = true);

/// Shows a sentence at the bottom of the page for a few seconds; it can be closed earlier.
void toast(std::string_view words, NoticeKind kind = NoticeKind::info);

/// How a picture stands to its class.
enum class TileClass { none, cat, non_cat };

struct TileSpec {
  ImTextureRef texture;
  ImVec2 uv0 = {0, 0}, uv1 = {1, 1};
  ImVec2 size = {34, 34};
  TileClass truth = TileClass::none;  ///< outline in the colour of the class
  bool wrong = false;                 ///< a small cross at the corner: the prediction disagrees
  bool chosen = false;
  bool interactive = true;
  float radius = 0.0F;  ///< 0: fitting the size
  std::string_view hint = {};
};

/// A picture with rounded corners.
/// @return true when pressed.
bool tile(std::string_view id, std::string_view label, const TileSpec& spec);

/// Draws a picture with rounded corners and an outline without making an item.
void draw_tile(ImDrawList* list, const Rect& place, const TileSpec& spec);

/// A vertical bar: the part `probability` of it in the colour of cats from below, the rest in that
/// of the other class.
void probability_bar(ImVec2 size, double probability);
void draw_probability_bar(ImDrawList* list, const Rect& place, double probability);

/// A horizontal one.
void draw_meter(ImDrawList* list, const Rect& place, double fraction, ImU32 colour);

/// A circle filled by the diverging scale: one unit of a layer.
void draw_unit(ImDrawList* list, ImVec2 centre, float radius, float value);

/// One row of a table of numbers.
struct NumberRow {
  std::string_view label;  ///< marked up, such as "dZ^[3]"
  std::span<const double> values;
};

struct NumberTableSpec {
  int decimals = 2;
  bool sign = true;
  /// The value drawn in the fullest colour; 0 takes the largest of the table.
  double full_scale = 0.0;
  /// Width of the column of labels; 0: as wide as needed.
  float label_width = 0.0F;
  int lit_row = -1, lit_column = -1;  ///< this cell gets a ring
  bool tinted = true;
};

/// Which cell of a table is under the mouse, or was pressed.
struct CellAt {
  int row = -1, column = -1;
  bool pressed = false;
  explicit operator bool() const { return row >= 0; }
};

/// Numbers in mono type, every cell tinted by its sign and size. Columns that do not fit are
/// replaced by one … column.
CellAt number_table(std::string_view id, std::string_view label, std::span<const NumberRow> rows,
                    const NumberTableSpec& spec = {});

/// A soft well with a formula and, under it, the same with the numbers in it.
void formula(std::string_view equation, std::string_view with_numbers = {});

// ---------------------------------------------------------------------------------------------
// Dialogs

/// A card over the dimmed page. Escape and a press outside close it (set `open` to false).
/// @return true while it is open; then call end_dialog.
bool begin_dialog(std::string_view id, std::string_view title, bool& open, float width = 480.0F);
void end_dialog();

}  // namespace purr::shell
