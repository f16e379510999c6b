#include "shell/panels/settings_edits.h"

#include "shell/view/edits.h"

namespace purr::shell {

void load_preset(Workbench& bench, std::string_view name) {
  if (replace_by_preset(bench.settings, name, bench.has_course_pictures)) {
    toast(tr(Text::preset_stand_in));
  }
  bench.requests.new_page = true;
}

void choose_source(Workbench& bench, DataSource source) {
  if (replace_source(bench.settings, source)) bench.selection.sheet = {};
}

}  // namespace purr::shell
