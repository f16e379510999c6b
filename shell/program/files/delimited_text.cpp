#include "shell/program/files/delimited_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "engine/core/printable.h"
#include "shell/program/files/number_format.h"

namespace purr::shell {
namespace {

constexpr std::array kSeparators{'\t', ';', ',', '|', ' '};
constexpr std::size_t kSampleRows = 200;
constexpr std::size_t kMaxTitleLines = 20;
constexpr std::size_t kMaxQuotedBytes = std::size_t{64} << 10U;

/// What the fields point to.
struct Memory {
  std::string text;
  std::deque<std::string> unescaped;  // fields with doubled quotes
};

struct Row {
  std::size_t first_field = 0;
  std::size_t line = 0;
};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Reads one row after another.
class Parser {
 public:
  Parser(std::string_view text, char separator, std::deque<std::string>& unescaped)
      : text_(text), separator_(separator), unescaped_(unescaped) {}

  bool is_at_end() const { return at_ >= text_.size(); }
  std::size_t line() const { return line_; }

  /// Appends the fields of the next line; returns how many, 0 for an empty line or a comment.
  std::size_t read_row(std::vector<std::string_view>& fields) {
    const std::size_t before = fields.size();
    skip_blanks();
    if (is_remark()) {
      at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      end_line();
      return 0;
    }
    while (true) {
      fields.push_back(read_field());
      if (is_at_end() || is_line_end()) break;
      ++at_;  // the separator
      if (separator_ != ' ') continue;
      skip_blanks();
      if (is_at_end() || is_line_end()) break;  // blanks at the end of a line
    }
    end_line();
    const bool is_empty = std::all_of(fields.begin() + static_cast<std::ptrdiff_t>(before),
                                      fields.end(), [](auto field) { return field.empty(); });
    if (is_empty) fields.resize(before);
    return fields.size() - before;
  }

 private:
  bool is_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }
  /// A line that begins with #, unless that is a spreadsheet's error value.
  bool is_remark() const {
    if (is_at_end() || text_[at_] != '#') return false;
    constexpr auto kErrors = std::to_array<std::string_view>(
        {"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"});
    return std::ranges::none_of(
        kErrors, [&](std::string_view error) { return text_.substr(at_).starts_with(error); });
  }
  bool is_separator(char c) const { return separator_ == ' ' ? is_blank(c) : c == separator_; }

  void skip_blanks() {
    // A tab at the start of a line may separate an empty field.
    while (!is_at_end() && is_blank(text_[at_]) && (separator_ == ' ' || text_[at_] != separator_))
      ++at_;
  }

  void end_line() {
    ++line_;
    if (is_at_end()) return;
    at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
  }

  std::string_view read_field() {
    skip_blanks();
    if (!is_at_end() && text_[at_] == '"') {
      if (const auto quoted = read_quoted()) return *quoted;
    }
    const std::size_t begin = at_;
    while (!is_at_end() && !is_line_end() && !is_separator(text_[at_])) ++at_;
    return trim(text_.substr(begin, at_ - begin));
  }

  /// None where the quote is never closed: then it is a character as any other.
  std::optional<std::string_view> read_quoted() {
    const std::size_t begin = at_ + 1;
    const std::size_t limit = std::min(text_.size(), begin + kMaxQuotedBytes);
    bool has_doubled = false;
    std::size_t end = begin;
    while (true) {
      end = text_.find('"', end);
      if (end == std::string_view::npos || end >= limit) return std::nullopt;
      if (end + 1 >= text_.size() || text_[end + 1] != '"') break;
      has_doubled = true;
      end += 2;
    }
    std::size_t next = end + 1;
    while (next < text_.size() && is_blank(text_[next]) && !is_separator(text_[next])) ++next;
    std::string_view content = text_.substr(begin, end - begin);
    line_ += count_line_ends(content);
    at_ = next;
    // Characters behind the closing quote belong to the field.
    while (!is_at_end() && !is_line_end() && !is_separator(text_[at_])) ++at_;
    if (!has_doubled && at_ == next) return content;
    std::string& whole = unescaped_.emplace_back();
    for (std::size_t i = 0; i < content.size(); ++i) {
      whole += content[i];
      if (content[i] == '"') ++i;
    }
    whole += text_.substr(next, at_ - next);
    return whole;
  }

  static std::size_t count_line_ends(std::string_view content) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < content.size(); ++i) {
      const bool is_return = content[i] == '\r';
      if (!is_return && content[i] != '\n') continue;
      if (is_return && i + 1 < content.size() && content[i + 1] == '\n') ++i;
      ++count;
    }
    return count;
  }

  std::string_view text_;
  char separator_;
  std::deque<std::string>& unescaped_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// The most frequent number of fields; of equally frequent ones the first that occurs.
