#include "engine/run/codec.h"

#include <array>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/run/message_fields.h"
#include "tests/support/catch.h"
#include "tests/support/messages.h"

namespace purr {

enum class TestColour : std::uint8_t { red, green };

/// What a message may be made of.
struct TestPart {
  bool is_there = false;
  std::string name{};
  bool operator==(const TestPart&) const = default;
};
struct TestMessage {
  std::int32_t count = 0;
  TestColour colour = TestColour::red;
  std::vector<double> numbers{};
  std::vector<TestPart> parts{};
  std::array<float, 2> pair{};
  std::shared_ptr<const TestPart> optional{};
};
/// The same message after somebody has added a field to it.
struct TestMessageWithOneMore {
  std::int32_t count = 0;
  TestColour colour = TestColour::red;
  std::vector<double> numbers{};
  std::vector<TestPart> parts{};
  std::array<float, 2> pair{};
  std::shared_ptr<const TestPart> optional{};
  std::vector<std::string> added{};
};
struct TestEmpty {};

PURR_ENUMERATORS(TestColour, red, green)
PURR_FIELDS(TestPart, is_there, name)
PURR_FIELDS(TestMessage, count, colour, numbers, parts, pair, optional)
PURR_FIELDS(TestMessageWithOneMore, count, colour, numbers, parts, pair, optional, added)
PURR_FIELDS(TestEmpty)

/// A part without a name is refused.
bool is_valid(const TestPart& part) { return !part.name.empty(); }

namespace {

using Bytes = std::vector<std::uint8_t>;
using Json = nlohmann::json;

template <class T>
Bytes bytes_of(const T& value) {
  ByteWriter out;
  codec::write(out, value);
  return out.take();
}

/// Whether these bytes, and no less and no more, are a value.
template <class T>
bool read_whole(const Bytes& bytes, T& value) {
  ByteReader in(bytes);
  codec::read(in, value);
  return in.ok() && in.at_end();
}

TEST_CASE("a struct is written field by field, in order", "[run][unit]") {
  const TestMessage message{
      .count = 258, .colour = TestColour::green, .numbers = {}, .parts = {{true, "ab"}}};
  const Bytes expected{2, 1, 0, 0,                           // count
                       1,                                    // colour
                       0, 0, 0, 0,                           // no numbers
                       1, 0, 0, 0, 1, 2, 0, 0, 0, 'a', 'b',  // one part
                       0, 0, 0, 0, 0, 0, 0, 0,               // pair
                       0};                                   // nothing optional
  CHECK(bytes_of(message) == expected);
  CHECK(bytes_of(TestEmpty{}).empty());
}

TEST_CASE("a field that is added travels and is described", "[run][unit]") {
  TestMessageWithOneMore message;
  message.count = 7;
  message.optional = std::make_shared<const TestPart>(TestPart{true, "x"});
  message.added = {"a", "bc"};
  TestMessageWithOneMore read;
  REQUIRE(read_whole(bytes_of(message), read));
  CHECK(read.added == message.added);
  CHECK(*read.optional == *message.optional);

  const Json before = Json::parse(codec::type_json<TestMessage>());
  Json after = Json::parse(codec::type_json<TestMessageWithOneMore>());
  CHECK(after["fields"].back() == Json{"added", {{"list", "text"}}});
  after["fields"].erase(after["fields"].size() - 1);
  CHECK(after == before);
  // A reader that does not expect the new field refuses the message instead of misreading it.
  TestMessage old;
  CHECK_FALSE(read_whole(bytes_of(message), old));
}

TEST_CASE("bytes that are no value are refused", "[run][unit]") {
  TestMessage message{.numbers = {1, 2}, .parts = {{false, "x"}}};
  const Bytes good = bytes_of(message);
  TestMessage read;
  REQUIRE(read_whole(good, read));
  for (std::size_t length = 0; length < good.size(); ++length) {
    const Bytes cut(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length));
    TestMessage other;
    CHECK_FALSE(read_whole(cut, other));
  }
  const auto refused = [](const TestMessage& spoiled, std::size_t place, std::uint8_t value) {
    Bytes bytes = bytes_of(spoiled);
    bytes.at(place) = value;
    TestMessage other;
    return !read_whole(bytes, other);
  };
  CHECK(refused(message, 4, 2));               // there are two colours
  CHECK(refused(message, 4 + 1 + 20 + 4, 2));  // neither true nor false
  // A length that lies takes no memory: the reader stops at the first element that is not there.
  CHECK(refused(message, 4 + 1 + 20 + 3, 255));
  message.parts[0].name.clear();
  CHECK_FALSE(read_whole(bytes_of(message), read));
}

TEST_CASE("types have the names that other languages read them by", "[run][unit]") {
  CHECK(Json::parse(codec::type_json<TestMessage>()) == Json::parse(R"({"fields": [
    ["count", "i32"],
    ["colour", {"enum": ["red", "green"]}],
    ["numbers", {"list": "f64"}],
    ["parts", {"list": {"fields": [["is_there", "bool"], ["name", "text"]]}}],
    ["pair", {"array": "f32", "length": 2}],
    ["optional", {"optional": {"fields": [["is_there", "bool"], ["name", "text"]]}}]
  ]})"));
}

