#include "shell/panels/data_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/io/defaults.h"
#include "shell/panels/contact_sheet.h"
#include "shell/panels/examples.h"
#include "shell/panels/my_pictures_panel.h"
#include "shell/panels/names.h"
#include "shell/panels/scatter.h"
#include "shell/panels/setting_slider.h"
#include "shell/panels/settings_edits.h"
#include "shell/panels/table_panel.h"
#include "shell/view/edits.h"

namespace purr::shell {
namespace {

/// How many labels are flipped, as they are marked above; a link that shows only these.
void flipped_legend(Workbench& bench, bool of_test) {
  const std::size_t count = bench.run.data.flipped.size();
  if (of_test || count == 0) return;
  SheetFilter& sheet = bench.selection.sheet;
  const std::string words = tr(Text::flipped_count, {number(static_cast<double>(count), 0)});
  if (bench.run.is_points()) {
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    text(words, dim);
    hint_last_item(tr(Text::flipped_count_hint));
  } else if (link("flipped_only", sheet.flipped_only ? tr(Text::show_all) : words,
                  tr(Text::flipped_count_hint), theme().title_size)) {
    sheet.flipped_only = !sheet.flipped_only;
    sheet.wrong_only = false;
  }
}

/// The line below the pictures: examples of each class, mistakes, and a link to the other set.
void legend(Workbench& bench) {
  const RunView& run = bench.run;
  const bool of_test = sheet_is_test(bench);
  int ones = 0;
  for (int i = 0; i < run.count(of_test); ++i) ones += run.label(of_test, i) != 0 ? 1 : 0;
  const int others = run.count(of_test) - ones;
  // What does not fit continues in the next line.
  const auto next_to = [](const std::string& words) {
    return !go_on_beside(measure(words, dim_text()).x + std::round(theme().title_size * 0.75F) + 6,
                         8);
  };
  const std::string one_words = class_name(run, true) + " " + number(ones, 0);
  const std::string other_words = class_name(run, false) + " " + number(others, 0);
  swatch(one_words, theme().cat);
  explain_last_item("ones", Word::y, one_words);
  next_to(other_words);
  swatch(other_words, run.is_points() ? theme().non : theme().line);
  explain_last_item("zeros", Word::y, other_words);
  const bool goes_on = next_to(tr(Text::wrong_count, {number(run.wrong_count(of_test), 0)}));
  const int wrong = run.wrong_count(of_test);
  // The line of the numbers. A link is higher than a number.
  const ImVec2 line = ImGui::GetItemRectMin();
  const float middle = (ImGui::GetItemRectMin().y + ImGui::GetItemRectMax().y) / 2;
  const auto link_on_line = [&](const char* id, std::string_view words, std::string_view hint) {
    const float height = theme().touch ? 40.0F : std::round(measure(words).y * 1.5F) + 4.0F;
    if (!goes_on) {
      ImGui::SetCursorScreenPos(
          {ImGui::GetCursorScreenPos().x, std::max(middle - height / 2, line.y - height / 2)});
    }
    return link(id, words, hint, theme().title_size);
  };
  SheetFilter& sheet = bench.selection.sheet;
  const std::string wrong_words = tr(Text::wrong_count, {number(wrong, 0)});
  if (run.is_points() || (wrong == 0 && !sheet.wrong_only)) {
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    text(wrong_words, dim);
    explain_last_item("wrong", Word::wrong, wrong_words);
  } else if (link_on_line("wrong_only", sheet.wrong_only ? tr(Text::show_all) : wrong_words,
                          tr(sheet.wrong_only ? Text::show_all_hint : Text::show_wrong_hint))) {
    sheet.wrong_only = !sheet.wrong_only;
  }
  if (run.count(true) > 0) {
    const std::string_view other = tr(of_test ? Text::show_train : Text::show_test);
    ImGui::SameLine(0, 0);
    const float free = ImGui::GetContentRegionAvail().x -
                       measure(other, {.size = theme().title_size, .weight = Weight::semibold}).x -
                       2;
    bool is_pressed = false;
    if (free >= 4.0F) {
      ImGui::SetCursorScreenPos(
          {ImGui::GetCursorScreenPos().x + free, goes_on ? ImGui::GetCursorScreenPos().y : line.y});
      is_pressed = link_on_line("other_set", other, tr(Text::other_set_hint));
    } else {
      ImGui::NewLine();
      is_pressed = link("other_set", other, tr(Text::other_set_hint), theme().title_size);
    }
    if (is_pressed) show_set(bench, !of_test);
  }
  flipped_legend(bench, of_test);
}

/// Replaces the data while the files of a source are missing.
void course_invitation(Workbench& bench, float height) {
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, theme().soft, 10);
  begin_region({at.x + 16, at.y + 16, width - 32, height - 32}, true);
  const DataSource source = bench.settings.data.source;
  const bool is_csv = source == DataSource::csv || source == DataSource::table;
  text(tr(source == DataSource::table ? Text::table_title
          : is_csv                    ? Text::csv_title
                                      : Text::course_title),
       strong_text());
  space(4);
  TextStyle dim = dim_text();
  dim.colour = theme().dim_soft;
  paragraph(tr(source == DataSource::table ? Text::table_words
               : is_csv                    ? Text::csv_words
                                           : Text::course_words),
            dim);
  space(8);
  if (button("pick", tr(Text::pick_files), {.kind = ButtonKind::primary, .icon = Icon::upload})) {
    bench.requests.host.emplace_back(PickFiles{});
  }
  if (source == DataSource::csv) {
    if (!go_on_beside(measure(tr(Text::take_moons), strong_text()).x + 24, 8)) space(4);
    if (button("take_moons", tr(Text::take_moons),
               {.kind = ButtonKind::outline, .hint = tr(Text::take_moons_hint)})) {
      bench.settings.data = noisy_moons();
    }
  }
  if (source == DataSource::course) {
    if (!go_on_beside(measure(tr(Text::take_drawn), strong_text()).x + 24, 8)) space(4);
    if (button("take_drawn", tr(Text::take_drawn),
               {.kind = ButtonKind::outline, .hint = tr(Text::take_drawn_hint)})) {
      change_source(bench.settings, DataSource::drawn);
    }
  }
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, height});
}

