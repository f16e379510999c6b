#include "shell/program/command_line/sheet.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/data/dataset.h"
#include "shell/program/command_line/exports.h"
#include "shell/program/command_line/run.h"
#include "shell/program/command_line/settings.h"
#include "shell/program/files/glyph_pack.h"
#include "shell/program/files/png_writer.h"

namespace purr::shell {
namespace {

constexpr std::size_t kCell = 66;  // a picture and its border

void paint(std::vector<std::uint8_t>& sheet, std::size_t columns, std::size_t cell,
           std::span<const std::uint8_t> rgb, bool is_cat) {
  const std::size_t width = columns * kCell;
  const std::size_t x0 = cell % columns * kCell;
  const std::size_t y0 = cell / columns * kCell;
  const std::array<std::uint8_t, 3> border =
      is_cat ? std::array<std::uint8_t, 3>{60, 150, 70} : std::array<std::uint8_t, 3>{190, 70, 60};
  for (std::size_t y = 0; y < kCell; ++y) {
    for (std::size_t x = 0; x < kCell; ++x) {
      const bool is_border = x == 0 || y == 0 || x + 1 == kCell || y + 1 == kCell;
      const std::uint8_t* from = is_border ? border.data() : &rgb[3 * (64 * (y - 1) + x - 1)];
      std::copy_n(from, 3, &sheet[3 * ((y0 + y) * width + x0 + x)]);
    }
  }
}

}  // namespace

int write_sheet(const SheetOptions& options) {
  auto settings = read_settings(options.settings);
  if (!settings) {
    complain(settings.error());
    return kBadInput;
  }
  for (const Error& note : settings->notes) complain(describe(note));
  DataSpec spec = settings->experiment.data;
  if (!is_composed(spec.source)) {
    complain("A sheet shows data=drawn or data=emoji.");
    return kBadInput;
  }
  if (const auto is_writable = check_writable(options.out); !is_writable) {
    complain(describe(is_writable.error()));
    return kBadInput;
  }
  (options.of_test ? spec.m_test : spec.m) = options.count;
  (options.of_test ? spec.m : spec.m_test) = 1;

  DatasetBuilder builder;
  if (spec.source == DataSource::emoji) {
    auto glyphs = shipped_glyphs();
    if (!glyphs) {
      complain(describe(glyphs.error()));
      return kRunFailed;
    }
    builder.bring({.glyphs = *glyphs});
  }
  std::vector<Error> notes;
  if (const auto started = builder.start(spec, notes); !started) {
    complain(describe(started.error()));
    return kRunFailed;
  }
  while (!builder.advance()) {
  }
  const auto set = builder.take();
  const Inputs& inputs = options.of_test ? set->test : set->train;
  const auto& labels = options.of_test ? set->test_labels : set->train_labels;

  const auto count = static_cast<std::size_t>(inputs.count);
  const std::size_t columns = std::min(count, static_cast<std::size_t>(options.columns));
  const std::size_t rows = (count + columns - 1) / columns;
  std::vector<std::uint8_t> sheet(columns * rows * kCell * kCell * 3, 255);
  for (std::size_t i = 0; i < count; ++i) {
    const auto n = static_cast<std::size_t>(inputs.n_x);
    paint(sheet, columns, i, std::span(inputs.pixels).subspan(i * n, n), labels[i] != 0);
  }
  const int width = static_cast<int>(columns * kCell);
  const int height = static_cast<int>(rows * kCell);
  if (const auto written = write_png(options.out, width, height, sheet); !written) {
    complain(describe(written.error()));
    return kRunFailed;
  }
  return kDone;
}

}  // namespace purr::shell
