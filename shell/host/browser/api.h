#pragma once

#include <emscripten/emscripten.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shell/app/app.h"

/// What the files of the page's API share. Every function that the page calls is marked PURR_API;
/// web/page/program and web/workers are the callers.
///
/// The same module runs in the page and in workers: `purr_worker_*` and `purr_experiment_*` train
/// (trainer.cpp), `purr_shrink_*` is for both, everything else is the page's. They exchange the
/// bytes of engine/run/messages.h.
///
/// Text that comes in is UTF-8 and belongs to the caller. Text that goes out is UTF-8 from malloc,
/// and the caller frees it. Booleans are int, 0 or 1.
#define PURR_API extern "C" EMSCRIPTEN_KEEPALIVE

namespace purr::shell::browser {

/// The page's instance of the program, from purr_page_start on.
struct Page {
  Surface surface;
  std::unique_ptr<App> app;
};
Page& page();

/// A copy of `text` for the caller of the API, who frees it.
char* give(const std::string& text);
/// `count` bytes of the caller; none for a negative count.
std::span<const std::uint8_t> bytes_at(const std::uint8_t* bytes, int count);
/// Lends out numbers until the next call. `count` receives how many there are.
const double* lend(std::vector<double> numbers, int* count);
/// A row of assets/strings/errors.inc by its name, with arguments joined by U+001F.
Error error_of(const char* name, const char* args);

}  // namespace purr::shell::browser
