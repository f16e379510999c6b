#include "shell/panels/arrangement.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace purr::shell {
namespace {

constexpr std::array<std::pair<std::string_view, float Arrangement::*>, 5> kSizes{{
    {"left", &Arrangement::left},
    {"right", &Arrangement::right},
    {"network", &Arrangement::network},
    {"cost", &Arrangement::cost},
    {"smoothing", &Arrangement::smoothing},
}};
constexpr std::array<std::pair<std::string_view, bool Arrangement::*>, 10> kFlags{{
    {"data_folded", &Arrangement::is_data_folded},
    {"training_folded", &Arrangement::is_training_folded},
    {"network_folded", &Arrangement::is_network_folded},
    {"mistakes_folded", &Arrangement::is_mistakes_folded},
    {"more", &Arrangement::shows_more},
    {"all_weights", &Arrangement::shows_all_weights},
    {"all", &Arrangement::shows_all_settings},
    {"inside", &Arrangement::shows_inside},
    {"tour", &Arrangement::has_seen_tour},
    {"replay", &Arrangement::has_seen_replay},
}};
constexpr float kLargest = 8000.0F;

}  // namespace

std::string Arrangement::text() const {
  std::string words;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!words.empty()) words += '&';
    words += std::string(name) + "=" + value;
  };
  for (const auto& [name, member] : kSizes) {
    if (this->*member > 0) add(name, std::to_string(std::lround(this->*member)));
  }
  for (const auto& [name, member] : kFlags) {
    if (this->*member) add(name, "1");
  }
  if (!words.empty() && !shows_all_settings) add("all", "0");
  return words;
}

Arrangement Arrangement::from(std::string_view text) {
  Arrangement arrangement;
  bool has_all = false;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = pair.substr(0, equals);
    const std::string_view value = pair.substr(equals + 1);
    for (const auto& [known, member] : kSizes) {
      int size = 0;
      const auto read = std::from_chars(value.data(), value.data() + value.size(), size);
      if (known == name && read.ec == std::errc()) {
        arrangement.*member = std::clamp(static_cast<float>(size), 0.0F, kLargest);
      }
    }
    for (const auto& [known, member] : kFlags) {
      if (known == name) arrangement.*member = value == "1";
    }
    has_all |= name == "all";
  }
  const Arrangement untouched{.shows_all_weights = arrangement.shows_all_weights,
                              .has_seen_tour = arrangement.has_seen_tour,
                              .has_seen_replay = arrangement.has_seen_replay};
  if (!has_all && arrangement != untouched) {
    arrangement.shows_all_settings = true;
    arrangement.shows_inside = true;
  }
  return arrangement;
}

}  // namespace purr::shell
