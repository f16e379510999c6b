#include "shell/host/frame.h"

#include <algorithm>

#include "imgui.h"
#include "shell/host/platform.h"
#include "shell/theme/theme.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

/// Seconds since the last frame, for animations. After a pause the clock has moved by minutes; no
/// animation should jump by them.
float elapsed_s(double time_ms) {
  static double last_ms = time_ms;
  const double elapsed = (time_ms - last_ms) / 1000.0;
  last_ms = time_ms;
  return static_cast<float>(std::clamp(elapsed, 0.0001, 0.1));
}

}  // namespace

double draw_frame(App& app, const Surface& surface, double time_ms) {
  platform::begin_frame(surface);
  ImGui::GetIO().DeltaTime = elapsed_s(time_ms);
  const bool wants_more = app.frame(surface);
  platform::end_frame(theme().ground);
  if (wants_more || app.is_dirty() || platform::has_waiting_input()) return 0.0;
  return seconds_until_redraw();
}

std::array<float, 3> rgb_of(std::uint32_t colour) {
  const auto part = [colour](unsigned shift) {
    return static_cast<float>(colour >> shift & 0xFFU) / 255.0F;
  };
  return {part(IM_COL32_R_SHIFT), part(IM_COL32_G_SHIFT), part(IM_COL32_B_SHIFT)};
}

}  // namespace purr::shell
