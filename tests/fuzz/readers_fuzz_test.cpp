// Every reader of a person's files against spoiled ones: those of tests/fuzz/corpus and a pack of
// glyphs, with bytes changed, taken out, doubled and cut off. Deterministic: a failure says its
// seed.
//
// PURR_FUZZ_ROUNDS says how many spoiled files are made of each good one; the usual number takes
// some seconds with sanitizers. What a reader gives must be whole; what it refuses it must refuse
// by an Error; decoders that crash do so in a child process (shell/program/files/isolated.h).
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/pictures/glyphs.h"
#include "shell/program/files/number_format.h"
#include "shell/program/files/picture_reader.h"
#include "shell/program/files/read_files.h"
#include "shell/program/files/table_report.h"
#include "shell/program/files/table_sets.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/glyph_packs.h"

namespace purr::shell {
namespace {

using Bytes = std::vector<std::uint8_t>;
namespace fs = std::filesystem;

int rounds() {
  const char* asked = std::getenv("PURR_FUZZ_ROUNDS");  // NOLINT: nothing else runs yet
  const int number = asked != nullptr ? std::atoi(asked) : 0;
  return number > 0 ? number : 40;
}

Bytes read_all(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A file as damage or malice leaves it.
Bytes spoil(const Bytes& whole, Dice& dice) {
  Bytes bytes = whole;
  const auto place = [&] {
    return static_cast<std::ptrdiff_t>(dice.below(static_cast<int>(bytes.size())));
  };
  for (int i = dice.from_to(1, 6); i > 0 && !bytes.empty(); --i) {
    switch (dice.below(6)) {
      case 0: bytes.resize(static_cast<std::size_t>(place())); break;
      case 1: bytes.erase(bytes.begin() + place()); break;
      case 2: bytes.insert(bytes.begin() + place(), dice.byte()); break;
      case 3: {  // a number as large as it can be
        const std::ptrdiff_t at = place();
        for (std::ptrdiff_t k = at; k < at + 4 && k < static_cast<std::ptrdiff_t>(bytes.size());
             ++k) {
          bytes[static_cast<std::size_t>(k)] = 0xff;
        }
        break;
      }
      case 4:
        bytes[static_cast<std::size_t>(place())] ^=
            static_cast<std::uint8_t>(1U << static_cast<unsigned>(dice.below(8)));
        break;
      default: bytes[static_cast<std::size_t>(place())] = dice.byte(); break;
    }
  }
  return bytes;
}

void check_whole(const UserData& data) {
  for (const auto& set : {data.train_pictures, data.test_pictures}) {
    if (!set) continue;
    REQUIRE(set->pixels.size() == set->labels.size() * set->picture_size());
    REQUIRE(std::all_of(set->labels.begin(), set->labels.end(), [](auto y) { return y <= 1; }));
  }
  for (const auto& set : {data.train_points, data.test_points}) {
    if (set) REQUIRE(set->xy.size() == 2 * set->labels.size());
  }
  if (data.table) REQUIRE(is_whole(*data.table));
}

TEST_CASE("spoiled files of every kind give a whole result or an error",
          "[shell][fuzz][property]") {
  const fs::path spoiled_path =
      fs::temp_directory_path() / ("purr-fuzz-" + std::to_string(::getpid()));
  std::vector<fs::path> corpus;
  for (const auto& entry : fs::directory_iterator(PURR_CORPUS)) corpus.push_back(entry.path());
  std::sort(corpus.begin(), corpus.end());
  REQUIRE(corpus.size() >= 9);
  for (const fs::path& path : corpus) {
    const Bytes whole = read_all(path);
    const std::string name = path.filename().string();
    CAPTURE(name);
    // As it is it can be read.
    const std::string good = path.string();
    const FilesRead first = read_files(std::span(&good, 1));
    REQUIRE((!is_empty(first.data) || !first.pictures.empty()));

    for (int round = 0; round < rounds(); ++round) {
      const std::uint64_t seed = 1000003 * static_cast<std::uint64_t>(round) + 17;
      CAPTURE(seed);
      Dice dice(seed);
      const Bytes bytes = spoil(whole, dice);
      const std::string file = spoiled_path.string() + path.extension().string();
      std::ofstream(file, std::ios::binary)
          .write(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
      const FilesRead read = read_files(std::span(&file, 1));
      check_whole(read.data);
      for (const UserPicture& picture : read.pictures) REQUIRE(picture.rgb.size() == 64 * 64 * 3);
      for (const Error& error : read.errors) REQUIRE(!describe(error).empty());
      REQUIRE((!is_empty(read.data) || !read.pictures.empty() || !read.errors.empty() ||
               path.extension() == ".zip"));
      fs::remove(file);
    }
  }
}

/// Fields as files have them, and some that no file should have.
const char* random_field(Dice& dice) {
  static constexpr auto kFields =
      std::to_array<const char*>({"1",
                                  "-2.5",
                                  "1,5",
                                  "1.234,56",
                                  "1'000",
                                  "(3)",
                                  "5 %",
                                  "€ 7",
                                  "1e400",
                                  "-",
                                  "",
                                  " ",
                                  "NA",
                                  "#N/A",
                                  "inf",
                                  "word",
                                  "\"quoted, field\"",
                                  "\"open",
                                  "\"a\"\"b\"",
                                  "\xC4\xEA",
                                  "\xFF",
                                  "年龄",
                                  "\xEF\xBC\x91\xEF\xBC\x8E\xEF\xBC\x95",
                                  "0",
                                  "yes",
                                  "no",
                                  "\x1A",
                                  "# remark",
                                  "sep=;"});
  return dice.one_of(kFields);
}

std::string random_table(Dice& dice) {
  static constexpr auto kSeparators = std::to_array<const char*>({",", ";", "\t", "|", " ", "  "});
  static constexpr auto kLineEnds = std::to_array<const char*>({"\n", "\r\n", "\r", "\n\n"});
  const std::string separator = dice.one_of(kSeparators);
  const std::string line_end = dice.one_of(kLineEnds);
  const int columns = dice.from_to(1, 6);
  std::string text = dice.one_in(5) ? "A title\n" : "";
  for (int row = dice.from_to(0, 40); row > 0; --row) {
    const int fields = dice.one_in(12) ? dice.from_to(0, 8) : columns;
    for (int c = 0; c < fields; ++c) {
      if (c > 0) text += separator;
      text += dice.one_in(2) ? std::to_string(dice.below(30)) : random_field(dice);
    }
    text += line_end;
  }
  return text;
}

/// Choices of a user, of which some fit the table and some do not.
TableOptions random_options(Dice& dice, const TableReport& report) {
  TableOptions options;
  if (dice.one_in(3)) {
    options.encoding = encoding_name(static_cast<TextEncoding>(dice.below(kTextEncodingCount)));
  }
  if (dice.one_in(3)) options.separator = ",;\t| x"[dice.below(6)];
  options.decimal = static_cast<DecimalMark>(dice.below(3));
  for (const ColumnReport& column : report.columns) {
    if (dice.one_in(3)) options.types[column.name] = static_cast<ColumnType>(dice.below(2));
  }
  return options;
}

DataSpec random_choice(Dice& dice, const TableReport& report) {
  DataSpec spec{.source = DataSource::table};
  const auto any = [&] { return dice.one_of(report.columns).name; };
  if (dice.one_in(2)) spec.label = dice.one_in(5) ? "nothing" : any();
  for (int i = dice.below(4); i > 0; --i) spec.features.push_back(any());
  for (int i = dice.below(3); i > 0; --i) spec.one_hot.push_back(any());
  if (dice.one_in(3)) spec.class_one = random_field(dice);
  return spec;
}

TEST_CASE("any choice about any table gives a whole table or an error", "[shell][fuzz][property]") {
  Dice dice(8);
  int tables = 0;
  for (int round = 0; round < 100 * rounds(); ++round) {
    const std::string text = random_table(dice);
    CAPTURE(round, text);
    const Bytes bytes(text.begin(), text.end());
    const auto file = read_text_table("t.csv", bytes);
    if (!file) continue;
    const TablesRead read = combine_tables({*file});
    if (read.reports.empty()) continue;
    ++tables;
    TableSource source = read.source;
    source.options = random_options(dice, read.reports[0]);
    const DataSpec spec = random_choice(dice, read.reports[0]);
    const TablesRead again = read_source(source, spec);
    REQUIRE((again.data.table != nullptr || !again.errors.empty()));
    if (!again.data.table) continue;
    REQUIRE(is_whole(*again.data.table));
    const TableReport& report = again.reports[0];
    REQUIRE(!report_json(report).empty());
    REQUIRE(!report_text(report).empty());
    REQUIRE(report.rows == again.data.table->rows);
    for (const SampleRow& row : report.sample) REQUIRE(row.fields.size() == report.columns.size());
  }
  CHECK(tables > 0);
}

TEST_CASE("the parts of the reader of tables take any bytes", "[shell][fuzz][property]") {
  Dice dice(9);
  for (int round = 0; round < 400 * rounds(); ++round) {
    Bytes bytes(static_cast<std::size_t>(dice.below(300)));
    for (std::uint8_t& byte : bytes)
      byte = dice.one_in(3) ? dice.byte() : "1,;\t\"\n.-e %"[dice.below(12)];
    const std::string text(bytes.begin(), bytes.end());
    const auto encoding = static_cast<TextEncoding>(dice.below(kTextEncodingCount));
    for (const auto& chosen : {std::optional<TextEncoding>(), std::optional(encoding)}) {
      const auto decoded = decode_text("t", bytes, chosen);
      if (!decoded) continue;
      const auto rows = parse_delimited("t", decoded->utf8, 1000, 50);
      if (rows) REQUIRE(rows->fields.size() == rows->rows() * rows->columns);
    }
    const auto plain =
        number_value(text, {.has_decimal_comma = dice.one_in(2), .has_grouping = dice.one_in(2)});
    if (plain) REQUIRE(is_number(text));
  }
}

TEST_CASE("spoiled text never leads the reader of tables astray", "[shell][fuzz][property]") {
  Dice dice(5);
  for (const char* name : {"table.csv", "points.csv", "points.tsv", "gbk.csv", "euro.csv"}) {
    const Bytes whole = read_all(fs::path(PURR_CORPUS) / name);
    for (int round = 0; round < 50 * rounds(); ++round) {
      const Bytes bytes = spoil(whole, dice);
      std::optional<TextEncoding> encoding;
      if (dice.one_in(3)) encoding = static_cast<TextEncoding>(dice.below(kTextEncodingCount));
      const auto file = read_text_file(name, bytes, bytes.size(), encoding);
      if (!file) continue;
      const TablesRead read = combine_tables({*file});
      if (read.data.table) REQUIRE(is_whole(*read.data.table));
      if (read.data.train_points) {
        REQUIRE(read.data.train_points->xy.size() == 2 * read.data.train_points->labels.size());
      }
      for (const TableReport& report : read.reports) {
        REQUIRE(!report_json(report).empty());
        REQUIRE(report.columns.size() >= 2);
      }
    }
  }
}

TEST_CASE("a spoiled pack of glyphs can be drawn or is refused", "[data][fuzz][property]") {
  Dice dice(6);
  const Bytes whole = MadePack().bytes();
  for (int round = 0; round < 5 * rounds(); ++round) {
    const auto pack = read_glyph_pack(spoil(whole, dice));
    if (!pack) continue;
    for (const Glyph& glyph : (*pack)->glyphs) {
      REQUIRE(glyph.indices.size() == 64 * 64);
      REQUIRE(*std::max_element(glyph.indices.begin(), glyph.indices.end()) < glyph.palette.size());
    }
  }
}

}  // namespace
}  // namespace purr::shell
