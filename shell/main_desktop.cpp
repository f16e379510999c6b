// The native program: the command line, and the window's life from opening to closing.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/data/drawn_cats.h"
#include "shell/app.h"
#include "shell/command_line/command_line.h"
#include "shell/command_line/exports.h"
#include "shell/command_line/run.h"
#include "shell/command_line/settings.h"
#include "shell/files/file_thread.h"
#include "shell/platform_desktop.h"
#include "shell/theme/theme.h"
#include "shell/trainer_thread.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kMovement = 0.3;  // seconds to the next frame of something that moves; a notice
                                   // that leaves later than this stands still

double now_in_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// One of the engine's own cats, with round corners.
std::vector<std::uint8_t> icon_picture(int side) {
  constexpr std::uint64_t kSeed = 1;
  constexpr DrawnSettings kStill{.jitter = 0.0, .clutter = 0.0, .noise = 0.0, .cat_share = 1.0};
  const auto pixels = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
  std::vector<std::uint8_t> rgb(pixels * 3);
  std::uint32_t index = 0;
  while (draw_picture(kSeed, index, kStill, rgb).kind != DrawnKind::cat_head) ++index;

  std::vector<std::uint8_t> rgba;
  rgba.reserve(pixels * 4);
  const float half = static_cast<float>(side) / 2.0F;
  const float radius = half / 2.0F;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const auto i = 3 * static_cast<std::size_t>(y * side + x);
      const float dx =
          std::max(0.0F, std::abs(static_cast<float>(x) + 0.5F - half) - half + radius);
      const float dy =
          std::max(0.0F, std::abs(static_cast<float>(y) + 0.5F - half) - half + radius);
      const float inside = std::clamp(radius - std::hypot(dx, dy) + 0.5F, 0.0F, 1.0F);
      rgba.insert(rgba.end(), {rgb[i], rgb[i + 1], rgb[i + 2],
                               static_cast<std::uint8_t>(std::lround(255.0F * inside))});
    }
  }
  return rgba;
}

/// When the picture of --screenshot is taken: once nothing moves any more.
class PictureMoment {
 public:
  explicit PictureMoment(const WindowOptions& options) : options_(options) {}

  void see(const Update& update) {
    if (const auto* status = std::get_if<Status>(&update)) phase_ = status->phase;
  }
  /// Called after every frame. Seconds until it should be asked again where it is not yet due.
  bool is_due(bool is_at_rest, double now) {
    if (options_.screenshot.empty()) return false;
    const bool is_over =
        phase_ == Phase::finished || phase_ == Phase::failed || phase_ == Phase::waiting;
    const bool may_be = options_.after_finished ? is_over : phase_ != Phase::preparing;
    if (!may_be || !is_at_rest) {
      rests_since_ = now;
      return false;
    }
    return now - rests_since_ >= kRestSeconds;
  }
  /// A picture that is waited for must not wait for an event.
  double longest_sleep() const { return options_.screenshot.empty() ? kNever : kRestSeconds / 4; }

 private:
  static constexpr double kRestSeconds = 0.4;  // answers to the last frame's questions come in this

  const WindowOptions& options_;
  Phase phase_ = Phase::preparing;
  double rests_since_ = now_in_seconds();
};

