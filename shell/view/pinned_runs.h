#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/io/experiment.h"
#include "shell/view/run_view.h"

namespace purr::shell {

/// A run that is kept to compare others with: its settings and its curves as they were.
struct PinnedRun {
  std::uint32_t id = 0;  ///< never given twice
  std::string name;      ///< a person's own; empty: what differs from the run on the screen
  Experiment settings;
  Status status;
  std::vector<PlotPoint> cost, test_cost, train_accuracy, test_accuracy;
  bool is_shown = true;
};

/// The runs that are kept, oldest first. A few: each is a line in every plot.
class PinnedRuns {
 public:
  static constexpr std::size_t kMost = 6;

  /// Keeps the run as it stands; the oldest goes where there are too many.
  void pin(const Experiment& settings, const RunView& run);
  void remove(std::uint32_t id);
  void clear() { all_.clear(); }
  std::vector<PinnedRun>& all() { return all_; }
  const std::vector<PinnedRun>& all() const { return all_; }

 private:
  std::vector<PinnedRun> all_;
  std::uint32_t next_id_ = 1;
};

/// Something that was changed while the run went on.
struct RunMark {
  int iteration = 0;
  std::string words;  ///< "α 0.01"
};

/// What `to` has other than `from`, in the course's letters: "α 0.003 · λ 0.7". How a run is looked
/// at does not count. Empty where nothing differs; at most `most` parts, then "…".
std::string difference(const Experiment& from, const Experiment& to, int most = 3);

/// The name of a pinned run beside the run with these settings.
std::string name_of(const PinnedRun& pinned, const Experiment& beside);

}  // namespace purr::shell
