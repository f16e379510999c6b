#include "shell/panels/table_panel.h"

#include <string>

#include "shell/panels/setting_slider.h"
#include "shell/panels/table_choices.h"
#include "shell/panels/table_words.h"

namespace purr::shell {

void table_settings(Workbench& bench) {
  DataSpec& data = bench.settings.data;
  const TableView& view = bench.table_view;
  if (data.source != DataSource::table || !view.is_there) return;
  const TableReport& report = view.report;
  text(tr(Text::table_size,
          {number(report.rows, 0), number(static_cast<double>(report.columns.size()), 0)}),
       dim_text());
  if (link("table_preview", tr(Text::table_preview), tr(Text::table_preview_hint))) {
    bench.navigation.is_data_open = false;
    bench.navigation.is_table_open = true;
  }
  label_chooser(bench);
  text(tr(Text::feature_columns), dim_text());
  for (std::size_t c = 0; c < report.columns.size(); ++c) {
    const ColumnReport& column = report.columns[c];
    if (column.role == ColumnRole::label || column.role == ColumnRole::too_many_words) continue;
    bool is_taken = column.role == ColumnRole::feature;
    if (!checkbox("column_" + std::to_string(c), literal(column.name), is_taken)) continue;
    const ColumnUse use = !is_taken         ? ColumnUse::left_out
                          : column.is_words ? ColumnUse::codes
                                            : ColumnUse::number;
    choose_use(bench, ColumnReport(column), use);
  }
  toggle("standardise", tr(Text::standardise), data.standardise, tr(Text::standardise_hint));
  setting_slider(bench.settings, "test_share", tr(Text::test_share), data.test_share,
                 {.hint = tr(Text::test_share_hint)});
}

}  // namespace purr::shell
