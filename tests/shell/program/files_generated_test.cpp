// Tables made from known values in every mixture of encoding, separator, quotes, notation and
// marks, read back to these values.
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "tests/shell/program/read_tables.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr::shell {
namespace {

constexpr int kRows = 60;
/// Of the data sets of all generated tables.
constexpr std::uint64_t kHash = 0x4E98799D4534E8A1U;

enum class Notation {
  plain,
  decimal_comma,
  thousands,
  thousands_and_comma,
  swiss,
  blanks,
  currency
};
constexpr std::array kNotations{
    Notation::plain, Notation::decimal_comma, Notation::thousands, Notation::thousands_and_comma,
    Notation::swiss, Notation::blanks,        Notation::currency};
constexpr std::array kSeparators{',', ';', '\t', '|'};
constexpr std::array<const char*, 8> kMarks{"?", "NA", "", "NaN", "null", "-", "#N/A", "inf"};
enum class Coding { utf8, utf8_mark, utf16le, utf16be, gbk };
constexpr std::array kCodings{Coding::utf8, Coding::utf8_mark, Coding::utf16le, Coding::utf16be,
                              Coding::gbk};

struct Recipe {
  Notation notation = Notation::plain;
  char separator = ',';
  const char* mark = "?";
  Coding coding = Coding::utf8;
  bool is_quoted = false;
  bool has_title = false;
  bool has_trailing = false;
  const char* line_end = "\n";
};

/// Groups of three digits, then two decimals.
std::string written(double value, Notation notation) {
  char digits[40];
  std::snprintf(digits, sizeof digits, "%.2f", std::fabs(value));
  std::string text = digits;
  const std::size_t point = text.find('.');
  std::string whole = text.substr(0, point);
  const std::string rest = text.substr(point + 1);
  const auto grouped = [&](const std::string& mark) {
    std::string all = whole;
    for (auto at = static_cast<int>(all.size()) - 3; at > 0; at -= 3) {
      all.insert(static_cast<std::size_t>(at), mark);
    }
    return all;
  };
  const std::string sign = value < 0 ? "-" : "";
  switch (notation) {
    case Notation::plain: return sign + whole + "." + rest;
    case Notation::decimal_comma: return sign + whole + "," + rest;
    case Notation::thousands: return sign + grouped(",") + "." + rest;
    case Notation::thousands_and_comma: return sign + grouped(".") + "," + rest;
    case Notation::swiss: return sign + grouped("'") + "." + rest;
    case Notation::blanks: return sign + grouped(" ") + "," + rest;
    case Notation::currency: return sign + "$" + grouped(",") + "." + rest;
  }
  return {};
}

/// The bytes of a text whose only characters beyond ASCII are these two labels.
std::string encoded(const std::string& text, Coding coding) {
  const std::string yes = "是";
  const std::string no = "否";
  std::string bytes;
  const auto unit = [&](unsigned code) {
    const auto low = static_cast<char>(code & 0xFFU);
    const auto high = static_cast<char>(code >> 8U);
    bytes += coding == Coding::utf16be ? high : low;
    bytes += coding == Coding::utf16be ? low : high;
  };
  if (coding == Coding::utf8) return text;
  if (coding == Coding::utf8_mark) return "\xEF\xBB\xBF" + text;
  if (coding != Coding::gbk) unit(0xFEFF);
  for (std::size_t i = 0; i < text.size();) {
    const bool is_yes = text.compare(i, yes.size(), yes) == 0;
    const bool is_no = text.compare(i, no.size(), no) == 0;
    if (coding == Coding::gbk) {
      bytes += is_yes ? "\xCA\xC7" : is_no ? "\xB7\xF1" : std::string(1, text[i]);
    } else {
      unit(is_yes  ? 0x662FU
           : is_no ? 0x5426U
                   : static_cast<unsigned>(static_cast<unsigned char>(text[i])));
    }
    i += is_yes || is_no ? yes.size() : 1;
  }
  return bytes;
}

struct Made {
  std::string bytes;
  std::vector<double> values;  // of the rows without a mark
  int left_out = 0;
};

Made make(const Recipe& recipe, Dice& dice) {
  Made made;
  std::string text;
  const auto line = [&](std::vector<std::string> fields, bool may_quote) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const bool needs = fields[i].find(recipe.separator) != std::string::npos;
      if (i > 0) text += recipe.separator;
      text += needs || (recipe.is_quoted && may_quote) ? "\"" + fields[i] + "\"" : fields[i];
    }
    if (recipe.has_trailing) text += recipe.separator;
    text += recipe.line_end;
  };
  if (recipe.has_title) text += std::string("A survey of 2024") + recipe.line_end + recipe.line_end;
  line({"income", "balance", "label"}, true);
  for (int row = 0; row < kRows; ++row) {
    const double income = dice.from_to(0, 400000000) / 100.0;
    const double balance = dice.from_to(-2000000, 2000000) / 100.0;
    const bool is_missing = row > 3 && dice.one_in(12);
    const bool is_yes = row % 2 == 0;
    line({written(income, recipe.notation),
          is_missing ? recipe.mark : written(balance, recipe.notation), is_yes ? "是" : "否"},
         true);
    if (is_missing) {
      ++made.left_out;
      continue;
    }
    // In the order of their bytes 否 comes before 是.
    made.values.insert(made.values.end(), {income, balance, is_yes ? 1.0 : 0.0});
  }
  made.bytes = encoded(text, recipe.coding);
  return made;
}

