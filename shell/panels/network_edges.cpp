#include "shell/panels/network_edges.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace purr::shell {
namespace {

constexpr int kMaxLines = 1600;  // of the whole drawing: what a frame draws in a millisecond
constexpr int kMinLinesPerGap = 150;
constexpr int kMaxGroups = 8;  // of neighbouring units of one layer

/// Neighbouring units that share a bundle: at most kMaxGroups of those with a place, and one group
/// of those without.
struct Groups {
  int size = 1;   ///< units of a group
  int shown = 0;  ///< units with a place
  int units = 0;

  Groups(int units_of_layer, int shown_units) : shown(shown_units), units(units_of_layer) {
    size = std::max(1, (shown + kMaxGroups - 1) / kMaxGroups);
  }
  int of_shown() const { return (shown + size - 1) / size; }
  int count() const { return of_shown() + (units > shown ? 1 : 0); }
  int group(int unit) const { return unit < shown ? unit / size : of_shown(); }
  int first(int group) const { return group < of_shown() ? group * size : shown; }
  int length(int group) const {
    return group < of_shown() ? std::min(size, shown - group * size) : units - shown;
  }
};

struct Sum {
  double effects = 0.0;
  double sizes = 0.0;
  int weights = 0;
  bool has_failed = false;
};

/// The weights and what they do, by place in W.
class Effects {
 public:
  explicit Effects(const EdgeSource& source)
      : source_(source),
        has_weights_(source.W.size() == static_cast<std::size_t>(source.n_in) *
                                            static_cast<std::size_t>(source.n_out)),
        has_values_(source.a.size() == static_cast<std::size_t>(source.n_in)) {
    for (const double a : source.a) {
      if (std::isfinite(a)) largest_a_ = std::max(largest_a_, std::fabs(a));
    }
    const std::size_t count = has_weights_ ? source.W.size() : 0;
    for (std::size_t at = 0; at < count; ++at) {
      const double effect = std::fabs(effect_at(at));
      if (std::isfinite(effect)) largest_ = std::max(largest_, effect);
    }
  }
  double weight_at(std::size_t at) const { return has_weights_ ? source_.W[at] : 0.0; }
  double effect_at(std::size_t at) const { return weight_at(at) * value_before(at); }
  float strength_of(double effect) const {
    return largest_ > 0.0 && std::isfinite(effect)
               ? static_cast<float>(std::fabs(effect) / largest_)
               : 0.0F;
  }
  /// Orders weights: by their effect, and among those without one by their size.
  double rank_at(std::size_t at) const {
    constexpr double kOfSilentUnits = 0.02;
    const double w = std::fabs(weight_at(at));
    if (!std::isfinite(w)) return 0.0;
    const double a = has_values_ ? std::fabs(value_before(at)) + kOfSilentUnits * largest_a_ : 1.0;
    return std::isfinite(a) ? w * a : w;
  }
  EdgeEffect kind_of(double weight, double effect) const {
    if (!std::isfinite(weight)) return EdgeEffect::failed;
    if (!(std::fabs(effect) > 0.0)) return EdgeEffect::none;
    return effect > 0.0 ? EdgeEffect::raises : EdgeEffect::lowers;
  }

 private:
  double value_before(std::size_t at) const {
    return has_values_ ? source_.a[at / static_cast<std::size_t>(source_.n_out)] : 1.0;
  }

  const EdgeSource& source_;
  bool has_weights_;
  bool has_values_;
  double largest_ = 0.0;
  double largest_a_ = 0.0;
};

/// The places in W of those weights that get lines of their own, in ascending order.
std::vector<std::size_t> places_of_lines(const EdgeSource& source, const Effects& effects,
                                         int max_lines) {
  const auto n_out = static_cast<std::size_t>(source.n_out);
  std::vector<std::size_t> places;
  for (std::size_t j = 0; j < static_cast<std::size_t>(source.shown_in); ++j) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(source.shown_out); ++i) {
      places.push_back(j * n_out + i);
    }
  }
  const auto kept = static_cast<std::size_t>(std::max(0, max_lines));
  if (places.size() <= kept) return places;
  // Equal weights keep their order, so that the choice does not depend on the library.
  const auto is_before = [&](std::size_t one, std::size_t other) {
    const double a = effects.rank_at(one);
    const double b = effects.rank_at(other);
    return a != b ? a > b : one < other;
  };
  std::nth_element(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(kept), places.end(),
                   is_before);
  places.resize(kept);
  std::sort(places.begin(), places.end());
  return places;
}

