#include "shell/panels/distributions_tab.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/kernels/activations.h"
#include "shell/panels/card_controls.h"

namespace purr::shell {
namespace {

std::string percent_of(std::uint64_t part, std::uint64_t whole) {
  return percent(whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0);
}

/// The values of `g` that count as saturated, such as "a < 0.05, a > 0.95"; empty where it has
/// none.
std::string saturated_values(Activation g) {
  const FlatBounds bounds = flat_bounds(g);
  const bool has_low = std::isfinite(bounds.low);
  const bool has_high = std::isfinite(bounds.high);
  if (has_low && has_high && bounds.low == -bounds.high) return "|a| > " + number(bounds.high, 2);
  std::string words;
  if (has_low) words = "a < " + number(bounds.low, 2);
  if (has_high) words += (has_low ? ", a > " : "a > ") + number(bounds.high, 2);
  return words;
}

/// How many units are dead or saturated, as a sentence.
std::string state_of_units(const LayerDistribution& distribution) {
  const std::uint64_t values = distribution.Z.finite_count;
  const std::string units = std::to_string(distribution.units);
  if (distribution.activation == Activation::relu) {
    return tr(Text::spread_relu, {percent_of(distribution.negative, values),
                                  std::to_string(distribution.dead_units), units});
  }
  if (distribution.activation == Activation::leaky_relu) {
    return tr(Text::spread_leaky,
              {percent_of(distribution.negative, values), number(distribution.leaky_slope, 3)});
  }
  const std::string saturated = saturated_values(distribution.activation);
  if (saturated.empty()) return std::string(tr(Text::spread_linear));
  return tr(Text::spread_saturated, {percent_of(distribution.saturated, values), saturated,
                                     std::to_string(distribution.flat_units), units});
}

std::string range_words(const Histogram& histogram) {
  if (histogram.finite_count == 0) return {};
  return tr(Text::spread_range, {significant(histogram.low), significant(histogram.high),
                                 significant(histogram.mean), significant(histogram.deviation)});
}

/// One histogram of layer l, with its name and its range above it.
void part(std::string_view id, Word word, int l, const Histogram& histogram, ImU32 colour,
          HistogramState& state, std::span<const HistogramCurve> curves = {}) {
  const std::string name = word_symbol(word, l);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float row = 20.0F;
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text_in(list, {at.x, at.y, width, row}, name, title_text());
  explain(std::string(id) + "_word", {at.x, at.y, std::ceil(measure(name, title_text()).x), row},
          word, range_words(histogram), l);
  float x = at.x + measure(name, title_text()).x + 12;
  for (const HistogramCurve& curve : curves) {
    const float middle = at.y + row / 2;
    list->AddRectFilled({x, middle - 1}, {x + (curve.is_dashed ? 4.0F : 10.0F), middle + 1},
                        curve.colour);
    if (curve.is_dashed)
      list->AddRectFilled({x + 6, middle - 1}, {x + 10, middle + 1}, curve.colour);
    TextStyle words = title_text();
    words.colour = mix(curve.colour, theme().ink, 0.4F);
    draw_text_in(list, {x + 14, at.y, 30, row}, curve.name, words);
    x += 14 + measure(curve.name, words).x + 10;
  }
  const std::string range = range_words(histogram);
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  if (measure(range, dim).x <= at.x + width - x) {
    draw_text_in(list, {x, at.y, at.x + width - x, row}, range, dim, Align::right);
    ImGui::Dummy({width, row});
  } else {
    ImGui::Dummy({width, row});
    paragraph(range, dim);
  }
  histogram_plot(id, tr(Text::spread_of, {name}), {width, theme().touch ? 92.0F : 78.0F}, state,
                 {.low = histogram.low,
                  .high = histogram.high,
                  .counts = histogram.counts,
                  .colour = colour,
                  .curves = curves,
                  .words = range,
                  .empty_words = tr(Text::spread_no_numbers)});
  if (histogram.nan_count + histogram.infinite_count > 0) {
    TextStyle warn = dim;
    warn.colour = theme().danger_text;
    text(tr(Text::spread_bad, {number(static_cast<double>(histogram.nan_count), 0),
                               number(static_cast<double>(histogram.infinite_count), 0)}),
         warn);
  }
  space(6);
}

}  // namespace

void distributions_tab(Workbench& bench, DistributionsState& state) {
  const RunView& run = bench.run;
  const int L = static_cast<int>(bench.settings.network.hidden.size()) + 1;
  int& l = state.layer;
  l = std::clamp(l, 1, L);
  l = layer_arrows("spread", tr(Text::spread_title, {std::to_string(l)}), l, L);
  const DistributionUpdate& update = run.distribution;
  if (update.revision != run.data.revision || update.layer != l) {
    paragraph(tr(Text::no_trace), dim_text());
    return;
  }
  const LayerDistribution& distribution = update.distribution;
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  paragraph(state_of_units(distribution), dim);
  explain_last_item("units",
                    distribution.activation == Activation::relu ? Word::dead : Word::saturated);
  space(6);
  const Activation g = distribution.activation;
  const double slope = distribution.leaky_slope;
  const std::array<HistogramCurve, 2> curves{
      {{.name = "g",
        .colour = theme().cat,
        .value = [=](double z) { return activation(g, slope, z); }},
       {.name = "g′", .colour = theme().test, .is_dashed = true, .value = [=](double z) {
          return activation_slope(g, slope, z, activation(g, slope, z));
        }}}};
  std::array<HistogramState, 4>& states = state.plots;
  part("z", Word::z_matrix, l, distribution.Z, theme().non, states[0], curves);
  part("a", Word::a_matrix, l, distribution.A, theme().non, states[1]);
  part("w", Word::w_matrix, l, distribution.W, theme().train, states[2]);
  part("dw", Word::dw, l, distribution.dW, theme().train, states[3]);
  paragraph(tr(Text::spread_words, {number(distribution.examples, 0)}), dim);
}

}  // namespace purr::shell
