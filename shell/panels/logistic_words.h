#pragma once

#include <string>

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// The numbers of logistic regression as words.
namespace purr::shell {

/// Decimals that give z three significant digits, so that the sums beside it add up to it.
int decimals_of_z(double z);

/// "+23.54 − 20.29 − 0.39": what raises z, what lowers it, and b.
std::string logistic_sum_words(const LogisticNumbers& numbers);

/// The numbers of a node of the drawing, for its bubble.
std::string logistic_words(const Workbench& bench, const NetworkState& state,
                           const NetworkNode& node);

}  // namespace purr::shell
