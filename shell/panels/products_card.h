#pragma once

#include <cstdint>

#include "shell/panels/workbench.h"
#include "shell/view/weight_products.h"

namespace purr::shell {

struct ProductsCardState {
  bool shows_all = false;
  WeightProducts products;  ///< of the weight that is shown
  std::uint32_t made_of = 0;
};

/// How high the card is.
float products_card_height(float width);

/// Where an entry of dW comes from: the products of all examples, and their mean.
void draw_products_card(Workbench& bench, ProductsCardState& state, const Rect& place);

}  // namespace purr::shell
