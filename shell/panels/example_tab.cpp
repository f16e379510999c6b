#include "shell/panels/example_tab.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shell/panels/card_controls.h"
#include "shell/panels/equations.h"
#include "shell/panels/example_evidence.h"
#include "shell/panels/examples.h"
#include "shell/panels/names.h"
#include "shell/widgets/formula/formula.h"

namespace purr::shell {
namespace {

/// The source of an example and what it shows, where that is known: "Drawn · fox".
std::string origin_of(const RunView& run, bool of_test, int example) {
  std::string words(source_name(run.data.spec.source));
  for (const Facet& facet : run.data.facets) {
    if (facet.name != "kind" && facet.name != "glyph") continue;
    const std::vector<std::uint8_t>& values = of_test ? facet.test : facet.train;
    const auto i = static_cast<std::size_t>(example);
    if (i >= values.size() || values[i] >= facet.values.size()) continue;
    words += " · ";
    words += facet_name(facet.values[values[i]]);
    break;
  }
  return words;
}

/// The chosen example: its picture, its label, its prediction.
void example_head(Workbench& bench) {
  const RunView& run = bench.run;
  const bool of_test = chosen_is_test(bench);
  const int example = chosen_example(bench);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float side = 80.0F;
  ImDrawList* list = ImGui::GetWindowDrawList();
  float x = at.x;
  const bool has_label = run.count(of_test) > 0;
  if (run.is_pictures()) {
    const TileRef tile = bench.textures.pictures.get(run, of_test, example);
    if (tile.ok) {
      draw_tile(list, {at.x, at.y, side, side},
                {.texture = tile.texture,
                 .uv0 = tile.uv0,
                 .uv1 = tile.uv1,
                 .size = {side, side},
                 .radius = 12});
    }
    x += side + 12;
  }
  const Text title = run.is_points() ? (of_test ? Text::test_point : Text::train_point)
                                     : (of_test ? Text::test_picture : Text::train_picture);
  const Rect words{x, at.y, at.x + width - x, 20};
  draw_text_in(list, {words.x, at.y + 4, words.width, 22}, tr(title, {counted(example)}),
               {.size = theme().large_size - 1, .weight = Weight::semibold});
  if (has_label) {
    const bool is_one = run.label(of_test, example) != 0;
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    draw_text_in(
        list, {words.x, at.y + 28, words.width, 18},
        tr(Text::example_words, {origin_of(run, of_test, example), class_name(run, is_one)}), dim);
    const float y = run.y_hat(of_test, example);
    if (y >= 0.0F) {
      const bool predicts_one = y > 0.5F;
      const bool is_right = predicts_one == is_one;
      const TextStyle verdict{.size = theme().title_size,
                              .weight = Weight::semibold,
                              .colour = predicts_one ? theme().cat_text : theme().non_text};
      draw_text_in(list, {words.x, at.y + 48, words.width, 18},
                   "ŷ = " + probability(static_cast<double>(y)) + " → " +
                       class_name(run, predicts_one) + (is_right ? " ✓" : " ✗"),
                   verdict);
    }
  }
  ImGui::Dummy({width, run.is_pictures() ? side : 70.0F});
}

/// Buttons to the previous and the next example.
void example_steps(Workbench& bench) {
  const bool of_test = chosen_is_test(bench);
  const int count = bench.run.count(of_test);
  const int example = chosen_example(bench);
  if (count == 0) return;
  const float width = ImGui::GetContentRegionAvail().x;
  if (button("previous", tr(Text::previous_example),
             {.kind = ButtonKind::outline, .icon = Icon::chevron_left, .width = (width - 8) / 2})) {
    choose_example(bench, of_test, (example + count - 1) % count);
  }
  ImGui::SameLine(0, 8);
  if (button("next", tr(Text::next_example),
             {.kind = ButtonKind::outline,
              .trailing = Icon::chevron_right,
              .width = (width - 8) / 2})) {
    choose_example(bench, of_test, (example + 1) % count);
  }
}

/// At the equations of W, dW and db: a link to the layer's matrices.
void read_matrix_link(Workbench& bench, const Equation& equation) {
  const bool is_forward = equation.kind == EquationKind::Z;
  if (!is_forward && equation.kind != EquationKind::dW && equation.kind != EquationKind::db) return;
  const std::string name = with_layer(is_forward ? "W" : "dW", equation.l);
  if (!link("read_matrix", tr(Text::read_matrix, {name}), tr(Text::read_matrix_hint),
            theme().title_size)) {
    return;
  }
  bench.navigation.is_gradient_open = true;
  bench.selection.weight = {.layer = equation.l, .unit = bench.selection.unit + 1, .input = 1};
}

}  // namespace

void example_tab(Workbench& bench, MistakesState& mistakes) {
  const bool of_test = chosen_is_test(bench);
  if (bench.run.count(of_test) == 0) {
    paragraph(tr(Text::no_trace), dim_text());
    return;
  }
  example_head(bench);
  space(6);
  if (!bench.run.has_trace_of(of_test, chosen_example(bench))) {
    paragraph(tr(Text::no_trace), dim_text());
    return;
  }
  example_evidence(bench, mistakes);
  const TraceUpdate& trace = bench.run.trace;
  const int L = static_cast<int>(trace.layers.size());
  const std::vector<Equation> walk = all_equations(L);
  std::optional<Equation>& equation = bench.selection.equation;
  if (!equation || equation->l > L) {
    // dZ of the last hidden layer shows best how forward and backward pass meet.
    equation = {EquationKind::dZ, std::max(1, L - 1)};
  }
  auto here = std::find(walk.begin(), walk.end(), *equation);
  if (here == walk.end()) here = walk.begin();
  const int l = here->l;
  const TraceUpdate::Layer& layer = trace.layers[static_cast<std::size_t>(l - 1)];
  const int units = static_cast<int>(layer.Z.size());
  bench.selection.unit = std::clamp(bench.selection.unit, 0, units - 1);

  const float width = ImGui::GetContentRegionAvail().x;
  const int wanted =
      layer_arrows("layer", tr(Text::layer_forward_backward, {std::to_string(l)}), l, L);
  if (wanted != l) {
    const bool has_none = here->kind == EquationKind::dA && wanted == L;
    const EquationKind kind = has_none                           ? EquationKind::dZ
                              : here->kind == EquationKind::loss ? EquationKind::A
                                                                 : here->kind;
    equation = {kind, wanted};
  }

  // A few columns around the chosen unit.
  constexpr int kColumns = 5;
  const int first =
      std::clamp(bench.selection.unit - kColumns / 2, 0, std::max(0, units - kColumns));
  const auto part = [&](const std::vector<double>& values) {
    const auto begin = static_cast<std::size_t>(first);
    const std::size_t count = std::min<std::size_t>(kColumns, values.size() - begin);
    return std::span(values).subspan(begin, count);
  };
  const std::array<std::string, 4> labels{with_layer("Z", l), with_layer("A", l),
                                          with_layer("dA", l), with_layer("dZ", l)};
  const std::array<NumberRow, 4> rows{{{labels[0], part(layer.Z)},
                                       {labels[1], part(layer.A)},
                                       {labels[2], part(layer.dA)},
                                       {labels[3], part(layer.dZ)}}};
  const int lit = here->kind == EquationKind::Z    ? 0
                  : here->kind == EquationKind::A  ? 1
                  : here->kind == EquationKind::dA ? 2
                  : here->kind == EquationKind::dZ ? 3
                                                   : -1;
  // One column of Z, A, dA and dZ: for this example alone.
  const auto words = [&](int row, int column) {
    constexpr std::array kWords{Word::z_vector, Word::a_vector, Word::da, Word::dz};
    const auto r = static_cast<std::size_t>(row);
    const int unit = first + column + 1;
    const auto value = static_cast<std::size_t>(column);
    return "**" + labels[r] + "_{" + std::to_string(unit) +
           "}** = " + significant(rows[r].values[value], 4) + "\n" + word_text(kWords[r], l);
  };
  const CellAt cell = number_table("values", tr(Text::values_of_layer, {std::to_string(l)}), rows,
                                   {.lit_row = lit,
                                    .lit_column = bench.selection.unit - first,
                                    .words = words,
                                    .first_column = first});
  if (cell.is_pressed) {
    constexpr std::array kKinds{EquationKind::Z, EquationKind::A, EquationKind::dA,
                                EquationKind::dZ};
    bench.selection.unit = first + cell.column;
    EquationKind kind = kKinds[static_cast<std::size_t>(cell.row)];
    if (kind == EquationKind::dA && l == L) kind = EquationKind::dZ;
    equation = {kind, l};
  }
  if (units > kColumns) {
    TextStyle dim = dim_text();
    dim.size = theme().small_size;
    text(tr(Text::units_shown,
            {std::to_string(first + 1), std::to_string(std::min(units, first + kColumns)),
             std::to_string(units)}),
         dim);
  }
  space(6);
  const EquationText shown = equation_text(trace, *here, bench.selection.unit);
  formula_box("equation", shown.letters, shown.numbers);
  read_matrix_link(bench, *here);
  space(6);

  // Each press moves by one equation.
  const float half = (width - 8) / 2;
  const bool has_before = here != walk.begin();
  const bool has_after = here + 1 != walk.end();
  if (button("equation_before", has_before ? equation_name(*(here - 1)) : tr(Text::start),
             {.kind = ButtonKind::outline,
              .icon = Icon::triangle_left,
              .width = half,
              .is_enabled = has_before,
              .hint = tr(Text::equation_before_hint)})) {
    equation = *(here - 1);
  }
  ImGui::SameLine(0, 8);
  if (button("equation_after",
             has_after ? tr(Text::next_equation, {equation_name(*(here + 1))}) : tr(Text::done),
             {.kind = ButtonKind::primary,
              .trailing = Icon::triangle_right,
              .width = half,
              .is_enabled = has_after,
              .hint = tr(Text::equation_after_hint)})) {
    equation = *(here + 1);
  }
  space(8);
  example_steps(bench);
}

}  // namespace purr::shell