std::size_t usual_count(const std::vector<std::size_t>& counts, std::size_t& how_often) {
  std::map<std::size_t, std::size_t> times;
  for (const std::size_t count : counts) ++times[count];
  how_often = 0;
  for (const auto& [count, often] : times) how_often = std::max(how_often, often);
  const auto first =
      std::ranges::find_if(counts, [&](std::size_t count) { return times.at(count) == how_often; });
  return first == counts.end() ? 0 : *first;
}

struct Fit {
  double share = 0.0;    // of the rows that have the usual number of fields
  double numbers = 0.0;  // share of the fields that are numbers, of those that are not empty
};

Fit fit_of(std::string_view text, char separator) {
  std::deque<std::string> unescaped;
  Parser parser(text, separator, unescaped);
  std::vector<std::string_view> fields;
  std::vector<std::size_t> counts;
  std::size_t numbers = 0;
  std::size_t all_filled = 0;
  std::size_t divided = 0;  // rows with more than one field that is not empty
  while (!parser.is_at_end() && counts.size() < kSampleRows) {
    const std::size_t before = fields.size();
    const std::size_t count = parser.read_row(fields);
    if (count == 0) continue;
    counts.push_back(count);
    std::size_t filled = 0;
    for (std::size_t i = before; i < fields.size(); ++i) {
      numbers += is_number(fields[i]) ? 1 : 0;
      filled += fields[i].empty() ? 0 : 1;
    }
    divided += filled > 1 ? 1 : 0;
    all_filled += filled;
    if (fields.size() > 100000) break;
  }
  // Titles stand alone in their lines and say nothing about the separator.
  const auto first_cut = std::ranges::find_if(counts, [](std::size_t n) { return n > 1; });
  const auto titles = static_cast<std::size_t>(first_cut - counts.begin());
  if (first_cut == counts.end()) return {};
  if (titles > 0 && titles <= kMaxTitleLines) counts.erase(counts.begin(), first_cut);
  std::size_t often = 0;
  const std::size_t usual = usual_count(counts, often);
  // Commas at the ends of lines divide nothing.
  if (usual < 2 || 3 * divided < counts.size()) return {};
  return {static_cast<double>(often) / static_cast<double>(counts.size()),
          static_cast<double>(numbers) / static_cast<double>(all_filled)};
}

/// 0 where none fits.
char find_separator(std::string_view text) {
  char best = 0;
  Fit best_fit;
  for (const char separator : kSeparators) {
    const Fit fit = fit_of(text, separator);
    // Blanks are in every prose.
    const double needed = separator == ' ' ? 0.95 : 0.5;
    if (fit.share < needed) continue;
    const bool is_better =
        best == 0 || fit.share > best_fit.share + 0.05 ||
        (fit.share > best_fit.share - 0.05 && fit.numbers > best_fit.numbers + 0.1);
    if (!is_better) continue;
    best = separator;
    best_fit = fit;
  }
  return best;
}

/// Takes a first line such as `sep=;` off the text: the separator, or 0.
char take_separator_line(std::string_view& text) {
  const std::size_t end = text.find_first_of("\r\n");
  std::string_view line = trim(text.substr(0, end));
  if (line.size() >= 2 && line.front() == '"' && line.back() == '"') {
    line = line.substr(1, line.size() - 2);
  }
  // A tab is a separator too, and trim takes it off.
  const bool is_tab = line.size() == 4 && text.substr(0, end).ends_with("=\t");
  if (line.size() != 5 && !is_tab) return 0;
  constexpr std::string_view kStart = "sep=";
  const bool has_start = std::equal(kStart.begin(), kStart.end(), line.begin(), [](char a, char b) {
    return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
  });
  if (!has_start) return 0;
  text.remove_prefix(end == std::string_view::npos ? text.size() : end);
  return is_tab ? '\t' : line[4];
}

}  // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view kNoBreak = "\xC2\xA0";
  while (true) {
    const std::size_t before = text.size();
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
    if (text.starts_with(kNoBreak)) text.remove_prefix(kNoBreak.size());
    if (text.ends_with(kNoBreak)) text.remove_suffix(kNoBreak.size());
    if (text.size() == before) return text;
  }
}

