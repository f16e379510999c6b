#include "shell/widgets/tile_selection.h"

#include <vector>

#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Tiles = std::vector<int>;

TileSelection of_ten() {
  TileSelection selection;
  selection.resize(10);
  return selection;
}

}  // namespace

TEST_CASE("a press selects one, with Ctrl one more, with Shift all between", "[shell][widgets]") {
  TileSelection selection = of_ten();
  selection.press(3, false, false);
  CHECK(selection.selected() == Tiles{3});
  selection.press(6, false, true);
  CHECK(selection.selected() == Tiles{3, 6});
  selection.press(6, false, true);
  CHECK(selection.selected() == Tiles{3});
  // The range begins at the last tile that was pressed without Shift.
  selection.press(8, true, false);
  CHECK(selection.selected() == Tiles{6, 7, 8});
  selection.press(4, true, false);
  CHECK(selection.selected() == Tiles{4, 5, 6});
  selection.press(0, false, false);
  CHECK(selection.selected() == Tiles{0});
  selection.press(8, false, true);
  selection.press(9, true, true);
  CHECK(selection.selected() == Tiles{0, 8, 9});
  selection.press(99, false, false);
  CHECK(selection.selected() == Tiles{0, 8, 9});
}

TEST_CASE("arrow keys move, with Shift they select on the way", "[shell][widgets]") {
  TileSelection selection = of_ten();
  selection.move(1, false, false);
  CHECK(selection.current() == 0);
  selection.move(4, false, false);  // a row down
  CHECK(selection.selected() == Tiles{4});
  selection.move(1, true, false);
  selection.move(1, true, false);
  CHECK(selection.selected() == Tiles{4, 5, 6});
  selection.move(-1, true, false);
  CHECK(selection.selected() == Tiles{4, 5});
  selection.move(1, false, true);  // Ctrl only moves
  CHECK(selection.current() == 6);
  CHECK(selection.selected() == Tiles{4, 5});
  selection.move(50, false, false);
  CHECK(selection.current() == 9);
}

TEST_CASE("a box selects what is inside, with Ctrl besides what was there", "[shell][widgets]") {
  TileSelection selection = of_ten();
  selection.press(0, false, false);
  selection.begin_box();
  selection.box({4, 5, 6}, true);
  CHECK(selection.selected() == Tiles{0, 4, 5, 6});
  selection.box({4}, true);  // the box got smaller
  CHECK(selection.selected() == Tiles{0, 4});
  selection.box({7, 8}, false);
  CHECK(selection.selected() == Tiles{7, 8});
}

TEST_CASE("all are selected, and other tiles have no selection", "[shell][widgets]") {
  TileSelection selection = of_ten();
  selection.select_all();
  CHECK(selection.selected_count() == 10);
  selection.resize(10);
  CHECK(selection.selected_count() == 10);
  selection.resize(4);
  CHECK(selection.selected_count() == 0);
  selection.resize(0);
  selection.move(1, true, false);
  CHECK(selection.selected().empty());
}

}  // namespace purr::shell
