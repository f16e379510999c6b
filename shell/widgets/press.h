// What every interactive widget is made of: an ImGui item, its entry in the registry, its requests,
// its tooltip and its focus ring. For widgets and plots, not for panels.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/widgets/places.h"
#include "shell/widgets/registry.h"

namespace purr::shell::detail {

/// The state of an item in this frame, after mouse, finger and keyboard have been read.
struct ItemState {
  ImGuiID id = 0;
  ImRect box{};
  bool is_visible = false;  ///< some of it is inside the clip rectangle
  bool is_hovered = false;
  bool is_held = false;
  bool is_pressed = false;  ///< in this frame, by any means
  bool is_focused = false;  ///< the keyboard is on it
  /// What was requested of a pressable item other than to press or focus it.
  std::optional<ControlRequest> request{};
};

struct PressOptions {
  bool is_enabled = true;
  std::string_view hint = {};  ///< tooltip
  bool has_hand = false;       ///< the cursor of the mouse is a hand over it
};

/// Everything that can be pressed goes through here: makes `box` an ImGui item, registers `control`
/// (id, role, label and state; its place is filled in), carries out requests to press or focus it,
/// and shows the tooltip and the cursor. Works while the item is scrolled out of sight.
///
/// The caller applies what a press changes, then draws if the item is visible, and ends with
/// `focus_ring`.
ItemState pressable(Control control, const ImRect& box, const PressOptions& options = {});
/// The same at the cursor, which moves on.
ItemState pressable(Control control, ImVec2 size, const PressOptions& options = {});

/// A square button with a cross and the id "close", or another, at the cursor.
struct CloseLook {
  float icon_size = 12.0F;
  ImU32 colour = 0, hovered_colour = 0;
  ImU32 hovered_ground = 0;  ///< 0: none
  float ring_radius = 6.0F;
  float ring_grow = 0.0F;
};
/// @return true when pressed.
bool close_button(std::string_view id, float side, const CloseLook& look);

// --- for widgets with a value, which take other requests too ---

/// The ImGui id of a widget: unique within the open scopes.
[[nodiscard]] ImGuiID item_id(std::string_view id);

/// Makes a box at the cursor (or the next free place) an ImGui item that can be pressed. Does not
/// register it.
ItemState press_item(std::string_view id, ImVec2 size, bool enabled = true,
                     ImGuiButtonFlags flags = 0);
/// The same for a box inside an item that already took its space.
ItemState press_box(ImGuiID id, const ImRect& box, bool enabled = true, ImGuiButtonFlags flags = 0);

/// A registry entry with the place and the focus of an item. `label` without markup.
[[nodiscard]] Control control_of(std::string_view id, Role role, std::string_view label,
                                 const ItemState& item);
/// A registry entry for something that is read but not operated.
[[nodiscard]] Control control_at(std::string_view id, Role role, std::string_view label,
                                 const Rect& place);

/// Takes a waiting request for `id` (without prefix); carries out "focus" itself.
std::optional<ControlRequest> take_request(std::string_view id, const ItemState& item);

// --- keyboard ---

/// Moves the keyboard to an item and scrolls it into view.
void focus_item(const ItemState& item);

/// The ring around the item that has the keyboard; not drawn while the mouse is in use.
void focus_ring(const ItemState& item, float radius, float grow = 2.0F);
void focus_ring(ImGuiID id, ImRect box, float radius, float grow = 2.0F);
[[nodiscard]] bool focus_shown(ImGuiID id);

/// Reserves keys for the item that has the keyboard: ImGui's own navigation leaves them alone.
void own_keys(ImGuiID id, std::initializer_list<ImGuiKey> keys);
[[nodiscard]] bool key_pressed(ImGuiID id, ImGuiKey key);

}  // namespace purr::shell::detail
