#include "shell/view/my_pictures.h"

#include <algorithm>
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
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

/// A path of folders as one text.
std::string joined(const std::vector<std::string>& path, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : "/") + path[i];
  return text;
}

bool is_below(std::string_view folder, std::string_view path) {
  return folder == path ||
         (folder.starts_with(path) && folder.substr(path.size()).starts_with('/'));
}

}  // namespace

bool MyPictures::add(std::string_view name, std::string_view folder, int label,
                     std::span<const std::uint8_t> rgb) {
  PURR_CHECK(rgb.size() == kBytes);
  if (count() >= kMaxCount) return false;
  const bool is_chosen = label == 0 || label == 1;
  pictures_.push_back({.id = next_id_++,
                       .name = std::string(name),
                       .folder = std::string(folder),
                       .label = is_chosen ? static_cast<std::uint8_t>(label) : kUnsorted,
                       .is_chosen = is_chosen});
  pixels_.insert(pixels_.end(), rgb.begin(), rgb.end());
  removed_ = {};
  touch();
  return true;
}

void MyPictures::arrange(bool by_names) {
  std::vector<std::string> folders;
  for (const Picture& picture : pictures_) folders.push_back(picture.folder);
  const FolderPlan plan = plan_folders(folders);
  for (std::size_t i = 0; i < pictures_.size(); ++i) pictures_[i].part = plan.part_of[i];
  // Names of files tell more than a folder that holds them all.
  if (plan.groups.size() <= 1) {
    const bool is_in_folder = !plan.groups.empty();
    const auto split = name_split();
    if (split && (by_names || is_in_folder)) {
      split_by_name(*split);
      return;
    }
  }
  const bool had_both = count(0) > 0 && count(1) > 0;
  // What the pictures of a group are already: by the user, or since an earlier drop.
  std::vector<int> known(plan.groups.size(), -1);
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    const Picture& picture = pictures_[i];
    if (plan.group_of[i] < 0 || picture.label == kUnsorted) continue;
    int& label = known[static_cast<std::size_t>(plan.group_of[i])];
    if (label < 0 || picture.is_chosen) label = picture.label;
  }
  const bool is_first = std::ranges::all_of(known, [](int label) { return label < 0; });
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    Picture& picture = pictures_[i];
    if (picture.is_chosen) continue;
    if (plan.group_of[i] < 0) {
      const std::string file = lower(picture.name);
      for (const int label : {0, 1}) {
        const std::string& of_class = class_names_[static_cast<std::size_t>(label)];
        if (!of_class.empty() && file.starts_with(lower(of_class))) {
          picture.label = static_cast<std::uint8_t>(label);
        }
      }
      continue;
    }
    const auto group = static_cast<std::size_t>(plan.group_of[i]);
    if (had_both) {
      // Other folders beside two classes: only the user knows.
      picture.label = known[group] < 0 ? kUnsorted : static_cast<std::uint8_t>(known[group]);
    } else {
      picture.label = static_cast<std::uint8_t>(plan.groups[group].label);
    }
  }
  if (is_first || !had_both) name_classes();
  if (by_names) {
    if (const auto split = name_split()) split_by_name(*split);
  }
  touch();
}

std::vector<MyPictures::Folder> MyPictures::folders() const {
  std::vector<std::string> names;
  for (const Picture& picture : pictures_) names.push_back(picture.folder);
  const FolderPlan plan = plan_folders(names);
  std::map<std::vector<std::string>, Folder> tree;
  const bool has_test = has_given_test();
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    const std::vector<std::string>& path = plan.paths[i];
    for (std::size_t depth = 0; depth < path.size(); ++depth) {
      const std::vector<std::string> key(path.begin(),
                                         path.begin() + static_cast<std::ptrdiff_t>(depth) + 1);
      const auto [place, is_new] = tree.try_emplace(key);
      Folder& folder = place->second;
      if (is_new) {
        folder = {.path = joined(path, depth + 1),
                  .name = shown_folder(path[depth]),
                  .depth = static_cast<int>(depth),
                  .label = pictures_[i].label};
      }
      ++folder.count;
      if (has_test && pictures_[i].part == PicturePart::test) ++folder.test_count;
      if (folder.label != pictures_[i].label) folder.label = -1;
    }
  }
  std::vector<Folder> list;
  for (auto& [key, folder] : tree) list.push_back(std::move(folder));
  return list;
}

void MyPictures::set_folder_label(std::string_view path, int label) {
  std::vector<std::string> names;
  for (const Picture& picture : pictures_) names.push_back(picture.folder);
  const FolderPlan plan = plan_folders(names);
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    if (!is_below(joined(plan.paths[i], plan.paths[i].size()), path)) continue;
    pictures_[i].label = static_cast<std::uint8_t>(label);
    pictures_[i].is_chosen = true;
  }
  name_classes();
  touch();
}

void MyPictures::swap_classes() {
  for (Picture& picture : pictures_) {
    if (picture.label == kUnsorted) continue;
    picture.label = picture.label == 0 ? 1 : 0;
    picture.is_chosen = true;
  }
  std::swap(class_names_[0], class_names_[1]);
  std::swap(is_name_chosen_[0], is_name_chosen_[1]);
  touch();
}

