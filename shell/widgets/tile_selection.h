// Which of many tiles are selected: what a click, Shift, Ctrl, a box and the arrow keys do. No
// drawing.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace purr::shell {

class TileSelection {
 public:
  /// Sets the number of tiles. What is selected is forgotten where the number changes.
  void resize(int count);
  int count() const { return static_cast<int>(is_selected_.size()); }
  bool has(int i) const { return is_selected_[static_cast<std::size_t>(i)] != 0; }
  int selected_count() const {
    return static_cast<int>(std::count(is_selected_.begin(), is_selected_.end(), char{1}));
  }
  /// The selected tiles, ascending.
  std::vector<int> selected() const;
  /// The tile that the keyboard is on; −1 before the first click or key.
  int current() const { return current_; }

  void clear();
  void select_all();
  /// A press on a tile: alone it selects that tile only; with Ctrl it flips that tile; with Shift
  /// it selects everything from the last tile pressed without Shift to this one (with Ctrl in
  /// addition).
  void press(int i, bool has_shift, bool has_control);
  /// Moves the current tile by `by` places and selects it; with Shift the range up to it, with Ctrl
  /// it moves only.
  void move(int by, bool has_shift, bool has_control);
  /// Selects the tiles of a dragged box instead of what was selected when the drag began, or with
  /// `adds` besides it. Called again with every move of the box.
  void box(const std::vector<int>& inside, bool adds);
  void begin_box() { before_box_ = is_selected_; }

 private:
  void select_range(int i, bool keeps_others);

  std::vector<char> is_selected_;
  std::vector<char> before_box_;
  int current_ = -1;
  int anchor_ = -1;  ///< where a range with Shift begins
};

}  // namespace purr::shell
