#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/io/experiment.h"
#include "engine/run/experiment_run.h"
#include "shell/view/run_view.h"

namespace purr::shell {

/// How the trial of a way out ended.
enum class TrialOutcome : std::uint8_t {
  trying,
  not_tried,  ///< there is no spare core, or its worker did not start
  broken,     ///< it failed, too, or learned nothing
  trained,
};

struct TrialResult {
  TrialOutcome outcome = TrialOutcome::trying;
  double train_accuracy = 0.0;  ///< 0 to 1
  double test_accuracy = 0.0;   ///< NaN where there is no test set
};

/// The result of an experiment that was tried.
TrialResult trial_result(const RunSummary& summary);

/// A change of settings that may mend a run.
struct WayOut {
  std::string title;  ///< "Rewind, α = 0.1"
  std::string why;    ///< "smaller steps"
  Experiment settings;
  TrialResult result{};

  double accuracy() const;  ///< of the test set; of the training set where there is none
};

/// Changes of `settings` that may mend what was diagnosed, the most promising first, in the
/// language of the interface; at most kMaxWaysOut. Empty where nothing in the settings helps.
std::vector<WayOut> ways_out_of(const Experiment& settings,
                                const std::vector<Diagnosis>& diagnoses);
inline constexpr std::size_t kMaxWaysOut = 6;

/// The ways out of the run on the screen, and what is known of them.
class WaysOut {
 public:
  /// Follows the run. When it has come to rest with something wrong, the ways out of it are made.
  /// Returns whether they are new and should be tried: all() in this order, under serial().
  bool update(const Experiment& settings, const RunView& run);
  /// Takes the result of the trial of number `index` of the trials `serial`.
  void take(std::uint32_t serial, std::size_t index, const TrialResult& result);

  std::uint32_t serial() const { return serial_; }
  const std::vector<WayOut>& all() const { return all_; }
  /// Those worth offering, the best result first: not those that broke or did not better the run,
  /// which are left out once their result is there.
  std::vector<const WayOut*> offered() const;
  bool is_any_being_tried() const;

 private:
  std::string key_;        // what the present ones were made for
  double accuracy_ = 0.0;  // of the run that they are to better
  std::uint32_t serial_ = 0;
  std::vector<WayOut> all_;
};

}  // namespace purr::shell
