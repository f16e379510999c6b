#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/user_data.h"
#include "tests/support/watcher.h"

namespace purr {

inline const std::string kMoons =
    "data=moons&m=60&m_test=30&hidden=5,4&activation=tanh&learning_rate=0.3";

inline std::shared_ptr<const Dataset> dataset_of(const std::string& settings) {
  DatasetBuilder builder;
  std::vector<Error> notes;
  REQUIRE(builder.start(read_experiment(settings).experiment.data, notes).has_value());
  while (!builder.advance()) {
  }
  return builder.take();
}

/// Pictures of 6×5, which the Gram solver takes by itself.
inline UserData small_pictures(int m = 20, int m_test = 8, std::uint64_t seed = 1) {
  Dice dice(seed);
  UserData data;
  data.train_pictures = random_pictures(6, 5, m, dice);
  data.test_pictures = random_pictures(6, 5, m_test, dice);
  return data;
}

}  // namespace purr
