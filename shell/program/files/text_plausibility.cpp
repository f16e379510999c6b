#include "shell/program/files/text_plausibility.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_set>
#include <vector>

namespace purr::shell {
namespace {

#include "shell/program/files/frequent_letters.def"

constexpr double kCommon = 6.0;
constexpr double kFirstLevel = 8.3;
constexpr double kSecondLevel = 10.5;
constexpr double kRare = 13.0;
constexpr double kPunctuation = 6.5;

using Letters = std::unordered_set<char32_t>;

Letters letters_of(std::u32string_view text) { return {text.begin(), text.end()}; }

std::u32string code_points(std::string_view text) {
  std::u32string all;
  all.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<std::uint8_t>(text[i]);
    const std::size_t length = lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      c = (c << 6U) | (static_cast<std::uint8_t>(text[i + k]) & 0x3FU);
    }
    all += c;
    i += length;
  }
  return all;
}

bool is_kana(char32_t c) { return c >= 0x3041 && c <= 0x30FE; }
bool is_half_kana(char32_t c) { return c >= 0xFF61 && c <= 0xFF9F; }
bool is_hangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }
bool is_ideograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }
bool is_wide_punctuation(char32_t c) {
  return (c >= 0x3000 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF5E) ||
         (c >= 0x2010 && c <= 0x2030);
}

/// How many bytes the character at `at` has.
std::size_t character_bytes(TextEncoding encoding, std::span<const std::uint8_t> bytes,
                            std::size_t at) {
  const std::uint8_t lead = bytes[at];
  if (lead < 0x80U) return 1;
  switch (encoding) {
    case TextEncoding::shift_jis: return lead == 0x80U || (lead >= 0xA0U && lead <= 0xDFU) ? 1 : 2;
    case TextEncoding::euc_jp: return lead == 0x8FU ? 3 : 2;
    case TextEncoding::gb18030:
      if (lead == 0x80U) return 1;
      return at + 1 < bytes.size() && bytes[at + 1] >= '0' && bytes[at + 1] <= '9' ? 4 : 2;
    default: return 2;
  }
}

/// The level of an ideograph in the standard of its encoding: 1 common, 2, or 3 for the rest.
int level_of(TextEncoding encoding, std::uint8_t lead, std::uint8_t trail) {
  const auto within = [&](unsigned low, unsigned high) { return lead >= low && lead <= high; };
  switch (encoding) {
    case TextEncoding::gb18030:
      if (trail < 0xA1U) return 3;
      return within(0xB0, 0xD7) ? 1 : within(0xD8, 0xF7) ? 2 : 3;
    case TextEncoding::big5: return within(0xA4, 0xC6) ? 1 : within(0xC9, 0xF9) ? 2 : 3;
    case TextEncoding::shift_jis: return within(0x88, 0x98) ? 1 : within(0x99, 0xEA) ? 2 : 3;
    case TextEncoding::euc_jp: return within(0xB0, 0xCF) ? 1 : within(0xD0, 0xF4) ? 2 : 3;
    default: return 3;  // ideographs are rare in Korean
  }
}

double cost_of_level(int level) {
  return level == 1 ? kFirstLevel : level == 2 ? kSecondLevel : kRare;
}

double wide_cost(TextEncoding encoding, std::span<const std::uint8_t> bytes,
                 std::u32string_view text) {
  static const Letters chinese = letters_of(kChinese);
  static const Letters traditional = letters_of(kTraditional);
  static const Letters japanese = letters_of(kJapanese);
  static const Letters korean = letters_of(kKorean);
  const bool is_japanese = encoding == TextEncoding::shift_jis || encoding == TextEncoding::euc_jp;
  const bool is_korean = encoding == TextEncoding::euc_kr;
  const Letters& common = is_japanese                         ? japanese
                          : is_korean                         ? korean
                          : encoding == TextEncoding::gb18030 ? chinese
                                                              : traditional;
  double cost = 0.0;
  char32_t before = U' ';
  std::size_t at = 0;
  for (const char32_t c : text) {
    if (at >= bytes.size()) break;
    const std::size_t length = character_bytes(encoding, bytes, at);
    const std::uint8_t lead = bytes[at];
    const std::uint8_t trail = at + 1 < bytes.size() ? bytes[at + 1] : std::uint8_t{0};
    at += length;
    const bool follows_small_letter = before >= 'a' && before <= 'z';
    before = c;
    if (c < 0x80) continue;
    if (follows_small_letter) cost += 1.5;
    if (common.contains(c)) {
      cost += kCommon;
    } else if (is_japanese && is_kana(c)) {
      cost += 4.5;
    } else if (is_japanese && is_half_kana(c)) {
      cost += 9.0;  // one byte
    } else if (is_korean && is_hangul(c)) {
      // Those of the standard come before the extension's, which fill its gaps.
      cost += lead >= 0xB0U && lead <= 0xC8U && trail >= 0xA1U ? 9.0 : kRare;
    } else if (is_ideograph(c) && length == 2) {
      cost += cost_of_level(level_of(encoding, lead, trail));
    } else if (is_wide_punctuation(c)) {
      cost += kPunctuation;
    } else {
      cost += kRare;
    }
  }
  return cost;
}

