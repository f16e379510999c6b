#include "shell/panels/logistic_words.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "shell/panels/examples.h"
#include "shell/panels/network_words.h"

namespace purr::shell {

int decimals_of_z(double z) {
  if (!std::isfinite(z) || z == 0.0) return 2;
  return std::clamp(2 - static_cast<int>(std::floor(std::log10(std::fabs(z)))), 2, 7);
}

std::string logistic_sum_words(const LogisticNumbers& numbers) {
  const int decimals = decimals_of_z(numbers.z);
  const auto part = [&](double value) {
    return (value < 0 ? " − " : " + ") + fixed(std::fabs(value), decimals);
  };
  return fixed(numbers.raises, decimals, true) + part(numbers.lowers) + part(numbers.b);
}

std::string logistic_words(const Workbench& bench, const NetworkState& state,
                           const NetworkNode& node) {
  const LogisticNumbers& numbers = state.logistic.numbers;
  if (!numbers.is_known() || state.logistic.pixel < 0) return {};
  const int pixel = state.logistic.pixel;
  const std::string row = std::to_string(pixel / numbers.width + 1);
  const std::string column = std::to_string(pixel % numbers.width + 1);
  const std::size_t feature = numbers.feature(pixel, node.index);
  const std::string place = tr(Text::network_pointed_pixel, {row, column}) + ": ";
  switch (node.kind) {
    case NodeKind::plane: {
      const std::uint8_t* pixels =
          bench.run.pictures.find(chosen_is_test(bench), chosen_example(bench));
      if (pixels == nullptr) return {};
      return tr(Text::network_plane_now, {std::to_string(pixels[feature]), row, column});
    }
    case NodeKind::x_row:
      return tr(Text::network_x_row_now,
                {signed_number(numbers.x[feature]), number(static_cast<double>(feature + 1), 12)});
    case NodeKind::weights: {
      const std::size_t first = numbers.feature(pixel, 0);
      return place + "w = " + signed_number(numbers.w[first]) + ", " +
             signed_number(numbers.w[first + 1]) + ", " + signed_number(numbers.w[first + 2]);
    }
    case NodeKind::products:
      return place + tr(Text::network_products_now,
                        {signed_number(numbers.products[static_cast<std::size_t>(pixel)])});
    case NodeKind::product:
      return tr(Text::network_product_now,
                {signed_number(numbers.w[feature]), signed_number(numbers.x[feature]),
                 signed_number(numbers.product(pixel, node.index))});
    case NodeKind::sum:
      return logistic_sum_words(numbers) + " = " + fixed(numbers.z, decimals_of_z(numbers.z), true);
    case NodeKind::z: return "z = " + signed_number(numbers.z);
    case NodeKind::sigma:
      return tr(Text::network_sigma_now, {short_number(numbers.z), short_number(numbers.y_hat)});
    default: return {};
  }
}

}  // namespace purr::shell
