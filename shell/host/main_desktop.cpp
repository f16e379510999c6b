// The native program: the command line, and the window's life from opening to closing.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/pictures/drawn_cats.h"
#include "shell/app/app.h"
#include "shell/host/file_thread.h"
#include "shell/host/platform_desktop.h"
#include "shell/host/trainer_thread.h"
#include "shell/program/command_line/command_line.h"
#include "shell/program/command_line/exports.h"
#include "shell/program/command_line/run.h"
#include "shell/program/command_line/settings.h"
#include "shell/program/files/glyph_pack.h"
#include "shell/program/files/png_writer.h"
#include "shell/theme/theme.h"
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

/// A visitor made of one function per alternative.
template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

/// A name in the current folder that no file has yet: name.png, name-2.png …
std::string free_path(std::string_view name) {
  const std::filesystem::path wanted(name);
  std::filesystem::path path = wanted;
  std::error_code code;
  for (int i = 2; std::filesystem::exists(path, code) && i < 10000; ++i) {
    path = wanted.stem().string() + "-" + std::to_string(i) + wanted.extension().string();
  }
  return path.string();
}

/// A part of a picture of the window.
desktop::Picture cut_out(const desktop::Picture& whole, const SavePicture& part, float ratio) {
  const auto pixels = [ratio](float length, int most) {
    return std::clamp(static_cast<int>(std::lround(length * ratio)), 0, most);
  };
  const int x = pixels(part.x, whole.width - 1);
  const int y = pixels(part.y, whole.height - 1);
  desktop::Picture cut{.width = std::max(1, pixels(part.width, whole.width - x)),
                       .height = std::max(1, pixels(part.height, whole.height - y)),
                       .rgb = {}};
  for (int row = 0; row < cut.height; ++row) {
    const auto from =
        whole.rgb.begin() + 3 * (static_cast<std::ptrdiff_t>(y + row) * whole.width + x);
    cut.rgb.insert(cut.rgb.end(), from, from + 3 * static_cast<std::ptrdiff_t>(cut.width));
  }
  return cut;
}

bool write(const std::string& path, const desktop::Picture& picture) {
  return write_png(path, picture.width, picture.height, picture.rgb);
}

/// Gathers the weights of all layers, which come one by one, into one file.
class WeightsFile {
 public:
  void begin(std::string path) {
    path_ = std::move(path);
    expected_ = 0;
    layers_.clear();
  }
  bool wants_layers() const { return !path_.empty() && expected_ == 0; }
  void expect(int layers) { expected_ = static_cast<std::size_t>(layers); }
  Result<void> take(const WeightsUpdate& update) {
    if (path_.empty() || expected_ == 0) return {};
    layers_.push_back(update);
    if (layers_.size() < expected_) return {};
    return write_npz(std::exchange(path_, {}), std::exchange(layers_, {}));
  }

 private:
  std::string path_;  // empty: nothing is asked for
  std::size_t expected_ = 0;
  std::vector<WeightsUpdate> layers_;
};

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
  bool needs_glyphs = false;
  bool cannot_fetch = false;
  Hooks hooks;
  hooks.send = [&](Command command) { trainer.send(std::move(command)); };
  hooks.link_changed = [](const std::string&, bool) {};  // a window has no address bar
  hooks.event = [](std::string_view, const std::string&) {};
  std::vector<Error> troubles;  // of files that could not be written
  hooks.save = [&](std::string_view name, std::string_view, const std::string& content) {
    const std::string path = free_path(name);
    const auto written = write_file(path, content);
    if (!written) troubles.push_back(written.error());
    return written ? path : std::string();
  };
  std::optional<SavePicture> picture_request;
  WeightsFile weights_file;
  hooks.weights = [&](const WeightsUpdate& update) {
    if (auto done = weights_file.take(update); !done) troubles.push_back(done.error());
  };
  hooks.prediction = [](const PredictionReply&) {};
  hooks.act = [&](const HostAction& action) {
    // A file manager is the desktop's way to pick files: show where they are dropped.
    const auto hint_at_drop = [&] { drop_hint_until = now_in_seconds() + 4.0; };
    std::visit(Overloaded{
                   [&](const PickFiles&) { hint_at_drop(); },
                   [&](const PickPictures&) { hint_at_drop(); },
                   [&](const CopyText& a) { window.copy(a.text); },
                   [&](const OpenPage& a) { desktop::open_address(a.address); },
                   [&](const SavePicture& a) { picture_request = a; },
                   [&](const SaveWeights& a) { weights_file.begin(free_path(a.file_name)); },
                   [&](const FetchGlyphs&) { needs_glyphs = true; },
                   [&](const FetchData&) { cannot_fetch = true; },
                   [](const auto&) {},
               },
               action);
  };

  Surface surface{.is_system_dark = options.is_dark,
                  .system_language = desktop::session_language(),
                  .has_address_bar = false,
                  .max_matrix_bytes = kMaxRunBytes};
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
      // What is wrong with pictures is listed with them; other files are told one by one.
      const bool has_pictures = !read.pictures.empty();
      for (const Error& error : read.errors) {
        if (has_pictures) {
          app.add_bad_picture(error);
        } else {
          app.report(error);
        }
      }
      for (const BroughtPicture& picture : read.pictures) {
        app.add_my_picture(picture.name, picture.folder, -1, picture.rgb);
      }
      if (has_pictures) app.my_pictures_done();
      if (!is_empty(read.data)) app.bring(std::move(read.data));
    }
    if (std::exchange(cannot_fetch, false)) app.report({Errc::fetch_native, {}});
    if (std::exchange(needs_glyphs, false)) {
      has_news = true;
      if (auto glyphs = shipped_glyphs()) {
        app.bring({.glyphs = std::move(*glyphs)});
      } else {
        app.report(glyphs.error());
      }
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
    if (const auto request = std::exchange(picture_request, std::nullopt)) {
      const std::string path = free_path(request->file_name);
      if (!write(path, cut_out(window.picture(), *request, surface.pixel_ratio))) {
        troubles.push_back({Errc::write_failed, {path, "the disk may be full"}});
      }
    }
    if (weights_file.wants_layers()) {
      for (int l = 1; l <= app.layer_count(); ++l) app.ask_weights(l);
      weights_file.expect(app.layer_count());
    }
    for (const Error& trouble : std::exchange(troubles, {})) app.report(trouble);
    const bool is_at_rest = !has_news && !wants_more && !app.is_dirty() && !window.wants_frame() &&
                            !files.is_busy() && seconds_until_redraw() > kMovement;
    if (picture_moment.is_due(is_at_rest, now)) {
      if (write(options.screenshot, window.picture())) return kDone;
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
