#include "shell/view/my_pictures.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <utility>

#include "engine/core/check.h"

namespace purr::shell {
namespace {

constexpr std::size_t kMaxBad = 200;
constexpr std::size_t kMaxNameBytes = 40;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// Whether the name of a folder is a negation.
bool is_opposite(std::string_view folder) {
  const std::string name = lower(folder);
  for (const std::string_view start : {"non", "not", "no_", "no-", "no ", "neg", "other", "un"}) {
    if (name.starts_with(start)) return true;
  }
  return name == "0" || name == "no" || name == "false" || name == "b";
}

/// Whether the name of a folder stands for cats.
bool is_of_cats(std::string_view folder) {
  const std::string name = lower(folder);
  return !is_opposite(folder) &&
         (name == "cat" || name == "cats" || name.find("猫") != std::string::npos);
}

/// How the name of a file begins, up to the first digit, dot or bracket, in small letters: "cat" of
/// "Cat_12.png". What cameras write at the beginning of every name is not told apart here.
std::string name_start(std::string_view name) {
  std::string start = lower(name.substr(0, name.find_first_of("0123456789.()[]")));
  while (!start.empty() && std::string_view("-_ ").find(start.back()) != std::string_view::npos) {
    start.pop_back();
  }
  return start;
}

}  // namespace

int MyPictures::class_of_folder(std::string_view folder) {
  for (const int label : {0, 1}) {
    const std::string& known = class_folders_[static_cast<std::size_t>(label)];
    if (!known.empty() && known == folder) return label;
  }
  const int wanted = is_opposite(folder) ? 0 : 1;
  if (is_of_cats(folder) && !class_folders_[1].empty() && class_folders_[0].empty() &&
      !is_of_cats(class_folders_[1])) {
    std::swap(class_folders_[0], class_folders_[1]);
    std::swap(class_names_[0], class_names_[1]);
    for (Picture& picture : pictures_) {
      if (picture.label != kUnsorted) picture.label = picture.label == 0 ? 1 : 0;
    }
  }
  for (const int label : {wanted, 1 - wanted}) {
    const auto place = static_cast<std::size_t>(label);
    if (!class_folders_[place].empty()) continue;
    class_folders_[place] = folder;
    if (class_names_[place].empty()) set_class_name(label, folder);
    return label;
  }
  return 0;
}

int MyPictures::class_of(std::string_view name, std::string_view folder) {
  if (!folder.empty()) return class_of_folder(folder);
  const std::string file = lower(name);
  for (const int label : {0, 1}) {
    const std::string& of_class = class_names_[static_cast<std::size_t>(label)];
    if (!of_class.empty() && file.starts_with(lower(of_class))) return label;
  }
  return kUnsorted;
}

bool MyPictures::add(std::string_view name, std::string_view folder, int label,
                     std::span<const std::uint8_t> rgb) {
  PURR_CHECK(rgb.size() == kBytes);
  if (count() >= kMaxCount) return false;
  const int chosen = label == 0 || label == 1 ? label : class_of(name, folder);
  pictures_.push_back(
      {next_id_++, std::string(name), std::string(folder), static_cast<std::uint8_t>(chosen)});
  pixels_.insert(pixels_.end(), rgb.begin(), rgb.end());
  removed_ = {};
  is_changed = true;
  return true;
}

void MyPictures::add_bad(Error why) {
  ++bad_count_;
  if (bad_.size() < kMaxBad) bad_.push_back(std::move(why));
}

void MyPictures::clear_bad() {
  bad_.clear();
  bad_count_ = 0;
}

void MyPictures::set_label(int i, int label) {
  PURR_CHECK(i >= 0 && i < count() && (label == 0 || label == 1));
  pictures_[static_cast<std::size_t>(i)].label = static_cast<std::uint8_t>(label);
  is_changed = true;
}

void MyPictures::set_labels(std::span<const int> pictures, int label) {
  for (const int i : pictures) set_label(i, label);
}

void MyPictures::remove(int i) { remove(std::span<const int>(&i, 1)); }

void MyPictures::remove(std::span<const int> pictures) {
  if (pictures.empty()) return;
  removed_ = {.class_names = class_names_, .class_folders = class_folders_};
  std::vector<Picture> left;
  std::vector<std::uint8_t> left_pixels;
  auto next = pictures.begin();
  for (int i = 0; i < count(); ++i) {
    const bool is_removed = next != pictures.end() && *next == i;
    if (is_removed) {
      ++next;
      removed_.places.push_back(i);
    }
    const std::span<const std::uint8_t> rgb = this->pixels(i);
    std::vector<std::uint8_t>& kept = is_removed ? removed_.pixels : left_pixels;
    kept.insert(kept.end(), rgb.begin(), rgb.end());
    (is_removed ? removed_.pictures : left)
        .push_back(std::move(pictures_[static_cast<std::size_t>(i)]));
  }
  pictures_ = std::move(left);
  pixels_ = std::move(left_pixels);
  is_changed = true;
}

void MyPictures::clear() {
  removed_ = {.pictures = std::exchange(pictures_, {}),
              .pixels = std::exchange(pixels_, {}),
              .class_names = std::exchange(class_names_, {}),
              .class_folders = std::exchange(class_folders_, {})};
  for (int i = 0; i < removed_count(); ++i) removed_.places.push_back(i);
  clear_bad();
  is_changed = true;
}

void MyPictures::restore() {
  if (removed_.pictures.empty()) return;
  Removed back = std::exchange(removed_, {});
  std::vector<Picture> all;
  std::vector<std::uint8_t> all_pixels;
  std::size_t taken = 0;  // of `back`
  int there = 0;          // of the present ones
  const auto put = [&](Picture& picture, const std::uint8_t* rgb) {
    all.push_back(std::move(picture));
    all_pixels.insert(all_pixels.end(), rgb, rgb + kBytes);
  };
  while (taken < back.pictures.size() || there < count()) {
    const bool is_back = taken < back.pictures.size() &&
                         (there >= count() || back.places[taken] == static_cast<int>(all.size()));
    if (is_back) {
      put(back.pictures[taken], back.pixels.data() + taken * kBytes);
      ++taken;
    } else {
      const auto place = static_cast<std::size_t>(there++);
      put(pictures_[place], pixels_.data() + place * kBytes);
    }
  }
  pictures_ = std::move(all);
  pixels_ = std::move(all_pixels);
  for (const std::size_t label : {0, 1}) {
    if (class_names_[label].empty()) class_names_[label] = back.class_names[label];
    if (class_folders_[label].empty()) class_folders_[label] = back.class_folders[label];
  }
  is_changed = true;
}

std::optional<MyPictures::NameSplit> MyPictures::name_split() const {
  std::map<std::string, int> counts;
  int all = 0;
  for (const Picture& picture : pictures_) {
    if (picture.label != kUnsorted) continue;
    ++all;
    const std::string start = name_start(picture.name);
    if (!start.empty()) ++counts[start];
  }
  if (counts.size() < 2) return std::nullopt;
  std::vector<std::pair<std::string, int>> ranked(counts.begin(), counts.end());
  std::ranges::stable_sort(ranked, std::ranges::greater{}, &std::pair<std::string, int>::second);
  NameSplit split{.starts = {ranked[0].first, ranked[1].first},
                  .counts = {ranked[0].second, ranked[1].second}};
  const int both = split.counts[0] + split.counts[1];
  if (5 * both < 4 * all) return std::nullopt;
  return split;
}

void MyPictures::split_by_name(const NameSplit& split) {
  for (Picture& picture : pictures_) {
    if (picture.label != kUnsorted) continue;
    const std::string start = name_start(picture.name);
    if (start != split.starts[0] && start != split.starts[1]) continue;
    picture.label = static_cast<std::uint8_t>(class_of_folder(start));
  }
  is_changed = true;
}

void MyPictures::set_class_name(int label, std::string_view name) {
  // A cut must not fall inside a character of UTF-8.
  std::size_t size = std::min(name.size(), kMaxNameBytes);
  while (size > 0 && size < name.size() &&
         (static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  class_names_[static_cast<std::size_t>(label)] = name.substr(0, size);
  is_changed = true;
}

int MyPictures::count(int label) const {
  return static_cast<int>(std::count_if(pictures_.begin(), pictures_.end(),
                                        [&](const Picture& p) { return p.label == label; }));
}

std::span<const std::uint8_t> MyPictures::pixels(int i) const {
  return std::span(pixels_).subspan(kBytes * static_cast<std::size_t>(i), kBytes);
}

std::vector<int> MyPictures::sorted() const {
  std::vector<int> all;
  for (int i = 0; i < count(); ++i) {
    if (picture(i).label != kUnsorted) all.push_back(i);
  }
  return all;
}

std::vector<std::uint8_t> MyPictures::labels() const {
  std::vector<std::uint8_t> all;
  for (const Picture& picture : pictures_) {
    if (picture.label != kUnsorted) all.push_back(picture.label);
  }
  return all;
}

std::shared_ptr<const PictureSet> MyPictures::picture_set() const {
  auto set = std::make_shared<PictureSet>();
  for (const int i : sorted()) {
    const std::span<const std::uint8_t> rgb = pixels(i);
    set->pixels.insert(set->pixels.end(), rgb.begin(), rgb.end());
  }
  if (set->pixels.empty()) return nullptr;
  set->labels = labels();
  set->class_names = class_names_;
  return set;
}

}  // namespace purr::shell
