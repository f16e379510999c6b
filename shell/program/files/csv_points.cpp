#include "shell/program/files/csv_points.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "engine/core/printable.h"
#include "shell/program/files/csv_text.h"
#include "shell/program/files/sniff.h"

namespace purr::shell {
namespace {

std::optional<double> read_field(std::string_view field, bool has_decimal_comma) {
  field = trim(field);
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
    field = trim(field.substr(1, field.size() - 2));
  }
  return read_number(field, has_decimal_comma);
}

struct Row {
  double x1 = 0.0;
  double x2 = 0.0;
  std::uint8_t label = 0;
};

std::optional<Row> read_row(std::string_view line, char separator) {
  std::array<std::string_view, 3> fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool is_last = i + 1 == fields.size();
    const std::size_t end = line.find(separator);
    if (is_last != (end == std::string_view::npos)) return std::nullopt;  // too many or too few
    fields[i] = line.substr(0, end);
    if (!is_last) line.remove_prefix(end + 1);
  }
  const bool has_decimal_comma = separator != ',';
  const auto x1 = read_field(fields[0], has_decimal_comma);
  const auto x2 = read_field(fields[1], has_decimal_comma);
  const auto label = read_field(fields[2], has_decimal_comma);
  if (!x1 || !x2 || !label || (*label != 0.0 && *label != 1.0)) return std::nullopt;
  return Row{.x1 = *x1, .x2 = *x2, .label = static_cast<std::uint8_t>(*label)};
}

/// A header has no numbers in it; a row with one bad field is a bad row, first or not.
bool is_header(std::string_view line, char separator) {
  while (true) {
    const std::size_t end = line.find(separator);
    if (read_field(line.substr(0, end), separator != ',')) return false;
    if (end == std::string_view::npos) return true;
    line.remove_prefix(end + 1);
  }
}

}  // namespace

Result<std::shared_ptr<const PointSet>> read_csv_points(std::string_view name,
                                                        std::string_view text) {
  if (const auto fits = check_file_size(name, text.size(), kMaxCsvBytes); !fits) {
    return std::unexpected(fits.error());
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  auto points = std::make_shared<PointSet>();
  char separator = 0;  // not known before the first line
  for (std::size_t line_number = 1; !text.empty(); ++line_number) {
    const std::string_view line = take_line(text);
    if (trim(line).empty() || trim(line).starts_with('#')) continue;
    const bool is_first = separator == 0;
    if (is_first) separator = separator_of(line);
    if (const auto row = read_row(line, separator)) {
      points->xy.push_back(row->x1);
      points->xy.push_back(row->x2);
      points->labels.push_back(row->label);
    } else if (!is_first || !is_header(line, separator)) {
      return fail(Errc::csv_bad_row,
                  {std::to_string(line_number), std::string(name), printable(trim(line))});
    }
  }
  if (points->labels.empty()) return fail(Errc::csv_no_rows, {std::string(name)});
  return points;
}

bool is_test_name(std::string_view name) {
  constexpr std::string_view kTest = "test";
  const auto found = std::ranges::search(
      name, kTest, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
  return !found.empty();
}

}  // namespace purr::shell
