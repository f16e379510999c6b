#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/dice.h"
#include "tests/support/experiments.h"
#include "tests/support/user_data.h"
#include "tests/support/watcher.h"

namespace purr {

/// Settings at random that one core can train: small sets, few units; rates up to the absurd.
inline std::string random_settings(Dice& dice) {
  std::string source = dice.one_of(find_key("data")->choices);
  // Pictures of 64×64 take a hundred times as long as anything else; those that a person brings
  // here are small, and take the same ways through the engine.
  const bool is_large = source == "drawn" || source == "emoji";
  if (is_large && !dice.one_in(12)) source = "course";
  std::string text = "data=" + source;
  // 0 would be the usual number, two hundred.
  text += "&m=" + std::to_string(is_large         ? dice.from_to(1, 6)
                                 : dice.one_in(6) ? dice.below(3)
                                                  : dice.from_to(1, 30));
  text += "&m_test=" + std::to_string(dice.below(8));
  text += "&iterations=" + std::to_string(dice.from_to(1, is_large ? 15 : 150));
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

inline UserData random_brought(Dice& dice) {
  UserData data;
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
  explicit Person(std::uint64_t seed) : dice_(seed), settings_(kBeginning) {}

  /// The first command. What a run does without one, 2500 iterations on 209 pictures, is legal and
  /// only takes its time.
  Command begin() { return configure(); }
  Command next() {
    switch (dice_.below(21)) {
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
      case 9: return Bring{random_brought(dice_), static_cast<std::uint32_t>(dice_.below(3))};
      case 10:
        return Watch{.predictions = dice_.one_in(2),
                     .first_layer = dice_.one_in(2),
                     .boundary = dice_.one_in(8),
                     .trace = dice_.one_in(2),
                     .trace_is_test = dice_.one_in(2),
                     .trace_example = dice_.from_to(-2, 30),
                     .distribution_layer = dice_.from_to(0, 5),
                     .plane_view = {.side = dice_.one_in(4) ? dice_.from_to(0, 40) : 0,
                                    .x_min = dice_.between(-3, 3),
                                    .y_min = dice_.between(-3, 3),
                                    .size = dice_.one_in(3) ? 0.0 : dice_.between(0, 4)}};
      case 11: return AskWeights{1, dice_.from_to(-1, 6)};
      case 12: {
        constexpr int kSizes[] = {0, 2, 12, 18, 12288};
        return AskPrediction{
            2, std::vector<std::uint8_t>(static_cast<std::size_t>(kSizes[dice_.below(5)]), 7)};
      }
      case 13:
        return EditWeight{dice_.from_to(0, 4), dice_.from_to(0, 7), dice_.from_to(-1, 7),
                          dice_.one_in(20) ? 1e300 : dice_.between(-2, 2)};
      case 14: return AskBatch{3};
      case 15: {
        settings_ += "&frozen=" + random_value(*find_key("frozen"), 1, dice_);
        return configure();
      }
      case 16: {
        // Slow enough that there is waiting, fast enough that a test ends.
        return Pace{dice_.one_in(4) ? dice_.between(600, kMaxPace) : 0.0};
      }
      case 17:
        return AskPictures{static_cast<std::uint32_t>(dice_.below(30)),
                           dice_.one_in(2),
                           {dice_.from_to(-2, 30), dice_.from_to(0, 9), dice_.from_to(0, 9)}};
      case 19: return LookBack{dice_.from_to(-1, 300)};
      case 18: return FindNearDuplicates{static_cast<std::uint32_t>(dice_.below(30))};
      default:
        settings_ += "&learning_rate=" + number_text(dice_.between(0, 2));
        return configure();
    }
  }

  /// The bytes of some command with a few of them spoiled.
  std::vector<std::uint8_t> spoiled_bytes() {
    std::vector<std::uint8_t> bytes = to_bytes(next());
    for (int i = dice_.from_to(1, 4); i > 0; --i) {
      const auto place = static_cast<std::size_t>(dice_.below(static_cast<int>(bytes.size())));
      if (dice_.one_in(8)) {
        bytes.resize(place + 1);
      } else {
        bytes[place] = dice_.byte();
      }
    }
    const Result<Command> read = command_from_bytes(bytes);
    const auto* slow = read ? std::get_if<Pace>(&*read) : nullptr;
    if (slow != nullptr && slow->per_second > 0.0 && slow->per_second < 600.0) return {0};
    const auto* far = read ? std::get_if<RunTo>(&*read) : nullptr;
    if (far != nullptr && far->iteration > 300) return {0};
    const auto* said = read ? std::get_if<Configure>(&*read) : nullptr;
    if (said != nullptr && takes_long(said->experiment)) return {0};
    return bytes;
  }

  Dice& dice() { return dice_; }

 private:
  /// Thousands of pictures, minutes of training: legal, and only takes its time.
  static bool takes_long(const std::string& settings) {
    const Experiment e = read_experiment(settings).experiment;
    int units = 0;
    for (const int layer : e.network.hidden) units += layer;
    const bool is_large = e.data.source == DataSource::drawn || e.data.source == DataSource::emoji;
    return e.data.m > 60 || e.data.m == 0 || e.data.m_test > 60 || units > 60 ||
           e.training.iterations > 300 || (is_large && e.data.m * e.training.iterations > 200);
  }

  Command configure() {
    // Random text may leave nothing but the defaults: what follows a # counts as a link of its own.
    if (takes_long(settings_)) settings_ = kBeginning;
    return Configure{++serial_, dice_.one_in(4), settings_};
  }

  static constexpr const char* kBeginning = "data=moons&m=20&hidden=3&iterations=90";

  Dice dice_;
  std::string settings_;
  std::uint32_t serial_ = 0;
};

/// What is wrong with what a window sees, or nothing.
inline std::string why_illegal(const Watcher& watcher) {
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
  if (status.phase != Phase::finished && status.stop_reason != StopReason::none) {
    return "a reason to have stopped while it has not";
  }
  if (status.phase == Phase::finished && status.stop_reason == StopReason::none) {
    return "an end without a reason";
  }
  if (watcher.gradients.size() > GradientHistory::kMaxPoints) return "number of gradients";
  for (std::size_t i = 0; i < watcher.gradients.size(); ++i) {
    const GradientPoint& point = watcher.gradients[i];
    if (i > 0 && point.iteration <= watcher.gradients[i - 1].iteration) return "gradients' order";
    if (!(point.all >= 0.0) && std::isfinite(point.all)) return "length of a gradient";
  }
  return {};
}

/// Goes on for some iterations and back again: what is wrong with where that ends, or nothing.
inline std::string why_not_rewound(Watcher& watcher, Dice& dice) {
  const auto stands = [&] {
    return watcher.status.phase == Phase::ready || watcher.status.phase == Phase::finished;
  };
  watcher.send(Pause{});
  watcher.settle();
  if (!stands() || watcher.status.iteration > 400) return {};
  // One step ahead: an edit that was made at this very iteration is undone on the way back to it.
  const int there = watcher.status.iteration + 1;
  watcher.run_to(there);
  if (!stands() || watcher.status.iteration != there) return {};
  const Status before = watcher.status;
  std::vector<LayerWeights> weights;
  for (std::size_t l = 1; l < before.layers.size(); ++l) {
    weights.push_back(watcher.weights(static_cast<int>(l)));
  }
  watcher.run_to(there + dice.from_to(1, 12));
  if (dice.one_in(2) && stands()) {
    watcher.send(EditWeight{1, 1, dice.below(2), dice.between(-1, 1)});
    watcher.run_to(watcher.status.iteration + dice.below(4));
  }
  watcher.run_to(there);
  if (watcher.status.iteration != there) return "the way back ends elsewhere";
  if (watcher.status.cost != before.cost) return "the way back has another cost";
  if (watcher.status.layers != before.layers) return "the way back has other layers";
  for (std::size_t l = 1; l < before.layers.size(); ++l) {
    const LayerWeights now = watcher.weights(static_cast<int>(l));
    if (now.W != weights[l - 1].W || now.b != weights[l - 1].b) {
      return "the way back has other weights";
    }
  }
  return {};
}

/// Works until there is nothing to do; not in slow motion, which would only take its time.
inline void settle_soon(Watcher& watcher) {
  watcher.send(Pace{0.0});
  watcher.settle();
}

/// What is wrong after `commands` of a person of this seed, or nothing; `count` receives how many
/// were given. `hostile` sends spoiled bytes too.
inline std::string live(std::uint64_t seed, int commands, bool hostile, Watcher& watcher,
                        int& count) {
  Person person(seed);
  Dice& dice = person.dice();
  watcher.send(person.begin());
  for (count = 1; count < commands; ++count) {
    if (hostile && dice.one_in(12)) {
      Result<Command> read = command_from_bytes(person.spoiled_bytes());
      if (read) watcher.run.handle(std::move(*read));
      watcher.take();
    } else {
      watcher.send(person.next());
    }
    // Often at once the next, sometimes a few steps, rarely until it stands still.
    if (dice.one_in(2)) {
      for (int steps = dice.below(25); steps > 0 && watcher.advance(); --steps) {
      }
    } else if (dice.one_in(10)) {
      settle_soon(watcher);
    }
    std::string problem = why_illegal(watcher);
    if (problem.empty() && dice.one_in(60)) problem = why_not_rewound(watcher, dice);
    if (!problem.empty()) return problem;
    watcher.notices.clear();
  }
  return {};
}

}  // namespace purr
