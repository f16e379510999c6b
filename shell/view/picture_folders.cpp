#include "shell/view/picture_folders.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "engine/core/printable.h"

namespace purr::shell {
namespace {

using Path = std::vector<std::string>;

#include "shell/view/folder_words.def"

template <class Words>
bool is_in(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != std::end(words);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool is_zip_name(std::string_view name) { return lower(name).ends_with(".zip"); }

std::string_view without_zip(std::string_view name) {
  return is_zip_name(name) && name.size() > 4 ? name.substr(0, name.size() - 4) : name;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_gap(char c) { return c == '_' || c == '-' || c == '.' || c == ' ' || c == '(' || c == ')'; }

Path components(std::string_view folder) {
  Path path;
  for (std::size_t at = 0; at <= folder.size();) {
    const std::size_t end = std::min(folder.find('/', at), folder.size());
    const std::string_view part = folder.substr(at, end - at);
    if (!part.empty() && part != ".") path.emplace_back(part);
    at = end + 1;
  }
  return path;
}

/// The words of a name in small letters: "Train_images2" has train and images.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : lower(without_zip(name)) + " ") {
    if (is_gap(c) || is_digit(c)) {
      if (!word.empty()) words.push_back(std::exchange(word, {}));
    } else {
      word += c;
    }
  }
  return words;
}

/// The part of a data set that a name stands for: "training_set", "test1", "val", 测试集.
PicturePart part_of_name(std::string_view name) {
  PicturePart part = PicturePart::none;
  for (const std::string& word : words_of(name)) {
    if (is_in(kTrainWords, word)) {
      part = PicturePart::train;
    } else if (is_in(kTestWords, word)) {
      part = PicturePart::test;
    } else if (!is_in(kGenericWords, word)) {
      return PicturePart::none;
    }
  }
  return part;
}

/// Takes the folders of parts out of the paths.
void take_parts(std::vector<Path>& paths, std::vector<PicturePart>& parts) {
  std::map<Path, std::set<std::string>> children;
  for (const Path& path : paths) {
    for (std::size_t i = 0; i < path.size(); ++i) {
      children[Path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(i))].insert(path[i]);
    }
  }
  std::set<Path> of_parts;  // folders whose children are parts
  for (const auto& [folder, names] : children) {
    const auto count = [&](PicturePart part) {
      return std::ranges::count_if(names, [&](const auto& n) { return part_of_name(n) == part; });
    };
    // A folder of trains next to one of planes is a class.
    const bool has_both = count(PicturePart::train) > 0 && count(PicturePart::test) > 0;
    if (has_both || count(PicturePart::none) == 0) of_parts.insert(folder);
  }
  for (std::size_t p = 0; p < paths.size(); ++p) {
    Path left;
    Path above;
    for (const std::string& name : paths[p]) {
      const PicturePart part = of_parts.contains(above) ? part_of_name(name) : PicturePart::none;
      above.push_back(name);
      if (part == PicturePart::none) {
        left.push_back(name);
      } else {
        parts[p] = part;
      }
    }
    paths[p] = std::move(left);
  }
}

/// Takes off what all paths begin with. Returns the last name taken; empty for none.
std::string take_common(std::vector<Path>& paths) {
  std::string last;
  while (!paths.empty() && std::ranges::all_of(paths, [&](const Path& path) {
    return !path.empty() && path.front() == paths.front().front();
  })) {
    last = paths.front().front();
    for (Path& path : paths) path.erase(path.begin());
  }
  return last;
}

/// Names that only count: part1 and part2, 001 and 002.
bool only_count(const std::vector<std::string>& names) {
  std::set<std::vector<std::string>> words;
  for (const std::string& name : names) {
    if (std::ranges::none_of(name, is_digit)) return false;
    words.insert(words_of(name));
  }
  // 0 and 1 are labels.
  const bool are_labels = names.size() == 2 && (names[0] == "0" || names[0] == "1") &&
                          (names[1] == "0" || names[1] == "1");
  return words.size() <= 1 && !are_labels;
}

/// The different names at a level, in their order.
std::vector<std::string> names_at(const std::vector<Path>& paths, std::size_t level) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const Path& path : paths) {
    if (path.size() > level && seen.insert(path[level]).second) names.push_back(path[level]);
  }
  return names;
}

