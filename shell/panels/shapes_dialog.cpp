#include "shell/panels/shapes_dialog.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "shell/panels/layer_controls.h"

namespace purr::shell {

void draw_shapes_dialog(Workbench& bench) {
  if (!begin_dialog("shapes", tr(Text::shapes_title), bench.navigation.is_shapes_open, 560)) return;
  TextStyle dim = dim_text();
  paragraph(tr(Text::shapes_words), dim);
  space(8);
  const std::vector<int> sizes = layer_sizes(bench.settings.network, inputs_of_layer(bench, 1));
  const std::string m = number(bench.run.status.m, 0);
  const float x0 = ImGui::GetCursorPosX();
  const float width = ImGui::GetContentRegionAvail().x;
  const std::array<float, 4> stops{x0, x0 + width * 0.08F, x0 + width * 0.44F, x0 + width * 0.65F};
  using Row = std::array<std::string, 4>;
  const std::array<Row, 1> head{
      {{"l", "W^[l], dW^[l]", "b^[l], db^[l]", "Z^[l], A^[l], dZ^[l], dA^[l]"}}};
  std::vector<Row> rows;
  for (std::size_t l = 1; l < sizes.size(); ++l) {
    const std::string n = std::to_string(sizes[l]);
    rows.push_back({std::to_string(l), "(" + n + ", " + std::to_string(sizes[l - 1]) + ")",
                    "(" + n + ", 1)", "(" + n + ", " + m + ")"});
  }
  // Large text shrinks, all of it alike, until every column fits.
  const auto fitted = [&](std::span<const Row> cells, TextStyle style) {
    float part = 1.0F;
    for (const Row& row : cells) {
      for (std::size_t column = 0; column < row.size(); ++column) {
        const float end = column + 1 < stops.size() ? stops[column + 1] - 6 : x0 + width - 8;
        part = std::min(part, (end - stops[column]) / measure(row[column], style).x);
      }
    }
    style.size = part * (style.size > 0 ? style.size : theme().mono_size);
    return style;
  };
  const auto draw_row = [&](const Row& row, float inner, const TextStyle& style) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (column > 0) ImGui::SameLine();
      ImGui::SetCursorPosX(stops[column] + inner);
      text(row[column], style);
    }
  };
  constexpr std::array kHeadWords{Word::layer, Word::w_matrix, Word::b_vector, Word::z_matrix};
  const std::array<std::string, 4> also{
      "", plain(word_symbol(Word::dw)) + ": " + word_text(Word::dw),
      plain(word_symbol(Word::db)) + ": " + word_text(Word::db),
      plain(word_symbol(Word::a_matrix)) + ": " + word_text(Word::a_matrix)};
  const TextStyle head_style = fitted(head, title_text());
  for (std::size_t column = 0; column < kHeadWords.size(); ++column) {
    if (column > 0) ImGui::SameLine();
    ImGui::SetCursorPosX(stops[column]);
    text(head[0][column], head_style);
    explain_last_item("head" + std::to_string(column), kHeadWords[column], also[column]);
  }
  hairline();
  begin_scroll("rows", {width, std::min(320.0F, 26.0F * std::max(1.0F, theme().text_scale) *
                                                    static_cast<float>(sizes.size()))});
  const float inner = ImGui::GetCursorPosX() - x0;
  const TextStyle style = fitted(rows, mono_text());
  for (const Row& row : rows) draw_row(row, inner, style);
  end_scroll();
  hairline();
  text(tr(Text::shapes_total, {number(static_cast<double>(parameter_count(sizes)), 0)}), dim);
  explain_last_item("parameters", Word::parameters);
  end_dialog();
}

}  // namespace purr::shell
