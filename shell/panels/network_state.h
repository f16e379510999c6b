#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "shell/panels/network_edges.h"
#include "shell/panels/network_grid.h"
#include "shell/theme/tile_texture.h"
#include "shell/view/input_values.h"
#include "shell/view/logistic_numbers.h"
#include "shell/widgets/places.h"

/// What the drawing of the network keeps from frame to frame.
namespace purr::shell {

/// A part of the drawing that explains itself.
enum class NodeKind : std::uint8_t {
  input,    ///< the picture, or feature `index`
  edges,    ///< the weights that enter `layer`; `index` is one line, or a bundle after all lines
  unit,     ///< unit `index` of `layer`
  rest,     ///< the units of `layer` that have no place; of layer 0: features
  caption,  ///< the name of `layer`
  shape,    ///< the shape of its weights
  bar,      ///< the bar of ŷ
  answer,   ///< ŷ as a number
  // The line of logistic regression, from left to right.
  plane,     ///< 0 red, 1 green, 2 blue
  x_row,     ///< the row of x for channel `index` of the chosen pixel
  weights,   ///< w as a picture
  products,  ///< w ∗ x as a picture
  product,   ///< the product for channel `index` of the chosen pixel
  sum,       ///< Σ + b
  z,
  sigma
};

/// Layers count from 1, units and features from 0.
struct NetworkNode {
  NodeKind kind = NodeKind::input;
  int layer = 0;
  int index = 0;
  bool operator==(const NetworkNode&) const = default;
};

/// A node as it was drawn in this frame.
struct PlacedNode {
  NetworkNode node;
  int rank = 0;  ///< its column, from left to right; edges have columns of their own
  Rect place;
  float radius = 6.0F;  ///< of its corners
};

/// What the edges were made of; they are made again when this changes.
struct EdgeKey {
  std::uint32_t trace_count = 0;
  bool has_trace = false;
  std::vector<int> units{};  ///< of every column, the input included
  std::vector<int> shown{};
  bool operator==(const EdgeKey&) const = default;
};

/// The line of logistic regression.
struct LogisticState {
  LogisticNumbers numbers{};
  std::uint32_t trace_count = 0;  ///< of which `numbers` are
  std::uint32_t weights_count = 0;
  int pixel = -1;             ///< that was pointed at, row · width + column; −1: none yet
  float strip_width = 0.0F;   ///< of the row of numbers below the drawing
  float strip_height = 0.0F;  ///< the largest that it needed in this width
  std::unique_ptr<TileTexture> products{};  ///< w ∗ x as a picture
};

struct NetworkState {
  std::vector<PlacedNode> nodes{};       ///< of the present frame
  NetworkNode current{};                 ///< where Tab stops
  std::optional<NetworkNode> pointed{};  ///< under the mouse or with the keyboard, one frame ago
  std::optional<NetworkNode> open{};     ///< pressed: its numbers stay until the next press
  int controls_of = 0;                   ///< the layer whose settings are open in a narrow drawing

  Rect opened_box{};             ///< where the open unit shows z, g and a; without width: nowhere
  std::vector<Ports> ports{};    ///< of every column, the input first
  std::vector<EdgeSet> edges{};  ///< those that enter layer l at [l − 1]
  EdgeKey edge_key{};
  std::vector<int> edge_index{};  ///< the line or bundle of layer l that was pointed at last

  InputValues inputs{};
  LogisticState logistic{};
  bool is_walking_pixels = false;  ///< the arrow keys move the chosen pixel
};

}  // namespace purr::shell
