// Which keys of the page the program takes, and which it leaves to the browser.
#include "shell/host/browser/keys.h"

#include <string_view>

#include "tests/support/catch.h"

using namespace purr::shell::browser;

namespace {

bool is_taken(std::string_view code, int modifiers = 0, bool takes_text = false) {
  return use_of_key(key_of(code), true, modifiers, takes_text).is_kept_from_browser;
}
bool is_seen(std::string_view code, bool is_down, int modifiers = 0, bool takes_text = false) {
  return use_of_key(key_of(code), is_down, modifiers, takes_text).is_passed_on;
}

}  // namespace

TEST_CASE("keys are named by their place on the keyboard", "[host][unit]") {
  CHECK(key_of("KeyA") == ImGuiKey_A);
  CHECK(key_of("KeyZ") == ImGuiKey_Z);
  CHECK(key_of("Digit7") == ImGuiKey_7);
  CHECK(key_of("Numpad9") == ImGuiKey_Keypad9);
  CHECK(key_of("NumpadAdd") == ImGuiKey_KeypadAdd);
  CHECK(key_of("ArrowUp") == ImGuiKey_UpArrow);
  CHECK(key_of("BracketLeft") == ImGuiKey_LeftBracket);
}

TEST_CASE("Tab and function keys stay with the browser", "[host][unit]") {
  for (const std::string_view code : {"Tab", "F1", "F5", "F12", "ContextMenu", "", "Numpad"}) {
    CAPTURE(code);
    CHECK(key_of(code) == ImGuiKey_None);
    CHECK_FALSE(is_taken(code));
    CHECK_FALSE(is_seen(code, true));
  }
}

TEST_CASE("keys that scroll a page are the program's, letters are shared", "[host][unit]") {
  for (const std::string_view code : {"ArrowDown", "PageUp", "Home", "Space", "Enter"}) {
    CAPTURE(code);
    CHECK(is_taken(code));
  }
  CHECK_FALSE(is_taken("KeyR"));
  CHECK(is_seen("KeyR", true));
}

TEST_CASE("shortcuts of the browser stay with it", "[host][unit]") {
  for (const std::string_view code : {"KeyT", "KeyW", "KeyC", "KeyF", "ArrowLeft"}) {
    for (const int modifier : {kControl, kMeta, kAlt}) {
      CAPTURE(code, modifier);
      CHECK_FALSE(is_taken(code, modifier));
      CHECK_FALSE(is_seen(code, true, modifier));
    }
  }
}

TEST_CASE("undo and redo are the program's outside of text", "[host][unit]") {
  for (const std::string_view code : {"KeyZ", "KeyY"}) {
    CHECK(is_taken(code, kControl));
    CHECK(is_taken(code, kMeta));
    CHECK(is_taken(code, kControl | kShift));
    CHECK_FALSE(is_taken(code, kControl | kAlt));
    CHECK_FALSE(is_taken(code, kAlt));
  }
}

TEST_CASE("Ctrl, Alt and plus or minus change the text size everywhere", "[host][unit]") {
  for (const std::string_view code : {"Equal", "Minus", "NumpadAdd", "NumpadSubtract"}) {
    CAPTURE(code);
    CHECK(is_taken(code, kControl | kAlt, GENERATE(false, true)));
    CHECK_FALSE(is_taken(code, kControl));  // the browser's own zoom
  }
}

TEST_CASE("a field of text edits by keys and leaves typing to the browser", "[host][unit]") {
  constexpr bool kText = true;
  for (const std::string_view code : {"ArrowLeft", "Backspace", "Delete", "Escape", "Enter"}) {
    CAPTURE(code);
    CHECK(is_taken(code, 0, kText));
  }
  CHECK_FALSE(is_taken("KeyA", 0, kText));
  CHECK_FALSE(is_taken("Space", 0, kText));
  CHECK(is_taken("KeyA", kControl, kText));
  CHECK(is_taken("KeyZ", kControl, kText));
  CHECK(is_taken("ArrowLeft", kAlt, kText));  // by words
  CHECK(is_taken("Backspace", kControl, kText));
  CHECK_FALSE(is_taken("KeyV", kControl, kText));  // paste comes as an event of the browser
  CHECK_FALSE(is_taken("KeyA", kAlt, kText));
}

TEST_CASE("a release always reaches the program", "[host][unit]") {
  CHECK(is_seen("KeyT", false, kControl));
  CHECK(is_seen("ControlLeft", false, kControl));
  CHECK_FALSE(use_of_key(ImGuiKey_T, false, kControl, false).is_kept_from_browser);
}
