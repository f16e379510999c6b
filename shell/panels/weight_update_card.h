#pragma once

#include <vector>

#include "shell/panels/workbench.h"
#include "shell/plot/plot.h"

namespace purr::shell {

struct WeightUpdateCardState {
  PlotState history;
  std::vector<PlotPoint> points;  ///< of the plot
};

/// The update of a weight by an optimiser: its formulas and the same with numbers. Markup.
struct UpdateText {
  std::vector<std::string> letters{};
  std::string settings{};  ///< "α = 0.0075"
  std::vector<std::string> numbers{};
};
UpdateText update_text(const WeightTrace& trace, const TrainingSpec& training);

/// How the weight moves and why, as a sentence.
std::string move_words(const WeightTrace& trace);

float weight_update_card_height(const Workbench& bench);

/// What an entry of dW does to its weight: the formula, old and new, and the weight so far.
void draw_weight_update_card(Workbench& bench, WeightUpdateCardState& state, const Rect& place);

}  // namespace purr::shell
