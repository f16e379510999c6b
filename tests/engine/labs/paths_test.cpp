#include "engine/labs/paths.h"

#include "tests/support/catch.h"

using Catch::Matchers::WithinAbs;
using namespace purr;

TEST_CASE("four optimisers walk down the same ravine from the same start", "[labs]") {
  const PathsResult result = paths({}, {});
  REQUIRE(result.paths.size() == 4);
  const char* names[] = {"gd", "momentum", "rmsprop", "adam"};
  for (std::size_t k = 0; k < 4; ++k) {
    const OptimizerPath& path = result.paths[k];
    CAPTURE(path.optimizer);
    CHECK(path.optimizer == names[k]);
    CHECK(path.points.size() == 101);
    CHECK(path.points.front().w1 == -2.0);
    CHECK(path.cost < path.points.front().cost);
    CHECK(path.cost >= result.minimum.cost);
  }
}

TEST_CASE("the minimum has no slope in any direction", "[labs]") {
  const PathsSettings settings;
  const PathsResult result = paths(settings, {});
  const PathExamples examples = path_examples(settings);
  const auto& [w1, w2, cost] = result.minimum;
  CHECK(path_cost(examples, w1 + 1e-3, w2) > cost);
  CHECK(path_cost(examples, w1 - 1e-3, w2) > cost);
  CHECK(path_cost(examples, w1, w2 + 1e-2) > cost);
  CHECK(path_cost(examples, w1, w2 - 1e-2) > cost);
}

TEST_CASE("the first steps are those of the formulas", "[labs]") {
  // v = 0.1·dw for momentum, so its first step is a tenth of gradient descent's. Adam's first step
  // has the length α in every direction, whatever the gradient.
  const PathsResult result = paths({}, {});
  const auto step = [&](std::size_t k) {
    const auto& points = result.paths[k].points;
    return std::pair{points[1].w1 - points[0].w1, points[1].w2 - points[0].w2};
  };
  CHECK_THAT(step(1).first, WithinAbs(0.1 * step(0).first, 1e-12));
  CHECK_THAT(step(1).second, WithinAbs(0.1 * step(0).second, 1e-12));
  CHECK_THAT(step(3).first, WithinAbs(0.05, 1e-6));
  CHECK_THAT(step(3).second, WithinAbs(0.05, 1e-6));
}

TEST_CASE("the noise of a batch falls with its size, and the whole set has none", "[labs]") {
  const PathsResult result = paths({}, {});
  REQUIRE(result.noise.size() == 5);
  for (std::size_t k = 1; k < result.noise.size(); ++k) {
    CHECK(result.noise[k].noise < result.noise[k - 1].noise);
  }
  // Four times the batch halves it, as long as the batch is a small part of the set.
  CHECK_THAT(result.noise[0].noise / result.noise[1].noise, WithinAbs(2.0, 0.2));
  CHECK(result.noise.back().noise < 1e-12);
}

TEST_CASE("small batches make the cost rise on the way, the whole set does not", "[labs]") {
  CHECK(paths({}, {}).paths[0].rises == 0);
  CHECK(paths({.batch_size = 4}, {}).paths[0].rises > 10);
}
