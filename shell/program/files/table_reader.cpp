#include "shell/program/files/table_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <unordered_set>

#include "engine/core/printable.h"
#include "shell/program/files/foreign_file.h"
#include "shell/program/files/number_format.h"
#include "shell/program/files/sniff.h"

namespace purr::shell {
namespace {

constexpr std::size_t kMaxWords = 1000;  // different ones in a column
constexpr std::size_t kShownField = 40;
constexpr double kMaxMissingShare = 0.4;  // of a column that is kept
constexpr double kMaxStrayShare = 0.1;    // of words in a column of numbers
constexpr std::size_t kFewNumbers = 10;   // so few different ones are codes of categories

std::string lower_case(std::string_view text) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

/// Marks that mean "no value" in every column.
bool is_missing_mark(std::string_view field) {
  if (field.empty() || field == "?") return true;
  if (field.size() > 4) return false;
  constexpr std::array<std::string_view, 6> kMarks{"na", "n/a", "nan", "null", "#n/a", "n.a."};
  return std::ranges::find(kMarks, lower_case(field)) != kMarks.end();
}

/// Marks that mean it in a column of numbers only; among words they may be words.
bool is_missing_number(std::string_view field) {
  if (is_missing_mark(field)) return true;
  if (field.size() > 9) return false;
  constexpr auto kMarks = std::to_array<std::string_view>(
      {"-",     "--",     "---",   ".",        "..",        "none",   "nil",     "missing",
       "inf",   "+inf",   "-inf",  "infinity", "-infinity", "-nan",   "#div/0!", "#value!",
       "#ref!", "#name?", "#num!", "#null!",   "\u2013",    "\u2014", "\u65E0",  "\u7F3A\u5931"});
  return std::ranges::find(kMarks, lower_case(field)) != kMarks.end();
}

bool is_header_word(std::string_view field) {
  return !field.empty() && !is_missing_number(field) && !is_number(field);
}

/// The rows of one or two files as one.
class Rows {
 public:
  Rows(const TextTable& train, const TextTable* test, bool train_header, bool test_header)
      : parts_{&train, test}, first_{train_header ? 1U : 0U, test_header ? 1U : 0U} {
    train_rows_ = train.rows.rows() - first_[0];
    rows_ = train_rows_ + (test != nullptr ? test->rows.rows() - first_[1] : 0);
  }
  std::size_t count() const { return rows_; }
  std::size_t train_count() const { return train_rows_; }
  std::string_view at(std::size_t row, std::size_t column) const {
    const auto [part, place] = find(row);
    return parts_[part]->rows.at(place, column);
  }
  std::size_t line(std::size_t row) const {
    const auto [part, place] = find(row);
    return parts_[part]->rows.lines[place];
  }

 private:
  std::pair<std::size_t, std::size_t> find(std::size_t row) const {
    if (row < train_rows_) return {0, row + first_[0]};
    return {1, row - train_rows_ + first_[1]};
  }

