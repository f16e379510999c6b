#include "engine/train/curve.h"

#include <algorithm>
#include <cmath>

namespace purr {

void Curve::add(const CurvePoint& point) {
  while (!points_.empty() && points_.back().iteration >= point.iteration) points_.pop_back();
  unchanged_ = std::min(unchanged_, points_.size());
  if (points_.size() >= kMaxPoints) thin();
  points_.push_back(point);
}

void Curve::cut(int iteration) {
  while (!points_.empty() && points_.back().iteration >= iteration) points_.pop_back();
  unchanged_ = std::min(unchanged_, points_.size());
}

void Curve::clear() {
  points_.clear();
  unchanged_ = 0;
  stride_ = 1;
}

void Curve::thin() {
  // First thin the points that were added since the last time. The stride grows only if that is not
  // enough, so it doubles when the length of the run does.
  keep_every_stride();
  while (points_.size() > kMaxPoints * 3 / 4) {
    stride_ *= 2;
    keep_every_stride();
  }
  unchanged_ = 0;
}

void Curve::keep_every_stride() {
  const int group = 8 * stride_;  // iterations whose lowest and highest costs stay
  std::vector<CurvePoint> kept;
  kept.reserve(points_.size());
  for (std::size_t begin = 0; begin < points_.size();) {
    std::size_t end = begin;
    std::size_t lowest = begin;
    std::size_t highest = begin;
    while (end < points_.size() &&
           points_[end].iteration / group == points_[begin].iteration / group) {
      // NaN counts as the highest cost and never as the lowest.
      const double cost = points_[end].cost;
      if (cost < points_[lowest].cost || std::isnan(points_[lowest].cost)) lowest = end;
      if (cost > points_[highest].cost || std::isnan(cost)) highest = end;
      ++end;
    }
    for (std::size_t i = begin; i < end; ++i) {
      if (points_[i].iteration % stride_ == 0 || i == lowest || i == highest || i == 0 ||
          i + 1 == points_.size()) {
        kept.push_back(points_[i]);
      }
    }
    begin = end;
  }
  points_ = std::move(kept);
}

void GradientHistory::add(const GradientPoint& point) {
  cut(point.iteration);
  if (point.iteration % stride_ != 0) return;
  while (points_.size() >= kMaxPoints) {
    stride_ *= 2;
    std::erase_if(points_, [&](const GradientPoint& p) { return p.iteration % stride_ != 0; });
    unchanged_ = 0;
  }
  points_.push_back(point);
}

void GradientHistory::cut(int iteration) {
  while (!points_.empty() && points_.back().iteration >= iteration) points_.pop_back();
  unchanged_ = std::min(unchanged_, points_.size());
}

void GradientHistory::clear() {
  points_.clear();
  unchanged_ = 0;
  stride_ = 1;
}

}  // namespace purr
