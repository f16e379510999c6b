#include "shell/view/pinned_runs.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "shell/theme/strings.h"

namespace purr::shell {
namespace {

/// Keys with a letter; all others are written with their name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kLetters{{
    {"learning_rate", "α"},
    {"momentum", "β"},
    {"beta2", "β₂"},
    {"epsilon", "ε"},
    {"l2", "λ"},
    {"keep_prob", "keep"},
    {"batch_size", "batch"},
    {"optimizer", ""},
}};

}  // namespace

std::string setting_words(const Key& key, const Experiment& experiment) {
  const std::string_view name = key.name;
  const std::string value = key.get(experiment);
  if (name == "hidden") {
    return value.empty() ? std::string(tr(Text::no_hidden_layer)) : tr(Text::units_words, {value});
  }
  for (const auto& [key_name, letter] : kLetters) {
    if (key_name != name) continue;
    return letter.empty() ? value : std::string(letter) + " " + value;
  }
  return std::string(name) + " " + value;
}

void PinnedRuns::pin(const Experiment& settings, const RunView& run) {
  if (all_.size() >= kMaxCount) all_.erase(all_.begin());
  all_.push_back({.id = next_id_++,
                  .name = {},
                  .settings = settings,
                  .status = run.status,
                  .cost = run.cost,
                  .test_cost = run.test_cost,
                  .train_accuracy = run.train_accuracy,
                  .test_accuracy = run.test_accuracy});
}

void PinnedRuns::remove(std::uint32_t id) {
  std::erase_if(all_, [id](const PinnedRun& run) { return run.id == id; });
}

std::string difference(const Experiment& from, const Experiment& to, int max_parts) {
  std::string words;
  int count = 0;
  for (const Key& key : keys()) {
    if (std::string_view(key.name) == "preset" || is_view_key(key.name)) continue;
    if (key.get(from) == key.get(to)) continue;
    if (++count > max_parts) return words + " …";
    if (!words.empty()) words += " · ";
    words += setting_words(key, to);
  }
  return words;
}

std::string name_of(const PinnedRun& pinned, const Experiment& current) {
  if (!pinned.name.empty()) return pinned.name;
  const std::string words = difference(current, pinned.settings);
  return words.empty() ? std::string(tr(Text::same_settings)) : words;
}

}  // namespace purr::shell
