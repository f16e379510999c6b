#include "shell/view/picture_store.h"

#include <algorithm>

#include "engine/data/resize.h"

namespace purr::shell {

int Places::find(std::uint64_t key) const {
  const auto found = of_key_.find(key);
  return found == of_key_.end() ? -1 : found->second;
}

void Places::use(int place, int now) {
  if (used_frame_ != now) {
    used_frame_ = now;
    used_count_ = 0;
  }
  int& last_use = all_[static_cast<std::size_t>(place)].last_use;
  if (last_use != now) ++used_count_;
  last_use = now;
}

int Places::free_count(int now) const { return capacity_ - (used_frame_ == now ? used_count_ : 0); }

int Places::take(std::uint64_t key, int now) {
  int place = count();
  if (place < capacity_) {
    all_.push_back({key, now - 1});
  } else {
    const auto oldest =
        std::min_element(all_.begin(), all_.end(),
                         [](const Place& a, const Place& b) { return a.last_use < b.last_use; });
    if (oldest == all_.end() || oldest->last_use >= now) return -1;
    place = static_cast<int>(oldest - all_.begin());
    of_key_.erase(oldest->key);
    oldest->key = key;
  }
  of_key_[key] = place;
  use(place, now);
  return place;
}

std::uint32_t PictureStore::keep(const UserData& data) {
  const std::array sets{data.train_pictures, data.test_pictures, data.my_pictures};
  std::size_t bytes = 0;
  for (const auto& set : sets) bytes += set ? set->pixels.size() : 0;
  if (bytes == 0 || bytes > kMaxSentBytes) return 0;
  ++last_number_;
  for (std::size_t role = 0; role < sets.size(); ++role) {
    if (!sets[role]) continue;
    // The trainer may still report of the set before, but not of an older one.
    const auto previous = std::find_if(kept_.rbegin(), kept_.rend(),
                                       [&](const Kept& kept) { return kept.role == role; });
    if (previous != kept_.rend()) {
      const std::uint32_t oldest = previous->number;
      std::erase_if(kept_,
                    [&](const Kept& kept) { return kept.role == role && kept.number < oldest; });
    }
    kept_.push_back({last_number_, role, sets[role]});
  }
  return last_number_;
}

bool PictureStore::use_kept(const KeptPictures& described, bool of_test, const DataUpdate& data) {
  const std::size_t set = of_test ? 1 : 0;
  if (counts_[set] == 0) return true;
  if (described.kept_as == 0 || described.places.size() != counts_[set]) return false;
  for (const Kept& kept : kept_) {
    const bool is_asked = kept.number == described.kept_as && (kept.role == set || kept.role == 2);
    if (!is_asked || kept.pictures->width != data.width || kept.pictures->height != data.height) {
      continue;
    }
    user_pictures_[set] = kept.pictures;
    user_places_[set] = described.places;
    return std::all_of(described.places.begin(), described.places.end(), [&](std::int32_t place) {
      return place >= 0 && place < kept.pictures->count();
    });
  }
  return false;
}

void PictureStore::start(const DataUpdate& data) {
  revision_ = data.revision;
  counts_ = {data.train_labels.size(), data.test_labels.size()};
  const auto area = [](int width, int height) {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3;
  };
  size_ = area(data.width, data.height);
  small_size_ = size_ > 0 ? area(small_side(data.width), small_side(data.height)) : 0;
  const std::size_t all = counts_[0] + counts_[1];
  user_pictures_ = {};
  const bool has_kept =
      all > 0 && use_kept(data.train_kept, false, data) && use_kept(data.test_kept, true, data);
  if (!has_kept) user_pictures_ = {};
  // What the trainer believes to be here, but is not, is asked for like pictures of a large set.
  const bool is_sent = data.train_kept.kept_as == 0 && data.test_kept.kept_as == 0;
  is_whole_ = has_kept || (is_sent && all * size_ <= kMaxSentBytes);
  const std::size_t kept = has_kept    ? 0
                           : is_whole_ ? all
                           : size_ > 0 ? std::max<std::size_t>(1, kKeptBytes / size_)
                                       : 0;
  places_ = Places(static_cast<int>(std::min(all, kept)));
  // Reserve exactly what is needed: growing would need twice that for a moment.
  pixels_ = {};
  pixels_.reserve(std::min(all, kept) * size_);
  missing_small_ = is_whole_ ? 0 : all;
  for (const std::size_t set : {0U, 1U}) {
    small_[set] = {};
    has_small_[set] = {};
    if (is_whole_) continue;
    small_[set].resize(counts_[set] * small_size_);
    has_small_[set].resize(counts_[set]);
  }
  pending_.clear();
  requested_.clear();
}

void PictureStore::receive(const PicturesUpdate& update) {
  if (update.revision != revision_ || size_ == 0) return;
  const std::size_t size = update.is_small ? small_size_ : size_;
  if (update.pixels.size() != update.examples.size() * size) return;
  const std::size_t set = update.is_test ? 1 : 0;
  auto from = update.pixels.begin();
  for (const std::int32_t example : update.examples) {
    const auto picture = from;
    from += static_cast<std::ptrdiff_t>(size);
    if (example < 0 || static_cast<std::size_t>(example) >= counts_[set]) continue;
    const auto i = static_cast<std::size_t>(example);
    if (update.is_small) {
      if (is_whole_) continue;
      std::copy(picture, from, small_[set].begin() + static_cast<std::ptrdiff_t>(i * size));
      if (has_small_[set][i] == 0) --missing_small_;
      has_small_[set][i] = 1;
      continue;
    }
    const std::uint64_t key = picture_key(update.is_test, example);
    pending_.erase(key);
    int place = places_.find(key);
    if (place < 0) place = places_.take(key, now_);
    if (place < 0) continue;
    const std::size_t begin = static_cast<std::size_t>(place) * size;
    pixels_.resize(std::max(pixels_.size(), begin + size));
    std::copy(picture, from, pixels_.begin() + static_cast<std::ptrdiff_t>(begin));
  }
}

const std::uint8_t* PictureStore::find(bool of_test, int i) const {
  const std::uint8_t* rgb = use(of_test, i);
  if (rgb == nullptr) is_waited_for_ = true;
  return rgb;
}

const std::uint8_t* PictureStore::use(bool of_test, int i) const {
  if (i < 0 || static_cast<std::size_t>(i) >= count(of_test)) return nullptr;
  const std::size_t set = of_test ? 1 : 0;
  if (const auto& pictures = user_pictures_[set]) {
    return pictures->pixels.data() +
           static_cast<std::size_t>(user_places_[set][static_cast<std::size_t>(i)]) * size_;
  }
  const std::uint64_t key = picture_key(of_test, i);
  const int place = places_.find(key);
  if (place >= 0) {
    places_.use(place, now_);
    return pixels_.data() + static_cast<std::size_t>(place) * size_;
  }
  if (is_whole_) return nullptr;  // it will arrive
  const int room = std::min(kMaxPending, places_.free_count(now_));
  if (static_cast<int>(pending_.size()) < room && pending_.insert(key).second) {
    requested_.push_back(key);
  }
  return nullptr;
}

const std::uint8_t* PictureStore::find_small(bool of_test, int i) const {
  const std::size_t set = of_test ? 1 : 0;
  const auto place = static_cast<std::size_t>(std::max(i, 0));
  if (i < 0 || place >= has_small_[set].size() || has_small_[set][place] == 0) return nullptr;
  return small_[set].data() + place * small_size_;
}

std::vector<AskPictures> PictureStore::take_requests() {
  std::vector<AskPictures> requests;
  for (const bool of_test : {false, true}) {
    AskPictures ask{.revision = revision_, .is_test = of_test, .examples = {}};
    for (const std::uint64_t key : requested_) {
      if ((key >> 32U != 0) == of_test) ask.examples.push_back(static_cast<std::int32_t>(key));
    }
    if (!ask.examples.empty()) requests.push_back(std::move(ask));
  }
  requested_.clear();
  return requests;
}

}  // namespace purr::shell
