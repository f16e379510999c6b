#include "shell/panels/table_column_rows.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "shell/panels/table_choices.h"
#include "shell/panels/table_words.h"

namespace purr::shell {
namespace {

constexpr float kCellWidth = 88.0F;  // of one of the first rows
constexpr float kUseWidth = 200.0F;  // of the chooser at the right
constexpr float kMaxNameWidth = 170.0F;
constexpr float kNoteHeight = 18.0F;

/// The widths of a row's parts. Where there is no room for cells, all parts stand below each other.
struct RowLayout {
  float width = 0.0F;
  float name = 0.0F;
  float use = 0.0F;
  int cells = 0;
  bool is_wide() const { return cells > 0; }
};

RowLayout row_layout(float width, std::size_t rows) {
  RowLayout layout{.width = width, .use = width};
  if (width < scaled(560.0F)) return layout;
  layout.use = scaled(kUseWidth);
  layout.name = std::min(scaled(kMaxNameWidth), width * 0.24F);
  const float room = width - layout.name - layout.use - 12.0F;
  layout.cells = std::clamp(static_cast<int>(room / scaled(kCellWidth)), 1, static_cast<int>(rows));
  return layout;
}

/// Words of a file, shortened to what fits.
std::string fitted(const std::string& words, float width, const TextStyle& style) {
  if (measure(literal(words), style).x <= width) return literal(words);
  std::string shown = words;
  while (!shown.empty()) {
    // Not in the middle of a character.
    do shown.pop_back();
    while (!shown.empty() && (static_cast<unsigned char>(words[shown.size()]) & 0xC0U) == 0x80U);
    if (measure(literal(shown) + "…", style).x <= width) return literal(shown) + "…";
  }
  return {};
}

std::string joined_values(const TableReport& report, std::size_t c, std::size_t most) {
  std::string text;
  for (std::size_t row = 0; row < std::min(report.sample.size(), most); ++row) {
    const std::string& field = report.sample[row].fields[c];
    text += (row > 0 ? " · " : "") + (field.empty() ? std::string("–") : field);
  }
  return text;
}

void use_chooser(Workbench& bench, const ColumnReport& column, std::size_t c, float width) {
  const std::vector<ColumnUse> uses = possible_uses(column);
  std::vector<std::string> names;
  for (const ColumnUse use : uses) names.push_back(use_words(use));
  constexpr std::array kIds{"label", "number", "codes", "one_hot", "left_out"};
  std::vector<Choice> choices;
  const ColumnUse present = use_of(column);
  int chosen = 0;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    if (uses[i] == present) chosen = static_cast<int>(i);
    choices.push_back(
        {.label = names[i],
         .id = kIds[static_cast<std::size_t>(uses[i])],
         .hint = uses[i] == ColumnUse::one_hot ? tr(Text::use_one_hot_hint) : std::string_view{}});
  }
  const std::string label = tr(Text::table_column_use, {column.name});
  if (chooser("use_" + std::to_string(c), label, choices, chosen,
              {.has_label = false, .width = width, .is_enabled = uses.size() > 1})) {
    choose_use(bench, column, uses[static_cast<std::size_t>(chosen)]);
  }
}

/// The first values of a column, each in its cell, or all in one line.
void draw_values(const TableReport& report, std::size_t c, const RowLayout& layout, ImVec2 at,
                 float height, bool is_used) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  TextStyle style = mono_text();
  style.colour = theme().dim;
  if (!layout.is_wide()) {
    draw_text_in(list, {at.x, at.y, layout.width, height},
                 fitted(joined_values(report, c, 5), layout.width, style), style);
    return;
  }
  const float cell_width = scaled(kCellWidth);
  for (int cell = 0; cell < layout.cells; ++cell) {
    const SampleRow& row = report.sample[static_cast<std::size_t>(cell)];
    const std::string field = row.fields[c].empty() ? std::string("–") : row.fields[c];
    style.colour = is_used && !row.is_left_out ? theme().ink : theme().dim;
    const float x = at.x + layout.name + cell_width * static_cast<float>(cell);
    draw_text_in(list, {x, at.y, cell_width - 8.0F, height},
                 fitted(field, cell_width - 8.0F, style), style);
  }
}

/// One column of the table as a row: its name, its first values, its use, and how it was coded.
void column_row(Workbench& bench, std::size_t c, const RowLayout& layout) {
  const TableReport& report = bench.table_view.report;
  const ColumnReport& column = report.columns[c];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = scaled(theme().touch ? 36.0F : 32.0F);
  const bool is_used = use_of(column) != ColumnUse::left_out;
  TextStyle name = strong_text();
  if (!is_used) name.colour = theme().dim;
  const std::string coding = coding_words(column, report, bench.settings.data.standardise);
  registry().add({.id = "column_" + std::to_string(c),
                  .role = Role::table,
                  .label = column.name + ": " + joined_values(report, c, 3),
                  .value = coding,
                  .x = at.x,
                  .y = at.y,
                  .width = layout.width,
                  .height = height});
  const float name_width = (layout.is_wide() ? layout.name : layout.width) - 8.0F;
  draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, name_width, height},
               fitted(column.name, name_width, name), name);
  float bottom = at.y + height;
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  const float words_width = layout.is_wide() ? layout.width - layout.use - 10.0F : layout.width;
  if (layout.is_wide()) {
    draw_values(report, c, layout, at, height, is_used);
    begin_region({at.x + layout.width - layout.use, at.y, layout.use, 0}, false);
    use_chooser(bench, column, c, layout.use);
    end_region();
  } else if (!report.sample.empty()) {
    draw_values(report, c, layout, {at.x, bottom - 4.0F}, scaled(kNoteHeight), is_used);
    bottom += scaled(kNoteHeight);
  }
  ImGui::SetCursorScreenPos({at.x, bottom});
  paragraph(literal(coding), dim, words_width);
  if (!layout.is_wide()) {
    space(2);
    use_chooser(bench, bench.table_view.report.columns[c], c, layout.width);
  }
  space(3);
  hairline();
  space(5);
}

}  // namespace

float scaled(float length) { return length * std::max(1.0F, theme().text_scale); }

void draw_column_rows(Workbench& bench, float width) {
  const TableReport& report = bench.table_view.report;
  const RowLayout layout = row_layout(width, report.sample.size());
  if (layout.is_wide()) {
    // The lines that the cells below come from.
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    const float cell_width = scaled(kCellWidth);
    const float height = scaled(20.0F);
    draw_text_in(list, {at.x, at.y, layout.name, height}, tr(Text::table_column), dim);
    for (int cell = 0; cell < layout.cells; ++cell) {
      const SampleRow& row = report.sample[static_cast<std::size_t>(cell)];
      draw_text_in(list,
                   {at.x + layout.name + cell_width * static_cast<float>(cell), at.y,
                    cell_width - 8.0F, height},
                   tr(Text::table_line, {std::to_string(row.line)}), dim);
    }
    ImGui::Dummy({width, height + 2.0F});
  }
  for (std::size_t c = 0; c < report.columns.size(); ++c) column_row(bench, c, layout);
}

}  // namespace purr::shell
