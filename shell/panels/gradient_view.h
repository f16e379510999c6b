#pragma once

#include "shell/panels/matrix_card.h"
#include "shell/panels/products_card.h"
#include "shell/panels/weight_update_card.h"
#include "shell/panels/workbench.h"

namespace purr::shell {

struct GradientViewState {
  int digits = 0;  ///< of the matrices: EntryDigits as a number
  MatrixCardsState matrices;
  ProductsCardState products;
  WeightUpdateCardState update;
};

/// W and dW of one layer as matrices, and one weight taken apart: the products that its derivative
/// is the mean of, and its update. Takes the place of the cards while Navigation::is_gradient_open.
void draw_gradient_view(Workbench& bench, GradientViewState& state, const Rect& place);

}  // namespace purr::shell
