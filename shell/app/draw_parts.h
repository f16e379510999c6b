#pragma once

#include <string_view>

#include "shell/app/layout.h"
#include "shell/panels/panels.h"
#include "shell/widgets/places.h"

/// What the arrangements of the screen share.
namespace purr::shell {

/// The heights of the bars at the top and at the bottom of a wide page, points.
inline constexpr float kTopBar = 56.0F;
inline constexpr float kStatusBar = 30.0F;

/// The height of the bar at the bottom of a wide page with the notices below it. Places them there,
/// where no control and no axis is.
float status_bar_height(float width, float height);

/// The gap between cards, and between them and the edges.
float card_gap(const Workbench& bench);

/// “Look inside”, and below it the worst mistakes unless its own tab shows all of them.
void draw_inside(Workbench& bench, Panels& panels);
/// The same in a rail that scrolls.
void draw_inside_rail(Workbench& bench, Panels& panels, const Rect& place);

/// A splitter in the gap beside or below a part. What the user sets is kept in `chosen`; 0 there is
/// the usual length.
void draw_splitter(std::string_view id, Text label, const Rect& place, const Adjustable& length,
                   float& chosen, SplitterSpec spec = {});

/// The few settings, the network as the star, how wrong it is and how often it is right.
void draw_first_view(Workbench& bench, Panels& panels, float width, float height);
/// All cards with all settings, in rails and columns that can be resized.
void draw_all_settings(Workbench& bench, Panels& panels, float width, float height);
/// One column with tabs.
void draw_phone(Workbench& bench, Panels& panels, float width, float height);

}  // namespace purr::shell
