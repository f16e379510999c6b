#include "shell/panels/table_panel.h"

#include <algorithm>
#include <string>
#include <vector>

#include "shell/panels/setting_slider.h"

namespace purr::shell {

void table_settings(Workbench& bench) {
  const RunView& run = bench.run;
  if (run.data.spec.source != DataSource::table) return;
  DataSpec& data = bench.settings.data;
  text(tr(Text::table_size, {number(run.count(false) + run.count(true), 0),
                             number(static_cast<double>(run.data.table_names.size()), 0)}),
       dim_text());
  std::vector<Choice> names;
  for (const std::string& name : run.data.table_names) names.push_back({.label = name});
  int label = run.data.table_label;
  if (!names.empty() && chooser("label_column", tr(Text::label_column), names, label,
                                {.hint = tr(Text::label_column_hint)})) {
    data.label_column = label;
    std::erase(data.columns, label);
  }
  text(tr(Text::feature_columns), dim_text());
  const auto is_taken = [&](int column) {
    return data.columns.empty() ||
           std::find(data.columns.begin(), data.columns.end(), column) != data.columns.end();
  };
  for (int column = 0; column < static_cast<int>(run.data.table_names.size()); ++column) {
    if (column == run.data.table_label) continue;
    bool taken = is_taken(column);
    const std::string& name = run.data.table_names[static_cast<std::size_t>(column)];
    if (!checkbox("column_" + std::to_string(column), name, taken)) continue;
    if (data.columns.empty()) {
      for (int c = 0; c < static_cast<int>(run.data.table_names.size()); ++c) {
        if (c != run.data.table_label) data.columns.push_back(c);
      }
    }
    std::erase(data.columns, column);
    if (taken) data.columns.push_back(column);
    std::sort(data.columns.begin(), data.columns.end());
    if (data.columns.size() > static_cast<std::size_t>(kMaxNamedColumns)) data.columns.pop_back();
  }
  toggle("standardise", tr(Text::standardise), data.standardise, tr(Text::standardise_hint));
  setting_slider(bench.settings, "test_share", tr(Text::test_share), data.test_share,
                 {.hint = tr(Text::test_share_hint)});
}

}  // namespace purr::shell
