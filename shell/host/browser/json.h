#pragma once

#include <string>
#include <string_view>

/// JSON that is written often, piece by piece into one string.
namespace purr::shell::browser {

/// A string in quotes.
std::string quoted(std::string_view text);
/// The shortest digits that read back as the same number; null for NaN and infinity.
std::string json_number(double value);

/// An array of what `write` makes of each item.
template <class Items, class Write>
std::string json_list(const Items& items, const Write& write) {
  std::string json = "[";
  for (const auto& item : items) {
    if (json.size() > 1) json += ',';
    json += write(item);
  }
  return json + ']';
}

}  // namespace purr::shell::browser
