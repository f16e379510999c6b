#include "engine/run/messages.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <type_traits>
#include <variant>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/messages.h"
#include "tests/support/user_data.h"

namespace purr {
namespace {

using Bytes = std::vector<std::uint8_t>;

template <class Message>
Result<Message> from_bytes(const Bytes& bytes) {
  if constexpr (std::is_same_v<Message, Command>) {
    return command_from_bytes(bytes);
  } else {
    return update_from_bytes(bytes);
  }
}

template <class Message>
void check_messages(const std::vector<Message>& messages) {
  std::vector<bool> kinds(std::variant_size_v<Message>);
  for (const Message& message : messages) {
    kinds[message.index()] = true;
    CAPTURE(message.index());
    const Bytes bytes = to_bytes(message);
    const Result<Message> read = from_bytes<Message>(bytes);
    REQUIRE(read.has_value());
    CHECK(read->index() == message.index());
    CHECK(to_bytes(*read) == bytes);

    for (std::size_t length = 0; length < bytes.size(); ++length) {
      const Result<Message> cut = from_bytes<Message>(
          Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)));
      REQUIRE_FALSE(cut.has_value());
      REQUIRE(cut.error().code == Errc::bad_message);
    }
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(from_bytes<Message>(longer).has_value());
  }
  // No kind of message was forgotten above.
  for (const bool is_there : kinds) CHECK(is_there);
  CHECK_FALSE(from_bytes<Message>({static_cast<std::uint8_t>(kinds.size())}).has_value());
  CHECK_FALSE(from_bytes<Message>({255}).has_value());
}

TEST_CASE("commands survive the way as bytes, and cut ones are noticed at every length",
          "[run][property]") {
  check_messages(all_commands());
}

TEST_CASE("updates survive the way as bytes, and cut ones are noticed at every length",
          "[run][property]") {
  check_messages(all_updates());
}

TEST_CASE("fields arrive in their places", "[run][unit]") {
  const auto command = [](const Command& c) { return *command_from_bytes(to_bytes(c)); };
  const auto configure = std::get<Configure>(command(Configure{7, true, "seed=2"}));
  CHECK(configure.serial == 7);
  CHECK(configure.retrain);
  CHECK(configure.experiment == "seed=2");
  const Watch watch{.predictions = false,
                    .first_layer = true,
                    .boundary = false,
                    .trace = true,
                    .trace_is_test = false,
                    .trace_example = 5};
  CHECK(std::get<Watch>(command(watch)) == watch);
  CHECK(std::get<Pace>(command(Pace{12.5})).per_second == 12.5);

  const auto update = [](const Update& u) { return *update_from_bytes(to_bytes(u)); };
  Status status{.serial = 1, .phase = Phase::failed, .iteration = 2, .target = 3, .progress = 0.25};
  status.cost = 4;
  status.test_cost = 5;
  status.train_accuracy = 6;
  status.test_accuracy = 7;
  status.m = 8;
  status.m_test = 9;
  status.ms_per_iteration = 10;
  status.elapsed_ms = 11;
  status.estimated_ms = 12;
  status.parameters = 13;
  status.layers = {14};
  const auto s = std::get<Status>(update(status));
  CHECK((s.serial == 1 && s.phase == Phase::failed && s.iteration == 2 && s.target == 3));
  CHECK((s.progress == 0.25 && s.cost == 4 && s.test_cost == 5));
  CHECK((s.train_accuracy == 6 && s.test_accuracy == 7 && s.m == 8 && s.m_test == 9));
  CHECK((s.ms_per_iteration == 10 && s.elapsed_ms == 11 && s.estimated_ms == 12));
  CHECK((s.parameters == 13 && s.layers == std::vector<std::int32_t>{14}));
  const auto notice = std::get<Notice>(update(Notice{true, {Errc::file_html, {"猫.h5"}}}));
  CHECK(notice.is_error);
  CHECK(notice.error == Error{Errc::file_html, {"猫.h5"}});
}

