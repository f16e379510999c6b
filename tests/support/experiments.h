#pragma once

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/io/experiment.h"
#include "tests/support/dice.h"

namespace purr {

inline constexpr auto kColumnNames =
    std::to_array<const char*>({"Age", "Fare (£)", "年龄", "a\\,b", "x 2"});

/// A legal value of a key, as text. `hidden_layers` is how many activations there may be.
inline std::string random_value(const Key& key, int hidden_layers, Dice& dice) {
  const std::string name = key.name;
  const auto join = [&](int count, auto make) {
    std::string text;
    for (int i = 0; i < count; ++i) text += (i > 0 ? "," : "") + make();
    return text;
  };
  switch (key.type) {
    case KeyType::integer: {
      const double high = dice.one_in(2) ? std::min(key.max, key.min + 300) : key.max;
      return std::to_string(static_cast<int>(dice.between(key.min, high + 0.999)));
    }
    case KeyType::number: {
      if (dice.one_in(5)) return number_text(dice.one_in(2) ? key.min : key.max);
      const double share = std::pow(dice.between(0, 1), dice.from_to(1, 12));
      return number_text(key.min + share * (key.max - key.min));
    }
    case KeyType::flag: return dice.one_in(2) ? "1" : "0";
    case KeyType::choice: return dice.one_of(key.choices);
    case KeyType::list:
      if (name == "hidden") {
        return join(dice.below(kMaxHiddenLayers + 1),
                    [&] { return std::to_string(dice.from_to(1, kMaxUnits)); });
      }
      if (name == "columns") {
        return join(dice.below(kMaxNamedColumns + 1),
                    [&] { return std::to_string(dice.below(256)); });
      }
      if (name == "flipped") {
        return join(dice.below(kMaxFlippedByHand + 1),
                    [&] { return std::to_string(dice.below(10000)); });
      }
      if (name == "frozen") {
        return join(dice.one_in(2) ? 0 : dice.from_to(1, 4), [&] {
          std::string place = std::to_string(dice.from_to(1, 4));
          if (dice.one_in(2)) place += "." + std::to_string(dice.from_to(1, 7));
          if (place.size() > 1 && dice.one_in(2)) place += "." + std::to_string(dice.below(9));
          return place;
        });
      }
      return join(dice.one_in(2) && hidden_layers > 1 ? hidden_layers : 1,
                  [&] { return std::string(dice.one_of(key.choices)); });
    case KeyType::address:
      // Nothing that parts a link: callers put values into links as they are.
      return dice.one_in(2) ? "" : "https://example.org/x" + std::to_string(dice.below(9)) + ".h5";
    case KeyType::text: return dice.one_in(3) ? "" : "Age " + std::to_string(dice.below(9));
    case KeyType::names:
      return join(dice.below(6), [&] { return std::string(dice.one_of(kColumnNames)); });
    case KeyType::name: return dice.one_in(3) ? "" : dice.one_of(presets()).name;
  }
  return {};
}

/// Some settings changed one after another, in any order, as a person changes them.
inline Experiment random_experiment(Dice& dice, std::vector<Error>& notes) {
  Experiment experiment;
  for (int changes = dice.below(25); changes > 0; --changes) {
    const Key& key = dice.one_of(keys());
    set_key(experiment, key.name,
            random_value(key, static_cast<int>(experiment.network.hidden.size()), dice), notes);
  }
  return experiment;
}

}  // namespace purr
