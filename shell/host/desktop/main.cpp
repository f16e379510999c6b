// The native program: the command line, and the window from opening to closing.
#include <algorithm>
#include <limits>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "shell/app/app.h"
#include "shell/host/desktop/actions.h"
#include "shell/host/desktop/clock.h"
#include "shell/host/desktop/file_thread.h"
#include "shell/host/desktop/icon.h"
#include "shell/host/desktop/screenshot.h"
#include "shell/host/desktop/trainer_thread.h"
#include "shell/host/desktop/window.h"
#include "shell/host/frame.h"
#include "shell/program/command_line/command_line.h"
#include "shell/program/command_line/exports.h"
#include "shell/program/command_line/run.h"
#include "shell/program/command_line/settings.h"
#include "shell/theme/theme.h"

namespace purr::shell::desktop {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
// Something that needs a frame within this time moves; a toast that closes later than this rests.
constexpr double kMovementSeconds = 0.3;

/// Gives the App the updates of the trainer. Returns whether there were any.
bool pass_updates(TrainerThread& trainer, App& app, ScreenshotTimer& screenshot) {
  bool is_any = false;
  for (Update& update : trainer.take_updates()) {
    is_any = true;
    screenshot.receive(update);
    app.receive(std::move(update));
  }
  return is_any;
}

/// Gives the App what was read of dropped files. Returns whether there was anything.
bool pass_files(FileThread& files, App& app) {
  bool is_any = false;
  for (FilesRead& read : files.take()) {
    is_any = true;
    // What is wrong with pictures is listed with them; other files are reported one by one.
    const bool has_pictures = !read.pictures.empty();
    read.errors.insert(read.errors.end(), read.skipped.begin(), read.skipped.end());
    for (const Error& error : read.errors) {
      if (has_pictures) {
        app.add_bad_picture(error);
      } else {
        app.report(error);
      }
    }
    for (const UserPicture& picture : read.pictures) {
      app.add_my_picture(picture.name, picture.folder, -1, picture.rgb);
    }
    if (has_pictures) app.my_pictures_done();
    if (!is_empty(read.data)) {
      app.bring(std::move(read.data), read.notes, std::move(read.table_source), read.tables);
    }
  }
  return is_any;
}

/// Runs the window until it is closed, or until its screenshot is written. Returns the exit status.
int run_window(Window& window, const WindowOptions& options, const Settings& settings) {
  TrainerThread trainer(Window::wake);
  FileThread files(Window::wake);
  Actions actions(window, trainer);
  ScreenshotTimer screenshot(options);
  Surface surface{.is_system_dark = options.is_dark,
                  .system_language = session_language(),
                  .has_address_bar = false,
                  .max_matrix_bytes = kMaxRunBytes};
  window.describe(surface);
  set_chinese_fonts(kNotoSansScRegular, kNotoSansScSemiBold);
  App app(actions.hooks(), write_experiment(settings.experiment), surface);
  for (const Error& note : settings.notes) app.report(note);
  if (!options.data.empty()) {
    files.read(options.data, {.encoding = options.encoding, .chosen = app.data_spec()});
  }

  const double start_s = now_s();
  double next_frame_s = start_s;
  bool shows_drop_hint = false;
  bool is_reading = false;
  while (!window.is_closing()) {
    const bool is_urgent = window.wants_frame() || app.is_dirty();
    const double wait_s = std::clamp(next_frame_s - now_s(), 0.0, screenshot.max_wait_s());
    window.wait(is_urgent ? 0.0 : wait_s);

    bool has_news = pass_updates(trainer, app, screenshot);
    if (auto dropped = window.take_dropped(); !dropped.empty()) {
      files.read(std::move(dropped), {.chosen = app.data_spec(), .is_dropped = true});
    }
    has_news |= pass_files(files, app);
    has_news |= actions.answer(app);
    const double now = now_s();
    if (std::exchange(is_reading, files.is_busy()) != is_reading) app.set_busy(is_reading);
    const bool hints_at_drop = now < actions.drop_hint_until_s();
    if (std::exchange(shows_drop_hint, hints_at_drop) != hints_at_drop) {
      app.set_drop_hover(hints_at_drop);
    }

    const bool needs_frame =
        has_news || window.wants_frame() || app.is_dirty() || now >= next_frame_s;
    if (!window.is_visible()) {
      next_frame_s = kNever;
      continue;
    }
    if (!needs_frame && options.screenshot.empty()) continue;

    window.take_frame(surface);
    const double wait_for_next_s = draw_frame(app, surface, 1000.0 * (now - start_s));
    actions.after_frame(app, surface.pixel_ratio);
    const bool is_at_rest = !has_news && !app.is_dirty() && !window.wants_frame() &&
                            !files.is_busy() && wait_for_next_s > kMovementSeconds;
    if (screenshot.is_due(is_at_rest, now)) {
      const auto written = write_png(options.screenshot, window.picture());
      if (written) return kDone;
      complain(describe(written.error()));
      return kRunFailed;
    }
    window.show();
    next_frame_s = now + wait_for_next_s;
    if (shows_drop_hint) next_frame_s = std::min(next_frame_s, actions.drop_hint_until_s());
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
  auto window = Window::open(options.width, options.height);
  if (!window) {
    complain("No window can be opened (" + window.error() +
             "). “purrceptron run” trains without one.");
    return kRunFailed;
  }
  constexpr int kIconSide = 64;
  (*window)->set_icon(kIconSide, icon_picture(kIconSide));
  return run_window(**window, options, *settings);
}

}  // namespace
}  // namespace purr::shell::desktop

int main(int argc, char** argv) {
  try {
    return purr::shell::command_line(argc, argv, purr::shell::desktop::open_window);
  } catch (const std::bad_alloc&) {
    purr::shell::complain("There is not enough memory. Fewer examples or units need less.");
    return purr::shell::kRunFailed;
  }
}
