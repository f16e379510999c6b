#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.h"

namespace purr::shell {

/// The encodings that a text file may have.
enum class TextEncoding : std::uint8_t {
  utf8,
  utf16le,
  utf16be,
  gb18030,  ///< includes GBK and GB2312
  big5,
  shift_jis,
  euc_jp,
  euc_kr,
  windows_1250,  ///< Polish, Czech, Hungarian …
  windows_1251,  ///< Russian, Ukrainian, Bulgarian …
  windows_1252,  ///< Western European
  windows_1253,  ///< Greek
  windows_1254,  ///< Turkish
  koi8_r,
  ibm866,
};
inline constexpr int kTextEncodingCount = 15;

/// The usual name, such as "GBK".
const char* encoding_name(TextEncoding encoding);

/// The encoding of a name such as "gbk", "UTF-8" or "cp1251", in any case; none for other names.
std::optional<TextEncoding> find_encoding(std::string_view name);

/// All names joined by ", ", for messages.
std::string encoding_names();

/// A text as UTF-8 and how it was read.
struct DecodedText {
  std::string utf8;  ///< without a byte order mark
  TextEncoding encoding = TextEncoding::utf8;
  bool is_guessed = false;  ///< chosen by plausibility: neither a mark nor a rule decides
};

/// Decodes a text file.
///
/// Without `chosen`: a byte order mark decides; then zero bytes at every second place (UTF-16);
/// then valid UTF-8 is UTF-8. Of the other encodings those in which the bytes are valid compete:
/// the most plausible one wins, by letters that are common in a language and by their neighbours.
/// The last resort is Windows-1252, which can read everything, so that different bytes stay
/// different.
///
/// Error: text_encoding where the bytes are not valid in the chosen encoding.
/// @param name  of the file, for messages.
Result<DecodedText> decode_text(std::string_view name, std::span<const std::uint8_t> bytes,
                                std::optional<TextEncoding> chosen = std::nullopt);

/// Whether the bytes look like UTF-16 by a mark or by zeros at every second place.
std::optional<TextEncoding> find_utf16(std::span<const std::uint8_t> bytes);

/// Decodes by the platform: iconv, or the browser's TextDecoder. None where the bytes are not valid
/// in the encoding, or the platform lacks it. Only for encodings other than UTF-8 and UTF-16.
std::optional<std::string> platform_decode(TextEncoding encoding,
                                           std::span<const std::uint8_t> bytes);

}  // namespace purr::shell
