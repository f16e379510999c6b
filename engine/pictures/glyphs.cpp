#include "engine/pictures/glyphs.h"

#include <algorithm>
#include <string_view>

namespace purr {
namespace {

/// Takes numbers and texts off a pack; once something is missing, everything is nothing.
class PackReader {
 public:
  explicit PackReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  std::span<const std::uint8_t> take(std::size_t count) {
    if (count > rest_.size()) is_whole_ = false;
    if (!is_whole_) return {};
    const auto taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  std::uint8_t number8() {
    const auto byte = take(1);
    return byte.empty() ? std::uint8_t{0} : byte[0];
  }
  int number16() {
    const int low = number8();
    return low + 256 * number8();
  }
  std::string text() {
    const auto bytes = take(static_cast<std::size_t>(number16()));
    return {bytes.begin(), bytes.end()};
  }
  bool is_whole() const { return is_whole_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::span<const std::uint8_t> rest_;
  bool is_whole_ = true;
};

bool read_glyph(PackReader& in, std::size_t artist_count, Glyph& glyph) {
  constexpr std::size_t kPixels = std::size_t{Glyph::kSide} * Glyph::kSide;
  glyph.artist = in.number8();
  const std::uint8_t group = in.number8();
  glyph.name = in.text();
  const std::uint8_t colours = in.number8();
  glyph.dominant = in.number8();
  for (int k = 0; k < colours; ++k) {
    const auto from = in.take(4);
    if (from.empty()) return false;
    glyph.palette.push_back({from[0], from[1], from[2], from[3]});
  }
  const auto places = in.take(kPixels);
  if (!in.is_whole() || glyph.artist >= artist_count || group >= kGlyphGroupCount ||
      glyph.dominant >= colours) {
    return false;
  }
  glyph.group = static_cast<GlyphGroup>(group);
  glyph.indices.assign(places.begin(), places.end());
  return std::all_of(places.begin(), places.end(),
                     [&](std::uint8_t place) { return place < colours; });
}

}  // namespace

std::string_view glyph_group_name(GlyphGroup group) {
  constexpr std::array<std::string_view, kGlyphGroupCount> kNames = {
      "cat_head", "cat_body", "animal", "smiley", "object", "big_cat"};
  return kNames[static_cast<std::size_t>(group)];
}

Result<std::shared_ptr<const GlyphPack>> read_glyph_pack(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kMagic = "PURRGLY1";
  constexpr int kMaxArtists = 64;
  constexpr int kMaxGlyphs = 4096;
  PackReader in(bytes);
  const auto magic = in.take(kMagic.size());
  if (!std::equal(magic.begin(), magic.end(), kMagic.begin(), kMagic.end())) {
    return fail(Errc::bad_glyphs);
  }
  auto pack = std::make_shared<GlyphPack>();
  const int artist_count = in.number16();
  if (artist_count > kMaxArtists) return fail(Errc::bad_glyphs);
  for (int i = 0; i < artist_count && in.is_whole(); ++i) {
    std::string id = in.text();
    std::string credit = in.text();
    pack->artists.push_back({std::move(id), std::move(credit)});
  }
  pack->new_artist = in.number16();
  const int glyph_count = in.number16();
  if (!in.is_whole() || pack->new_artist >= artist_count || glyph_count > kMaxGlyphs) {
    return fail(Errc::bad_glyphs);
  }
  pack->glyphs.resize(static_cast<std::size_t>(glyph_count));
  for (Glyph& glyph : pack->glyphs) {
    if (!read_glyph(in, pack->artists.size(), glyph)) return fail(Errc::bad_glyphs);
  }
  if (!in.at_end()) return fail(Errc::bad_glyphs);
  return pack;
}

}  // namespace purr
