#include "shell/panels/panels.h"

#include <algorithm>
#include <tuple>

namespace purr::shell {

std::string_view activation_name(Activation g) {
  switch (g) {
    case Activation::sigmoid: return "sigmoid";
    case Activation::tanh: return "tanh";
    case Activation::relu: return "ReLU";
    case Activation::leaky_relu: return "leaky ReLU";
    case Activation::linear: return tr(Text::activation_linear);
  }
  return {};
}

std::string_view source_name(DataSource source) {
  switch (source) {
    case DataSource::drawn: return tr(Text::source_drawn);
    case DataSource::emoji: return tr(Text::source_emoji);
    case DataSource::course: return tr(Text::source_course);
    case DataSource::mine: return tr(Text::source_mine);
    case DataSource::flower: return tr(Text::source_flower);
    case DataSource::circles: return tr(Text::source_circles);
    case DataSource::moons: return tr(Text::source_moons);
    case DataSource::blobs: return tr(Text::source_blobs);
    case DataSource::quantiles: return tr(Text::source_quantiles);
    case DataSource::spiral: return tr(Text::source_spiral);
    case DataSource::xor_: return tr(Text::source_xor);
    case DataSource::none: return tr(Text::source_none);
    case DataSource::table: return tr(Text::source_table);
    case DataSource::csv: return tr(Text::source_csv);
  }
  return {};
}

std::string class_word(const RunView& run, bool is_one) {
  const DataSource source = run.data.spec.source;
  if (source == DataSource::mine || source == DataSource::table) {
    const std::string& name = run.data.class_names[is_one ? 1 : 0];
    if (!name.empty()) return name;
    return std::string(tr(is_one ? Text::class_a : Text::class_b));
  }
  if (run.is_points()) return tr(Text::class_number, {is_one ? "1" : "0"});
  return std::string(tr(is_one ? Text::cat : Text::not_cat));
}

void load_preset(Workbench& bench, std::string_view name) {
  const ViewSpec view = bench.settings.view;
  bench.settings = preset_experiment(name);
  bench.settings.view = view;
  if (bench.settings.data.source == DataSource::course && !bench.screen.has_course) {
    bench.settings.data = usual_data(DataSource::drawn);
    toast(tr(Text::preset_stand_in));
  }
  bench.settings.view.example = 0;
  bench.settings.view.example_set = ExampleSet::test;
  bench.asked.new_page = true;
}

void choose_source(Workbench& bench, DataSource source) {
  if (source == bench.settings.data.source) return;
  const bool pictures = is_pictures(source);
  if (pictures != is_pictures(bench.settings.data.source)) {
    const Experiment usual = preset_experiment(pictures ? "" : "c1w3-planar");
    bench.settings.network = usual.network;
    bench.settings.training = usual.training;
    bench.settings.preset = usual.preset;
  }
  bench.settings.data = usual_data(source);
  bench.settings.view.example = 0;
  bench.screen.sheet = {};
}

void add_layer(Workbench& bench) {
  NetworkSpec& network = bench.settings.network;
  if (network.hidden.size() >= static_cast<std::size_t>(kMaxHiddenLayers)) return;
  const int before = network.hidden.empty() ? 8 : network.hidden.back();
  network.hidden.push_back(std::max(2, before));
  // What is held moves with its layer: the output is one further on.
  const int output = static_cast<int>(network.hidden.size());
  for (Frozen& held : bench.settings.training.frozen) {
    if (held.layer >= output) held.layer = output + 1;
  }
  if (network.activation.size() > 1) network.activation.push_back(network.activation.back());
}

void remove_layer(Workbench& bench, int l) {
  NetworkSpec& network = bench.settings.network;
  const auto index = static_cast<std::ptrdiff_t>(l - 1);
  if (index < 0 || index >= static_cast<std::ptrdiff_t>(network.hidden.size())) return;
  network.hidden.erase(network.hidden.begin() + index);
  std::vector<Frozen>& frozen = bench.settings.training.frozen;
  std::erase_if(frozen, [l](const Frozen& held) { return held.layer == l; });
  for (Frozen& held : frozen) {
    if (held.layer > l) --held.layer;
  }
  if (network.activation.size() > 1) network.activation.erase(network.activation.begin() + index);
}

bool is_held(const Workbench& bench, int l) {
  const std::vector<Frozen>& frozen = bench.settings.training.frozen;
  return std::find(frozen.begin(), frozen.end(), Frozen{.layer = l}) != frozen.end();
}

void hold_button(Workbench& bench, int l, float side) {
  std::vector<Frozen>& frozen = bench.settings.training.frozen;
  const bool held = is_held(bench, l);
  const std::string label = tr(Text::hold_layer, {std::to_string(l)});
  if (!button("hold", label,
              {.kind = ButtonKind::bare,
               .icon = held ? Icon::lock : Icon::lock_open,
               .width = side,
               .height = side,
               .icon_only = true,
               .pressed = held,
               .enabled = held || frozen.size() < static_cast<std::size_t>(kMaxFrozen),
               .hint = tr(held ? Text::held_layer_hint : Text::hold_layer_hint)})) {
    return;
  }
  if (held) {
    std::erase(frozen, Frozen{.layer = l});
  } else {
    frozen.push_back({.layer = l});
    std::sort(frozen.begin(), frozen.end(), [](const Frozen& a, const Frozen& b) {
      return std::tie(a.layer, a.unit, a.input) < std::tie(b.layer, b.unit, b.input);
    });
  }
}

void choose_example(Workbench& bench, bool of_test, int index) {
  bench.settings.view.example = index;
  bench.settings.view.example_set = of_test ? ExampleSet::test : ExampleSet::train;
}

void look_into_chosen(Workbench& bench) {
  bench.screen.inside_tab = InsideTab::example;
  bench.screen.inside_from_top = true;
  want_redraw();
}

bool chosen_is_test(const Workbench& bench) {
  return bench.settings.view.example_set == ExampleSet::test && bench.run.count(true) > 0;
}

int chosen_example(const Workbench& bench) {
  const int count = bench.run.count(chosen_is_test(bench));
  return std::clamp(bench.settings.view.example, 0, std::max(0, count - 1));
}

bool title_link(const Rect& title, float& right, std::string_view id, std::string_view label,
                std::string_view hint) {
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  const ImVec2 words = measure(label, style);
  const float height = theme().touch ? 40.0F : std::round(words.y * 1.5F) + 4.0F;
  const ImVec2 back = ImGui::GetCursorScreenPos();
  right -= theme().touch ? std::max(44.0F, std::ceil(words.x)) : std::ceil(words.x);
  ImGui::SetCursorScreenPos({right, title.y + std::round((title.height - height) / 2)});
  const bool pressed = link(id, label, hint, theme().title_size);
  ImGui::SetCursorScreenPos(back);
  right -= 14;
  return pressed;
}

int layer_arrows(std::string_view id, std::string_view title, int l, int L) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float arrow = theme().touch ? 44.0F : 28.0F;
  const float height = theme().touch ? 40.0F : 26.0F;
  draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, width - 2 * arrow - 14, height}, title,
               title_text());
  begin_region({at.x + width - 2 * arrow - 6, at.y, 2 * arrow + 8, height + 2}, false);
  const auto step = [&](std::string_view way, Text label, Icon icon, bool enabled) {
    return button(std::string(id) + std::string(way), tr(label),
                  {.kind = ButtonKind::bare,
                   .icon = icon,
                   .width = arrow,
                   .height = height,
                   .icon_only = true,
                   .enabled = enabled});
  };
  if (step("_before", Text::layer_before, Icon::triangle_left, l > 1)) --l;
  ImGui::SameLine(0, 4);
  if (step("_after", Text::layer_after, Icon::triangle_right, l < L)) ++l;
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, height + 2});
  return l;
}

}  // namespace purr::shell
