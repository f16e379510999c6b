#pragma once

#include <span>

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// Draws the weights between the columns of the network.
namespace purr::shell {

/// Brings `state.edges` up to date with the chosen example. `state.ports` must be those of this
/// frame.
/// @param grids  of every column, the input and the output included.
void update_edges(const Workbench& bench, NetworkState& state, std::span<const UnitGrid> grids);

/// Draws the edges that enter layer `l` and the ways from the units of the layer before to their
/// ports. Edges of the node that is pointed at stand out, others are pale.
void draw_edges(const Workbench& bench, const NetworkState& state, int l);

/// The rectangle between the ports of two columns, where the edges into layer `l` lie.
Rect edges_place(const NetworkState& state, int l);

/// A horizontal arrow.
void draw_arrow(ImVec2 from, ImVec2 to);

}  // namespace purr::shell
