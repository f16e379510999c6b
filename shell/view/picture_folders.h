#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace purr::shell {

/// Which part of a data set a picture belongs to by the folders above it.
enum class PicturePart : std::uint8_t { none, train, test };

/// What the folders of pictures mean: rules for the page and the program.
struct FolderPlan {
  /// A folder, or folders of one name, that holds pictures of one class.
  struct Group {
    std::string name;
    int label = 0;  ///< 0 or 1
  };

  std::vector<Group> groups{};
  std::vector<int> group_of{};         ///< of each picture a place in `groups`; −1: none
  std::vector<PicturePart> part_of{};  ///< of each picture
  std::vector<std::vector<std::string>>
      paths{};  ///< of each picture: its folders that tell something
};

/// Finds out what folders mean.
///
/// Folders such as train, test and validation next to each other are parts of the data set, not
/// classes. Folders that all pictures share mean nothing, unless there is only one class. Of the
/// levels that are left, the classes are: the first with a folder of cats; else the first with a
/// folder and its opposite ("dogs" and "not dogs", 健康 and 不健康); else the first with two names
/// that are more than numbers. A level of zips comes after all levels of folders.
///
/// Class 1 are the cats, or what is not an opposite, or what came first; all others are class 0.
/// @param folders  of each picture: the folders above it, joined by slashes; a zip counts as a
///                 folder whose name ends in .zip.
FolderPlan plan_folders(std::span<const std::string> folders);

/// Whether a name stands for cats: "cat", "Cats", "猫", "小猫"; not 熊猫, a panda, and no opposite.
bool is_of_cats(std::string_view name);
/// Whether a name is the opposite of another one or of anything: "non-cat", "other", "0", 非猫,
/// 其他.
bool is_opposite(std::string_view name, std::span<const std::string> others = {});

/// The name of a folder or a zip for the screen: cleaned and cut, a zip without its ending.
std::string shown_folder(std::string_view name);

/// How the name of a file begins, up to the first digit, dot or bracket, in small letters: "cat" of
/// "Cat_12.png".
std::string name_start(std::string_view name);

}  // namespace purr::shell
