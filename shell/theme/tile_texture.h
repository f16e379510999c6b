#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "imgui.h"

namespace purr::shell {

/// A tile to draw; `ok` is false until its picture has arrived.
struct TileRef {
  bool ok = false;
  ImTextureRef texture{};
  ImVec2 uv0{}, uv1{};
};

/// A picture in graphics memory that is made of equal tiles. Independent of the graphics library:
/// ImGui's backend uploads what changed, and all of it again after a lost context.
class TileTexture {
 public:
  TileTexture(int tile_width, int tile_height, int columns, int rows);
  ~TileTexture();
  TileTexture(const TileTexture&) = delete;
  TileTexture& operator=(const TileTexture&) = delete;

  /// Writes tile `index` from width·height·3 bytes. Nothing is uploaded if they are the same
  /// as before.
  void set(int index, const std::uint8_t* rgb);
  /// The same from width·height·4 bytes.
  void set_rgba(int index, const std::uint8_t* rgba);
  int capacity() const { return columns_ * rows_; }
  ImTextureRef ref() const;
  /// Corners of tile `index`, half a texel inside so that neighbours never bleed in.
  void corners(int index, ImVec2& uv0, ImVec2& uv1) const;
  /// Tile `index`, ready to draw.
  TileRef tile(int index) const;

 private:
  std::uint8_t* pixel(int index, int row);
  void mark(int index);

  int tile_width_;
  int tile_height_;
  int columns_;
  int rows_;
  ImTextureData* texture_;
};

/// Frees textures that were destroyed in earlier frames; `all` frees every one at once, when the
/// backend is gone. Call once a frame.
void sweep_textures(bool all = false);

}  // namespace purr::shell
