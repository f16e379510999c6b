#include "engine/io/link_repair.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "engine/io/percent.h"

namespace purr {
namespace {

/// One character of UTF-8 and how many bytes it takes; a byte that begins none is U+FFFD.
struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
};

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const std::size_t count = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : byte(0) >= 0xc0 ? 2 : 1;
  constexpr std::uint32_t kNone = 0xfffd;
  if (count == 1) return {byte(0) < 0x80 ? byte(0) : kNone, 1};
  if (at + count > text.size()) return {kNone, 1};
  std::uint32_t code = byte(0) & (0x7fU >> count);
  for (std::size_t i = 1; i < count; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return {kNone, 1};
    code = code << 6U | (byte(i) & 0x3fU);
  }
  return {code, count};
}

bool is_invisible(std::uint32_t c) {
  return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0x00ad || c == 0x034f || c == 0x061c ||
         c == 0x180e || (c >= 0xfe00 && c <= 0xfe0f);
}

bool is_blank(std::uint32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x00a0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

/// ASCII for full-width signs and for other commas, minus signs and quotes.
std::uint32_t plain(std::uint32_t c) {
  if (c >= 0xff01 && c <= 0xff5e) return c - 0xff01 + '!';
  switch (c) {
    case 0x3001:  // the ideographic comma
    case 0x060c: return ',';
    case 0x2212:
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013: return '-';
    default: return c;
  }
}

/// Marks that stand around a link in a text, never at the end of a value.
bool is_mark(std::uint32_t c) {
  constexpr std::string_view kAscii = ")]}>(<[{\"'`,;:!?.*|\\";
  if (c < 128) return kAscii.find(static_cast<char>(c)) != std::string_view::npos;
  return (c >= 0x2018 && c <= 0x201f) || c == 0x2026 || (c >= 0x3001 && c <= 0x3003) ||
         (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301f) || c == 0xab || c == 0xbb ||
         c == 0x2039 || c == 0x203a || c == 0x22ef;
}

/// Writes ASCII as it is; other characters keep their bytes.
void append(std::string& text, std::uint32_t code, std::string_view bytes) {
  if (code < 128) {
    text += static_cast<char>(code);
  } else {
    text += bytes;
  }
}

std::string cleaned(std::string_view text, bool has_blanks) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    const bool is_left_out = is_invisible(c.code) || (!has_blanks && is_blank(c.code));
    // "5,+3": a form wrote a blank as a plus.
    const bool is_form_blank = !has_blanks && c.code == '+' && result.ends_with(',');
    if (!is_left_out && !is_form_blank) {
      append(result, plain(c.code), text.substr(at, c.bytes));
    }
    at += c.bytes;
  }
  return result;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

/// Entities that HTML editors write for characters of a link and for marks behind it.
void replace_entities(std::string& text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kEntities{
      {{"&amp;", "&"},
       {"&#38;", "&"},
       {"&#x26;", "&"},
       {"&quot;", "\""},
       {"&#39;", "'"},
       {"&apos;", "'"},
       {"&gt;", ">"},
       {"&lt;", "<"},
       {"&nbsp;", " "}}};
  for (int again = 0; again < 3; ++again) {  // &amp;amp; is an entity of an entity
    for (const auto& [from, to] : kEntities) replace_all(text, from, to);
  }
}

std::string without_marks_at_end(std::string text) {
  while (!text.empty()) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U) --at;
    const std::uint32_t code = character_at(text, at).code;
    if (!is_mark(code) && !is_blank(code) && !is_invisible(code)) break;
    text.resize(at);
  }
  return text;
}

std::string_view without_marks_at_start(std::string_view text) {
  while (!text.empty()) {
    const Character c = character_at(text, 0);
    if (!is_mark(c.code) && !is_blank(c.code) && !is_invisible(c.code) && c.code != '#' &&
        c.code != '/' && c.code != '&') {
      break;
    }
    text.remove_prefix(c.bytes);
  }
  return text;
}

bool has_encoded(std::string_view text) {
  const auto is_hex = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    if (at + 2 < text.size() && is_hex(text[at + 1]) && is_hex(text[at + 2])) return true;
  }
  return false;
}

/// Decoded until nothing is encoded, at most three times more.
std::string fully_decoded(std::string text) {
  for (int again = 0; again < 4 && has_encoded(text); ++again) text = percent_decode(text);
  return text;
}

}  // namespace

std::string repaired_value(std::string_view value) { return cleaned(value, /*has_blanks=*/false); }

std::vector<std::pair<std::string, std::string>> repaired_pairs(
    std::string_view text, bool (*is_verbatim)(std::string_view key)) {
  // A browser's own mark for a part of a page to scroll to.
  std::string whole = cleaned(text.substr(0, text.find(":~:")), /*has_blanks=*/true);
  // All of it was encoded, its signs too.
  for (int again = 0; again < 3 && whole.find('=') == std::string::npos && has_encoded(whole);
       ++again) {
    whole = cleaned(percent_decode(whole), /*has_blanks=*/true);
  }
  replace_entities(whole);
  std::string_view rest = without_marks_at_start(whole);
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    std::string pair(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::size_t equals = pair.find('=');
    if (equals == std::string::npos && has_encoded(pair)) {
      pair = fully_decoded(std::move(pair));
      equals = pair.find('=');
      // Several pairs whose & was encoded too.
      if (pair.find('&') != std::string::npos) {
        auto more = repaired_pairs(pair, is_verbatim);
        pairs.insert(pairs.end(), more.begin(), more.end());
        continue;
      }
    }
    if (equals == std::string::npos) equals = pair.size();
    std::string key = repaired_value(fully_decoded(pair.substr(0, equals)));
    std::string value = equals < pair.size() ? pair.substr(equals + 1) : std::string();
    if (is_verbatim(key)) {
      value = percent_decode(value);
    } else {
      value = repaired_value(fully_decoded(std::move(value)));
      if (rest.empty()) value = without_marks_at_end(std::move(value));
    }
    // Marks behind the last & are no setting.
    if (equals == pair.size()) key = without_marks_at_end(std::move(key));
    if (!key.empty() || !value.empty()) pairs.emplace_back(std::move(key), std::move(value));
  }
  return pairs;
}

std::string with_visible_characters(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (is_invisible(c.code) || (is_blank(c.code) && c.code >= 128)) {
      std::array<char, 24> name{};
      std::snprintf(name.data(), name.size(), "<U+%04X>", static_cast<unsigned>(c.code));
      result += name.data();
    } else {
      result += text.substr(at, c.bytes);
    }
    at += c.bytes;
  }
  return result;
}

}  // namespace purr