void add_bundles(EdgeSet& edges, const EdgeSource& source, const Effects& effects,
                 const std::vector<std::size_t>& lines) {
  const Groups before(source.n_in, source.shown_in);
  const Groups after(source.n_out, source.shown_out);
  const auto columns = static_cast<std::size_t>(after.count());
  std::vector<Sum> sums(static_cast<std::size_t>(before.count()) * columns);
  auto next_line = lines.begin();
  std::size_t at = 0;
  for (int j = 0; j < source.n_in; ++j) {
    for (int i = 0; i < source.n_out; ++i, ++at) {
      if (next_line != lines.end() && *next_line == at) {
        ++next_line;
        continue;
      }
      Sum& sum = sums[static_cast<std::size_t>(before.group(j)) * columns +
                      static_cast<std::size_t>(after.group(i))];
      ++sum.weights;
      const double effect = effects.effect_at(at);
      sum.has_failed |= !std::isfinite(effects.weight_at(at));
      if (!std::isfinite(effect)) continue;
      sum.effects += effect;
      sum.sizes += std::fabs(effect);
    }
  }
  for (int g = 0; g < before.count(); ++g) {
    for (int h = 0; h < after.count(); ++h) {
      const Sum& sum = sums[static_cast<std::size_t>(g) * columns + static_cast<std::size_t>(h)];
      if (sum.weights == 0) continue;
      edges.bundled += sum.weights;
      edges.bundles.push_back(
          {.from_first = before.first(g),
           .from_count = before.length(g),
           .to_first = after.first(h),
           .to_count = after.length(h),
           .weights = sum.weights,
           .effect = sum.has_failed ? EdgeEffect::failed : effects.kind_of(0.0, sum.effects),
           .strength = effects.strength_of(sum.sizes / sum.weights)});
    }
  }
}

}  // namespace

EdgeSet edges_between(const EdgeSource& source, int max_lines) {
  EdgeSet edges{
      .weights = source.n_in * source.n_out, .in_count = source.n_in, .out_count = source.n_out};
  if (source.shown_in == 0) {
    // Inputs without a place, such as the numbers of a picture: all weights are one bundle.
    edges.bundled = edges.weights;
    edges.bundles.push_back({.from_first = 0,
                             .from_count = source.n_in,
                             .to_first = 0,
                             .to_count = source.n_out,
                             .weights = edges.weights});
    return edges;
  }
  const Effects effects(source);
  const std::vector<std::size_t> places = places_of_lines(source, effects, max_lines);
  const auto n_out = static_cast<std::size_t>(source.n_out);
  edges.lines.reserve(places.size());
  for (const std::size_t at : places) {
    const double effect = effects.effect_at(at);
    edges.lines.push_back({.from = static_cast<int>(at / n_out),
                           .to = static_cast<int>(at % n_out),
                           .effect = effects.kind_of(effects.weight_at(at), effect),
                           .strength = effects.strength_of(effect),
                           .weight = static_cast<float>(effects.weight_at(at))});
  }
  if (static_cast<int>(places.size()) < edges.weights) add_bundles(edges, source, effects, places);
  return edges;
}

int max_lines_per_gap(int gaps) { return std::max(kMinLinesPerGap, kMaxLines / std::max(1, gaps)); }

ImVec2 middle_of_ports(std::span<const Port> ports, int first, int count) {
  // The port after those with a place stands for all units without one.
  const int last_port = static_cast<int>(ports.size()) - 1;
  const int begin = std::clamp(first, 0, std::max(0, last_port));
  const int end = std::clamp(first + count - 1, begin, std::max(0, last_port));
  if (ports.empty()) return {};
  const ImVec2 a = ports[static_cast<std::size_t>(begin)].at();
  const ImVec2 b = ports[static_cast<std::size_t>(end)].at();
  return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

ImVec2 edge_point(ImVec2 from, ImVec2 to, float t) {
  // A cubic Bézier curve with its control points half-way across, at the heights of its ends.
  const float middle = (from.x + to.x) / 2;
  const float s = 1.0F - t;
  const float a = s * s * s;
  const float b = 3 * s * s * t;
  const float c = 3 * s * t * t;
  const float d = t * t * t;
  return {a * from.x + (b + c) * middle + d * to.x, (a + b) * from.y + (c + d) * to.y};
}

float edge_distance_squared(ImVec2 from, ImVec2 to, ImVec2 point) {
  constexpr int kSteps = 16;
  float least = 1e12F;
  ImVec2 before = from;
  for (int k = 1; k <= kSteps; ++k) {
    const ImVec2 here = edge_point(from, to, static_cast<float>(k) / kSteps);
    const ImVec2 along{here.x - before.x, here.y - before.y};
    const ImVec2 off{point.x - before.x, point.y - before.y};
    const float length = along.x * along.x + along.y * along.y;
    const float t =
        length > 0.0F ? std::clamp((off.x * along.x + off.y * along.y) / length, 0.0F, 1.0F) : 0.0F;
    const float dx = off.x - t * along.x;
    const float dy = off.y - t * along.y;
    least = std::min(least, dx * dx + dy * dy);
    before = here;
  }
  return least;
}

}  // namespace purr::shell
