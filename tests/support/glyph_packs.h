#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace purr {

/// A pack of emoji glyphs in the form that engine/pictures/glyphs.h reads, of plain discs and
/// boxes: three artists, the last one new, some names of each group.
class MadePack {
 public:
  MadePack() {
    text_raw("PURRGLY1");
    number16(3);
    for (const char* artist : {"noto", "fluent-emoji-flat", "new"}) {
      text(artist);
      text("A Set, Somebody, MIT");
    }
    number16(2);
    const std::vector<std::vector<std::string>> names{
        {"cat-face", "weary-cat", "kissing-cat"}, {"cat"},
        {"bear", "fox", "owl", "pig", "hen"},     {"grin", "wink", "tear", "robot", "wow"},
        {"key", "bus", "tent", "pear", "hat"},    {"tiger"}};
    std::size_t glyph_count = 0;
    for (const auto& group : names) glyph_count += 3 * group.size();
    number16(static_cast<int>(glyph_count));
    std::uint8_t kind = 0;
    for (const auto& group : names) {
      for (const std::string& name : group) {
        for (const int artist : {0, 1, 2}) glyph(artist, kind, name);
      }
      ++kind;
    }
  }
  const std::vector<std::uint8_t>& bytes() const { return bytes_; }

 private:
  void number8(int value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }
  void number16(int value) {
    number8(value & 255);
    number8(value >> 8);
  }
  void text_raw(const std::string& words) {
    bytes_.insert(bytes_.end(), words.begin(), words.end());
  }
  void text(const std::string& words) {
    number16(static_cast<int>(words.size()));
    text_raw(words);
  }
  void glyph(int artist, int group, const std::string& name) {
    number8(artist);
    number8(group);
    text(name);
    number8(3);
    number8(1);
    for (const int byte : {0, 0, 0, 0, 240, 160, 60, 255, 20, 20, 20, 255}) number8(byte);
    const int radius = 16 + static_cast<int>(name.size()) + 4 * group;
    for (int y = 0; y < 64; ++y) {
      for (int x = 0; x < 64; ++x) {
        const int dx = 2 * x - 63;
        const int dy = 2 * y - 63;
        const bool is_inside =
            artist != 1 ? dx * dx + dy * dy < 4 * radius * radius : dx < radius && dy < radius;
        number8(is_inside ? ((x + y) % 9 == 0 ? 2 : 1) : 0);
      }
    }
  }

  std::vector<std::uint8_t> bytes_;
};

}  // namespace purr
