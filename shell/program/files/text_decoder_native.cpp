// Decoding by iconv. Where its tables are stricter than the browsers' ones, theirs are followed, so
// that page and program read the same text.
#include <iconv.h>

#include <array>
#include <cerrno>
#include <memory>

#include "shell/program/files/text_encoding.h"

namespace purr::shell {
namespace {

const char* iconv_name(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::gb18030: return "GB18030";
    case TextEncoding::big5: return "BIG5-HKSCS";
    case TextEncoding::shift_jis: return "CP932";
    case TextEncoding::euc_jp: return "EUC-JP-MS";
    case TextEncoding::euc_kr: return "UHC";
    case TextEncoding::windows_1250: return "CP1250";
    case TextEncoding::windows_1251: return "CP1251";
    case TextEncoding::windows_1252: return "CP1252";
    case TextEncoding::windows_1253: return "CP1253";
    case TextEncoding::windows_1254: return "CP1254";
    case TextEncoding::koi8_r: return "KOI8-R";
    case TextEncoding::ibm866: return "IBM866";
    case TextEncoding::utf8:
    case TextEncoding::utf16le:
    case TextEncoding::utf16be: break;
  }
  return nullptr;
}

/// The text of a byte that iconv refuses and the Encoding Standard takes; empty where both refuse.
std::string text_of_refused(TextEncoding encoding, std::uint8_t byte) {
  const bool is_windows =
      encoding >= TextEncoding::windows_1250 && encoding <= TextEncoding::windows_1254;
  const bool is_control = byte >= 0x80 && byte <= 0x9F;
  if ((is_windows && is_control) || (encoding == TextEncoding::shift_jis && byte == 0x80)) {
    return {'\xC2', static_cast<char>(byte)};
  }
  if (encoding == TextEncoding::gb18030 && byte == 0x80) return "€";
  return {};
}

class Converter {
 public:
  explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {}
  ~Converter() {
    if (is_open()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  /// POSIX gives (iconv_t)-1 where a conversion cannot be opened.
  bool is_open() const {
    return handle_ != reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr)
  }
  /// False with errno where it stopped before the end.
  bool convert(char*& in, std::size_t& in_left, std::string& out) const {
    std::array<char, 4096> buffer;
    while (true) {
      char* to = buffer.data();
      std::size_t to_left = buffer.size();
      const std::size_t result = in != nullptr ? iconv(handle_, &in, &in_left, &to, &to_left)
                                               : iconv(handle_, nullptr, nullptr, &to, &to_left);
      out.append(buffer.data(), buffer.size() - to_left);
      if (result != static_cast<std::size_t>(-1)) return true;
      if (errno != E2BIG) return false;
    }
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::optional<std::string> platform_decode(TextEncoding encoding,
                                           std::span<const std::uint8_t> bytes) {
  const char* from = iconv_name(encoding);
  if (from == nullptr) return std::nullopt;
  const Converter converter(from);
  if (!converter.is_open()) return std::nullopt;
  // iconv's interface takes a pointer to what is not const, and changes nothing there.
  char* in = const_cast<char*>(reinterpret_cast<const char*>(bytes.data()));  // NOLINT
  std::size_t left = bytes.size();
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);
  while (left > 0 && !converter.convert(in, left, text)) {
    if (errno != EILSEQ || left == 0) return std::nullopt;
    const std::string instead = text_of_refused(encoding, static_cast<std::uint8_t>(*in));
    if (instead.empty()) return std::nullopt;
    text += instead;
    ++in;
    --left;
  }
  // Encodings with state keep the last character until they are asked for it.
  char* none = nullptr;
  std::size_t nothing = 0;
  if (!converter.convert(none, nothing, text)) return std::nullopt;
  return text;
}

}  // namespace purr::shell