int live(desktop::Window& window, const WindowOptions& options, const Settings& settings) {
  TrainerThread trainer(desktop::Window::wake);
  FileThread files(desktop::Window::wake);
  double drop_hint_until = 0.0;
  Hooks hooks;
  hooks.send = [&](Command command) { trainer.send(std::move(command)); };
  hooks.link_changed = [](const std::string&, bool) {};  // a window has no address bar
  hooks.event = [](std::string_view, const std::string&) {};
  hooks.weights = [](const WeightsUpdate&) {};
  hooks.prediction = [](const PredictionReply&) {};
  hooks.act = [&](std::string_view name, std::string_view argument) {
    if (name == "copy") window.copy(argument);
    if (name == "open") desktop::open_address(argument);
    // A file manager is the desktop's way to pick files: show where they are dropped.
    if (name == "pick-files") drop_hint_until = now_in_seconds() + 4.0;
  };

  Surface surface{.system_dark = options.is_dark,
                  .system_language = desktop::session_language(),
                  .has_address_bar = false};
  window.describe(surface);
  App app(std::move(hooks), write_experiment(settings.experiment), surface);
  for (const Error& note : settings.notes) app.report(note);
  if (!options.data.empty()) files.read(options.data);

  PictureMoment picture_moment(options);
  const double start = now_in_seconds();
  double next_frame = start;
  bool shows_drop_hint = false;
  bool is_reading = false;
  while (!window.is_closing()) {
    const bool is_urgent = window.wants_frame() || app.is_dirty();
    window.wait(
        is_urgent ? 0.0
                  : std::clamp(next_frame - now_in_seconds(), 0.0, picture_moment.longest_sleep()));

    bool has_news = false;
    for (Update& update : trainer.take_updates()) {
      has_news = true;
      picture_moment.see(update);
      app.receive(std::move(update));
    }
    if (auto dropped = window.take_dropped(); !dropped.empty()) files.read(std::move(dropped));
    for (FilesRead& read : files.take()) {
      has_news = true;
      for (const Error& error : read.errors) app.report(error);
      if (!is_empty(read.data)) app.bring(std::move(read.data));
    }
    const double now = now_in_seconds();
    if (std::exchange(is_reading, files.is_busy()) != is_reading) app.set_busy(is_reading);
    const bool hints_at_drop = now < drop_hint_until;
    if (std::exchange(shows_drop_hint, hints_at_drop) != hints_at_drop) {
      app.set_drop_hover(hints_at_drop);
    }

    const bool is_wanted = has_news || window.wants_frame() || app.is_dirty() || now >= next_frame;
    const bool needs_picture = !options.screenshot.empty();
    if (!window.is_visible() || (!is_wanted && !needs_picture)) {
      if (!window.is_visible()) next_frame = kNever;
      continue;
    }

    window.describe(surface);
    window.begin_frame();
    const bool wants_more = app.frame(surface, 1000.0 * (now - start));
    window.end_frame(theme().ground);
    const bool is_at_rest = !has_news && !wants_more && !app.is_dirty() && !window.wants_frame() &&
                            !files.is_busy() && seconds_until_redraw() > kMovement;
    if (picture_moment.is_due(is_at_rest, now)) {
      if (desktop::write_png(options.screenshot, window.picture())) return kDone;
      complain(describe({Errc::write_failed, {options.screenshot, "the disk may be full"}}));
      return kRunFailed;
    }
    window.show();
    next_frame = wants_more || window.has_waiting_input() ? now : now + seconds_until_redraw();
    if (shows_drop_hint) next_frame = std::min(next_frame, drop_hint_until);
  }
  return kDone;
}

int open_window(const WindowOptions& options) {
  const auto settings = read_settings(options.settings);
  if (!settings) {
    complain(settings.error());
    return kBadInput;
  }
  if (!options.screenshot.empty()) {
    if (const auto is_writable = check_writable(options.screenshot); !is_writable) {
      complain(describe(is_writable.error()));
      return kBadInput;
    }
  }
  auto window = desktop::Window::open(options.width, options.height);
  if (!window) {
    complain("No window can be opened (" + window.error() +
             "). “purrceptron run” trains without one.");
    return kRunFailed;
  }
  constexpr int kIconSide = 64;
  (*window)->set_icon(kIconSide, icon_picture(kIconSide));
  return live(**window, options, *settings);
}

}  // namespace
}  // namespace purr::shell

int main(int argc, char** argv) {
  return purr::shell::command_line(argc, argv, purr::shell::open_window);
}
