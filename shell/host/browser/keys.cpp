#include "shell/host/browser/keys.h"

#include <algorithm>
#include <array>
#include <utility>

namespace purr::shell::browser {
namespace {

ImGuiKey after(ImGuiKey first, char from, char letter) {
  return static_cast<ImGuiKey>(static_cast<int>(first) + (letter - from));
}

bool is_modifier(ImGuiKey key) { return key >= ImGuiKey_LeftCtrl && key <= ImGuiKey_RightSuper; }

/// The keys that scroll a page, move in a list or press a button: on the canvas they are for the
/// program.
bool is_moving_key(ImGuiKey key) {
  return (key >= ImGuiKey_LeftArrow && key <= ImGuiKey_End) || key == ImGuiKey_Space ||
         key == ImGuiKey_Enter || key == ImGuiKey_KeypadEnter;
}

/// What a text field does with Ctrl or Command: select all, copy, cut, undo, redo. Paste comes as
/// an event of the browser, with the text.
bool is_editing_shortcut(ImGuiKey key) {
  return key == ImGuiKey_A || key == ImGuiKey_C || key == ImGuiKey_X || key == ImGuiKey_Z ||
         key == ImGuiKey_Y;
}

bool is_text_size_key(ImGuiKey key) {
  return key == ImGuiKey_Equal || key == ImGuiKey_Minus || key == ImGuiKey_KeypadAdd ||
         key == ImGuiKey_KeypadSubtract;
}

/// A key with Ctrl, Command or Alt belongs to the browser, with these exceptions.
bool is_for_program(ImGuiKey key, int modifiers, bool takes_text) {
  const bool has_command = (modifiers & (kControl | kMeta)) != 0;
  const bool has_alt = (modifiers & kAlt) != 0;
  if (takes_text) {
    const bool moves_by_word =
        is_moving_key(key) || key == ImGuiKey_Backspace || key == ImGuiKey_Delete;
    return moves_by_word || (has_command && is_editing_shortcut(key));
  }
  // Undo and redo of the settings.
  return has_command && !has_alt && (key == ImGuiKey_Z || key == ImGuiKey_Y);
}

}  // namespace

ImGuiKey key_of(std::string_view code) {
  if (code.size() == 4 && code.starts_with("Key")) return after(ImGuiKey_A, 'A', code[3]);
  if (code.size() == 6 && code.starts_with("Digit")) return after(ImGuiKey_0, '0', code[5]);
  if (code.size() == 7 && code.starts_with("Numpad") && code[6] >= '0' && code[6] <= '9') {
    return after(ImGuiKey_Keypad0, '0', code[6]);
  }
  using Row = std::pair<std::string_view, ImGuiKey>;
  static constexpr std::array kRows{Row{"ArrowLeft", ImGuiKey_LeftArrow},
                                    Row{"ArrowRight", ImGuiKey_RightArrow},
                                    Row{"ArrowUp", ImGuiKey_UpArrow},
                                    Row{"ArrowDown", ImGuiKey_DownArrow},
                                    Row{"PageUp", ImGuiKey_PageUp},
                                    Row{"PageDown", ImGuiKey_PageDown},
                                    Row{"Home", ImGuiKey_Home},
                                    Row{"End", ImGuiKey_End},
                                    Row{"Insert", ImGuiKey_Insert},
                                    Row{"Delete", ImGuiKey_Delete},
                                    Row{"Backspace", ImGuiKey_Backspace},
                                    Row{"Space", ImGuiKey_Space},
                                    Row{"Enter", ImGuiKey_Enter},
                                    Row{"Escape", ImGuiKey_Escape},
                                    Row{"ControlLeft", ImGuiKey_LeftCtrl},
                                    Row{"ControlRight", ImGuiKey_RightCtrl},
                                    Row{"ShiftLeft", ImGuiKey_LeftShift},
                                    Row{"ShiftRight", ImGuiKey_RightShift},
                                    Row{"AltLeft", ImGuiKey_LeftAlt},
                                    Row{"AltRight", ImGuiKey_RightAlt},
                                    Row{"MetaLeft", ImGuiKey_LeftSuper},
                                    Row{"MetaRight", ImGuiKey_RightSuper},
                                    Row{"Quote", ImGuiKey_Apostrophe},
                                    Row{"Comma", ImGuiKey_Comma},
                                    Row{"Minus", ImGuiKey_Minus},
                                    Row{"Period", ImGuiKey_Period},
                                    Row{"Slash", ImGuiKey_Slash},
                                    Row{"Semicolon", ImGuiKey_Semicolon},
                                    Row{"Equal", ImGuiKey_Equal},
                                    Row{"BracketLeft", ImGuiKey_LeftBracket},
                                    Row{"Backslash", ImGuiKey_Backslash},
                                    Row{"BracketRight", ImGuiKey_RightBracket},
                                    Row{"Backquote", ImGuiKey_GraveAccent},
                                    Row{"NumpadDecimal", ImGuiKey_KeypadDecimal},
                                    Row{"NumpadDivide", ImGuiKey_KeypadDivide},
                                    Row{"NumpadMultiply", ImGuiKey_KeypadMultiply},
                                    Row{"NumpadSubtract", ImGuiKey_KeypadSubtract},
                                    Row{"NumpadAdd", ImGuiKey_KeypadAdd},
                                    Row{"NumpadEnter", ImGuiKey_KeypadEnter},
                                    Row{"NumpadEqual", ImGuiKey_KeypadEqual}};
  const auto row = std::ranges::find(kRows, code, &Row::first);
  return row == kRows.end() ? ImGuiKey_None : row->second;
}

KeyUse use_of_key(ImGuiKey key, bool is_down, int modifiers, bool takes_text) {
  if (key == ImGuiKey_None) return {};
  const bool has_command = (modifiers & (kControl | kMeta)) != 0;
  const bool has_alt = (modifiers & kAlt) != 0;
  // Ctrl, Alt and + or - change the text size; no browser uses them.
  if ((modifiers & kControl) != 0 && has_alt && is_text_size_key(key)) {
    return {.is_passed_on = true, .is_kept_from_browser = is_down};
  }
  if ((has_command || has_alt) && !is_modifier(key)) {
    // A release is always passed on: a key that was pressed without the modifier must not hang.
    if (!is_down) return {.is_passed_on = true, .is_kept_from_browser = false};
    const bool is_ours = is_for_program(key, modifiers, takes_text);
    return {.is_passed_on = is_ours, .is_kept_from_browser = is_ours};
  }
  if (!is_down || is_modifier(key)) return {.is_passed_on = true, .is_kept_from_browser = false};
  if (!takes_text) return {.is_passed_on = true, .is_kept_from_browser = is_moving_key(key)};
  // Characters come as text from the browser's own field, so it must see the keys that type them.
  const bool edits = key != ImGuiKey_Space && (is_moving_key(key) || key == ImGuiKey_Backspace ||
                                               key == ImGuiKey_Delete || key == ImGuiKey_Escape);
  return {.is_passed_on = true, .is_kept_from_browser = edits};
}

}  // namespace purr::shell::browser
