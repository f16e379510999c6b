// Decoding by the browser's TextDecoder, which every browser has with the same tables.
#include <emscripten/em_js.h>

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
    case TextEncoding::windows_1252: return "windows-1252";
    case TextEncoding::windows_1253: return "windows-1253";
    case TextEncoding::windows_1254: return "windows-1254";
    case TextEncoding::koi8_r: return "koi8-r";
    case TextEncoding::ibm866: return "ibm866";
    case TextEncoding::utf8:
    case TextEncoding::utf16le:
    case TextEncoding::utf16be: break;
  }
  return nullptr;
}

}  // namespace

std::optional<std::string> platform_decode(TextEncoding encoding,
                                           std::span<const std::uint8_t> bytes) {
  const char* label = label_of(encoding);
  if (label == nullptr) return std::nullopt;
  int size = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      purr_decode_bytes(label, bytes.data(), static_cast<int>(bytes.size()), &size), &std::free);
  if (!text) return std::nullopt;
  return std::string(text.get(), static_cast<std::size_t>(size));
}

}  // namespace purr::shell
