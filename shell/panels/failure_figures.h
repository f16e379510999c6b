#pragma once

#include <string_view>

#include "engine/model/training_spec.h"
#include "shell/view/run_view.h"
#include "shell/widgets/widgets.h"

/// The numbers behind a failure: figures of the failure panel.
namespace purr::shell {

/// Registers something that is read but not operated, for screen readers.
void register_words(std::string_view id, Role role, std::string_view words, const Rect& place);

/// A row with a title, and a remark at its right.
void heading(std::string_view words, std::string_view at_right);

/// ‖W[1]‖ and the step around the failure, a row an iteration. Nothing where no step was measured.
void draw_step_table(const RunView& run, Optimizer optimizer);

/// The units of the ReLU layers as squares, dead ones hatched. Nothing where none is dead.
void draw_dead_units(const RunView& run);

}  // namespace purr::shell
