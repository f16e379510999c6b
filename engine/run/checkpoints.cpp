#include "engine/run/checkpoints.h"

#include <utility>

namespace purr {

void Checkpoints::clear() {
  all_.clear();
  bytes_ = 0;
}

void Checkpoints::add(Checkpoint checkpoint) {
  if (!all_.empty() && all_.back().iteration >= checkpoint.iteration) return;
  bytes_ += checkpoint.state.size();
  all_.push_back(std::move(checkpoint));
  if (bytes_ > kMaxBytes && all_.size() > 2) thin();
}

void Checkpoints::cut(int iteration) {
  while (!all_.empty() && all_.back().iteration > iteration) drop_last();
}

const Checkpoint* Checkpoints::find(int iteration) const {
  for (auto it = all_.rbegin(); it != all_.rend(); ++it) {
    if (it->iteration <= iteration) return &*it;
  }
  return nullptr;
}

void Checkpoints::drop_last() {
  bytes_ -= all_.back().state.size();
  all_.pop_back();
}

void Checkpoints::thin() {
  std::vector<Checkpoint> kept;
  bytes_ = 0;
  for (std::size_t i = 0; i < all_.size(); i += 2) {
    bytes_ += all_[i].state.size();
    kept.push_back(std::move(all_[i]));
  }
  all_ = std::move(kept);
}

}  // namespace purr
