#include "shell/view/unit_sum.h"

#include <vector>

#include "tests/support/catch.h"

namespace purr::shell {

using Catch::Matchers::WithinAbs;

TEST_CASE("z of a unit is taken apart into its largest terms, the others and the bias",
          "[view][unit]") {
  // Two units, four inputs; unit 2 has the weights 0.5, −2, 0.1, 1.
  const std::vector<double> W{9, 0.5, 9, -2.0, 9, 0.1, 9, 1.0};
  const std::vector<double> a{1.0, 3.0, 2.0, 0.0};
  const double z = 0.5 * 1 - 2.0 * 3 + 0.1 * 2 + 0.25;
  const UnitSum sum = unit_sum(W, a, 4, 2, 1, z, 0.25, 2);
  REQUIRE(sum.largest.size() == 2);
  CHECK(sum.largest[0].input == 1);
  CHECK(sum.largest[0].product() == -6.0);
  CHECK(sum.largest[1].input == 0);
  CHECK(sum.others == 2);
  CHECK_THAT(sum.others_sum, WithinAbs(0.2, 1e-12));
  CHECK_THAT(sum.largest[0].product() + sum.largest[1].product() + sum.others_sum + sum.bias,
             WithinAbs(sum.z, 1e-12));
}

TEST_CASE("without the weights all inputs together are z less the bias", "[view][unit]") {
  const UnitSum sum = unit_sum({}, {}, 12288, 20, 3, 1.5, 0.5, 5);
  CHECK(sum.largest.empty());
  CHECK(sum.others == 12288);
  CHECK(sum.others_sum == 1.0);
}

}  // namespace purr::shell
