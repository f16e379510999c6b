// HDF5 files, made here with libhdf5 and broken in every way that was met or thought of.
#include <hdf5.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <new>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "shell/program/files/hdf5_reader.h"
#include "shell/program/files/isolated.h"
#include "shell/program/files/read_files.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Shape = std::vector<hsize_t>;

/// A file that is written in memory and handed out as bytes.
class MadeFile {
 public:
  MadeFile() {
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    REQUIRE(H5Pset_fapl_core(access, 1 << 16, false) >= 0);
    file_ = H5Fcreate("made", H5F_ACC_TRUNC, H5P_DEFAULT, access);
    H5Pclose(access);
    REQUIRE(file_ >= 0);
  }
  MadeFile(const MadeFile&) = delete;
  MadeFile& operator=(const MadeFile&) = delete;
  ~MadeFile() { H5Fclose(file_); }

  template <class T>
  MadeFile& add(const char* name, const Shape& shape, hid_t type, hid_t memory_type,
                const std::vector<T>& values, hid_t properties = H5P_DEFAULT) {
    const hid_t space = H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t set = H5Dcreate2(file_, name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT);
    REQUIRE(set >= 0);
    if (!values.empty()) {
      REQUIRE(H5Dwrite(set, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0);
    }
    H5Dclose(set);
    H5Sclose(space);
    return *this;
  }
  MadeFile& add_pictures(const char* name, const Shape& shape) {
    std::vector<std::uint8_t> pixels;
    if (shape.size() == 4) pixels = pattern(shape[0] * shape[1] * shape[2] * shape[3]);
    return add(name, shape, H5T_STD_U8LE, H5T_NATIVE_UINT8, pixels);
  }
  MadeFile& add_labels(const char* name, const Shape& shape,
                       const std::vector<std::int64_t>& values, hid_t type = H5T_STD_I64LE) {
    return add(name, shape, type, H5T_NATIVE_INT64, values);
  }
  hid_t id() const { return file_; }

  Bytes bytes() const {
    REQUIRE(H5Fflush(file_, H5F_SCOPE_GLOBAL) >= 0);
    const ssize_t size = H5Fget_file_image(file_, nullptr, 0);
    REQUIRE(size > 0);
    Bytes image(static_cast<std::size_t>(size));
    REQUIRE(H5Fget_file_image(file_, image.data(), image.size()) == size);
    return image;
  }

  static Bytes pattern(std::size_t size) {
    Bytes pixels(size);
    for (std::size_t i = 0; i < size; ++i) pixels[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
    return pixels;
  }

 private:
  hid_t file_ = H5I_INVALID_HID;
};

/// Three training pictures of 4×5 and two test pictures in one file.
Bytes both_sets() {
  MadeFile file;
  file.add_pictures("train_set_x", {3, 4, 5, 3}).add_labels("train_set_y", {3}, {0, 1, 1});
  file.add_pictures("test_set_x", {2, 4, 5, 3}).add_labels("test_set_y", {2}, {1, 0});
  return file.bytes();
}

Error error_of(const MadeFile& file) {
  const auto data = read_hdf5("f.h5", file.bytes());
  REQUIRE_FALSE(data);
  return data.error();
}

/// A folder that is gone at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "purr-files-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string write(const std::string& name, std::string_view content) const {
    const auto path = path_ / name;
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }
  std::string write(const std::string& name, const Bytes& content) const {
    return write(name, {reinterpret_cast<const char*>(content.data()), content.size()});
  }
  std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a file with both sets gives both, whatever its name", "[shell][unit]") {
  const auto data = read_hdf5("holiday.bin", both_sets());
  REQUIRE(data);
  REQUIRE(data->train_pictures);
  REQUIRE(data->test_pictures);
  const PictureSet& train = *data->train_pictures;
  CHECK(train.count() == 3);
  CHECK(train.height == 4);
  CHECK(train.width == 5);
  CHECK(train.channels == 3);
  CHECK(train.pixels == MadeFile::pattern(3 * 4 * 5 * 3));
  CHECK(train.labels == Bytes{0, 1, 1});
  CHECK(train.class_names == std::array<std::string, 2>{"non-cat", "cat"});
  CHECK(data->test_pictures->labels == Bytes{1, 0});
}

