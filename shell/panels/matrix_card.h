#pragma once

#include <string>

#include "shell/panels/row_tiles.h"
#include "shell/panels/workbench.h"
#include "shell/widgets/matrix_map.h"

namespace purr::shell {

struct MatrixCardsState {
  MatrixScroll scroll;       ///< of W and dW alike
  MatrixScroll bias_scroll;  ///< of b and db; follows the rows of W where these are shown
  RowTextures W_rows;
  RowTextures dW_rows;
};

/// The two matrices of the layer that is looked at.
enum class GradientMatrix { W, dW };

/// What the column of an entry is: "unit 5 of layer 1", "input 2", or a colour of a pixel.
std::string input_words(const RunView& run, int layer, int input);

/// How high the card of a matrix is.
float matrix_card_height(const Workbench& bench, EntryDigits digits, float width);

/// W[l] or dW[l] as a map of colours and numbers; of layer 1 of pictures as tiles. Beside it b[l]
/// or db[l] as a matrix of one column.
void draw_matrix_card(Workbench& bench, MatrixCardsState& state, GradientMatrix which,
                      EntryDigits digits, const Rect& place);

}  // namespace purr::shell
