#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/run/messages.h"

namespace purr::shell {

/// A key for a picture of a run: its set and its index.
constexpr std::uint64_t picture_key(bool of_test, int i) {
  return (of_test ? std::uint64_t{1} << 32U : 0) | static_cast<std::uint32_t>(i);
}

/// A limited number of places for pictures. If all are taken, the least recently used one is given
/// away, unless it is in use in the current frame.
class Places {
 public:
  explicit Places(int capacity = 0) : capacity_(capacity) {}

  /// The place of `key`, or −1.
  int find(std::uint64_t key) const;
  /// Marks the place as used.
  /// @param now  number of the frame; grows.
  void use(int place, int now);
  /// Takes a place for `key`, which has none, and marks it as used; −1 if all are in use.
  int take(std::uint64_t key, int now);
  /// How many places are taken; they are the first.
  int count() const { return static_cast<int>(all_.size()); }
  int capacity() const { return capacity_; }
  /// How many may still be taken in frame `now`.
  int free_count(int now) const;

 private:
  struct Place {
    std::uint64_t key;
    int last_use;
  };
  int capacity_;
  std::vector<Place> all_;
  std::unordered_map<std::uint64_t, int> of_key_;
  int used_frame_ = -1;
  int used_count_ = 0;  // places used in that frame
};

/// The pictures of the run that have arrived. A small set arrives whole. Of a large set there are
/// small versions of all pictures and full versions of the recently used ones; missing ones are
/// requested from the trainer, which holds all of them.
///
/// `find` records the use, and a picture that is missing is requested. Neither changes the
/// contents, so both are possible through a const run.
class PictureStore {
 public:
  /// Keeps the pictures of user data that goes to the trainer, so that they need not come back.
  /// Returns the number for Bring::kept_as: 0 where there are none, or too many to keep.
  std::uint32_t keep(const UserData& data);
  /// Drops the pictures of earlier data; those of `data` are kept already or will arrive.
  void start(const DataUpdate& data);
  void receive(const PicturesUpdate& update);
  void next_frame() {
    ++now_;
    is_waited_for_ = false;
  }

  /// The bytes of a picture; nullptr until they have arrived. Valid until the next `receive`.
  const std::uint8_t* find(bool of_test, int i) const;
  /// Its small version, small_side(width)·small_side(height)·3 bytes; nullptr if there is none.
  const std::uint8_t* find_small(bool of_test, int i) const;
  /// True once the small version of every picture is there.
  bool has_all_small() const { return !is_whole_ && missing_small_ == 0; }
  /// Requests a picture that will probably be needed soon.
  void prepare(bool of_test, int i) const { use(of_test, i); }
  /// Whether a picture was missing since the last frame began.
  bool is_waited_for() const { return is_waited_for_; }
  /// True if all pictures arrive without requests.
  bool is_whole() const { return is_whole_; }
  /// The requests for the trainer since the last call; each picture occurs once.
  std::vector<AskPictures> take_requests();

  /// Bytes of pictures that are kept of a large set. Textures hold what is shown; this holds what
  /// surrounds it.
  static constexpr std::size_t kKeptBytes = std::size_t{12} << 20U;
  /// Requests that may be unanswered. Not everything that scrolled past during one long step of the
  /// trainer must arrive.
  static constexpr int kMaxPending = 512;

 private:
  /// Pictures that the user supplied, under the number of their Bring.
  struct Kept {
    std::uint32_t number;
    std::size_t role;  // 0: training examples, 1: test examples, 2: both
    std::shared_ptr<const PictureSet> pictures;
  };
  /// Takes the pictures of a set from what is kept; false if they are not all there.
  bool use_kept(const KeptPictures& described, bool of_test, const DataUpdate& data);
  const std::uint8_t* use(bool of_test, int i) const;
  std::size_t count(bool of_test) const { return counts_[of_test ? 1 : 0]; }

  std::uint32_t last_number_ = 0;
  std::vector<Kept> kept_;                                          // newest last
  std::array<std::shared_ptr<const PictureSet>, 2> user_pictures_;  // of the present data, or none
  std::array<std::vector<std::int32_t>, 2> user_places_;
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
  mutable std::vector<std::uint64_t> requested_;
};

}  // namespace purr::shell
