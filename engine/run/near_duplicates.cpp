#include "engine/run/near_duplicates.h"

#include <utility>

namespace purr {
namespace {

constexpr double kSliceMs = 6.0;
constexpr double kUpdateEveryMs = 120.0;

}  // namespace

void NearDuplicateTask::start(std::shared_ptr<const Dataset> dataset, std::uint32_t revision,
                              Publisher& publisher) {
  dataset_ = std::move(dataset);
  revision_ = revision;
  search_.emplace(dataset_->train.pixels, dataset_->test.pixels,
                  static_cast<std::size_t>(dataset_->train.n_x));
  send(dataset_->test.count == 0, publisher);
}

void NearDuplicateTask::stop() {
  search_.reset();
  dataset_.reset();
}

void NearDuplicateTask::advance(Publisher& publisher) {
  if (!search_) return;
  const Clock::time_point start = Clock::now();
  bool is_done = false;
  while (!is_done && ms_since(start) < kSliceMs) is_done = search_->advance(1);
  if (is_done || ms_since(last_update_) > kUpdateEveryMs) send(is_done, publisher);
}

void NearDuplicateTask::send(bool is_done, Publisher& publisher) {
  if (!search_) return;
  last_update_ = Clock::now();
  NearDuplicatesUpdate update{revision_, search_->progress(), is_done};
  if (is_done) {
    update.pairs = search_->found();
    stop();
  }
  publisher.add(std::move(update));
}

}  // namespace purr