/// A language that is written in single bytes.
struct Language {
  TextEncoding encoding;
  bool is_latin;
  std::u32string_view letters;
  double handicap = 0.0;  ///< of what is met less often
};

#include "shell/program/files/languages.def"

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The small letter of a capital of Cyrillic or Greek; `c` itself for any other.
char32_t lower(char32_t c) {
  if (c >= 0x0410 && c <= 0x042F) return c + 0x20;
  if (c >= 0x0400 && c <= 0x040F) return c + 0x50;
  if (c == 0x0490) return 0x0491;
  if (c >= 0x0391 && c <= 0x03AB) return c + 0x20;
  return c;
}

bool is_latin_letter(char32_t c) {
  return is_ascii_letter(c) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

/// The characters before and after one, blanks beyond the ends.
std::pair<char32_t, char32_t> neighbours(std::u32string_view text, std::size_t i) {
  return {i > 0 ? text[i - 1] : U' ', i + 1 < text.size() ? text[i + 1] : U' '};
}

double latin_cost(const Language& language, std::u32string_view text) {
  const double of_letter =
      1.0 + std::log(static_cast<double>(language.letters.size())) + language.handicap;
  double cost = 0.0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c < 0x80) continue;
    const auto [before, after] = neighbours(text, i);
    if (c < 0xA0) {
      cost += kRare;  // a control character
    } else if (!is_latin_letter(c)) {
      // “°” and “€” stand beside digits, quotes beside words; a sign within a word is a letter of
      // another encoding.
      const bool is_within_word = is_latin_letter(before) && is_latin_letter(after);
      const bool is_usual = kUsualSigns.find(c) != std::u32string_view::npos;
      cost += is_within_word && c != U'’' ? 9.0 : is_usual ? 4.0 : 7.0;
    } else {
      cost += language.letters.find(c) != std::u32string_view::npos ? of_letter : 7.0;
      if (before >= 0xA0 && is_latin_letter(before)) cost += 2.5;
      if (!is_ascii_letter(before) && !is_ascii_letter(after)) cost += 2.5;
      const bool is_capital = c >= 0xC0 && c <= 0xDE;
      if (is_capital && before >= 'a' && before <= 'z') cost += 4.0;
    }
  }
  return cost;
}

/// Cyrillic and Greek: words of these letters only, the frequent ones first in the alphabet's list.
double whole_word_cost(const Language& language, std::u32string_view text) {
  double cost = 0.0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c < 0x80) continue;
    const auto [before, after] = neighbours(text, i);
    const char32_t small = lower(c);
    const std::size_t rank = language.letters.find(small);
    if (c < 0xA0) {
      cost += kRare;
    } else if (rank != std::u32string_view::npos) {
      cost += 2.4 + 0.1 * static_cast<double>(rank) + language.handicap;
      const bool is_capital = small != c;
      const bool follows_capital = before >= 0x80 && lower(before) != before;
      if (is_capital) cost += follows_capital ? 0.3 : 1.5;
      if (is_capital && before >= 0x80 && !follows_capital) cost += 6.0;
      if (is_ascii_letter(before) || is_ascii_letter(after)) cost += 6.0;
    } else {
      cost += kUsualSigns.find(c) != std::u32string_view::npos ? 4.5 : 8.0;
      if (before >= 0x80 || after >= 0x80) cost += 2.0;
    }
  }
  return cost;
}

}  // namespace

double implausibility(TextEncoding encoding, std::span<const std::uint8_t> bytes,
                      std::string_view text) {
  const std::u32string characters = code_points(text);
  if (encoding <= TextEncoding::euc_kr) return wide_cost(encoding, bytes, characters);
  double least = 1e300;
  for (const Language& language : kLanguages) {
    if (language.encoding != encoding) continue;
    least = std::min(least, language.is_latin ? latin_cost(language, characters)
                                              : whole_word_cost(language, characters));
  }
  return least;
}

}  // namespace purr::shell
