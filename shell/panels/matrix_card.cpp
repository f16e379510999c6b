#include "shell/panels/matrix_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "shell/panels/equations.h"
#include "shell/panels/layer_controls.h"
#include "shell/view/weight_products.h"

namespace purr::shell {
namespace {

constexpr float kTilesHeight = 236.0F;
constexpr float kNarrow = 560.0F;  // of a card; below, the words beside the title stand at its foot

bool is_of_pictures(const RunView& run, int layer) {
  return layer == 1 && run.is_pictures() && run.data.width == run.data.height;
}

const std::vector<double>& values_of(const WeightTrace& trace, GradientMatrix which) {
  return which == GradientMatrix::W ? trace.W : trace.dW;
}

const std::vector<double>& biases_of(const WeightTrace& trace, GradientMatrix which) {
  return which == GradientMatrix::W ? trace.b : trace.db;
}

double largest_of(const std::vector<double>& values) {
  double largest = 0.0;
  for (const double value : values) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  return largest;
}

std::string factor_words(int exponent) {
  switch (exponent) {
    case 0: return {};
    case 3: return std::string(tr(Text::matrix_thousandths));
    case 6: return std::string(tr(Text::matrix_millionths));
    default: return tr(Text::matrix_factor, {"10^{\u2212" + std::to_string(exponent) + "}"});
  }
}

MatrixMapSpec map_spec(const Workbench& bench, GradientMatrix which, EntryDigits digits) {
  const WeightTrace& trace = bench.run.weight.trace;
  const std::vector<double>& values = values_of(trace, which);
  return {.rows = trace.n_out,
          .columns = trace.n_in,
          .values = values,
          .factor = std::pow(10.0, common_exponent(values)),
          .digits = digits,
          .full_scale = largest_of(values),
          .row = bench.selection.weight.unit - 1,
          .column = bench.selection.weight.input - 1};
}

MatrixMapSpec bias_spec(const Workbench& bench, GradientMatrix which, EntryDigits digits) {
  const std::vector<double>& values = biases_of(bench.run.weight.trace, which);
  return {.rows = static_cast<int>(values.size()),
          .columns = 1,
          .values = values,
          .factor = std::pow(10.0, common_exponent(values)),
          .digits = digits,
          .full_scale = largest_of(values),
          .row = bench.selection.weight.unit - 1,
          .column = 0,
          .is_vector = true};
}

constexpr float kBiasGap = 14.0F;

TextStyle letter_style(float larger) {
  return {theme().large_size + larger, Weight::regular, theme().ink};
}

/// Whether b stands below W: enlarged letters on a phone leave no room beside it.
bool is_below(float width) { return width < kNarrow && theme().text_scale > 1.2F; }

/// How much higher a card is with b below W.
float bias_height(const Workbench& bench, EntryDigits digits, float width) {
  if (!is_below(width)) return 0.0F;
  const float map =
      matrix_map_size(bias_spec(bench, GradientMatrix::W, digits), width - 2 * theme().pad).height;
  return std::round(theme().large_size * 1.5F) + 6.0F + map + 8.0F;
}

/// The width of b or db beside a matrix, the same for both.
float bias_width(const Workbench& bench, EntryDigits digits) {
  const WeightTrace& trace = bench.run.weight.trace;
  const float title = measure(with_layer("db", trace.layer), letter_style(2)).x;
  const float shape =
      measure(shape_text(trace.n_out, 1), {theme().small_size, Weight::mono, theme().dim}).x;
  float width = std::max(title, shape) + 2;
  for (const GradientMatrix which : {GradientMatrix::W, GradientMatrix::dW}) {
    width = std::max(width, matrix_map_min_width(bias_spec(bench, which, digits)));
  }
  return std::ceil(width);
}

/// b or db with its letter, its shape and the numbers of its rows.
void bias_part(Workbench& bench, MatrixCardsState& state, GradientMatrix which, EntryDigits digits,
               const Rect& place, float title, bool follows_rows) {
  const WeightTrace& trace = bench.run.weight.trace;
  const bool is_b = which == GradientMatrix::W;
  const std::string name = with_layer(is_b ? "b" : "db", trace.layer);
  const std::string shape = shape_text(trace.n_out, 1);
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text_in(list, {place.x, place.y, place.width, title}, name, letter_style(2));
  explain("bias_letter", {place.x, place.y, measure(name, letter_style(2)).x, title},
          is_b ? Word::b_vector : Word::db, shape, trace.layer);
  const float top = place.y + title + 6;
  begin_region({place.x, top, place.width, place.bottom() - top}, false);
  MatrixMapSpec spec = bias_spec(bench, which, digits);
  spec.max_height = place.bottom() - top;
  if (follows_rows) state.bias_scroll.at.y = state.scroll.at.y;
  int row = spec.row;
  int column = 0;
  if (matrix_map("bias", name, spec, state.bias_scroll, row, column)) {
    bench.selection.weight.unit = row + 1;
  }
  if (follows_rows) state.scroll.at.y = state.bias_scroll.at.y;
  end_region();
}

/// "(7, 1)", or in which unit its numbers are: the bubble of the letter has the shape, too.
std::string bias_words(const WeightTrace& trace, GradientMatrix which) {
  const int exponent = common_exponent(biases_of(trace, which));
  return exponent == 0 ? shape_text(trace.n_out, 1)
                       : "× 10^{\u2212" + std::to_string(exponent) + "}";
}

float foot_height(float width) {
  return std::round(theme().small_size * 1.5F) * (width < kNarrow ? 3.0F : 1.0F) + 4.0F;
}

std::string foot_words(const RunView& run, const WeightTrace& trace,
                       const std::vector<double>& values, const WeightPlace& place,
                       bool has_numbers) {
  if (is_of_pictures(run, trace.layer)) return std::string(tr(Text::matrix_foot_tiles));
  std::string words =
      trace.layer == 1
          ? std::string(tr(Text::matrix_foot_inputs))
          : tr(Text::matrix_foot, {std::to_string(trace.layer), std::to_string(trace.layer - 1)});
  if (has_numbers) return words;
  // Colours only: at least the chosen number is here.
  const std::size_t at =
      static_cast<std::size_t>(place.unit - 1) * static_cast<std::size_t>(trace.n_in) +
      static_cast<std::size_t>(place.input - 1);
  if (at >= values.size()) return words;
  return words + " · " +
         tr(Text::matrix_entry,
            {std::to_string(place.unit), std::to_string(place.input), significant(values[at])}) +
         " · " + std::string(tr(Text::matrix_colours_only));
}

}  // namespace

std::string input_words(const RunView& run, int layer, int input) {
  if (layer > 1) {
    return tr(Text::unit_of_layer, {std::to_string(input), std::to_string(layer - 1)});
  }
  if (!run.is_pictures()) return tr(Text::input_number, {std::to_string(input)});
  constexpr std::array kColours{Text::colour_red, Text::colour_green, Text::colour_blue};
  const int index = input - 1;
  return tr(Text::pixel_input, {std::string(tr(kColours[static_cast<std::size_t>(index % 3)])),
                                std::to_string(index / 3 / run.data.width + 1),
                                std::to_string(index / 3 % run.data.width + 1)});
}

float matrix_card_height(const Workbench& bench, EntryDigits digits, float width) {
  const Theme& t = theme();
  const WeightTrace& trace = bench.run.weight.trace;
  const float title = std::round(t.large_size * 1.5F) + 6.0F;
  const float beside = is_below(width) ? 0.0F : bias_width(bench, digits) + kBiasGap;
  const float inner = width - 2 * t.pad - beside;
  float content = 40.0F;
  if (is_of_pictures(bench.run, trace.layer)) {
    content = inner < 520.0F ? kTilesHeight + 110.0F : kTilesHeight;
  } else if (!trace.W.empty()) {
    content = std::max(matrix_map_size(map_spec(bench, GradientMatrix::W, digits), inner).height,
                       matrix_map_size(map_spec(bench, GradientMatrix::dW, digits), inner).height);
  }
  return 2 * t.pad + title + content + foot_height(width) + bias_height(bench, digits, width);
}

void draw_matrix_card(Workbench& bench, MatrixCardsState& state, GradientMatrix which,
                      EntryDigits digits, const Rect& place) {
  const Theme& t = theme();
  const RunView& run = bench.run;
  const WeightTrace& trace = run.weight.trace;
  const bool is_W = which == GradientMatrix::W;
  const std::vector<double>& values = values_of(trace, which);
  const std::string name = with_layer(is_W ? "W" : "dW", trace.layer);
  const std::string shape = shape_text(trace.n_out, trace.n_in);
  begin_card(is_W ? "W" : "dW",
             {.title = name + " " + shape, .place = &place, .is_untitled = true});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = ImGui::GetContentRegionAvail().x;
  const float lower = bias_height(bench, digits, place.width);
  const float bias = lower > 0.0F ? whole : bias_width(bench, digits);
  const float width = lower > 0.0F ? whole : whole - bias - kBiasGap;
  ImDrawList* list = ImGui::GetWindowDrawList();

  // The title: letter, shape, unit of the numbers, scale.
  const float title = std::round(t.large_size * 1.5F);
  const TextStyle letter = letter_style(2);
  draw_text_in(list, {at.x, at.y, 80, title}, name, letter);
  const float letter_width = measure(name, letter).x;
  explain("letter", {at.x, at.y, letter_width, title}, is_W ? Word::w_matrix : Word::dw, shape,
          trace.layer);
  float x = at.x + letter_width + 9;
  const TextStyle mono{t.small_size, Weight::mono, t.dim};
  const bool is_tiles = is_of_pictures(run, trace.layer);
  const int exponent = common_exponent(values);
  const double factor = std::pow(10.0, exponent);
  float right = at.x + width;
  if (!is_tiles && !values.empty()) {
    const std::string high = significant(largest_of(values) * factor);
    draw_matrix_scale(list, {right, at.y + title / 2}, "\u2212" + high, high);
    right -= 2 * measure(high, small_text()).x + 100;
  }
  // Large text on a phone leaves no room for the shape; the letter's bubble has it, too.
  if (const float shape_width = measure(shape, mono).x; x + shape_width < right) {
    draw_text_in(list, {x, at.y, shape_width + 1, title}, shape, mono);
    x += shape_width + 10;
  }
  const std::string unit =
      exponent > 0 ? factor_words(exponent) : std::string(is_W ? tr(Text::matrix_now) : "");
  const bool is_narrow = place.width < kNarrow;
  if (!is_narrow) draw_text_in(list, {x, at.y, right - x, title}, unit, small_text());
  const ImVec2 below{at.x, at.y + title + 6};
  const float content = place.bottom() - t.pad - foot_height(place.width) - lower - below.y;
  begin_region({below.x, below.y, width, content}, false);

  bool has_numbers = true;
  if (values.empty()) {
    paragraph(tr(Text::matrix_too_large), dim_text());
  } else if (is_tiles) {
    row_tiles({.name = name,
               .values = values,
               .side = run.data.width,
               .rows = trace.n_out,
               .count = run.weight_count,
               .factor = factor,
               .height = width < 520.0F ? kTilesHeight + 110.0F : kTilesHeight},
              is_W ? state.W_rows : state.dW_rows, bench.selection.weight);
  } else {
    const MatrixMapSpec spec = map_spec(bench, which, digits);
    has_numbers = matrix_map_size(spec, width).has_numbers;
    int row = spec.row;
    int column = spec.column;
    if (matrix_map("entry", name, spec, state.scroll, row, column)) {
      bench.selection.weight.unit = row + 1;
      bench.selection.weight.input = column + 1;
    }
  }
  end_region();
  const bool follows_rows = lower == 0.0F && !is_tiles && !values.empty();
  const float foot_y = below.y + content + lower + 4;
  const float foot_row = std::round(t.small_size * 1.5F);
  const TextStyle foot_style{t.small_size - 1, Weight::regular, t.dim};
  if (lower > 0.0F) {
    const Rect part{at.x, below.y + content + 8, whole, lower - 8};
    bias_part(bench, state, which, digits, part, title, follows_rows);
    draw_text_in(list, {part.x, part.y, whole, title}, bias_words(trace, which), foot_style,
                 Align::right);
  } else {
    const float bias_x = at.x + width + kBiasGap;
    bias_part(bench, state, which, digits, {bias_x, at.y, bias, below.y + content - at.y}, title,
              follows_rows);
    draw_text_in(list, {bias_x, foot_y, bias, foot_row}, bias_words(trace, which), foot_style);
  }
  begin_region({below.x, foot_y, width, foot_height(place.width)}, false);
  std::string foot = foot_words(run, trace, values, bench.selection.weight, has_numbers);
  if (is_narrow && exponent > 0) foot = unit + " · " + foot;
  paragraph(foot, small_text());
  end_region();
  end_card();
}

}  // namespace purr::shell
