#include "shell/panels/contact_sheet.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/examples.h"
#include "shell/panels/names.h"

namespace purr::shell {

void contact_sheet(Workbench& bench, float height, float wanted_side) {
  const bool of_test = sheet_is_test(bench);
  const std::vector<int> examples = sheet_examples(bench);
  const float gap = theme().touch ? 6.0F : 4.0F;
  const float width = ImGui::GetContentRegionAvail().x;
  const int columns = std::max(2, static_cast<int>((width + gap) / (wanted_side + gap)));
  const float side = (width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const int rows = (static_cast<int>(examples.size()) + columns - 1) / columns;

  if (examples.empty() && bench.run.count(of_test) > 0) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    paragraph(tr(Text::nothing_to_show), dim_text());
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, height});
    return;
  }
  begin_scroll("sheet", {width, height});
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float inner = ImGui::GetContentRegionAvail().x;
  const float cell = side + gap;
  const ImVec2 size{std::max(1.0F, inner), std::max(1.0F, cell * static_cast<float>(rows) - gap)};
  const bool is_pressed = ImGui::InvisibleButton("##pictures", size);
  const bool is_hovered = ImGui::IsItemHovered();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto at = [&](ImVec2 point) {
    const int column = static_cast<int>((point.x - origin.x) / cell);
    const int row = static_cast<int>((point.y - origin.y) / cell);
    const int i = row * columns + column;
    return column >= 0 && column < columns && row >= 0 && i < static_cast<int>(examples.size())
               ? i
               : -1;
  };
  const int under = is_hovered ? at(mouse) : -1;
  if (is_pressed && under >= 0)
    choose_example(bench, of_test, examples[static_cast<std::size_t>(under)]);

  // For the keyboard and the page's accessible mirror the sheet is one number: the chosen picture.
  const int count = bench.run.count(of_test);
  const int chosen = chosen_is_test(bench) == of_test ? chosen_example(bench) : -1;
  registry().add({.id = "picture",
                  .role = Role::spinbutton,
                  .label = std::string(tr(Text::picture_number)),
                  .value = counted(chosen),
                  .min = 1,
                  .max = static_cast<double>(std::max(1, count)),
                  .step = 1,
                  .now = static_cast<double>(std::max(0, chosen) + 1),
                  .x = origin.x,
                  .y = origin.y,
                  .width = size.x,
                  .height = std::min(size.y, height)});
  if (const auto request = registry().take(registry().full_id("picture"))) {
    const auto value = parse_number(request->value, true);
    if (value && request->action == "set") {
      choose_example(bench, of_test,
                     std::clamp(static_cast<int>(*value) - 1, 0, std::max(0, count - 1)));
    } else if (value && request->action == "step") {
      choose_example(
          bench, of_test,
          std::clamp(std::max(0, chosen) + static_cast<int>(*value), 0, std::max(0, count - 1)));
    }
  }

  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 clip_min = list->GetClipRectMin();
  const ImVec2 clip_max = list->GetClipRectMax();
  const int first_row = std::max(0, static_cast<int>((clip_min.y - origin.y) / cell));
  const int last_row = std::min(rows - 1, static_cast<int>((clip_max.y - origin.y) / cell));
  for (int row = first_row; row <= last_row; ++row) {
    for (int column = 0; column < columns; ++column) {
      const int i = row * columns + column;
      if (i >= static_cast<int>(examples.size())) break;
      const int example = examples[static_cast<std::size_t>(i)];
      const Rect place{origin.x + cell * static_cast<float>(column),
                       origin.y + cell * static_cast<float>(row), side, side};
      const TileRef picture = bench.textures.pictures.get(bench.run, of_test, example);
      if (!picture.ok) {
        list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().soft, 7);
        continue;
      }
      draw_tile(list, place,
                {.texture = picture.texture,
                 .uv0 = picture.uv0,
                 .uv1 = picture.uv1,
                 .size = {side, side},
                 .truth = bench.run.label(of_test, example) != 0 ? TileClass::cat : TileClass::none,
                 .is_wrong = bench.run.is_wrong(of_test, example),
                 .is_flipped = is_flipped(bench.run, of_test, example),
                 .is_chosen = example == chosen});
      if (i == under) {
        list->AddRect({place.x, place.y}, {place.right(), place.bottom()}, theme().accent, 7, 0, 2);
      }
    }
  }
  if (!bench.run.pictures.is_whole()) {
    // Request what scrolling in either direction shows next.
    const int shown = last_row - first_row + 1;
    const auto prepare = [&](int row) {
      for (int column = 0; row >= 0 && row < rows && column < columns; ++column) {
        const auto i = static_cast<std::size_t>(row * columns + column);
        if (i < examples.size()) bench.run.pictures.prepare(of_test, examples[i]);
      }
    };
    for (int away = 1; away <= shown; ++away) {
      prepare(last_row + away);
      prepare(first_row - away);
    }
  }
  if (under >= 0) {
    const int example = examples[static_cast<std::size_t>(under)];
    const float y = bench.run.y_hat(of_test, example);
    const std::string kind = class_name(bench.run, bench.run.label(of_test, example) != 0);
    hint_last_item(y < 0.0F
                       ? tr(Text::picture_hint, {counted(example), kind})
                       : tr(Text::picture_hint_predicted,
                            {counted(example), kind, probability(y), class_name(bench.run, true)}));
  }
  end_scroll();
}

}  // namespace purr::shell
