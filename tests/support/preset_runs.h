#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "tests/support/watcher.h"

namespace purr {

struct PrintedCost {
  int iteration;
  double cost;
};

/// What another program printed of a preset: costs, and accuracies at the end in per cent.
struct PrintedRun {
  const char* preset;
  double train_accuracy;
  double test_accuracy;
  std::vector<PrintedCost> costs;
  int decimals = 6;  ///< that two right programs share
  /// From here on last bits have grown into the places that are printed, in NumPy itself: a nudge
  /// of the first weights by 4e-16 (make_course_costs.py --nudge) moves the cost by as much as 4e-4
  /// and some points across the boundary. Three places are shared.
  int shared_until = 1000000;
};

/// Trains a preset in a run that may already hold its data and compares every printed cost: half a
/// unit of the last place that is shared. `until` ends the run early (0: no), `more` adds
/// settings. Accuracies are compared where the run goes to its end.
inline void check_run(const PrintedRun& printed, int until, const std::string& more,
                      Watcher& watcher) {
  const std::string end = until > 0 ? "&iterations=" + std::to_string(until) : "";
  watcher.train("preset=" + std::string(printed.preset) + end + more);
  CAPTURE(printed.preset, more);
  REQUIRE(watcher.status.phase == Phase::finished);
  // Published runs are healthy but for the one that shows what zeros do. Cut short, a run may not
  // have come past its first plateau.
  const bool is_zeros = std::string(printed.preset) == "c2w1-init-zeros";
  if (until == 0) CHECK(watcher.health.diagnoses.empty() == !is_zeros);
  const double half_unit = 0.5 * std::pow(10.0, -printed.decimals);
  for (const PrintedCost& point : printed.costs) {
    if (until > 0 && point.iteration >= until) continue;
    const std::optional<double> cost = watcher.cost_at(point.iteration);
    CAPTURE(point.iteration);
    REQUIRE(cost.has_value());
    const bool is_grown = point.iteration >= printed.shared_until;
    // Costs above 1 were printed with as many places as the others, so their error is relative.
    CHECK(std::fabs(*cost - point.cost) <=
          (is_grown ? 0.0005 : 1.02 * half_unit * std::fmax(1.0, point.cost)));
  }
  if (until > 0) return;
  // Then a few points near the boundary may lie on its other side, too.
  const double points = printed.shared_until < 1000000 ? 3.0 : 1e-3;
  CHECK(std::fabs(100 * watcher.status.train_accuracy - printed.train_accuracy) < points);
  CHECK(std::fabs(100 * watcher.status.test_accuracy - printed.test_accuracy) < points);
}

inline void check_run(const PrintedRun& printed, int until, const std::string& more) {
  Watcher watcher;
  check_run(printed, until, more, watcher);
}

}  // namespace purr
