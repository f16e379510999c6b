#include "engine/core/result.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.h"

namespace purr {
namespace {

std::vector<Errc> all_codes() {
  return {
#define PURR_ERROR(code, english, chinese) Errc::code,
#include "assets/strings/errors.inc"
#undef PURR_ERROR
  };
}

/// The digits of the gaps {0}, {1} … of a sentence.
std::set<char> gaps(std::string_view sentence) {
  std::set<char> digits;
  for (std::size_t i = 0; i + 2 < sentence.size(); ++i) {
    if (sentence[i] == '{' && sentence[i + 2] == '}') digits.insert(sentence[i + 1]);
  }
  return digits;
}

bool has_chinese(std::string_view text) {
  // CJK ideographs of the common block are three bytes, the first of them E4 … E9.
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xE4 && byte <= 0xE9) return true;
  }
  return false;
}

TEST_CASE("every error has a sentence in both languages with the same gaps", "[core][unit]") {
  for (const Errc code : all_codes()) {
    CAPTURE(errc_name(code));
    const std::string english = describe({code, {}}, Language::english);
    const std::string chinese = describe({code, {}}, Language::chinese);
    CHECK(english.size() > 10);
    CHECK_FALSE(has_chinese(english));
    CHECK(has_chinese(chinese));
    CHECK(gaps(english) == gaps(chinese));
    // Gaps count from 0 without a hole, so that the arguments' places are plain.
    std::string digits;
    for (const char digit : gaps(english)) digits += digit;
    CHECK(std::string_view("0123456789").starts_with(digits));
    CHECK(english.back() == '.');
    CHECK(chinese.ends_with("。"));
  }
}

TEST_CASE("arguments land in their gaps in both languages", "[core][unit]") {
  for (const Errc code : all_codes()) {
    const std::vector<std::string> args{"<0>", "<1>", "<2>", "<3>", "<4>", "<5>", "<6>", "<7>"};
    for (const Language language : {Language::english, Language::chinese}) {
      const std::string sentence = describe({code, args}, language);
      CAPTURE(sentence);
      CHECK(gaps(sentence).empty());
      for (const char digit : gaps(describe({code, {}}, language))) {
        CHECK(sentence.find(std::string("<") + digit + ">") != std::string::npos);
      }
    }
  }
}

TEST_CASE("codes and names go both ways", "[core][unit]") {
  std::set<std::string> names;
  for (const Errc code : all_codes()) {
    REQUIRE(errc_name(code) != nullptr);
    CHECK(names.insert(errc_name(code)).second);
    Errc back{};
    REQUIRE(errc_from_name(errc_name(code), back));
    CHECK(back == code);
  }
  Errc unchanged = Errc::file_html;
  CHECK_FALSE(errc_from_name("no_such_error", unchanged));
  CHECK(unchanged == Errc::file_html);
  CHECK(errc_name(static_cast<Errc>(60000)) == nullptr);
  CHECK(describe({static_cast<Errc>(60000), {}}).empty());
}

TEST_CASE("fill chooses the singular for 1 and the plural for every other number", "[core][unit]") {
  const std::string_view files = "{0} {0:file|files} in {1} {1:folder|folders}";
  CHECK(fill(files, {"1", "2"}) == "1 file in 2 folders");
  CHECK(fill(files, {"0", "1"}) == "0 files in 1 folder");
  CHECK(fill(files, {"1,001", "11"}) == "1,001 files in 11 folders");
  CHECK(fill("{0:is|are}", {}) == "{0:is|are}");
  CHECK(fill("{0:is} {0|are} {0:is|are", {"1"}) == "{0:is} {0|are} {0:is|are");
}

TEST_CASE("fill leaves what is no gap as it is", "[core][unit]") {
  CHECK(fill("{0} and {1}", {"a", "b"}) == "a and b");
  CHECK(fill("{1}{0}{1}", {"a", "b"}) == "bab");
  CHECK(fill("{0} {1}", {"a"}) == "a {1}");
  CHECK(fill("{x} {} {12} {0", {"a"}) == "{x} {} {12} {0");
  CHECK(fill("", {"a"}).empty());
  // An argument that looks like a gap is not filled a second time.
  CHECK(fill("{0}{1}", {"{1}", "b"}) == "{1}b");
}

}  // namespace
}  // namespace purr