void source_tabs(Workbench& bench) {
  const DataSource source = bench.settings.data.source;
  int kind = source == DataSource::drawn    ? 0
             : source == DataSource::emoji  ? 1
             : source == DataSource::course ? 2
             : source == DataSource::mine   ? 3
                                            : 4;
  const std::array<Choice, 5> kinds{{
      {.label = tr(Text::source_drawn), .id = "drawn", .hint = tr(Text::source_drawn_hint)},
      {.label = tr(Text::source_emoji), .id = "emoji", .hint = tr(Text::source_emoji_hint)},
      {.label = tr(Text::source_course), .id = "course", .hint = tr(Text::source_course_hint)},
      {.label = tr(Text::source_mine), .id = "mine", .hint = tr(Text::source_mine_hint)},
      {.label = tr(Text::source_planar), .id = "planar", .hint = tr(Text::source_planar_hint)},
  }};
  if (segmented("source", tr(Text::data), kinds, kind)) {
    constexpr std::array kFirst{DataSource::drawn, DataSource::emoji, DataSource::course,
                                DataSource::mine, DataSource::flower};
    choose_source(bench, kFirst[static_cast<std::size_t>(kind)]);
  }
}

/// Whether the files or pictures that the settings need are missing.
bool is_missing(const Workbench& bench) {
  const DataSource source = bench.settings.data.source;
  if (source == DataSource::mine && bench.mine.count() == 0) return true;
  return bench.run.status.phase == Phase::waiting && is_user_data(source);
}

}  // namespace

