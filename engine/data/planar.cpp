#include "engine/data/planar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "engine/core/portable_math.h"
#include "engine/core/random.h"

namespace purr {
namespace {

/// How many of `count` points are of class 0 and of class 1.
std::array<int, 2> class_sizes(int count, double share) {
  // A little more than nothing, so that 1 − 0.9 of a hundred is ten and not 9.999….
  const int zeros = static_cast<int>(std::floor(count * (1.0 - share) + 1e-9));
  return {zeros, count - zeros};
}

/// The points in the order of `random.permutation`.
PointSet shuffled(const PointSet& placed, NumpyRandom& random) {
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
  return points;
}

/// What scikit-learn's generators do after placing the points: shuffle them, then add noise drawn
/// row by row.
PointSet shuffle_and_blur(const PointSet& placed, std::uint32_t seed, double noise) {
  NumpyRandom random(seed);
  PointSet points = shuffled(placed, random);
  for (double& coordinate : points.xy) coordinate += random.randn() * noise;
  return points;
}

void place(PointSet& points, double x, double y, std::uint8_t label) {
  points.xy.push_back(x);
  points.xy.push_back(y);
  points.labels.push_back(label);
}

}  // namespace

PointSet make_flower(int count, std::uint32_t seed, double noise, double share) {
  NumpyRandom random(seed);
  const std::array<int, 2> sizes = class_sizes(count, share);
  PointSet points;
  for (int j = 0; j < 2; ++j) {
    const int size = sizes[static_cast<std::size_t>(j)];
    std::vector<double> t = linspace(j * 3.12, (j + 1) * 3.12, size);
    for (double& angle : t) angle += random.randn() * noise;
    for (const double angle : t) {
      const double r = 4.0 * portable_sin(4.0 * angle) + random.randn() * noise;
      place(points, r * portable_sin(angle), r * portable_cos(angle), static_cast<std::uint8_t>(j));
    }
  }
  return points;
}

PointSet make_circles(int count, std::uint32_t seed, double noise, double share, double factor) {
  const std::array<int, 2> sizes = class_sizes(count, share);
  PointSet points;
  for (int j = 0; j < 2; ++j) {
    const int size = sizes[static_cast<std::size_t>(j)];
    const double radius = j == 0 ? 1.0 : factor;
    for (const double angle : linspace(0.0, 2.0 * std::numbers::pi, size, /*endpoint=*/false)) {
      place(points, radius * portable_cos(angle), radius * portable_sin(angle),
            static_cast<std::uint8_t>(j));
    }
  }
  return shuffle_and_blur(points, seed, noise);
}

PointSet make_moons(int count, std::uint32_t seed, double noise, double share) {
  const auto [zeros, ones] = class_sizes(count, share);
  PointSet points;
  for (const double angle : linspace(0.0, std::numbers::pi, zeros)) {
    place(points, portable_cos(angle), portable_sin(angle), 0);
  }
  for (const double angle : linspace(0.0, std::numbers::pi, ones)) {
    place(points, 1.0 - portable_cos(angle), 1.0 - portable_sin(angle) - 0.5, 1);
  }
  return shuffle_and_blur(points, seed, noise);
}

PointSet make_blobs(int count, std::uint32_t seed, double noise, double share,
                    std::uint32_t centre_seed) {
  constexpr int kHeaps = 6;
  NumpyRandom random(centre_seed);
  std::array<double, 2 * kHeaps> centres{};
  for (double& coordinate : centres) coordinate = -10.0 + 20.0 * random.random_double();
  if (seed != centre_seed) random = NumpyRandom(seed);

  const std::array<int, 2> sizes = class_sizes(count, share);
  PointSet placed;
  for (int heap = 0; heap < kHeaps; ++heap) {
    // scikit-learn deals out evenly over all heaps; any other share does so within each class.
    const auto label = static_cast<std::size_t>(heap % 2);
    const int among = share == 0.5 ? kHeaps : kHeaps / 2;
    const int total = share == 0.5 ? count : sizes[label];
    const int place_in_turn = share == 0.5 ? heap : heap / 2;
    const int size = total / among + (place_in_turn < total % among ? 1 : 0);
    const auto centre = static_cast<std::size_t>(2 * heap);
    for (int i = 0; i < size; ++i) {
      const double x = centres[centre] + noise * random.randn();
      const double y = centres[centre + 1] + noise * random.randn();
      place(placed, x, y, static_cast<std::uint8_t>(label));
    }
  }
  return shuffled(placed, random);
}

PointSet make_quantiles(int count, std::uint32_t seed, double noise, double share) {
  NumpyRandom random(seed);
  std::vector<std::array<double, 2>> drawn(static_cast<std::size_t>(count));
  const double deviation = std::sqrt(0.5);
  for (auto& [x, y] : drawn) {
    x = deviation * random.randn();
    y = deviation * random.randn();
  }
  const auto square = [](const std::array<double, 2>& p) { return p[0] * p[0] + p[1] * p[1]; };
  std::stable_sort(drawn.begin(), drawn.end(),
                   [&](const auto& a, const auto& b) { return square(a) < square(b); });
  const int zeros = class_sizes(count, share)[0];
  PointSet placed;
  for (const auto& [x, y] : drawn) {
    place(placed, x, y, placed.count() < zeros ? 0 : 1);
  }
  PointSet points = shuffled(placed, random);
  for (double& coordinate : points.xy) coordinate += random.randn() * noise;
  return points;
}

PointSet make_spiral(int count, std::uint32_t seed, double noise, double share) {
  NumpyRandom random(seed);
  const std::array<int, 2> sizes = class_sizes(count, share);
  PointSet points;
  for (int j = 0; j < 2; ++j) {
    const int size = sizes[static_cast<std::size_t>(j)];
    const double start = j * std::numbers::pi;
    const std::vector<double> radii = linspace(0.0, 1.0, size);
    const std::vector<double> angles = linspace(start, start + 4.0, size);
    for (std::size_t i = 0; i < radii.size(); ++i) {
      const double angle = angles[i] + random.randn() * noise;
      place(points, radii[i] * portable_sin(angle), radii[i] * portable_cos(angle),
            static_cast<std::uint8_t>(j));
    }
  }
  return points;
}

PointSet make_xor(int count, std::uint32_t seed, double noise, double share) {
  NumpyRandom random(seed);
  const std::array<int, 2> sizes = class_sizes(count, share);
  PointSet placed;
  for (int j = 0; j < 2; ++j) {
    for (int i = 0; i < sizes[static_cast<std::size_t>(j)]; ++i) {
      const double x_sign = i % 2 == 0 ? 1.0 : -1.0;
      const double y_sign = j == 0 ? x_sign : -x_sign;
      const double x = x_sign * (0.1 + 0.9 * random.random_double());
      const double y = y_sign * (0.1 + 0.9 * random.random_double());
      place(placed, x, y, static_cast<std::uint8_t>(j));
    }
  }
  PointSet points = shuffled(placed, random);
  for (double& coordinate : points.xy) coordinate += random.randn() * noise;
  return points;
}

PointSet make_none(int count, std::uint32_t seed, double noise, double share) {
  NumpyRandom random(seed);
  const int zeros = class_sizes(count, share)[0];
  PointSet placed;
  for (int i = 0; i < count; ++i) {
    const double x = random.random_double();
    const double y = random.random_double();
    place(placed, x, y, i < zeros ? 0 : 1);
  }
  PointSet points = shuffled(placed, random);
  for (double& coordinate : points.xy) coordinate += random.randn() * noise;
  return points;
}

}  // namespace purr
