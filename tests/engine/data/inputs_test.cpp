#include "engine/data/inputs.h"

#include <cstdint>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/datasets.h"

namespace purr {
namespace {

TEST_CASE("a pixel becomes p/255 less the offset, exactly as a division of doubles",
          "[data][unit]") {
  for (const double offset : {0.0, 0.5}) {
    Inputs inputs{.n_x = 16, .count = 16, .offset = offset};
    for (int p = 0; p < 256; ++p) inputs.pixels.push_back(static_cast<std::uint8_t>(p));
    Matrix<double> X(16, 16);
    inputs.fill<double>(0, X);
    Matrix<float> X_single(16, 16);
    inputs.fill<float>(0, X_single);
    for (int p = 0; p < 256; ++p) {
      CHECK(X(p) == p / 255.0 - offset);
      CHECK(X_single(p) == static_cast<float>(p / 255.0 - offset));
    }
  }
}

TEST_CASE("columns are filled from any example on", "[data][unit]") {
  Dice dice(1);
  for (const Inputs& inputs : {number_inputs(3, 7, dice), pixel_inputs(3, 7, false, dice)}) {
    Matrix<double> all(3, 7);
    inputs.fill<double>(0, all);
    for (int first = 0; first < 7; ++first) {
      Matrix<double> part = Matrix<double>::Constant(3, 9, -5.0);
      inputs.fill<double>(first, part.leftCols(7 - first));
      CHECK(part.leftCols(7 - first) == all.rightCols(7 - first));
      CHECK((part.rightCols(2 + first).array() == -5.0).all());
    }
    Matrix<double> none(3, 0);
    inputs.fill<double>(7, none);
  }
}

}  // namespace
}  // namespace purr
