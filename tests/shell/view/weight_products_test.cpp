#include "shell/view/weight_products.h"

#include <cmath>
#include <limits>
#include <vector>

#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Catch::Matchers::WithinAbs;

/// Four examples of a batch: products 1, −0.25, 0 and −0.5.
WeightTrace trace_by_hand() {
  WeightTrace trace;
  trace.examples = {7, 3, 9, 4};
  trace.dZ = {0.5, -0.25, 0.0, 0.125};
  trace.A_prev = {2.0, 1.0, 3.0, -4.0};
  return trace;
}

}  // namespace

TEST_CASE("the products of a weight are sorted by size and summed by sign", "[view][unit]") {
  const WeightProducts products = products_of(trace_by_hand());
  std::vector<int> examples;
  for (const WeightProduct& product : products.by_size) examples.push_back(product.example);
  CHECK(examples == std::vector<int>{7, 4, 3, 9});
  CHECK(products.by_size[1].product == -0.5);
  CHECK(products.by_size[1].dZ == 0.125);
  CHECK(products.by_size[1].A_prev == -4.0);
  CHECK(products.sorted == std::vector<double>{1.0, 0.0, -0.25, -0.5});
  CHECK(products.up_count == 1);
  CHECK(products.down_count == 2);
  CHECK(products.zero_count() == 1);
  CHECK(products.up == 1.0);
  CHECK(products.down == -0.75);
  CHECK(products.is_cancelling());
}

TEST_CASE("products of the whole set have the set's numbers", "[view][unit]") {
  WeightTrace trace = trace_by_hand();
  trace.examples.clear();
  trace.dZ = {0.5, 0.25, 0.0, 0.125};
  const WeightProducts products = products_of(trace);
  CHECK(products.by_size[0].example == 0);
  CHECK(products.by_size[1].example == 3);
  CHECK_FALSE(products.is_cancelling());
  CHECK(products_of({}).count() == 0);
  CHECK_FALSE(products_of({}).is_cancelling());
}

TEST_CASE("products that are NaN are kept and do not upset the order", "[view][unit]") {
  WeightTrace trace = trace_by_hand();
  trace.dZ[1] = std::numeric_limits<double>::quiet_NaN();
  const WeightProducts products = products_of(trace);
  CHECK(products.by_size[0].example == 3);
  CHECK(products.by_size[1].example == 7);
  CHECK(products.count() == 4);
}

TEST_CASE("the gradient check is a relative difference, and rounding passes it", "[view][unit]") {
  WeightTrace trace;
  trace.derivative = -0.00239;
  trace.numeric_dW = -0.00239 * (1 + 1e-7);
  CHECK_THAT(check_difference(trace), WithinAbs(1e-7, 1e-12));
  CHECK(is_check_passed(trace, /*is_double=*/true));
  trace.numeric_dW = -0.00239 * (1 + 1e-3);
  CHECK_FALSE(is_check_passed(trace, /*is_double=*/true));
  CHECK(is_check_passed(trace, /*is_double=*/false));
  trace.derivative = 0.0;
  trace.numeric_dW = 0.0;
  CHECK(check_difference(trace) == 0.0);
  trace.numeric_dW = 5e-11;  // below the noise of a difference quotient
  CHECK(is_check_passed(trace, /*is_double=*/true));
  trace.numeric_dW = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(is_check_passed(trace, /*is_double=*/true));
}

TEST_CASE("small numbers are shown in thousandths or less", "[view][unit]") {
  CHECK(common_exponent({0.23, -0.64}) == 0);
  CHECK(common_exponent({0.0397, -0.002}) == 3);
  CHECK(common_exponent({4e-5, 2e-9}) == 6);
  CHECK(common_exponent({0.1}) == 0);
  CHECK(common_exponent({0.0, 0.0}) == 0);
  CHECK(common_exponent({}) == 0);
  CHECK(common_exponent({std::numeric_limits<double>::infinity(), 0.02}) == 3);
  CHECK(common_exponent({2e11}) == 0);
}

}  // namespace purr::shell
