#pragma once

#include <memory>

#include "engine/data/inputs.h"
#include "tests/support/datasets.h"

namespace purr {

inline std::shared_ptr<const PictureSet> random_pictures(int width, int height, int count,
                                                         Dice& dice) {
  auto set = std::make_shared<PictureSet>();
  set->width = width;
  set->height = height;
  for (int i = 0; i < width * height * 3 * count; ++i) set->pixels.push_back(dice.byte());
  set->labels = random_labels(count, dice);
  return set;
}

inline std::shared_ptr<const PointSet> random_points(int count, Dice& dice) {
  auto set = std::make_shared<PointSet>();
  for (int i = 0; i < 2 * count; ++i) set->xy.push_back(dice.between(-2, 2));
  set->labels = random_labels(count, dice);
  return set;
}

}  // namespace purr
