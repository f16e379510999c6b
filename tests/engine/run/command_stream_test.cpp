// Any order of commands ends in a legal state, in bounded memory.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/brought.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/experiments.h"
#include "tests/support/watcher.h"

#if defined(__SANITIZE_ADDRESS__)
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();  // NOLINT
#endif

namespace purr {
namespace {

/// Settings at random that one core can train: small sets, few units; rates up to the absurd.
std::string random_settings(Dice& dice) {
  constexpr const char* kSources[] = {"drawn", "course", "flower", "circles", "moons", "csv"};
  std::vector<Error> notes;
  std::string text = "data=" + std::string(kSources[dice.below(6)]);
  text += "&m=" + std::to_string(dice.one_in(6) ? dice.below(3) : dice.from_to(1, 30));
  text += "&m_test=" + std::to_string(dice.below(8));
  text += "&iterations=" + std::to_string(dice.from_to(1, 150));
  text += "&hidden=";
  for (int i = 0, layers = dice.below(4); i < layers; ++i) {
    text += (i > 0 ? "," : "") + std::to_string(dice.from_to(1, 7));
  }
  for (const Key& key : keys()) {
    const std::string name = key.name;
    if (name == "preset" || name == "data" || name == "m" || name == "m_test" || name == "hidden" ||
        name == "iterations" || !dice.one_in(6)) {
      continue;
    }
    std::string value = random_value(key, 1, dice);
    if (name == "learning_rate" && dice.one_in(2)) value = "100";
    if (name == "init_scale" && dice.one_in(2)) value = "100";
    text += "&" + name + "=" + value;
  }
  if (dice.one_in(20)) text += "&" + dice.bytes(dice.below(60));
  return text;
}

BroughtData random_brought(Dice& dice) {
  BroughtData data;
  const int side = dice.one_in(8) ? 3 : 2;
  if (dice.one_in(2)) data.train_pictures = random_pictures(side, 2, dice.from_to(1, 20), dice);
  if (dice.one_in(2)) data.test_pictures = random_pictures(side, 2, dice.from_to(1, 9), dice);
  if (dice.one_in(2)) data.train_points = random_points(dice.from_to(1, 20), dice);
  if (dice.one_in(2)) data.test_points = random_points(dice.from_to(1, 9), dice);
  return data;
}

/// Most commands are small changes of what is there, as a person's are.
class Person {
 public:
  explicit Person(std::uint64_t seed)
      : dice_(seed), settings_("data=moons&m=20&hidden=3&iterations=90") {}

  Command next() {
    switch (dice_.below(14)) {
      case 0: settings_ = random_settings(dice_); return configure();
      case 1:
      case 2: return configure();
      case 3:
      case 4: {
        const Key& key = dice_.one_of(keys());
        if (key.type == KeyType::number || key.type == KeyType::choice) {
          if (std::string(key.name) != "data") {
            settings_ += "&" + std::string(key.name) + "=" + random_value(key, 1, dice_);
          }
        }
        if (settings_.size() > 600) settings_ = random_settings(dice_);
        return configure();
      }
      case 5: settings_ += "&hidden=" + std::to_string(dice_.from_to(1, 6)); return configure();
      case 6: return Play{};
      case 7: return Pause{};
      case 8: return RunTo{dice_.one_in(4) ? 0 : dice_.below(300)};
      case 9: return Bring{random_brought(dice_)};
      case 10:
        return Watch{.predictions = dice_.one_in(2),
                     .first_layer = dice_.one_in(2),
                     .boundary = dice_.one_in(8),
                     .trace = dice_.one_in(2),
                     .trace_is_test = dice_.one_in(2),
                     .trace_example = dice_.from_to(-2, 30)};
      case 11: return AskWeights{1, dice_.from_to(-1, 6)};
      case 12: {
        constexpr int kSizes[] = {0, 2, 12, 18, 12288};
        return AskPrediction{
            2, std::vector<std::uint8_t>(static_cast<std::size_t>(kSizes[dice_.below(5)]), 7)};
      }
      default:
        settings_ += "&learning_rate=" + number_text(dice_.between(0, 2));
        return configure();
    }
  }

  Dice& dice() { return dice_; }

