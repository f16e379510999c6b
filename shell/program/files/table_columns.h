#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "shell/program/files/number_format.h"
#include "shell/program/files/table_rows.h"
#include "shell/view/table_report.h"

namespace purr::shell {

/// The longest part of a field that is shown, bytes.
inline constexpr std::size_t kShownField = 40;

/// A column whose fields became numbers.
struct Column {
  bool is_words = false;
  NumberFormat format;
  std::vector<double> values;      // NaN where missing; of words their code
  std::vector<MissingKind> kinds;  // of the missing ones, by row; mark elsewhere
  std::vector<std::string> words;
  std::size_t missing = 0;
  std::size_t different = 0;
  ColumnRole role = ColumnRole::feature;
  std::string written;
  double written_value = 0.0;
  bool has_numbers = false;  // some of its fields are
  DecimalMark decimal = DecimalMark::none;
  bool is_decimal_guessed = false;

  bool is_kept() const { return role == ColumnRole::feature; }
};

/// What is known of columns before they are read.
struct ColumnsAsked {
  const TableOptions& options;
  /// Where it is not empty, these columns are used even if most of their values are missing, and
  /// no others.
  std::vector<std::string> chosen;
};

/// Decides the type and the notation of every column and reads its fields.
std::vector<Column> read_columns(const TableRows& rows, const std::vector<std::string>& names,
                                 char separator, const ColumnsAsked& asked);

}  // namespace purr::shell
