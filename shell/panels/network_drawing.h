#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "shell/panels/network_layout.h"
#include "shell/panels/workbench.h"

/// The parts of the network drawing. What a column returns says where edges may end.
namespace purr::shell {

/// The texts of all columns, alike for all: what many layers have no room for is left out.
struct ColumnTexts {
  float foot_size = 0.0F;        ///< type size of the matrix shapes
  bool has_bare_counts = false;  ///< "20", not "20 units"
  bool has_bare_shapes = false;  ///< "(20, 7)", not "W^[2] (20, 7)"
  bool has_bare_heads = false;   ///< the activation alone
};

/// Whether the values and weights of the chosen example are there for every layer.
bool has_network_trace(const Workbench& bench);

void draw_column_head(const NetworkLayout& layout, const NetworkColumn& column,
                      std::string_view words, std::string_view symbol);
void draw_column_foot(const NetworkLayout& layout, const NetworkColumn& column, float size,
                      std::string_view words);

/// The width of monospaced words, for `fitted_size`.
float measure_mono(std::string_view words, float size);

/// Lines between two columns: the colour is the sign of the weight, the strength its size.
void draw_edges(const EdgeEnds& from, const EdgeEnds& to, std::span<const double> W, int n_out);
/// A horizontal arrow, at the mean height of its ends.
void draw_arrow(ImVec2 from, ImVec2 to);

/// The chosen example: a picture, or the coordinates of a point.
EdgeEnds draw_input(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column,
                    const ColumnTexts& texts);
/// The planes of the chosen picture.
EdgeEnds draw_planes(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column,
                     const ColumnTexts& texts);
/// w of logistic regression as a picture.
Rect draw_logistic_weights(Workbench& bench, const NetworkLayout& layout,
                           const NetworkColumn& column, const ColumnTexts& texts);
/// The units of layer `l` as circles or, for layer 1 of pictures, as pictures of their weights. A
/// press chooses a unit.
EdgeEnds draw_units(Workbench& bench, int l, int units, const Rect& box);
/// ŷ of the chosen example.
void draw_output(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column,
                 const ColumnTexts& texts);
/// Where the edges of the output arrive.
EdgeEnds output_ends(const NetworkLayout& layout, const NetworkColumn& column);

}  // namespace purr::shell
