// Files of text, and what a file is by its first bytes. No libhdf5: these run in the page's build
// too.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shell/program/files/csv_points.h"
#include "shell/program/files/sniff.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

FileKind sniff_text(std::string_view text) {
  return sniff({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string hdf5_behind(std::size_t user_block) {
  return std::string(user_block, 'u') + "\x89HDF\r\n\x1a\n" + std::string(100, '\0');
}

Error csv_error(std::string_view text) {
  const auto points = read_csv_points("p.csv", text);
  REQUIRE_FALSE(points);
  return points.error();
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
  const auto points = read_csv_points("p.csv", text);
  REQUIRE(points);
  CHECK((*points)->xy == std::vector<double>{-0.5, 0.1, 2.0, -3.25});
  CHECK((*points)->labels == std::vector<std::uint8_t>{1, 0});
}

TEST_CASE("a bad line of a CSV is named with its number", "[shell][unit]") {
  CHECK(csv_error("x1,x2,label\n1,2,1\n1,two,0\n") ==
        Error{Errc::csv_bad_row, {"3", "p.csv", "1,two,0"}});
  CHECK(csv_error("1,2,1\n1,2\n").args[0] == "2");        // a field short
  CHECK(csv_error("1,2,1\n1,2,0,4\n").args[0] == "2");    // a field too many
  CHECK(csv_error("1,2,1\n1,2,3\n").args[0] == "2");      // a label that is neither
  CHECK(csv_error("1,2,1\n1,2,0.5\n").args[0] == "2");    // half a label
  CHECK(csv_error("1,2,1\nnan,2,0\n").args[0] == "2");    // not a place in the plane
  CHECK(csv_error("1,2,1\n1e999,2,0\n").args[0] == "2");  // beyond the largest double
  CHECK(csv_error("1,2,x\n1,2,0\n").args[0] == "1");      // one wrong field makes no header
  CHECK(csv_error("x1,x2,label\nx1,x2,label\n").args[0] == "2");
  CHECK(csv_error("hello there\n\nThis is a letter.\n").args[0] == "3");
}

TEST_CASE("a CSV without points says so", "[shell][unit]") {
  CHECK(csv_error("").code == Errc::csv_no_rows);
  CHECK(csv_error("x1,x2,label\n\n").code == Errc::csv_no_rows);
}

TEST_CASE("a CSV of any length cut anywhere is points or an error", "[shell][property]") {
  const std::string whole = "x1,x2,label\n-0.5,0.25,1\n2.5,-3.25,0\n";
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    const auto points = read_csv_points("p.csv", whole.substr(0, length));
    CAPTURE(length);
    CHECK((points ? (*points)->count() >= 1
                  : points.error().code == Errc::csv_bad_row ||
                        points.error().code == Errc::csv_no_rows));
  }
}

TEST_CASE("a CSV that is too long is not read", "[shell][unit]") {
  CHECK(csv_error(std::string(kMaxCsvBytes + 1, '1')) ==
        Error{Errc::file_too_large, {"p.csv", "17", "16"}});
}

TEST_CASE("a test set is known by its name", "[shell][unit]") {
  CHECK(is_test_name("football_test.csv"));
  CHECK(is_test_name("TestPoints.csv"));
  CHECK_FALSE(is_test_name("football_train.csv"));
}

}  // namespace purr::shell
