#include "shell/panels/data_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/contact_sheet.h"
#include "shell/panels/data_settings.h"
#include "shell/panels/examples.h"
#include "shell/panels/names.h"
#include "shell/panels/table_panel.h"
#include "shell/view/edits.h"
#include "shell/view/mistakes.h"

namespace purr::shell {
namespace {

void which_examples(Workbench& bench) {
  SheetFilter& filter = bench.selection.sheet;
  const RunView& run = bench.run;
  const std::array<Choice, 2> sets{
      {{.label = tr(Text::train), .id = "train"}, {.label = tr(Text::test), .id = "test"}}};
  int set = sheet_is_test(bench) ? 1 : 0;
  if (run.count(true) > 0 && segmented("set", tr(Text::test_set), sets, set)) {
    const SheetFilter kept = filter;
    show_set(bench, set == 1);
    filter = kept;
    filter.of_test = set == 1;
  }
  space(4);
  const std::string one = class_name(run, true);
  const std::string zero = class_name(run, false);
  const std::array<Choice, 5> shown{{{.label = tr(Text::show_everything), .id = "all"},
                                     {.label = one, .id = "one"},
                                     {.label = zero, .id = "zero"},
                                     {.label = tr(Text::show_wrong), .id = "wrong"},
                                     {.label = tr(Text::show_flipped),
                                      .id = "flipped",
                                      .is_enabled = !run.data.flipped.empty()}}};
  int chosen = filter.wrong_only     ? 3
               : filter.flipped_only ? 4
               : filter.label == 1   ? 1
               : filter.label == 0   ? 2
                                     : 0;
  float needed = 0.0F;
  for (const Choice& choice : shown) needed += measure(choice.label).x + 20.0F;
  const bool fits = needed < ImGui::GetContentRegionAvail().x;
  // Long class names do not fit in a row.
  if (fits ? segmented("show", tr(Text::show_which), shown, chosen)
           : chooser("show", tr(Text::show_which), shown, chosen)) {
    filter.label = chosen == 1 ? 1 : chosen == 2 ? 0 : -1;
    filter.wrong_only = chosen == 3;
    filter.flipped_only = chosen == 4;
    if (filter.flipped_only && sheet_is_test(bench)) {
      show_set(bench, false);
      filter.flipped_only = true;
    }
  }
}

/// Mistakes by the values of one facet. A row filters the sheet.
void groups(Workbench& bench) {
  const RunView& run = bench.run;
  const std::vector<Facet>& facets = run.data.facets;
  if (facets.empty()) return;
  std::vector<Choice> choices;
  for (const Facet& facet : facets)
    choices.push_back({.label = facet_name(facet.name), .id = facet.name});
  int& chosen = bench.selection.facet;
  chosen = std::clamp(chosen, 0, static_cast<int>(facets.size()) - 1);
  SheetFilter& filter = bench.selection.sheet;
  if (chooser("mistakes_by", tr(Text::mistakes_by), choices, chosen,
              {.hint = tr(Text::mistakes_by_hint)})) {
    filter.facet = -1;
  }
  const Facet& facet = facets[static_cast<std::size_t>(chosen)];
  const bool of_test = sheet_is_test(bench);
  const bool is_judged = has_predictions(run);
  for (const Tally& group : tally(run, facet, of_test)) {
    const int v = group.value;
    const auto place = static_cast<std::size_t>(v);
    const std::string words =
        is_judged ? tr(Text::group_wrong,
                       {number(group.wrong, 0), number(group.count, 0), percent(group.share(), 0)})
                  : tr(Text::group_count, {number(group.count, 0)});
    const bool is_shown = filter.facet == chosen && filter.value == v;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    if (button("group_" + facet.values[place], facet_name(facet.values[place]),
               {.kind = ButtonKind::bare,
                .note = words,
                .width = width,
                .is_left_aligned = true,
                .is_pressed = is_shown,
                .hint = tr(Text::group_hint)})) {
      filter.facet = is_shown ? -1 : chosen;
      filter.value = v;
    }
    if (is_judged) {
      const float bottom = ImGui::GetCursorScreenPos().y;
      draw_meter(ImGui::GetWindowDrawList(), {at.x + 8, bottom - 6, width - 16, 3}, group.share(),
                 theme().cat);
    }
  }
}

/// The chosen example, large.
void chosen_one(Workbench& bench) {
  const RunView& run = bench.run;
  const bool of_test = chosen_is_test(bench);
  const int i = chosen_example(bench);
  if (i >= run.count(of_test)) return;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float text_x = at.x;
  const float side = 132;
  if (run.is_pictures()) {
    const TileRef picture = bench.textures.pictures.get(run, of_test, i);
    if (picture.ok) {
      draw_tile(ImGui::GetWindowDrawList(), {at.x, at.y, side, side},
                {.texture = picture.texture,
                 .uv0 = picture.uv0,
                 .uv1 = picture.uv1,
                 .size = {side, side},
                 .truth = run.label(of_test, i) != 0 ? TileClass::cat : TileClass::none,
                 .is_wrong = run.is_wrong(of_test, i),
                 .is_flipped = is_flipped(run, of_test, i)});
    }
    const float small = 40;
    for (int channel = 0; channel < 3; ++channel) {
      const TileRef plane = bench.textures.weights.plane(run, of_test, i, channel);
      if (!plane.ok) continue;
      const float y = at.y + static_cast<float>(channel) * (small + 6);
      draw_tile(ImGui::GetWindowDrawList(), {at.x + side + 8, y, small, small},
                {.texture = plane.texture, .uv0 = plane.uv0, .uv1 = plane.uv1});
    }
    text_x += side + small + 20;
  }
  begin_region({text_x, at.y, at.x + width - text_x, side + 40}, false);
  const Text title = run.is_pictures() ? (of_test ? Text::test_picture : Text::train_picture)
                                       : (of_test ? Text::test_point : Text::train_point);
  paragraph(tr(title, {counted(i)}), strong_text());
  std::string words = class_name(run, run.label(of_test, i) != 0);
  const double y_hat = static_cast<double>(run.y_hat(of_test, i));
  if (y_hat >= 0.0) words += " · ŷ " + probability(y_hat);
  for (const Facet& facet : run.data.facets) {
    const std::vector<std::uint8_t>& values = of_test ? facet.test : facet.train;
    const std::string& value = facet.values[values[static_cast<std::size_t>(i)]];
    if (value == "none") continue;  // animals without fur have no coat
    words += " · ";
    words += facet_name(value);
  }
  if (is_flipped(run, of_test, i)) words += " · **" + std::string(tr(Text::is_flipped)) + "**";
  paragraph(words, dim_text());
  space(4);
  if (!of_test && button("flip_one", tr(Text::flip_one), {.hint = tr(Text::flip_one_hint)}) &&
      !toggle_flipped(bench.settings.data, i)) {
    toast(tr(Text::flip_limit, {std::to_string(kMaxFlippedByHand)}), NoticeKind::warning);
  }
  const float bottom = ImGui::GetCursorScreenPos().y;
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, std::max(run.is_pictures() ? side : 0.0F, bottom - at.y)});
}