TEST_CASE("labels are integers of any kind in a row or a column", "[shell][unit]") {
  const hid_t type = GENERATE(H5T_STD_U8LE, H5T_STD_I8LE, H5T_STD_I16BE, H5T_STD_U32LE,
                              H5T_STD_I64BE, H5T_STD_U64LE);
  const Shape shape = GENERATE(Shape{3}, Shape{3, 1}, Shape{1, 3});
  MadeFile file;
  file.add_pictures("test_set_x", {3, 2, 2, 3}).add_labels("test_set_y", shape, {1, 0, 1}, type);
  const auto data = read_hdf5("f.h5", file.bytes());
  REQUIRE(data);
  CHECK_FALSE(data->train_pictures);
  CHECK(data->test_pictures->labels == Bytes{1, 0, 1});
}

TEST_CASE("labels may be NumPy's bool", "[shell][unit]") {
  const hid_t type = H5Tenum_create(H5T_STD_I8LE);
  std::int8_t value = 0;
  H5Tenum_insert(type, "FALSE", &value);
  value = 1;
  H5Tenum_insert(type, "TRUE", &value);
  MadeFile file;
  file.add_pictures("train_set_x", {2, 2, 2, 3});
  file.add("train_set_y", {2}, type, type, std::vector<std::int8_t>{1, 0});
  H5Tclose(type);
  const auto data = read_hdf5("f.h5", file.bytes());
  REQUIRE(data);
  CHECK(data->train_pictures->labels == Bytes{1, 0});
}

TEST_CASE("class names are read from strings of fixed and of any length", "[shell][unit]") {
  MadeFile file;
  file.add_pictures("train_set_x", {1, 2, 2, 3}).add_labels("train_set_y", {1}, {1});
  const hid_t type = H5Tcopy(H5T_C_S1);
  SECTION("fixed, padded with zeros") {
    H5Tset_size(type, 7);
    const std::string names("non-dogdog\0\0\0\0", 14);
    file.add("list_classes", {2}, type, type, std::vector<char>(names.begin(), names.end()));
  }
  SECTION("of any length, in UTF-8") {
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    file.add("list_classes", {2}, type, type, std::vector<const char*>{"non-dog", "dog"});
  }
  H5Tclose(type);
  const auto data = read_hdf5("f.h5", file.bytes());
  REQUIRE(data);
  CHECK(data->train_pictures->class_names == std::array<std::string, 2>{"non-dog", "dog"});
}

TEST_CASE("class names that cannot be used are left out", "[shell][unit]") {
  MadeFile file;
  file.add_pictures("train_set_x", {1, 2, 2, 3}).add_labels("train_set_y", {1}, {1});
  file.add_labels("list_classes", {2}, {0, 1});
  const auto data = read_hdf5("f.h5", file.bytes());
  REQUIRE(data);
  CHECK(data->train_pictures->class_names[1] == "cat");
}

TEST_CASE("compressed pictures in chunks are read like others", "[shell][unit]") {
  const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  const Shape chunk{1, 4, 4, 3};
  H5Pset_chunk(properties, 4, chunk.data());
  H5Pset_deflate(properties, 6);
  MadeFile file;
  file.add("train_set_x", {5, 8, 8, 3}, H5T_STD_U8LE, H5T_NATIVE_UINT8,
           MadeFile::pattern(5 * 8 * 8 * 3), properties);
  H5Pclose(properties);
  file.add_labels("train_set_y", {5}, {0, 1, 0, 1, 0});
  const auto data = read_hdf5("f.h5", file.bytes());
  REQUIRE(data);
  CHECK(data->train_pictures->pixels == MadeFile::pattern(5 * 8 * 8 * 3));
}