template <class T>
void check_flat(const T& value) {
  STATIC_CHECK(codec::is_flat<T>());
  const auto* memory = reinterpret_cast<const std::uint8_t*>(&value);
  CHECK(bytes_of(value) == Bytes(memory, memory + sizeof(T)));
}

TEST_CASE("what is copied in one piece has the bytes of its fields one by one", "[run][unit]") {
  check_flat(CurvePoint{1, 1, 0.5, 0.25, 0.75, 0.125});
  check_flat(GradientPoint{.iteration = 3, .layers = 2, .all = 0.5, .dW = {0.3, 0.4}});
  check_flat(NearDuplicate{.train = 4, .test = 5});
  STATIC_CHECK_FALSE(codec::is_flat<TestPart>());
  STATIC_CHECK_FALSE(codec::is_flat<Status>());
}

/// Walks over bytes by their description alone, as the page's scripts do.
class Walker {
 public:
  explicit Walker(const Bytes& bytes) : in_(bytes) {}

  void walk(const Json& type) {
    if (type.is_string()) return walk_plain(type.get<std::string>());
    if (type.contains("enum")) {
      CHECK(in_.get<std::uint8_t>() < type["enum"].size());
    } else if (type.contains("optional")) {
      if (in_.get_bool()) walk(type["optional"]);
    } else if (type.contains("fields")) {
      for (const Json& field : type["fields"]) walk(field[1]);
    } else {
      const std::uint32_t count =
          type.contains("list") ? in_.get<std::uint32_t>() : type["length"].get<std::uint32_t>();
      for (std::uint32_t i = 0; i < count && in_.ok(); ++i) {
        walk(type.contains("list") ? type["list"] : type["array"]);
      }
    }
  }
  bool is_at_end() const { return in_.ok() && in_.at_end(); }

 private:
  void walk_plain(const std::string& type) {
    if (type == "text") {
      in_.get_text();
    } else if (type == "bool") {
      in_.get_bool();
    } else {
      for (int bits = std::stoi(type.substr(1)); bits > 0; bits -= 8) in_.get<std::uint8_t>();
    }
  }

  ByteReader in_;
};

template <class Message>
void check_described(const std::vector<Message>& messages, const Json& kinds) {
  REQUIRE(kinds.size() == std::variant_size_v<Message>);
  for (const Message& message : messages) {
    const Json& kind = kinds[message.index()];
    const std::string name = kind["name"];
    CAPTURE(name);
    std::visit(
        [&](const auto& value) { CHECK(name == Fields<std::decay_t<decltype(value)>>::kName); },
        message);
    Bytes bytes = to_bytes(message);
    REQUIRE(bytes.front() == message.index());
    bytes.erase(bytes.begin());
    Walker walker(bytes);
    walker.walk({{"fields", kind["fields"]}});
    CHECK(walker.is_at_end());
  }
}

TEST_CASE("every message can be read by its description alone", "[run][property]") {
  const Json schema = Json::parse(message_schema());
  check_described(all_commands(), schema["commands"]);
  check_described(all_updates(), schema["updates"]);
}

}  // namespace
}  // namespace purr
