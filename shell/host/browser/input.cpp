// The API of the pointer, the keys and the clipboard; web/page/input calls it.
#include <cfloat>
#include <string>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/host/browser/api.h"
#include "shell/host/browser/canvas.h"
#include "shell/host/browser/keys.h"
#include "shell/theme/theme.h"
#include "shell/widgets/registry.h"

using namespace purr::shell;
using namespace purr::shell::browser;

namespace {

// As the page numbers them.
enum class PointerEvent { move, down, up, cancel, leave };
enum class PointerType { mouse, touch, pen };

void send_modifiers(int modifiers) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Shift, (modifiers & kShift) != 0);
  io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & kControl) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (modifiers & kAlt) != 0);
  io.AddKeyEvent(ImGuiMod_Super, (modifiers & kMeta) != 0);
}

/// The DOM and ImGui number the buttons alike: left, right, middle.
void send_buttons(int buttons) {
  static int sent = 0;
  for (int button = 0; button < 3; ++button) {
    const bool is_down = (buttons >> button & 1) != 0;
    const bool was_down = (sent >> button & 1) != 0;
    if (is_down != was_down) ImGui::GetIO().AddMouseButtonEvent(button, is_down);
  }
  sent = buttons;
}

ImGuiMouseSource source_of(PointerType type) {
  switch (type) {
    case PointerType::touch: return ImGuiMouseSource_TouchScreen;
    case PointerType::pen: return ImGuiMouseSource_Pen;
    case PointerType::mouse: break;
  }
  return ImGuiMouseSource_Mouse;
}

void point_nowhere() { ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX); }

}  // namespace

/// @param kind     0 move, 1 down, 2 up, 3 cancel, 4 leave.
/// @param type     0 mouse, 1 touch, 2 pen.
/// @param x        CSS pixels from the left of the canvas; `y` from its top.
/// @param buttons  as the DOM's MouseEvent.buttons.
PURR_API void purr_pointer(int kind, int type, double x, double y, int buttons) {
  const auto event = static_cast<PointerEvent>(kind);
  const bool is_touch = static_cast<PointerType>(type) == PointerType::touch;
  page().surface.is_touch = is_touch;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(source_of(static_cast<PointerType>(type)));
  if (event == PointerEvent::cancel) {
    // The browser took over the gesture, for instance to zoom the page. Releasing the button where
    // nothing is clicks nothing.
    point_nowhere();
    send_buttons(0);
    return;
  }
  if (event != PointerEvent::leave) {
    const float zoom = theme().zoom;
    io.AddMousePosEvent(static_cast<float>(x) / zoom, static_cast<float>(y) / zoom);
  }
  send_buttons(buttons);
  // A finger that is lifted points nowhere, and neither does a mouse that has left the canvas; but
  // a drag goes on outside.
  const bool is_gone = event == PointerEvent::leave || (is_touch && event == PointerEvent::up);
  if (is_gone && buttons == 0) point_nowhere();
}

/// @param dx  CSS pixels to the right; `dy` down; as the DOM counts them.
PURR_API void purr_wheel(double dx, double dy, int modifiers) {
  constexpr double kPixelsOfNotch = 100.0;  // one notch is about 100 pixels in the DOM, 1 in ImGui
  send_modifiers(modifiers);
  ImGui::GetIO().AddMouseWheelEvent(static_cast<float>(-dx / kPixelsOfNotch),
                                    static_cast<float>(-dy / kPixelsOfNotch));
}

/// Returns 1 where Ctrl and the wheel zoom what is drawn, which is a plot; elsewhere they zoom the
/// page.
PURR_API int purr_zooms_at(double x, double y) {
  x /= static_cast<double>(theme().zoom);
  y /= static_cast<double>(theme().zoom);
  for (const Control& control : page().app->controls().controls()) {
    const bool is_inside = x >= control.x && x < control.x + control.width && y >= control.y &&
                           y < control.y + control.height;
    if (is_inside && control.zooms) return 1;
  }
  return 0;
}

/// A key by its KeyboardEvent.code. Returns 1 where the browser must not act on it; never for Tab,
/// function keys and the browser's own shortcuts.
PURR_API int purr_key(const char* code, int is_down, int modifiers) {
  send_modifiers(modifiers);
  const ImGuiKey key = key_of(code);
  const KeyUse use = use_of_key(key, is_down != 0, modifiers, wants_text());
  if (use.is_passed_on) ImGui::GetIO().AddKeyEvent(key, is_down != 0);
  return use.is_kept_from_browser ? 1 : 0;
}

PURR_API void purr_text(const char* utf8) { ImGui::GetIO().AddInputCharactersUTF8(utf8); }

/// Text from the clipboard, for the field that takes text.
PURR_API void purr_paste(const char* utf8) {
  if (!wants_text()) return;
  set_clipboard(utf8);
  ImGuiIO& io = ImGui::GetIO();
  send_modifiers(io.ConfigMacOSXBehaviors ? kMeta : kControl);
  io.AddKeyEvent(ImGuiKey_V, true);
  // ImGui takes the release, and with it the modifiers, in the next frame.
  io.AddKeyEvent(ImGuiKey_V, false);
  send_modifiers(0);
}

/// Losing the focus releases every key: the release of Alt in Alt+Tab never reaches the page.
PURR_API void purr_focus(int is_focused) { ImGui::GetIO().AddFocusEvent(is_focused != 0); }

/// Returns 1 while a field on the canvas takes text.
PURR_API int purr_wants_text() { return wants_text() ? 1 : 0; }
