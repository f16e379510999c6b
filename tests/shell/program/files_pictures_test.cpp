// The native readers of pictures, zips and folders.
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <minizip/zip.h>

#include "shell/program/files/picture_reader.h"
#include "shell/program/files/read_files.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr::shell {
namespace {

using Bytes = std::vector<std::uint8_t>;
namespace fs = std::filesystem;

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("purr-pictures-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, const Bytes& bytes) const {
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    return file.string();
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

void put32(Bytes& bytes, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) {
    bytes.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

/// A BMP of one colour, 24 bits a pixel: the simplest picture there is.
Bytes bmp(int width, int height, std::uint8_t r, std::uint8_t g, std::uint8_t b) {
  const int row = (3 * width + 3) / 4 * 4;
  Bytes bytes{'B', 'M'};
  put32(bytes, static_cast<std::uint32_t>(54 + row * height));
  put32(bytes, 0);
  put32(bytes, 54);
  put32(bytes, 40);
  put32(bytes, static_cast<std::uint32_t>(width));
  put32(bytes, static_cast<std::uint32_t>(height));
  put32(bytes, 1 | 24U << 16U);
  for (int i = 0; i < 6; ++i) put32(bytes, 0);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) bytes.insert(bytes.end(), {b, g, r});
    bytes.insert(bytes.end(), static_cast<std::size_t>(row - 3 * width), 0);
  }
  return bytes;
}

Bytes text_bytes(const std::string& text) { return {text.begin(), text.end()}; }

TEST_CASE("a picture of the disk becomes 64×64", "[shell][unit]") {
  const Bytes picture = bmp(100, 50, 200, 100, 50);
  CHECK(is_picture(picture));
  const auto small = read_picture("a.bmp", picture, CropMode::middle);
  REQUIRE(small.has_value());
  REQUIRE(small->size() == 64 * 64 * 3);
  CHECK((*small)[0] == 200);
  CHECK((*small)[1] == 100);
  CHECK((*small)[2] == 50);
}

TEST_CASE("what is no picture is said in words", "[shell][unit]") {
  const auto code = [](const Bytes& bytes) {
    return read_picture("a.jpg", bytes, CropMode::middle).error().code;
  };
  CHECK(code({}) == Errc::file_empty);
  CHECK(code(text_bytes("a text that somebody renamed")) == Errc::picture_is_text);
  CHECK(code({1, 2, 3, 0, 200}) == Errc::picture_unknown);
  Bytes cut = bmp(100, 50, 1, 2, 3);
  cut.resize(5000);
  CHECK(code(cut) == Errc::picture_broken);
  CHECK(code(bmp(0, 5, 1, 2, 3)) == Errc::picture_broken);
  // Only the header: 12000×9000 is refused before anything is decoded.
  Bytes huge = bmp(1, 1, 1, 2, 3);
  huge[18] = 12000 & 255;
  huge[19] = 12000 >> 8;
  huge[22] = 9000 & 255;
  huge[23] = 9000 >> 8;
  CHECK(code(huge) == Errc::picture_too_large);
}

TEST_CASE("pictures of one folder that are named one by one have no class yet", "[program]") {
  const Folder folder;
  const std::string one = folder.write("pets/cats/1.bmp", bmp(20, 20, 9, 9, 9));
  const std::string two = folder.write("pets/cats/2.bmp", bmp(20, 20, 9, 9, 9));
  const std::string dog = folder.write("pets/dogs/1.bmp", bmp(20, 20, 9, 9, 9));
  const std::vector<std::string> of_one{one, two};
  FilesRead read = read_files(of_one, {.crop = CropMode::whole});
  REQUIRE(read.pictures.size() == 2);
  CHECK(read.pictures[0].folder.empty());
  CHECK(read.pictures[1].folder.empty());
  // Files of two folders are of two classes.
  const std::vector<std::string> of_two{one, dog};
  read = read_files(of_two, {.crop = CropMode::whole});
  REQUIRE(read.pictures.size() == 2);
  CHECK(read.pictures[0].folder.ends_with("pets/cats"));
  CHECK(read.pictures[1].folder.ends_with("pets/dogs"));
}

TEST_CASE("a folder of folders gives pictures with the folder's name, and names what is bad",
          "[shell][unit]") {
  const Folder folder;
  folder.write("pets/cats/1.bmp", bmp(20, 20, 9, 9, 9));
  folder.write("pets/cats/2.bmp", bmp(30, 20, 9, 9, 9));
  folder.write("pets/dogs/1.bmp", bmp(20, 30, 9, 9, 9));
  folder.write("pets/dogs/readme.jpg", text_bytes("no picture at all"));
  folder.write("pets/.DS_Store", {0, 0, 1});
  const std::vector<std::string> paths{folder.path()};
  const FilesRead read = read_files(paths);
  REQUIRE(read.pictures.size() == 3);
  CHECK(read.pictures[0].folder.ends_with("/pets/cats"));
  CHECK(read.pictures[2].folder.ends_with("/pets/dogs"));
  CHECK(read.pictures[2].name == "1.bmp");
  CHECK(read.errors.empty());  // a note among the pictures keeps none of them out
  REQUIRE(read.skipped.size() == 1);
  CHECK(read.skipped[0] == Error{Errc::picture_is_text, {"readme.jpg"}});
}

TEST_CASE("a zip gives the same, and a spoiled one harms nothing", "[shell][property]") {
  const Folder folder;
  const std::string path = folder.path() + "/pets.zip";
  const std::vector<std::pair<std::string, Bytes>> files{
      {"pets/cats/1.bmp", bmp(20, 20, 9, 9, 9)},
      {"pets/dogs/2.bmp", bmp(40, 20, 9, 9, 9)},
      {"__MACOSX/pets/._1.bmp", {0}},
      {"pets/dogs/note.jpg", text_bytes("no picture")}};
  zipFile zip = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  REQUIRE(zip != nullptr);
  for (const auto& [name, bytes] : files) {
    const zip_fileinfo info{};
    REQUIRE(zipOpenNewFileInZip64(zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                  Z_DEFLATED, 6, 0) == ZIP_OK);
    zipWriteInFileInZip(zip, bytes.data(), static_cast<unsigned>(bytes.size()));
    zipCloseFileInZip(zip);
  }
  zipClose(zip, nullptr);
  std::vector<UserPicture> pictures;
  std::vector<Error> errors;
  read_zip(path, CropMode::middle, pictures, errors);
  REQUIRE(pictures.size() == 2);
  CHECK(pictures[0].folder == "pets.zip/pets/cats");
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == Errc::picture_is_text);

  Bytes whole(fs::file_size(path));
  std::ifstream(path, std::ios::binary)
      .read(reinterpret_cast<char*>(whole.data()), static_cast<std::streamsize>(whole.size()));
  Dice dice(1);
  for (int round = 0; round < 150; ++round) {
    Bytes spoiled = whole;
    if (dice.one_in(3))
      spoiled.resize(static_cast<std::size_t>(dice.below(static_cast<int>(whole.size()))));
    for (int i = dice.below(4); i > 0 && !spoiled.empty(); --i) {
      spoiled[static_cast<std::size_t>(dice.below(static_cast<int>(spoiled.size())))] = dice.byte();
    }
    pictures.clear();
    errors.clear();
    read_zip(folder.write("spoiled.zip", spoiled), CropMode::whole, pictures, errors);
    for (const UserPicture& picture : pictures) REQUIRE(picture.rgb.size() == 64 * 64 * 3);
  }
}

}  // namespace
}  // namespace purr::shell
