#include "shell/program/files/text_encoding.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_set>
#include <vector>

#include "shell/program/files/text_plausibility.h"

namespace purr::shell {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{64} << 10U;  // that are decoded to compare

constexpr std::array<const char*, kTextEncodingCount> kNames{
    "UTF-8",        "UTF-16",       "UTF-16BE",     "GBK",          "Big5",
    "Shift-JIS",    "EUC-JP",       "EUC-KR",       "Windows-1250", "Windows-1251",
    "Windows-1252", "Windows-1253", "Windows-1254", "KOI8-R",       "IBM866"};

struct Alias {
  std::string_view name;  // lower-case letters and digits only
  TextEncoding encoding;
};
constexpr auto kAliases = std::to_array<Alias>({
    {"utf16le", TextEncoding::utf16le},      {"gb18030", TextEncoding::gb18030},
    {"gb2312", TextEncoding::gb18030},       {"cp936", TextEncoding::gb18030},
    {"cp950", TextEncoding::big5},           {"sjis", TextEncoding::shift_jis},
    {"cp932", TextEncoding::shift_jis},      {"ms932", TextEncoding::shift_jis},
    {"windows31j", TextEncoding::shift_jis}, {"cp949", TextEncoding::euc_kr},
    {"ksc5601", TextEncoding::euc_kr},       {"cp1250", TextEncoding::windows_1250},
    {"cp1251", TextEncoding::windows_1251},  {"cp1252", TextEncoding::windows_1252},
    {"cp1253", TextEncoding::windows_1253},  {"cp1254", TextEncoding::windows_1254},
    {"latin1", TextEncoding::windows_1252},  {"iso88591", TextEncoding::windows_1252},
    {"latin5", TextEncoding::windows_1254},  {"cp866", TextEncoding::ibm866},
});

std::string letters_and_digits(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return plain;
}

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Bytes of the longest valid UTF-8 at the start.
std::size_t valid_utf8_length(std::span<const std::uint8_t> bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::uint8_t lead = bytes[at];
    std::size_t length = 1;
    if (lead >= 0x80U) {
      length = lead >= 0xC2U && lead <= 0xDFU   ? 2
               : lead >= 0xE0U && lead <= 0xEFU ? 3
               : lead >= 0xF0U && lead <= 0xF4U ? 4
                                                : 0;
      if (length == 0 || at + length > bytes.size()) return at;
      for (std::size_t i = 1; i < length; ++i) {
        if ((bytes[at + i] & 0xC0U) != 0x80U) return at;
      }
      const std::uint8_t second = bytes[at + 1];
      if ((lead == 0xE0U && second < 0xA0U) || (lead == 0xEDU && second > 0x9FU) ||
          (lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU)) {
        return at;
      }
    }
    at += length;
  }
  return at;
}

void append_utf8(std::string& text, std::uint32_t c) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (c < 0x80U) {
    add(c);
  } else if (c < 0x800U) {
    add(0xC0U | (c >> 6U));
    add(0x80U | (c & 0x3FU));
  } else if (c < 0x10000U) {
    add(0xE0U | (c >> 12U));
    add(0x80U | ((c >> 6U) & 0x3FU));
    add(0x80U | (c & 0x3FU));
  } else {
    add(0xF0U | (c >> 18U));
    add(0x80U | ((c >> 12U) & 0x3FU));
    add(0x80U | ((c >> 6U) & 0x3FU));
    add(0x80U | (c & 0x3FU));
  }
}

/// None where a half of a pair stands alone. An odd byte at the end is left out.
std::optional<std::string> decode_utf16(std::span<const std::uint8_t> bytes, bool is_big) {
  const auto unit = [&](std::size_t at) {
    const std::uint32_t first = bytes[at];
    const std::uint32_t second = bytes[at + 1];
    return is_big ? first << 8U | second : second << 8U | first;
  };
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t c = unit(at);
    if (c >= 0xDC00U && c <= 0xDFFFU) return std::nullopt;
    if (c >= 0xD800U && c <= 0xDBFFU) {
      if (at + 3 >= bytes.size()) break;  // cut off within a pair
      const std::uint32_t low = unit(at + 2);
      if (low < 0xDC00U || low > 0xDFFFU) return std::nullopt;
      c = 0x10000U + ((c - 0xD800U) << 10U) + (low - 0xDC00U);
      at += 2;
    }
    if (c == 0xFEFFU && text.empty()) continue;
    append_utf8(text, c);
  }
  return text;
}

std::optional<std::string> decode_as(TextEncoding encoding, std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kLongestCharacter = 4;
  switch (encoding) {
    case TextEncoding::utf8: {
      const std::size_t valid = valid_utf8_length(bytes);
      if (valid + kLongestCharacter <= bytes.size()) return std::nullopt;
      // What is cut off within its last character is still UTF-8.
      const std::string_view rest = as_text(bytes.subspan(valid));
      if (!rest.empty() && (static_cast<std::uint8_t>(rest[0]) < 0xC2U ||
                            rest.find_first_of("\r\n,;\t") != std::string_view::npos)) {
        return std::nullopt;
      }
      std::string_view text = as_text(bytes.first(valid));
      if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
      return std::string(text);
    }
    case TextEncoding::utf16le: return decode_utf16(bytes, false);
    case TextEncoding::utf16be: return decode_utf16(bytes, true);
    default: break;
  }
  auto text = platform_decode(encoding, bytes);
  // The same for a character of several bytes at the end.
  for (std::size_t cut = 1; !text && cut < kLongestCharacter && cut < bytes.size(); ++cut) {
    if (bytes[bytes.size() - cut] < 0x30U) break;
    text = platform_decode(encoding, bytes.first(bytes.size() - cut));
  }
  return text;
}

