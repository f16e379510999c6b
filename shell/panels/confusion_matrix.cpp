#include "shell/panels/confusion_matrix.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "shell/panels/names.h"

namespace purr::shell {
namespace {

/// One of the four entries, as a button.
void entry(Workbench& bench, MistakesState& state, const Confusion& counts, int actual,
           int predicted, const Rect& place) {
  const RunView& run = bench.run;
  int& chosen = state.cell;
  const int index = 2 * actual + predicted;
  const int count = counts.at(actual, predicted);
  const double share = counts.share(actual, predicted);
  constexpr std::array kWords{Word::true_negative, Word::false_positive, Word::false_negative,
                              Word::true_positive};
  const Word word = kWords[static_cast<std::size_t>(index)];
  const std::string hint = "**" + word_symbol(word) + "** " + word_text(word) + "\n" +
                           std::string(tr(Text::confusion_cell_hint));
  ImGui::SetCursorScreenPos({place.x, place.y});
  if (button(
          "cell_" + std::to_string(actual) + std::to_string(predicted),
          tr(Text::confusion_cell, {class_name(run, actual == 1), class_name(run, predicted == 1),
                                    number(count, 0), percent(share)}),
          {.kind = ButtonKind::outline,
           .width = place.width,
           .height = place.height,
           .is_icon_only = true,
           .is_pressed = chosen == index,
           .hint = hint})) {
    chosen = chosen == index ? -1 : index;
    state.page = 0;
  }
  // Correct predictions in green, mistakes in red; the strength is the share of the class.
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 tint = actual == predicted ? theme().test : theme().danger;
  list->AddRectFilled({place.x + 1, place.y + 1}, {place.right() - 1, place.bottom() - 1},
                      with_alpha(tint, 0.04F + 0.26F * static_cast<float>(share)),
                      theme().control_radius);
  if (chosen == index) {
    list->AddRect({place.x, place.y}, {place.right(), place.bottom()}, theme().accent,
                  theme().control_radius, 0, 2);
  }
  const float middle = place.y + place.height / 2;
  draw_text(list, {place.x + place.width / 2, middle - theme().large_size * 1.1F}, number(count, 0),
            {.size = theme().large_size, .weight = Weight::semibold}, Align::centre);
  draw_text(list, {place.x + place.width / 2, middle + 3}, percent(share) + " %",
            {.size = theme().small_size, .colour = theme().ink}, Align::centre);
}

}  // namespace

void confusion_matrix(Workbench& bench, MistakesState& state, const Confusion& counts) {
  const RunView& run = bench.run;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float gap = 4;
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const std::string_view corner = tr(Text::confusion_says);
  // As wide as the words in the corner, which are longer in one language than in the other.
  const float names =
      std::clamp(std::ceil(measure(corner, dim).x) + 1, width * 0.27F, width * 0.45F);
  const float side = std::floor((width - names - 2 * gap) / 2);
  const float scale = std::max(1.0F, theme().text_scale);
  const float head = 20 * scale;
  const float height = 48 * scale;
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text_in(list, {at.x, at.y, names, head}, corner, dim);
  explain("corner", {at.x, at.y, names, head}, Word::confusion_matrix);
  const TextStyle strong{.size = theme().title_size, .weight = Weight::semibold};
  for (int column = 0; column < 2; ++column) {
    const int predicted = 1 - column;  // class 1 first
    const float x = at.x + names + gap + static_cast<float>(column) * (side + gap);
    draw_text_in(list, {x, at.y, side, head}, class_name(run, predicted == 1), strong,
                 Align::centre);
    for (int row = 0; row < 2; ++row) {
      const float y = at.y + head + static_cast<float>(row) * (height + gap);
      entry(bench, state, counts, 1 - row, predicted, {x, y, side, height});
    }
  }
  for (int row = 0; row < 2; ++row) {
    const float y = at.y + head + static_cast<float>(row) * (height + gap);
    draw_text_in(list, {at.x, y, names - 4, height}, class_name(run, row == 0), strong);
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, head + 2 * height + gap});
}

void confusion_sentences(const Workbench& bench, const Confusion& counts) {
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  const int total = counts.total();
  paragraph(tr(Text::confusion_right,
               {number(counts.right(), 0), number(total, 0),
                percent(total > 0 ? static_cast<double>(counts.right()) / total : 0.0)}),
            dim);
  explain_last_item("accuracy", Word::accuracy);
  if (counts.of_class(1) > 0 && counts.predicted_as(1) > 0) {
    paragraph(tr(Text::confusion_found,
                 {class_name(bench.run, true), percent(counts.share(1, 1)),
                  percent(static_cast<double>(counts.at(1, 1)) / counts.predicted_as(1))}),
              dim);
    explain_last_item("recall", Word::recall,
                      word_symbol(Word::precision) + ": " + word_text(Word::precision));
  }
}

}  // namespace purr::shell
