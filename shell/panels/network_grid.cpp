#include "shell/panels/network_grid.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>

namespace purr::shell {
namespace {

struct Gaps {
  float x = 0.0F;
  float y = 0.0F;
};

/// Lanes run between the rows of several columns, so rows are further apart than columns.
Gaps gaps_of(float side, bool as_pictures, bool has_lanes) {
  if (as_pictures) return {std::max(4.0F, side * 0.19F), std::max(5.0F, side * 0.215F)};
  const float gap = std::max(4.0F, side * 0.32F);
  return {gap, has_lanes ? gap : std::max(5.0F, gap)};
}

/// Tries unit sizes for `unit_grid`.
class GridSearch {
 public:
  GridSearch(int units, const Rect& box, bool as_pictures)
      : units_(units), box_(box), as_pictures_(as_pictures) {}

  void set_side(float side) {
    side_ = side;
    gaps_ = gaps_of(side, as_pictures_, false);
    rows_ = fitting(box_.height, gaps_.y);
    columns_ = (units_ + rows_ - 1) / rows_;
    if (columns_ == 1) return;
    gaps_ = gaps_of(side, as_pictures_, true);
    // Half a gap above and below: the lanes of the first and the last row.
    rows_ = fitting(box_.height - gaps_.y, gaps_.y);
    columns_ = (units_ + rows_ - 1) / rows_;
    rows_ = (units_ + columns_ - 1) / columns_;
  }
  bool fits() const { return columns_ <= fitting(box_.width, gaps_.x); }
  int columns_that_fit() const { return fitting(box_.width, gaps_.x); }
  float side() const { return side_; }
  int columns() const { return columns_; }
  int rows() const { return rows_; }
  const Gaps& gaps() const { return gaps_; }

 private:
  int fitting(float length, float gap) const {
    return std::max(1, static_cast<int>((length + gap) / (side_ + gap)));
  }

