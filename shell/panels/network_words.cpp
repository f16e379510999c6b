#include "shell/panels/network_words.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "shell/panels/examples.h"
#include "shell/panels/layer_controls.h"
#include "shell/panels/logistic_words.h"
#include "shell/panels/names.h"
#include "shell/panels/network_units.h"
#include "shell/theme/words.h"

namespace purr::shell {
namespace {

std::string count(int n) { return number(n, 12); }

/// "unit 5 of layer 1", "units 1 to 8 of layer 1", "input 2".
std::string units_words(int layer, int first, int length) {
  const std::string a = std::to_string(first + 1);
  const std::string b = std::to_string(first + length);
  if (layer == 0) {
    return length == 1 ? tr(Text::network_input_of, {a})
                       : tr(Text::network_inputs_of_range, {a, b});
  }
  const std::string l = std::to_string(layer);
  return length == 1 ? tr(Text::network_unit_of, {l, a})
                     : tr(Text::network_units_of_range, {l, a, b});
}

std::string line_words(const Workbench& bench, NetworkState& state, int l, const EdgeLine& line) {
  const std::string from = units_words(l - 1, line.from, 1);
  const std::string to = std::to_string(line.to + 1);
  const std::string layer = std::to_string(l);
  if (line.effect == EdgeEffect::failed) return tr(Text::network_edge_failed, {layer, from, to});
  const std::string indices = std::to_string(line.to + 1) + "," + std::to_string(line.from + 1);
  std::string words =
      tr(Text::network_edge_now,
         {layer, indices, signed_number(static_cast<double>(line.weight)), from, to});
  const std::vector<double> before = values_before(bench, state, l);
  const auto j = static_cast<std::size_t>(line.from);
  if (j < before.size()) {
    const double w = static_cast<double>(line.weight);
    words += " " + tr(Text::network_edge_adds,
                      {signed_number(w), short_number(before[j]), signed_number(w * before[j])});
  }
  return words;
}

/// The symbol or term that a node stands for.
Word word_of(const Workbench& bench, const NetworkNode& node) {
  const int L = static_cast<int>(bench.settings.network.hidden.size()) + 1;
  switch (node.kind) {
    case NodeKind::input: return bench.run.is_points() ? Word::feature : Word::x;
    case NodeKind::edges:
    case NodeKind::shape: return Word::w_matrix;
    case NodeKind::unit:
      return node.layer == L                                    ? Word::y_hat
             : are_pictures(bench, node.layer)                  ? Word::tile
             : unit_look(bench, node.layer, node.index).is_dead ? Word::dead
                                                                : Word::unit;
    case NodeKind::rest: return node.layer == 0 ? Word::feature : Word::unit;
    case NodeKind::caption:
      return node.layer == 0 ? Word::a_0 : node.layer == L ? Word::y_hat : Word::a_vector;
    case NodeKind::bar: return Word::y_hat_bar;
    case NodeKind::answer: return Word::y_hat;
    case NodeKind::plane:
      return node.index == 0 ? Word::red : node.index == 1 ? Word::green : Word::blue;
    case NodeKind::x_row: return Word::x;
    case NodeKind::weights: return Word::w;
    case NodeKind::products:
    case NodeKind::product: return Word::weight;
    case NodeKind::sum: return Word::b;
    case NodeKind::z: return Word::z;
    case NodeKind::sigma: return Word::sigma;
  }
  return Word::unit;
}

NodeWords edge_words(const Workbench& bench, NetworkState& state, const NetworkNode& node) {
  const int l = node.layer;
  NodeWords words{.title = word_symbol(Word::w_matrix, l),
                  .sentence = word_text(Word::w_matrix, l)};
  const auto at = static_cast<std::size_t>(l - 1);
  if (at >= state.edges.size()) return words;
  const EdgeSet& edges = state.edges[at];
  const int lines = static_cast<int>(edges.lines.size());
  const int bundles = static_cast<int>(edges.bundles.size());
  words.numbers =
      bundles == 0 ? tr(Text::network_edges_lines, {count(edges.weights)})
                   : tr(Text::network_edges_all,
                        {count(edges.weights), count(lines), count(edges.bundled), count(bundles)});
  if (node.index >= 0 && node.index < lines) {
    words.numbers +=
        "\n" + line_words(bench, state, l, edges.lines[static_cast<std::size_t>(node.index)]);
  } else if (node.index >= lines && node.index < lines + bundles) {
    const EdgeBundle& bundle = edges.bundles[static_cast<std::size_t>(node.index - lines)];
    if (edges.weights == bundle.weights) {
      words.numbers = tr(Text::network_bundle_all, {count(edges.weights), count(edges.out_count)});
    } else {
      words.numbers += "\n" + tr(Text::network_bundle_now,
                                 {count(bundle.weights),
                                  units_words(l - 1, bundle.from_first, bundle.from_count),
                                  units_words(l, bundle.to_first, bundle.to_count)});
    }
  }
  return words;
}

NodeWords unit_words(const Workbench& bench, const NetworkNode& node) {
  const int l = node.layer;
  const int unit = node.index;
  NodeWords words{.title = node_name(bench, node), .sentence = word_text(word_of(bench, node), l)};
  if (const TraceUpdate::Layer* layer = traced_layer(bench, l)) {
    const auto i = static_cast<std::size_t>(unit);
    if (i >= layer->Z.size()) return words;
    const UnitLook look = unit_look(bench, l, unit);
    words.numbers =
        look.is_failed ? std::string(tr(Text::network_unit_failed))
        : look.is_silent && layer->A[i] == 0.0
            ? tr(Text::network_unit_silent, {signed_number(layer->Z[i])})
            : tr(Text::network_unit_now, {signed_number(layer->Z[i]), short_number(layer->A[i])});
    if (look.is_dead) words.numbers += " " + std::string(tr(Text::network_unit_dead));
  }
  return words;
}

std::string picture_words(const Workbench& bench) {
  const RunView& run = bench.run;
  if (!run.is_pictures()) return {};
  return tr(Text::network_picture_numbers,
            {std::to_string(run.data.height), std::to_string(run.data.width),
             count(static_cast<int>(run.picture_size()))});
}

std::string answer_words(const Workbench& bench) {
  const float y = bench.run.y_hat(chosen_is_test(bench), chosen_example(bench));
  if (!(y >= 0.0F)) return {};
  const auto p = static_cast<double>(y);
  return tr(Text::network_answer_now, {probability(p), percent(p)});
}

}  // namespace

std::string signed_number(double value) { return significant(value, 3, /*sign=*/true); }
std::string short_number(double value) { return significant(value); }

std::string node_name(const Workbench& bench, const NetworkNode& node) {
  const std::string l = std::to_string(node.layer);
  const std::string index = std::to_string(node.index + 1);
  const int L = static_cast<int>(bench.settings.network.hidden.size()) + 1;
  switch (node.kind) {
    case NodeKind::input:
      return bench.run.is_points() ? tr(Text::network_name_feature, {index})
                                   : std::string(tr(Text::network_name_picture));
    case NodeKind::edges: return tr(Text::network_name_edges, {l});
    case NodeKind::unit: return node.layer == L ? "ŷ" : tr(Text::network_name_unit, {l, index});
    case NodeKind::rest:
      return node.layer == 0 ? tr(Text::network_name_rest_inputs, {std::to_string(node.index)})
                             : tr(Text::network_name_rest, {l, std::to_string(node.index)});
    case NodeKind::caption:
      return node.layer == 0   ? std::string(tr(Text::input))
             : node.layer == L ? std::string(tr(Text::output))
                               : tr(Text::network_name_layer, {l});
    case NodeKind::shape: return tr(Text::network_name_shape, {l});
    case NodeKind::bar: return std::string(tr(Text::network_name_bar));
    case NodeKind::answer: return "ŷ";
    case NodeKind::plane:
      return std::string(tr(node.index == 0   ? Text::network_name_red
                            : node.index == 1 ? Text::network_name_green
                                              : Text::network_name_blue));
    case NodeKind::x_row: return tr(Text::network_name_x_row, {index});
    case NodeKind::weights: return "w";
    case NodeKind::products: return "w ∗ x";
    case NodeKind::product: return tr(Text::network_name_product, {index});
    case NodeKind::sum: return std::string(tr(Text::network_name_sum));
    case NodeKind::z: return "z";
    case NodeKind::sigma: return "σ";
  }
  return {};
}

std::string NodeWords::plain_text() const {
  std::string all = "**" + title + "**";
  for (const std::string* line : {&sentence, &numbers}) {
    if (line->empty()) continue;
    if (!all.empty()) all += '\n';
    all += *line;
  }
  return all;
}

NodeWords node_words(const Workbench& bench, NetworkState& state, const NetworkNode& node) {
  NodeWords words{.title = node_name(bench, node),
                  .sentence = word_text(word_of(bench, node), node.layer)};
  switch (node.kind) {
    case NodeKind::input:
      if (bench.run.is_points()) {
        const std::vector<double> x = values_before(bench, state, 1);
        const auto k = static_cast<std::size_t>(node.index);
        if (k < x.size()) {
          words.numbers = tr(Text::network_feature_now,
                             {"x_{" + std::to_string(node.index + 1) + "}", short_number(x[k])});
        }
      } else {
        words.numbers = picture_words(bench);
      }
      return words;
    case NodeKind::edges: return edge_words(bench, state, node);
    case NodeKind::unit: return unit_words(bench, node);
    case NodeKind::rest: words.numbers = tr(Text::network_rest_now); return words;
    case NodeKind::caption: {
      const std::vector<int>& hidden = bench.settings.network.hidden;
      if (node.layer == 0) {
        words.numbers = picture_words(bench);
      } else if (node.layer <= static_cast<int>(hidden.size())) {
        words.numbers = tr(
            Text::network_layer_now,
            {std::to_string(hidden[static_cast<std::size_t>(node.layer - 1)]),
             std::string(activation_name(bench.settings.network.hidden_activation(node.layer)))});
      } else {
        words.numbers = answer_words(bench);
      }
      return words;
    }
    case NodeKind::shape: {
      const std::vector<int>& hidden = bench.settings.network.hidden;
      const int rows = node.layer <= static_cast<int>(hidden.size())
                           ? hidden[static_cast<std::size_t>(node.layer - 1)]
                           : 1;
      const int columns = inputs_of_layer(bench, node.layer);
      words.numbers =
          tr(Text::network_shape_now, {count(rows), count(columns), count(rows * columns)});
      return words;
    }
    case NodeKind::bar:
    case NodeKind::answer: words.numbers = answer_words(bench); return words;
    default: words.numbers = logistic_words(bench, state, node); return words;
  }
}

}  // namespace purr::shell