 private:
  Command configure() { return Configure{++serial_, dice_.one_in(4), settings_}; }

  Dice dice_;
  std::string settings_;
  std::uint32_t serial_ = 0;
};

/// What is wrong with what a window sees, or nothing.
std::string why_illegal(const Watcher& watcher) {
  const Status& status = watcher.status;
  if (status.iteration < 0 || status.target < 0) return "iteration";
  if (!(status.progress >= 0.0 && status.progress <= 1.0)) return "progress";
  if (watcher.curve.size() > Curve::kMaxPoints) return "curve's length";
  for (std::size_t i = 1; i < watcher.curve.size(); ++i) {
    if (watcher.curve[i].iteration <= watcher.curve[i - 1].iteration) return "curve's order";
  }
  for (const CurvePoint& point : watcher.curve) {
    if (!(point.train_accuracy >= 0.0 && point.train_accuracy <= 1.0)) return "accuracy";
    if (!std::isfinite(point.cost) && &point != &watcher.curve.back()) return "NaN in the middle";
  }
  const bool stands = status.phase == Phase::ready || status.phase == Phase::finished;
  if (stands && (status.m < 1 || status.layers.size() < 2)) return "a ready run without data";
  if (stands && !std::isfinite(status.cost)) return "a ready run without a cost";
  if (status.phase == Phase::failed && !watcher.curve.empty() &&
      std::isfinite(watcher.curve.back().cost)) {
    return "a failure without its point";
  }
  if (watcher.predictions && watcher.predictions->revision == watcher.data.revision &&
      watcher.predictions->train.size() != watcher.data.train_labels.size()) {
    return "predictions of other data";
  }
  return {};
}

void drive(std::uint64_t seed, int commands) {
  Person person(seed);
  Watcher watcher;
  for (int i = 0; i < commands; ++i) {
    watcher.send(person.next());
    // Often at once the next, sometimes a few steps, rarely until it stands still.
    Dice& dice = person.dice();
    if (dice.one_in(2)) {
      for (int steps = dice.below(25); steps > 0 && watcher.advance(); --steps) {
      }
    } else if (dice.one_in(10)) {
      watcher.settle();
    }
    const std::string problem = why_illegal(watcher);
    CAPTURE(seed, i);
    REQUIRE(problem == std::string());
    watcher.notices.clear();
  }
#if defined(__SANITIZE_ADDRESS__)
  // States to go back to are bounded by 48 MB; nothing else grows.
  CHECK(__sanitizer_get_current_allocated_bytes() < std::size_t{120} << 20U);
#endif
  // Whatever happened, a sane run now trains to its end.
  watcher.train(
      "data=moons&m=30&m_test=10&hidden=4&activation=tanh&learning_rate=0.1&iterations=50");
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.status.iteration == 50);
  Watcher fresh;
  fresh.train("data=moons&m=30&m_test=10&hidden=4&activation=tanh&learning_rate=0.1&iterations=50");
  CHECK(are_equal(watcher.curve, fresh.curve));
}

TEST_CASE("commands in any order end in a legal state", "[run][property]") {
  drive(GENERATE(range(1, 7)), 500);
}

TEST_CASE("very many commands in any order end in a legal state", "[run][property][slow]") {
  drive(GENERATE(range(101, 105)), 20000);
}

TEST_CASE("thousands of live changes are remembered in bounded memory", "[run][property]") {
  Watcher watcher;
  watcher.configure("data=moons&m=10&m_test=0&hidden=2&iterations=100000");
  watcher.settle();
  watcher.send(Play{});
  for (int i = 0; i < 9000; ++i) {
    watcher.configure("data=moons&m=10&m_test=0&hidden=2&iterations=100000&learning_rate=" +
                      number_text(0.001 + 1e-6 * i));
    watcher.advance();
  }
  watcher.send(Pause{});
  watcher.settle();
  CHECK(watcher.status.iteration == 9000);
  watcher.run_to(8999);
  CHECK(watcher.status.iteration == 8999);
  watcher.run_to(3);
  CHECK(watcher.status.iteration == 3);
  CHECK(watcher.status.phase == Phase::ready);
}

}  // namespace
}  // namespace purr
