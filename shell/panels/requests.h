#pragma once

#include <cstdint>

namespace purr::shell {

/// The formats in which a run can be exported.
enum class Export : std::uint8_t { none, link, picture, svg, csv, json, weights };

/// What the user requests in one frame besides changed settings. Panels fill it in; the app carries
/// it out after the frame and clears it.
struct Requests {
  bool play = false;
  bool pause = false;
  bool rewind = false;
  int run_to = -1;  ///< an iteration to train to, or to go back to; −1: none
  int step = 0;     ///< +1: one iteration forward, −1: one back
  bool undo = false;
  bool redo = false;
  bool pick_files = false;
  bool pick_pictures = false;  ///< user pictures, for the class MyPicturesState::new_label
  bool pick_folder = false;
  bool camera = false;
  bool cancel_pictures = false;
  bool find_twins = false;  ///< search for test pictures that are near-duplicates of training ones
  bool share = false;
  bool licences = false;
  bool bench = false;  ///< opens the page that measures the speed of this machine
  bool pin = false;    ///< keep this run, to compare others with it
  Export exports = Export::none;
  bool new_page = false;  ///< the settings start a run of their own: "back" returns to the old one
};

}  // namespace purr::shell
