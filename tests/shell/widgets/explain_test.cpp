// Bubbles that explain symbols: when they open, where they lie, how they close.
#include <string>

#include "shell/theme/strings.h"
#include "shell/widgets/tooltips.h"
#include "shell/widgets/widgets.h"
#include "tests/shell/screen.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using test::Screen;

constexpr Rect kCost = {.x = 40, .y = 60, .width = 30, .height = 20};
constexpr Rect kAround = {.x = 20, .y = 40, .width = 100, .height = 80};
constexpr Rect kRate = {.x = 200, .y = 60, .width = 30, .height = 20};

void two_symbols() {
  explain("cost", kCost, Word::cost, "J = 0.644");
  explain("rate", kRate, Word::alpha);
}

ImVec2 middle(const Rect& place) { return {place.x + place.width / 2, place.y + place.height / 2}; }

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

void move_to(Screen& screen, const Rect& place) {
  screen.move_to(middle(place).x, middle(place).y, two_symbols);
}

void tap(Screen& screen, ImVec2 at) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  screen.click(at.x, at.y, two_symbols);
}

}  // namespace

TEST_CASE("a symbol explains itself after 300 ms under the mouse", "[shell][unit]") {
  Screen screen;
  move_to(screen, kCost);
  screen.frame(two_symbols, 12);  // 0.23 s at sixty frames a second
  CHECK_FALSE(shown_bubble());
  screen.frame(two_symbols, 8);
  REQUIRE(shown_bubble());
  CHECK(plain(shown_bubble()->words).starts_with("J\nThe mean of all losses L"));
  CHECK(shown_bubble()->words.ends_with("\nJ = 0.644"));
  CHECK_FALSE(overlap(shown_bubble()->box, kCost));
  screen.move_to(150, 250, two_symbols);
  CHECK_FALSE(shown_bubble());
}

TEST_CASE("a symbol explains itself to the keyboard, and Escape closes the bubble",
          "[shell][unit]") {
  Screen screen;
  screen.frame(two_symbols, 2);
  registry().request("rate", "focus");
  screen.frame(two_symbols, 25);
  REQUIRE(registry().find("rate")->focused);
  REQUIRE(shown_bubble());
  CHECK(plain(shown_bubble()->words).starts_with("α\nLearning rate"));
  screen.key(ImGuiKey_Escape, two_symbols);
  CHECK_FALSE(shown_bubble());
}

TEST_CASE("a tap pins a bubble until the next tap", "[shell][unit]") {
  Screen screen;
  tap(screen, middle(kCost));
  REQUIRE(shown_bubble());
  screen.frame(two_symbols, 120);
  REQUIRE(shown_bubble());
  CHECK(shown_bubble()->over.x == kCost.x);
  tap(screen, middle(kRate));
  REQUIRE(shown_bubble());
  CHECK(shown_bubble()->over.x == kRate.x);
  tap(screen, middle(kRate));
  CHECK_FALSE(shown_bubble());
  tap(screen, middle(kRate));
  CHECK(shown_bubble());
  tap(screen, {150, 250});
  CHECK_FALSE(shown_bubble());
}

TEST_CASE("a finger that scrolls opens no bubble", "[shell][unit]") {
  Screen screen;
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  screen.drag(middle(kCost), {kCost.x + 10, kCost.y + 80}, two_symbols);
  screen.frame(two_symbols, 30);
  CHECK_FALSE(shown_bubble());
}

TEST_CASE("a press from the mirror pins a bubble and Escape closes it", "[shell][unit]") {
  Screen screen;
  screen.frame(two_symbols, 2);
  registry().request("cost", "press");
  screen.frame(two_symbols, 2);
  REQUIRE(shown_bubble());
  CHECK(detail::bubble_takes_escape());
  screen.key(ImGuiKey_Escape, two_symbols);
  CHECK_FALSE(shown_bubble());
}

TEST_CASE("a pinned bubble goes with what it speaks of", "[shell][unit]") {
  Screen screen;
  tap(screen, middle(kCost));
  REQUIRE(shown_bubble());
  screen.frame([] {}, 2);
  screen.frame(two_symbols, 2);
  CHECK_FALSE(shown_bubble());
}

