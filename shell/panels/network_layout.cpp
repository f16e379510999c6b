#include "shell/panels/network_layout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace purr::shell {
namespace {

constexpr float kHeadHeight = 26.0F;
constexpr float kFootHeight = 26.0F;
constexpr float kSliderHeight = 54.0F;  // with the row of buttons below it
constexpr float kMinBodyHeight = 60.0F;
constexpr int kMaxHiddenWithPlanes = 5;
constexpr float kMinWidthWithPlanes = 560.0F;

/// A column's share of the width: pictures need more than circles.
float share_of(const NetworkColumn& column, bool has_pictures) {
  switch (column.kind) {
    case ColumnKind::input: return has_pictures ? 1.25F : 0.9F;
    case ColumnKind::planes: return 1.1F;
    case ColumnKind::weights: return 1.3F;
    case ColumnKind::hidden: return has_pictures && column.layer == 1 ? 1.5F : 1.1F;
    case ColumnKind::output: break;
  }
  return 1.0F;
}

/// Tries unit sizes for `unit_grid`.
class GridSearch {
 public:
  GridSearch(int units, const Rect& box, float gap) : units_(units), box_(box), gap_(gap) {}

  void set_side(float side) {
    side_ = side;
    rows_ = std::max(1, static_cast<int>((box_.height + gap_) / (side + gap_)));
    columns_ = (units_ + rows_ - 1) / rows_;
  }
  bool fits() const { return static_cast<float>(columns_) * (side_ + gap_) - gap_ <= box_.width; }
  float side() const { return side_; }
  int columns() const { return columns_; }
  int rows() const { return rows_; }

 private:
  int units_;
  Rect box_;
  float gap_;
  float side_ = 0.0F;
  int columns_ = 1;
  int rows_ = 1;
};

}  // namespace

std::span<const NetworkColumn> NetworkLayout::layer_columns() const {
  const auto first = std::find_if(columns.begin(), columns.end(),
                                  [](const NetworkColumn& column) { return column.layer > 0; });
  return {first, columns.end()};
}

float network_growth(float body_height) { return std::clamp(body_height / 190.0F, 1.0F, 1.6F); }

NetworkLayout network_layout(const Rect& inner, int hidden_count, bool has_pictures,
                             float min_output_width) {
  NetworkLayout layout;
  const float slider_height = hidden_count == 0 ? 6.0F : kSliderHeight;
  layout.head = inner.y + 2;
  layout.foot = inner.bottom() - 18;
  layout.body = {
      inner.x, inner.y + kHeadHeight, inner.width,
      std::max(kMinBodyHeight, inner.height - kHeadHeight - slider_height - kFootHeight)};

  std::vector<NetworkColumn>& columns = layout.columns;
  columns.push_back({.kind = ColumnKind::input});
  if (has_pictures && hidden_count <= kMaxHiddenWithPlanes && inner.width > kMinWidthWithPlanes) {
    columns.push_back({.kind = ColumnKind::planes});
  }
  if (has_pictures && hidden_count == 0) columns.push_back({.kind = ColumnKind::weights});
  for (int l = 1; l <= hidden_count; ++l) {
    columns.push_back({.kind = ColumnKind::hidden, .layer = l});
  }
  columns.push_back({.kind = ColumnKind::output, .layer = hidden_count + 1});

  float sum = share_of(columns.back(), has_pictures);
  for (const NetworkColumn& column : columns) {
    if (column.kind != ColumnKind::output) sum += share_of(column, has_pictures);
  }
  const float output_width = std::max(inner.width / sum, min_output_width);
  float x = inner.x;
  for (NetworkColumn& column : columns) {
    column.x = x;
    column.width =
        column.kind == ColumnKind::output
            ? output_width
            : (inner.width - output_width) * share_of(column, has_pictures) / (sum - 1.0F);
    x += column.width;
  }
  return layout;
}

Rect UnitGrid::place(int unit) const {
  // Row by row, as text is read; a single column runs down.
  const int column = columns == 1 ? 0 : unit % columns;
  const int row = columns == 1 ? unit : unit / columns;
  return {block.x + static_cast<float>(column) * pitch, block.y + static_cast<float>(row) * pitch,
          side, side};
}

