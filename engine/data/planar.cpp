#include "engine/data/planar.h"

#include <numbers>

#include "engine/core/portable_math.h"
#include "engine/core/random.h"

namespace purr {
namespace {

/// What scikit-learn's generators do after placing the points: shuffle them, then add noise drawn
/// row by row.
PointSet shuffle_and_blur(const PointSet& placed, std::uint32_t seed, double noise) {
  NumpyRandom random(seed);
  const std::vector<int> order = random.permutation(placed.count());
  PointSet points;
  points.xy.reserve(placed.xy.size());
  points.labels.reserve(placed.labels.size());
  for (const int from : order) {
    const auto i = static_cast<std::size_t>(from);
    points.xy.push_back(placed.xy[2 * i]);
    points.xy.push_back(placed.xy[2 * i + 1]);
    points.labels.push_back(placed.labels[i]);
  }
  for (double& coordinate : points.xy) coordinate += random.randn() * noise;
  return points;
}

void place(PointSet& points, double x, double y, std::uint8_t label) {
  points.xy.push_back(x);
  points.xy.push_back(y);
  points.labels.push_back(label);
}

}  // namespace

PointSet make_flower(int count, std::uint32_t seed, double noise) {
  NumpyRandom random(seed);
  PointSet points;
  for (int j = 0; j < 2; ++j) {
    const int size = j == 0 ? count / 2 : count - count / 2;
    std::vector<double> t = linspace(j * 3.12, (j + 1) * 3.12, size);
    for (double& angle : t) angle += random.randn() * noise;
    for (const double angle : t) {
      const double r = 4.0 * portable_sin(4.0 * angle) + random.randn() * noise;
      place(points, r * portable_sin(angle), r * portable_cos(angle), static_cast<std::uint8_t>(j));
    }
  }
  return points;
}

PointSet make_circles(int count, std::uint32_t seed, double noise, double factor) {
  PointSet points;
  for (int j = 0; j < 2; ++j) {
    const int size = j == 0 ? count / 2 : count - count / 2;
    const double radius = j == 0 ? 1.0 : factor;
    for (const double angle : linspace(0.0, 2.0 * std::numbers::pi, size, /*endpoint=*/false)) {
      place(points, radius * portable_cos(angle), radius * portable_sin(angle),
            static_cast<std::uint8_t>(j));
    }
  }
  return shuffle_and_blur(points, seed, noise);
}

PointSet make_moons(int count, std::uint32_t seed, double noise) {
  PointSet points;
  for (const double angle : linspace(0.0, std::numbers::pi, count / 2)) {
    place(points, portable_cos(angle), portable_sin(angle), 0);
  }
  for (const double angle : linspace(0.0, std::numbers::pi, count - count / 2)) {
    place(points, 1.0 - portable_cos(angle), 1.0 - portable_sin(angle) - 0.5, 1);
  }
  return shuffle_and_blur(points, seed, noise);
}

}  // namespace purr
