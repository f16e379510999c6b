// What the widgets share among themselves; panels have no use for it.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/widgets/widgets.h"

namespace purr::shell::detail {

/// The state of one item after mouse, finger and keyboard had their say.
struct Touched {
  ImGuiID id = 0;
  ImRect box;
  bool visible = false;  ///< some of it is inside the clip rectangle
  bool hovered = false;
  bool held = false;
  bool pressed = false;  ///< in this frame, by any means
  bool focused = false;  ///< the keyboard is on it
};

[[nodiscard]] ImRect to_im(const Rect& r);
[[nodiscard]] Rect from_im(const ImRect& r);

/// The ImGui id of a widget: unique within the open scopes.
[[nodiscard]] ImGuiID item_id(std::string_view id);

/// Makes a box at the cursor (or the next free place) an ImGui item that can be pressed. Does not
/// register it.
Touched press_item(std::string_view id, ImVec2 size, bool enabled = true,
                   ImGuiButtonFlags flags = 0);
/// The same for a box inside an item that already took its space.
Touched press_box(ImGuiID id, const ImRect& box, bool enabled = true, ImGuiButtonFlags flags = 0);

/// Control filled with what a press item knows.
[[nodiscard]] Control control_of(std::string_view id, Role role, std::string_view label,
                                 const Touched& item);

/// Takes a waiting request for `id` (without prefix) and carries out "focus" itself.
std::optional<ControlRequest> take_request(std::string_view id, const Touched& item);

/// Moves the keyboard to an item and scrolls it into view.
void focus_item(const Touched& item);

/// The ring around what the keyboard is on; nothing while the mouse is in use.
void focus_ring(const Touched& item, float radius, float grow = 2.0F);
void focus_ring(ImGuiID id, ImRect box, float radius, float grow = 2.0F);
[[nodiscard]] bool focus_shown(ImGuiID id);

/// The keyboard is on the item: these keys are its own, and ImGui's own navigation leaves them.
void own_keys(ImGuiID id, std::initializer_list<ImGuiKey> keys);
[[nodiscard]] bool key_pressed(ImGuiID id, ImGuiKey key);

/// A value between 0 and 1 that follows `on` within a tenth of a second; jumps where motion is
/// reduced.
float animate(ImGuiID id, bool on);

/// Where the finger that holds `id` is dragging: a slider claims a sideways drag, and then the
/// scrolling region leaves it alone.
void claim_drag(ImGuiID id);

/// Fills a rounded box and draws its hairline exactly one physical pixel wide.
void draw_box(ImDrawList* list, const ImRect& box, ImU32 fill, float radius, ImU32 border = 0);
/// A bar whose short ends are half circles (a rounded rectangle's corners stop short of that).
void draw_pill(ImDrawList* list, const ImRect& box, ImU32 colour);
/// Width of one physical pixel, or of the whole number of them next to a logical one.
[[nodiscard]] float hairline_width();
/// Nearest edge between physical pixels.
[[nodiscard]] float snap(float position);

/// A soft shadow below a floating box.
void draw_shadow(ImDrawList* list, const ImRect& box, float radius, float spread = 18.0F);

/// Draws text of one style without markup, its box's middle at `middle_y`.
void draw_plain(ImDrawList* list, float x, float middle_y, std::string_view words, ImFont* font,
                float size, ImU32 colour);
[[nodiscard]] float plain_width(std::string_view words, ImFont* font, float size);

/// Size of words broken into lines of at most `width`, and their drawing. Same markup as
/// everywhere.
[[nodiscard]] ImVec2 measure_wrapped(std::string_view words, const TextStyle& style, float width);
void draw_wrapped(ImDrawList* list, ImVec2 at, std::string_view words, const TextStyle& style,
                  float width);

/// A new frame: what was seen in the last one can be asked for.
void begin_seen_texts();

[[nodiscard]] ImFont* font_of(Weight weight);
[[nodiscard]] float size_of(const TextStyle& style);

/// A well that shows a number and can be typed into.
struct Well {
  std::string_view id;  ///< of the control it belongs to
  ImRect box;
  std::string_view shown;     ///< "2,500", "all"
  std::string_view editable;  ///< what stands in the field when typing begins: "2500"
  bool integer = false;
  bool enabled = true;
  bool start = false;     ///< begin typing in this frame
  bool keyboard = false;  ///< a stop of the keyboard by itself
  bool framed = true;     ///< draws its own soft box
  Align align = Align::right;
};
struct WellResult {
  std::optional<double> typed;  ///< a number was confirmed in this frame
  Touched item;
};
WellResult number_well(const Well& well);

/// Opens and draws the list of a chooser or menu below `anchor`.
/// @return the number of the choice taken in this frame, or -1.
int popup_list(std::string_view id, const ImRect& anchor, std::span<const Choice> choices,
               int chosen, bool open_now, Role role);
[[nodiscard]] bool popup_is_open(std::string_view id);

/// Splits the available width of a row into label and control; draws the label.
ImRect row_with_label(std::string_view label, bool show_label, float label_width, bool enabled,
                      std::string_view hint, ImGuiID hint_id);

/// Tells the surroundings that something is being typed.
void report_editing(const TextEditing& editing);

/// Tooltip over a box, with the usual delay.
void hint_over(ImGuiID id, bool hovered, bool focused, std::string_view words);

/// Number of the choice that `wanted` names: by id, label, or position. -1: none.
[[nodiscard]] int find_choice(std::span<const Choice> choices, std::string_view wanted);
[[nodiscard]] std::string choice_id(std::span<const Choice> choices, int index);

}  // namespace purr::shell::detail