  int units_;
  Rect box_;
  bool as_pictures_;
  float side_ = 0.0F;
  Gaps gaps_;
  int columns_ = 1;
  int rows_ = 1;
};

UnitGrid grid_in(int units, const Rect& box, bool as_pictures) {
  constexpr float kMinComfortableCircle = 12.0F;
  constexpr float kMaxCirclePitch = 64.0F;
  const float largest = std::round(as_pictures ? std::clamp(box.height * 0.206F, 24.0F, 64.0F)
                                               : std::clamp(box.height * 0.09F, 17.0F, 28.0F));
  const float smallest = as_pictures ? 12.0F : 7.0F;
  GridSearch search(units, box, as_pictures);
  search.set_side(largest);
  // Slightly smaller circles in one column look better than larger ones in two.
  if (!as_pictures) {
    while (search.columns() > 1 && search.side() > kMinComfortableCircle) {
      search.set_side(search.side() - 1);
    }
    if (search.columns() > 1) search.set_side(largest);
  }
  while (!search.fits() && search.side() > smallest) search.set_side(search.side() - 1);

  UnitGrid grid;
  grid.units = units;
  grid.side = search.side();
  grid.columns = std::min(search.columns(), search.columns_that_fit());
  grid.rows = std::min(search.rows(), (units + grid.columns - 1) / grid.columns);
  grid.shown = std::min(units, grid.columns * grid.rows);
  grid.pitch_x = grid.side + search.gaps().x;
  grid.pitch_y = grid.side + search.gaps().y;
  if (grid.columns == 1 && !as_pictures && grid.rows > 1) {
    // A few circles spread over the height.
    const float spread = (box.height - grid.side) / static_cast<float>(grid.rows);
    grid.pitch_y = std::max(grid.pitch_y, std::min(spread, kMaxCirclePitch));
  }
  const float width = static_cast<float>(grid.columns - 1) * grid.pitch_x + grid.side;
  const float height = static_cast<float>(grid.rows - 1) * grid.pitch_y + grid.side;
  grid.block = {box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height};
  return grid;
}

}  // namespace

Rect UnitGrid::place(int unit) const {
  // Row by row, as text is read; a single column runs down.
  const int column = unit % columns;
  const int row = unit / columns;
  if (row < static_cast<int>(tops.size())) {
    return {block.x, tops[static_cast<std::size_t>(row)], side, side};
  }
  return {block.x + static_cast<float>(column) * pitch_x,
          block.y + static_cast<float>(row) * pitch_y, side, side};
}

int UnitGrid::unit_at(ImVec2 point) const {
  if (shown == 0) return -1;
  if (!tops.empty()) {
    for (int unit = 0; unit < shown; ++unit) {
      const Rect at = place(unit);
      if (point.x >= at.x && point.x < at.right() && point.y >= at.y && point.y < at.bottom()) {
        return unit;
      }
    }
    return -1;
  }
  const int column = static_cast<int>(std::floor((point.x - block.x) / pitch_x));
  const int row = static_cast<int>(std::floor((point.y - block.y) / pitch_y));
  if (column < 0 || column >= columns || row < 0) return -1;
  const int unit = row * columns + column;
  if (unit >= shown) return -1;
  const Rect at = place(unit);
  return point.x < at.right() && point.y < at.bottom() ? unit : -1;
}

UnitGrid unit_grid(int units, const Rect& box, bool as_pictures) {
  constexpr float kRestHeight = 16.0F;  // of the words "and 12 more"
  UnitGrid grid = grid_in(units, box, as_pictures);
  if (grid.rest() == 0 || box.height < 4 * kRestHeight) return grid;
  return grid_in(units, {box.x, box.y, box.width, box.height - kRestHeight}, as_pictures);
}

bool make_room(UnitGrid& grid, int unit, float height, const Rect& room) {
  constexpr float kMinGap = 4.0F;
  constexpr float kMinSide = 9.0F;
  if (grid.columns != 1 || unit < 0 || unit >= grid.shown) return false;
  const auto above = static_cast<float>(unit);
  const auto below = static_cast<float>(grid.shown - 1 - unit);
  const float rest = room.height - height;
  const float needed = (above + below) * (grid.side + kMinGap);
  float side = grid.side;
  if (needed > rest) side = rest / std::max(1.0F, above + below) - kMinGap;
  if (rest < 0.0F || side < std::min(kMinSide, grid.side)) return false;
  const float pitch = side + kMinGap;
  const Rect at = grid.place(unit);
  const float middle = std::clamp(
      at.y + at.height / 2, room.y + above * pitch + height / 2,
      std::max(room.y + above * pitch + height / 2, room.bottom() - below * pitch - height / 2));
  // Neighbours keep their distance where there is room for it.
  const auto pitch_within = [&](float length, float count) {
    return count > 0.0F ? std::clamp(length / count, pitch, std::max(pitch, grid.pitch_y)) : pitch;
  };
  const float up = pitch_within(middle - height / 2 - room.y, above);
  const float down = pitch_within(room.bottom() - middle - height / 2, below);
  grid.tops.clear();
  for (int k = 0; k < grid.shown; ++k) {
    const auto steps = static_cast<float>(std::abs(k - unit));
    const float top = k < unit   ? middle - height / 2 - up * steps + (up - side) / 2
                      : k > unit ? middle + height / 2 + down * (steps - 1) + (down - side) / 2
                                 : middle - side / 2;
    grid.tops.push_back(top);
  }
  grid.block = {grid.block.x + (grid.side - side) / 2, grid.tops.front(), side,
                grid.tops.back() + side - grid.tops.front()};
  grid.side = grid.pitch_x = side;
  return true;
}

Port port_at(ImVec2 point) { return {{point, point, point}}; }

Ports ports_of(const UnitGrid& grid) {
  constexpr float kAway = 2.0F;    // from a unit to a port at its side
  constexpr float kBeside = 7.0F;  // from the block to the ports at the ends of the lanes
  Ports ports;
  const Rect& block = grid.block;
  if (grid.columns == 1) {
    for (int unit = 0; unit < grid.shown; ++unit) {
      const Rect at = grid.place(unit);
      const float y = at.y + grid.side / 2;
      ports.in.push_back(port_at({block.x - kAway, y}));
      ports.out.push_back(port_at({block.right() + kAway, y}));
    }
  } else {
    // Half of the gap between two rows is for what leaves the upper row, half for what enters the
    // lower one; each column has its lane there.
    const float half = (grid.pitch_y - grid.side) / 2;
    const float step = half / (static_cast<float>(grid.columns) + 1);
    for (int unit = 0; unit < grid.shown; ++unit) {
      const Rect at = grid.place(unit);
      const auto column = static_cast<float>(unit % grid.columns);
      const float x = at.x + grid.side / 2;
      // The longest path runs furthest from its row, so that no path crosses another.
      const float out_lane = at.bottom() + half - step * (column + 1);
      const float in_lane = at.y - step * (column + 1);
      ports.out.push_back(
          {{ImVec2{x, at.bottom()}, {x, out_lane}, {block.right() + kBeside, out_lane}}});
      ports.in.push_back({{ImVec2{x, at.y}, {x, in_lane}, {block.x - kBeside, in_lane}}});
    }
  }
  if (grid.rest() > 0) {
    const float y = block.bottom() + 8;  // beside the words "and 12 more"
    ports.in.push_back(port_at({block.x - kAway, y}));
    ports.out.push_back(port_at({block.right() + kAway, y}));
  }
  return ports;
}

}  // namespace purr::shell
