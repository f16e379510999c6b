// The bench in a page: web/workers/bench-worker.mjs calls it, rows go out as JSON while it runs.
#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "shell/program/bench/bench.h"

// clang-format off
EM_JS(void, purr_out_row, (const char* json), {
  Module['onRow'](UTF8ToString(json));
})
// clang-format on

namespace {

purr::UserData staged;  // for purr_bench_train
std::uint8_t* labels = nullptr;

}  // namespace

/// Makes room for the pictures of a run, `count` of height × width × channels bytes, and returns
/// where the caller puts them.
extern "C" EMSCRIPTEN_KEEPALIVE std::uint8_t* purr_bench_make_pictures(int is_test, int count,
                                                                       int height, int width,
                                                                       int channels) {
  const auto set = std::make_shared<purr::PictureSet>();
  set->height = height;
  set->width = width;
  set->channels = channels;
  set->pixels.resize(set->picture_size() * static_cast<std::size_t>(count));
  set->labels.resize(static_cast<std::size_t>(count));
  labels = set->labels.data();
  (is_test != 0 ? staged.test_pictures : staged.train_pictures) = set;
  return set->pixels.data();
}

/// The same for `count` points of two numbers.
extern "C" EMSCRIPTEN_KEEPALIVE double* purr_bench_make_points(int is_test, int count) {
  const auto set = std::make_shared<purr::PointSet>();
  set->xy.resize(2 * static_cast<std::size_t>(count));
  set->labels.resize(static_cast<std::size_t>(count));
  labels = set->labels.data();
  (is_test != 0 ? staged.test_points : staged.train_points) = set;
  return set->xy.data();
}

/// Where the labels of the last of them go, 0 or 1.
extern "C" EMSCRIPTEN_KEEPALIVE std::uint8_t* purr_bench_labels() { return labels; }

/// One whole run; its report goes out as a row.
extern "C" EMSCRIPTEN_KEEPALIVE void purr_bench_train(const char* settings) {
  purr_out_row(purr::run_json(purr::time_run(settings, staged)).c_str());
}

/// @param only  parts joined by commas, empty for all; belongs to the caller.
extern "C" EMSCRIPTEN_KEEPALIVE void purr_bench_run(int is_quick, const char* only) {
  purr::BenchOptions options;
  options.quick = is_quick != 0;
  if (purr::are_bench_parts(only)) options.only = only;
  purr::run_bench(options,
                  [](const purr::BenchRow& row) { purr_out_row(purr::row_json(row).c_str()); });
}
