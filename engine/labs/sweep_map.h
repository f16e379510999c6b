#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Hyperparameters are found by trying: two settings of a run over a few values each, and the test
/// accuracy of every combination.
namespace purr {

struct SweepMapSettings {
  std::string run = "v=1&data=drawn";          ///< what all runs have in common, as a link has it
  std::string x = "learning_rate";             ///< a setting of the workbench
  std::string x_values = "0.001/0.0075/0.03";  ///< joined by /
  std::string y = "hidden";
  std::string y_values = "4/20,7,5";
};
PURR_FIELDS(SweepMapSettings, run, x, x_values, y, y_values)

/// Rows are values of y, columns values of x; accuracies from 0 to 1, null where a run failed.
struct SweepMapResult {
  std::vector<std::string> keys{};                 ///< x, y
  std::vector<std::vector<std::string>> values{};  ///< of x, of y, as the runs have them
  std::vector<std::vector<double>> test_accuracy{};
  std::vector<std::vector<double>> train_accuracy{};
  std::vector<std::vector<double>> cost{};
  std::vector<std::vector<std::string>> links{};  ///< each run, for the workbench
};
PURR_FIELDS(SweepMapResult, keys, values, test_accuracy, train_accuracy, cost, links)

inline constexpr int kMaxSweepValues = 16;  ///< of one axis

/// Values beyond kMaxSweepValues are left out; a value that a setting does not take becomes the
/// nearest one that it does.
std::vector<std::string> plan_sweep_map(const SweepMapSettings& settings);
/// An error for a name that is no setting.
Result<SweepMapResult> conclude_sweep_map(const SweepMapSettings& settings,
                                          std::span<const RunSummary> runs,
                                          const LabContext& context);

}  // namespace purr
