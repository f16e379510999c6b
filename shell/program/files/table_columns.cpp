#include "shell/program/files/table_columns.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_set>

#include "engine/core/printable.h"
#include "engine/data/table.h"
#include "shell/program/files/missing_marks.h"

namespace purr::shell {
namespace {

constexpr std::size_t kMaxWords = 1000;   // different ones in a column
constexpr double kMaxMissingShare = 0.4;  // of a column that is kept
constexpr double kMaxStrayShare = 0.1;    // of words in a column of numbers
constexpr std::size_t kFewNumbers = 10;   // so few different ones are codes of categories

/// What the fields of a column are taken together.
struct Evidence {
  std::size_t numbers = 0;
  std::size_t words = 0;         // fields that are neither numbers nor marks
  std::size_t marks = 0;         // that mean "no value" in any column
  std::size_t number_marks = 0;  // the further ones of columns of numbers
  bool has_point = false, has_comma = false, groups_comma = false, groups_point = false;
  bool is_open_comma = false, is_open_point = false;
  std::unordered_set<std::string_view> different;  // numbers, up to kFewNumbers

  bool is_of_numbers() const {
    if (numbers == 0) return false;
    // One number beside marks only, as in 1 and "-", is a category too.
    if (words == 0) return different.size() > 1 || number_marks == 0;
    const auto all = static_cast<double>(numbers + words);
    return static_cast<double>(words) <= kMaxStrayShare * all && different.size() >= kFewNumbers;
  }
};

Evidence evidence_of(const TableRows& rows, std::size_t column) {
  Evidence all;
  for (std::size_t row = 0; row < rows.count(); ++row) {
    const std::string_view field = rows.at(row, column);
    const NumberEvidence one = number_evidence(field);
    if (!one.is_number) {
      const bool is_mark = is_missing_mark(field);
      ++(is_mark ? all.marks : is_missing_number(field) ? all.number_marks : all.words);
      continue;
    }
    ++all.numbers;
    if (all.different.size() < kFewNumbers) all.different.insert(field);
    all.has_point |= one.has_point;
    all.has_comma |= one.has_comma;
    all.groups_comma |= one.groups_comma;
    all.groups_point |= one.groups_point;
    all.is_open_comma |= one.is_open_comma;
    all.is_open_point |= one.is_open_point;
  }
  return all;
}

/// The notation of a column. Where its own fields leave it open, as 1,234 does, the file's other
/// columns decide, then the separator: a file with commas between its fields has decimal points.
NumberFormat format_of(const Evidence& column, const Evidence& file, char separator) {
  const bool says_point = column.has_point || column.groups_comma;
  const bool says_comma = column.has_comma || column.groups_point;
  NumberFormat format;
  if (says_point && says_comma && !column.groups_comma && !column.groups_point) {
    format.is_mixed = true;
    return format;
  }
  if (says_point != says_comma) {
    format.has_decimal_comma = says_comma;
  } else {
    const bool file_point = file.has_point || file.groups_comma;
    const bool file_comma = file.has_comma || file.groups_point;
    if (file_point != file_comma) {
      format.has_decimal_comma = file_comma;
    } else {
      format.has_decimal_comma = column.is_open_comma && !column.is_open_point && separator != ',';
      format.is_mixed = column.is_open_comma && column.is_open_point && separator != ',';
    }
  }
  format.has_grouping =
      !format.is_mixed && (format.has_decimal_comma ? column.is_open_point || column.groups_point
                                                    : column.is_open_comma || column.groups_comma);
  return format;
}

/// Whether the user, or else the fields, make it a column of numbers.
bool is_of_numbers(const Evidence& evidence, const std::string& name, const TableOptions& options) {
  const auto type = options.types.find(name);
  if (type == options.types.end()) return evidence.is_of_numbers();
  return type->second == ColumnType::numbers && evidence.numbers > 0;
}

/// The sign before decimals, for the report.
void note_decimal(const Evidence& evidence, Column& column) {
  const bool is_open = evidence.is_open_comma || evidence.is_open_point;
  const bool is_certain =
      evidence.has_point || evidence.has_comma || evidence.groups_comma || evidence.groups_point;
  if (!is_open && !is_certain) return;
  column.decimal = column.format.is_mixed            ? DecimalMark::both
                   : column.format.has_decimal_comma ? DecimalMark::comma
                                                     : DecimalMark::point;
  column.is_decimal_guessed = !is_certain;
}

/// Whether digits, points and signs mean what they mean everywhere. Most numbers of most files are
/// written so, and need no second look.
bool is_plainly_written(std::string_view field, NumberFormat format) {
  return format == NumberFormat{} &&
         field.find_first_not_of("+-.0123456789") == std::string_view::npos;
}

void read_numbers(const TableRows& rows, std::size_t c, Column& column) {
  for (std::size_t row = 0; row < rows.count(); ++row) {
    const std::string_view field = rows.at(row, c);
    const auto value = number_value(field, column.format);
    const bool fits = value && std::fabs(*value) <= Table::kMaxValue;
    column.values.push_back(fits ? *value : std::nan(""));
    column.kinds.push_back(value                      ? MissingKind::too_large
                           : is_missing_number(field) ? MissingKind::mark
                                                      : MissingKind::not_number);
    if (!fits) {
      ++column.missing;
    } else if (column.written.empty() && !is_plainly_written(field, column.format)) {
      const auto plain = number_value(field, {});
      const auto shape = plain_number(field);
      const bool is_plain = plain && *plain == *value && shape && !shape->was_dressed;
      if (!is_plain) {
        column.written = printable(field, kShownField);
        column.written_value = *value;
      }
    }
  }
  std::vector<double> sorted;
  std::ranges::copy_if(column.values, std::back_inserter(sorted),
                       [](double value) { return !std::isnan(value); });
  std::ranges::sort(sorted);
  column.different =
      static_cast<std::size_t>(std::unique(sorted.begin(), sorted.end()) - sorted.begin());
}

void read_words(const TableRows& rows, std::size_t c, Column& column) {
  std::map<std::string_view, double> codes;
  for (std::size_t row = 0; row < rows.count() && codes.size() <= kMaxWords; ++row) {
    const std::string_view field = rows.at(row, c);
    if (!is_missing_mark(field)) codes.emplace(field, 0.0);
  }
  column.different = codes.size();
  if (codes.size() > kMaxWords) column.role = ColumnRole::too_many_words;
  for (auto& [word, code] : codes) {
    code = static_cast<double>(column.words.size());
    column.words.emplace_back(word);
  }
  for (std::size_t row = 0; row < rows.count(); ++row) {
    const std::string_view field = rows.at(row, c);
    const auto found = codes.find(field);
    const bool is_missing = is_missing_mark(field);
    column.values.push_back(is_missing || found == codes.end() ? std::nan("") : found->second);
    column.kinds.push_back(MissingKind::mark);
    column.missing += is_missing ? 1 : 0;
  }
}

}  // namespace

std::vector<Column> read_columns(const TableRows& rows, const std::vector<std::string>& names,
                                 char separator, const ColumnsAsked& asked) {
  std::vector<Evidence> evidence;
  Evidence file;
  for (std::size_t c = 0; c < names.size(); ++c) {
    evidence.push_back(evidence_of(rows, c));
    const Evidence& column = evidence.back();
    if (!is_of_numbers(column, names[c], asked.options)) continue;
    file.has_point |= column.has_point;
    file.has_comma |= column.has_comma;
    file.groups_comma |= column.groups_comma;
    file.groups_point |= column.groups_point;
  }
  std::vector<Column> columns;
  for (std::size_t c = 0; c < names.size(); ++c) {
    Column& column = columns.emplace_back();
    column.is_words = !is_of_numbers(evidence[c], names[c], asked.options);
    column.has_numbers = evidence[c].numbers > 0;
    column.format =
        asked.options.decimal == DecimalMark::none
            ? format_of(evidence[c], file, separator)
            : NumberFormat{.has_decimal_comma = asked.options.decimal == DecimalMark::comma,
                           .has_grouping = true};
    if (column.is_words) {
      read_words(rows, c, column);
    } else {
      read_numbers(rows, c, column);
      note_decimal(evidence[c], column);
      if (asked.options.decimal != DecimalMark::none) column.is_decimal_guessed = false;
    }
    if (column.role != ColumnRole::feature) continue;
    if (!asked.chosen.empty()) {
      const bool is_chosen = std::ranges::find(asked.chosen, names[c]) != asked.chosen.end();
      // A column that nobody asked for costs no row.
      if (!is_chosen && column.missing > 0) column.role = ColumnRole::not_chosen;
      continue;
    }
    const auto missing = static_cast<double>(column.missing);
    const bool is_costly = missing > kMaxMissingShare * static_cast<double>(rows.count());
    // Of a column of numbers with words or huge values among them the reason matters more.
    const bool is_marks = std::ranges::none_of(
        column.kinds, [](MissingKind kind) { return kind == MissingKind::not_number; });
    if (is_costly && (column.is_words || is_marks)) column.role = ColumnRole::mostly_missing;
  }
  return columns;
}

}  // namespace purr::shell