Result<DelimitedText> parse_delimited(std::string_view name, std::string text, std::size_t max_rows,
                                      std::size_t max_columns, char separator) {
  const auto memory = std::make_shared<Memory>();
  memory->text = std::move(text);
  std::string_view rest = memory->text;
  const std::size_t last = rest.find_last_not_of(std::string_view(" \t\r\n\x1A\0", 6));
  if (last == std::string_view::npos) return fail(Errc::table_no_rows, {std::string(name)});
  // Trailing tabs may be separators: only whole lines and the marks of an end are cut off.
  if (rest.substr(last + 1).find('\x1A') != std::string_view::npos) rest = rest.substr(0, last + 1);

  DelimitedText parsed;
  const char in_file = take_separator_line(rest);
  const char named = separator != 0 ? separator : in_file;
  std::size_t first_line = 1;
  if (in_file != 0) {
    rest.remove_prefix(std::min<std::size_t>(rest.size(), rest.starts_with("\r\n") ? 2 : 1));
    first_line = 2;
  }
  parsed.is_separator_named = named != 0;
  parsed.separator = named != 0 ? named : find_separator(rest);
  if (parsed.separator == 0) return fail(Errc::table_no_separator, {std::string(name)});

  const auto too_large = [&] {
    return fail(Errc::table_too_large,
                {std::string(name), std::to_string(max_rows), std::to_string(max_columns)});
  };
  std::vector<std::string_view> fields;
  std::vector<Row> rows;
  std::vector<std::size_t> counts;
  Parser parser(rest, parsed.separator, memory->unescaped);
  while (!parser.is_at_end()) {
    const Row row{fields.size(), parser.line() + first_line - 1};
    const std::size_t count = parser.read_row(fields);
    if (count == 0) continue;
    rows.push_back(row);
    counts.push_back(count);
    if (rows.size() > max_rows + kMaxTitleLines || count > max_columns + 1) return too_large();
  }
  if (rows.empty()) return fail(Errc::table_no_rows, {std::string(name)});

  const auto field = [&](std::size_t row, std::size_t column) {
    return fields[rows[row].first_field + column];
  };
  // Trailing separators: what is empty beyond the others' last column is dropped.
  std::size_t often = 0;
  std::size_t usual = usual_count(counts, often);
  const auto shorten = [&](std::size_t to) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      while (counts[row] > to && field(row, counts[row] - 1).empty()) --counts[row];
    }
  };
  shorten(usual);
  const auto has_empty_last = [&](std::size_t row) {
    return counts[row] < usual || field(row, usual - 1).empty();
  };
  while (usual > 2) {
    bool is_empty = true;
    for (std::size_t row = 0; row < rows.size() && is_empty; ++row) is_empty = has_empty_last(row);
    if (!is_empty) break;
    --usual;
    shorten(usual);
  }

  // Above the first row of this length stand titles, or a header that leaves out the row names.
  std::size_t first = 0;
  const auto has_number = [&](std::size_t row) {
    for (std::size_t c = 0; c < counts[row]; ++c) {
      if (is_number(field(row, c))) return true;
    }
    return false;
  };
  if (counts.size() > 1 && counts[0] + 1 == usual && usual > 2 && !has_number(0) &&
      std::all_of(counts.begin() + 1, counts.end(), [&](std::size_t n) { return n == usual; })) {
    parsed.has_row_names = true;
  } else {
    while (first < rows.size() && first < kMaxTitleLines && counts[first] < usual &&
           (counts[first] == 1 || !has_number(first))) {
      if (first == 0) parsed.first_title = printable(field(0, 0));
      ++first;
    }
    parsed.title_lines = static_cast<int>(first);
  }
  for (std::size_t row = first; row < rows.size(); ++row) {
    if (counts[row] == usual || (row == first && parsed.has_row_names)) continue;
    return fail(Errc::table_row, {std::to_string(rows[row].line), std::string(name),
                                  std::to_string(counts[row]), std::to_string(usual)});
  }
  if (rows.size() - first > max_rows || usual > max_columns) return too_large();
  if (usual < 2) return fail(Errc::table_no_separator, {std::string(name)});
  parsed.columns = usual;
  const bool are_all_whole = std::ranges::all_of(counts, [&](std::size_t n) { return n == usual; });
  if (first == 0 && are_all_whole && fields.size() == rows.size() * usual) {
    // The usual case without a copy of all fields.
    parsed.fields = std::move(fields);
    for (const Row& row : rows) parsed.lines.push_back(row.line);
    parsed.memory = memory;
    return parsed;
  }
  parsed.fields.reserve((rows.size() - first) * usual);
  for (std::size_t row = first; row < rows.size(); ++row) {
    const std::size_t missing = usual - counts[row];
    for (std::size_t c = 0; c < missing; ++c) parsed.fields.emplace_back();
    for (std::size_t c = 0; c < counts[row]; ++c) parsed.fields.push_back(field(row, c));
    parsed.lines.push_back(rows[row].line);
  }
  parsed.memory = memory;
  return parsed;
}

}  // namespace purr::shell
