#include "engine/labs/loops.h"

#include "engine/labs/race.h"
#include "engine/labs/scalar_loops.h"
#include "tests/support/catch.h"

using Catch::Matchers::WithinAbs;
using namespace purr;

TEST_CASE("two loops, one and none compute the same pass", "[labs]") {
  const auto result = loops({.n_x = 300, .m = 41, .repeats = 1}, {});
  REQUIRE(result);
  CHECK(result->equal);
  CHECK(result->largest_difference < 1e-12);
  CHECK(result->innermost == 12300);
  CHECK_THAT(result->cost.none, WithinAbs(result->cost.two_loops, 1e-12));
  CHECK_THAT(result->db.one_loop, WithinAbs(result->db.two_loops, 1e-12));
}

TEST_CASE("the innermost line runs two and a half million times for the cats", "[labs]") {
  const auto result = loops({.repeats = 1}, {});
  REQUIRE(result);
  CHECK(result->innermost == 2'568'192);
  CHECK(result->equal);
  CHECK(result->ms.two_loops > 0.0);
  CHECK(result->ms_low.none <= result->ms_high.none);
}

TEST_CASE("one pass by two loops is the mean gradient, worked by hand", "[labs]") {
  // z = (0, 1): a = (0.5, 0.731059), dz = (−0.5, 0.731059).
  Matrix<double> X(2, 2);
  X << 1.0, 2.0, -1.0, 0.0;
  const std::uint8_t labels[] = {1, 0};
  const double w[] = {0.5, 0.5};
  double dw[2];
  const auto [db, cost] = scalar::logistic_pass(X, labels, w, 0.0, dw);
  CHECK_THAT(dw[0], WithinAbs((-0.5 + 2.0 * 0.7310585786) / 2.0, 1e-9));
  CHECK_THAT(dw[1], WithinAbs(0.25, 1e-12));
  CHECK_THAT(db, WithinAbs((-0.5 + 0.7310585786) / 2.0, 1e-9));
  CHECK_THAT(cost, WithinAbs((0.6931471806 + 1.3132616875) / 2.0, 1e-9));
}

TEST_CASE("loop and vectorised code agree in all eight operations", "[labs]") {
  const int n = GENERATE(1000, 65537);
  const auto result = race({.n = n, .repeats = 1}, {});
  REQUIRE(result);
  CHECK(result->equal);
  std::vector<std::string> names;
  for (const RaceRow& row : result->rows) {
    CAPTURE(row.name, row.largest_difference);
    names.push_back(row.name);
    CHECK(row.equal);
    CHECK(row.loop_low <= row.loop_ms);
    CHECK(row.kernel_ms <= row.kernel_high);
  }
  CHECK(names == std::vector<std::string>{"dot", "A·v", "exp", "log", "abs", "maximum", "square",
                                          "reciprocal"});
}

TEST_CASE("the timed labs stop when they are told to", "[labs]") {
  const LabContext context{.data = {}, .keeps_going = [](double) { return false; }};
  CHECK(loops({.n_x = 10, .m = 3}, context).error().code == Errc::lab_stopped);
  CHECK(race({.n = 1000}, context).error().code == Errc::lab_stopped);
}