TEST_CASE("bytes behind the end of the file do no harm", "[shell][unit]") {
  Bytes bytes = both_sets();
  bytes.insert(bytes.end(), 1000, 0x0A);
  const auto data = read_hdf5("f.h5", bytes);
  REQUIRE(data);
  CHECK(data->train_pictures->pixels == MadeFile::pattern(3 * 4 * 5 * 3));
}

TEST_CASE("a file without pictures says what it holds", "[shell][unit]") {
  MadeFile file;
  CHECK(error_of(file) == Error{Errc::hdf5_no_pictures, {"f.h5", "–"}});
  file.add_labels("train_set_y", {1}, {1}).add_labels("weights", {1}, {1});
  CHECK(error_of(file) == Error{Errc::hdf5_no_pictures, {"f.h5", "train_set_y, weights"}});
}

TEST_CASE("a shape that pictures cannot have is named", "[shell][unit]") {
  const auto shape_of = [](const MadeFile& file) {
    const Error error = error_of(file);
    CHECK(error.code == Errc::hdf5_bad_shape);
    REQUIRE(error.args.size() == 3);
    CHECK(error.args[0] == "train_set_x");
    CHECK(error.args[1] == "f.h5");
    return error.args[2];
  };
  MadeFile file;
  SECTION("unrolled") {
    file.add_pictures("train_set_x", {12288, 209});
    CHECK(shape_of(file) == "(12288, 209) uint8");
  }
  SECTION("channels first") {
    file.add_pictures("train_set_x", {2, 3, 4, 4});
    CHECK(shape_of(file) == "(2, 3, 4, 4) uint8");
  }
  SECTION("numbers from 0 to 1") {
    file.add("train_set_x", {2, 2, 2, 3}, H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, std::vector<float>(24));
    CHECK(shape_of(file) == "(2, 2, 2, 3) float32");
  }
  SECTION("none") {
    file.add_pictures("train_set_x", {0, 64, 64, 3});
    CHECK(shape_of(file) == "(0, 64, 64, 3)");
  }
  SECTION("a single number") {
    file.add_pictures("train_set_x", {});
    CHECK(shape_of(file) == "() uint8");
  }
  SECTION("too many") {
    file.add("train_set_x", {20001, 1, 1, 3}, H5T_STD_U8LE, H5T_NATIVE_UINT8, Bytes{});
    CHECK(shape_of(file) == "(20001, 1, 1, 3) (20000 < 20001)");
  }
  SECTION("too large") {
    file.add_pictures("train_set_x", {1, 2, 257, 3});
    CHECK(shape_of(file) == "(1, 2, 257, 3) (256 < 257)");
  }
}

TEST_CASE("a small file cannot ask for gigabytes", "[shell][unit]") {
  // Never written, so the file is a few kilobytes; read, it would be 3.9 GB.
  const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  const Shape chunk{1, 256, 256, 3};
  H5Pset_chunk(properties, 4, chunk.data());
  MadeFile file;
  file.add("train_set_x", {20000, 256, 256, 3}, H5T_STD_U8LE, H5T_NATIVE_UINT8, Bytes{},
           properties);
  H5Pclose(properties);
  CHECK(error_of(file) == Error{Errc::too_much_memory, {"3750", "256"}});
}