  std::array<const TextTable*, 2> parts_;
  std::array<std::size_t, 2> first_;
  std::size_t train_rows_ = 0;
  std::size_t rows_ = 0;
};

bool has_header(const DelimitedText& text) {
  if (text.has_row_names) return true;
  if (text.rows() < 2) return false;
  constexpr std::size_t kLookedAt = 1000;
  const std::size_t rows = std::min(text.rows(), kLookedAt);
  bool is_all_words = true;
  bool has_word = false;
  for (std::size_t c = 0; c < text.columns; ++c) {
    const std::string_view top = text.at(0, c);
    const bool is_word = is_header_word(top);
    has_word = has_word || is_word;
    is_all_words = is_all_words && (is_word || top.empty());
    if (!is_word) continue;
    std::size_t numbers = 0;
    std::size_t words = 0;
    for (std::size_t row = 1; row < rows; ++row) {
      const std::string_view field = text.at(row, c);
      if (is_number(field)) {
        ++numbers;
      } else if (!is_missing_number(field)) {
        ++words;
      }
    }
    if (numbers > words) return true;
  }
  return has_word && is_all_words;
}

std::vector<std::string> column_names(const DelimitedText& text, bool header) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (std::size_t c = 0; c < text.columns; ++c) {
    const std::string_view given = header ? text.at(0, c) : std::string_view{};
    std::string name = given.empty() ? "x" + std::to_string(c + 1) : printable(given, kShownField);
    for (int again = 2; taken.contains(name); ++again) {
      name = (given.empty() ? "x" + std::to_string(c + 1) : printable(given, kShownField)) + " (" +
             std::to_string(again) + ")";
    }
    taken.insert(name);
    names.push_back(std::move(name));
  }
  return names;
}

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

Evidence evidence_of(const Rows& rows, std::size_t column) {
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
};

void read_numbers(const Rows& rows, std::size_t c, Column& column) {
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
    } else if (column.written.empty()) {
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

void read_words(const Rows& rows, std::size_t c, Column& column) {
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

std::vector<Column> read_columns(const Rows& rows, std::size_t count, char separator) {
  std::vector<Evidence> evidence;
  Evidence file;
  for (std::size_t c = 0; c < count; ++c) {
    evidence.push_back(evidence_of(rows, c));
    const Evidence& column = evidence.back();
    if (!column.is_of_numbers()) continue;
    file.has_point |= column.has_point;
    file.has_comma |= column.has_comma;
    file.groups_comma |= column.groups_comma;
    file.groups_point |= column.groups_point;
  }
  std::vector<Column> columns;
  for (std::size_t c = 0; c < count; ++c) {
    Column& column = columns.emplace_back();
    column.is_words = !evidence[c].is_of_numbers();
    column.format = format_of(evidence[c], file, separator);
    if (column.is_words) {
      read_words(rows, c, column);
    } else {
      read_numbers(rows, c, column);
    }
    const auto missing = static_cast<double>(column.missing);
    const bool is_costly = missing > kMaxMissingShare * static_cast<double>(rows.count());
    // Of a column of numbers with words or huge values among them the reason matters more.
    const bool is_marks = std::ranges::none_of(
        column.kinds, [](MissingKind kind) { return kind == MissingKind::not_number; });
    if (column.role == ColumnRole::feature && is_costly && (column.is_words || is_marks)) {
      column.role = ColumnRole::mostly_missing;
    }
  }
  return columns;
}

bool is_kept(const Column& column) { return column.role == ColumnRole::feature; }

/// The column that spoils the most rows, and its first such row.
std::pair<std::size_t, std::size_t> worst_column(const std::vector<Column>& columns) {
  std::size_t worst = 0;
  for (std::size_t c = 1; c < columns.size(); ++c) {
    if (columns[c].missing > columns[worst].missing) worst = c;
  }
  const auto first =
      std::ranges::find_if(columns[worst].values, [](double value) { return std::isnan(value); });
  return {worst, static_cast<std::size_t>(first - columns[worst].values.begin())};
}

std::vector<RowsLeftOut> count_left_out(const Rows& rows, const std::vector<Column>& columns,
                                        const std::vector<std::string>& names) {
  std::vector<RowsLeftOut> all;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const Column& column = columns[c];
    if (!is_kept(column)) continue;
    std::map<MissingKind, RowsLeftOut> of_kind;
    for (std::size_t row = 0; row < rows.count(); ++row) {
      if (!std::isnan(column.values[row])) continue;
      RowsLeftOut& left = of_kind[column.kinds[row]];
      if (left.count++ > 0) continue;
      left.column = names[c];
      left.kind = column.kinds[row];
      left.example = printable(rows.at(row, c), kShownField);
      left.first_line = rows.line(row);
    }
    for (auto& [kind, left] : of_kind) all.push_back(std::move(left));
  }
  return all;
}

ColumnReport report_of(const Column& column, const std::string& name) {
  ColumnReport report{.name = name,
                      .role = column.role,
                      .is_words = column.is_words,
                      .different = static_cast<int>(column.different),
                      .missing = static_cast<int>(column.missing),
                      .written = column.written,
                      .written_value = column.written_value};
  if (column.role == ColumnRole::too_many_words) return report;
  for (const std::string& word : column.words) report.words.push_back(printable(word, kShownField));
  return report;
}

void name_roles(const Table& table, TableReport& report) {
  const auto parts = choose_columns(table, DataSpec{.source = DataSource::table});
  if (!parts) return;
  report.label = table.names[static_cast<std::size_t>(parts->label)];
  for (std::size_t k = 0; k < 2; ++k) report.class_names[k] = parts->class_names[k];
  for (ColumnReport& column : report.columns) {
    if (column.role != ColumnRole::feature) continue;
    if (column.name == report.label) column.role = ColumnRole::label;
    for (const int i : parts->identifiers) {
      if (table.names[static_cast<std::size_t>(i)] == column.name) {
        column.role = ColumnRole::identifier;
      }
    }
  }
}

}  // namespace

Result<TextTable> read_text_table(std::string_view name, std::span<const std::uint8_t> bytes,
                                  std::optional<TextEncoding> encoding) {
  TextTable table{.name = std::string(name)};
  if (const auto fits = check_file_size(name, bytes.size(), kMaxTextBytes); !fits) {
    return std::unexpected(fits.error());
  }
  auto text = decode_text(name, bytes, encoding);
  if (!text) return std::unexpected(text.error());
  table.encoding = text->encoding;
  table.is_encoding_guessed = text->is_guessed;
  auto rows = parse_delimited(name, std::move(text->utf8), Table::kMaxRows + 1,
                              static_cast<std::size_t>(Table::kMaxColumns));
  if (!rows) return std::unexpected(rows.error());
  table.rows = std::move(*rows);
  return table;
}

Result<TextTable> read_text_file(std::string_view name, std::span<const std::uint8_t> bytes,
                                 std::uint64_t file_size, std::optional<TextEncoding> encoding) {
  const std::string shown(name);
  if (const auto foreign = foreign_file(name, bytes)) return std::unexpected(*foreign);
  switch (sniff(bytes)) {
    case FileKind::empty: return fail(Errc::file_empty, {shown});
    case FileKind::html: return fail(Errc::file_html, {shown});
    case FileKind::lfs_pointer: return fail(Errc::file_lfs, {shown});
    case FileKind::hdf5:
    case FileKind::unknown: return fail(Errc::file_unknown, {shown});
    case FileKind::text: break;
  }
  if (is_named_hdf5(name)) return fail(Errc::file_text, {shown});
  if (const auto fits = check_file_size(name, file_size, kMaxTextBytes); !fits) {
    return std::unexpected(fits.error());
  }
  auto table = read_text_table(name, bytes, encoding);
  if (is_named_table(name)) return table;
  // Prose is no table with mistakes in it.
  if (table) {
    const DelimitedText& rows = table->rows;
    const bool has_number = std::ranges::any_of(rows.fields, is_number);
    return rows.rows() > 1 && has_number ? table : fail(Errc::file_unknown, {shown});
  }
  const Errc code = table.error().code;
  const bool is_prose = code == Errc::table_no_separator || code == Errc::table_row;
  return is_prose ? fail(Errc::file_unknown, {shown}) : table;
}

Result<TableRead> make_table(const TextTable& train, const TextTable* test) {
  const std::size_t count = train.rows.columns;
  const bool train_header = has_header(train.rows);
  const bool test_header = test != nullptr && has_header(test->rows);
  // One of the two may lack the header.
  const bool takes_test_names = !train_header && test_header;
  const std::vector<std::string> names =
      column_names(takes_test_names ? test->rows : train.rows, train_header || test_header);
  const bool has_other_names =
      train_header && test_header && column_names(test->rows, test_header) != names;
  if (test != nullptr && (test->rows.columns != count || has_other_names)) {
    return fail(Errc::table_other_columns, {test->name, train.name});
  }
  const Rows rows(train, test, train_header, test_header);
  const bool is_header_alone =
      train.rows.rows() == 1 && std::ranges::all_of(train.rows.fields, is_header_word);
  if (rows.train_count() == 0 || is_header_alone) return fail(Errc::table_no_rows, {train.name});
  const std::vector<Column> columns = read_columns(rows, count, train.rows.separator);

  auto table = std::make_shared<Table>();
  std::vector<const Column*> kept;
  for (std::size_t c = 0; c < count; ++c) {
    if (!is_kept(columns[c])) continue;
    kept.push_back(&columns[c]);
    table->names.push_back(names[c]);
    table->words.push_back(columns[c].words);
  }
  const auto complain_about_missing = [&]() -> std::unexpected<Error> {
    const auto [c, row] = worst_column(columns);
    const std::string line = std::to_string(rows.line(row));
    const std::string field = printable(rows.at(row, c), kShownField);
    if (columns[c].kinds[row] == MissingKind::too_large && !columns[c].is_words) {
      return fail(Errc::table_values_too_large, {names[c], train.name, line, field});
    }
    return fail(Errc::table_empty_field, {line, train.name, names[c]});
  };
  if (kept.size() < 2) {
    const auto many = std::ranges::find(columns, ColumnRole::too_many_words, &Column::role);
    if (many == columns.end()) return complain_about_missing();
    const auto c = static_cast<std::size_t>(many - columns.begin());
    return fail(Errc::table_words, {names[c], train.name});
  }
  int test_rows = 0;
  for (std::size_t row = 0; row < rows.count(); ++row) {
    const auto has_value = [row](const Column* column) { return !std::isnan(column->values[row]); };
    if (!std::ranges::all_of(kept, has_value)) continue;
    for (const Column* column : kept) table->values.push_back(column->values[row]);
    ++table->rows;
    test_rows += row >= rows.train_count() ? 1 : 0;
  }
  if (2 * static_cast<std::size_t>(table->rows) < rows.count() || table->rows == test_rows) {
    return complain_about_missing();
  }
  if (table->rows > Table::kMaxRows) {
    return fail(Errc::table_too_large,
                {train.name, std::to_string(Table::kMaxRows), std::to_string(Table::kMaxColumns)});
  }
  table->test_rows = test_rows;

  TableRead read;
  TableReport& report = read.report;
  report.file = train.name;
  if (test != nullptr) report.test_file = test->name;
  report.encoding = encoding_name(train.encoding);
  report.is_encoding_guessed = train.is_encoding_guessed;
  report.separator = train.rows.separator;
  report.has_header = train_header;
  report.title_lines = train.rows.title_lines;
  report.first_title = train.rows.first_title;
  report.rows_in_file = static_cast<int>(rows.count());
  report.rows = table->rows;
  report.test_rows = test_rows;
  report.left_out = count_left_out(rows, columns, names);
  for (std::size_t c = 0; c < count; ++c) report.columns.push_back(report_of(columns[c], names[c]));
  name_roles(*table, report);
  read.table = std::move(table);
  return read;
}

TablePoints points_of(const Table& table) {
  if (table.columns() != 3) return {};
  if (std::ranges::any_of(table.words, [](const auto& words) { return !words.empty(); })) return {};
  for (int row = 0; row < table.rows; ++row) {
    if (table.at(row, 2) != 0.0 && table.at(row, 2) != 1.0) return {};
  }
  const auto part = [&](int first, int last) -> std::shared_ptr<const PointSet> {
    if (first == last) return nullptr;
    auto points = std::make_shared<PointSet>();
    for (int row = first; row < last; ++row) {
      points->xy.push_back(table.at(row, 0));
      points->xy.push_back(table.at(row, 1));
      points->labels.push_back(table.at(row, 2) == 1.0 ? 1 : 0);
    }
    return points;
  };
  const int train_rows = table.rows - table.test_rows;
  return {part(0, train_rows), part(train_rows, table.rows)};
}

bool is_test_name(std::string_view name) {
  constexpr std::string_view kTest = "test";
  const auto found = std::ranges::search(
      name, kTest, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
  return !found.empty();
}

TablesRead combine_tables(const std::vector<TextTable>& files) {
  TablesRead read;
  // The last file of each kind; a test set needs a training set beside it.
  const TextTable* train = nullptr;
  const TextTable* test = nullptr;
  int trains = 0;
  for (const TextTable& file : files) {
    if (is_test_name(file.name)) {
      test = &file;
    } else {
      train = &file;
      ++trains;
    }
  }
  if (trains > 1) read.notes.push_back({Errc::table_last_used, {train->name}});
  const bool is_lone_test = train == nullptr && test != nullptr;
  if (is_lone_test) train = std::exchange(test, nullptr);
  if (train == nullptr) return read;
  auto table = make_table(*train, test);
  if (!table && test != nullptr && table.error().code == Errc::table_other_columns) {
    read.errors.push_back(table.error());
    table = make_table(*train);
  }
  if (!table) {
    read.errors.push_back(table.error());
    return read;
  }
  TablePoints points = points_of(*table->table);
  if (is_lone_test) std::swap(points.train, points.test);
  read.data.table = table->table;
  read.data.train_points = points.train;
  read.data.test_points = points.test;
  for (Error& note : report_notes(table->report)) read.notes.push_back(std::move(note));
  read.reports.push_back(std::move(table->report));
  return read;
}

}  // namespace purr::shell
