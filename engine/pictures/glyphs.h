#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace purr {

/// What a glyph shows; the order is that of assets/emoji/build.mjs.
enum class GlyphGroup : std::uint8_t { cat_head, cat_body, animal, smiley, object, big_cat };
inline constexpr int kGlyphGroupCount = 6;
/// Short English names, such as "cat_body".
std::string_view glyph_group_name(GlyphGroup group);

/// One emoji, 64×64 pixels of few colours.
struct Glyph {
  static constexpr int kSide = 64;
  using Colour = std::array<std::uint8_t, 4>;  ///< red, green, blue, alpha; not premultiplied

  std::uint8_t artist = 0;  ///< place in GlyphPack::artists
  GlyphGroup group = GlyphGroup::object;
  std::string name;                   ///< common to all artists, such as "crying-cat"
  std::vector<Colour> palette;        ///< 1 to 255
  std::uint8_t dominant = 0;          ///< the colour that most of it is near to
  std::vector<std::uint8_t> indices;  ///< 64×64 places in the palette, row by row
};

/// All glyphs that pictures are composed of.
struct GlyphPack {
  struct Artist {
    std::string id;      ///< such as "noto"
    std::string credit;  ///< set, author, licence
  };
  std::vector<Artist> artists;
  int new_artist = 0;  ///< the one whom no network learns from
  std::vector<Glyph> glyphs;
};

/// Reads a pack as assets/emoji/build.mjs writes it. Errors: bad_glyphs, for anything that is not
/// whole: counts, places and sizes are checked, so what comes back can be drawn without looking.
///
/// The form, little-endian, a text being its length in 16 bits and UTF-8: "PURRGLY1"; number of
/// artists (16 bits), and for each id and credit (texts); the new artist (16); number of glyphs
/// (16), and for each artist (8), group (8), name (text), number of colours (8), dominant colour
/// (8), the colours (32 bits each), 4096 places (8 each).
Result<std::shared_ptr<const GlyphPack>> read_glyph_pack(std::span<const std::uint8_t> bytes);

}  // namespace purr
