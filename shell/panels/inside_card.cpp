#include "shell/panels/inside_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/card_controls.h"
#include "shell/panels/examples.h"
#include "shell/panels/names.h"
#include "shell/view/evidence.h"
#include "shell/view/mistakes.h"

namespace purr::shell {
namespace {

/// The walk: forward through every layer, the loss, and back.
std::vector<Equation> all_equations(int L) {
  std::vector<Equation> walk;
  for (int l = 1; l <= L; ++l) {
    walk.push_back({EquationKind::Z, l});
    walk.push_back({EquationKind::A, l});
  }
  walk.push_back({EquationKind::loss, L});
  for (int l = L; l >= 1; --l) {
    if (l < L) walk.push_back({EquationKind::dA, l});
    walk.push_back({EquationKind::dZ, l});
    walk.push_back({EquationKind::dW, l});
    walk.push_back({EquationKind::db, l});
  }
  return walk;
}

std::string with_layer(const char* letter, int l) {
  return std::string(letter) + "^[" + std::to_string(l) + "]";
}

std::string name_of(const Equation& equation) {
  switch (equation.kind) {
    case EquationKind::Z: return with_layer("Z", equation.l);
    case EquationKind::A: return with_layer("A", equation.l);
    case EquationKind::loss: return "L(ŷ, y)";
    case EquationKind::dA: return with_layer("dA", equation.l);
    case EquationKind::dZ: return with_layer("dZ", equation.l);
    case EquationKind::dW: return with_layer("dW", equation.l);
    case EquationKind::db: return with_layer("db", equation.l);
  }
  return {};
}

std::string two(double value) { return fixed(value, 2); }

/// The equation in letters, and the same with the numbers of one unit in it.
struct Shown {
  std::string letters;
  std::string numbers;
};

Shown show_equation(const Workbench& bench, const Equation& equation, int unit) {
  const TraceUpdate& trace = bench.run.trace;
  const int L = static_cast<int>(trace.layers.size());
  const int l = equation.l;
  const TraceUpdate::Layer& layer = trace.layers[static_cast<std::size_t>(l - 1)];
  const auto i = static_cast<std::size_t>(unit);
  const std::string before = l == 1 ? "x" : with_layer("A", l - 1);
  const double y = trace.label;
  switch (equation.kind) {
    case EquationKind::Z: {
      const double b = i < layer.b.size() ? layer.b[i] : 0.0;
      return {with_layer("Z", l) + " = " + with_layer("W", l) + " · " + before + " + " +
                  with_layer("b", l),
              two(layer.Z[i]) + " = " + two(layer.Z[i] - b) + " + " + two(b)};
    }
    case EquationKind::A:
      return {with_layer("A", l) + " = g(" + with_layer("Z", l) +
                  "),  g = " + std::string(activation_name(layer.activation)),
              two(layer.A[i]) + " = g(" + two(layer.Z[i]) + ")"};
    case EquationKind::loss:
      return {"L(ŷ, y) = −(y·log ŷ + (1−y)·log(1−ŷ))",
              two(trace.loss) + " = −log " +
                  two(y > 0.5 ? trace.layers.back().A[0] : 1.0 - trace.layers.back().A[0]) +
                  "   (y = " + fixed(y, 0) + ")"};
    case EquationKind::dA: {
      const TraceUpdate::Layer& next = trace.layers[static_cast<std::size_t>(l)];
      std::string numbers = two(layer.dA[i]) + " = ";
      const std::size_t n_out = next.dZ.size();
      for (std::size_t k = 0; k < n_out && k < 2; ++k) {
        const std::size_t index = i * n_out + k;
        if (index >= next.W.size()) break;
        if (k > 0) numbers += " + ";
        numbers += two(next.W[index]) + "×" + two(next.dZ[k]);
      }
      if (n_out > 2) numbers += " + …";
      return {
          with_layer("dA", l) + " = " + with_layer("W", l + 1) + "ᵀ · " + with_layer("dZ", l + 1),
          numbers};
    }
    case EquationKind::dZ:
      if (l == L) {
        return {with_layer("dZ", l) + " = " + with_layer("A", l) + " − Y",
                two(layer.dZ[0]) + " = " + two(layer.A[0]) + " − " + fixed(y, 0)};
      }
      {
        const double slope = layer.dA[i] != 0.0                     ? layer.dZ[i] / layer.dA[i]
                             : layer.activation == Activation::relu ? (layer.Z[i] > 0.0 ? 1.0 : 0.0)
                                                                    : 0.0;
        return {
            with_layer("dZ", l) + " = " + with_layer("dA", l) + " ∗ g′(" + with_layer("Z", l) + ")",
            two(layer.dZ[i]) + " = " + two(layer.dA[i]) + " × " + number(slope, 2) + "  " +
                tr(Text::since_z, {two(layer.Z[i])})};
      }
    case EquationKind::dW: {
      const std::string right = l == 1 ? "xᵀ" : with_layer("A", l - 1) + "ᵀ";
      if (l == 1) {
        return {with_layer("dW", l) + " = " + with_layer("dZ", l) + " · " + right,
                tr(Text::dw_first, {two(layer.dZ[i])})};
      }
      const double a = trace.layers[static_cast<std::size_t>(l - 2)].A[0];
      return {with_layer("dW", l) + " = " + with_layer("dZ", l) + " · " + right,
              two(layer.dZ[i] * a) + " = " + two(layer.dZ[i]) + " × " + two(a)};
    }
    case EquationKind::db:
      return {with_layer("db", l) + " = " + with_layer("dZ", l),
              two(layer.dZ[i]) + " = " + two(layer.dZ[i])};
  }
  return {};
}

/// What is known of an example: "Drawn, fox", or only where it is from.
std::string sort_of(const RunView& run, bool of_test, int example) {
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

/// How others of the same sort as a mistaken example fare, and a way to them.
void others_like_it(Workbench& bench, MistakesState& state, bool of_test, int example) {
  const RunView& run = bench.run;
  const GroupOfExample group = worst_group(run, of_test, example);
  if (group.facet < 0) return;
  const Tally& all = group.tally;
  const Facet& facet = run.data.facets[static_cast<std::size_t>(group.facet)];
  const std::string sort(facet_name(facet.values[static_cast<std::size_t>(all.value)]));
  const std::string words =
      all.is_of_one_class()
          ? tr(Text::why_called,
               {sort, number(all.wrong, 0), number(all.count, 0), class_name(run, all.ones == 0)})
          : tr(Text::why_wrong, {sort, number(all.wrong, 0), number(all.count, 0)});
  const TextStyle strong{.size = theme().title_size, .weight = Weight::semibold};
  const bool fits = measure(words, strong).x < ImGui::GetContentRegionAvail().x;
  if (!fits) {
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    paragraph(words, dim);
  }
  if (!link("why", fits ? std::string_view(words) : tr(Text::why_show), tr(Text::why_hint),
            theme().title_size)) {
    return;
  }
  bench.navigation.inside_tab = InsideTab::mistakes;
  bench.navigation.inside_from_top = true;
  state.of_train = !of_test;
  bench.selection.facet = group.facet;
  state.value = all.value;
  state.cell = -1;
  state.page = 0;
}

/// Why the network says what it says: which parts of the picture speak for class 1 and which
/// against it and, where it is wrong, how others of the same sort fare.
void why(Workbench& bench, MistakesState& mistakes) {
  const RunView& run = bench.run;
  constexpr int kBlock = 4;       // pixels
  constexpr float kSide = 80.0F;  // points
  const Evidence evidence = evidence_of(run, kBlock);
  if (evidence.side == 0) return;
  const bool of_test = chosen_is_test(bench);
  const int example = chosen_example(bench);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const TileRef picture = bench.textures.pictures.get(run, of_test, example);
  if (picture.ok) {
    list->AddImage(picture.texture, at, {at.x + kSide, at.y + kSide}, picture.uv0, picture.uv1);
  }
  // One strong block must not leave all others pale.
  const float full = 0.6F * evidence.largest;
  const float cell = kSide / static_cast<float>(evidence.side);
  for (int row = 0; row < evidence.side; ++row) {
    for (int column = 0; column < evidence.side; ++column) {
      const auto index = static_cast<std::size_t>(row * evidence.side + column);
      const float t = full > 0.0F ? std::clamp(evidence.blocks[index] / full, -1.0F, 1.0F) : 0.0F;
      // The picture shines through where nothing much speaks for or against.
      const ImVec2 low{at.x + static_cast<float>(column) * cell,
                       at.y + static_cast<float>(row) * cell};
      list->AddRectFilled(low, {low.x + cell, low.y + cell},
                          with_alpha(diverging(t), 0.45F + 0.5F * std::fabs(t)));
    }
  }
  // What lies outside of round corners, as tiles have them.
  constexpr float kRing = 6.0F;
  list->AddRect({at.x - kRing / 2, at.y - kRing / 2},
                {at.x + kSide + kRing / 2, at.y + kSide + kRing / 2}, theme().card,
                12.0F + kRing / 2, 0, kRing);
  begin_region({at.x + kSide + 12, at.y + 4, width - kSide - 12, kSide}, false);
  paragraph(tr(Text::why_title, {class_name(run, true)}), title_text());
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  paragraph(tr(evidence.largest > 0.0F ? Text::why_words : Text::why_silent), dim);
  const float bottom = std::max(at.y + kSide, ImGui::GetCursorScreenPos().y);
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, bottom - at.y});
  if (run.is_wrong(of_test, example)) others_like_it(bench, mistakes, of_test, example);
  space(8);
}

/// The chosen example: its picture, what it is, what the network says.
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
  draw_text_in(list, {words.x, at.y + 4, words.width, 22}, tr(title, {std::to_string(example)}),
               {.size = theme().large_size - 1, .weight = Weight::semibold});
  if (has_label) {
    const bool is_one = run.label(of_test, example) != 0;
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    draw_text_in(list, {words.x, at.y + 28, words.width, 18},
                 tr(Text::example_words, {sort_of(run, of_test, example), class_name(run, is_one)}),
                 dim);
    const float y = run.y_hat(of_test, example);
    if (y >= 0.0F) {
      const bool says_one = y > 0.5F;
      const bool is_right = says_one == is_one;
      const TextStyle verdict{.size = theme().title_size,
                              .weight = Weight::semibold,
                              .colour = says_one ? theme().cat_text : theme().non_text};
      draw_text_in(list, {words.x, at.y + 48, words.width, 18},
                   "ŷ = " + fixed(static_cast<double>(y), 2) + " → " + class_name(run, says_one) +
                       (is_right ? " ✓" : " ✗"),
                   verdict);
    }
  }
  ImGui::Dummy({width, run.is_pictures() ? side : 70.0F});
}

