#pragma once

#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// From a picture to a column: where a pixel's colour lands, and what becomes of training when all
/// pictures are folded the wrong way: X = pictures.reshape(−1, m) has the right shape, and in every
/// column pieces of all pictures. Right is pictures.reshape(m, −1).T.
namespace purr {

enum class UnrollPictures : std::uint8_t {
  drawn,   ///< 209 drawn pictures
  course,  ///< the course's, which the user supplies
};
PURR_ENUMERATORS(UnrollPictures, drawn, course)

struct UnrollSettings {
  int row = 41;     ///< of a pixel, from 0
  int column = 34;  ///< from 0
  int channel = 0;  ///< 0 red, 1 green, 2 blue
  UnrollPictures pictures = UnrollPictures::drawn;
  int iterations = 2000;
  double learning_rate = 0.005;
};
PURR_FIELDS(UnrollSettings, row, column, channel, pictures, iterations, learning_rate)

/// Accuracies are those of logistic regression, from 0 to 1; "accuracy" alone is that of the test
/// set.
struct UnrollResult {
  int index = 0;     ///< of the pixel's colour in the column x, from 0
  int row_of_x = 0;  ///< the same counted from 1
  int n_x = 0;
  int m = 0;
  double right_reshape_accuracy = 0.0;
  double right_reshape_train_accuracy = 0.0;
  double wrong_reshape_accuracy = 0.0;
  double wrong_reshape_train_accuracy = 0.0;
};
PURR_FIELDS(UnrollResult, index, row_of_x, n_x, m, right_reshape_accuracy,
            right_reshape_train_accuracy, wrong_reshape_accuracy, wrong_reshape_train_accuracy)

Result<UnrollResult> unroll(const UnrollSettings& settings, const LabContext& context);

/// What reshape(−1, m) makes of a set: picture i gets entries i, i + m, i + 2m, … of all pixels in
/// their order.
PictureSet folded_wrongly(PictureSet set);

}  // namespace purr
