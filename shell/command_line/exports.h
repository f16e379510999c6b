#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/io/experiment.h"
#include "engine/run/messages.h"
#include "engine/train/curve.h"

namespace purr::shell {

/// What a run came to.
struct RunResult {
  Experiment experiment;
  Status status;
  std::vector<CurvePoint> curve;
  std::vector<WeightsUpdate> weights;  ///< layer 1 … L
  std::vector<std::string> notes;      ///< repairs and warnings, in words
};

/// iteration,cost,test_cost,train_accuracy,test_accuracy: every kept point with all its digits; a
/// field is empty where nothing was measured.
std::string curve_csv(const std::vector<CurvePoint>& curve);

/// Settings, link, curve and results, under the names that window.purr.snapshot() uses.
std::string result_json(const RunResult& result);

/// Writes a whole file, or says why not (write_failed).
Result<void> write_file(const std::string& path, const std::string& content);

/// An .npz as NumPy's load reads it: W1 (n_out, n_in), b1 (n_out, 1), W2 … in 32-bit floats.
Result<void> write_npz(const std::string& path, const std::vector<WeightsUpdate>& layers);

/// Whether a file can be written there, asked before the work starts; leaves an existing file
/// alone.
Result<void> check_writable(const std::string& path);

}  // namespace purr::shell
