#pragma once

#include "shell/panels/workbench.h"

/// What is wrong with the run on the screen, why in numbers, and ways out that were tried for the
/// user. In the first view a run that broke opens the panel by itself, in place of the left rail.
/// Anything milder, and with all settings open, is one line above the network, which opens the same
/// panel; where there is no rail, in a dialog.
namespace purr::shell {

/// Follows the run. Call once a frame, before the layout.
void update_failure_view(Workbench& bench);

/// Whether the panel is to be drawn in place of the left rail. Never where there is none.
bool has_failure_panel(const Workbench& bench);
/// The width of the left rail with the panel in it, which needs more than the settings.
float failure_panel_width(const Workbench& bench, float usual);
void draw_failure_panel(Workbench& bench, const Rect& place);

/// The line at the top of `column`; with the ways out where there is no rail. Returns the height it
/// takes with the gap below it; 0 where nothing is wrong, or the panel is open.
float draw_failure_strip(Workbench& bench, const Rect& column);

/// The panel as a dialog, where there is no rail.
void draw_failure_dialog(Workbench& bench);

/// Whether the axis of costs is logarithmic by itself: a run that broke spans more than four powers
/// of ten, and the user has not chosen an axis since.
bool is_log_by_itself(const Workbench& bench);

}  // namespace purr::shell
