#include "shell/program/files/table_reader.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/printable.h"
#include "shell/program/files/csv_points.h"
#include "shell/program/files/csv_text.h"
#include "shell/program/files/sniff.h"

namespace purr::shell {
namespace {

constexpr std::size_t kMostWords = 1000;  // different ones in a column
constexpr std::size_t kShownField = 40;

/// A number of a size that training can do something with.
std::optional<double> read_value(std::string_view field, bool has_decimal_comma) {
  const auto value = read_number(field, has_decimal_comma);
  return value && *value > -1e12 && *value < 1e12 ? value : std::nullopt;
}

/// The fields of one line, quotes taken off.
std::vector<std::string> split_fields(std::string_view line, char separator) {
  std::vector<std::string> fields;
  std::string field;
  bool is_quoted = false;
  bool was_quoted = false;
  const auto finish = [&] {
    fields.push_back(was_quoted ? field : std::string(trim(field)));
    field.clear();
    was_quoted = false;
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (is_quoted) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        field += line[++i];
      } else {
        is_quoted = false;
      }
    } else if (c == '"' && trim(field).empty()) {
      field.clear();
      is_quoted = was_quoted = true;
    } else if (c == separator) {
      finish();
    } else if (!was_quoted || !trim({&c, 1}).empty()) {
      field += c;
    }
  }
  finish();
  return fields;
}

struct Lines {
  std::vector<std::vector<std::string>> fields;
  std::vector<std::size_t> numbers;  ///< of each line in the text, from 1
};

Result<Lines> split_lines(std::string_view name, std::string_view text, char& separator) {
  Lines lines;
  separator = 0;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    ++number;
    const std::string_view content = trim(line);
    if (content.empty() || content.starts_with('#')) continue;
    // A separator at the edge of a line parts an empty field: only spaces are taken off.
    if (separator == 0) separator = separator_of(line);
    auto fields = split_fields(line, separator);
    if (lines.fields.size() > static_cast<std::size_t>(Table::kMostRows) ||
        fields.size() > static_cast<std::size_t>(Table::kMostColumns)) {
      return fail(Errc::table_too_large, {std::string(name), std::to_string(Table::kMostRows),
                                          std::to_string(Table::kMostColumns)});
    }
    if (!lines.fields.empty() && fields.size() != lines.fields.front().size()) {
      return fail(Errc::table_row,
                  {std::to_string(number), std::string(name), std::to_string(fields.size()),
                   std::to_string(lines.fields.front().size())});
    }
    lines.fields.push_back(std::move(fields));
    lines.numbers.push_back(number);
  }
  if (lines.fields.empty()) return fail(Errc::csv_no_rows, {std::string(name)});
  return lines;
}

}  // namespace

Result<std::shared_ptr<const Table>> read_table(std::string_view name, std::string_view text) {
  if (const auto fits = check_file_size(name, text.size(), kMaxCsvBytes); !fits) {
    return std::unexpected(fits.error());
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  char separator = 0;
  auto lines = split_lines(name, text, separator);
  if (!lines) return std::unexpected(lines.error());
  const bool has_comma = separator != ',';
  const std::size_t columns = lines->fields.front().size();
  const auto is_number = [&](std::size_t row, std::size_t column) {
    return read_value(lines->fields[row][column], has_comma).has_value();
  };
  bool has_header = false;
  bool is_all_words = true;
  for (std::size_t c = 0; c < columns; ++c) {
    is_all_words = is_all_words && !is_number(0, c);
    has_header = has_header || (lines->fields.size() > 1 && !is_number(0, c) && is_number(1, c));
  }
  has_header = has_header || (is_all_words && lines->fields.size() > 1);

  auto table = std::make_shared<Table>();
  for (std::size_t c = 0; c < columns; ++c) {
    const std::string& given = lines->fields.front()[c];
    table->names.push_back(has_header && !given.empty() ? printable(given, kShownField)
                                                        : "x" + std::to_string(c + 1));
  }
  const std::size_t first = has_header ? 1 : 0;
  table->rows = static_cast<int>(lines->fields.size() - first);
  if (table->rows < 1 || columns < 2) return fail(Errc::csv_no_rows, {std::string(name)});
  table->values.resize(static_cast<std::size_t>(table->rows) * columns);
  table->words.resize(columns);
  for (std::size_t c = 0; c < columns; ++c) {
    bool has_words = false;
    std::map<std::string, double> places;
    for (std::size_t row = first; row < lines->fields.size(); ++row) {
      const std::string& field = lines->fields[row][c];
      if (field.empty()) {
        return fail(Errc::table_empty_field,
                    {std::to_string(lines->numbers[row]), std::string(name), table->names[c]});
      }
      has_words = has_words || !is_number(row, c);
      if (places.size() <= kMostWords) places.emplace(printable(field, kShownField), 0.0);
    }
    if (has_words && places.size() > kMostWords) {
      return fail(Errc::table_words, {table->names[c], std::string(name)});
    }
    if (has_words) {
      for (auto& [word, place] : places) {
        place = static_cast<double>(table->words[c].size());
        table->words[c].push_back(word);
      }
    }
    for (std::size_t row = first; row < lines->fields.size(); ++row) {
      const std::string& field = lines->fields[row][c];
      table->values[(row - first) * columns + c] = has_words
                                                       ? places.at(printable(field, kShownField))
                                                       : read_value(field, has_comma).value_or(0.0);
    }
  }
  return table;
}

}  // namespace purr::shell
