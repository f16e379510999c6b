// Widths and heights of the parts of the screen, without a window.
#include "shell/app/layout.h"

#include "shell/app/appearance.h"
#include "tests/support/catch.h"

using namespace purr::shell;

TEST_CASE("the layout follows the width, and low surfaces are laid out as a phone", "[app][unit]") {
  CHECK(layout_of(320, 800) == Layout::phone);
  CHECK(layout_of(719, 800) == Layout::phone);
  CHECK(layout_of(720, 800) == Layout::middle);
  CHECK(layout_of(1099, 800) == Layout::middle);
  CHECK(layout_of(1100, 800) == Layout::wide);
  CHECK(layout_of(3840, 2160) == Layout::wide);
  CHECK(layout_of(1440, 539) == Layout::phone);
}

TEST_CASE("rails leave the network its room, however wide the user wants them", "[app][unit]") {
  constexpr float kGap = 16;
  Arrangement arrangement;
  arrangement.left = GENERATE(1.0F, 300.0F, 5000.0F);
  arrangement.right = GENERATE(1.0F, 300.0F, 5000.0F);
  for (const float width : {1100.0F, 1440.0F, 3840.0F}) {
    const RailWidths rails = rail_widths(Layout::wide, width, kGap, arrangement);
    CAPTURE(width, rails.left.now, rails.right.now);
    CHECK(rails.left.now >= rails.left.min);
    CHECK(rails.left.now <= rails.left.max);
    CHECK(rails.right.now >= rails.right.min);
    CHECK(rails.right.now <= rails.right.max);
    CHECK(width - 4 * kGap - rails.left.now - rails.right.now >= 459.0F);
  }
}

TEST_CASE("rails that the user left alone grow with the screen, up to a width", "[app][unit]") {
  const RailWidths small = rail_widths(Layout::wide, 1100, 16, {});
  CHECK(small.left.now == 284);
  CHECK(small.right.now == 300);
  const RailWidths large = rail_widths(Layout::wide, 3840, 16, {});
  CHECK(large.left.now == 340);
  CHECK(large.right.now == 380);
}

TEST_CASE("at middle width there is no right rail", "[app][unit]") {
  Arrangement arrangement;
  arrangement.right = 400;
  const RailWidths rails = rail_widths(Layout::middle, 1024, 12, arrangement);
  CHECK(rails.right.now == 0);
  CHECK(rails.left.now == 300);
}

TEST_CASE("the network and the plots share their column", "[app][unit]") {
  Arrangement arrangement;
  CHECK(network_height(700, 16, arrangement).now == 700 * 0.42F);
  CHECK(network_height(2000, 16, arrangement).now == 420);
  CHECK(network_height(300, 16, arrangement).now == 250);
  arrangement.network = 9000;
  CHECK(network_height(700, 16, arrangement).now == 700 - 16 - 160);
  arrangement.network = 10;
  CHECK(network_height(700, 16, arrangement).now == 250);

  CHECK(cost_width(800, 16, arrangement).now == 501);  // 64 % of 784, in whole points
  arrangement.cost = 9000;
  CHECK(cost_width(800, 16, arrangement).now == 800 - 16 - 160);
  arrangement.cost = 10;
  CHECK(cost_width(800, 16, arrangement).now == 200);
}

TEST_CASE("text sizes go up and down in steps and stop at both ends", "[app][unit]") {
  CHECK(next_text_scale(1.0, 1) == 1.25);
  CHECK(next_text_scale(1.3, 1) == 1.5);
  CHECK(next_text_scale(2.0, 1) == 2.0);
  CHECK(next_text_scale(2.0, -1) == 1.75);
  CHECK(next_text_scale(1.3, -1) == 1.25);
  CHECK(next_text_scale(1.0, -1) == 1.0);
}
