#pragma once

#include <array>
#include <string>

#include "shell/panels/logistic_layout.h"
#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// The columns of numbers in the drawing of logistic regression, and what all its parts share.
namespace purr::shell {

inline constexpr std::array<ImU32, 3> kChannelColours{
    IM_COL32(214, 78, 62, 255), IM_COL32(52, 152, 76, 255), IM_COL32(74, 112, 224, 255)};

/// One frame of the drawing.
struct LogisticLine {
  Workbench& bench;
  NetworkState& state;
  const LogisticNumbers& numbers;
  LogisticLayout at;
  ImDrawList* list = ImGui::GetWindowDrawList();

  int pixel() const { return state.logistic.pixel; }
  void node(NodeKind kind, int index, int rank, const Rect& place, float radius = 6.0F) const {
    state.nodes.push_back(
        {.node = {kind, 0, index}, .rank = rank, .place = place, .radius = radius});
  }
};

/// A picture, or a plain square while it is not there.
void draw_logistic_picture(const LogisticLine& line, const Rect& place, const TileRef& tile,
                           float radius);

/// Takes the numbers of a new trace, and makes w ∗ x a picture.
void refresh_logistic(const Workbench& bench, NetworkState& state);

/// Drops the nodes and edges of the frame before.
void clear_network(NetworkState& state);

/// Makes the nodes of this frame items; arrow keys walk over pixels after a press on a picture.
void logistic_items(Workbench& bench, NetworkState& state);

/// The pixel under the pointer becomes the chosen one.
void follow_logistic_pointer(const LogisticLine& line);

/// A frame around the chosen pixel.
void mark_logistic_pixel(const LogisticLine& line, const Rect& place);

void draw_logistic_ring(const LogisticLine& line, ImVec2 centre);

/// The three rows of the chosen pixel, in x or in the products, as numbers in the cells.
void draw_logistic_cells(const LogisticLine& line, const std::array<Rect, 3>& cells,
                         bool of_products, int rank);

/// The middle of the chosen pixel in a picture.
ImVec2 pixel_in(const LogisticLine& line, const Rect& place);

/// The three planes, the rows of x and the products, with the curves between them.
void draw_logistic_columns(const LogisticLine& line);

}  // namespace purr::shell
