#include "shell/panels/mistakes_card.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "shell/panels/examples.h"
#include "shell/panels/names.h"
#include "shell/view/mistakes.h"

namespace purr::shell {

void draw_mistakes_card(Workbench& bench) {
  const RunView& run = bench.run;
  const bool of_test = run.count(true) > 0;
  const std::vector<int> wrong = most_confident_first(run, of_test);
  const std::string all =
      wrong.empty() ? std::string() : tr(Text::all_mistakes, {std::to_string(wrong.size())});
  const bool is_phone = bench.layout == Layout::phone;
  if (begin_card("mistakes",
                 {.title = tr(Text::mistakes),
                  .link = all,
                  .folded = is_phone ? nullptr : &bench.arrangement.is_mistakes_folded})) {
    if (run.is_pictures()) {
      show_set(bench, of_test);
      bench.selection.sheet.wrong_only = true;
      // At middle width “Look inside” stands in the place of the sheet.
      if (bench.layout == Layout::middle) bench.arrangement.shows_inside = false;
      bench.arrangement.is_data_folded = false;  // otherwise the sheet is hidden
      if (bench.layout == Layout::phone) bench.navigation.phone_tab = PhoneTab::data;
    } else {
      // Points are not shown in a sheet.
      bench.navigation.inside_tab = InsideTab::mistakes;
    }
  }
  if (!is_phone && bench.arrangement.is_mistakes_folded) return end_card();
  if (wrong.empty()) {
    const bool has_answers = run.count(of_test) > 0 && run.y_hat(of_test, 0) >= 0.0F;
    paragraph(tr(has_answers ? Text::no_mistakes : Text::no_mistakes_yet), dim_text());
    end_card();
    return;
  }
  const float width = ImGui::GetContentRegionAvail().x;
  if (run.is_points()) {
    for (std::size_t i = 0; i < 4 && i < wrong.size(); ++i) {
      const std::string words =
          tr(Text::mistake_point,
             {counted(wrong[i]), class_name(run, run.label(of_test, wrong[i]) != 0),
              probability(static_cast<double>(run.y_hat(of_test, wrong[i])))});
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
  // A second row if the screen has room for it.
  const std::size_t most =
      bench.layout == Layout::phone || at.y + 2 * row_height + 20 < bench.rail_bottom ? 6 : 3;
  const std::size_t shown = std::min(most, wrong.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const int example = wrong[i];
    const float x = at.x + static_cast<float>(i % 3) * (side + gap);
    const float y0 = at.y + static_cast<float>(i / 3) * row_height;
    ImGui::SetCursorScreenPos({x, y0});
    const TileRef picture = bench.textures.pictures.get(run, of_test, example);
    const std::string y = probability(static_cast<double>(run.y_hat(of_test, example)));
    const std::string truth = class_name(run, run.label(of_test, example) != 0);
    if (picture.ok) {
      if (tile("mistake" + std::to_string(i), tr(Text::mistake_label, {counted(example), truth, y}),
               {.texture = picture.texture,
                .uv0 = picture.uv0,
                .uv1 = picture.uv1,
                .size = {side, side},
                .hint = "**ŷ " + y + "** " + word_text(Word::y_hat) + "\n" +
                        std::string(tr(Text::mistake_hint))})) {
        choose_example(bench, of_test, example);
        look_into_chosen(bench);
      }
    }
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    // As much as fits below the tile.
    std::string caption = truth + " · ŷ " + y;
    if (measure(caption, dim).x > side) caption = truth + " · " + y;
    if (measure(caption, dim).x > side) caption = "ŷ " + y;
    draw_text_in(ImGui::GetWindowDrawList(), {x, y0 + side + 2, side, 20}, caption, dim);
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, row_height * static_cast<float>((shown + 2) / 3)});
  end_card();
}

}  // namespace purr::shell