bool draw_examples(Workbench& bench, float height, float picture_side) {
  const DataSource source = bench.settings.data.source;
  if (source == DataSource::mine && is_missing(bench)) {
    my_pictures_invitation(bench, height);
    return false;
  }
  // A table that does not fit is there all the same: its columns can be chosen.
  const bool has_table = source == DataSource::table && bench.table;
  if (is_missing(bench) && !has_table) {
    course_invitation(bench, is_pictures(source) ? height : std::min(height, 190.0F));
    return false;
  }
  if (source == DataSource::table) {
    const DataUpdate& data = bench.run.data;
    const bool has_plane = data.spec.source == source && data.feature_names.size() == 2;
    if (has_plane) scatter(bench, height);
    return true;
  }
  if (is_pictures(source)) {
    contact_sheet(bench, height, picture_side);
  } else {
    scatter(bench, height);
  }
  return true;
}

void draw_data_card(Workbench& bench, DataCardState& state) {
  const RunView& run = bench.run;
  const bool is_phone = bench.layout == Layout::phone;
  if (begin_card("data", {.title = tr(Text::data),
                          .link = tr(Text::source_link),
                          .folded = is_phone ? nullptr : &bench.arrangement.is_data_folded})) {
    bench.navigation.is_data_open = true;
  }
  if (!is_phone && bench.arrangement.is_data_folded) return end_card();
  source_tabs(bench);
  space(6);
  const bool is_planar = !is_pictures(bench.settings.data.source);
  const float sheet_height = is_phone ? 260.0F : is_planar ? 252.0F : 236.0F + state.extra_height;
  if (is_planar) {
    constexpr std::array kPlanar{DataSource::flower, DataSource::circles,   DataSource::moons,
                                 DataSource::blobs,  DataSource::quantiles, DataSource::spiral,
                                 DataSource::xor_,   DataSource::none,      DataSource::csv,
                                 DataSource::table};
    std::array<Choice, kPlanar.size()> choices;
    int chosen = 0;
    for (std::size_t i = 0; i < kPlanar.size(); ++i) {
      choices[i] = {.label = source_name(kPlanar[i])};
      if (kPlanar[i] == bench.settings.data.source) chosen = static_cast<int>(i);
    }
    if (chooser("planar", tr(Text::planar_set), choices, chosen)) {
      choose_source(bench, kPlanar[static_cast<std::size_t>(chosen)]);
    }
    space(4);
  }
  const bool is_mine = bench.settings.data.source == DataSource::mine;
  if (draw_examples(bench, sheet_height, theme().touch ? 40.0F : 33.0F)) {
    if (bench.settings.data.source == DataSource::table) table_settings(bench);
    space(6);
    legend(bench);
  }
  space(2);
  if (is_mine && bench.mine.count() > 0) my_pictures_summary(bench);

  Experiment& settings = bench.settings;
  DataSpec& data = settings.data;
  if (is_user_data(data.source)) {
    // A file has a size of its own; 0 takes all of it.
    const int there = std::max({run.status.m, data.m, 1});
    const NamedValue all[] = {{0.0, tr(Text::all)}};
    setting_slider(
        settings, "m", tr(is_planar ? Text::points_m : Text::pictures_m), data.m,
        {.max = static_cast<double>(std::max(there, 209)), .names = all, .hint = tr(Text::m_hint)});
  } else {
    setting_slider(settings, "m", tr(is_planar ? Text::points_m : Text::pictures_m), data.m,
                   {.hint = tr(Text::m_hint)});
    setting_slider(settings, "m_test", tr(Text::test_set), data.m_test,
                   {.hint = tr(Text::m_test_hint)});
  }
  if (is_planar && !is_user_data(data.source)) {
    setting_slider(settings, "noise", tr(Text::noise), data.noise, {.hint = tr(Text::noise_hint)});
  }
  if (link("more", tr(Text::data_more), tr(Text::data_more_hint), theme().title_size)) {
    bench.navigation.is_data_open = true;
  }
  end_card();
}

}  // namespace purr::shell
