#pragma once

#include <cstdint>
#include <vector>

#include "shell/view/run_view.h"

namespace purr::shell {

/// The column x of an example as the run computes it from the data that the window has: pixels
/// divided by 255, centred or standardised as the settings say.
class InputValues {
 public:
  /// n_x values; empty while the example is not there, and for standardised sets of pictures that
  /// are too large to be here as a whole.
  std::vector<double> of(const RunView& run, bool of_test, int example);

 private:
  void measure(const RunView& run);

  std::uint32_t revision_ = 0;  ///< of the data that were measured
  bool is_measured_ = false;
  std::vector<double> mean_;  ///< of each feature over the training set
  std::vector<double> deviation_;
};

}  // namespace purr::shell