TEST_CASE("a screen reader reads symbol, sentence and numbers", "[shell][unit]") {
  Screen screen;
  screen.frame([] { explain("w", kCost, Word::w_matrix, "W^[2] is 7 × 20", 2); }, 2);
  const Control* control = registry().find("w");
  REQUIRE(control != nullptr);
  CHECK(control->role == Role::image);
  CHECK(control->label == "W[2]: The weights of layer 2, one row per unit.");
  CHECK(control->value == "W[2] is 7 × 20");
}

TEST_CASE("a place inside another explains itself, in whatever order they are drawn",
          "[shell][unit]") {
  const auto inside_first = [] {
    explain("inside", kCost, Word::a);
    explain("around", kAround, Word::layer);
  };
  const auto inside_last = [] {
    explain("around", kAround, Word::layer);
    explain("inside", kCost, Word::a);
  };
  Screen screen;
  screen.move_to(middle(kCost).x, middle(kCost).y, inside_first);
  screen.frame(inside_first, 20);
  REQUIRE(shown_bubble());
  CHECK(shown_bubble()->over.width == kCost.width);
  screen.frame(inside_last, 20);
  REQUIRE(shown_bubble());
  CHECK(shown_bubble()->over.width == kCost.width);
}

TEST_CASE("an explained place leaves the press of a button below it alone", "[shell][unit]") {
  Screen screen;
  int presses = 0;
  const auto content = [&] {
    presses += button("go", "Go") ? 1 : 0;
    const Control* go = registry().find("go");
    if (go != nullptr) explain("word", {go->x, go->y, go->width, go->height}, Word::iteration);
  };
  screen.frame(content, 3);
  const ImVec2 at = test::middle_of("go");
  screen.click(at.x, at.y, content);
  CHECK(presses == 1);
}

TEST_CASE("a bubble covers nothing of its symbol at any place of the screen", "[shell][unit]") {
  const ImVec2 size = {240, 80};
  for (const ImVec2 screen : {ImVec2(390, 844), ImVec2(1440, 900)}) {
    for (float y = 0; y < screen.y - 30; y += 37) {
      for (float x = 0; x < screen.x - 60; x += 41) {
        const Rect over = {x, y, 60, 30};
        const Rect bubble = detail::bubble_place(over, size, screen);
        CHECK_FALSE(overlap(bubble, over));
        CHECK((bubble.x >= 0 && bubble.right() <= screen.x));
        CHECK((bubble.y >= 0 && bubble.bottom() <= screen.y));
      }
    }
    // As high as the screen: beside it. As large as the screen: beside the pointer.
    const Rect column = {0, 0, 80, screen.y};
    CHECK_FALSE(overlap(detail::bubble_place(column, size, screen), column));
    const Rect all = {0, 0, screen.x, screen.y};
    const Rect bubble = detail::bubble_place(all, size, screen, ImVec2(100, screen.y - 20));
    CHECK(bubble.bottom() <= screen.y - 20);
  }
}

TEST_CASE("every word has a symbol and a sentence in both languages, and no gap stays open",
          "[shell][unit]") {
  for (const Language language : {Language::english, Language::chinese}) {
    set_language(language);
    for (const WordRow& row : words()) {
      INFO(row.key);
      for (const int layer : {0, 3}) {
        const std::string symbol = plain(word_symbol(row.word, layer));
        const std::string sentence = plain(word_text(row.word, layer));
        CHECK_FALSE(symbol.empty());
        CHECK(sentence.ends_with(language == Language::chinese ? "。" : "."));
        CHECK(sentence.find_first_of("{}") == std::string::npos);
        CHECK(symbol.find_first_of("{}") == std::string::npos);
      }
    }
  }
  set_language(Language::english);
}

TEST_CASE("a sentence names the classes and the examples of the data set", "[shell][unit]") {
  set_word_subject({});  // an application that ran before left its own
  CHECK(word_text(Word::y) == "The true answer: 1 means cat, 0 means not cat.");
  CHECK(word_text(Word::m) == "How many pictures the network learns from.");
  set_word_subject({WordSubject::Kind::points, "red", "blue"});
  CHECK(word_text(Word::y) == "The true answer: 1 means red, 0 means blue.");
  CHECK(word_text(Word::x) == "One point as a column of numbers.");
  set_language(Language::chinese);
  CHECK(word_text(Word::x) == "一个点，排成一列数。");
  set_language(Language::english);
  set_word_subject({});
}

}  // namespace purr::shell
