#include "shell/host/desktop/actions.h"

#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "shell/host/desktop/clock.h"
#include "shell/host/desktop/screenshot.h"
#include "shell/program/command_line/exports.h"
#include "shell/program/files/glyph_pack.h"

namespace purr::shell::desktop {
namespace {

constexpr double kDropHintSeconds = 4.0;

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

}  // namespace

void WeightsFile::begin(std::string path) {
  path_ = std::move(path);
  layer_count_ = 0;
  layers_.clear();
}

Result<void> WeightsFile::take(const WeightsUpdate& update) {
  if (path_.empty() || layer_count_ == 0) return {};
  layers_.push_back(update);
  if (layers_.size() < layer_count_) return {};
  return write_npz(std::exchange(path_, {}), std::exchange(layers_, {}));
}

Hooks Actions::hooks() {
  return {
      .send =
          [this](Command command) {
            if (const auto* data = std::get_if<Bring>(&command)) trials_.bring(data->data);
            trainer_.send(std::move(command));
          },
      .link_changed = {},  // a window has no address bar
      .act = [this](const HostAction& action) { act(action); },
      .save = [this](std::string_view name, std::string_view,
                     const std::string& content) { return save(name, content); },
      .event = {},
      .weights =
          [this](const WeightsUpdate& update) {
            if (auto done = weights_file_.take(update); !done) errors_.push_back(done.error());
          },
      .prediction = {},
      .batch = {},
  };
}

void Actions::act(const HostAction& action) {
  const auto hint_at_drop = [this] { drop_hint_until_s_ = now_s() + kDropHintSeconds; };
  std::visit(Overloaded{
                 [&](const PickFiles&) { hint_at_drop(); },
                 [&](const PickPictures&) { hint_at_drop(); },
                 [&](const CopyText& a) { window_.copy(a.text); },
                 [&](const OpenPage& a) { open_address(a.address); },
                 [&](const SavePicture& a) { picture_ = a; },
                 [&](const SaveWeights& a) { weights_file_.begin(free_path(a.file_name)); },
                 [&](const FetchGlyphs&) { wants_glyphs_ = true; },
                 [&](const FetchData&) { wants_download_ = true; },
                 [&](const TryRuns& a) { trials_.start(a.serial, a.experiments); },
                 // A window has no folder dialog, no camera and no page around it; files of a drop
                 // are read to the end; nothing is kept between starts; GLFW sets the cursor; all
                 // typefaces are inside.
                 [](const PickFolder&) {},
                 [](const OpenCamera&) {},
                 [](const CancelPictures&) {},
                 [](const SetCursor&) {},
                 [](const SetTheme&) {},
                 [](const SetLanguage&) {},
                 [](const PlaceTextInput&) {},
                 [](const RememberArrangement&) {},
                 [](const RememberPinnedRuns&) {},
                 [](const FetchChineseFonts&) {},
             },
             action);
}

std::string Actions::save(std::string_view name, const std::string& content) {
  std::string path = free_path(name);
  if (const auto written = write_file(path, content); !written) {
    errors_.push_back(written.error());
    return {};
  }
  return path;
}

bool Actions::answer(App& app) {
  bool has_trials = false;
  for (const Trial& trial : trials_.take()) {
    app.take_trial(trial.serial, trial.index, trial.result);
    has_trials = true;
  }
  const bool wants_glyphs = std::exchange(wants_glyphs_, false);
  const bool wants_download = std::exchange(wants_download_, false);
  if (wants_download) app.report({Errc::fetch_native, {}});
  if (wants_glyphs) {
    if (auto glyphs = shipped_glyphs()) {
      app.bring({.glyphs = std::move(*glyphs)});
    } else {
      app.report(glyphs.error());
    }
  }
  return has_trials || wants_glyphs || wants_download;
}

void Actions::after_frame(App& app, float pixel_ratio) {
  if (const auto part = std::exchange(picture_, std::nullopt)) {
    const std::string path = free_path(part->file_name);
    const auto written = write_png(path, cut_out(window_.picture(), *part, pixel_ratio));
    if (!written) errors_.push_back(written.error());
  }
  if (weights_file_.wants_layers()) {
    for (int l = 1; l <= app.layer_count(); ++l) app.ask_weights(l);
    weights_file_.expect(app.layer_count());
  }
  for (const Error& error : std::exchange(errors_, {})) app.report(error);
}

}  // namespace purr::shell::desktop
