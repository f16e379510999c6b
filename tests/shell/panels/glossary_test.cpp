// The glossary in Help: what a search finds, and what can be read.
#include "shell/panels/glossary.h"

#include <algorithm>
#include <string>

#include "shell/theme/strings.h"
#include "tests/shell/app/headless_app.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

bool finds(std::string_view wanted, Word word) {
  const auto found = find_words(wanted);
  return std::ranges::any_of(found, [&](const WordRow* row) { return row->word == word; });
}

Word first_of(std::string_view wanted) {
  const auto found = find_words(wanted);
  REQUIRE_FALSE(found.empty());
  return found.front()->word;
}

}  // namespace

TEST_CASE("the glossary finds symbols however they are typed", "[shell][panels]") {
  CHECK(find_words("").size() == words().size());
  for (const char* typed : {"W[1]", "w1", "W", "W^[l]", "w[l]"}) {
    INFO(typed);
    CHECK(finds(typed, Word::w_matrix));
  }
  CHECK(first_of("ŷ") == Word::y_hat);
  CHECK(first_of("α") == Word::alpha);
  CHECK(first_of("dZ") == Word::dz);
  CHECK(first_of("a0") == Word::a_0);
  CHECK(first_of("epoch") == Word::epoch);
}

TEST_CASE("the glossary finds words of either language in either language", "[shell][panels]") {
  for (const Language language : {Language::english, Language::chinese}) {
    set_language(language);
    CHECK(finds("learning rate", Word::alpha));
    CHECK(finds("Learning Rate", Word::alpha));
    CHECK(finds("学习率", Word::alpha));
    CHECK(finds("过拟合", Word::overfitting));
    CHECK(finds("overfit", Word::overfitting));
  }
  set_language(Language::english);
  CHECK(find_words("no such word").empty());
}

TEST_CASE("the glossary in Help lists every word and narrows as one types", "[shell][panels]") {
  Surface surface;
  surface.arrangement = test::kAllOpen;
  test::HeadlessApp app(test::kSmallPictures, surface);
  app.press("bar/help");
  app.press("help/section/glossary");
  const auto rows = [&] {
    return std::ranges::count_if(app.controls(), [](const Control& control) {
      return control.id.starts_with("help/glossary/") && control.role == Role::status;
    });
  };
  CHECK(rows() == static_cast<std::ptrdiff_t>(words().size()));
  CHECK(app.control("help/glossary/cost").value.starts_with("The mean of all losses"));
  app.set("help/glossary/search", "SIMD");
  CHECK(rows() == 1);
  CHECK(app.has("help/glossary/simd"));
}

}  // namespace purr::shell