std::optional<std::size_t> level_of_classes(const std::vector<Path>& paths) {
  std::size_t depth = 0;
  for (const Path& path : paths) depth = std::max(depth, path.size());
  const auto find = [&](auto&& fits) -> std::optional<std::size_t> {
    for (std::size_t level = 0; level < depth; ++level) {
      const std::vector<std::string> names = names_at(paths, level);
      if (names.size() >= 2 && fits(names)) return level;
    }
    return std::nullopt;
  };
  const auto has_cats = [](const auto& names) { return std::ranges::any_of(names, is_of_cats); };
  const auto has_opposite = [](const auto& names) {
    return std::ranges::any_of(names, [&](const auto& name) { return is_opposite(name, names); });
  };
  const auto is_named = [](const auto& names) {
    return !only_count(names) && !std::ranges::all_of(names, is_zip_name);
  };
  const auto are_named_zips = [](const auto& names) { return !only_count(names); };
  if (const auto level = find(has_cats)) return level;
  if (const auto level = find(has_opposite)) return level;
  if (const auto level = find(is_named)) return level;
  return find(are_named_zips);
}

void label_groups(std::vector<FolderPlan::Group>& groups) {
  std::vector<std::string> names;
  for (const auto& group : groups) names.push_back(group.name);
  const bool has_cats = std::ranges::any_of(names, is_of_cats);
  bool has_one = false;
  for (auto& group : groups) {
    const bool is_one =
        has_cats ? is_of_cats(group.name) : !has_one && !is_opposite(group.name, names);
    group.label = is_one ? 1 : 0;
    has_one |= is_one;
  }
}

}  // namespace

FolderPlan plan_folders(std::span<const std::string> folders) {
  FolderPlan plan;
  plan.part_of.assign(folders.size(), PicturePart::none);
  plan.group_of.assign(folders.size(), -1);
  for (const std::string& folder : folders) plan.paths.push_back(components(folder));
  take_parts(plan.paths, plan.part_of);
  const std::string common = take_common(plan.paths);
  const bool is_one_folder = std::ranges::all_of(plan.paths, &Path::empty);
  if (is_one_folder) {
    if (common.empty()) return plan;
    plan.groups.push_back({.name = common});
    std::ranges::fill(plan.group_of, 0);
    for (Path& path : plan.paths) path.push_back(common);
    label_groups(plan.groups);
    return plan;
  }
  const auto level = level_of_classes(plan.paths);
  if (!level) return plan;
  std::map<std::string, int> places;
  for (std::size_t p = 0; p < plan.paths.size(); ++p) {
    const Path& path = plan.paths[p];
    if (path.empty()) continue;
    const std::string& name = path[std::min(*level, path.size() - 1)];
    const auto [place, is_new] = places.try_emplace(name, static_cast<int>(plan.groups.size()));
    if (is_new) plan.groups.push_back({.name = name});
    plan.group_of[p] = place->second;
  }
  label_groups(plan.groups);
  return plan;
}

bool is_opposite(std::string_view folder, std::span<const std::string> others) {
  const std::string name = lower(without_zip(folder));
  if (is_in(kOppositeWords, name)) return true;
  for (const std::string_view start : {"non", "neg", "other"}) {
    if (name.starts_with(start)) return true;
  }
  for (const std::string_view start : {"not", "no", "without"}) {
    if (name.starts_with(start) && name.size() > start.size() && is_gap(name[start.size()]))
      return true;
  }
  for (const std::string_view start : kOppositeStarts) {
    if (name.starts_with(start)) return true;
  }
  // "notcats", "unhealthy" and 不健康 are opposites of what they name.
  for (const std::string_view start : kNegations) {
    if (!name.starts_with(start)) continue;
    std::string_view rest = std::string_view(name).substr(start.size());
    if (rest == "cat" || rest == "cats") return true;
    const auto is_rest = [&](const std::string& other) {
      return lower(without_zip(other)) == rest;
    };
    if (!rest.empty() && std::ranges::any_of(others, is_rest)) return true;
  }
  return false;
}

bool is_of_cats(std::string_view folder) {
  if (is_opposite(folder)) return false;
  std::string name = lower(without_zip(folder));
  const std::vector<std::string> words = words_of(name);
  for (const std::string& word : words) {
    if (word == "cat" || word == "cats" || word == "kitten" || word == "kittens") {
      // "cats_and_dogs" is a set of both.
      return words.size() <= 2 && std::ranges::find(words, "dogs") == words.end();
    }
  }
  // A panda, an owl and a meerkat have the cat's character in their names.
  for (const std::string_view other : kNoCats) {
    if (name.find(other) != std::string::npos) return false;
  }
  return std::ranges::any_of(
      kCatCharacters, [&](std::string_view cat) { return name.find(cat) != std::string::npos; });
}

std::string shown_folder(std::string_view name) {
  constexpr std::size_t kShown = 40;
  return printable(without_zip(name), kShown);
}

std::string name_start(std::string_view name) {
  std::string start = lower(name.substr(0, name.find_first_of("0123456789.()[]")));
  while (!start.empty() && is_gap(start.back())) start.pop_back();
  return start;
}

}  // namespace purr::shell