void side_column(Workbench& bench, DataDialogState& state) {
  chosen_one(bench);
  space(8);
  groups(bench);
  space(8);
  if (bench.settings.data.source == DataSource::mine)
    my_pictures_settings(bench, state.my_pictures);
  if (bench.settings.data.source == DataSource::table) table_settings(bench);
  difficulty_settings(bench);
  test_set_checks(bench);
  wrong_label_settings(bench);
  if (bench.settings.data.source == DataSource::emoji) {
    text(tr(Text::credits), title_text());
    paragraph(tr(Text::emoji_credits), dim_text());
    space(4);
  }
  if (link("about_data", tr(Text::source_link))) {
    bench.navigation.is_data_open = false;
    bench.navigation.is_help_open = true;
  }
}

}  // namespace

void draw_data_dialog(Workbench& bench, DataDialogState& state) {
  const std::string title =
      tr(Text::data_panel, {std::string(source_name(bench.settings.data.source))});
  if (!begin_dialog("data_panel", title, bench.navigation.is_data_open, 980)) return;
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = std::clamp(ImGui::GetIO().DisplaySize.y - 130.0F, 240.0F, 720.0F);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool is_wide = width > 640.0F;
  const bool has_sheet = bench.run.is_pictures();
  if (is_wide && has_sheet) {
    const float side = std::min(400.0F, width * 0.44F);
    const float left = width - side - 20;
    begin_region({at.x, at.y, left, height}, true);
    which_examples(bench);
    slider("tile_size", tr(Text::tile_size), state.tile_size,
           {.min = 20, .max = 160, .usual = 40, .scale = Scale::logarithmic, .has_well = false});
    space(4);
    const float used = ImGui::GetCursorScreenPos().y - at.y;
    contact_sheet(bench, height - used, state.tile_size);
    end_region();
    ImGui::SetCursorScreenPos({at.x + left + 20, at.y});
    begin_scroll("side", {side, height});
    side_column(bench, state);
    end_scroll();
  } else {
    begin_scroll("all", {width, height});
    if (has_sheet) {
      which_examples(bench);
      space(4);
      contact_sheet(bench, 220, std::max(40.0F, state.tile_size));
      space(8);
    }
    side_column(bench, state);
    end_scroll();
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, height});
  end_dialog();
}

}  // namespace purr::shell
