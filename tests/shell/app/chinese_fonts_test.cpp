// A page fetches the Chinese typefaces when it needs them; until they arrive, nothing is Chinese.
#include "shell/theme/theme.h"
#include "tests/shell/app/headless_app.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

constexpr ImWchar kCat = U'猫';

HeadlessOptions without_fonts(std::string link = kSmallPoints) {
  HeadlessOptions options{.link = std::move(link)};
  options.surface.arrangement = kAllOpen;
  options.has_chinese_fonts = false;
  return options;
}

void bring_fonts() { set_chinese_fonts(kNotoSansScRegular, kNotoSansScSemiBold); }

TEST_CASE("an English visit does without the Chinese typefaces", "[shell][app]") {
  HeadlessOptions options = without_fonts("");
  SECTION("at the first visit") { options.surface.arrangement.clear(); }
  SECTION("with everything open") {}
  HeadlessApp app(options);
  CHECK(app.has("bar/language"));  // "中文" is on it
  CHECK_FALSE(app.was_asked<FetchChineseFonts>());
  CHECK_FALSE(take_missing_chinese());
}

TEST_CASE("Chinese waits for its typefaces and is drawn with them", "[shell][app]") {
  HeadlessApp app(without_fonts());
  app.press("bar/language");
  app.settle();
  CHECK(app.asked_of<FetchChineseFonts>().size() == 1);
  CHECK(app.app().language() == Language::english);
  for (ImFont* font : {theme().regular, theme().semibold, theme().mono}) {
    CHECK_FALSE(font->IsGlyphInFont(kCat));
  }

  bring_fonts();
  app.settle();
  CHECK(app.app().language() == Language::chinese);
  CHECK(app.was_asked<SetLanguage>());
  CHECK_FALSE(take_missing_chinese());
  for (ImFont* font : {theme().regular, theme().semibold, theme().mono}) {
    CHECK(font->IsGlyphInFont(kCat));
  }
  CHECK(app.asked_of<FetchChineseFonts>().size() == 1);
}

TEST_CASE("typefaces that arrive late draw what those inside draw", "[shell][app]") {
  const auto picture_of = [](bool are_late) {
    HeadlessOptions options = without_fonts();
    options.surface.system_language = Language::chinese;
    options.has_chinese_fonts = !are_late;
    options.has_trainer = false;
    HeadlessApp app(options);
    if (are_late) bring_fonts();
    app.rest();
    return ImGui::GetDrawData()->TotalVtxCount;
  };
  CHECK(picture_of(true) == picture_of(false));
}

TEST_CASE("Chinese typefaces that cannot be had are said in words and can be asked for again",
          "[shell][app]") {
  HeadlessOptions options = without_fonts();
  SECTION("by a user who chose Chinese") {}
  SECTION("in a Chinese browser") { options.surface.system_language = Language::chinese; }
  HeadlessApp app(options);
  if (!app.was_asked<FetchChineseFonts>()) app.press("bar/language");
  app.settle();
  REQUIRE(app.asked_of<FetchChineseFonts>().size() == 1);
  app.app().report({Errc::fonts_unreachable, {"HTTP 404"}});
  app.settle();
  CHECK(app.snapshot()["notes"].dump().find("HTTP 404") != std::string::npos);
  CHECK(app.asked_of<FetchChineseFonts>().size() == 1);
  app.press("bar/language");
  app.settle();
  CHECK(app.asked_of<FetchChineseFonts>().size() == 2);
}

TEST_CASE("a Chinese name in English words asks for the typefaces", "[shell][app]") {
  HeadlessApp app(without_fonts());
  app.app().report({Errc::file_empty, {"猫.csv"}});
  app.frame(3);
  CHECK(app.asked_of<FetchChineseFonts>().size() == 1);
  CHECK(app.app().language() == Language::english);
  bring_fonts();
  app.settle();
  CHECK_FALSE(take_missing_chinese());
}

}  // namespace
}  // namespace purr::shell::test
