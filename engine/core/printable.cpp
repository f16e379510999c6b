#include "engine/core/printable.h"

#include <cstdint>

namespace purr {
namespace {

/// Bytes of the UTF-8 character at the start of `text`, or 0 where none begins.
std::size_t character_length(std::string_view text) {
  const auto lead = static_cast<std::uint8_t>(text[0]);
  if (lead < 0x80U) return 1;
  std::size_t length = 0;
  if (lead >= 0xC2U && lead <= 0xDFU) length = 2;
  if (lead >= 0xE0U && lead <= 0xEFU) length = 3;
  if (lead >= 0xF0U && lead <= 0xF4U) length = 4;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<std::uint8_t>(text[i]) & 0xC0U) != 0x80U) return 0;
  }
  // Longer than needed, a half of a pair of UTF-16, or above the last character.
  const auto second = static_cast<std::uint8_t>(text[1]);
  if ((lead == 0xE0U && second < 0xA0U) || (lead == 0xEDU && second > 0x9FU) ||
      (lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU)) {
    return 0;
  }
  return length;
}

}  // namespace

std::string printable(std::string_view text, std::size_t limit) {
  std::string shown;
  while (!text.empty()) {
    if (shown.size() >= limit) return shown + "…";
    const std::size_t length = character_length(text);
    const auto byte = static_cast<std::uint8_t>(text[0]);
    if (length == 0) {
      shown += '?';
    } else if (length == 1 && (byte < 32 || byte == 127)) {
      shown += ' ';
    } else {
      shown += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return shown;
}

}  // namespace purr
