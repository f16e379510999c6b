#pragma once

#include <string>

#include "shell/panels/plot_curves.h"
#include "shell/panels/workbench.h"
#include "shell/plot/plot.h"

/// The dot on the curves that shows the run as it was at an earlier iteration.
namespace purr::shell {

/// The dot of one frame, with the texts that it refers to.
struct Moment {
  std::string words;
  PlotMoment dot;
};
/// Gives the plot of `kind` its dot, where the run has a past. `moment` must outlive the call of
/// `plot`.
void add_moment(const Workbench& bench, PlotKind kind, Moment& moment, PlotSpec& spec);

/// Requests the iteration that the dot was moved to.
void take_moment(Workbench& bench, const PlotResult& result);

/// "Back to iteration 2,500" and its hint.
std::string moment_back_words(const Workbench& bench);
std::string moment_back_hint(const Workbench& bench);

/// Returns to the newest state of the run.
void request_newest(Workbench& bench);

}  // namespace purr::shell
