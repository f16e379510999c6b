#include "shell/widgets/formula/formula.h"

#include <string>
#include <vector>

#include "shell/theme/theme.h"
#include "shell/widgets/formula/layout.h"
#include "shell/widgets/formula/parse.h"
#include "shell/widgets/formula/words.h"
#include "tests/shell/screen.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

std::string in_words(const char* text, Language language = Language::english) {
  const FormulaTree tree = parse_formula(text);
  CAPTURE(text, tree.error);
  CHECK(tree.error.empty());
  return formula_words(tree.root, language);
}

/// The layout of a formula at 20 pixels.
FormulaLayout laid_out(const char* text) {
  FormulaLayout layout;
  test::Screen screen;
  screen.frame([&] { layout = lay_out(parse_formula(text).root, 20.0F); });
  return layout;
}

const FormulaMark* mark_of(const FormulaLayout& layout, unsigned int character) {
  for (const FormulaMark& mark : layout.marks) {
    if (mark.kind == FormulaMark::Kind::glyph && mark.character == character) return &mark;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a formula is read as a teacher reads it", "[widgets][formula]") {
  CHECK(in_words("\\d Z^{[2]} = A^{[2]} - Y") == "d Z 2 equals A 2 minus Y");
  CHECK(in_words("\\d W^{[l]} = \\frac{1}{m} \\d Z^{[l]} A^{[l-1]\\T}") ==
        "d W l equals 1 over m d Z l A l minus 1 transposed");
  CHECK(in_words("a^{[1](3)}_2") == "a 1 3 2");
  CHECK(in_words("\\d A * g^{[1]}'(Z)") == "d A times, entry by entry, g 1 prime Z");
  CHECK(in_words("\\sum_{i=1}^{m} x_i") == "the sum of for i equals 1 to m of x i");
  CHECK(in_words("\\sqrt{n}") == "the root of n");
  CHECK(in_words("\\hat{y} := \\sigma(z)") == "y hat becomes sigma z");
  CHECK(in_words("e^{-z}") == "e to the power minus z");
  CHECK(in_words("\\d Z^{[2]} = A^{[2]} - Y", Language::chinese) == "d Z 2 等于 A 2 减 Y");
  CHECK(in_words("\\frac{1}{m}", Language::chinese) == "m 分之 1");
}

TEST_CASE("a formula that cannot be read stays on the screen as it was written",
          "[widgets][formula]") {
  for (const char* text : {"\\frac{1}", "{", "}", "\\nonsense", "x^", "\\left( x", "\\matrix{1 & 2",
                           "\\matrix{1 & 2 \\\\ 3}", "a & b", "\\text{", "\\", "\\left", "_"}) {
    CAPTURE(text);
    const FormulaTree tree = parse_formula(text);
    CHECK_FALSE(tree.error.empty());
    REQUIRE(tree.root.parts.size() == 1);
    CHECK(tree.root.parts[0].text == text);
  }
  CHECK(parse_formula("").error.empty());
}

TEST_CASE("nesting without end is refused, not followed", "[widgets][formula]") {
  std::string deep;
  for (int i = 0; i < 400; ++i) deep += "\\hat";
  CHECK_FALSE(parse_formula(deep).error.empty());
  std::string braces(1500, '{');
  CHECK_FALSE(parse_formula(braces).error.empty());
}

TEST_CASE("variables are in italics, functions, digits and d are upright", "[widgets][formula]") {
  const FormulaLayout layout = laid_out("\\d x = 2 \\log y");
  CHECK(mark_of(layout, 'd') != nullptr);
  CHECK(mark_of(layout, '2') != nullptr);
  CHECK(mark_of(layout, 'l') != nullptr);
  CHECK(mark_of(layout, 0x1D465) != nullptr);  // 𝑥
  CHECK(mark_of(layout, 0x1D466) != nullptr);  // 𝑦
  CHECK(mark_of(layout, 'x') == nullptr);
}

TEST_CASE("parts of a formula stand where they belong", "[widgets][formula]") {
  const FormulaLayout scripts = laid_out("a^{2}_{3}");
  const FormulaMark* above = mark_of(scripts, '2');
  const FormulaMark* below = mark_of(scripts, '3');
  REQUIRE((above != nullptr && below != nullptr));
  CHECK(above->y < 0.0F);
  CHECK(below->y > 0.0F);
  CHECK(above->size < 20.0F);
  // A superscript and a subscript do not touch.
  CHECK(below->y - above->y > 0.75F * above->size);

  const FormulaLayout fraction = laid_out("\\frac{1}{7}");
  const FormulaMark* line = nullptr;
  for (const FormulaMark& mark : fraction.marks) {
    if (mark.kind == FormulaMark::Kind::line) line = &mark;
  }
  REQUIRE(line != nullptr);
  CHECK(mark_of(fraction, '1')->y < line->y);
  CHECK(mark_of(fraction, '7')->y > line->y + 8.0F);
  CHECK(fraction.ascent > 15.0F);

  const FormulaLayout sum = laid_out("\\sum_{i=1}^{m} x");
  CHECK(sum.ascent + sum.descent > 40.0F);

  const FormulaLayout matrix = laid_out("\\matrix{1 & 2 \\\\ 3 & 4}");
  CHECK(mark_of(matrix, '1')->x == mark_of(matrix, '3')->x);
  CHECK(mark_of(matrix, '2')->x > mark_of(matrix, '1')->x + 20.0F);
  CHECK(mark_of(matrix, '3')->y > mark_of(matrix, '1')->y + 15.0F);
}

TEST_CASE("a minus at the beginning is a sign, between two terms an operation",
          "[widgets][formula]") {
  const FormulaLayout sign = laid_out("-x");
  const FormulaLayout operation = laid_out("y-x");
  const float sign_gap = mark_of(sign, 0x1D465)->x - mark_of(sign, 0x2212)->x;
  const float gap = mark_of(operation, 0x1D465)->x - mark_of(operation, 0x2212)->x;
  CHECK(gap > sign_gap + 2.0F);
}

TEST_CASE("a marked part tells its place, and is found under the pointer", "[widgets][formula]") {
  const char* text = "\\id{Z}{Z^{[1]}} = \\id{W}{W^{[1]}} x";
  const FormulaLayout layout = laid_out(text);
  REQUIRE(layout.parts.size() == 2);
  CHECK(layout.parts[0].id == "Z");
  CHECK(layout.parts[1].id == "W");
  CHECK(layout.parts[1].box.x > layout.parts[0].box.right());
  CHECK(layout.parts[0].box.y < 0.0F);

  test::Screen screen;
  std::string under;
  ImVec2 at{};
  const auto content = [&] {
    at = ImGui::GetCursorScreenPos();
    under = formula("f", text, {.size = 20.0F});
  };
  screen.frame(content);
  const Rect box = layout.parts[1].box;
  screen.move_to(at.x + box.x + box.width / 3, at.y + layout.ascent - 4.0F, content);
  CHECK(under == "W");
  screen.move_to(390.0F, 290.0F, content);
  CHECK(under.empty());
}

TEST_CASE("numbers below a formula do not touch each other", "[widgets][formula]") {
  test::Screen screen;
  ImVec2 without{};
  ImVec2 with{};
  screen.frame([&] {
    const char* text = "\\id{a}{a}+\\id{b}{b}";
    without = measure_formula(text, {.size = 20.0F});
    with = measure_formula(
        text, {.size = 20.0F, .number = [](std::string_view) { return std::string("−1234.567"); }});
  });
  CHECK(with.y > without.y + 8.0F);
  CHECK(with.x > 120.0F);
}

}  // namespace purr::shell
