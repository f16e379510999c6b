#include "shell/panels/mistakes_tab.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/confusion_matrix.h"
#include "shell/panels/examples.h"
#include "shell/panels/names.h"
#include "shell/view/mistakes.h"

namespace purr::shell {
namespace {

bool shows_test(const Workbench& bench, const MistakesState& state) {
  return bench.run.count(true) > 0 && !state.of_train;
}

/// Mistakes by the values of one facet. A row filters the list.
void groups(Workbench& bench, MistakesState& state, bool of_test) {
  const RunView& run = bench.run;
  const std::vector<Facet>& facets = run.data.facets;
  if (facets.empty()) return;
  std::vector<Choice> choices;
  for (const Facet& facet : facets) {
    choices.push_back({.label = facet_name(facet.name), .id = facet.name});
  }
  int& chosen = bench.selection.facet;
  chosen = std::clamp(chosen, 0, static_cast<int>(facets.size()) - 1);
  if (chooser("by", tr(Text::mistakes_by), choices, chosen, {.hint = tr(Text::mistakes_by_hint)})) {
    state.value = -1;
    state.page = 0;
  }
  const Facet& facet = facets[static_cast<std::size_t>(chosen)];
  const std::vector<Tally> tallies = tally(run, facet, of_test);
  constexpr std::size_t kMaxShown = 8;
  for (std::size_t i = 0; i < std::min(kMaxShown, tallies.size()); ++i) {
    const Tally& group = tallies[i];
    const std::string& value = facet.values[static_cast<std::size_t>(group.value)];
    // In a group of one class, such as foxes, all mistakes predict the same wrong class: name it.
    const std::string words =
        group.is_of_one_class()
            ? tr(Text::group_called, {number(group.wrong, 0), number(group.count, 0),
                                      percent(group.share(), 0), class_name(run, group.ones == 0)})
            : tr(Text::group_wrong,
                 {number(group.wrong, 0), number(group.count, 0), percent(group.share(), 0)});
    const bool is_shown = state.value == group.value;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    if (button("group_" + value, facet_name(value),
               {.kind = ButtonKind::bare,
                .note = words,
                .width = width,
                .is_left_aligned = true,
                .is_pressed = is_shown,
                .hint = tr(Text::group_hint)})) {
      state.value = is_shown ? -1 : group.value;
      state.page = 0;
    }
    const float bottom = ImGui::GetCursorScreenPos().y;
    draw_meter(ImGui::GetWindowDrawList(), {at.x + 8, bottom - 6, width - 16, 3}, group.share(),
               theme().danger);
  }
  if (tallies.size() > kMaxShown) {
    text(tr(Text::more_units, {number(static_cast<double>(tallies.size() - kMaxShown), 0)}),
         dim_text());
  }
  space(6);
}

/// The network drawing shows the chosen example. A phone shows no drawing beside the list, so it
/// changes to the example tab.
void choose_mistake(Workbench& bench, bool of_test, int example) {
  choose_example(bench, of_test, example);
  if (bench.layout == Layout::phone) look_into_chosen(bench);
}

/// Pictures of mistakes with their predictions.
void pictures(Workbench& bench, bool of_test, std::span<const int> examples, int columns) {
  const RunView& run = bench.run;
  const float gap = 6;
  const float width = ImGui::GetContentRegionAvail().x;
  const float side =
      std::floor((width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  const float row_height = side + 22;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool is_there = chosen_is_test(bench) == of_test;
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const int example = examples[i];
    const auto column = static_cast<int>(i) % columns;
    const auto row = static_cast<int>(i) / columns;
    const float x = at.x + static_cast<float>(column) * (side + gap);
    const float y = at.y + static_cast<float>(row) * row_height;
    ImGui::SetCursorScreenPos({x, y});
    const std::string y_hat = probability(static_cast<double>(run.y_hat(of_test, example)));
    const bool is_one = run.label(of_test, example) != 0;
    const TileRef picture = bench.textures.pictures.get(run, of_test, example);
    if (picture.ok &&
        tile("mistake" + std::to_string(i),
             tr(Text::mistake_label, {counted(example), class_name(run, is_one), y_hat}),
             {.texture = picture.texture,
              .uv0 = picture.uv0,
              .uv1 = picture.uv1,
              .size = {side, side},
              .truth = is_one ? TileClass::cat : TileClass::none,
              .is_wrong = run.is_wrong(of_test, example),
              .is_flipped = is_flipped(run, of_test, example),
              .is_chosen = is_there && chosen_example(bench) == example,
              .hint = "**ŷ " + y_hat + "** " + word_text(Word::y_hat) + "\n" +
                      std::string(tr(Text::mistake_choose_hint))})) {
      choose_mistake(bench, of_test, example);
    }
    draw_text_in(ImGui::GetWindowDrawList(), {x, y + side + 1, side, 18}, "ŷ " + y_hat, dim,
                 Align::centre);
  }
  const auto rows = (static_cast<int>(examples.size()) + columns - 1) / columns;
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, row_height * static_cast<float>(rows)});
}

/// Mistakes among points or rows of a table, one a line.
void lines(Workbench& bench, bool of_test, std::span<const int> examples) {
  const RunView& run = bench.run;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const int example = examples[i];
    const std::string words = tr(
        Text::mistake_point, {counted(example), class_name(run, run.label(of_test, example) != 0),
                              probability(static_cast<double>(run.y_hat(of_test, example)))});
    const bool is_chosen = chosen_is_test(bench) == of_test && chosen_example(bench) == example;
    if (button("mistake" + std::to_string(i), words,
               {.kind = ButtonKind::outline,
                .width = -1,
                .is_pressed = is_chosen,
                .hint = tr(Text::mistake_choose_hint)})) {
      choose_mistake(bench, of_test, example);
    }
    space(4);
  }
}

