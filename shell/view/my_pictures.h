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

/// The user's own pictures of two classes, each 64×64, from files, folders, zips, the clipboard or
/// the camera, and the files that could not be read.
class MyPictures {
 public:
  static constexpr int kMaxCount = 20000;
  static constexpr std::size_t kBytes = std::size_t{64} * 64 * 3;

  struct Picture {
    std::string name;    ///< of its file
    std::string folder;  ///< that contains the file; empty for none
    std::uint8_t label = 0;
  };

  /// Adds a picture.
  ///
  /// Its class is `label`. If that is −1 the folder decides: the first folder becomes class 1 and
  /// names it, unless its name is a negation ("non-cat", "other"); a folder of cats is class 1 even
  /// if another one came first; the second folder becomes the other class; all further folders are
  /// class 0. A file without a folder belongs to the class whose name begins its own
  /// ("cat.12.jpg"), otherwise to class 1.
  /// @param rgb  kBytes bytes.
  /// @return     false if there are kMaxCount already.
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
  /// Why files could not be read: the first kMaxBad of bad_count().
  const std::vector<Error>& bad() const { return bad_; }
  int bad_count() const { return bad_count_; }
  void clear_bad();

  int next_label = -1;  ///< what `label` the user wants for the next pictures

  int done = 0;   ///< files read so far
  int total = 0;  ///< files to read; 0: none are being read
  bool is_reading() const { return total > 0; }
  bool is_changed = false;  ///< since the trainer received the pictures

  std::vector<std::uint8_t> labels() const;
  /// All pictures, for the trainer; null if there are none.
  std::shared_ptr<const PictureSet> picture_set() const;

 private:
  int class_of(std::string_view name, std::string_view folder);

  std::vector<Picture> pictures_;
  std::vector<std::uint8_t> pixels_;
  std::array<std::string, 2> class_names_{};    ///< empty until a folder or the user names them
  std::array<std::string, 2> class_folders_{};  ///< the folder that became the class
  std::vector<Error> bad_;
  int bad_count_ = 0;
};

}  // namespace purr::shell
