#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/run/stop_rules.h"

namespace purr {

/// A state of a run that it can return to.
struct Checkpoint {
  int iteration = 0;
  std::size_t change_count = 1;  ///< how many of the run's changes are contained in it
  Patience patience;
  std::vector<std::uint8_t> state;  ///< of Trainer::save
};

/// Checkpoints in bounded memory, in order of iterations: when they take too much, every second one
/// is dropped, but never the first.
class Checkpoints {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{48} << 20U;

  void clear();
  /// Ignored where there is one of the same or a later iteration.
  void add(Checkpoint checkpoint);
  /// Drops those after `iteration`.
  void cut(int iteration);
  /// The newest at or before `iteration`; nullptr if there is none.
  const Checkpoint* find(int iteration) const;
  /// In order of iterations.
  const std::vector<Checkpoint>& all() const { return all_; }
  /// How many changes the newest one contains; 1 without any.
  std::size_t change_count() const { return all_.empty() ? 1 : all_.back().change_count; }

 private:
  void drop_last();
  void thin();

  std::vector<Checkpoint> all_;
  std::size_t bytes_ = 0;
};

}  // namespace purr