/// Previous and next example.
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
  why(bench, mistakes);
  const TraceUpdate& trace = bench.run.trace;
  const int L = static_cast<int>(trace.layers.size());
  const std::vector<Equation> walk = all_equations(L);
  std::optional<Equation>& equation = bench.selection.equation;
  if (!equation || equation->l > L) {
    // Where forward and backward meet most plainly: dZ of the last hidden layer.
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

  // The first layer's hundreds of inputs aside, a layer's values fit in a few columns around the
  // chosen unit.
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
  const CellAt cell = number_table("values", tr(Text::values_of_layer, {std::to_string(l)}), rows,
                                   {.lit_row = lit, .lit_column = bench.selection.unit - first});
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
  const Shown shown = show_equation(bench, *here, bench.selection.unit);
  formula(shown.letters, shown.numbers);
  space(6);

  // One equation a click.
  const float half = (width - 8) / 2;
  const bool has_before = here != walk.begin();
  const bool has_after = here + 1 != walk.end();
  if (button("equation_before", has_before ? name_of(*(here - 1)) : tr(Text::start),
             {.kind = ButtonKind::outline,
              .icon = Icon::triangle_left,
              .width = half,
              .is_enabled = has_before,
              .hint = tr(Text::equation_before_hint)})) {
    equation = *(here - 1);
  }
  ImGui::SameLine(0, 8);
  if (button("equation_after",
             has_after ? tr(Text::next_equation, {name_of(*(here + 1))}) : tr(Text::done),
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

void weights_tab(Workbench& bench) {
  const RunView& run = bench.run;
  const int units = run.first_layer.n_out;
  if (!run.is_pictures() || units == 0) {
    paragraph(tr(Text::weights_none), dim_text());
    return;
  }
  int& unit = bench.selection.weights_unit;
  unit = std::clamp(unit, 0, units - 1);
  const float width = ImGui::GetContentRegionAvail().x;
  const float side = std::min(width, 240.0F);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const TileRef tile = bench.textures.weights.get(run, unit);
  if (tile.ok) {
    draw_tile(ImGui::GetWindowDrawList(), {at.x + (width - side) / 2, at.y, side, side},
              {.texture = tile.texture,
               .uv0 = tile.uv0,
               .uv1 = tile.uv1,
               .size = {side, side},
               .radius = 12});
  }
  ImGui::Dummy({width, side});
  space(6);
  slider("unit", tr(Text::unit), unit,
         {.min = 0,
          .max = static_cast<double>(std::max(1, units - 1)),
          .is_integer = true,
          .is_enabled = units > 1});
  const auto row = static_cast<std::size_t>(unit);
  const auto rows = static_cast<std::size_t>(units);
  double norm = 0.0;
  float largest = 0.0F;
  for (std::size_t j = row; j < run.first_layer.W.size(); j += rows) {
    const float w = run.first_layer.W[j];
    norm += static_cast<double>(w) * static_cast<double>(w);
    largest = std::max(largest, std::fabs(w));
  }
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  paragraph(
      tr(Text::weight_numbers,
         {number(static_cast<double>(largest), 3), number(std::sqrt(norm), 3),
          row < run.first_layer.b.size() ? number(static_cast<double>(run.first_layer.b[row]), 3)
                                         : "0"}),
      dim);
  space(4);
  paragraph(tr(Text::weights_words), dim);
}

}  // namespace

void draw_inside_card(Workbench& bench, InsideState& state) {
  begin_card("inside", {.title = tr(Text::look_inside), .is_untitled = true});
  const std::array<Choice, 4> choices{{{.label = tr(Text::example), .id = "example"},
                                       {.label = tr(Text::weights), .id = "weights"},
                                       {.label = tr(Text::mistakes_tab), .id = "mistakes"},
                                       {.label = tr(Text::spread), .id = "spread"}}};
  int tab = static_cast<int>(bench.navigation.inside_tab);
  if (tabs("tab", tr(Text::look_inside), choices, tab)) {
    bench.navigation.inside_tab = static_cast<InsideTab>(tab);
  }
  space(8);
  switch (bench.navigation.inside_tab) {
    case InsideTab::example: example_tab(bench, state.mistakes); break;
    case InsideTab::weights: weights_tab(bench); break;
    case InsideTab::mistakes: mistakes_tab(bench, state.mistakes); break;
    case InsideTab::spread: spread_tab(bench, state.spread); break;
  }
  end_card();
}

void draw_mistakes_card(Workbench& bench) {
  const RunView& run = bench.run;
  const bool of_test = run.count(true) > 0;
  const std::vector<int> wrong = surest_first(run, of_test);
  const std::string all =
      wrong.empty() ? std::string() : tr(Text::all_mistakes, {std::to_string(wrong.size())});
  const bool is_phone = bench.layout == Layout::phone;
  if (begin_card("mistakes", {.title = tr(Text::mistakes),
                              .link = all,
                              .folded = is_phone ? nullptr : &bench.arrangement.mistakes_folded})) {
    if (run.is_pictures()) {
      bench.selection.sheet = {.of_test = of_test, .wrong_only = true};
      bench.navigation.shows_inside = false;
      bench.arrangement.data_folded = false;  // or nothing would be seen of it
      if (bench.layout == Layout::phone) bench.navigation.phone_tab = PhoneTab::data;
    } else {
      // Points have no sheet to show them in.
      bench.navigation.inside_tab = InsideTab::mistakes;
    }
  }
  if (!is_phone && bench.arrangement.mistakes_folded) return end_card();
  if (wrong.empty()) {
    const bool has_answers = run.count(of_test) > 0 && run.y_hat(of_test, 0) >= 0.0F;
    paragraph(tr(has_answers ? Text::no_mistakes : Text::no_trace), dim_text());
    end_card();
    return;
  }
  const float width = ImGui::GetContentRegionAvail().x;
  if (run.is_points()) {
    for (std::size_t i = 0; i < 4 && i < wrong.size(); ++i) {
      const std::string words =
          tr(Text::mistake_point,
             {std::to_string(wrong[i]), class_name(run, run.label(of_test, wrong[i]) != 0),
              fixed(static_cast<double>(run.y_hat(of_test, wrong[i])), 2)});
      if (button("mistake" + std::to_string(i), words,
                 {.kind = ButtonKind::outline, .width = -1, .hint = tr(Text::mistake_hint)})) {
        choose_example(bench, of_test, wrong[i]);
        look_into_chosen(bench);
      }
      space(4);
    }
    end_card();
    return;
  }
  const float gap = 8;
  const float side = std::min((width - 2 * gap) / 3, 96.0F);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float row_height = side + 24;
  // A second row where the screen has room for it.
  const std::size_t most =
      bench.layout == Layout::phone || at.y + 2 * row_height + 20 < bench.rail_bottom ? 6 : 3;
  const std::size_t shown = std::min(most, wrong.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const int example = wrong[i];
    const float x = at.x + static_cast<float>(i % 3) * (side + gap);
    const float y0 = at.y + static_cast<float>(i / 3) * row_height;
    ImGui::SetCursorScreenPos({x, y0});
    const TileRef picture = bench.textures.pictures.get(run, of_test, example);
    const std::string y = fixed(static_cast<double>(run.y_hat(of_test, example)), 2);
    const std::string truth = class_name(run, run.label(of_test, example) != 0);
    if (picture.ok) {
      if (tile("mistake" + std::to_string(i),
               tr(Text::mistake_label, {std::to_string(example), truth, y}),
               {.texture = picture.texture,
                .uv0 = picture.uv0,
                .uv1 = picture.uv1,
                .size = {side, side},
                .hint = tr(Text::mistake_hint)})) {
        choose_example(bench, of_test, example);
        look_into_chosen(bench);
      }
    }
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    draw_text_in(ImGui::GetWindowDrawList(), {x, y0 + side + 2, side, 20}, truth + " · ŷ " + y,
                 dim);
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, row_height * static_cast<float>((shown + 2) / 3)});
  end_card();
}

}  // namespace purr::shell
