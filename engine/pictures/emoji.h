#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/core/result.h"
#include "engine/pictures/drawn_cats.h"
#include "engine/pictures/emoji_test.h"
#include "engine/pictures/glyphs.h"

namespace purr {

/// What an emoji picture shows.
struct EmojiPicture {
  bool is_cat = false;
  int glyph = 0;  ///< place in the pack
  bool light_subject = false;
  bool has_new_coat = false;  ///< the glyph's main colour was changed
  DrawnGround ground = DrawnGround::gradient;
};

/// An endless series of pictures composed of the glyphs of one part of a pack.
///
/// The parts have no glyph in common, and no name: `train` has the names that are not for tests, of
/// all artists but the new one; a test set has other names, or the new artist's glyphs, or the big
/// cats, which are of neither class and count as "not a cat": the cats that are learnt are
/// domestic. Pictures are light on dark or dark on light as drawn ones are; cats and animals mostly
/// get another coat from one list, so that colour says nothing. Source: the recipe "emoji cats" of
/// the project's design notes on data sets.
class EmojiSeries {
 public:
  /// Errors: bad_glyphs where the pack has no glyph for a class that is needed.
  static Result<EmojiSeries> make(std::shared_ptr<const GlyphPack> pack, bool of_test,
                                  EmojiTest test);

  /// Composes picture `index` of the series `seed`, the same bytes on every platform; what
  /// draw_picture() promises holds here. About 0.15 ms.
  /// @param rgb  receives kDrawnBytes bytes.
  EmojiPicture draw(std::uint64_t seed, std::uint32_t index, const DrawnSettings& settings,
                    std::span<std::uint8_t> rgb) const;
  const GlyphPack& pack() const { return *pack_; }

 private:
  std::shared_ptr<const GlyphPack> pack_;
  std::array<std::vector<int>, kGlyphGroupCount> groups_;  ///< the part's glyphs
};

/// Whether glyphs of this name and group are for the test set.
bool is_test_glyph(const Glyph& glyph, const GlyphPack& pack);

}  // namespace purr
