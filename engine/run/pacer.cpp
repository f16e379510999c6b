#include "engine/run/pacer.h"

#include <algorithm>

namespace purr {
namespace {

constexpr double kMaxFollowedPace = 20.0;
constexpr double kMaxDelayMs = 250.0;  // what is later than this is not caught up with

}  // namespace

void Pacer::set(double per_second) {
  per_second_ = per_second;
  restart();
}

bool Pacer::is_followed() const { return is_on() && per_second_ <= kMaxFollowedPace; }

void Pacer::finish_iteration() {
  const std::chrono::duration<double, std::milli> interval(1000.0 / per_second_);
  next_ += std::chrono::duration_cast<Clock::duration>(interval);
  if (ms_since(next_) > kMaxDelayMs) restart();
}

double Pacer::wait_ms() const { return std::max(0.0, -ms_since(next_)); }

}  // namespace purr
