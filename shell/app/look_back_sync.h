#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "engine/run/messages.h"

namespace purr::shell {

/// Sends LookBack while the user drags along the curve: one at a time, because going to an earlier
/// state may take longer than a frame, and the newest place instead of those in between.
class LookBackSync {
 public:
  explicit LookBackSync(std::function<void(Command)> send) : send_(std::move(send)) {}

  /// @param iteration  or LookBack::kNow.
  void look_at(int iteration) {
    if (is_waiting_) {
      next_ = iteration;
      return;
    }
    // A pointer that is held still asks again in every frame where another iteration is shown than
    // it points at.
    if (iteration == last_) return;
    last_ = iteration;
    is_waiting_ = true;
    send_(LookBack{iteration});
  }
  /// A Status follows every LookBack.
  void status_came(const Status& status) {
    is_waiting_ = false;
    if (!status.is_looking_back()) last_.reset();
    if (const std::optional<int> next = std::exchange(next_, std::nullopt)) look_at(*next);
  }

 private:
  std::function<void(Command)> send_;
  bool is_waiting_ = false;
  std::optional<int> next_;
  std::optional<int> last_;  // that was sent, while an earlier iteration is looked at
};

}  // namespace purr::shell
