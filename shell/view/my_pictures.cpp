#include "shell/view/my_pictures.h"

#include <algorithm>
#include <cctype>
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

}  // namespace

int MyPictures::class_of(std::string_view name, std::string_view folder) {
  if (!folder.empty()) {
    for (const int label : {0, 1}) {
      const std::string& known = class_folders_[static_cast<std::size_t>(label)];
      if (!known.empty() && known == folder) return label;
    }
    const int wanted = is_opposite(folder) ? 0 : 1;
    if (is_of_cats(folder) && !class_folders_[1].empty() && class_folders_[0].empty() &&
        !is_of_cats(class_folders_[1])) {
      std::swap(class_folders_[0], class_folders_[1]);
      std::swap(class_names_[0], class_names_[1]);
      for (Picture& picture : pictures_) picture.label = picture.label == 0 ? 1 : 0;
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
  const std::string file = lower(name);
  for (const int label : {0, 1}) {
    const std::string& of_class = class_names_[static_cast<std::size_t>(label)];
    if (!of_class.empty() && file.starts_with(lower(of_class))) return label;
  }
  return 1;
}

bool MyPictures::add(std::string_view name, std::string_view folder, int label,
                     std::span<const std::uint8_t> rgb) {
  PURR_CHECK(rgb.size() == kBytes);
  if (count() >= kMaxCount) return false;
  const int chosen = label == 0 || label == 1 ? label : class_of(name, folder);
  pictures_.push_back({std::string(name), std::string(folder), static_cast<std::uint8_t>(chosen)});
  pixels_.insert(pixels_.end(), rgb.begin(), rgb.end());
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

void MyPictures::remove(int i) {
  PURR_CHECK(i >= 0 && i < count());
  pictures_.erase(pictures_.begin() + i);
  const auto begin = pixels_.begin() + static_cast<std::ptrdiff_t>(kBytes) * i;
  pixels_.erase(begin, begin + static_cast<std::ptrdiff_t>(kBytes));
  is_changed = true;
}

void MyPictures::clear() {
  pictures_.clear();
  pixels_.clear();
  class_names_ = {};
  class_folders_ = {};
  clear_bad();
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

std::vector<std::uint8_t> MyPictures::labels() const {
  std::vector<std::uint8_t> all;
  all.reserve(pictures_.size());
  for (const Picture& picture : pictures_) all.push_back(picture.label);
  return all;
}

std::shared_ptr<const PictureSet> MyPictures::picture_set() const {
  if (pictures_.empty()) return nullptr;
  auto set = std::make_shared<PictureSet>();
  set->pixels = pixels_;
  set->labels = labels();
  set->class_names = class_names_;
  return set;
}

}  // namespace purr::shell