/// Names each class after its folders: those at the top of the tree that are all of that class.
void MyPictures::name_classes() {
  std::array<std::vector<std::string>, 2> names;
  std::string covered;  // a folder whose class is settled; those below it add nothing
  for (const Folder& folder : folders()) {
    if (!covered.empty() && is_below(folder.path, covered)) continue;
    if (folder.label != 0 && folder.label != 1) continue;
    covered = folder.path;
    std::vector<std::string>& of_class = names[static_cast<std::size_t>(folder.label)];
    if (std::ranges::find(of_class, folder.name) == of_class.end()) of_class.push_back(folder.name);
  }
  for (const std::size_t label : {1, 0}) {
    const std::vector<std::string>& of_class = names[label];
    if (is_name_chosen_[label] || of_class.empty()) continue;
    std::string name = of_class[0];
    if (of_class.size() == 2) name += " + " + of_class[1];
    if (of_class.size() > 2) {
      const bool is_ascii = std::ranges::all_of(names[1].empty() ? name : names[1][0], [](char c) {
        return static_cast<unsigned char>(c) < 128;
      });
      // Many kinds beside one are what that one is not.
      name = label == 0 && names[1].size() == 1 ? (is_ascii ? "non-" : "\u975E") + names[1][0]
                                                : name + " …";
    }
    set_class_name(static_cast<int>(label), name);
    is_name_chosen_[label] = false;
  }
  // The screen cuts long names; it must not make one of two.
  if (!class_names_[0].empty() && class_names_[0] == class_names_[1]) {
    class_names_[0] += " (0)";
    class_names_[1] += " (1)";
  }
}

bool MyPictures::has_given_test() const {
  std::array<bool, 3> has{};
  for (const Picture& picture : pictures_) {
    if (picture.label != kUnsorted) has[static_cast<std::size_t>(picture.part)] = true;
  }
  return has[static_cast<std::size_t>(PicturePart::train)] &&
         has[static_cast<std::size_t>(PicturePart::test)];
}

int MyPictures::given_test_count() const {
  if (!has_given_test()) return 0;
  return static_cast<int>(std::ranges::count_if(pictures_, [](const Picture& picture) {
    return picture.label != kUnsorted && picture.part == PicturePart::test;
  }));
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
  pictures_[static_cast<std::size_t>(i)].is_chosen = true;
  touch();
}

void MyPictures::set_labels(std::span<const int> pictures, int label) {
  for (const int i : pictures) set_label(i, label);
}

void MyPictures::remove(int i) { remove(std::span<const int>(&i, 1)); }

void MyPictures::remove(std::span<const int> pictures) {
  if (pictures.empty()) return;
  removed_ = {.class_names = class_names_};
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
  touch();
}

void MyPictures::clear() {
  removed_ = {.pictures = std::exchange(pictures_, {}),
              .pixels = std::exchange(pixels_, {}),
              .class_names = std::exchange(class_names_, {})};
  is_name_chosen_ = {};
  for (int i = 0; i < removed_count(); ++i) removed_.places.push_back(i);
  clear_bad();
  touch();
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
  }
  touch();
}

std::optional<MyPictures::NameSplit> MyPictures::name_split() const {
  std::map<std::string, int> counts;
  int all = 0;
  for (const Picture& picture : pictures_) {
    if (picture.label != kUnsorted) continue;
    const std::string start = name_start(picture.name);
    // The test set of a competition has numbers for names.
    if (start.empty() && picture.part == PicturePart::test) continue;
    ++all;
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
  const std::vector<std::string> names(split.starts.begin(), split.starts.end());
  // A class that has the name of a beginning keeps it; otherwise the rules of folders decide.
  int first = lower(class_names_[1]) == names[0] || lower(class_names_[0]) == names[1]   ? 1
              : lower(class_names_[0]) == names[0] || lower(class_names_[1]) == names[1] ? 0
              : is_of_cats(names[1]) || is_opposite(names[0], names)                     ? 0
                                                                                         : 1;
  if (is_of_cats(names[0])) first = 1;
  for (Picture& picture : pictures_) {
    if (picture.label != kUnsorted) continue;
    const std::string start = name_start(picture.name);
    if (start != split.starts[0] && start != split.starts[1]) continue;
    picture.label = static_cast<std::uint8_t>(start == split.starts[0] ? first : 1 - first);
  }
  for (const std::size_t i : {0, 1}) {
    const int label = i == 0 ? first : 1 - first;
    if (class_names_[static_cast<std::size_t>(label)].empty()) {
      set_class_name(label, split.starts[i]);
      is_name_chosen_[static_cast<std::size_t>(label)] = false;
    }
  }
  touch();
}

void MyPictures::set_class_name(int label, std::string_view name) {
  // A cut must not fall inside a character of UTF-8.
  std::size_t size = std::min(name.size(), kMaxNameBytes);
  while (size > 0 && size < name.size() &&
         (static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  class_names_[static_cast<std::size_t>(label)] = name.substr(0, size);
  is_name_chosen_[static_cast<std::size_t>(label)] = !name.empty();
  touch();
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
  std::vector<int> test;
  const bool has_test = has_given_test();
  for (int i = 0; i < count(); ++i) {
    if (picture(i).label == kUnsorted) continue;
    (has_test && picture(i).part == PicturePart::test ? test : all).push_back(i);
  }
  all.insert(all.end(), test.begin(), test.end());
  return all;
}

std::vector<std::uint8_t> MyPictures::labels() const {
  std::vector<std::uint8_t> all;
  for (const int i : sorted()) all.push_back(picture(i).label);
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
  set->test_count = given_test_count();
  set->class_names = class_names_;
  return set;
}

}  // namespace purr::shell
