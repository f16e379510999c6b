#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/inputs.h"
#include "shell/view/picture_folders.h"

namespace purr::shell {

/// The user's own pictures of two classes, each 64×64, from files, folders, zips, the clipboard or
/// the camera, and the files that could not be read.
class MyPictures {
 public:
  static constexpr int kMaxCount = 20000;
  static constexpr std::size_t kBytes = std::size_t{64} * 64 * 3;

  /// The label of a picture that is in neither class yet. It takes no part in training.
  static constexpr std::uint8_t kUnsorted = 2;

  struct Picture {
    std::uint32_t id = 0;  ///< unique, also after pictures were removed
    std::string name;      ///< of its file
    std::string folder;    ///< all folders above the file, such as "pets.zip/cats"; empty for none
    std::uint8_t label = kUnsorted;
    PicturePart part{};      ///< of a data set that came in parts
    bool is_chosen = false;  ///< the user said which class it is
  };

  /// A folder in the tree of what came.
  struct Folder {
    std::string path;       ///< identity for set_folder_label()
    std::string name{};     ///< for the screen
    int depth = 0;          ///< in the tree, from 0
    int count = 0;          ///< of pictures in it and below it
    int test_count = 0;     ///< of those, in the given test set
    int label = kUnsorted;  ///< of all of them; −1: they differ
  };

  /// A division of the unsorted pictures by how the names of their files begin: "cat.0.jpg",
  /// "dog_12.png".
  struct NameSplit {
    std::array<std::string, 2> starts;  ///< the more frequent one first
    std::array<int, 2> counts{};
  };

  /// Adds a picture. Its class is `label`; if that is −1, arrange() finds it.
  /// @param folder  all folders above it, joined by slashes; a zip counts as a folder.
  /// @param rgb     kBytes bytes.
  /// @return        false if there are kMaxCount already.
  bool add(std::string_view name, std::string_view folder, int label,
           std::span<const std::uint8_t> rgb);
  /// Finds the classes of the pictures that came, all together, by plan_folders(); of those without
  /// a folder by the classes' names, or by how the files' names begin. The user's own choices stay.
  ///
  /// Pictures of other folders than those of two classes that are there already stay unsorted.
  /// @param by_names  also divides loose pictures by their names, without asking.
  void arrange(bool by_names);
  /// The folders that tell something, as a tree in the order of the names; empty for one or none.
  std::vector<Folder> folders() const;
  /// Puts all pictures of a folder and those below it into a class, or kUnsorted into none.
  void set_folder_label(std::string_view path, int label);
  void swap_classes();
  /// How many of sorted(), at its end, are a test set that came with the pictures; 0: none did.
  int given_test_count() const;
  void add_bad(Error why);
  void set_label(int i, int label);
  /// Puts pictures into a class, 0 or 1.
  void set_labels(std::span<const int> pictures, int label);
  void remove(int i);
  /// Removes pictures, in ascending order. `restore` brings them back.
  void remove(std::span<const int> pictures);
  /// Removes all pictures and the names of the classes. `restore` brings them back.
  void clear();
  /// How many pictures `restore` brings back: those of the last removal, until others are added.
  int removed_count() const { return static_cast<int>(removed_.pictures.size()); }
  void restore();

  /// How the unsorted pictures divide by their names; none if fewer than two beginnings account for
  /// most of them.
  std::optional<NameSplit> name_split() const;
  /// Sorts the unsorted pictures of the two beginnings, which name the classes that have no name.
  void split_by_name(const NameSplit& split);
  void set_class_name(int label, std::string_view name);

  int count() const { return static_cast<int>(pictures_.size()); }
  int count(int label) const;
  int unsorted_count() const { return count(kUnsorted); }
  std::span<const std::uint8_t> pixels(int i) const;  ///< kBytes bytes
  const Picture& picture(int i) const { return pictures_[static_cast<std::size_t>(i)]; }
  const std::array<std::string, 2>& class_names() const { return class_names_; }
  /// Why files could not be read: the first kMaxBad of bad_count().
  const std::vector<Error>& bad() const { return bad_; }
  int bad_count() const { return bad_count_; }
  void clear_bad();

  int next_label = -1;  ///< what `label` the user wants for the next pictures

  int done = 0;   ///< files read so far
  int total = 0;  ///< files to read; 0: none are being read
  bool is_reading() const { return total > 0; }
  bool is_changed = false;  ///< since the trainer received the pictures
  /// Another number after every change of pictures, classes or names; never 0.
  std::uint64_t revision() const { return revision_; }

  /// The pictures that are in a class, ascending; those of a given test set come last.
  std::vector<int> sorted() const;
  /// The labels of those.
  std::vector<std::uint8_t> labels() const;
  /// Those pictures, for the trainer; null if there are none.
  std::shared_ptr<const PictureSet> picture_set() const;

 private:
  /// What `restore` needs.
  struct Removed {
    std::vector<Picture> pictures{};
    std::vector<int> places{};  ///< where they were, ascending
    std::vector<std::uint8_t> pixels{};
    std::array<std::string, 2> class_names{};
  };

  void touch() {
    is_changed = true;
    ++revision_;
  }
  void name_classes();
  bool has_given_test() const;

  std::vector<Picture> pictures_;
  std::vector<std::uint8_t> pixels_;
  std::array<std::string, 2> class_names_{};  ///< empty until a folder or the user names them
  std::array<bool, 2> is_name_chosen_{};      ///< the user named the class
  std::vector<Error> bad_;
  int bad_count_ = 0;
  std::uint32_t next_id_ = 1;
  std::uint64_t revision_ = 1;
  Removed removed_;
};

}  // namespace purr::shell
