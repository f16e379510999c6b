#include "shell/host/browser/json.h"

#include <cmath>

#include "engine/core/number_text.h"

namespace purr::shell::browser {

std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      json += "\\u00";
      json += {kDigits[static_cast<unsigned char>(c) >> 4U],
               kDigits[static_cast<unsigned char>(c) & 15U]};
    } else {
      json += c;
    }
  }
  return json + '"';
}

std::string json_number(double value) {
  return std::isfinite(value) ? shortest_text(value) : "null";
}

}  // namespace purr::shell::browser
