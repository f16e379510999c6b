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
    std::string folder;    ///< that contains the file; empty for none
    std::uint8_t label = kUnsorted;
  };

  /// A division of the unsorted pictures by how the names of their files begin: "cat.0.jpg",
  /// "dog_12.png".
  struct NameSplit {
    std::array<std::string, 2> starts;  ///< the more frequent one first
    std::array<int, 2> counts{};
  };

  /// Adds a picture.
  ///
  /// Its class is `label`. If that is −1 the folder decides: the first folder becomes class 1 and
  /// names it, unless its name is a negation ("non-cat", "other"); a folder of cats is class 1 even
  /// if another one came first; the second folder becomes the other class; all further folders are
  /// class 0. A file without a folder belongs to the class whose name begins its own
  /// ("cat.12.jpg"); otherwise it stays unsorted until the user sorts it.
  /// @param rgb  kBytes bytes.
  /// @return     false if there are kMaxCount already.
  bool add(std::string_view name, std::string_view folder, int label,
           std::span<const std::uint8_t> rgb);
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

  /// The pictures that are in a class, ascending.
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
    std::array<std::string, 2> class_names{}, class_folders{};
  };

  int class_of(std::string_view name, std::string_view folder);
  int class_of_folder(std::string_view folder);

  std::vector<Picture> pictures_;
  std::vector<std::uint8_t> pixels_;
  std::array<std::string, 2> class_names_{};    ///< empty until a folder or the user names them
  std::array<std::string, 2> class_folders_{};  ///< the folder that became the class
  std::vector<Error> bad_;
  int bad_count_ = 0;
  std::uint32_t next_id_ = 1;
  Removed removed_;
};

}  // namespace purr::shell
