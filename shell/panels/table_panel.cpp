#include "shell/panels/table_panel.h"

#include <algorithm>
#include <string>
#include <vector>

#include "shell/panels/setting_slider.h"

namespace purr::shell {

void table_settings(Workbench& bench) {
  const RunView& run = bench.run;
  DataSpec& data = bench.settings.data;
  if (data.source != DataSource::table) return;
  // Without a run on it, as where the label does not fit, the table itself says what can be chosen.
  const bool has_run = run.data.spec.source == DataSource::table;
  if (!has_run && !bench.table) return;
  const std::vector<std::string>& columns = has_run ? run.data.table_names : bench.table->names;
  const int rows = has_run ? run.count(false) + run.count(true) : bench.table->rows;
  text(tr(Text::table_size, {number(rows, 0), number(static_cast<double>(columns.size()), 0)}),
       dim_text());
  std::vector<Choice> names;
  for (const std::string& name : columns) names.push_back({.label = name});
  int label = has_run ? run.data.table_label : data.label_column;
  if (label < 0 || label >= static_cast<int>(columns.size())) {
    label = static_cast<int>(columns.size()) - 1;
  }
  if (!names.empty() && chooser("label_column", tr(Text::label_column), names, label,
                                {.hint = tr(Text::label_column_hint)})) {
    data.label_column = label;
    std::erase(data.columns, label);
  }
  text(tr(Text::feature_columns), dim_text());
  const auto is_taken = [&](int column) {
    if (!data.columns.empty()) {
      return std::find(data.columns.begin(), data.columns.end(), column) != data.columns.end();
    }
    // Without a choice identifiers are left out: the run names the features that it uses.
    const std::vector<std::string>& used = run.data.feature_names;
    const std::string& name = columns[static_cast<std::size_t>(column)];
    return !has_run || std::find(used.begin(), used.end(), name) != used.end();
  };
  for (int column = 0; column < static_cast<int>(columns.size()); ++column) {
    if (column == label) continue;
    bool taken = is_taken(column);
    const std::string& name = columns[static_cast<std::size_t>(column)];
    if (!checkbox("column_" + std::to_string(column), name, taken)) continue;
    if (data.columns.empty()) {
      std::vector<int> usual;
      for (int c = 0; c < static_cast<int>(columns.size()); ++c) {
        if (c != label && is_taken(c)) usual.push_back(c);
      }
      data.columns = std::move(usual);
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
