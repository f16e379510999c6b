#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "shell/panels/host_actions.h"

namespace purr::shell {

/// What a run is exported as.
enum class Export : std::uint8_t { none, link, picture, svg, csv, json, weights };

/// What the user requested in this frame besides changed settings. The App carries it out once the
/// frame is drawn, in the order that app.cpp says.
struct Requests {
  // The run.
  bool play = false;
  bool pause = false;
  bool rewind = false;
  int run_to = -1;  ///< an iteration to train to, or to go back to; −1: none
  int step = 0;     ///< +1 one iteration forward, −1 one back
  /// An earlier iteration to look at, or LookBack::kNow: the newest state again.
  std::optional<int> look_back{};

  // The settings.
  bool undo = false;
  bool redo = false;
  bool new_page = false;  ///< they are a new run: “back” of the browser returns to the old one

  // What is shown and kept.
  bool find_near_duplicates = false;  ///< look for test pictures that are in the training set, too
  bool pin = false;                   ///< keep this run to compare others with
  bool dismiss_failure = false;       ///< the notice about it was closed
  Export exports = Export::none;

  std::vector<HostAction> host;  ///< in the order in which they were requested
};

}  // namespace purr::shell
