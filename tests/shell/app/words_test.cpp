// What the screen says of itself: every symbol can be asked for its meaning, in every panel, in
// both languages, and examples are counted from 1.
#include <algorithm>
#include <string>
#include <vector>

#include "shell/theme/strings.h"
#include "shell/theme/words.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

/// The controls that explain a word: an image whose label is "symbol: sentence".
std::vector<Control> explained(const HeadlessApp& app) {
  std::vector<std::string> sentences;
  for (const WordRow& row : words()) {
    for (const int layer : {0, 1, 2, 3}) sentences.push_back(plain(word_text(row.word, layer)));
  }
  std::vector<Control> found;
  for (const Control& control : app.controls()) {
    if (control.role != Role::image) continue;
    const bool is_word = std::ranges::any_of(sentences, [&](const std::string& sentence) {
      return control.label.ends_with(": " + sentence);
    });
    if (is_word) found.push_back(control);
  }
  return found;
}

/// The surface of a user who has been here before: with all settings, without the tour.
Surface known(Surface surface) {
  surface.arrangement = kAllOpen;
  return surface;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

}  // namespace

TEST_CASE("every explained symbol opens its sentence by press and by keyboard, beside itself",
          "[shell][panels]") {
  for (const Language language : {Language::english, Language::chinese}) {
    for (Surface surface : {wide_surface(), known(wide_surface()), known(phone_surface())}) {
      surface.system_language = language;
      HeadlessApp app(kSmallPictures, surface);
      REQUIRE(current_language() == language);
      const std::vector<Control> all = explained(app);
      CHECK(all.size() >= 2);
      for (const Control& symbol : all) {
        INFO(symbol.id << " " << symbol.label);
        app.press(symbol.id);
        REQUIRE(shown_bubble());
        const std::string sentence = symbol.label.substr(symbol.label.find(": ") + 2);
        CHECK(plain(shown_bubble()->words).find(sentence) != std::string::npos);
        CHECK_FALSE(overlap(shown_bubble()->box, shown_bubble()->over));
        app.key(ImGuiKey_Escape);
        CHECK_FALSE(shown_bubble());
        app.focus(symbol.id);
        app.frame(30);
        REQUIRE(shown_bubble());
        CHECK(plain(shown_bubble()->words).find(sentence) != std::string::npos);
        app.key(ImGuiKey_Escape);
      }
    }
  }
}

TEST_CASE("sentences speak of the data set on the screen", "[shell][panels]") {
  HeadlessApp points(kSmallPoints, known(wide_surface()));
  CHECK(word_text(Word::m) == "How many points the network learns from.");
  CHECK(word_text(Word::y) == "The true answer: 1 means class 1, 0 means class 0.");
}

TEST_CASE("what is said of a test example never stands beside the training set",
          "[shell][panels]") {
  HeadlessApp app(kSmallPictures, known(wide_surface()));
  const auto is_test = [&] {
    return read_experiment(app.link()).experiment.view.example_set == ExampleSet::test;
  };
  const auto sheet_count = [&] { return app.control("data/picture").max; };
  for (int i = 0; i < 3; ++i) {
    INFO(i);
    CHECK(sheet_count() == (is_test() ? 6 : 12));
    app.press("data/other_set");
  }
}

TEST_CASE("without data nothing claims a time", "[shell][panels]") {
  watch_texts();
  HeadlessOptions options;
  options.ms_per_iteration = 0.25;
  options.surface = known(wide_surface());
  HeadlessApp app(options);
  app.press("data/source/course");
  app.press("status/details");
  app.settle();
  CHECK_FALSE(seen_texts().empty());
  for (const SeenText& text : seen_texts()) {
    INFO(text.words);
    CHECK(text.words.find("ms/") == std::string::npos);
  }
}

}  // namespace purr::shell::test