TEST_CASE("labels that do not fit the pictures are named", "[shell][unit]") {
  MadeFile file;
  file.add_pictures("train_set_x", {3, 2, 2, 3});
  SECTION("missing") {
    CHECK(error_of(file) == Error{Errc::hdf5_bad_labels, {"train_set_y", "f.h5", "(0,)", "3"}});
  }
  SECTION("another count") {
    file.add_labels("train_set_y", {2}, {0, 1});
    CHECK(error_of(file) == Error{Errc::hdf5_bad_labels, {"train_set_y", "f.h5", "(2,)", "3"}});
  }
  SECTION("one of many columns") {
    file.add_labels("train_set_y", {3, 2}, {0, 1, 0, 1, 0, 1});
    CHECK(error_of(file) == Error{Errc::hdf5_bad_labels, {"train_set_y", "f.h5", "(3, 2)", "3"}});
  }
  SECTION("neither 0.0 nor 1.0") {
    file.add("train_set_y", {3}, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, std::vector<double>{0, 0.5, 1});
    CHECK(error_of(file) == Error{Errc::hdf5_label_value, {"1", "f.h5", "0.5"}});
  }
  SECTION("a third class") {
    file.add_labels("train_set_y", {3}, {0, 1, 2});
    CHECK(error_of(file) == Error{Errc::hdf5_label_value, {"2", "f.h5", "2"}});
  }
  SECTION("negative") {
    file.add_labels("train_set_y", {3}, {0, -1, 1});
    CHECK(error_of(file) == Error{Errc::hdf5_label_value, {"1", "f.h5", "-1"}});
  }
}

TEST_CASE("links to other files are not followed", "[shell][unit]") {
  const TemporaryFolder folder;
  const std::string target = folder.write("real.h5", both_sets());
  MadeFile file;
  H5Lcreate_external(target.c_str(), "train_set_x", file.id(), "train_set_x", H5P_DEFAULT,
                     H5P_DEFAULT);
  H5Lcreate_external(target.c_str(), "train_set_y", file.id(), "train_set_y", H5P_DEFAULT,
                     H5P_DEFAULT);
  CHECK(error_of(file).code == Errc::hdf5_no_pictures);
}

TEST_CASE("pixels kept in another file are not read", "[shell][unit]") {
  const TemporaryFolder folder;
  const std::string secret = folder.write("secret", std::string(12, 's'));
  const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_external(properties, secret.c_str(), 0, 12);
  MadeFile file;
  file.add("train_set_x", {1, 2, 2, 3}, H5T_STD_U8LE, H5T_NATIVE_UINT8, Bytes{}, properties);
  H5Pclose(properties);
  file.add_labels("train_set_y", {1}, {1});
  CHECK(error_of(file).code == Errc::hdf5_broken);
}

TEST_CASE("a file cut anywhere is broken, and never read as something else", "[shell][property]") {
  const Bytes whole = both_sets();
  // Every length near both ends, and some hundred between.
  for (std::size_t length = 0; length < whole.size();
       length += (length < 64 || length + 64 > whole.size()) ? 1 : 97) {
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    const auto data = read_bytes("f.h5", cut);
    CAPTURE(length);
    REQUIRE_FALSE(data);
    const Errc code = data.error().code;
    // Shorter than its signature, it is a file like any other.
    CHECK((length < 8
               ? code == Errc::file_empty || code == Errc::file_unknown || code == Errc::file_text
               : code == Errc::hdf5_broken));
  }
}

TEST_CASE("random changes to a file end in data or in an error", "[shell][property]") {
  const Bytes whole = both_sets();
  std::mt19937 random(20);
  for (int trial = 0; trial < 150; ++trial) {
    Bytes changed = whole;
    for (int change = 0; change < 4; ++change) {
      changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
    }
    const auto data = read_bytes("f.h5", changed);
    if (data) {
      const auto* pictures = std::get_if<UserData>(&*data);
      CHECK((pictures == nullptr || pictures->train_pictures || pictures->test_pictures));
    } else {
      CHECK_FALSE(describe(data.error()).empty());
    }
  }
}

TEST_CASE("what goes wrong in a child process stays there", "[shell][unit]") {
  using namespace std::chrono_literals;
  CHECK(run_isolated([] { return Bytes{1, 2, 3}; }) == Bytes{1, 2, 3});
  CHECK(run_isolated([] { return Bytes(3'000'000, 7); }) == Bytes(3'000'000, 7));
  CHECK_FALSE(run_isolated([]() -> Bytes { _exit(3); }));
  CHECK_FALSE(run_isolated([]() -> Bytes {
    std::raise(SIGKILL);
    return {};
  }));
  CHECK_FALSE(run_isolated([]() -> Bytes { throw std::bad_alloc(); }));
  CHECK_FALSE(run_isolated([] { return Bytes(2000); }, {.reply_bytes = 1000}));
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(run_isolated(
      []() -> Bytes {
        std::this_thread::sleep_for(60s);
        return {};
      },
      {.time = 100ms}));
  CHECK(std::chrono::steady_clock::now() - start < 10s);
}

