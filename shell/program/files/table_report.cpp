#include "shell/program/files/table_report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "engine/core/printable.h"

namespace purr::shell {
namespace {

constexpr std::size_t kMaxNamedColumns = 5;  // in one sentence
constexpr std::array kMissingNames{"missing", "not_a_number", "too_large"};
constexpr std::array kRoleNames{"feature",        "label",          "identifier",
                                "too_many_words", "mostly_missing", "not_chosen"};

std::string separator_name(char separator) {
  switch (separator) {
    case '\t': return "tab";
    case ' ': return "blanks";
    case ',': return "comma";
    case ';': return "semicolon";
    case '|': return "bar";
    default: return {separator};
  }
}

std::string decimal_name(DecimalMark mark) {
  switch (mark) {
    case DecimalMark::none: return "none";
    case DecimalMark::point: return "point";
    case DecimalMark::comma: return "comma";
    case DecimalMark::both: return "both";
  }
  return "none";
}

std::string number_text(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.10g", value);
  return text.data();
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (std::size_t i = 0; i < std::min(names.size(), kMaxNamedColumns); ++i) {
    all += (i > 0 ? ", " : "") + names[i];
  }
  if (names.size() > kMaxNamedColumns) all += " …";
  return all;
}

/// As the key `features` takes them.
std::string joined_all(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) {
    if (!all.empty()) all += ',';
    for (const char c : name) all += c == ',' || c == '\\' ? std::string{'\\', c} : std::string{c};
  }
  return all;
}

template <class Condition>
std::vector<std::string> names_where(const TableReport& report, Condition condition) {
  std::vector<std::string> names;
  for (const ColumnReport& column : report.columns) {
    if (condition(column)) names.push_back(column.name);
  }
  return names;
}

Errc code_of(MissingKind kind) {
  switch (kind) {
    case MissingKind::mark: return Errc::table_left_out_missing;
    case MissingKind::not_number: return Errc::table_left_out_word;
    case MissingKind::too_large: return Errc::table_left_out_large;
  }
  return Errc::table_left_out_missing;
}

}  // namespace

std::vector<Error> left_out_notes(const TableReport& report) {
  std::vector<Error> notes;
  for (const RowsLeftOut& rows : report.left_out) {
    notes.push_back(
        {code_of(rows.kind),
         {std::to_string(rows.count), rows.column, std::to_string(rows.first_line), rows.example}});
  }
  const auto say = [&](Errc code, const std::vector<std::string>& names) {
    if (!names.empty()) notes.push_back({code, {joined(names)}});
  };
  const auto has_role = [&](ColumnRole role) {
    return names_where(report, [role](const ColumnReport& c) { return c.role == role; });
  };
  say(Errc::table_column_missing, has_role(ColumnRole::mostly_missing));
  say(Errc::table_column_words, has_role(ColumnRole::too_many_words));
  return notes;
}

std::vector<Error> report_notes(const TableReport& report) {
  std::vector<Error> notes;
  const std::string& file = report.file;
  const std::string columns = std::to_string(report.columns.size());
  if (report.label.empty()) {
    notes.push_back({Errc::table_read_unlabelled, {file, std::to_string(report.rows), columns}});
  } else {
    notes.push_back({Errc::table_read,
                     {file, std::to_string(report.rows), columns, report.label,
                      report.class_names[0], report.class_names[1]}});
  }
  if (report.is_encoding_guessed) {
    notes.push_back({Errc::table_guessed_encoding, {report.encoding}});
  }
  if (report.test_rows > 0) {
    notes.push_back({Errc::table_given_test, {report.test_file, std::to_string(report.test_rows)}});
  }
  if (report.title_lines > 0) {
    notes.push_back({Errc::table_titles, {std::to_string(report.title_lines), report.first_title}});
  }
  for (Error& note : left_out_notes(report)) notes.push_back(std::move(note));
  const auto say = [&](Errc code, const std::vector<std::string>& names) {
    if (!names.empty()) notes.push_back({code, {joined(names)}});
  };
  const auto has_role = [&](ColumnRole role) {
    return names_where(report, [role](const ColumnReport& c) { return c.role == role; });
  };
  say(Errc::table_identifier, has_role(ColumnRole::identifier));
  say(Errc::table_one_hot, names_where(report, [](const ColumnReport& c) { return c.is_one_hot; }));
  say(Errc::table_coded_words, names_where(report, [](const ColumnReport& c) {
        return c.is_words && !c.is_one_hot && c.role == ColumnRole::feature;
      }));
  for (const ColumnReport& column : report.columns) {
    if (column.written.empty()) continue;
    notes.push_back(
        {Errc::table_notation, {column.name, column.written, number_text(column.written_value)}});
    break;  // one example is enough
  }
  return notes;
}

