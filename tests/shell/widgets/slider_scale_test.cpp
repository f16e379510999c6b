// The track of a slider as numbers.
#include <cmath>
#include <vector>

#include "shell/widgets/slider_scale.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using namespace detail;

const SliderSpec kRate{.min = 1e-4, .max = 1.0, .scale = Scale::logarithmic};
const SliderSpec kDecay{.min = 1e-3, .max = 10.0, .scale = Scale::logarithmic_zero};

}  // namespace

TEST_CASE("the middle of a logarithmic track is the geometric mean of its ends", "[shell][unit]") {
  CHECK(value_at(0.5, kRate) == 0.01);
  CHECK(place_of(0.01, kRate) == Catch::Approx(0.5));
  CHECK(value_at(0.0, kRate) == 1e-4);
  CHECK(value_at(1.0, kRate) == 1.0);
}

TEST_CASE("a logarithmic track with zero has zero at its left end alone", "[shell][unit]") {
  CHECK(value_at(0.0, kDecay) == 0.0);
  CHECK(place_of(0.0, kDecay) == 0.0);
  CHECK(place_of(1e-3, kDecay) > 0.0);
  CHECK(clamped(1e-9, kDecay) == 1e-3);
  CHECK(clamped(-1.0, kDecay) == 0.0);
  // One step to the right of zero is the smallest value, and one back is zero again.
  CHECK(stepped(0.0, 1, kDecay) == 1e-3);
  CHECK(stepped(1e-3, -1, kDecay) == 0.0);
}

TEST_CASE("every place of a track gives a value that may be set", "[shell][property]") {
  const std::vector<SliderSpec> specs{kRate,
                                      kDecay,
                                      {.min = -3, .max = 7},
                                      {.min = 1, .max = 209, .is_integer = true},
                                      {.min = 0.1, .max = 1, .step = 0.05}};
  for (const SliderSpec& spec : specs) {
    double before = -1e9;
    for (int i = 0; i <= 200; ++i) {
      const double value = value_at(i / 200.0, spec);
      CHECK(value == clamped(value, spec));
      CHECK(value >= before);
      before = value;
    }
    CHECK(value_at(-5, spec) == lowest(spec));
    CHECK(value_at(5, spec) == spec.max);
  }
}

TEST_CASE("steps of a linear slider do not collect rounding errors", "[shell][unit]") {
  const SliderSpec spec{.min = 0, .max = 1, .step = 0.1};
  double value = 0;
  for (int i = 0; i < 7; ++i) value = stepped(value, 1, spec);
  CHECK(value == 0.7);
}

TEST_CASE("a value with a name is shown by its name and typed as a number", "[shell][unit]") {
  const NamedValue all{209, "all"};
  const SliderSpec spec{.min = 1, .max = 209, .is_integer = true, .names = {&all, 1}};
  CHECK(shown_value(209, spec) == "all");
  CHECK(shown_value(20, spec) == "20");
  CHECK(editable_value(209, spec) == "209");
}

}  // namespace purr::shell