int UnitGrid::unit_at(ImVec2 point) const {
  for (int unit = 0; unit < shown; ++unit) {
    const Rect at = place(unit);
    if (point.x >= at.x && point.x < at.right() && point.y >= at.y && point.y < at.bottom()) {
      return unit;
    }
  }
  return -1;
}

UnitGrid unit_grid(int units, const Rect& box, bool as_pictures) {
  constexpr float kMinComfortableCircle = 12.0F;
  const float gap = as_pictures ? 4.0F : 6.0F;
  const float largest = std::round((as_pictures ? 32.0F : 19.0F) * network_growth(box.height));
  const float smallest = as_pictures ? 12.0F : 7.0F;
  GridSearch search(units, box, gap);
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
  grid.side = search.side();
  grid.pitch = grid.side + gap;
  const int columns_that_fit = std::max(1, static_cast<int>((box.width + gap) / grid.pitch));
  grid.columns = std::min(search.columns(), columns_that_fit);
  grid.rows = std::min(search.rows(), (units + grid.columns - 1) / grid.columns);
  grid.shown = std::min(units, grid.columns * grid.rows);
  const float width = static_cast<float>(grid.columns) * grid.pitch - gap;
  const float height = static_cast<float>(grid.rows) * grid.pitch - gap;
  grid.block = {box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height};
  return grid;
}

EdgeEnds edge_ends(const UnitGrid& grid) {
  EdgeEnds ends;
  for (int unit = 0; unit < grid.shown; ++unit) {
    const float y = grid.place(unit).y + grid.side / 2;
    ends.left.push_back({grid.block.x - 1, y});
    ends.right.push_back({grid.block.right() + 1, y});
  }
  return ends;
}

std::vector<Edge> edges_between(const EdgeEnds& from, const EdgeEnds& to, std::span<const double> W,
                                int n_out) {
  constexpr float kMinStrength = 0.08F;
  double largest = 0.0;
  for (const double w : W) largest = std::max(largest, std::fabs(w));
  if (n_out <= 0 || !(largest > 0.0)) return {};
  std::vector<Edge> edges;
  for (std::size_t j = 0; j < from.right.size(); ++j) {
    for (std::size_t i = 0; i < to.left.size(); ++i) {
      const std::size_t index = j * static_cast<std::size_t>(n_out) + i;
      if (index >= W.size()) continue;
      const auto strength = static_cast<float>(std::fabs(W[index]) / largest);
      if (strength < kMinStrength) continue;
      edges.push_back({from.right[j], to.left[i], strength, W[index] > 0});
    }
  }
  return edges;
}

PlanesLayout planes_layout(const NetworkLayout& layout, const NetworkColumn& column) {
  const Rect& body = layout.body;
  const float growth = network_growth(body.height);
  PlanesLayout planes;
  const float side = std::min({column.width * 0.68F, body.height * 0.42F, 62.0F * growth});
  const float shift_x = std::min(10.0F * growth, (column.width - side) / 2);
  const float shift_y = std::min(side * 0.68F, (body.height - side) / 2);
  const float x = column.x + (column.width - side) / 2 - shift_x;
  const float y = body.y + (body.height - side) / 2 - shift_y;
  for (std::size_t c = 0; c < planes.places.size(); ++c) {
    planes.places[c] = {x + shift_x * static_cast<float>(c), y + shift_y * static_cast<float>(c),
                        side, side};
  }
  const float middle = body.y + body.height / 2;
  planes.ends.left.push_back({x - 3, middle});
  planes.ends.right.push_back({x + side + 2 * shift_x + 3, middle});
  return planes;
}

Rect picture_place(const NetworkLayout& layout, const NetworkColumn& column) {
  const Rect& body = layout.body;
  const float side =
      std::min({column.width - 12, body.height, 112.0F * network_growth(body.height)});
  return {column.x + (column.width - side) / 2, body.y + (body.height - side) / 2, side, side};
}

float fitted_size(std::string_view words, float column_width, float size,
                  const MeasureWords& measure) {
  constexpr float kMinSize = 7.5F;
  while (size > kMinSize && measure(words, size) > column_width - 6) size -= 0.5F;
  return size;
}

}  // namespace purr::shell
