#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "shell/panels/workbench.h"
#include "shell/plot/plot.h"

namespace purr::shell {

/// What a plot shows over the iterations.
enum class PlotKind : std::uint8_t { cost, accuracy, gradients };

/// The curves of one plot with those of the pinned runs. `series`, `marks` and `spec` refer to the
/// run and to the texts in `names` and `failure_words`: a copy would refer to the original.
struct Curves {
  std::vector<PlotSeries> series;
  std::vector<std::string> names;
  std::vector<PlotMark> marks;
  std::vector<std::string> failure_words;  ///< of the mark where the run broke
  PlotSpec spec;
};

Curves curves_of(const Workbench& bench, PlotKind kind);

/// With mini-batches: what the curve of the training set is measured on. Cost and accuracy are
/// those of the last batch of each epoch, before its update (engine/train/trainer.cpp). Empty where
/// a batch holds all examples.
std::string batch_words(const Workbench& bench);

/// The colour of a pinned run, by its index. Pinned runs differ in lightness.
ImU32 pinned_colour(std::size_t index);

}  // namespace purr::shell
