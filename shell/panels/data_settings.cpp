#include "shell/panels/data_settings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "shell/panels/examples.h"
#include "shell/panels/names.h"
#include "shell/panels/setting_slider.h"

namespace purr::shell {

void difficulty_settings(Workbench& bench) {
  Experiment& settings = bench.settings;
  DataSpec& data = settings.data;
  if (is_user_data(data.source)) return;
  text(tr(Text::how_hard), title_text());
  space(2);
  const bool is_drawn = is_composed(data.source);
  if (is_drawn) {
    setting_slider(settings, "jitter", tr(Text::jitter), data.jitter,
                   {.hint = tr(Text::jitter_hint)});
    setting_slider(settings, "clutter", tr(Text::clutter), data.clutter,
                   {.hint = tr(Text::clutter_hint)});
    setting_slider(settings, "noise", tr(Text::picture_noise), data.noise,
                   {.hint = tr(Text::picture_noise_hint)});
  }
  setting_slider(settings, "share", tr(is_drawn ? Text::share_cats : Text::share_one), data.share,
                 {.hint = tr(Text::class_share_hint)});
  setting_stepper(settings, "data_seed", tr(Text::data_seed), data.data_seed,
                  tr(Text::data_seed_hint));
  if (is_drawn) toggle("polarity", tr(Text::polarity), data.polarity, tr(Text::polarity_hint));
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

void wrong_label_settings(Workbench& bench) {
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

void test_set_checks(Workbench& bench) {
  const RunView& run = bench.run;
  if (run.count(true) == 0) return;
  text(tr(Text::fair_test), title_text());
  space(2);
  const auto share = [&](bool of_test) {
    const auto& labels = of_test ? run.data.test_labels : run.data.train_labels;
    const auto ones = std::count(labels.begin(), labels.end(), std::uint8_t{1});
    return static_cast<double>(ones) / std::max<double>(1.0, static_cast<double>(labels.size()));
  };
  const double train = share(false);
  const double test = share(true);
  const std::string one = class_name(run, true);
  paragraph(tr(Text::shares, {one, percent(train, 0), percent(test, 0)}), dim_text());
  if (std::fabs(train - test) > 0.15) {
    paragraph(tr(Text::shares_differ, {percent(std::max(test, 1.0 - test), 0)}), dim_text());
  }
  if (!run.is_pictures()) return;
  const NearDuplicatesUpdate& search = run.near_duplicates;
  if (search.revision != run.data.revision) {
    if (button("find_near_duplicates", tr(Text::find_near_duplicates),
               {.kind = ButtonKind::outline, .hint = tr(Text::find_near_duplicates_hint)})) {
      bench.requests.find_near_duplicates = true;
    }
  } else if (!search.is_done) {
    progress("near_duplicates_progress", tr(Text::find_near_duplicates), search.progress);
  } else {
    const std::vector<NearDuplicate>& found = search.pairs;
    if (found.empty()) paragraph(tr(Text::no_near_duplicates), dim_text());
    constexpr std::size_t kMaxShown = 20;
    for (std::size_t i = 0; i < std::min(kMaxShown, found.size()); ++i) {
      const NearDuplicate& pair = found[i];
      if (link("found_" + std::to_string(i),
               tr(Text::near_duplicates, {counted(pair.test), counted(pair.train)}))) {
        choose_example(bench, true, pair.test);
      }
    }
    if (found.size() > kMaxShown) {
      text(tr(Text::more_near_duplicates,
              {number(static_cast<double>(found.size() - kMaxShown), 0)}),
           dim_text());
    }
  }
  space(8);
}

}  // namespace purr::shell
