#pragma once

#include <array>
#include <vector>

#include "shell/view/input_values.h"
#include "shell/view/run_view.h"

/// Logistic regression on a picture taken apart: z = Σ w·x + b.
namespace purr::shell {

struct LogisticNumbers {
  int width = 0;  ///< of the picture; 0: not known
  int height = 0;
  std::vector<double> x{};         ///< (n_x)
  std::vector<double> w{};         ///< (n_x)
  std::vector<double> products{};  ///< per pixel, the sum over its three channels
  double raises = 0.0;             ///< sum of the positive w·x
  double lowers = 0.0;             ///< sum of the negative ones
  double b = 0.0;
  double z = 0.0;         ///< as the run computed it
  double y_hat = 0.0;     ///< as the run computed it
  double largest = 0.0;   ///< |products|
  int largest_pixel = 0;  ///< the pixel that adds most to z
  bool is_known() const { return width > 0; }
  std::size_t feature(int pixel, int channel) const {
    return static_cast<std::size_t>(pixel) * 3 + static_cast<std::size_t>(channel);
  }
  double product(int pixel, int channel) const {
    return w[feature(pixel, channel)] * x[feature(pixel, channel)];
  }
};

/// Of the example whose trace the run holds. Not known until picture, w and trace are there and of
/// the same iteration, and for a network with hidden layers.
LogisticNumbers logistic_numbers(const RunView& run, InputValues& inputs);

}  // namespace purr::shell
