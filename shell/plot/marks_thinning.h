// Points of a set of any size, reduced to what a screen can show.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace purr::shell {

/// What a thinned set was made of: made again only when this changes.
struct ThinningKey {
  const void* points = nullptr;
  std::size_t count = 0;
  std::uint32_t revision = 0;
  double x_min = 0.0, y_min = 0.0, scale = 0.0;  ///< place and scale of the view
  float side = 0.0F;                             ///< pixels
  bool operator==(const ThinningKey&) const = default;
};

/// Which points of a set are drawn. A few thousand are drawn as they are. Of more, a small square
/// of the screen keeps one: the last one of the class that has more points there. So what is drawn
/// is bounded by pixels and not by the data, and a change of the view costs one pass over the
/// points.
class Thinning {
 public:
  /// Up to so many points all are drawn.
  static constexpr std::size_t kMaxWhole = 4096;
  static constexpr float kSquare = 6.0F;  ///< pixels
  /// Of a disc of a thinned set, which has no edge: it would lie under the next disc.
  static constexpr int kSegments = 8;

  /// Indices in ascending order, or empty with `is_whole` where all are drawn.
  /// @param xy     x, y, x, y … in the plane, y upwards.
  /// @param label  0 or 1 of a point.
  const std::vector<std::int32_t>& update(const ThinningKey& key, std::span<const double> xy,
                                          const std::function<int(std::size_t)>& label);
  bool is_whole() const { return is_whole_; }

 private:
  ThinningKey key_;
  bool is_whole_ = true;
  std::vector<std::int32_t> kept_;
};

/// Calls `draw` with the index of each point that is drawn.
template <class Draw>
void for_each_kept(const Thinning& thinning, const std::vector<std::int32_t>& kept,
                   std::size_t count, const Draw& draw) {
  if (thinning.is_whole()) {
    for (std::size_t i = 0; i < count; ++i) draw(i);
  } else {
    for (const std::int32_t i : kept) draw(static_cast<std::size_t>(i));
  }
}

}  // namespace purr::shell
