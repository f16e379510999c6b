#include "engine/data/standardise.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("pictures are standardised as NumPy does it", "[data][golden]") {
  // tests/support/make_numpy_values.py: three pictures of four numbers, the third the same in all.
  Dataset dataset;
  dataset.train = {.n_x = 4, .count = 3, .offset = 0.5};
  dataset.train.pixels = {0, 255, 7, 9, 51, 102, 7, 200, 255, 3, 7, 41};
  dataset.test = {.n_x = 4, .count = 1, .offset = 0.5};
  dataset.test.pixels = {100, 100, 8, 0};
  standardise(dataset);
  const std::vector<double> mean{0.39999999999999997, 0.4705882352941176, 0.027450980392156862,
                                 0.32679738562091504};
  const std::vector<double> deviation{0.43204937989385733, 0.4065212363099058, 1.0,
                                      0.327544244607746};
  const std::vector<double> test{-0.018153335289657808, -0.19293302672441076, 0.00392156862745098,
                                 -0.9977198225915238};
  Matrix<double> X(4, 1);
  dataset.test.fill<double>(0, X);
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK_THAT(dataset.train.mean[k], WithinRel(mean[k], 1e-15));
    CHECK_THAT(dataset.train.deviation[k], WithinRel(deviation[k], 1e-15));
    CHECK_THAT(X(static_cast<Eigen::Index>(k)), WithinRel(test[k], 1e-13));
  }
}

TEST_CASE("standardised inputs have mean 0 and variance 1, by every way to them",
          "[data][property]") {
  const bool pixels = GENERATE(false, true);
  Dice dice(3);
  const auto dataset = random_dataset(
      {.n_x = 11, .m = 29, .m_test = 6, .pixels = pixels, .standardise = true}, dice);
  Matrix<double> X(11, 29);
  dataset->train.fill<double>(0, X);
  for (Eigen::Index k = 0; k < 11; ++k) {
    CHECK_THAT(X.row(k).mean(), WithinAbs(0.0, 1e-14));
    CHECK_THAT(X.row(k).squaredNorm() / 29, WithinAbs(1.0, 1e-13));
  }
  RowMatrix<double> rows(5, 9);
  dataset->train.fill_rows<double>(4, 20, view(rows));
  CHECK(Matrix<double>(rows) == X.block(4, 20, 5, 9));
  const std::vector<int> examples{28, 0, 13};
  RowMatrix<float> some(11, 3);
  dataset->train.fill_rows<float>(0, examples, view(some));
  for (Eigen::Index j = 0; j < 3; ++j) {
    const Matrix<float> column = X.col(examples[static_cast<std::size_t>(j)]).cast<float>();
    CHECK(Matrix<float>(some.col(j)) == column);
  }
  // The test set is measured by the training set.
  CHECK(dataset->test.mean == dataset->train.mean);
  CHECK(dataset->test.deviation == dataset->train.deviation);
}

TEST_CASE("a feature that never varies is only moved to 0", "[data][unit]") {
  Dataset dataset;
  dataset.train = {.n_x = 2, .count = 3};
  dataset.train.numbers = {0.1, 1, 0.1, 2, 0.1, 3};  // the mean of three 0.1 is not 0.1
  dataset.test = {.n_x = 2, .count = 0};
  standardise(dataset);
  CHECK(dataset.train.deviation[0] == 1.0);
  CHECK_THAT(dataset.train.value(0, 0.1), WithinAbs(0.0, 1e-16));
  CHECK_THAT(dataset.train.value(0, 0.6), WithinRel(0.5, 1e-14));
}

TEST_CASE("a standardised run has NumPy's costs with both solvers, and shows points where they are",
          "[data][golden]") {
  // tests/support/make_numpy_values.py: 2-4-1 on moons.
  const std::string solver = GENERATE("primal", "gram");
  Watcher watcher;
  watcher.send(Watch{.boundary = true});
  watcher.train(
      "data=moons&standardise=1&hidden=4&activation=tanh&init=xavier&seed=5&learning_rate=0.5"
      "&iterations=400&solver=" +
      solver);
  CHECK(watcher.status.is_gram == (solver == "gram"));
  const double costs[] = {0.5891006787508547, 0.3316264341760999, 0.2913986818957266,
                          0.24517777356607506};
  for (int i = 0; i < 4; ++i) {
    REQUIRE(watcher.cost_at(100 * i).has_value());
    CHECK_THAT(*watcher.cost_at(100 * i), WithinAbs(costs[i], 1e-9));
  }
  // Points and boundary are in the units of the data, not in those of the network.
  Watcher plain;
  plain.train("data=moons&hidden=4&iterations=1");
  CHECK(watcher.data.train_points == plain.data.train_points);
  REQUIRE(watcher.boundary.has_value());
  REQUIRE(watcher.predictions.has_value());
  int agreeing = 0;
  for (std::size_t i = 0; i < 300; ++i) {
    const auto cell = [&](double x, float low, float high) {
      return static_cast<int>((x - low) / (high - low) * watcher.boundary->side);
    };
    const int column =
        cell(watcher.data.train_points[2 * i], watcher.boundary->x_min, watcher.boundary->x_max);
    const int row = cell(watcher.data.train_points[2 * i + 1], watcher.boundary->y_min,
                         watcher.boundary->y_max);
    const float there =
        watcher.boundary->y_hat[static_cast<std::size_t>(row * watcher.boundary->side + column)];
    agreeing += (there > 0.5F) == (watcher.predictions->train[i] > 0.5F) ? 1 : 0;
  }
  CHECK(agreeing >= 295);  // a point beside the boundary may fall into a cell of the other side
}

}  // namespace
}  // namespace purr
