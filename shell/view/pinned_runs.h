#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/experiment.h"
#include "shell/view/run_view.h"

namespace purr::shell {

/// A run that is kept for comparison: a copy of its settings and curves.
struct PinnedRun {
  std::uint32_t id = 0;  ///< unique
  std::string name;      ///< by the user; empty: what differs from the current run
  Experiment settings;
  Status status;
  std::vector<PlotPoint> cost, test_cost, train_accuracy, test_accuracy;
  bool is_shown = true;
};

/// The pinned runs, oldest first. There are few, because each is a line in every plot.
class PinnedRuns {
 public:
  static constexpr std::size_t kMaxCount = 6;

  /// Adds a copy of the run; the oldest pinned run is dropped if there are more than kMaxCount.
  void pin(const Experiment& settings, const RunView& run);
  void remove(std::uint32_t id);
  void clear() { all_.clear(); }

  /// The runs as text for `read`: names, settings, results, and curves of at most kMaxStoredPoints
  /// points each, which keep every extreme. About 40 kB a run.
  std::string text() const;
  static constexpr std::size_t kMaxStoredPoints = 600;
  /// Replaces the runs by those of a text that `text` wrote, whenever that was and whatever
  /// happened to it meanwhile: what cannot be read is left out.
  void read(std::string_view text);
  static constexpr std::size_t kMaxTextBytes = std::size_t{2} << 20U;  ///< more is not read
  std::vector<PinnedRun>& all() { return all_; }
  const std::vector<PinnedRun>& all() const { return all_; }

 private:
  std::vector<PinnedRun> all_;
  std::uint32_t next_id_ = 1;
};

/// A change of the settings while the run went on.
struct RunMark {
  int iteration = 0;
  std::string words;  ///< "α 0.01"
};

/// A setting with its value, such as "α 0.003": the course's letter where it has one.
std::string setting_words(const Key& key, const Experiment& experiment);

/// How `to` differs from `from`, with the values of `to` and the course's letters:
/// "α 0.003 · λ 0.7". View settings are left out. Empty if nothing differs; at most `max_parts`
/// parts, then "…".
std::string difference(const Experiment& from, const Experiment& to, int max_parts = 3);

/// The name of a pinned run: the user's, or how it differs from the current settings.
std::string name_of(const PinnedRun& pinned, const Experiment& current);

}  // namespace purr::shell
