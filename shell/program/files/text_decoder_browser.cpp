// Decoding by the browser's TextDecoder, which every browser has with the same tables.
#include <emscripten/em_js.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "shell/program/files/text_encoding.h"

// clang-format off
EM_JS_DEPS(purr_decode, "$UTF8ToString,$lengthBytesUTF8,$stringToNewUTF8")
EM_JS(char*, purr_decode_bytes, (const char* label, const std::uint8_t* bytes, int count, int* size), {
  try {
    const decoder = new TextDecoder(UTF8ToString(label), { 'fatal': true });
    const text = decoder.decode(HEAPU8.slice(bytes, bytes + count));
    HEAP32[size >> 2] = lengthBytesUTF8(text);
    return stringToNewUTF8(text);
  } catch {
    return 0;
  }
})
// clang-format on

namespace purr::shell {
namespace {

/// The label of the Encoding Standard (https://encoding.spec.whatwg.org).
const char* label_of(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::gb18030: return "gb18030";
    case TextEncoding::big5: return "big5";
    case TextEncoding::shift_jis: return "shift_jis";
    case TextEncoding::euc_jp: return "euc-jp";
    case TextEncoding::euc_kr: return "euc-kr";
    case TextEncoding::windows_1250: return "windows-1250";
    case TextEncoding::windows_1251: return "windows-1251";
    case TextEncoding::windows_1253: return "windows-1253";
    case TextEncoding::windows_1254: return "windows-1254";
    case TextEncoding::koi8_r: return "koi8-r";
    case TextEncoding::ibm866: return "ibm866";
    case TextEncoding::windows_1252:
    case TextEncoding::utf8:
    case TextEncoding::utf16le:
    case TextEncoding::utf16be: break;
  }
  return nullptr;
}

/// Windows-1252 by the table of the Encoding Standard. TextDecoder of Node reads it as Latin-1
///, so the tests would not see what browsers give.
std::string decode_windows_1252(std::span<const std::uint8_t> bytes) {
  constexpr std::array<std::uint16_t, 32> kFrom0x80 = {
      0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};
  std::string text;
  for (const std::uint8_t byte : bytes) {
    const unsigned point =
        byte >= 0x80U && byte < 0xA0U ? kFrom0x80[static_cast<std::size_t>(byte - 0x80U)] : byte;
    if (point < 0x80U) {
      text += static_cast<char>(point);
    } else if (point < 0x800U) {
      text += static_cast<char>(0xC0U | (point >> 6U));
      text += static_cast<char>(0x80U | (point & 0x3FU));
    } else {
      text += static_cast<char>(0xE0U | (point >> 12U));
      text += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
      text += static_cast<char>(0x80U | (point & 0x3FU));
    }
  }
  return text;
}

}  // namespace

std::optional<std::string> platform_decode(TextEncoding encoding,
                                           std::span<const std::uint8_t> bytes) {
  if (encoding == TextEncoding::windows_1252) return decode_windows_1252(bytes);
  const char* label = label_of(encoding);
  if (label == nullptr) return std::nullopt;
  int size = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      purr_decode_bytes(label, bytes.data(), static_cast<int>(bytes.size()), &size), &std::free);
  if (!text) return std::nullopt;
  return std::string(text.get(), static_cast<std::size_t>(size));
}

}  // namespace purr::shell
