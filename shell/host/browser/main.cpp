// The life of the page's instance: its start, its frames, what the browser reports about the page.
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "shell/host/browser/api.h"
#include "shell/host/browser/canvas.h"
#include "shell/host/browser/hooks.h"
#include "shell/host/frame.h"

using namespace purr;
using namespace purr::shell;

namespace {

std::unique_ptr<browser::Page> the_page;

}  // namespace

namespace purr::shell::browser {

Page& page() { return *the_page; }

char* give(const std::string& text) {
  char* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy != nullptr) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

std::span<const std::uint8_t> bytes_at(const std::uint8_t* bytes, int count) {
  return {bytes, static_cast<std::size_t>(count < 0 ? 0 : count)};
}

const double* lend(std::vector<double> numbers, int* count) {
  static std::vector<double> lent;
  lent = std::move(numbers);
  *count = static_cast<int>(lent.size());
  return lent.data();
}

Error error_of(const char* name, const char* args) {
  constexpr char kSeparator = '\x1f';
  Error error{.code = Errc::bad_message, .args = {}};
  if (!errc_from_name(name, error.code)) return error;
  std::string_view rest = args;
  while (!rest.empty()) {
    const std::size_t end = rest.find(kSeparator);
    error.args.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return error;
}

}  // namespace purr::shell::browser

using browser::page;

/// Starts the program.
///
/// @param link         the address after its #.
/// @param language     of the browser, such as "zh-CN".
/// @param width        of the canvas, CSS pixels; `height` likewise.
/// @param arrangement  of the last RememberArrangement, or empty.
/// @param pinned_runs  of the last RememberPinnedRuns, or empty.
/// @return  0 where there is no WebGL 2.
PURR_API int purr_page_start(const char* link, int is_dark, const char* language,
                             double pixel_ratio, double width, double height, int is_motion_reduced,
                             int is_touch, const char* arrangement, const char* pinned_runs) {
  const Surface surface{
      .width = static_cast<float>(width),
      .height = static_cast<float>(height),
      .pixel_ratio = static_cast<float>(pixel_ratio),
      .is_system_dark = is_dark != 0,
      .is_motion_reduced = is_motion_reduced != 0,
      .is_touch = is_touch != 0,
      .system_language =
          std::string_view(language).starts_with("zh") ? Language::chinese : Language::english,
      .arrangement = arrangement,
  };
  const Hooks hooks = browser::page_hooks();
  browser::create_context(hooks.act);
  // The App starts the trainer, which works while the browser makes the WebGL context: that may
  // take half a second.
  auto app = std::make_unique<App>(hooks, link, surface);
  app->restore_pinned_runs(pinned_runs);
  the_page = std::make_unique<browser::Page>(browser::Page{surface, std::move(app)});
  return browser::open_canvas(surface) ? 1 : 0;
}

/// Draws. Returns in how many milliseconds the next frame is needed: 0 at once, −1 when something
/// happens.
PURR_API double purr_page_frame(double time_ms) {
  if (!browser::has_context()) return -1.0;
  const double seconds = draw_frame(*page().app, page().surface, time_ms);
  return std::isfinite(seconds) ? 1000.0 * seconds : -1.0;
}

/// Takes the bytes of one update. Returns 1 where it changes what is on the screen.
PURR_API int purr_page_receive(const std::uint8_t* bytes, int count) {
  auto update = update_from_bytes(browser::bytes_at(bytes, count));
  if (update) {
    page().app->receive(std::move(*update));
  } else {
    page().app->report(update.error());
  }
  return page().app->is_dirty() ? 1 : 0;
}

/// @param width         CSS pixels; `height` likewise.
/// @param pixel_width   of the canvas, device pixels; `pixel_height` likewise.
PURR_API void purr_resize(double width, double height, double pixel_ratio, int pixel_width,
                          int pixel_height) {
  Surface& surface = page().surface;
  surface.width = static_cast<float>(width);
  surface.height = static_cast<float>(height);
  surface.pixel_ratio = static_cast<float>(pixel_ratio);
  browser::set_pixels(pixel_width, pixel_height);
  page().app->mark_dirty();
}

PURR_API void purr_preferences(int is_dark, int is_motion_reduced) {
  page().surface.is_system_dark = is_dark != 0;
  page().surface.is_motion_reduced = is_motion_reduced != 0;
  page().app->mark_dirty();
}

PURR_API void purr_context_lost() { browser::lose_context(); }
PURR_API void purr_context_restored() {
  browser::restore_context();
  page().app->mark_dirty();
}
