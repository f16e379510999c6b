#include "shell/widgets/tile_selection.h"

namespace purr::shell {

void TileSelection::resize(int count) {
  if (count == this->count()) return;
  is_selected_.assign(static_cast<std::size_t>(count), 0);
  before_box_.clear();
  anchor_ = -1;
  current_ = count == 0 ? -1 : std::min(current_, count - 1);
}

std::vector<int> TileSelection::selected() const {
  std::vector<int> all;
  for (int i = 0; i < count(); ++i) {
    if (has(i)) all.push_back(i);
  }
  return all;
}

void TileSelection::clear() {
  std::fill(is_selected_.begin(), is_selected_.end(), char{0});
  anchor_ = -1;
}

void TileSelection::select_all() { std::fill(is_selected_.begin(), is_selected_.end(), char{1}); }

void TileSelection::select_range(int i, bool keeps_others) {
  if (!keeps_others) std::fill(is_selected_.begin(), is_selected_.end(), char{0});
  const int from = anchor_ < 0 ? i : anchor_;
  const auto [low, high] = std::minmax(from, i);
  std::fill(is_selected_.begin() + low, is_selected_.begin() + high + 1, char{1});
  if (anchor_ < 0) anchor_ = i;
}

void TileSelection::press(int i, bool has_shift, bool has_control) {
  if (i < 0 || i >= count()) return;
  current_ = i;
  if (has_shift) return select_range(i, has_control);
  anchor_ = i;
  char& is_selected = is_selected_[static_cast<std::size_t>(i)];
  if (has_control) {
    is_selected = is_selected != 0 ? 0 : 1;
    return;
  }
  std::fill(is_selected_.begin(), is_selected_.end(), char{0});
  is_selected = 1;
}

void TileSelection::move(int by, bool has_shift, bool has_control) {
  if (count() == 0) return;
  const int next = current_ < 0 ? 0 : std::clamp(current_ + by, 0, count() - 1);
  if (has_shift && anchor_ < 0) anchor_ = std::max(0, current_);
  current_ = next;
  if (has_control && !has_shift) return;
  press(next, has_shift, false);
}

void TileSelection::box(const std::vector<int>& inside, bool adds) {
  if (adds && before_box_.size() == is_selected_.size()) {
    is_selected_ = before_box_;
  } else {
    std::fill(is_selected_.begin(), is_selected_.end(), char{0});
  }
  for (const int i : inside) {
    if (i >= 0 && i < count()) is_selected_[static_cast<std::size_t>(i)] = 1;
  }
}

}  // namespace purr::shell
