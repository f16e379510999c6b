#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/run/messages.h"

namespace purr::shell {

/// Names a picture of a run: of which set, and its number.
constexpr std::uint64_t picture_key(bool of_test, int i) {
  return (of_test ? std::uint64_t{1} << 32U : 0) | static_cast<std::uint32_t>(i);
}

/// Which of a limited number of places holds what. When all are taken, the one that was not looked
/// at for longest is given to the next; one that was looked at now is not given away.
class Places {
 public:
  explicit Places(int capacity = 0) : capacity_(capacity) {}

  /// Where `key` is, or −1.
  int find(std::uint64_t key) const;
  /// Notes that this place is looked at. @param now  grows from frame to frame.
  void look(int place, int now);
  /// A place for `key`, which has none; −1 where none can be given away. Whoever takes it looks.
  int take(std::uint64_t key, int now);
  /// How many places are in use; they are the first.
  int count() const { return static_cast<int>(all_.size()); }
  int capacity() const { return capacity_; }
  /// How many could be given to something new.
  int free_count(int now) const;

 private:
  struct Place {
    std::uint64_t key;
    int last_look;
  };
  int capacity_;
  std::vector<Place> all_;
  std::unordered_map<std::uint64_t, int> of_key_;
  int looked_frame_ = -1;
  int looked_count_ = 0;  // places that were looked at in that frame
};

/// The run's pictures, as far as they are here. A small set is here whole. Of a large one there are
/// small versions of all, and those pictures that were looked at last: the trainer, which has them
/// anyway, is asked for what is missing.
///
/// Looking is noted, and what is looked at in vain is wished for. That changes nothing that can be
/// seen, so it goes through a const run.
class PictureStore {
 public:
  /// Forgets everything; pictures of `data` will come.
  void start(const DataUpdate& data);
  void receive(const PicturesUpdate& update);
  void next_frame() {
    ++now_;
    is_waited_for_ = false;
  }

  /// The bytes of a picture; nullptr until they have come. They stay where they are until something
  /// is received.
  const std::uint8_t* find(bool of_test, int i) const;
  /// Its small version, small_side(width)·small_side(height)·3 bytes; nullptr where there is none.
  const std::uint8_t* find_small(bool of_test, int i) const;
  /// True once the small version of every picture is there.
  bool has_all_small() const { return !is_whole_ && missing_small_ == 0; }
  /// Notes that a picture will probably be looked at soon.
  void prepare(bool of_test, int i) const { look(of_test, i); }
  /// Whether something was looked at in vain since the last frame began.
  bool is_waited_for() const { return is_waited_for_; }
  /// True where all pictures come without being asked for.
  bool is_whole() const { return is_whole_; }
  /// What to ask the trainer for, each picture once.
  std::vector<AskPictures> take_wishes();

  /// Of a large set, so many bytes of pictures are kept. The page's textures keep what is shown;
  /// this is what lies around it.
  static constexpr std::size_t kKeptBytes = std::size_t{12} << 20U;
  /// The most that may be on its way. What scrolled past while the trainer was in the middle of a
  /// long step need not all come.
  static constexpr int kMostPending = 512;

 private:
  const std::uint8_t* look(bool of_test, int i) const;
  std::size_t count(bool of_test) const { return counts_[of_test ? 1 : 0]; }

  std::uint32_t revision_ = 0;
  std::array<std::size_t, 2> counts_{};
  std::size_t size_ = 0;
  std::size_t small_size_ = 0;
  bool is_whole_ = true;
  int now_ = 0;
  std::vector<std::uint8_t> pixels_;
  std::array<std::vector<std::uint8_t>, 2> small_;
  std::array<std::vector<std::uint8_t>, 2> has_small_;
  std::size_t missing_small_ = 0;
  mutable bool is_waited_for_ = false;
  mutable Places places_;
  mutable std::unordered_set<std::uint64_t> pending_;
  mutable std::vector<std::uint64_t> wishes_;
};

}  // namespace purr::shell
