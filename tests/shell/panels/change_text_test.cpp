#include "shell/panels/change_text.h"

#include <cmath>

#include "tests/support/catch.h"

namespace purr::shell {

TEST_CASE("a change is shown with the digits that it needs", "[panels][unit]") {
  // The numbers of the drawing: 0.267783 + 0.0075 · 0.00239.
  const ChangeText change = change_text(0.267783, 0.267783 + 0.0075 * 0.00239);
  CHECK(change.before == "0.267783");
  CHECK(change.after == "0.267801");
  CHECK(change.shared == 5);
  CHECK(change.decimals == 6);
  const ChangeText large = change_text(-0.5, 1.25);
  CHECK(large.before == "−0.500");
  CHECK(large.after == "1.250");
  CHECK(large.shared == 0);
  const ChangeText through_zero = change_text(0.25, -0.25);
  CHECK(through_zero.shared == 0);
  const ChangeText none = change_text(0.267783, 0.267783);
  CHECK(none.before == none.after);
  CHECK(none.shared == none.after.size());
  CHECK(change_text(1.0, std::nan("")).after == "NaN");
}

TEST_CASE("a small part is told in millionths", "[panels][unit]") {
  const Part part = part_text(1.793e-5 / 0.267783);
  CHECK(part.unit == PartUnit::millionths);
  CHECK(part.count == "67");
  CHECK(part_text(0.25).unit == PartUnit::percent);
  CHECK(part_text(0.25).count == "25");
  CHECK(part_text(0.0041).unit == PartUnit::thousandths);
  CHECK(part_text(0.0041).count == "4.1");
  CHECK(part_text(3e-8).unit == PartUnit::billionths);
  CHECK(part_text(3e-8).count == "30");
}

}  // namespace purr::shell
