// Pictures decoded natively as browsers decode them. The values are those of Chromium.
#include <webp/encode.h>
#include <zlib.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "shell/program/files/picture_decoder.h"
#include "shell/program/files/read_files.h"
#include "shell/view/my_pictures.h"
#include "shell/view/picture_report.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;
using Colour = std::array<int, 3>;

void put_big(Bytes& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

void put_chunk(Bytes& png, const std::string& type, const Bytes& data) {
  put_big(png, static_cast<std::uint32_t>(data.size()));
  Bytes body(type.begin(), type.end());
  body.insert(body.end(), data.begin(), data.end());
  png.insert(png.end(), body.begin(), body.end());
  put_big(png, static_cast<std::uint32_t>(crc32(0, body.data(), static_cast<uInt>(body.size()))));
}

struct Chunk {
  std::string type;
  Bytes data;
};

/// A PNG of `side`² pixels of 8 or 16 bits; `row` are the bytes of each row.
Bytes png(int side, int bits, int colour_type, const Bytes& row, const std::vector<Chunk>& extras) {
  Bytes file{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  Bytes header;
  put_big(header, static_cast<std::uint32_t>(side));
  put_big(header, static_cast<std::uint32_t>(side));
  for (const int byte : {bits, colour_type, 0, 0, 0})
    header.push_back(static_cast<std::uint8_t>(byte));
  put_chunk(file, "IHDR", header);
  for (const Chunk& extra : extras) put_chunk(file, extra.type, extra.data);
  Bytes raw;
  for (int y = 0; y < side; ++y) {
    raw.push_back(0);
    raw.insert(raw.end(), row.begin(), row.end());
  }
  Bytes packed(compressBound(raw.size()));
  uLongf size = packed.size();
  compress(packed.data(), &size, raw.data(), raw.size());
  packed.resize(size);
  put_chunk(file, "IDAT", packed);
  put_chunk(file, "IEND", {});
  return file;
}

Bytes row_of(int side, const std::vector<int>& pixel) {
  Bytes row;
  for (int x = 0; x < side; ++x) {
    for (const int byte : pixel) row.push_back(static_cast<std::uint8_t>(byte));
  }
  return row;
}

Bytes gama(std::uint32_t value) {
  Bytes data;
  put_big(data, value);
  return data;
}

/// The pixel (x, y) of the small picture.
Colour at(const Bytes& rgb, int x, int y) {
  const std::size_t i = 3 * (static_cast<std::size_t>(y) * 64 + static_cast<std::size_t>(x));
  return {rgb[i], rgb[i + 1], rgb[i + 2]};
}

Colour colour_of(const Bytes& file) {
  const auto rgb = read_picture("a", file, CropMode::middle);
  REQUIRE(rgb.has_value());
  return at(*rgb, 32, 32);
}

TEST_CASE("a PNG has the colours that a browser shows", "[shell][unit]") {
  const Bytes row = row_of(8, {30, 200, 30});
  CHECK(colour_of(png(8, 8, 2, row, {})) == Colour{30, 200, 30});
  // gAMA 1 stores light itself.
  CHECK(colour_of(png(8, 8, 2, row, {{"gAMA", gama(100000)}})) == Colour{96, 229, 96});
  CHECK(colour_of(png(8, 8, 2, row_of(8, {48, 40, 96}), {{"gAMA", gama(50000)}})) ==
        Colour{53, 43, 105});
  // What is nearly 1/2.2 is sRGB, and an sRGB chunk counts before gAMA.
  CHECK(colour_of(png(8, 8, 2, row, {{"gAMA", gama(45455)}})) == Colour{30, 200, 30});
  CHECK(colour_of(png(8, 8, 2, row, {{"gAMA", gama(100000)}, {"sRGB", {0}}})) ==
        Colour{30, 200, 30});
  // 16 bits are cut, palettes and grey are spread.
  CHECK(colour_of(png(8, 16, 2, row_of(8, {30, 255, 200, 255, 30, 255}), {})) ==
        Colour{30, 200, 30});
  CHECK(colour_of(png(8, 8, 3, row_of(8, {1}), {{"PLTE", {1, 2, 3, 30, 200, 30}}})) ==
        Colour{30, 200, 30});
  CHECK(colour_of(png(8, 8, 0, row_of(8, {77}), {})) == Colour{77, 77, 77});
  // Transparent is white.
  CHECK(colour_of(png(8, 8, 6, row_of(8, {30, 200, 30, 0}), {})) == Colour{255, 255, 255});
}

TEST_CASE("a picture that is cut off is refused with its cause", "[shell][unit]") {
  Bytes file = png(8, 8, 2, row_of(8, {30, 200, 30}), {});
  file.resize(file.size() - 12);
  CHECK(read_picture("a.png", file, CropMode::middle).error().code == Errc::picture_cut);
  Bytes spoiled = png(8, 8, 2, row_of(8, {30, 200, 30}), {});
  spoiled[spoiled.size() - 20] ^= 0xff;
  CHECK(read_picture("a.png", spoiled, CropMode::middle).error().code == Errc::picture_broken);
}

TEST_CASE("each of EXIF's eight orientations is turned upright", "[shell][unit]") {
  // The upright picture is 3×2 with the pixels 0 1 2 / 3 4 5; what is stored follows EXIF's words
  // for where row 0 and column 0 are.
  const std::array<std::vector<int>, 8> stored{{{0, 1, 2, 3, 4, 5},
                                                {2, 1, 0, 5, 4, 3},
                                                {5, 4, 3, 2, 1, 0},
                                                {3, 4, 5, 0, 1, 2},
                                                {0, 3, 1, 4, 2, 5},
                                                {2, 5, 1, 4, 0, 3},
                                                {5, 2, 4, 1, 3, 0},
                                                {3, 0, 4, 1, 5, 2}}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    DecodedPicture picture;
    picture.width = orientation < 5 ? 3 : 2;
    picture.height = orientation < 5 ? 2 : 3;
    for (const int value : stored[static_cast<std::size_t>(orientation) - 1]) {
      for (int i = 0; i < 4; ++i) picture.rgba.push_back(static_cast<std::uint8_t>(value));
    }
    turn_upright(picture, orientation);
    CHECK(picture.width == 3);
    CHECK(picture.height == 2);
    for (std::size_t i = 0; i < 6; ++i) CHECK(picture.rgba[4 * i] == i);
  }
}

TEST_CASE("an orientation is read from EXIF of either byte order, or is 1", "[shell][unit]") {
  const Bytes big{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0,
                  3,   0,   0, 0,  1, 0, 6, 0, 0, 0, 0,    0,    0};
  const Bytes little{'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3,
                     0,   1,   0,  0, 0, 8, 0, 0, 0, 0, 0,    0,    0};
  CHECK(exif_orientation(big) == 6);
  CHECK(exif_orientation(little) == 8);
  for (std::size_t size = 0; size < 20; ++size)
    CHECK(exif_orientation(std::span(big).first(size)) == 1);
  Bytes nine = big;
  nine[19] = 9;
  CHECK(exif_orientation(nine) == 1);
}

TEST_CASE("a WebP is read natively", "[shell][unit]") {
  const Bytes rgb = row_of(8 * 8, {30, 200, 30});
  std::uint8_t* made = nullptr;
  const std::size_t size = WebPEncodeLosslessRGB(rgb.data(), 8, 8, 24, &made);
  REQUIRE(size > 0);
  const Bytes file(made, made + size);
  WebPFree(made);
  CHECK(is_picture(file));
  CHECK(colour_of(file) == Colour{30, 200, 30});
}

// ---- the cases that other people's files made; they are not part of the repository ----

fs::path cases() {
  const char* root = std::getenv("PURR_CASES");  // NOLINT: nothing else runs yet
  return root != nullptr ? fs::path(root) : fs::path(PURR_SOURCE) / ".." / "shared" / "cases";
}

FilesRead read_case(const std::string& name) {
  const std::string path = (cases() / name).string();
  return read_files(std::span(&path, 1));
}

MyPictures pictures_of(const FilesRead& read) {
  MyPictures mine;
  for (const UserPicture& picture : read.pictures)
    mine.add(picture.name, picture.folder, -1, picture.rgb);
  mine.arrange(/*by_names=*/true);
  return mine;
}

TEST_CASE("the cases of other people's pictures, zips and folders", "[shell][unit]") {
  if (!fs::exists(cases())) SKIP("../shared/cases is not here");
  SECTION("EXIF and gAMA") {
    const auto pixel = [](const std::string& name, int x, int y) {
      return at(read_case("native-exif/" + name).pictures.at(0).rgb, x, y);
    };
    for (const char* name : {"exif3.jpg", "exif6.jpg"}) {
      CAPTURE(name);
      const Colour top = pixel(name, 10, 10);
      CHECK((top[1] > 150 && top[0] < 100 && top[2] < 100));
      const Colour left = pixel(name, 10, 50);
      CHECK((left[0] > 150 && left[1] < 100 && left[2] < 100));
      const Colour right = pixel(name, 50, 50);
      CHECK((right[2] > 150 && right[0] < 100 && right[1] < 100));
    }
    CHECK(pixel("plain.png", 10, 10) == Colour{30, 200, 30});
    CHECK(pixel("gama1.png", 10, 10) == Colour{96, 229, 96});
  }
  SECTION("zips and folders") {
    struct Row {
      const char* file;
      int ones, zeros, tests, skipped;
      const char *one, *zero;
    };
    const auto rows = std::to_array<Row>({
        {"folders-lumped/breeds.zip", 12, 12, 0, 0, "cats", "dogs"},
        {"folders-lumped/kaggle_prefix.zip", 12, 12, 0, 0, "cat", "dog"},
        {"folders-lumped/train_test.zip", 15, 15, 10, 0, "cats", "dogs"},
        {"folders-lumped/zh1.zip", 2, 1, 0, 0, "猫", "非猫"},
        {"folders-lumped/zh2.zip", 2, 1, 0, 0, "猫", "非猫"},
        {"zip64/kaggle_style_zip64.zip", 8, 8, 0, 0, "cat", "dog"},
        {"encodings-merge-classes/gbk_catdog.zip", 12, 12, 0, 0, "猫", "狗"},
        {"encodings-merge-classes/gbk_whiteblack.zip", 12, 12, 0, 0, "白", "黑"},
        {"native-one-bad-file-stops-all/notes.zip", 8, 8, 0, 2, "cat", "dog"},
        {"native-one-bad-file-stops-all/one_bad.zip", 8, 8, 0, 1, "cat", "dog"},
        {"hostile/good+readme.zip", 6, 6, 0, 1, "cat", "dog"},
    });
    for (const Row& row : rows) {
      CAPTURE(row.file);
      const FilesRead read = read_case(row.file);
      CHECK(read.errors.empty());
      CHECK(static_cast<int>(read.skipped.size()) == row.skipped);
      const MyPictures mine = pictures_of(read);
      CAPTURE(pictures_text(mine));
      CHECK(mine.count(1) == row.ones);
      CHECK(mine.count(0) == row.zeros);
      CHECK(mine.given_test_count() == row.tests);
      CHECK(mine.class_names() == std::array<std::string, 2>{row.zero, row.one});
    }
  }
  SECTION("what is refused, and why") {
    const auto code = [](const std::string& name) {
      const FilesRead read = read_case(name);
      CHECK(read.pictures.empty());
      REQUIRE_FALSE(read.errors.empty());
      return read.errors[0].code;
    };
    CHECK(code("silent-refusal-of-pictures/photo.heic") == Errc::picture_format);
    CHECK(code("silent-refusal-of-pictures/t.tif") == Errc::picture_format);
    CHECK(code("silent-refusal-of-pictures/weights.npz") == Errc::file_arrays);
    CHECK(code("silent-refusal-of-pictures/empty.zip") == Errc::zip_empty);
    CHECK(code("small/s.svg") == Errc::picture_format);
    CHECK(code("small/lzma.zip") == Errc::zip_method);
    CHECK(code("hostile/claims63MB-has100.zip") == Errc::zip_entry_broken);
    CHECK(code("damaged-hdf5-then-good/lzf.h5") == Errc::hdf5_filter);
    CHECK(code("damaged-hdf5-then-good/gzip_damaged.h5") == Errc::hdf5_broken);
    CHECK(read_case("damaged-hdf5-then-good/ok.h5").data.train_pictures->count() == 40);
  }
}

}  // namespace
}  // namespace purr::shell
