#include "shell/view/edits.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <vector>

#include "engine/io/defaults.h"

namespace purr::shell {

DataSpec noisy_moons() {
  DataSpec data = usual_data(DataSource::moons);
  data.m = 211;
  data.m_test = 200;
  data.noise = 0.35;
  return data;
}

StandIn replace_by_preset(Experiment& settings, std::string_view name, LoadedFiles files) {
  const ViewSpec view = settings.view;
  settings = preset_experiment(name);
  settings.view = view;
  settings.view.example = 0;
  settings.view.example_set = ExampleSet::test;
  if (settings.data.source == DataSource::course && !files.has_course_pictures) {
    change_source(settings, DataSource::drawn);
    return StandIn::pictures;
  }
  if (settings.data.source == DataSource::csv && !files.has_csv_points) {
    settings.data = noisy_moons();
    return StandIn::points;
  }
  return StandIn::none;
}

bool replace_source(Experiment& settings, DataSource source) {
  if (source == settings.data.source) return false;
  const bool wants_pictures = is_pictures(source);
  if (wants_pictures != is_pictures(settings.data.source)) {
    const Experiment usual = preset_experiment(wants_pictures ? "" : "c1w3-planar");
    settings.network = usual.network;
    settings.training = usual.training;
    settings.preset = usual.preset;
  }
  change_source(settings, source);
  settings.view.example = 0;
  return true;
}

void add_layer(Experiment& settings) {
  NetworkSpec& network = settings.network;
  if (network.hidden.size() >= static_cast<std::size_t>(kMaxHiddenLayers)) return;
  const int before = network.hidden.empty() ? 8 : network.hidden.back();
  network.hidden.push_back(std::max(2, before));
  // Frozen weights of the output stay with the output, which is one layer further on.
  const int output = static_cast<int>(network.hidden.size());
  for (Frozen& frozen : settings.training.frozen) {
    if (frozen.layer >= output) frozen.layer = output + 1;
  }
  if (network.activation.size() > 1) network.activation.push_back(network.activation.back());
}

void remove_layer(Experiment& settings, int l) {
  NetworkSpec& network = settings.network;
  const auto index = static_cast<std::ptrdiff_t>(l - 1);
  if (index < 0 || index >= static_cast<std::ptrdiff_t>(network.hidden.size())) return;
  network.hidden.erase(network.hidden.begin() + index);
  std::vector<Frozen>& all = settings.training.frozen;
  std::erase_if(all, [l](const Frozen& frozen) { return frozen.layer == l; });
  for (Frozen& frozen : all) {
    if (frozen.layer > l) --frozen.layer;
  }
  if (network.activation.size() > 1) network.activation.erase(network.activation.begin() + index);
}

bool is_frozen(const Experiment& settings, int l) {
  const std::vector<Frozen>& all = settings.training.frozen;
  return std::find(all.begin(), all.end(), Frozen{.layer = l}) != all.end();
}

void toggle_frozen(Experiment& settings, int l) {
  std::vector<Frozen>& all = settings.training.frozen;
  if (is_frozen(settings, l)) {
    std::erase(all, Frozen{.layer = l});
    return;
  }
  all.push_back({.layer = l});
  std::sort(all.begin(), all.end(), [](const Frozen& a, const Frozen& b) {
    return std::tie(a.layer, a.unit, a.input) < std::tie(b.layer, b.unit, b.input);
  });
}

bool toggle_flipped(DataSpec& data, int example) {
  std::vector<int>& flipped = data.flipped;
  const auto place = std::lower_bound(flipped.begin(), flipped.end(), example);
  if (place != flipped.end() && *place == example) {
    flipped.erase(place);
    return true;
  }
  if (flipped.size() >= static_cast<std::size_t>(kMaxFlippedByHand)) return false;
  flipped.insert(place, example);
  return true;
}

}  // namespace purr::shell