/// The page of a long list, with buttons to the pages around it.
void pager(int& page, int pages) {
  const float width = ImGui::GetContentRegionAvail().x;
  const float half = std::floor((width - 76) / 2);
  if (button("page_before", tr(Text::page_before),
             {.kind = ButtonKind::outline,
              .icon = Icon::chevron_left,
              .width = half,
              .is_enabled = page > 0})) {
    --page;
  }
  ImGui::SameLine(0, 0);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, 76, theme().control},
               tr(Text::page_of, {std::to_string(page + 1), std::to_string(pages)}), dim_text(),
               Align::centre);
  ImGui::SetCursorScreenPos({at.x + 76, at.y});
  if (button("page_after", tr(Text::page_after),
             {.kind = ButtonKind::outline,
              .trailing = Icon::chevron_right,
              .width = half,
              .is_enabled = page + 1 < pages})) {
    ++page;
  }
}

/// The mistakes, or the examples of the chosen entry, the most confident first.
void examples_list(Workbench& bench, MistakesState& state, bool of_test) {
  const RunView& run = bench.run;
  MistakeFilter filter;
  const int cell_index = state.cell;
  if (cell_index >= 0) {
    filter.actual = cell_index / 2;
    filter.predicted = cell_index % 2;
  }
  const auto facet = static_cast<std::size_t>(std::max(0, bench.selection.facet));
  if (state.value >= 0 && facet < run.data.facets.size()) {
    filter.facet = &run.data.facets[facet];
    filter.value = state.value;
  }
  const std::vector<int> examples = most_confident_first(run, of_test, filter);
  std::string title = cell_index >= 0
                          ? tr(Text::confusion_list, {class_name(run, filter.actual == 1),
                                                      class_name(run, filter.predicted == 1)})
                          : std::string(tr(Text::mistakes));
  if (filter.facet != nullptr &&
      static_cast<std::size_t>(filter.value) < filter.facet->values.size()) {
    title += " · ";
    title += facet_name(filter.facet->values[static_cast<std::size_t>(filter.value)]);
  }
  text(title + " · " + number(static_cast<double>(examples.size()), 0), title_text());
  space(4);
  if (examples.empty()) {
    paragraph(
        tr(cell_index >= 0 || filter.facet != nullptr ? Text::nothing_to_show : Text::no_mistakes),
        dim_text());
    return;
  }
  // Above the list, which is longer than most screens.
  if (link("look", tr(Text::mistake_look), tr(Text::mistake_hint), theme().title_size)) {
    look_into_chosen(bench);
  }
  space(2);
  const float width = ImGui::GetContentRegionAvail().x;
  const int columns = run.is_pictures() ? std::max(3, static_cast<int>((width + 6) / 68.0F)) : 1;
  const int per_page = run.is_pictures() ? 3 * columns : 6;
  const int pages = (static_cast<int>(examples.size()) + per_page - 1) / per_page;
  int& page = state.page;
  page = std::clamp(page, 0, pages - 1);
  const auto first = static_cast<std::size_t>(page * per_page);
  const std::span<const int> shown = std::span(examples).subspan(
      first, std::min(static_cast<std::size_t>(per_page), examples.size() - first));
  if (run.is_pictures()) {
    pictures(bench, of_test, shown, columns);
  } else {
    lines(bench, of_test, shown);
  }
  if (pages > 1) pager(page, pages);
}

}  // namespace

void mistakes_tab(Workbench& bench, MistakesState& state) {
  const RunView& run = bench.run;
  if (!has_predictions(run)) {
    paragraph(tr(Text::no_mistakes_yet), dim_text());
    return;
  }
  if (run.count(true) > 0) {
    const std::array<Choice, 2> sets{
        {{.label = tr(Text::test), .id = "test"}, {.label = tr(Text::train), .id = "train"}}};
    int set = state.of_train ? 1 : 0;
    if (segmented("set", tr(Text::mistakes_set), sets, set)) {
      state.of_train = set == 1;
      state.page = 0;
    }
    space(6);
  }
  const bool of_test = shows_test(bench, state);
  const Confusion counts = confusion(run, of_test);
  confusion_matrix(bench, state, counts);
  space(6);
  confusion_sentences(bench, counts);
  space(8);
  groups(bench, state, of_test);
  examples_list(bench, state, of_test);
}

}  // namespace purr::shell
