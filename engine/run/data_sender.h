#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/data/inputs.h"
#include "engine/run/publisher.h"

namespace purr {

/// Sends a data set in slices: its labels and names at once, its pictures a few at a time. All at
/// once would be in memory three times.
class DataSender {
 public:
  /// Sends labels and names. Pictures follow, unless the receiver keeps those of both sets.
  /// @param kept_as  the numbers under which it keeps them, or 0: see Bring.
  void start(std::shared_ptr<const Dataset> dataset, std::uint32_t revision,
             std::array<std::uint32_t, 2> kept_as, Publisher& publisher);
  /// There is no data any more.
  void stop() { dataset_.reset(); }
  bool has_more() const;
  /// The next pictures.
  void send_some(Publisher& publisher);
  /// The pictures that were asked for, as far as they are of this set.
  void answer(const AskPictures& question, Publisher& publisher) const;

 private:
  void send_slice(bool is_test, std::vector<std::int32_t> examples, bool is_small,
                  Publisher& publisher) const;
  std::size_t pictures_per_slice() const;

  std::shared_ptr<const Dataset> dataset_;
  std::uint32_t revision_ = 0;
  bool is_kept_ = false;       // the receiver has the pictures
  std::array<int, 2> sent_{};  // pictures of the training and the test set
};

}  // namespace purr
