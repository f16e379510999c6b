#include "shell/panels/network_layout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace purr::shell {
namespace {

constexpr float kMinBodyHeight = 60.0F;
constexpr float kMinBodyWithControls = 130.0F;
constexpr float kBodyGap = 8.0F;  // above the captions
constexpr float kLargestPicture = 168.0F;

float picture_side(float width, float body_height) {
  return std::clamp(std::min(width * 0.145F, body_height * 0.46F), 32.0F, kLargestPicture);
}

float input_width(const NetworkContent& content, float width, float body_height) {
  if (content.is_compact) return 0.0F;
  if (!content.has_pictures) return std::min(width * 0.2F, 130.0F * content.text_scale);
  const float arrow = std::min(std::max(44.0F, width * 0.1F), 72.0F * content.text_scale);
  return picture_side(width, body_height) + arrow;
}

float output_width(const NetworkContent& content, float width) {
  if (content.is_compact) return 48.0F;
  return std::min(width * 0.3F, std::max(width * 0.16F, 150.0F * content.text_scale));
}

/// How wide layer 1 wants to be when its units are pictures.
float wanted_width_of_pictures(int units, float body_height) {
  constexpr float kBeside = 48.0F;  // for the ports and the first part of the edges
  const float side = std::clamp(body_height * 0.206F, 24.0F, 64.0F);
  const float rows = std::max(1.0F, std::floor(body_height / (side * 1.215F)));
  return std::ceil(static_cast<float>(units) / rows) * side * 1.19F + kBeside;
}

/// Gives the hidden columns what input and output leave.
std::vector<float> hidden_widths(const NetworkContent& content, float rest, float body_height) {
  const std::size_t count = content.hidden.size();
  std::vector<float> widths(count, rest / static_cast<float>(std::max<std::size_t>(1, count)));
  if (!content.has_pictures || count < 2) return widths;
  const float share = content.is_compact ? 0.66F : count == 2 ? 0.62F : count < 5 ? 0.52F : 0.34F;
  widths[0] = std::clamp(wanted_width_of_pictures(content.hidden[0], body_height), widths[0],
                         std::max(widths[0], rest * share));
  const float each = (rest - widths[0]) / static_cast<float>(count - 1);
  std::fill(widths.begin() + 1, widths.end(), each);
  return widths;
}

}  // namespace

CaptionRows caption_rows(float text_scale) {
  return {.name = std::round(17 * text_scale),
          .count = std::round(16 * text_scale),
          .chooser = std::round(24 * std::max(1.0F, text_scale)),
          .slider = 26.0F,
          .shape = std::round(15 * text_scale)};
}

std::span<const NetworkColumn> NetworkLayout::layer_columns() const {
  const auto first = std::find_if(columns.begin(), columns.end(),
                                  [](const NetworkColumn& column) { return column.layer > 0; });
  return {first, columns.end()};
}

NetworkLayout network_layout(const Rect& inner, const NetworkContent& content) {
  NetworkLayout layout;
  layout.is_compact = content.is_compact;
  const CaptionRows rows = caption_rows(content.text_scale);
  const float plain_foot = content.is_compact ? rows.name : rows.name + rows.count;
  const float full_foot = rows.name + rows.chooser + rows.slider + rows.shape;
  const auto columns_for = [&](float foot) {
    layout.body = {inner.x, inner.y, inner.width,
                   std::max(kMinBodyHeight, inner.height - foot - kBodyGap)};
    layout.foot = layout.body.bottom() + kBodyGap;
    layout.bottom = layout.foot + foot;
    layout.columns.clear();
    if (!content.is_compact) layout.columns.push_back({.kind = ColumnKind::input});
    const int hidden_count = static_cast<int>(content.hidden.size());
    for (int l = 1; l <= hidden_count; ++l) {
      layout.columns.push_back({.kind = ColumnKind::hidden, .layer = l});
    }
    layout.columns.push_back({.kind = ColumnKind::output, .layer = hidden_count + 1});
    const float height = layout.body.height;
    const float output = output_width(content, inner.width);
    const float input =
        hidden_count == 0 ? inner.width - output : input_width(content, inner.width, height);
    const std::vector<float> hidden = hidden_widths(content, inner.width - input - output, height);
    float x = inner.x;
    for (NetworkColumn& column : layout.columns) {
      column.x = x;
      column.width = column.kind == ColumnKind::input ? input
                     : column.kind == ColumnKind::output
                         ? output
                         : hidden[static_cast<std::size_t>(column.layer - 1)];
      x += column.width;
    }
  };
  columns_for(full_foot);
  const auto is_wide = [&](const NetworkColumn& column) {
    return column.kind != ColumnKind::hidden || column.width >= content.min_control_width;
  };
  layout.has_controls = !content.is_compact &&
                        inner.height - full_foot - kBodyGap >= kMinBodyWithControls &&
                        std::all_of(layout.columns.begin(), layout.columns.end(), is_wide);
  if (!layout.has_controls) columns_for(plain_foot);
  return layout;
}

Rect units_box(const NetworkLayout& layout, const NetworkColumn& column) {
  constexpr float kMaxBeside = 24.0F;  // of a column, left free for the curves of the edges
  const float beside = layout.is_compact ? 6.0F : std::min(kMaxBeside, column.width * 0.14F);
  return {column.x + beside, layout.body.y, column.width - 2 * beside, layout.body.height};
}

Rect picture_place(const NetworkLayout& layout, const NetworkColumn& column) {
  const Rect& body = layout.body;
  const float side =
      std::min({picture_side(body.width, body.height), column.width - 8, body.height});
  return {column.x, body.y + (body.height - side) / 2, side, side};
}

Rect output_bar(const NetworkLayout& layout, const NetworkColumn& column) {
  const Rect& body = layout.body;
  const float height = std::clamp(body.height * 0.46F, std::min(60.0F, body.height), 180.0F);
  const float width = std::clamp(column.width * 0.09F, 9.0F, 16.0F);
  const float x = column.x + std::min(40.0F, column.width * 0.2F);
  return {x, body.y + (body.height - height) / 2, width, height};
}

}  // namespace purr::shell
