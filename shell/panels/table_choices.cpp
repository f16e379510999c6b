#include "shell/panels/table_choices.h"

#include <algorithm>

namespace purr::shell {
namespace {

/// Names the label and the features that are in use, which the defaults chose so far.
void name_present_choice(Workbench& bench) {
  DataSpec& data = bench.settings.data;
  const TableReport& report = bench.table_view.report;
  data.label = report.label;
  data.label_column = -1;
  data.features.clear();
  data.columns.clear();
  for (const ColumnReport& column : report.columns) {
    if (column.role == ColumnRole::feature) data.features.push_back(column.name);
  }
}

/// Whether a link can hold the names.
bool fits_link(const std::vector<std::string>& names) {
  std::size_t bytes = 0;
  for (const std::string& name : names) {
    const auto escaped = std::ranges::count_if(name, [](char c) { return c == ',' || c == '\\'; });
    bytes += name.size() + static_cast<std::size_t>(escaped) + 1;
  }
  return bytes <= static_cast<std::size_t>(kMaxNamesBytes);
}

}  // namespace

ColumnUse use_of(const ColumnReport& column) {
  if (column.role == ColumnRole::label) return ColumnUse::label;
  if (column.role != ColumnRole::feature) return ColumnUse::left_out;
  if (column.is_one_hot) return ColumnUse::one_hot;
  return column.is_words ? ColumnUse::codes : ColumnUse::number;
}

std::vector<ColumnUse> possible_uses(const ColumnReport& column) {
  if (column.role == ColumnRole::label) return {ColumnUse::label};
  std::vector<ColumnUse> uses;
  if (column.role != ColumnRole::too_many_words) {
    if (!column.is_words || column.has_numbers) uses.push_back(ColumnUse::number);
    if (column.is_words) uses.push_back(ColumnUse::codes);
    const bool is_few = column.different <= static_cast<int>(kMaxOneHot);
    if (is_few || column.is_one_hot) uses.push_back(ColumnUse::one_hot);
  }
  uses.push_back(ColumnUse::left_out);
  return uses;
}

bool can_be_label(const ColumnReport& column) {
  return column.role == ColumnRole::label || (column.different >= 1 && column.different <= 2);
}

void choose_label(Workbench& bench, const std::string& name) {
  DataSpec& data = bench.settings.data;
  const bool has_features = !data.features.empty() || !data.columns.empty();
  if (has_features) name_present_choice(bench);
  data.label = name;
  data.label_column = -1;
  data.class_one.clear();
  std::erase(data.features, name);
}

void choose_use(Workbench& bench, const ColumnReport& column, ColumnUse use) {
  DataSpec& data = bench.settings.data;
  const std::string& name = column.name;
  const DataSpec before = data;
  name_present_choice(bench);
  const bool is_used = std::ranges::find(data.features, name) != data.features.end();
  std::erase(data.one_hot, name);
  const bool leaves = use == ColumnUse::left_out;
  if (leaves) std::erase(data.features, name);
  if (!leaves && !is_used) data.features.push_back(name);
  if (use == ColumnUse::one_hot) data.one_hot.push_back(name);
  if (data.features.empty()) {
    // Nobody learns from nothing; an empty list would mean all columns.
    data = before;
    return;
  }
  if (!fits_link(data.features) || !fits_link(data.one_hot)) {
    toast(describe({Errc::bad_names, {"features", std::to_string(kMaxNamesBytes), "…"}},
                   current_language()),
          NoticeKind::warning);
    data = before;
    return;
  }
  if (leaves || use == ColumnUse::one_hot) return;
  std::map<std::string, ColumnType>& types = bench.table_view.wanted.types;
  if (use == ColumnUse::number && column.is_words) types[name] = ColumnType::numbers;
  if (use == ColumnUse::codes) types.erase(name);
}

void choose_class_one(Workbench& bench, int value) {
  bench.settings.data.class_one =
      value == 1 ? std::string() : bench.table_view.report.class_values[0];
}

void label_chooser(Workbench& bench) {
  const TableReport& report = bench.table_view.report;
  std::vector<Choice> choices;
  int chosen = -1;
  for (const ColumnReport& column : report.columns) {
    if (!can_be_label(column)) continue;
    if (column.name == report.label) chosen = static_cast<int>(choices.size());
    choices.push_back({.label = column.name});
  }
  if (choices.empty()) return;
  if (chosen < 0) chosen = static_cast<int>(choices.size()) - 1;
  if (chooser("label_column", tr(Text::label_column), choices, chosen,
              {.hint = tr(Text::label_column_hint)})) {
    choose_label(bench, std::string(choices[static_cast<std::size_t>(chosen)].label));
  }
}

}  // namespace purr::shell