TEST_CASE("every file of a list is read, and each bad one named", "[shell][unit]") {
  const TemporaryFolder folder;
  const std::vector<std::string> paths{
      folder.write("good.h5", both_sets()),
      folder.write("empty.h5", ""),
      folder.write("page.h5", "<!DOCTYPE html><html></html>"),
      folder.write("pointer.h5", "version https://git-lfs.github.com/spec/v1\n"),
      folder.write("notes.h5", "some words\n"),
      folder.write("archive.h5", std::string_view("PK\x03\x04", 4)),
      folder.write("letter.md", "Dear reader,\n\nthis is no table.\n"),
      folder.write("letter.txt", "Dear reader,\n\nthis is no table.\n"),
      folder.write("points.csv", "1,2,1\n"),
      folder.write("points_test.csv", "3,4,0\n"),
      folder.path("missing.h5"),
      folder.path(""),
  };
  const FilesRead files = read_files(paths);
  CHECK(files.data.train_pictures);
  CHECK(files.data.test_pictures);
  REQUIRE(files.data.train_points);
  CHECK(files.data.train_points->xy == std::vector<double>{1, 2});
  REQUIRE(files.data.test_points);
  CHECK(files.data.test_points->xy == std::vector<double>{3, 4});
  CHECK(files.errors ==
        std::vector<Error>{{Errc::file_empty, {"empty.h5"}},
                           {Errc::file_html, {"page.h5"}},
                           {Errc::file_lfs, {"pointer.h5"}},
                           {Errc::file_text, {"notes.h5"}},
                           {Errc::zip_broken, {"archive.h5"}},
                           {Errc::file_unknown, {"letter.md"}},
                           {Errc::table_no_separator, {"letter.txt"}},
                           {Errc::file_unreadable, {paths[10], "no such file or directory"}},
                           {Errc::zip_broken, {"archive.h5"}}});  // of the folder
}

TEST_CASE("files of no use bring nothing", "[shell][unit]") {
  const FilesRead files = read_files(std::vector<std::string>{"/nowhere/a.h5"});
  CHECK(is_empty(files.data));
  UserData points;
  points.test_points = std::make_shared<PointSet>();
  CHECK_FALSE(is_empty(points));
}

TEST_CASE("a file that is too large is refused by its size alone", "[shell][unit]") {
  const TemporaryFolder folder;
  const std::string path = folder.write("huge.h5", both_sets());
  std::filesystem::resize_file(path, (std::uintmax_t{256} << 20U) + 1);  // sparse: takes no disk
  const auto data = read_file(path);
  REQUIRE_FALSE(data);
  CHECK(data.error() == Error{Errc::file_too_large, {"huge.h5", "257", "256"}});
}

TEST_CASE("training and test set must fit together", "[shell][unit]") {
  const auto brought = [](int train_side, int test_side) {
    const auto pictures = [](int side) -> std::shared_ptr<const PictureSet> {
      if (side == 0) return nullptr;
      auto set = std::make_shared<PictureSet>();
      set->width = set->height = side;
      return set;
    };
    UserData data;
    data.train_pictures = pictures(train_side);
    data.test_pictures = pictures(test_side);
    return data;
  };
  CHECK(check_sets(brought(64, 64)));
  CHECK(check_sets(brought(64, 0)));
  const auto lonely = check_sets(brought(0, 64));
  REQUIRE_FALSE(lonely);
  CHECK(lonely.error().code == Errc::no_training_set);
  const auto mixed = check_sets(brought(64, 32));
  REQUIRE_FALSE(mixed);
  CHECK(mixed.error() == Error{Errc::size_mismatch, {"64×64", "32×32"}});
}

}  // namespace purr::shell
