#include "engine/core/bytes.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes written() {
  ByteWriter out;
  out.put<std::uint8_t>(1);
  out.put<std::int32_t>(-7);
  out.put(0.1);
  out.put_text("chat noir");
  out.put_array(std::span<const float>(std::array{1.5F, -2.5F, 3.5F}));
  out.put_array(std::span<const double>());
  out.put_text("");
  out.put<std::uint16_t>(65535);
  return out.take();
}

struct Values {
  bool flag;
  std::int32_t integer;
  double number;
  std::string text;
  std::vector<float> floats;
  std::vector<double> doubles;
  std::string empty;
  std::uint16_t last;
};

Values read(ByteReader& in) {
  Values values;
  values.flag = in.get_bool();
  values.integer = in.get<std::int32_t>();
  values.number = in.get<double>();
  values.text = in.get_text();
  values.floats = in.get_array<float>();
  values.doubles = in.get_array<double>();
  values.empty = in.get_text();
  values.last = in.get<std::uint16_t>();
  return values;
}

TEST_CASE("what is written is read back", "[core][unit]") {
  const Bytes bytes = written();
  ByteReader in(bytes);
  const Values values = read(in);
  CHECK(values.flag);
  CHECK(values.integer == -7);
  CHECK(values.number == 0.1);
  CHECK(values.text == "chat noir");
  CHECK(values.floats == std::vector{1.5F, -2.5F, 3.5F});
  CHECK(values.doubles.empty());
  CHECK(values.empty.empty());
  CHECK(values.last == 65535);
  CHECK(in.ok());
  CHECK(in.at_end());
}

TEST_CASE("a message cut off at any length is noticed, and nothing is read beyond its end",
          "[core][property]") {
  const Bytes whole = written();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    ByteReader in(cut);
    const Values values = read(in);
    CHECK_FALSE(in.ok());
    // The last field never fits, and what failed is zero.
    CHECK(values.last == 0);
  }
}

TEST_CASE("a reader that has failed stays so and gives zeros", "[core][unit]") {
  const Bytes bytes{1, 2, 3, 4, 5};
  ByteReader in(bytes);
  CHECK(in.get<std::uint64_t>() == 0);
  CHECK_FALSE(in.ok());
  CHECK(in.get<std::uint8_t>() == 0);
  CHECK(in.get_text().empty());
  CHECK(in.get_array<double>().empty());
  CHECK_FALSE(in.ok());
}

TEST_CASE("a length that is larger than the message asks for no memory", "[core][unit]") {
  ByteWriter out;
  out.put<std::uint32_t>(0xFFFFFFFFU);
  out.put<std::uint64_t>(1);
  const Bytes bytes = out.take();
  ByteReader doubles(bytes);
  CHECK(doubles.get_array<double>().empty());
  CHECK_FALSE(doubles.ok());
  ByteReader text(bytes);
  CHECK(text.get_text().empty());
  CHECK_FALSE(text.ok());
}

TEST_CASE("a flag is 0 or 1 and an enumerator is in its range", "[core][unit]") {
  const Bytes bytes{2};
  ByteReader flag(bytes);
  CHECK_FALSE(flag.get_bool());
  CHECK_FALSE(flag.ok());
  ByteReader in_range(bytes);
  CHECK(in_range.get_below(3) == 2);
  CHECK(in_range.ok());
  ByteReader out_of_range(bytes);
  CHECK(out_of_range.get_below(2) == 0);
  CHECK_FALSE(out_of_range.ok());
}

TEST_CASE("numbers are little-endian", "[core][unit]") {
  ByteWriter out;
  out.put<std::uint32_t>(0x01020304U);
  CHECK(out.take() == Bytes{4, 3, 2, 1});
}

TEST_CASE("random bytes never lead a reader astray", "[core][property]") {
  Dice dice(1);
  for (int i = 0; i < 2000; ++i) {
    Bytes bytes;
    for (int k = dice.below(64); k > 0; --k) bytes.push_back(dice.one_in(3) ? 0 : dice.byte());
    ByteReader in(bytes);
    const Values values = read(in);
    const std::size_t most = bytes.size();
    REQUIRE(values.text.size() + 4 * values.floats.size() + 8 * values.doubles.size() <= most);
  }
}

}  // namespace
}  // namespace purr