/// FNV-1a over the bits of what a run gets: inputs, their means and deviations, labels.
void add_to_hash(const Table& table, std::uint64_t& hash) {
  DatasetBuilder builder;
  builder.bring({.table = std::make_shared<const Table>(table)});
  std::vector<Error> notes;
  REQUIRE(builder.start(usual_data(DataSource::table), notes).has_value());
  REQUIRE(builder.advance());
  const auto set = builder.take();
  const auto add = [&](std::uint64_t bits) {
    for (int byte = 0; byte < 8; ++byte) {
      hash = (hash ^ (bits >> (8 * byte) & 0xFFU)) * 0x100000001B3U;
    }
  };
  for (const Inputs* inputs : {&set->train, &set->test}) {
    for (const auto* numbers : {&inputs->numbers, &inputs->mean, &inputs->deviation}) {
      for (const double number : *numbers) add(std::bit_cast<std::uint64_t>(number));
    }
  }
  for (const std::uint8_t label : set->train_labels) add(label);
  for (const std::uint8_t label : set->test_labels) add(label);
}

TEST_CASE("generated tables are read back to the values they were made from",
          "[shell][unit][property]") {
  Dice dice(14);
  int made_count = 0;
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (std::size_t i = 0; i < 140; ++i) {
    const Recipe recipe{.notation = kNotations[i % kNotations.size()],
                        .separator = kSeparators[i / kNotations.size() % kSeparators.size()],
                        .mark = kMarks[static_cast<std::size_t>(dice.below(kMarks.size()))],
                        .coding = kCodings[i % kCodings.size()],
                        .is_quoted = dice.one_in(3),
                        .has_title = dice.one_in(3),
                        .has_trailing = dice.one_in(3),
                        .line_end = dice.one_in(2) ? "\n" : "\r\n"};
    const Made made = make(recipe, dice);
    CAPTURE(i, static_cast<int>(recipe.notation), recipe.separator, recipe.mark,
            static_cast<int>(recipe.coding), recipe.is_quoted, recipe.has_title,
            recipe.has_trailing);
    const auto read = read_one("t.csv", made.bytes);
    if (!read) FAIL(describe(read.error()));
    CHECK(read->table->names == std::vector<std::string>{"income", "balance", "label"});
    CHECK(read->table->values == made.values);
    CHECK(read->table->words[2] == std::vector<std::string>{"否", "是"});
    int left_out = 0;
    for (const RowsLeftOut& rows : read->report.left_out) left_out += rows.count;
    CHECK(left_out == made.left_out);
    CHECK(read->report.title_lines == (recipe.has_title ? 1 : 0));
    ++made_count;
    add_to_hash(*read->table, hash);
  }
  // The same in the page's build, which runs this test too.
  CHECK(hash == kHash);
  CHECK(made_count == 140);
}

}  // namespace
}  // namespace purr::shell
