// The bench in a page: web/bench-worker.js calls it, rows go out as JSON while it runs.
#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "shell/bench/bench.h"

// clang-format off
EM_JS(void, purr_out_row, (const char* json), {
  Module['onRow'](UTF8ToString(json));
})
// clang-format on

namespace {
purr::BroughtData brought;  // for purr_bench_train
}

/// Pictures for a run: `count` of height × width × channels bytes, labels 0 or 1. All are copied.
extern "C" EMSCRIPTEN_KEEPALIVE void purr_bench_bring(int is_test, int count, int height, int width,
                                                      int channels, const std::uint8_t* pixels,
                                                      const std::uint8_t* labels) {
  auto set = std::make_shared<purr::PictureSet>();
  set->height = height;
  set->width = width;
  set->channels = channels;
  set->pixels.assign(pixels, pixels + set->picture_size() * static_cast<std::size_t>(count));
  set->labels.assign(labels, labels + count);
  (is_test != 0 ? brought.test_pictures : brought.train_pictures) = std::move(set);
}

/// One whole run; its report goes out as a row.
extern "C" EMSCRIPTEN_KEEPALIVE void purr_bench_train(const char* settings) {
  purr_out_row(purr::run_json(purr::time_run(settings, brought)).c_str());
}

/// @param only  parts joined by commas, empty for all; belongs to the caller.
extern "C" EMSCRIPTEN_KEEPALIVE void purr_bench_run(int is_quick, const char* only) {
  purr::BenchOptions options;
  options.quick = is_quick != 0;
  if (purr::are_bench_parts(only)) options.only = only;
  purr::run_bench(options,
                  [](const purr::BenchRow& row) { purr_out_row(purr::row_json(row).c_str()); });
}
