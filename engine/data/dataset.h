#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/data/inputs.h"
#include "engine/pictures/drawn_cats.h"
#include "engine/pictures/emoji.h"
#include "engine/pictures/glyphs.h"

namespace purr {

/// Builds data sets in time slices. Generated pictures are cached, so that a larger m generates
/// only the new ones.
class DatasetBuilder {
 public:
  /// Takes data of the user; empty pointers leave the present data in place.
  void bring(const UserData& data);

  /// Starts on a data set. An error means that the user must supply it, or that it does not fit.
  /// Sizes beyond what a file contains are reduced, with a note.
  Result<void> start(const DataSpec& asked, std::vector<Error>& notes);
  /// Works on it for one slice (some milliseconds) and returns true when it is done.
  bool advance();
  double progress() const;
  /// Frees what has been made so far. The user data stays.
  void abandon();
  /// The finished set.
  std::shared_ptr<const Dataset> take();

 private:
  /// The cached part of one series of pictures.
  struct Made {
    std::vector<std::uint8_t> pixels;
    std::vector<std::uint8_t> labels;
    std::vector<std::vector<std::uint8_t>> facets;

    int count() const { return static_cast<int>(labels.size()); }
  };
  Result<void> start_composing();
  /// Makes some more, up to `count`; true when all are there.
  bool compose_up_to(Made& made, bool of_test, int count);
  void compose_one(Made& made, bool of_test, std::span<std::uint8_t> rgb) const;
  void take_composed();
  /// The first `count` pictures. A copy, so that the series can grow further; two series that
  /// together exceed kMaxKeptBytes are moved out instead, and generated again when needed.
  Inputs take_pixels(Made& made, int count, bool is_kept) const;
  static constexpr std::size_t kMaxKeptBytes = std::size_t{64} << 20U;
  Result<void> take_table(const DataSpec& spec, std::vector<Error>& notes);
  Result<void> take_my_pictures(const DataSpec& spec, std::vector<Error>& notes);
  Result<void> take_pictures(const DataSpec& spec, std::vector<Error>& notes);

  UserData brought_;
  std::shared_ptr<Dataset> building_;
  bool is_composing_ = false;
  DataSpec composed_spec_;  // the fields that the two series depend on; the rest is at its default
  std::vector<Facet> composed_facets_;  // names only
  Made train_;
  Made test_;
  std::shared_ptr<const GlyphPack> pack_;
  std::optional<EmojiSeries> emoji_train_;
  std::optional<EmojiSeries> emoji_test_;
  std::vector<std::uint8_t> glyph_names_;  // of each glyph, its place among the facet's values
};

}  // namespace purr
