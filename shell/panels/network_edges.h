#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "shell/panels/network_grid.h"

/// The weights between two layers as lines and bundles of lines. Every weight is in exactly one of
/// them. Plain values; nothing here needs an ImGui context.
namespace purr::shell {

/// What w·a does to z of the next unit for the chosen example.
enum class EdgeEffect : std::uint8_t {
  none,  ///< w or a is 0, or no example is known
  raises,
  lowers,
  failed  ///< w is NaN or infinite
};

/// One weight as a line from port `from` of a layer to port `to` of the next one.
struct EdgeLine {
  int from = 0;
  int to = 0;
  EdgeEffect effect = EdgeEffect::none;
  float strength = 0.0F;  ///< |w·a| as a part of the largest of the layer, 0 to 1
  float weight = 0.0F;
};

/// The weights from some units to some units that have no line of their own.
struct EdgeBundle {
  int from_first = 0, from_count = 0;
  int to_first = 0, to_count = 0;
  int weights = 0;  ///< how many it stands for
  EdgeEffect effect = EdgeEffect::none;
  float strength = 0.0F;  ///< mean |w·a| as a part of the largest of the layer
};

struct EdgeSet {
  std::vector<EdgeLine> lines{};
  std::vector<EdgeBundle> bundles{};
  int weights = 0;   ///< n_out · n_in
  int bundled = 0;   ///< those of them that are in bundles
  int in_count = 0;  ///< n_in
  int out_count = 0;
};

/// What `edges_between` needs to know of two layers.
struct EdgeSource {
  int n_in = 0, n_out = 0;          ///< units of both layers
  int shown_in = 0, shown_out = 0;  ///< those of them that have a place; the first ones
  /// Column-major: from unit j to unit i at [j·n_out + i]. Of another size: the weights are
  /// unknown, and all lines are without effect.
  std::span<const double> W = {};
  /// Of the units before. Of another size: lines show the weights alone.
  std::span<const double> a = {};
};

/// @param max_lines  weights with a line of their own, the strongest first. The others, and those
///                   of units without a place, are in bundles of neighbouring units.
EdgeSet edges_between(const EdgeSource& source, int max_lines);

/// How many weights of each of `gaps` gaps between layers may have lines of their own.
int max_lines_per_gap(int gaps);

/// Where a bundle begins or ends: the middle of the ports of its units.
ImVec2 middle_of_ports(std::span<const Port> ports, int first, int count);

/// Points of the curve between two ports: horizontal at both ends.
ImVec2 edge_point(ImVec2 from, ImVec2 to, float t);

/// The square of the distance of a point from the curve between two ports.
float edge_distance_squared(ImVec2 from, ImVec2 to, ImVec2 point);

}  // namespace purr::shell
