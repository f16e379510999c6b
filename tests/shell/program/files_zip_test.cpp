// The rules of zips, in the page and in the program.
#include <string>
#include <vector>

#include "shell/program/files/foreign_file.h"
#include "shell/program/files/picture_header.h"
#include "shell/program/files/zip_directory.h"
#include "shell/view/my_pictures.h"
#include "shell/view/picture_report.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/zips.h"

namespace purr::shell {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes text_bytes(std::string_view text) { return {text.begin(), text.end()}; }

Result<std::vector<ZipEntry>> entries_of(const Bytes& zip) {
  const std::size_t tail = std::min(zip.size(), kZipTailBytes);
  const auto directory = find_zip_directory("a.zip", std::span(zip).last(tail), zip.size());
  if (!directory) return std::unexpected(directory.error());
  return read_zip_entries("a.zip", std::span(zip).subspan(directory->start, directory->size),
                          *directory, zip.size());
}

/// What a stored file of a zip contains.
Bytes content_of(const Bytes& zip, const ZipEntry& entry) {
  const auto header = std::span(zip).subspan(entry.offset, kZipLocalHeaderBytes);
  const auto start = zip_data_start(entry, header, zip.size());
  if (!start) return {};
  const auto data = std::span(zip).subspan(*start, entry.packed);
  return {data.begin(), data.end()};
}

Errc code_of(const Bytes& zip) { return entries_of(zip).error().code; }

TEST_CASE("a zip of either format gives its files without debris", "[shell][unit]") {
  const std::vector<ZipFile> files{{"pets/", {}},
                                   {"pets/cats/1.png", {1, 2, 3}},
                                   {"pets/dogs/2.png", {4}},
                                   {"__MACOSX/pets/._1.png", {0}},
                                   {"pets/.DS_Store", {0}},
                                   {"pets/Thumbs.db", {0}},
                                   {".git/config", {0}},
                                   {"pets\\birds\\3.png", {5}}};
  for (const bool is_zip64 : {false, true}) {
    const Bytes zip = make_zip(files, {.is_zip64 = is_zip64, .comment = "made by hand PK"});
    const auto entries = entries_of(zip);
    REQUIRE(entries.has_value());
    REQUIRE(entries->size() == 3);
    CHECK((*entries)[0].path == "pets/cats/1.png");
    CHECK((*entries)[2].path == "pets/birds/3.png");
    CHECK(content_of(zip, (*entries)[0]) == Bytes{1, 2, 3});
    CHECK(content_of(zip, (*entries)[1]) == Bytes{4});
    for (const ZipEntry& entry : *entries) CHECK_FALSE(entry.problem.has_value());
  }
}

TEST_CASE("names that are not UTF-8 are detected together, or are code page 437", "[shell][unit]") {
  const auto names = [](const std::vector<std::string>& in_zip) {
    std::vector<ZipFile> files;
    for (const std::string& name : in_zip) files.push_back({name, {1}});
    std::vector<std::string> read;
    const auto entries = entries_of(make_zip(files));
    REQUIRE(entries.has_value());
    for (const ZipEntry& entry : *entries) read.push_back(entry.path);
    return read;
  };
  // 猫 and 狗, 白 and 黑 in GBK.
  CHECK(names({"\xC3\xA8/0.png", "\xB9\xB7/0.png"}) ==
        std::vector<std::string>{"猫/0.png", "狗/0.png"});
  CHECK(names({"\xB0\xD7/0.png", "\xBA\xDA/0.png"}) ==
        std::vector<std::string>{"白/0.png", "黑/0.png"});
  CHECK(names({"猫/0.png", "non-猫/0.png"}) ==
        std::vector<std::string>{"猫/0.png", "non-猫/0.png"});
  // Whatever it is, different bytes are different names.
  const auto odd = names({"\x81\xFF\x01/0.png", "\x82\xFF\x01/0.png"});
  CHECK(odd[0] != odd[1]);
}

TEST_CASE("what cannot be unpacked is said with its cause before memory is asked for",
          "[shell][unit]") {
  const auto problem = [](const ZipFile& file) {
    const auto entries = entries_of(make_zip({file}));
    return entries.value().at(0).problem.value().code;
  };
  CHECK(problem({.name = "a.png", .content = {1}, .flags = 1}) == Errc::zip_locked);
  CHECK(problem({.name = "a.png", .content = {1}, .method = 14}) == Errc::zip_method);
  CHECK(
      problem({.name = "a.png", .content = Bytes(200000), .method = 8, .false_size = 65U << 20U}) ==
      Errc::file_too_large);
  // 100 bytes cannot become 63 MB.
  CHECK(problem({.name = "a.png", .content = Bytes(100), .method = 8, .false_size = 63U << 20U}) ==
        Errc::zip_entry_broken);
  CHECK(problem({.name = "a.png", .content = {1, 2}, .false_size = 3}) == Errc::zip_entry_broken);
  CHECK(code_of(make_zip({})) == Errc::zip_empty);
  CHECK(code_of(text_bytes("PK\x03\x04 and no more")) == Errc::zip_broken);
  Bytes part = make_zip({{"a.png", {1}}});
  part[part.size() - 18] = 2;  // the number of this disk
  CHECK(code_of(part) == Errc::zip_part);
  Bytes many = make_zip({{"a.png", {1}}}, {.is_zip64 = true});
  many[many.size() - 22 - 20 - 56 + 34] = 1;  // 65537 files
  CHECK(code_of(many) == Errc::zip_too_large);
}

TEST_CASE("a spoiled zip gives files or an error", "[shell][fuzz][property]") {
  Dice dice(11);
  for (const bool is_zip64 : {false, true}) {
    const Bytes whole =
        make_zip({{"a/1.bin", Bytes(300, 1)}, {"b/2.bin", Bytes(40)}, {"\xC3\xA8/3.bin", {}}},
                 {.is_zip64 = is_zip64});
    for (int round = 0; round < 3000; ++round) {
      Bytes zip = whole;
      for (int i = dice.below(4); i > 0; --i) {
        zip[static_cast<std::size_t>(dice.below(static_cast<int>(zip.size())))] = dice.byte();
      }
      if (dice.one_in(3))
        zip.resize(static_cast<std::size_t>(dice.below(static_cast<int>(zip.size()))));
      const auto entries = entries_of(zip);
      if (!entries) continue;
      for (const ZipEntry& entry : *entries) {
        if (entry.problem) continue;
        REQUIRE(entry.offset <= zip.size());
        REQUIRE(entry.size <= kMaxZipFileBytes);
        if (entry.offset + kZipLocalHeaderBytes <= zip.size()) content_of(zip, entry);
      }
    }
  }
}

TEST_CASE("sound files of other formats are named with a way out", "[shell][unit]") {
  using namespace std::string_literals;
  struct Row {
    std::string name, bytes;
    Errc code;
    const char* kind;
  };
  const std::string zeros(300, '\0');
  const auto zipped = [](const std::string& inside, const std::string& content = "") {
    const Bytes zip = make_zip({{inside, text_bytes(content)}});
    return std::string(zip.begin(), zip.end());
  };
  std::string tar = zeros;
  tar.replace(257, 5, "ustar");
  const std::vector<Row> rows{
      {"a.heic", "\0\0\0\x18"s + "ftypheic" + zeros, Errc::picture_format, "HEIC"},
      {"a.jpg", "\0\0\0\x18"s + "ftypmif1" + zeros, Errc::picture_format, "HEIC"},
      {"a.tif", "II*\0"s + zeros, Errc::picture_format, "TIFF"},
      {"a.tif", "MM\0*"s + zeros, Errc::picture_format, "TIFF"},
      {"a.svg", "<?xml version=\"1.0\"?>\n<svg xmlns=\"a\"/>", Errc::picture_format, "SVG"},
      {"a.png", "  <svg width='1'/>", Errc::picture_format, "SVG"},
      {"a.psd", "8BPS\0\1"s + zeros, Errc::picture_format, "Photoshop"},
      {"a.xlsx", zipped("xl/workbook.xml"), Errc::file_spreadsheet, "xlsx"},
      {"a.xlsx", zipped("[Content_Types].xml"), Errc::file_spreadsheet, "xlsx"},
      {"a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + zeros, Errc::file_spreadsheet, "xls"},
      {"a.ods", zipped("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
       Errc::file_spreadsheet, "ods"},
      {"a.docx", zipped("word/document.xml"), Errc::file_document, "Word"},
      {"a.pdf", "%PDF-1.7\n%\xE2\xE3", Errc::file_document, "PDF"},
      {"a.npz", zipped("W1.npy"), Errc::file_arrays, "npz"},
      {"a.npy", "\x93NUMPY\1\0"s + zeros, Errc::file_arrays, "npy"},
      {"a.pth", zipped("archive/data.pkl"), Errc::file_arrays, "PyTorch"},
      {"a.rar", "Rar!\x1A\x07\1\0"s + zeros, Errc::file_archive, "RAR"},
      {"a.7z", "7z\xBC\xAF\x27\x1C\0\4"s + zeros, Errc::file_archive, "7z"},
      {"a.tar", tar, Errc::file_archive, "tar"},
      {"a.tar.gz", "\x1F\x8B\x08\0"s + zeros, Errc::file_archive, "gzip"},
      {"a.mp4", "\0\0\0\x18"s + "ftypisom" + zeros, Errc::file_media, "MP4"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name, row.kind);
    const Bytes bytes = text_bytes(row.bytes);
    const auto error = foreign_file(row.name, bytes);
    REQUIRE(error.has_value());
    CHECK(error->code == row.code);
    CHECK(error->args == std::vector<std::string>{row.name, row.kind});
    CHECK(check_picture(row.name, bytes, false).error() == *error);
  }
  // Tables and ordinary files are not foreign.
  for (const char* text :
       {"ID3,b,label\n1,2,0\n", "PAR1;b\n1;2\n", "BZh,1\n", "II*,x\n", "<html><svg></html>"}) {
    CAPTURE(text);
    CHECK_FALSE(foreign_file("t.csv", text_bytes(text)).has_value());
  }
  const Bytes zip = make_zip({{"cats/1.png", {1}}});
  CHECK_FALSE(foreign_file("cats.zip", zip).has_value());
}

TEST_CASE("headers of pictures tell their format and size", "[shell][unit]") {
  const auto check = [](const Bytes& bytes, PictureKind kind, int width, int height) {
    const auto header = picture_header(bytes);
    REQUIRE(header.has_value());
    CHECK(header->kind == kind);
    CHECK(header->width == width);
    CHECK(header->height == height);
  };
  Bytes png = text_bytes("\x89PNG\r\n\x1A\n");
  for (const int byte : {0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 37, 0, 0, 0, 21})
    png.push_back(static_cast<std::uint8_t>(byte));
  check(png, PictureKind::png, 37, 21);
  Bytes jpeg{0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 0, 21, 0, 37, 3, 0, 0, 0, 0};
  check(jpeg, PictureKind::jpeg, 37, 21);
  Bytes bmp(64);
  bmp[0] = 'B', bmp[1] = 'M', bmp[14] = 40, bmp[18] = 37, bmp[22] = 0xeb,
  bmp[23] = bmp[24] = bmp[25] = 0xff;
  check(bmp, PictureKind::bmp, 37, 21);  // rows from above
  Bytes core(64);
  core[0] = 'B', core[1] = 'M', core[14] = 12, core[18] = 37, core[20] = 21;
  check(core, PictureKind::bmp, 37, 21);
  CHECK(check_picture_size("a", 6000, 4000).has_value());
  CHECK(check_picture_size("a", 12000, 9000).error().code == Errc::picture_too_large);
  CHECK(check_picture_size("a", 70000, 1).error().code == Errc::picture_too_large);
  CHECK(check_picture_size("a", 0, 9).error().code == Errc::picture_broken);
  // Only what lacks its end is called so.
  CHECK(undecodable_picture("a", jpeg, jpeg).code == Errc::picture_cut);
  const Bytes end{1, 2, 0xff, 0xd9};
  CHECK(undecodable_picture("a", jpeg, end).code == Errc::picture_broken);
}

// ---- generated zips ----

/// A zip with what it was made from.
struct Layout {
  std::vector<ZipFile> files;
  std::vector<int> labels;  ///< of each picture, in the order of the directory
  int test_count = 0;
};

/// Pictures in one of the layouts that data sets come in. Contents are 64×64×3 bytes.
Layout make_layout(int seed) {
  Dice dice(static_cast<std::uint64_t>(seed));
  struct Words {
    const char* one;
    const char* zero;
  };
  constexpr std::array kWords{Words{"cats", "dogs"},         Words{"Cat", "Dog"},
                              Words{"cat", "non-cat"},       Words{"猫", "非猫"},
                              Words{"\xC3\xA8", "\xB9\xB7"},  // 猫 and 狗 in GBK
                              Words{"healthy", "unhealthy"}, Words{"1", "0"}};
  const Words words = kWords[static_cast<std::size_t>(seed) % kWords.size()];
  const int kind = seed % 5;
  const bool has_split = kind == 2 || kind == 3;
  Layout layout;
  const int count = dice.from_to(10, 30);
  for (int i = 0; i < count; ++i) {
    const int label = i < 2 ? i : dice.below(2);
    const bool is_test = has_split && (i >= count - 4);
    const std::string folder = label == 1 ? words.one : words.zero;
    const std::string number = std::to_string(i);
    std::string path;
    switch (kind) {
      case 0: path = folder + "/" + number + ".png"; break;
      case 1:  // breeds below kinds
        path = "pets/" + folder + "/" + (dice.one_in(2) ? "young" : "old") + "/" + number + ".png";
        break;
      case 2:
        path =
            std::string("data/") + (is_test ? "test/" : "train/") + folder + "/" + number + ".jpg";
        break;
      case 3:  // the part below the class, with a copy of its own name
        path =
            folder + (is_test ? "/validation/" : "/training_set/training_set/") + number + ".jpg";
        break;
      default:
        path = "batch_" + std::to_string(1 + i % 2) + "/" + folder + "/" + number + ".jpg";
        break;
    }
    Bytes content(MyPictures::kBytes);
    for (std::size_t k = 0; k < content.size(); k += 97) content[k] = dice.byte();
    layout.files.push_back({path, content});
    layout.labels.push_back(label);
    layout.test_count += is_test ? 1 : 0;
  }
  layout.files.push_back({"__MACOSX/._x", {0}});
  return layout;
}

std::uint64_t hash_of(const PictureSet& set) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  const auto mix = [&](std::uint8_t byte) { hash = (hash ^ byte) * 0x100000001b3; };
  for (const std::uint8_t byte : set.pixels) mix(byte);
  for (const std::uint8_t byte : set.labels) mix(byte);
  for (const std::string& name : set.class_names) {
    for (const char c : name) mix(static_cast<std::uint8_t>(c));
  }
  mix(static_cast<std::uint8_t>(set.test_count));
  return hash;
}

TEST_CASE("twenty generated zips are read to what they were made from", "[shell][property]") {
  std::uint64_t all = 0;
  for (int seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    const Layout layout = make_layout(seed);
    const Bytes zip = make_zip(layout.files, {.is_zip64 = seed % 2 == 1});
    const auto entries = entries_of(zip);
    REQUIRE(entries.has_value());
    REQUIRE(entries->size() == layout.labels.size());
    MyPictures mine;
    for (const ZipEntry& entry : *entries) {
      const std::size_t slash = entry.path.find_last_of('/');
      mine.add(entry.path.substr(slash + 1), "generated.zip/" + entry.path.substr(0, slash), -1,
               content_of(zip, entry));
    }
    mine.arrange(/*by_names=*/true);
    CAPTURE(pictures_text(mine));
    for (int i = 0; i < mine.count(); ++i) {
      CHECK(mine.picture(i).label == layout.labels[static_cast<std::size_t>(i)]);
    }
    CHECK(mine.given_test_count() == layout.test_count);
    all = all * 31 + hash_of(*mine.picture_set());
  }
  // The page runs this test too: the same number there means the same data sets.
  CHECK(all == 0x9c6188c73b9f08d8);
}

}  // namespace
}  // namespace purr::shell
