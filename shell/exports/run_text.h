#pragma once

#include <string>
#include <vector>

#include "engine/io/experiment.h"
#include "engine/run/messages.h"
#include "engine/train/curve.h"

/// A run as text for other programs: the same from the page, the window and the command line.
namespace purr::shell {

/// The results of a run.
struct RunResult {
  Experiment experiment;
  Status status;
  std::vector<CurvePoint> curve;
  std::vector<GradientPoint> gradients{};
  std::vector<WeightsUpdate> weights;  ///< layer 1 … L
  std::vector<Diagnosis> diagnoses{};
  std::vector<std::string> notes;         ///< repairs and warnings, as sentences
  Language language = Language::english;  ///< of the diagnoses' words
};

/// iteration,cost,test_cost,train_accuracy,test_accuracy: every kept point with all its digits; a
/// field is empty where nothing was measured. Where there are gradients, the gradient norms follow
/// as dW1 … dWL: ‖dW[l]‖ before the update of that iteration. Both are in order of iterations.
std::string curve_csv(const std::vector<CurvePoint>& curve,
                      const std::vector<GradientPoint>& gradients = {});

/// Settings, link, curve and results, under the names that window.purr.snapshot() uses.
std::string result_json(const RunResult& result);

/// What follows the page's address to open it with this run, with its #.
std::string link_text(const Experiment& experiment);
/// The name, version, commit and SIMD level of the program.
std::string version_text();

}  // namespace purr::shell
