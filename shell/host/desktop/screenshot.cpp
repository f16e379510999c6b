#include "shell/host/desktop/screenshot.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <variant>

#include "shell/program/files/png_writer.h"

namespace purr::shell::desktop {
namespace {

constexpr double kRestSeconds = 0.4;  // answers to the requests of the last frame come within this

}  // namespace

Picture cut_out(const Picture& whole, const SavePicture& part, float pixel_ratio) {
  const auto pixels = [pixel_ratio](float length, int max) {
    return std::clamp(static_cast<int>(std::lround(length * pixel_ratio)), 0, max);
  };
  const int x = pixels(part.x, whole.width - 1);
  const int y = pixels(part.y, whole.height - 1);
  Picture cut{.width = std::max(1, pixels(part.width, whole.width - x)),
              .height = std::max(1, pixels(part.height, whole.height - y)),
              .rgb = {}};
  for (int row = 0; row < cut.height; ++row) {
    const auto from =
        whole.rgb.begin() + 3 * (static_cast<std::ptrdiff_t>(y + row) * whole.width + x);
    cut.rgb.insert(cut.rgb.end(), from, from + 3 * static_cast<std::ptrdiff_t>(cut.width));
  }
  return cut;
}

Result<void> write_png(const std::string& path, const Picture& picture) {
  return shell::write_png(path, picture.width, picture.height, picture.rgb);
}

void ScreenshotTimer::receive(const Update& update) {
  if (const auto* status = std::get_if<Status>(&update)) phase_ = status->phase;
}

bool ScreenshotTimer::is_due(bool is_at_rest, double now_s) {
  if (options_.screenshot.empty()) return false;
  const bool is_over =
      phase_ == Phase::finished || phase_ == Phase::failed || phase_ == Phase::waiting;
  const bool is_ready = options_.after_finished ? is_over : phase_ != Phase::preparing;
  if (!is_ready || !is_at_rest || rests_since_s_ < 0.0) {
    rests_since_s_ = now_s;
    return false;
  }
  return now_s - rests_since_s_ >= kRestSeconds;
}

double ScreenshotTimer::max_wait_s() const {
  return options_.screenshot.empty() ? std::numeric_limits<double>::infinity() : kRestSeconds / 4;
}

}  // namespace purr::shell::desktop
