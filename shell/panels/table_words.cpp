#include "shell/panels/table_words.h"

#include <algorithm>

namespace purr::shell {
namespace {

constexpr std::size_t kMaxNamedValues = 6;

std::string some_of(const std::vector<std::string>& values, bool has_codes) {
  std::string text;
  for (std::size_t i = 0; i < std::min(values.size(), kMaxNamedValues); ++i) {
    if (i > 0) text += ", ";
    text += values[i];
    if (has_codes) text += " = " + std::to_string(i);
  }
  if (values.size() > kMaxNamedValues) text += " …";
  return text;
}

}  // namespace

std::string separator_words(char separator) {
  switch (separator) {
    case ',': return std::string(tr(Text::separator_comma));
    case ';': return std::string(tr(Text::separator_semicolon));
    case '\t': return std::string(tr(Text::separator_tab));
    case '|': return std::string(tr(Text::separator_bar));
    case ' ': return std::string(tr(Text::separator_blanks));
    default: return {separator};
  }
}

std::string decimal_words(DecimalMark mark) {
  switch (mark) {
    case DecimalMark::none: return std::string(tr(Text::decimal_none));
    case DecimalMark::point: return std::string(tr(Text::decimal_point));
    case DecimalMark::comma: return std::string(tr(Text::decimal_comma));
    case DecimalMark::both: return std::string(tr(Text::decimal_both));
  }
  return {};
}

std::string use_words(ColumnUse use) {
  switch (use) {
    case ColumnUse::label: return std::string(tr(Text::use_label));
    case ColumnUse::number: return std::string(tr(Text::use_number));
    case ColumnUse::codes: return std::string(tr(Text::use_codes));
    case ColumnUse::one_hot: return std::string(tr(Text::use_one_hot));
    case ColumnUse::left_out: return std::string(tr(Text::use_left_out));
  }
  return {};
}

std::string coding_words(const ColumnReport& column, const TableReport& report,
                         bool is_standardised) {
  std::string words;
  switch (column.role) {
    case ColumnRole::label:
      words = tr(Text::coding_label, {report.class_names[0], report.class_names[1]});
      break;
    case ColumnRole::feature:
      words = column.is_one_hot ? tr(Text::coding_one_hot, {some_of(column.values, false)})
              : column.is_words
                  ? tr(Text::coding_codes, {some_of(column.words, true)})
                  : tr(is_standardised ? Text::coding_standardised : Text::coding_number, {});
      break;
    case ColumnRole::identifier: words = tr(Text::coding_identifier); break;
    case ColumnRole::too_many_words: words = tr(Text::coding_too_many_words); break;
    case ColumnRole::mostly_missing:
      return tr(Text::coding_mostly_missing,
                {number(column.missing, 0), number(report.rows_in_file, 0)});
    case ColumnRole::not_chosen: words = tr(Text::coding_unused); break;
  }
  if (!column.written.empty()) {
    words += " · " + tr(Text::coding_notation, {column.written, number_text(column.written_value)});
  }
  if (column.missing > 0) words += " · " + tr(Text::coding_missing, {number(column.missing, 0)});
  return words;
}

std::string literal(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c == '^' || c == '_' || c == '*' || c == '\\') plain += '\\';
    plain += c;
  }
  return plain;
}

}  // namespace purr::shell
