#include <algorithm>
#include <cmath>
#include <string>

#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/widgets.h"
#include "tests/shell/screen.h"
#include "tests/support/catch.h"

namespace purr::shell {

TEST_CASE("markup raises brackets, groups braces and can be escaped", "[shell][unit]") {
  CHECK(plain("W^[1] (20, 12288)") == "W[1] (20, 12288)");
  CHECK(plain("n_{x} = 10^{−4}") == "nx = 10−4");
  CHECK(plain("a ^ b _ c") == "a ^ b _ c");
  CHECK(plain("**2,500** pictures") == "2,500 pictures");
  CHECK(plain("\\^[1] \\*\\*") == "^[1] **");
  CHECK(plain("W^[unclosed") == "W^[unclosed");
  CHECK(plain("").empty());
  CHECK(plain("W^[2]ᵀ 10⁻⁷") == "W[2]ᵀ 10⁻⁷");
}

TEST_CASE("a superscript is narrower than the same words beside it", "[shell][unit]") {
  test::Screen screen;
  float raised = 0;
  float flat = 0;
  screen.frame([&] {
    raised = measure("W^[1]").x;
    flat = measure("W[1]").x;
  });
  CHECK(raised < flat);
  CHECK(raised > 0);
}

TEST_CASE("a subscript stands below the superscript before it", "[shell][unit]") {
  test::Screen screen;
  screen.frame([&] {
    const float letter = measure("W").x;
    const float above = measure("W^[2]").x - letter;
    const float below = measure("W_{3,5}").x - letter;
    CHECK(measure("W^[2]_{3,5}").x == letter + std::max(above, below));
    CHECK(measure("W_{3,5}^[2]").x == letter + std::max(above, below));
    CHECK(measure("W^[2] _{3,5}").x > letter + above + below);
    // The text behind it begins behind the wider of the two.
    CHECK(measure("W^[2]_{3,5}Z").x == letter + std::max(above, below) + measure("Z").x);
    CHECK(detail::measure_wrapped("W^[2]_{3,5}Z", {}, 400).x ==
          std::ceil(measure("W^[2]_{3,5}Z").x));
  });
}

TEST_CASE("a superscript of Unicode is as large as a raised bracket", "[shell][unit]") {
  test::Screen screen;
  screen.frame([&] {
    CHECK(measure("10⁻⁷").x == measure("10^{−7}").x);
    CHECK(measure("Wᵀ").x == measure("W^{T}").x);
    CHECK(measure("10⁰¹²³⁴⁵⁶⁷⁸⁹").x == measure("10^{0123456789}").x);
  });
}

TEST_CASE("figures all have one width, so that a counter does not tremble", "[shell][unit]") {
  test::Screen screen;
  screen.frame([&] {
    for (const Weight weight : {Weight::regular, Weight::semibold, Weight::mono}) {
      const TextStyle style = {14.0F, weight};
      const float one = measure("1", style).x;
      for (const char* digit : {"0", "2", "3", "4", "5", "6", "7", "8", "9"}) {
        CHECK(measure(digit, style).x == one);
      }
    }
  });
}

TEST_CASE("paragraphs break between words and between Chinese characters", "[shell][unit]") {
  test::Screen screen;
  screen.frame([&] {
    const TextStyle style = {12.0F, Weight::regular};
    const float line = detail::measure_wrapped("one", style, 300).y;
    CHECK(detail::measure_wrapped("one two three", style, 300).y == line);
    CHECK(detail::measure_wrapped("one two three", style, measure("one two", style).x + 2).y ==
          2 * line);
    CHECK(detail::measure_wrapped("one\ntwo", style, 300).y == 2 * line);
    // Six characters in the room of four: two lines, although there is no space.
    CHECK(detail::measure_wrapped("数据训练网络", style, 12.0F * 4 + 2).y == 2 * line);
    // The full stop does not begin a line: the character before it comes along.
    CHECK(detail::measure_wrapped("数据训练。", style, 12.0F * 4 + 2).y == 2 * line);
    // A word wider than the room is cut, not lost.
    CHECK(detail::measure_wrapped("aaaaaaaaaaaaaaaaaaaa", style, 40).y > 2 * line);
    CHECK(detail::measure_wrapped("", style, 40).y == line);
  });
}

TEST_CASE("broken UTF-8 is drawn without reading past its end", "[shell][unit]") {
  test::Screen screen;
  const std::string text = GENERATE(as<std::string>{}, "\xE4", "a\xE4\xBD", "\xFF\xFE", "ok\xC3");
  screen.frame([&] {
    CHECK(measure(text).x > 0);
    paragraph(text);
  });
}

TEST_CASE("secondary text can be read on every surface", "[shell][unit]") {
  const auto kind = GENERATE(ThemeKind::light, ThemeKind::dark);
  test::Screen screen;
  apply_theme(kind, 1.0F, false);
  const Theme& t = theme();
  constexpr float kSmallText = 4.5F;  // WCAG 2.2, success criterion 1.4.3
  for (const ImU32 ground : {t.card, t.ground, t.soft}) {
    for (const ImU32 words : {t.ink, t.dim_soft, t.cat_text, t.non_text, t.train_text, t.test_text,
                              t.accent_text, t.danger_text, t.good_text}) {
      CHECK(contrast(words, ground) >= kSmallText);
    }
  }
  CHECK(contrast(t.dim, t.card) >= kSmallText);
  CHECK(contrast(t.on_accent, t.accent) >= kSmallText);
  CHECK(contrast(t.bubble_ink, t.bubble) >= kSmallText);
  // Curves and marks: 3 is what graphics need.
  for (const ImU32 mark : {t.cat, t.non, t.train, t.test, t.accent}) {
    CHECK(contrast(mark, t.card) >= 3.0F);
  }
  for (float value = -1.0F; value <= 1.0F; value += 0.125F) {
    CHECK(contrast(ink_on_diverging(value), diverging(value)) >= kSmallText);
  }
}

TEST_CASE("the two ends of the diverging scale differ in lightness from the middle",
          "[shell][unit]") {
  apply_theme(GENERATE(ThemeKind::light, ThemeKind::dark), 1.0F, false);
  const ImU32 zero = diverging(0.0F);
  CHECK(contrast(diverging(1.0F), zero) > 1.5F);
  CHECK(contrast(diverging(-1.0F), zero) > 1.5F);
  CHECK(diverging(5.0F) == diverging(1.0F));
  CHECK(diverging(-5.0F) == diverging(-1.0F));
  CHECK(diverging(std::nanf("")) == theme().line);
}

}  // namespace purr::shell
