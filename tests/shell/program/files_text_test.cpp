// Files of text, and what a file is by its first bytes. No libhdf5: these run in the page's build
// too.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shell/program/files/sniff.h"
#include "tests/shell/program/read_tables.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

FileKind sniff_text(std::string_view text) {
  return sniff({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string hdf5_behind(std::size_t user_block) {
  return std::string(user_block, 'u') + "\x89HDF\r\n\x1a\n" + std::string(100, '\0');
}

std::shared_ptr<const PointSet> points_in(const std::string& text) {
  const auto table = read_one("p.csv", text);
  INFO(text);
  REQUIRE(table);
  return points_of(*table->table).train;
}

}  // namespace

TEST_CASE("a file is what its first bytes say", "[shell][unit]") {
  CHECK(sniff({}) == FileKind::empty);
  CHECK(sniff_text(hdf5_behind(0)) == FileKind::hdf5);
  CHECK(sniff_text(hdf5_behind(512)) == FileKind::hdf5);
  CHECK(sniff_text(hdf5_behind(4096)) == FileKind::hdf5);
  CHECK(sniff_text(hdf5_behind(500)) == FileKind::unknown);   // user blocks are 512 · 2^k
  CHECK(sniff_text("\x89HDF\r\n\x1a") == FileKind::unknown);  // cut in its signature
  CHECK(sniff_text("\n\n\n\n<!DOCTYPE html>\n<html lang=\"en\">") == FileKind::html);
  CHECK(sniff_text("\xEF\xBB\xBF<HTML><body>") == FileKind::html);
  CHECK(sniff_text("<!-- saved page -->\n<html>") == FileKind::html);
  CHECK(sniff_text("<htmlish>") == FileKind::text);
  CHECK(sniff_text("<?xml version=\"1.0\"?><svg></svg>") == FileKind::text);
  CHECK(sniff_text("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 4616383\n") ==
        FileKind::lfs_pointer);
  CHECK(sniff_text("x1,x2,label\n0.5,0.5,1\n") == FileKind::text);
  CHECK(sniff_text("点,标签\n") == FileKind::text);
  CHECK(sniff_text("x,y\n1,0\n\x1A") == FileKind::text);
  CHECK(sniff_text(std::string_view("\xFF\xFE"
                                    "a\0,\0"
                                    "b\0",
                                    8)) == FileKind::text);
  CHECK(sniff_text(std::string_view("1\0,\0"
                                    "2\0\n\0",
                                    8)) == FileKind::text);
  CHECK(sniff_text(std::string_view("PK\x03\x04", 4)) == FileKind::unknown);
}

TEST_CASE("a name says HDF5 or table, and a message names a file by its last part",
          "[shell][unit]") {
  CHECK(is_named_hdf5("train_catvnoncat.h5"));
  CHECK(is_named_hdf5("A.HDF5"));
  CHECK_FALSE(is_named_hdf5(".h5"));
  CHECK_FALSE(is_named_hdf5("h5.csv"));
  CHECK(is_named_table("POINTS.CSV"));
  CHECK_FALSE(is_named_table("README.md"));
  CHECK(file_name("/data/course/train.h5") == "train.h5");
  CHECK(file_name("train.h5") == "train.h5");
}

TEST_CASE("a size limit is said in megabytes, rounded up", "[shell][unit]") {
  CHECK(check_file_size("a", kMaxFileBytes));
  const auto over = check_file_size("a", kMaxFileBytes + 1);
  REQUIRE_FALSE(over);
  CHECK(over.error() == Error{Errc::file_too_large, {"a", "257", "256"}});
}

TEST_CASE("points are read from the usual ways to write a CSV", "[shell][unit]") {
  const auto text = GENERATE(
      "x1,x2,label\n-0.5,1e-1,1\n2,-3.25,0\n",       // header, comma
      "-0.5,0.1,1\n2,-3.25,0",                       // no header, no last line end
      "x1;x2;label\r\n-0,5;0,1;1\r\n2;-3,25;0\r\n",  // decimal comma, Windows
      "-0.5\t0.1\t1\r2\t-3.25\t0\r",                 // tabs, line ends of old Macs
      "\xEF\xBB\xBF\"x\",\"y\",\"c\"\n\"-0.5\",\"0.1\",\"1\"\n\n# why\n +2 , -3.25 , 0.0 \n");
  const auto points = points_in(text);
  REQUIRE(points);
  CHECK(points->xy == std::vector<double>{-0.5, 0.1, 2.0, -3.25});
  CHECK(points->labels == std::vector<std::uint8_t>{1, 0});
}

TEST_CASE("only two columns of numbers and a label of 0 and 1 are points", "[shell][unit]") {
  CHECK_FALSE(points_in("1,2,2\n1,2,3\n"));
  CHECK_FALSE(points_in("a,b,c\nx,2,0\ny,2,1\n"));
  CHECK_FALSE(points_in("1,2,3,0\n1,2,3,1\n"));
  CHECK_FALSE(points_in("a,b,c\n1,2,no\n1,2,yes\n"));
}

TEST_CASE("a set of points alone that is named a test set is one", "[shell][unit]") {
  std::vector<TextTable> files;
  for (const char* name : {"p_test.csv"}) {
    auto file = read_text_table(name, bytes_of("1,2,0\n3,4,1\n"));
    REQUIRE(file);
    files.push_back(std::move(*file));
  }
  const TablesRead read = combine_tables(files);
  CHECK_FALSE(read.data.train_points);
  REQUIRE(read.data.test_points);
  CHECK(read.data.test_points->xy == std::vector<double>{1, 2, 3, 4});
  CHECK(read.data.table->test_rows == 0);
}

TEST_CASE("a test set is known by its name", "[shell][unit]") {
  CHECK(is_test_name("football_test.csv"));
  CHECK(is_test_name("TestPoints.csv"));
  CHECK_FALSE(is_test_name("football_train.csv"));
}

}  // namespace purr::shell
