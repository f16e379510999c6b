// Logistic regression taken apart, against z as a real run computed it.
#include "shell/view/logistic_numbers.h"

#include <cmath>
#include <string>

#include "engine/run/training_run.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Catch::Matchers::WithinAbs;

/// A run to its end, as the window sees it.
RunView finished(const std::string& link, int example) {
  TrainingRun run;
  RunView view;
  run.handle(Configure{.experiment = link});
  run.handle(Play{});
  for (int slice = 0; slice < 2000; ++slice) {
    const bool has_more = run.advance(20.0);
    for (Update& update : run.take_updates()) view.receive(update);
    if (slice == 0 || !has_more) {
      run.handle(Watch{.predictions = true,
                       .first_layer = true,
                       .trace = true,
                       .trace_is_test = true,
                       .trace_example = example});
    }
    if (!has_more && view.trace.iteration == view.first_layer.iteration &&
        view.trace.layers.size() == 1) {
      break;
    }
  }
  return view;
}

}  // namespace

TEST_CASE("the products of w and x and the bias add up to the z of the run", "[view][unit]") {
  const std::string more = GENERATE("", "&centre=0", "&standardise=1");
  const RunView run = finished("m=12&m_test=6&hidden=&iterations=20" + more, 2);
  InputValues inputs;
  const LogisticNumbers numbers = logistic_numbers(run, inputs);
  REQUIRE(numbers.is_known());
  CHECK(numbers.width == 64);
  CHECK(numbers.z == run.trace.layers[0].Z[0]);
  CHECK(numbers.y_hat == run.trace.layers[0].A[0]);
  // The window has the weights as floats: 24 bits of each of 12,288 products.
  const double tolerance = 1e-5 * (numbers.raises - numbers.lowers);
  CHECK_THAT(numbers.raises + numbers.lowers + numbers.b, WithinAbs(numbers.z, tolerance));
  double sum = numbers.b;
  double most = 0.0;
  for (const double product : numbers.products) {
    sum += product;
    most = std::max(most, product);
  }
  CHECK_THAT(sum, WithinAbs(numbers.z, tolerance));
  CHECK(numbers.products[static_cast<std::size_t>(numbers.largest_pixel)] == most);
  const int pixel = 41 * 64 + 34;
  CHECK(numbers.feature(pixel, 0) == 7974);  // row 7,975 of x, counted from 1
  CHECK_THAT(numbers.product(pixel, 0) + numbers.product(pixel, 1) + numbers.product(pixel, 2),
             WithinAbs(numbers.products[static_cast<std::size_t>(pixel)], 1e-12));
}

TEST_CASE("a network with hidden layers is not taken apart as one unit", "[view][unit]") {
  const RunView run = finished("m=12&m_test=6&hidden=2&iterations=2", 0);
  InputValues inputs;
  CHECK_FALSE(logistic_numbers(run, inputs).is_known());
}

TEST_CASE("the inputs of points are standardised as in the run", "[view][unit]") {
  const RunView run = finished("data=moons&m=20&m_test=8&hidden=&iterations=5&standardise=1", 3);
  REQUIRE(run.trace.layers.size() == 1);
  InputValues inputs;
  const std::vector<double> x = inputs.of(run, true, 3);
  REQUIRE(x.size() == 2);
  const TraceUpdate::Layer& layer = run.trace.layers[0];
  // The run computes in single precision.
  CHECK_THAT(layer.W[0] * x[0] + layer.W[1] * x[1] + layer.b[0], WithinAbs(layer.Z[0], 1e-6));
}

}  // namespace purr::shell
