#include "shell/app/watch_sync.h"

#include <algorithm>

namespace purr::shell {
namespace {

/// Whether the tab of histograms is on the screen.
bool shows_distributions(const Workbench& bench) {
  const Navigation& navigation = bench.navigation;
  const bool has_inside_card = bench.layout == Layout::phone
                                   ? navigation.phone_tab == PhoneTab::inside
                                   : bench.arrangement.shows_inside;
  return has_inside_card && navigation.inside_tab == InsideTab::distributions &&
         bench.run.data.revision != 0;
}

/// The part of the plane that the large boundary shows, with half as many values as pixels.
PlaneView shown_plane(const BoundaryDialogState& boundary) {
  constexpr int kMinSide = 96;
  PlaneView plane{.side = std::clamp(static_cast<int>(boundary.side / 2), kMinSide,
                                     static_cast<int>(PlaneView::kMaxSide))};
  if (!boundary.plane.is_zoomed) return plane;
  const PlaneSquare& view = boundary.plane.view;
  plane.x_min = view.x_min;
  plane.y_min = view.y_min;
  plane.size = view.size;
  return plane;
}

}  // namespace

void WatchSync::update(const Workbench& bench, const Panels& panels) {
  const ViewSpec& view = bench.settings.view;
  const RunView& run = bench.run;
  const bool of_test = view.example_set == ExampleSet::test && run.count(true) > 0;
  Watch watch{
      .predictions = true,
      .first_layer = run.is_pictures(),
      .boundary = run.is_points(),
      .trace = run.data.revision != 0,
      .trace_is_test = of_test,
      .trace_example = std::clamp(view.example, 0, std::max(0, run.count(of_test) - 1)),
  };
  if (shows_distributions(bench)) watch.distribution_layer = panels.inside.distributions.layer;
  if (bench.navigation.is_gradient_open) watch.weight = bench.selection.weight;
  if (const auto& open = panels.network.open; open && open->kind == NodeKind::unit) {
    watch.unit = {.layer = open->layer, .unit = open->index + 1};
  }
  if (bench.navigation.is_boundary_open && run.is_points()) {
    // One view at a time: dragging requests more of them than a large network can compute.
    watch.plane_view = is_plane_pending_ ? sent_.plane_view : shown_plane(panels.boundary_dialog);
  }
  if (has_sent_ && watch == sent_) return;
  is_plane_pending_ =
      watch.plane_view.side > 0 && (is_plane_pending_ || watch.plane_view != sent_.plane_view);
  sent_ = watch;
  has_sent_ = true;
  send_(watch);
}

}  // namespace purr::shell