/// The different fields that have bytes above 127, one a line, up to kSampleBytes of them. A label
/// that stands in every row counts once.
std::vector<std::uint8_t> telling_fields(std::span<const std::uint8_t> bytes) {
  std::vector<std::uint8_t> sample;
  std::unordered_set<std::string_view> known;
  std::string_view rest = as_text(bytes);
  while (!rest.empty() && sample.size() < kSampleBytes) {
    // None of these is a part of a character in the encodings of several bytes.
    const std::string_view field = rest.substr(0, rest.find_first_of(",;\t\r\n\""));
    const bool is_telling =
        std::ranges::any_of(field, [](char c) { return static_cast<unsigned char>(c) > 127; });
    if (is_telling && known.insert(field).second) {
      sample.insert(sample.end(), field.begin(), field.end());
      sample.push_back('\n');
    }
    rest.remove_prefix(std::min(rest.size(), field.size() + 1));
  }
  return sample;
}

/// The encodings in which the sample is valid, the most plausible one first.
std::vector<TextEncoding> rank_encodings(std::span<const std::uint8_t> bytes) {
  struct Rank {
    double cost;
    TextEncoding encoding;
  };
  const std::vector<std::uint8_t> sample = telling_fields(bytes);
  std::vector<Rank> ranks;
  for (int i = static_cast<int>(TextEncoding::gb18030); i < kTextEncodingCount; ++i) {
    const auto encoding = static_cast<TextEncoding>(i);
    const auto text = decode_as(encoding, sample);
    if (!text) continue;
    // Signs alone, as in "m²", leave it open: most such files are Western.
    const double usual = encoding == TextEncoding::windows_1252 ? 0.0 : 0.2;
    ranks.push_back({implausibility(encoding, sample, *text) + usual, encoding});
  }
  std::ranges::stable_sort(ranks, {}, &Rank::cost);
  std::vector<TextEncoding> order;
  for (const Rank& rank : ranks) order.push_back(rank.encoding);
  return order;
}

}  // namespace

const char* encoding_name(TextEncoding encoding) {
  return kNames[static_cast<std::size_t>(encoding)];
}

std::optional<TextEncoding> find_encoding(std::string_view name) {
  const std::string plain = letters_and_digits(name);
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (plain == letters_and_digits(kNames[i])) return static_cast<TextEncoding>(i);
  }
  const auto alias = std::ranges::find(kAliases, plain, &Alias::name);
  if (alias == kAliases.end()) return std::nullopt;
  return alias->encoding;
}

std::string encoding_names() {
  std::string all;
  for (const char* name : kNames) all += (all.empty() ? "" : ", ") + std::string(name);
  return all;
}

std::optional<TextEncoding> find_utf16(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < 4) return std::nullopt;
  if (bytes[0] == 0xFFU && bytes[1] == 0xFEU) return TextEncoding::utf16le;
  if (bytes[0] == 0xFEU && bytes[1] == 0xFFU) return TextEncoding::utf16be;
  // Digits, separators and line ends of every language have a zero byte. A file of numbers has one
  // in almost every character.
  const std::size_t pairs = std::min<std::size_t>(bytes.size(), 8192) / 2;
  std::size_t zeros[2] = {0, 0};
  std::size_t controls = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    const std::uint8_t first = bytes[2 * i];
    const std::uint8_t second = bytes[2 * i + 1];
    zeros[0] += first == 0 ? 1 : 0;
    zeros[1] += second == 0 ? 1 : 0;
    const std::uint8_t other = first == 0 ? second : first;
    const bool is_ascii = first == 0 || second == 0;
    controls += is_ascii && other < 32 && other != '\t' && other != '\n' && other != '\r' ? 1 : 0;
  }
  if (controls > 0) return std::nullopt;
  if (zeros[0] == 0 && zeros[1] * 4 > pairs) return TextEncoding::utf16le;
  if (zeros[1] == 0 && zeros[0] * 4 > pairs) return TextEncoding::utf16be;
  return std::nullopt;
}

Result<DecodedText> decode_text(std::string_view name, std::span<const std::uint8_t> bytes,
                                std::optional<TextEncoding> chosen) {
  if (chosen) {
    if (auto text = decode_as(*chosen, bytes)) return DecodedText{std::move(*text), *chosen, false};
    return fail(Errc::text_encoding, {std::string(name), encoding_name(*chosen)});
  }
  if (const auto utf16 = find_utf16(bytes)) {
    if (auto text = decode_as(*utf16, bytes)) return DecodedText{std::move(*text), *utf16, false};
    return fail(Errc::text_encoding, {std::string(name), encoding_name(*utf16)});
  }
  if (auto text = decode_as(TextEncoding::utf8, bytes)) {
    return DecodedText{std::move(*text), TextEncoding::utf8, false};
  }
  for (const TextEncoding encoding : rank_encodings(bytes)) {
    if (auto text = decode_as(encoding, bytes))
      return DecodedText{std::move(*text), encoding, true};
  }
  if (auto text = decode_as(TextEncoding::windows_1252, bytes)) {
    return DecodedText{std::move(*text), TextEncoding::windows_1252, true};
  }
  return fail(Errc::text_encoding, {std::string(name), encoding_name(TextEncoding::utf8)});
}

}  // namespace purr::shell