TEST_CASE("sets that contradict themselves are refused", "[run][unit]") {
  Dice dice(2);
  const auto refused = [](const UserData& data) {
    return !command_from_bytes(to_bytes(Command(Bring{data}))).has_value();
  };
  const auto with_pictures = [&](auto spoil) {
    auto set = std::make_shared<PictureSet>(*random_pictures(3, 2, 4, dice));
    spoil(*set);
    UserData data;
    data.train_pictures = set;
    return refused(data);
  };
  CHECK_FALSE(with_pictures([](PictureSet&) {}));
  CHECK(with_pictures([](PictureSet& set) { set.labels.push_back(1); }));
  CHECK(with_pictures([](PictureSet& set) { set.labels[0] = 2; }));
  CHECK(with_pictures([](PictureSet& set) { set.pixels.pop_back(); }));
  CHECK(with_pictures([](PictureSet& set) { set.width = 2; }));
  CHECK(with_pictures([](PictureSet& set) { set.width = -3, set.height = -2; }));
  CHECK(with_pictures([](PictureSet& set) { set.width = 0; }));
  CHECK(with_pictures([](PictureSet& set) { set.channels = 1; }));
  CHECK(with_pictures([](PictureSet& set) { set.pixels.clear(), set.labels.clear(); }));
  CHECK(with_pictures([](PictureSet& set) { set.width = 1 << 20; }));

  const auto with_points = [&](auto spoil) {
    auto set = std::make_shared<PointSet>(*random_points(4, dice));
    spoil(*set);
    UserData data;
    data.test_points = set;
    return refused(data);
  };
  CHECK_FALSE(with_points([](PointSet&) {}));
  CHECK(with_points([](PointSet& set) { set.labels.push_back(1); }));
  CHECK(with_points([](PointSet& set) { set.labels[1] = 7; }));
  CHECK(with_points([](PointSet& set) { set.xy[0] = std::nan(""); }));
  CHECK(with_points([](PointSet& set) { set.xy[0] = std::numeric_limits<double>::infinity(); }));
  CHECK(with_points([](PointSet& set) { set.xy[0] = 1e300; }));
  CHECK(with_points([](PointSet& set) { set.xy.clear(), set.labels.clear(); }));
}

TEST_CASE("values outside their range are refused", "[run][unit]") {
  CHECK_FALSE(command_from_bytes(to_bytes(Command(RunTo{-1}))).has_value());
  for (const double pace : {-1.0, 1e-300, 0.5 * kMinPace, 2 * kMaxPace, std::nan("")}) {
    CHECK_FALSE(command_from_bytes(to_bytes(Command(Pace{pace}))).has_value());
  }
  AskPictures most{1, false, std::vector<std::int32_t>(AskPictures::kMaxCount)};
  CHECK(command_from_bytes(to_bytes(Command(most))).has_value());
  most.examples.push_back(0);
  CHECK_FALSE(command_from_bytes(to_bytes(Command(most))).has_value());
  CHECK_FALSE(update_from_bytes(to_bytes(Update(PicturesUpdate{1, false, false, {0, 1}, {7}}))));
  CHECK_FALSE(update_from_bytes(to_bytes(Update(PicturesUpdate{1, false, false, {}, {7}}))));
  const auto spoiled = [](const Update& update, std::size_t place, std::uint8_t value) {
    Bytes bytes = to_bytes(update);
    bytes.at(place) = value;
    return !update_from_bytes(bytes).has_value();
  };
  CHECK(spoiled(Status{}, 5, 6));  // there are six phases: 0 … 5
  CHECK_FALSE(spoiled(Status{}, 5, 5));
  CHECK_FALSE(
      update_from_bytes(to_bytes(Update(WeightsUpdate{1, 1, 0, 2, 2, {1, 2, 3}, {}}))).has_value());
  CHECK_FALSE(update_from_bytes(to_bytes(Update(WeightsUpdate{1, 1, 0, 1, 2, {1, 2}, {}, {1}})))
                  .has_value());
  CHECK_FALSE(update_from_bytes(to_bytes(Update(WeightsUpdate{1, 1, 0, -1, -3, {1, 2, 3}, {}})))
                  .has_value());
  CHECK_FALSE(
      update_from_bytes(to_bytes(Update(BoundaryUpdate{.side = 3, .y_hat = {1, 2}}))).has_value());
  CHECK_FALSE(update_from_bytes(to_bytes(Update(Notice{false, {static_cast<Errc>(9999), {}}})))
                  .has_value());
}

template <class Message>
void check_hostile(const std::vector<Message>& messages, std::uint64_t seed) {
  Dice dice(seed);
  int read_count = 0;
  for (int round = 0; round < 6000; ++round) {
    Bytes bytes;
    if (dice.one_in(3)) {
      for (int i = dice.below(80); i > 0; --i) bytes.push_back(dice.one_in(2) ? 0 : dice.byte());
    } else {
      bytes = to_bytes(dice.one_of(messages));
      for (int i = dice.below(4); i > 0; --i) {
        bytes[static_cast<std::size_t>(dice.below(static_cast<int>(bytes.size())))] = dice.byte();
      }
    }
    const Result<Message> read = from_bytes<Message>(bytes);
    if (!read) continue;
    ++read_count;
    // What could be read is a message like any other.
    REQUIRE(to_bytes(*read) == bytes);
  }
  CHECK(read_count > 500);
}

TEST_CASE("random bytes and spoiled messages never lead a reader astray", "[run][property]") {
  check_hostile(all_commands(), 3);
  check_hostile(all_updates(), 4);
}

}  // namespace
}  // namespace purr
