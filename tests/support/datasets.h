#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/data/inputs.h"
#include "engine/data/standardise.h"
#include "tests/support/dice.h"

namespace purr {

inline std::vector<std::uint8_t> random_labels(int count, Dice& dice) {
  std::vector<std::uint8_t> labels;
  for (int i = 0; i < count; ++i) labels.push_back(dice.one_in(3) ? 1 : 0);
  return labels;
}

inline Inputs number_inputs(int n_x, int count, Dice& dice) {
  Inputs inputs{.n_x = n_x, .count = count};
  for (int i = 0; i < n_x * count; ++i) inputs.numbers.push_back(dice.between(-1, 1));
  return inputs;
}

inline Inputs pixel_inputs(int n_x, int count, bool centre, Dice& dice) {
  Inputs inputs{.n_x = n_x, .count = count, .offset = centre ? 0.5 : 0.0};
  for (int i = 0; i < n_x * count; ++i) inputs.pixels.push_back(dice.byte());
  return inputs;
}

struct DatasetShape {
  int n_x = 2;
  int m = 10;
  int m_test = 0;
  bool pixels = false;
  bool centre = false;
  bool standardise = false;
};

/// Examples at random, with labels at random.
inline std::shared_ptr<Dataset> random_dataset(const DatasetShape& shape, Dice& dice) {
  auto dataset = std::make_shared<Dataset>();
  const auto make = [&](int count) {
    return shape.pixels ? pixel_inputs(shape.n_x, count, shape.centre, dice)
                        : number_inputs(shape.n_x, count, dice);
  };
  dataset->train = make(shape.m);
  dataset->test = make(shape.m_test);
  dataset->train_labels = random_labels(shape.m, dice);
  dataset->test_labels = random_labels(shape.m_test, dice);
  dataset->class_names = {"0", "1"};
  if (shape.standardise) standardise(*dataset);
  return dataset;
}

}  // namespace purr