std::string report_json(const TableReport& report) {
  nlohmann::ordered_json json{
      {"file", report.file},
      {"encoding", report.encoding},
      {"encodingGuessed", report.is_encoding_guessed},
      {"separator", separator_name(report.separator)},
      {"decimalMark", decimal_name(report.decimal)},
      {"decimalMarkGuessed", report.is_decimal_guessed},
      {"header", report.has_header},
      {"titleLines", report.title_lines},
      {"rowsInFile", report.rows_in_file},
      {"rows", report.rows},
      {"testRows", report.test_rows},
      {"leftOut", nlohmann::ordered_json::array()},
      {"columns", nlohmann::ordered_json::array()},
      {"label",
       report.label.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(report.label)},
      {"classNames", nlohmann::ordered_json::array()},
  };
  if (!report.test_file.empty()) json["testFile"] = report.test_file;
  if (!report.label.empty()) {
    json["classNames"] = {report.class_names[0], report.class_names[1]};
  }
  for (const RowsLeftOut& rows : report.left_out) {
    json["leftOut"].push_back({{"reason", kMissingNames[static_cast<std::size_t>(rows.kind)]},
                               {"column", rows.column},
                               {"count", rows.count},
                               {"firstLine", rows.first_line},
                               {"example", rows.example}});
  }
  for (const ColumnReport& column : report.columns) {
    nlohmann::ordered_json entry{{"name", column.name},
                                 {"role", kRoleNames[static_cast<std::size_t>(column.role)]},
                                 {"type", column.is_words ? "words" : "numbers"},
                                 {"different", column.different},
                                 {"missing", column.missing}};
    if (column.is_one_hot) entry["oneHot"] = column.values;
    constexpr std::size_t kMaxWords = 20;
    if (column.is_words) {
      entry["coding"] = std::vector<std::string>(
          column.words.begin(), column.words.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                           column.words.size(), kMaxWords)));
    }
    if (!column.written.empty()) {
      entry["written"] = column.written;
      entry["readAs"] = column.written_value;
    }
    json["columns"].push_back(std::move(entry));
  }
  // Fields of other encodings' broken bytes must not stop the report.
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string report_text(const TableReport& report) {
  std::string text;
  const auto line = [&](std::string_view key, const std::string& value) {
    text += std::string(key) + ": " + value + "\n";
  };
  line("file", report.file);
  if (!report.test_file.empty()) line("test file", report.test_file);
  line("encoding", report.encoding + (report.is_encoding_guessed ? " (guessed)" : ""));
  line("separator", separator_name(report.separator));
  if (report.decimal != DecimalMark::none) {
    line("decimal mark", decimal_name(report.decimal) +
                             (report.is_decimal_guessed ? std::string(" (guessed)") : ""));
  }
  line("header", report.has_header ? "yes" : "no");
  line("rows",
       std::to_string(report.rows) + " of " + std::to_string(report.rows_in_file) +
           (report.test_rows > 0 ? ", " + std::to_string(report.test_rows) + " of them the test set"
                                 : ""));
  line("label", report.label.empty() ? "none"
                                     : report.label + " (" + report.class_names[0] + " / " +
                                           report.class_names[1] + ")");
  line("features", joined_all(names_where(report, [](const ColumnReport& column) {
         return column.role == ColumnRole::feature;
       })));
  for (const ColumnReport& column : report.columns) {
    std::string value = std::string(kRoleNames[static_cast<std::size_t>(column.role)]) + ", " +
                        (column.is_words ? "words" : "numbers") + ", " +
                        std::to_string(column.different) + " different";
    if (column.missing > 0) value += ", " + std::to_string(column.missing) + " missing";
    constexpr std::size_t kMaxWords = 6;
    if (column.is_one_hot) value += "; one input for each of " + joined(column.values);
    for (std::size_t i = 0; i < std::min(column.words.size(), kMaxWords) && !column.is_one_hot;
         ++i) {
      value += (i == 0 ? "; " : ", ") + column.words[i] + " = " + std::to_string(i);
    }
    if (column.words.size() > kMaxWords && !column.is_one_hot) value += " …";
    if (!column.written.empty()) {
      value += "; “" + column.written + "” = " + number_text(column.written_value);
    }
    line("column " + column.name, value);
  }
  for (const Error& note : report_notes(report)) text += describe(note) + "\n";
  return text;
}

}  // namespace purr::shell
