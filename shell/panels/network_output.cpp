#include "shell/panels/network_output.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "shell/panels/examples.h"
#include "shell/panels/names.h"
#include "shell/panels/network_words.h"

namespace purr::shell {
namespace {

/// ŷ of the chosen example; NaN while it is unknown or after the weights became NaN.
double y_hat_of(const Workbench& bench) {
  const float y = bench.run.y_hat(chosen_is_test(bench), chosen_example(bench));
  return y >= 0.0F ? static_cast<double>(y) : std::nan("");
}

bool has_predictions(const Workbench& bench) {
  return bench.run.predictions.revision == bench.run.data.revision &&
         bench.run.data.revision != 0 && !bench.run.predictions.train.empty();
}

/// ŷ with as many digits as it takes to tell it from 0 and 1.
std::string y_words(const Workbench& bench, double y) {
  if (!std::isnan(y))
    return y >= 0.005 && y <= 0.995 ? fixed(y, 2) : y < 0.5 ? significant(y, 1) : probability(y);
  return has_predictions(bench) ? "NaN" : "–";
}

struct Line {
  std::string words;
  TextStyle style;
  float height = 0.0F;
  NodeKind kind = NodeKind::answer;
};

/// The words beside the middle of the bar.
std::vector<Line> answer_lines(const Workbench& bench, double y) {
  std::vector<Line> lines;
  const float large = theme().counter_size * 1.55F;
  lines.push_back({y_words(bench, y), {.size = large, .weight = Weight::semibold}, large * 1.15F});
  if (std::isnan(y)) return lines;
  const bool is_one = y > 0.5;
  const float size = theme().title_size;
  lines.push_back({class_name(bench.run, is_one),
                   {.size = size + 1,
                    .weight = Weight::semibold,
                    .colour = is_one ? theme().cat_text : theme().non_text},
                   (size + 1) * 1.3F});
  const bool of_test = chosen_is_test(bench);
  const int example = chosen_example(bench);
  if (bench.run.count(of_test) == 0) return lines;
  const bool is_right = (bench.run.label(of_test, example) != 0) == is_one;
  lines.push_back(
      {(is_right ? "✓ " : "✗ ") +
           tr(is_right ? Text::network_is_right : Text::network_is_wrong, {example_subject(bench)}),
       {.size = size,
        .weight = Weight::semibold,
        .colour = is_right ? theme().good_text : theme().danger_text},
       size * 1.3F});
  return lines;
}

std::string end_words(const Workbench& bench, bool is_one) {
  const DataSource source = bench.run.data.spec.source;
  const bool has_names = source == DataSource::mine || source == DataSource::table;
  if (bench.run.is_points() || has_names) {
    return tr(Text::network_surely, {is_one ? "1" : "0", class_name(bench.run, is_one)});
  }
  return std::string(tr(is_one ? Text::network_surely_cat : Text::network_surely_not));
}

/// The words of a line that fit, at most a little smaller; else nothing.
bool draw_if_it_fits(const Rect& place, std::string_view words, TextStyle style) {
  constexpr float kLeast = 0.78F;  // of the size
  const float width = measure(words, style).x;
  if (width > place.width) style.size *= std::max(kLeast, 0.94F * place.width / width);
  if (measure(words, style).x > place.width) return false;
  draw_text(ImGui::GetWindowDrawList(), {place.x, place.y}, words, style);
  return true;
}

/// In place of the bar: ŷ in a circle.
void draw_output_circle(const Workbench& bench, NetworkState& state, const Rect& place, int rank) {
  const double y = y_hat_of(bench);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 centre{place.x + place.width / 2, place.y + place.height / 2};
  const bool is_one = y > 0.5;
  const ImU32 ring = std::isnan(y) ? theme().dim : is_one ? theme().cat : theme().non;
  list->AddCircleFilled(centre, place.width / 2, ring, 32);
  list->AddCircleFilled(centre, place.width / 2 - 1.6F, mix(theme().card, ring, 0.3F), 32);
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  draw_text_in(list, place, "ŷ", style, Align::centre);
  state.nodes.push_back(
      {.node = {NodeKind::answer, 0, 0}, .rank = rank, .place = place, .radius = place.width / 2});
}

}  // namespace

std::string example_subject(const Workbench& bench) {
  const RunView& run = bench.run;
  const bool of_test = chosen_is_test(bench);
  const auto example = static_cast<std::size_t>(chosen_example(bench));
  for (const Facet& facet : run.data.facets) {
    if (facet.name != "kind" && facet.name != "glyph") continue;
    const std::vector<std::uint8_t>& values = of_test ? facet.test : facet.train;
    if (example >= values.size() || values[example] >= facet.values.size()) continue;
    return std::string(facet_name(facet.values[values[example]]));
  }
  if (run.count(of_test) == 0) return {};
  return class_name(run, run.label(of_test, static_cast<int>(example)) != 0);
}

Rect output_place(const NetworkLayout& layout, const NetworkColumn& column) {
  if (!layout.is_compact) return output_bar(layout, column);
  constexpr float kSide = 26.0F;
  return {column.right() - kSide - 2, layout.body.y + (layout.body.height - kSide) / 2, kSide,
          kSide};
}

void draw_answer_bar(const Workbench& bench, NetworkState& state, const Rect& bar, float right,
                     int rank) {
  const double y = y_hat_of(bench);
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_probability_bar(list, bar, std::isnan(y) && !has_predictions(bench) ? 0.5 : y);
  const float middle = bar.y + bar.height / 2;
  list->AddLine({bar.x, middle}, {bar.right(), middle}, theme().card, 1.5F);
  state.nodes.push_back({.node = {NodeKind::bar, 0, 0}, .rank = rank, .place = bar, .radius = 8});

  const float x = bar.right() + 11;
  const Rect words{x, bar.y, right - x, bar.height};
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const float end_height = dim.size * 1.25F;
  const std::vector<Line> lines = answer_lines(bench, y);
  float height = 0.0F;
  for (const Line& line : lines) height += line.height;
  const bool has_ends = words.height >= height + 2 * end_height;
  if (has_ends) {
    draw_if_it_fits({x, bar.y - 1, words.width, end_height}, end_words(bench, true), dim);
    draw_if_it_fits({x, bar.bottom() - end_height + 2, words.width, end_height},
                    end_words(bench, false), dim);
  }
  float top = middle - height / 2;
  for (const Line& line : lines) {
    const Rect place{x, top, words.width, line.height};
    if (draw_if_it_fits(place, line.words, line.style) && &line == lines.data()) {
      state.nodes.push_back(
          {.node = {NodeKind::answer, 0, 0},
           .rank = rank + 1,
           .place = {x, top, std::min(words.width, measure(line.words, line.style).x),
                     line.height}});
    }
    top += line.height;
  }
}

void draw_output(const Workbench& bench, NetworkState& state, const NetworkLayout& layout,
                 const NetworkColumn& column) {
  const Rect place = output_place(layout, column);
  const int rank = 2 * column.layer;
  if (layout.is_compact) return draw_output_circle(bench, state, place, rank);
  draw_answer_bar(bench, state, place, column.right(), rank);
}

}  // namespace purr::shell
