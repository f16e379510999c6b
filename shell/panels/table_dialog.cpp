#include "shell/panels/table_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "shell/panels/table_choices.h"
#include "shell/panels/table_column_rows.h"
#include "shell/panels/table_words.h"

namespace purr::shell {
namespace {

void open(Workbench& bench, TableDialogState& state) {
  state.data_before = bench.settings.data;
  state.options_before = bench.table_view.wanted;
  // A table may arrive while another dialog is open; only one can be.
  Navigation& navigation = bench.navigation;
  navigation.is_help_open = navigation.is_shapes_open = navigation.is_data_open = false;
  navigation.is_runs_open = navigation.is_boundary_open = navigation.is_sort_open = false;
}

/// The first choice leaves it to the reader and says what it found.
std::string detected_words(const std::string& found, bool is_detected, bool is_guessed) {
  if (!is_detected) return std::string(tr(Text::table_detect));
  return tr(is_guessed ? Text::table_guessed : Text::table_recognised, {found});
}

/// Large text leaves no room for a label beside its chooser.
bool chooser_with_label(std::string_view id, std::string_view label,
                        std::span<const Choice> choices, int& chosen, ChooserSpec spec) {
  spec.has_label = theme().text_scale < 1.3F;
  if (!spec.has_label) {
    text(label, dim_text());
    spec.width = ImGui::GetContentRegionAvail().x;
  }
  return chooser(id, label, choices, chosen, spec);
}

void encoding_chooser(TableView& view) {
  const bool is_detected = view.wanted.encoding.empty();
  const std::string first =
      detected_words(view.report.encoding, is_detected, view.report.is_encoding_guessed);
  std::vector<Choice> choices{{.label = first, .id = "detected"}};
  int chosen = 0;
  for (const std::string& name : view.encodings) {
    if (name == view.wanted.encoding) chosen = static_cast<int>(choices.size());
    choices.push_back({.label = name, .id = name});
  }
  if (chooser_with_label(
          "encoding", tr(Text::table_encoding), choices, chosen,
          {.is_enabled = view.is_rereadable, .hint = tr(Text::table_encoding_hint)})) {
    view.wanted.encoding =
        chosen == 0 ? std::string() : view.encodings[static_cast<std::size_t>(chosen) - 1];
  }
}

void separator_chooser(TableView& view) {
  constexpr std::array kSeparators{',', ';', '\t', '|', ' '};
  constexpr std::array kIds{"comma", "semicolon", "tab", "bar", "blanks"};
  const std::string first =
      detected_words(separator_words(view.report.separator), view.wanted.separator == 0,
                     !view.report.is_separator_named);
  std::array<std::string, kSeparators.size()> names;
  std::vector<Choice> choices{{.label = first, .id = "detected"}};
  int chosen = 0;
  for (std::size_t i = 0; i < kSeparators.size(); ++i) {
    names[i] = separator_words(kSeparators[i]);
    if (view.wanted.separator == kSeparators[i]) chosen = static_cast<int>(choices.size());
    choices.push_back({.label = names[i], .id = kIds[i]});
  }
  if (chooser_with_label(
          "separator", tr(Text::table_separator), choices, chosen,
          {.is_enabled = view.is_rereadable, .hint = tr(Text::table_separator_hint)})) {
    view.wanted.separator = chosen == 0 ? '\0' : kSeparators[static_cast<std::size_t>(chosen) - 1];
  }
}

void decimal_chooser(TableView& view) {
  // Without decimals there is nothing to recognise.
  const bool is_none = view.report.decimal == DecimalMark::none;
  const std::string first = is_none ? decimal_words(DecimalMark::none)
                                    : detected_words(decimal_words(view.report.decimal),
                                                     view.wanted.decimal == DecimalMark::none,
                                                     view.report.is_decimal_guessed);
  const std::array<Choice, 3> choices{{{.label = first, .id = "detected"},
                                       {.label = tr(Text::decimal_point), .id = "point"},
                                       {.label = tr(Text::decimal_comma), .id = "comma"}}};
  int chosen = static_cast<int>(view.wanted.decimal);
  if (chooser_with_label(
          "decimal", tr(Text::table_decimal), choices, chosen,
          {.is_enabled = view.is_rereadable, .hint = tr(Text::table_decimal_hint)})) {
    view.wanted.decimal = static_cast<DecimalMark>(chosen);
  }
}

void class_chooser(Workbench& bench) {
  const TableReport& report = bench.table_view.report;
  if (report.label.empty()) return;
  const std::array<Choice, 2> choices{
      {{.label = report.class_names[0], .id = "0"}, {.label = report.class_names[1], .id = "1"}}};
  int chosen = 1;
  if (chooser_with_label("class_one", tr(Text::class_one_choice), choices, chosen,
                         {.hint = tr(Text::class_one_hint)})) {
    choose_class_one(bench, chosen);
  }
}

/// Choosers beside each other where they fit, each with its label above the others' labels.
template <class... Draw>
void in_columns(float width, Draw... draw) {
  const int count = width > scaled(860.0F) ? static_cast<int>(sizeof...(draw)) : 1;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float bottom = at.y;
  int index = 0;
  const auto place = [&](auto& one) {
    const Rect cell = column(index % count, count, theme().row, 16.0F);
    const float y = count == 1 ? bottom : at.y;
    begin_region({cell.x, y, cell.width, 0}, false);
    one();
    bottom = std::max(bottom, ImGui::GetCursorScreenPos().y);
    end_region();
    ImGui::SetCursorScreenPos(at);
    ++index;
  };
  (place(draw), ...);
  ImGui::SetCursorScreenPos({at.x, bottom});
}

/// What was left out and why; rows can be had back for the column that costs them.
void left_out(Workbench& bench) {
  const TableView& view = bench.table_view;
  text(tr(Text::table_left_out), title_text());
  space(2);
  if (view.left_out.empty()) {
    paragraph(tr(Text::table_nothing_left_out), dim_text());
    return;
  }
  for (const Error& note : view.left_out) {
    paragraph(literal(describe(note, current_language())), dim_text());
  }
  const TableReport report = view.report;  // a press changes the report
  for (std::size_t c = 0; c < report.columns.size(); ++c) {
    const ColumnReport& column = report.columns[c];
    const bool costs_rows = column.role == ColumnRole::feature && column.missing > 0;
    if (!costs_rows || !view.is_rereadable) continue;
    if (link("leave_" + std::to_string(c), tr(Text::table_leave_column, {literal(column.name)}),
             tr(Text::table_leave_column_hint, {number(column.missing, 0)}))) {
      choose_use(bench, column, ColumnUse::left_out);
    }
  }
}

void summary(const TableReport& report) {
  std::string words =
      tr(Text::table_rows_used, {number(report.rows, 0), number(report.rows_in_file, 0),
                                 number(static_cast<double>(report.columns.size()), 0)});
  if (report.test_rows > 0) {
    words += " · " + tr(Text::table_rows_tested, {number(report.test_rows, 0)});
  }
  paragraph(words, dim_text());
}

void content(Workbench& bench, float width) {
  TableView& view = bench.table_view;
  summary(view.report);
  space(6);
  in_columns(
      width, [&] { encoding_chooser(view); }, [&] { separator_chooser(view); },
      [&] { decimal_chooser(view); });
  if (view.error) {
    TextStyle style;
    style.colour = theme().danger_text;
    paragraph(literal(describe(*view.error, current_language())), style);
    space(4);
  }
  in_columns(
      width, [&] { label_chooser(bench); }, [&] { class_chooser(bench); },
      [&] {
        toggle("standardise", tr(Text::standardise), bench.settings.data.standardise,
               tr(Text::standardise_hint));
      });
  space(8);
  draw_column_rows(bench, width);
  space(4);
  left_out(bench);
}

}  // namespace

void draw_table_dialog(Workbench& bench, TableDialogState& state) {
  bool& is_open = bench.navigation.is_table_open;
  const TableReport& report = bench.table_view.report;
  if (!bench.table_view.is_there || bench.settings.data.source != DataSource::table) {
    is_open = false;
  }
  if (is_open && !state.is_open) open(bench, state);
  state.is_open = is_open;
  const std::string files = report.test_file.empty()
                                ? report.file
                                : tr(Text::table_preview_pair, {report.file, report.test_file});
  const std::string title = tr(Text::table_preview_title, {literal(files)});
  if (!begin_dialog("table", title, is_open, 980)) return;
  // Title, buttons and margins of the dialog.
  const float around = theme().touch ? 176.0F : 142.0F;
  const float width = ImGui::GetContentRegionAvail().x;
  const float room = std::max(160.0F, ImGui::GetIO().DisplaySize.y - around);
  begin_scroll("body", {width, std::min(state.height, room)});
  const float top = ImGui::GetCursorScreenPos().y;
  content(bench, ImGui::GetContentRegionAvail().x);
  const float height = ImGui::GetCursorScreenPos().y - top;
  if (std::fabs(height - state.height) > 0.5F) {
    state.height = height;
    want_redraw();
  }
  end_scroll();
  space(8);
  if (button("done", tr(Text::table_done), {.kind = ButtonKind::primary})) is_open = false;
  ImGui::SameLine(0, 8);
  if (button("cancel", tr(Text::cancel), {.kind = ButtonKind::outline})) {
    bench.settings.data = state.data_before;
    bench.table_view.wanted = state.options_before;
    is_open = false;
  }
  end_dialog();
}

}  // namespace purr::shell
