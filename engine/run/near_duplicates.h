#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "engine/data/duplicates.h"
#include "engine/run/publisher.h"

namespace purr {

/// The search for near-duplicates (the command FindNearDuplicates), a slice at a time beside
/// training.
class NearDuplicateTask {
 public:
  void start(std::shared_ptr<const Dataset> dataset, std::uint32_t revision, Publisher& publisher);
  void stop();
  bool is_running() const { return search_.has_value(); }
  /// Works for one slice, sends progress now and then, and the pairs at the end.
  void advance(Publisher& publisher);

 private:
  void send(bool is_done, Publisher& publisher);

  std::shared_ptr<const Dataset> dataset_;  // whose pixels the search reads
  std::uint32_t revision_ = 0;
  std::optional<NearDuplicateSearch> search_;
  Clock::time_point last_update_ = Clock::now();
};

}  // namespace purr
