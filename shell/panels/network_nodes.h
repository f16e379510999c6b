#pragma once

#include <optional>
#include <span>
#include <string>

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"
#include "shell/widgets/parts.h"

/// The nodes of the network drawing as controls: mouse, finger, keyboard and screen reader.
namespace purr::shell {

/// The node that an arrow key leads to: the next one in the same column, or the one at about the
/// same height in the next column. Null where there is none.
std::optional<NetworkNode> next_node(std::span<const PlacedNode> nodes, const NetworkNode& from,
                                     Direction way);

/// Whether two nodes are the same stop of the keyboard: all edges of a layer share one.
bool is_same_stop(const NetworkNode& one, const NetworkNode& other);

/// The id of a node within the card: "unit/2/3", counted from 1.
std::string node_id(const NetworkNode& node);

/// Makes `state.nodes` items with bubbles. One of them is a Tab stop; arrow keys lead from one to
/// another.
/// @return  the node that was pressed in this frame.
std::optional<NetworkNode> node_items(Workbench& bench, NetworkState& state);

}  // namespace purr::shell
