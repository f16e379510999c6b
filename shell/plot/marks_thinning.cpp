#include "shell/plot/marks_thinning.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace purr::shell {

const std::vector<std::int32_t>& Thinning::update(const ThinningKey& key,
                                                  std::span<const double> xy,
                                                  const std::function<int(std::size_t)>& label) {
  if (key == key_) return kept_;
  key_ = key;
  kept_.clear();
  const std::size_t count = xy.size() / 2;
  is_whole_ = count <= kMaxWhole;
  if (is_whole_) return kept_;

  // One more square on each side, for points whose disc reaches into the view.
  struct Square {
    std::array<std::int32_t, 2> counts{};
    std::array<std::int32_t, 2> last{};
  };
  const int across = static_cast<int>(std::ceil(key.side / kSquare)) + 2;
  std::vector<Square> squares(static_cast<std::size_t>(across) * static_cast<std::size_t>(across));
  const double squares_per_unit = key.scale / static_cast<double>(kSquare);
  for (std::size_t i = 0; i < count; ++i) {
    const double column = std::floor((xy[2 * i] - key.x_min) * squares_per_unit) + 1.0;
    const double row = std::floor((xy[2 * i + 1] - key.y_min) * squares_per_unit) + 1.0;
    if (!(column >= 0.0 && column < across && row >= 0.0 && row < across)) continue;
    Square& square = squares[static_cast<std::size_t>(row) * static_cast<std::size_t>(across) +
                             static_cast<std::size_t>(column)];
    const std::size_t of = label(i) != 0 ? 1 : 0;
    ++square.counts[of];
    square.last[of] = static_cast<std::int32_t>(i);
  }
  for (const Square& square : squares) {
    if (square.counts[0] + square.counts[1] == 0) continue;
    kept_.push_back(square.last[square.counts[1] > square.counts[0] ? 1 : 0]);
  }
  std::sort(kept_.begin(), kept_.end());
  return kept_;
}

}  // namespace purr::shell
