#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/printable.h"
#include "engine/io/defaults.h"
#include "engine/io/experiment.h"
#include "engine/io/link_repair.h"
#include "engine/io/percent.h"

namespace purr {
namespace {

// Two lists of names, each letter as three bytes of %XX, and everything else.
constexpr std::size_t kMaxLinkLength = 32768;
constexpr std::size_t kMaxValueLength = 400;
struct Pair {
  std::string key;
  std::string value;
};

Pair split_pair(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

/// Whether words stand as a link encodes them, as where a part of a link was copied to a command
/// line: letters, digits, -._~ and %XX alone.
bool is_encoded(std::string_view text) {
  return text.find('%') != std::string_view::npos && percent_decode(text) != text &&
         percent_encode(percent_decode(text)) == text;
}

/// The version of a text; the last one that is said counts. One that is not known is newer: it is
/// noted and read as the present one.
int version_of(const std::vector<Pair>& pairs, std::vector<Error>& notes) {
  if (pairs.empty()) return kDefaultsVersion;
  int version = 1;
  for (const Pair& pair : pairs) {
    if (pair.key != "v") continue;
    version = pair.value == "1" ? 1 : kDefaultsVersion;
    if (version != 1 && pair.value != std::to_string(version)) {
      notes.push_back({Errc::newer_link, {printable(pair.value)}});
    }
  }
  return version;
}

/// Sets `preset` or `data`, whose consequences depend on the version.
void set_base(Experiment& experiment, const Pair& pair, int version, std::vector<Error>& notes) {
  Experiment after = experiment;
  set_key(after, pair.key, pair.value, notes);
  if (pair.key == "data") {
    change_source(experiment, after.data.source, version);
    return;
  }
  experiment = after.preset.empty() ? default_experiment(version) : std::move(after);
}

Reading read_pairs(const std::vector<Pair>& pairs) {
  Reading reading;
  const int version = version_of(pairs, reading.notes);
  reading.experiment = default_experiment(version);
  // What replaces much comes before what replaces little; units before their activations.
  for (const std::string_view name : {"preset", "data"}) {
    for (const Pair& pair : pairs) {
      if (pair.key == name) set_base(reading.experiment, pair, version, reading.notes);
    }
  }
  for (const Pair& pair : pairs) {
    if (pair.key == "hidden") set_key(reading.experiment, pair.key, pair.value, reading.notes);
  }
  for (const Pair& pair : pairs) {
    if (pair.key == "preset" || pair.key == "data" || pair.key == "hidden" || pair.key == "v") {
      continue;
    }
    set_key(reading.experiment, pair.key, pair.value, reading.notes);
  }
  return reading;
}

/// Of a whole address, what stands behind # or, failing that, behind ?.
std::string_view settings_part(std::string_view text) {
  for (const std::string_view mark : {"#", "\uFF03", "?", "\uFF1F"}) {
    const std::size_t at = text.find(mark);
    if (at != std::string_view::npos) return text.substr(at + mark.size());
  }
  return text;
}

/// Addresses and names of columns are taken as they are: their signs are their own.
bool is_verbatim(const Key& key) {
  return key.type == KeyType::address || key.type == KeyType::names || key.type == KeyType::text;
}

}  // namespace

void set_key(Experiment& experiment, std::string_view name, std::string_view value,
             std::vector<Error>& notes) {
  const Key* key = find_key(name);
  if (key == nullptr) {
    notes.push_back({Errc::unknown_key, {printable(with_visible_characters(name))}});
    return;
  }
  // Notes quote the value, so it is made fit to be shown first; what is legal stays as it is.
  const std::size_t limit =
      key->type == KeyType::names ? std::size_t{2} * kMaxNamesBytes : kMaxValueLength;
  const std::string plain = is_verbatim(*key) ? std::string(value) : repaired_value(value);
  const bool is_address = key->type == KeyType::address;
  const std::string shown =
      is_verbatim(*key) && !is_address ? plain : with_visible_characters(plain);
  key->set(experiment, printable(shown, limit), notes);
}

Reading read_experiment(std::string_view text) {
  std::vector<Error> notes;
  if (text.size() > kMaxLinkLength) {
    notes.push_back(
        {Errc::link_too_long, {std::to_string(text.size()), std::to_string(kMaxLinkLength)}});
    text = text.substr(0, kMaxLinkLength);
  }
  const auto has_own_signs = [](std::string_view name) {
    const Key* key = find_key(name);
    return key != nullptr && is_verbatim(*key);
  };
  std::vector<Pair> pairs;
  for (auto& [key, value] : repaired_pairs(settings_part(text), has_own_signs)) {
    pairs.push_back({std::move(key), std::move(value)});
  }
  Reading reading = read_pairs(pairs);
  reading.notes.insert(reading.notes.begin(), notes.begin(), notes.end());
  return reading;
}

Reading read_experiment(std::span<const std::string> pairs) {
  std::vector<Pair> split;
  for (const std::string& pair : pairs) {
    Pair& part = split.emplace_back(split_pair(pair));
    const Key* key = find_key(part.key);
    const bool has_words =
        key != nullptr && (key->type == KeyType::text || key->type == KeyType::names);
    if (has_words && is_encoded(part.value)) part.value = percent_decode(part.value);
  }
  return read_pairs(split);
}

std::string write_experiment(const Experiment& experiment, bool view) {
  Experiment base = preset_experiment(experiment.preset);
  std::string text = "v=" + std::to_string(kDefaultsVersion);
  const auto put = [&](const Key& key) {
    text += '&';
    text += key.name;
    text += '=';
    const bool is_free =
        key.type == KeyType::address || key.type == KeyType::text || key.type == KeyType::names;
    text += is_free ? percent_encode(key.get(experiment)) : key.get(experiment);
  };
  if (!experiment.preset.empty()) put(*find_key("preset"));
  if (experiment.data.source != base.data.source) {
    put(*find_key("data"));
    change_source(base, experiment.data.source);
  }
  for (const Key& key : keys()) {
    const std::string_view name = key.name;
    if (name == "preset" || name == "data") continue;
    if (!view && is_view_key(name)) continue;
    if (key.get(experiment) != key.get(base)) put(key);
  }
  return text;
}

}  // namespace purr
