#include "engine/core/printable.h"

#include <string>

#include "tests/support/catch.h"

namespace purr {
namespace {

TEST_CASE("text that can be shown stays as it is", "[core][unit]") {
  for (const char* text : {"", "learning_rate", "猫", "naïve café", "🐈 and 🐕", "{0} & <b>"}) {
    CHECK(printable(text) == text);
  }
}

TEST_CASE("what is no character becomes a question mark and control characters a space",
          "[core][unit]") {
  CHECK(printable("a\nb\tc\x1b[31m\x7f") == "a b c [31m ");
  CHECK(printable(std::string("a\0b", 3)) == "a b");
  CHECK(printable("\xff\xfe") == "??");
  CHECK(printable("\xc3") == "?");                 // a character cut off
  CHECK(printable("\xe7\x8c") == "??");            // two bytes of three
  CHECK(printable("\xc0\xaf") == "??");            // longer than needed
  CHECK(printable("\xed\xa0\x80") == "???");       // half of a pair of UTF-16
  CHECK(printable("\xf4\x90\x80\x80") == "????");  // above the last character
  CHECK(printable("\x80x") == "?x");
}

TEST_CASE("long text is cut between characters", "[core][unit]") {
  CHECK(printable("abcdef", 6) == "abcdef");
  CHECK(printable("abcdefg", 6) == "abcdef…");
  std::string cats;
  for (int i = 0; i < 100; ++i) cats += "猫";
  CHECK(printable(cats, 10) == "猫猫猫猫…");
  CHECK(printable(cats, 1000) == cats);
}

}  // namespace
}  // namespace purr
