// Every reader of a person's files against spoiled ones: those of tests/fuzz/corpus and a pack of
// glyphs, with bytes changed, taken out, doubled and cut off. Deterministic: a failure says its
// seed.
//
// PURR_FUZZ_ROUNDS says how many spoiled files are made of each good one; the usual number takes
// some seconds with sanitizers. What a reader gives must be whole; what it refuses it must refuse
// by an Error; decoders that crash do so in a child process (shell/program/files/isolated.h).
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/pictures/glyphs.h"
#include "shell/program/files/picture_reader.h"
#include "shell/program/files/read_files.h"
#include "shell/program/files/table_reader.h"
#include "shell/program/files/table_report.h"
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
