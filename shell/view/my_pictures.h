#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/inputs.h"

namespace purr::shell {

/// A person's own pictures of two kinds, each 64×64, as they come from files, folders, zips, the
/// clipboard or the camera; and what could not be read.
class MyPictures {
 public:
  static constexpr int kMost = 20000;
  static constexpr std::size_t kBytes = std::size_t{64} * 64 * 3;

  struct Picture {
    std::string name;    ///< of its file
    std::string folder;  ///< that it lay in; empty for none
    std::uint8_t label = 0;
  };

  /// Adds a picture.
  ///
  /// Its class is `label`, or, where that is −1, what its folder says: the first folder becomes
  /// class 1 and gives it its name, unless it sounds like the opposite of something ("non-cat",
  /// "other"); a folder of cats is class 1 even when another one came first; the second folder
  /// becomes the other class; every further one is class 0 too. Files without a folder go by the
  /// beginning of their name where it is one of the classes' names
  /// ("cat.12.jpg"), and to class 1 otherwise.
  /// @param rgb  kBytes bytes.
  /// @return     false when there are kMost already.
  bool add(std::string_view name, std::string_view folder, int label,
           std::span<const std::uint8_t> rgb);
  void add_bad(Error why);
  void set_label(int i, int label);
  void remove(int i);
  void clear();
  void set_class_name(int label, std::string_view name);

  int count() const { return static_cast<int>(pictures_.size()); }
  int count(int label) const;
  const Picture& picture(int i) const { return pictures_[static_cast<std::size_t>(i)]; }
  const std::array<std::string, 2>& class_names() const { return class_names_; }
  /// What could not be read, and why; at most as many as there is room to read.
  const std::vector<Error>& bad() const { return bad_; }
  int bad_count() const { return bad_count_; }
  void forget_bad();

  int next_label = -1;  ///< what `label` the user wants for the next pictures

  // How far reading has come.
  int done = 0;
  int total = 0;
  bool is_reading() const { return total > 0; }
  bool is_changed = false;  ///< since the trainer was told

  std::vector<std::uint8_t> labels() const;
  /// Everything, for the trainer; null where there is nothing.
  std::shared_ptr<const PictureSet> picture_set() const;

 private:
  int class_of(std::string_view name, std::string_view folder);

  std::vector<Picture> pictures_;
  std::vector<std::uint8_t> pixels_;
  std::array<std::string, 2> class_names_{};    ///< empty until a folder or the person says
  std::array<std::string, 2> class_folders_{};  ///< the folder that a class came from
  std::vector<Error> bad_;
  int bad_count_ = 0;
};

}  // namespace purr::shell
