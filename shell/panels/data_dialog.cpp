// The data panel: every example of the run, what is known of it, how hard the data is, and labels
// turned round.
#include "shell/panels/data_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/contact_sheet.h"
#include "shell/panels/examples.h"
#include "shell/panels/names.h"
#include "shell/panels/setting_slider.h"
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
  // Long names of classes are a menu instead of a row.
  if (fits ? segmented("show", tr(Text::show_which), shown, chosen)
           : chooser("show", tr(Text::show_which), shown, chosen)) {
    filter.label = chosen == 1 ? 1 : chosen == 2 ? 0 : -1;
    filter.wrong_only = chosen == 3;
    filter.flipped_only = chosen == 4;
    if (filter.flipped_only) filter.of_test = false;
  }
}

/// Mistakes by what is known of the examples: a row for each value, which filters the sheet.
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
  const bool judged = is_judged(run);
  for (const Tally& group : tally(run, facet, of_test)) {
    const int v = group.value;
    const auto place = static_cast<std::size_t>(v);
    const std::string words =
        judged ? tr(Text::group_wrong,
                    {number(group.wrong, 0), number(group.count, 0), fixed(100 * group.share(), 0)})
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
    if (judged) {
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
                 .is_wrong = run.is_wrong(of_test, i)});
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
  paragraph(tr(title, {std::to_string(i)}), strong_text());
  std::string words = class_name(run, run.label(of_test, i) != 0);
  const double y_hat = static_cast<double>(run.y_hat(of_test, i));
  if (y_hat >= 0.0) words += " · ŷ " + fixed(y_hat, 2);
  for (const Facet& facet : run.data.facets) {
    const std::vector<std::uint8_t>& values = of_test ? facet.test : facet.train;
    const std::string& value = facet.values[values[static_cast<std::size_t>(i)]];
    if (value == "none") continue;  // only fur has a coat
    words += " · ";
    words += facet_name(value);
  }
  const bool is_flipped =
      !of_test && std::binary_search(run.data.flipped.begin(), run.data.flipped.end(), i);
  if (is_flipped) words += " · **" + std::string(tr(Text::is_flipped)) + "**";
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

void how_hard(Workbench& bench) {
  Experiment& settings = bench.settings;
  DataSpec& data = settings.data;
  if (is_brought(data.source)) return;
  text(tr(Text::how_hard), title_text());
  space(2);
  const bool drawn = is_composed(data.source);
  if (drawn) {
    setting_slider(settings, "jitter", tr(Text::jitter), data.jitter,
                   {.hint = tr(Text::jitter_hint)});
    setting_slider(settings, "clutter", tr(Text::clutter), data.clutter,
                   {.hint = tr(Text::clutter_hint)});
    setting_slider(settings, "noise", tr(Text::picture_noise), data.noise,
                   {.hint = tr(Text::picture_noise_hint)});
  }
  setting_slider(settings, "share", tr(drawn ? Text::share_cats : Text::share_one), data.share,
                 {.hint = tr(Text::class_share_hint)});
  setting_stepper(settings, "data_seed", tr(Text::data_seed), data.data_seed,
                  tr(Text::data_seed_hint));
  if (drawn) toggle("polarity", tr(Text::polarity), data.polarity, tr(Text::polarity_hint));
  if (data.source == DataSource::emoji) {
    const std::array<Choice, 3> tests{
        {{.label = tr(Text::emoji_names), .id = "names", .hint = tr(Text::emoji_names_hint)},
         {.label = tr(Text::emoji_artist), .id = "artist", .hint = tr(Text::emoji_artist_hint)},
         {.label = tr(Text::emoji_big_cats),
          .id = "big_cats",
          .hint = tr(Text::emoji_big_cats_hint)}}};
    int chosen = static_cast<int>(data.emoji_test);
    if (chooser("emoji_test", tr(Text::judged_by), tests, chosen)) {
      data.emoji_test = static_cast<EmojiTest>(chosen);
    }
  }
  space(8);
}

void wrong_labels(Workbench& bench) {
  DataSpec& data = bench.settings.data;
  text(tr(Text::wrong_labels), title_text());
  space(2);
  const int m = std::max(1, bench.run.count(false));
  const NamedValue none[] = {{0.0, tr(Text::off)}};
  setting_slider(bench.settings, "flips", tr(Text::flips), data.flips,
                 {.max = static_cast<double>(std::max(m, data.flips)),
                  .names = none,
                  .hint = tr(Text::flips_hint)});
  if (data.flips > 0) {
    setting_stepper(bench.settings, "flip_seed", tr(Text::flip_seed), data.flip_seed,
                    tr(Text::flip_seed_hint));
  }
  if (data.flips > 0 || !data.flipped.empty()) {
    if (button("unflip", tr(Text::unflip_all), {.kind = ButtonKind::outline})) {
      data.flips = 0;
      data.flipped.clear();
    }
    space(4);
  }
}

/// Test pictures that were learnt from, and shares of the classes that differ.
void leaks(Workbench& bench) {
  const RunView& run = bench.run;
  if (run.count(true) == 0) return;
  text(tr(Text::fair_test), title_text());
  space(2);
  const auto share = [&](bool of_test) {
    const auto& labels = of_test ? run.data.test_labels : run.data.train_labels;
    const auto ones = std::count(labels.begin(), labels.end(), std::uint8_t{1});
    return 100.0 * static_cast<double>(ones) /
           std::max<double>(1.0, static_cast<double>(labels.size()));
  };
  const double train = share(false);
  const double test = share(true);
  const std::string one = class_name(run, true);
  paragraph(tr(Text::shares, {one, fixed(train, 0), fixed(test, 0)}), dim_text());
  if (std::fabs(train - test) > 15.0) {
    paragraph(tr(Text::shares_differ, {fixed(std::max(test, 100.0 - test), 0)}), dim_text());
  }
  if (!run.is_pictures()) return;
  const TwinsUpdate& twins = run.twins;
  if (twins.revision != run.data.revision) {
    if (button("look_for_twins", tr(Text::look_for_twins),
               {.kind = ButtonKind::outline, .hint = tr(Text::look_for_twins_hint)})) {
      bench.requests.find_twins = true;
    }
  } else if (!twins.is_done) {
    progress("twins_progress", tr(Text::look_for_twins), twins.progress);
  } else {
    const std::vector<Twins>& found = twins.twins;
    if (found.empty()) paragraph(tr(Text::no_twins), dim_text());
    constexpr std::size_t kMostShown = 20;
    for (std::size_t i = 0; i < std::min(kMostShown, found.size()); ++i) {
      const Twins& pair = found[i];
      if (link("twins_" + std::to_string(i),
               tr(Text::twins, {std::to_string(pair.test), std::to_string(pair.train)}))) {
        choose_example(bench, true, pair.test);
      }
    }
    if (found.size() > kMostShown) {
      text(tr(Text::more_twins, {number(static_cast<double>(found.size() - kMostShown), 0)}),
           dim_text());
    }
  }
  space(8);
}

void side_column(Workbench& bench, DataDialogState& state) {
  chosen_one(bench);
  space(8);
  groups(bench);
  space(8);
  if (bench.settings.data.source == DataSource::mine)
    my_pictures_settings(bench, state.my_pictures);
  if (bench.settings.data.source == DataSource::table) table_settings(bench);
  how_hard(bench);
  leaks(bench);
  wrong_labels(bench);
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
