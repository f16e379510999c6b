#pragma once

#include <string>
#include <string_view>

namespace purr::shell {

/// How the user arranged the screen. The browser remembers it between visits.
struct Arrangement {
  float left = 0.0F;       ///< width of the left rail, points; 0: derived from the screen
  float right = 0.0F;      ///< width of the right rail
  float network = 0.0F;    ///< height of the network card
  float cost = 0.0F;       ///< width of the main plot
  float smoothing = 0.0F;  ///< of the curves: weight of the moving average, per cent; 0: off
  bool is_data_folded = false;
  bool is_training_folded = false;
  bool is_network_folded = false;
  bool is_mistakes_folded = false;
  bool shows_more = false;          ///< the rarely changed training settings
  bool shows_all_weights = false;   ///< pictures of weights show W[1], not what it has learned
  bool shows_all_settings = false;  ///< the cards of the data and the training, and both plots
  bool shows_inside = false;        ///< “Look inside”
  bool has_seen_tour = false;       ///< or declined it: the offers of the first view are folded
  bool has_seen_replay = false;  ///< the first run in slow motion, which a first visit begins with
  bool operator==(const Arrangement&) const = default;

  /// One line of key=value pairs; empty for the first view.
  std::string text() const;
  /// Reads what `text` wrote. What cannot be read keeps its default. A text without `all` is of a
  /// version that always showed all settings: if parts were resized or folded there, they are
  /// shown.
  static Arrangement from(std::string_view text);
};

}  // namespace purr::shell
