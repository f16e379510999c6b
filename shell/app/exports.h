#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"
#include "shell/app/host.h"
#include "shell/panels/plot_cards.h"
#include "shell/panels/workbench.h"

namespace purr::shell {

/// The run as the part of an address after its #, such as "v=1&preset=c1w4-deep".
std::string link_of(const Experiment& settings);

/// Exports the run: as a file that the host saves, or as a link in the clipboard.
/// @param notes  repairs and errors so far, which the JSON file lists.
void export_run(Export kind, const Workbench& bench, const PlotCardsState& plots,
                const std::vector<Error>& notes, const Host& host);

/// Copies the link of the run, and says when the link cannot hold the data.
void copy_link(const Experiment& settings, const Host& host);

}  // namespace purr::shell
