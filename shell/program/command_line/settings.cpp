#include "shell/program/command_line/settings.h"

#include <algorithm>
#include <array>

namespace purr::shell {
namespace {

struct Pair {
  std::string_view key;
  std::string_view value;
};

/// Keys that replace other settings come first, and units before their activations.
int rank(std::string_view key) {
  constexpr std::array<std::string_view, 3> kFirst{"preset", "data", "hidden"};
  return static_cast<int>(std::ranges::find(kFirst, key) - kFirst.begin());
}

}  // namespace

bool is_link(std::string_view argument) {
  return argument.starts_with('#') || argument.starts_with('?') ||
         argument.find("://") != std::string_view::npos ||
         argument.find('&') != std::string_view::npos;
}

std::string bound_text(double value) {
  const auto whole = static_cast<long long>(value);
  return static_cast<double>(whole) == value ? std::to_string(whole) : number_text(value);
}

std::string refusal(const Error& error) {
  const auto& args = error.args;
  const auto say = [&](std::string_view pattern) { return fill(pattern, args); };
  switch (error.code) {
    case Errc::unknown_key: return say("“{0}” is not a setting; “purrceptron help” lists them.");
    case Errc::bad_number: return say("{0} takes a number, not “{1}”.");
    case Errc::out_of_range:
      if (const Key* key = args.size() > 3 ? find_key(args[0]) : nullptr) {
        return fill("{0} goes from {1} to {2}, and {3} is outside.",
                    {args[0], bound_text(key->min), bound_text(key->max), args[3]});
      }
      return describe(error);
    case Errc::bad_choice: return say("{0} can be {1}, not “{2}”.");
    case Errc::bad_units:
      return say(
          "hidden takes unit counts such as 20,7,5 (at most {0} layers of 1 to {1} units), not "
          "“{2}”.");
    case Errc::bad_activations:
      return say("activation takes one name, or one for each of the {0} hidden layers, not {1}.");
    case Errc::unknown_preset:
      return say("There is no preset “{0}”; “purrceptron presets” lists them.");
    default: return describe(error);
  }
}

std::expected<Settings, std::string> read_settings(std::span<const std::string> arguments) {
  Settings settings;
  settings.arguments.assign(arguments.begin(), arguments.end());
  std::vector<Pair> pairs;
  bool has_link = false;
  for (const std::string& argument : arguments) {
    if (is_link(argument)) {
      if (has_link) return std::unexpected("One link is enough; here are two.");
      has_link = true;
      Reading reading = read_experiment(argument);
      settings.experiment = std::move(reading.experiment);
      settings.notes = std::move(reading.notes);
      settings.names_the_data = true;
      continue;
    }
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos || equals == 0) {
      return std::unexpected(describe({Errc::bad_argument, {argument}}));
    }
    const std::string_view text = argument;
    pairs.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
  std::ranges::stable_sort(pairs, {}, [](const Pair& pair) { return rank(pair.key); });
  // The version of the defaults is no key of its own: it says what the others begin with.
  const auto version = std::ranges::find(pairs, "v", &Pair::key);
  if (version != pairs.end() && !has_link) {
    std::vector<std::string> base{"v=" + std::string(version->value)};
    for (const auto& [key, value] : pairs) {
      if (key == "preset" || key == "data") {
        base.push_back(std::string(key) + "=" + std::string(value));
        settings.names_the_data = true;
      }
    }
    Reading reading = read_experiment(base);
    for (const Error& note : reading.notes) {
      if (note.code != Errc::newer_link) return std::unexpected(refusal(note));
    }
    settings.experiment = std::move(reading.experiment);
    settings.notes = std::move(reading.notes);
  }
  const bool has_base = version != pairs.end() && !has_link;
  for (const auto& [key, value] : pairs) {
    if (key == "v" || (has_base && (key == "preset" || key == "data"))) continue;
    std::vector<Error> notes;
    set_key(settings.experiment, key, value, notes);
    if (!notes.empty()) return std::unexpected(refusal(notes.front()));
    settings.names_the_data |= key == "preset" || key == "data";
  }
  return settings;
}

}  // namespace purr::shell
