#include "shell/panels/settings_edits.h"

#include <string>

#include "shell/view/edits.h"
#include "shell/view/pinned_runs.h"

namespace purr::shell {

void load_preset(Workbench& bench, std::string_view name) {
  const LoadedFiles files{.has_course_pictures = bench.has_course_pictures,
                          .has_csv_points = bench.has_csv_points};
  switch (replace_by_preset(bench.settings, name, files)) {
    case StandIn::pictures: toast(tr(Text::preset_stand_in)); break;
    case StandIn::points: toast(tr(Text::preset_stand_in_points)); break;
    case StandIn::none: break;
  }
  bench.requests.new_page = true;
}

void choose_source(Workbench& bench, DataSource source) {
  const Experiment before = bench.settings;
  if (!replace_source(bench.settings, source)) return;
  bench.selection.sheet = {};
  if (is_pictures(source) == is_pictures(before.data.source)) return;
  // Only what changes besides the data, which the user chose.
  Experiment after = bench.settings;
  after.data = before.data;
  after.addresses = before.addresses;
  constexpr int kMaxParts = 6;
  const std::string words = difference(before, after, kMaxParts);
  if (words.empty()) return;
  toast(tr(is_pictures(source) ? Text::kind_changed_pictures : Text::kind_changed_points, {words}));
}

}  // namespace purr::shell
