#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "imgui.h"
#include "shell/run_view.h"

namespace purr::shell {

/// A tile to draw; `ok` is false until its picture has come.
struct TileRef {
  bool ok = false;
  ImTextureRef texture{};
  ImVec2 uv0{}, uv1{};
};

/// A picture in graphics memory that is made of equal tiles. Knows no graphics library: ImGui's
/// backend uploads what changed, and uploads all of it again when a lost context comes back.
class TileTexture {
 public:
  TileTexture(int tile_width, int tile_height, int columns, int rows);
  ~TileTexture();
  TileTexture(const TileTexture&) = delete;
  TileTexture& operator=(const TileTexture&) = delete;

  /// Writes tile `index` from width·height·3 bytes. Nothing is uploaded where it holds them
  /// already.
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

/// Frees textures that were given up in earlier frames; `all` frees every one at once, when the
/// backend is gone. Call once a frame.
void sweep_textures(bool all = false);

/// The pictures of the run in graphics memory, as many as are looked at and some more: those not
/// looked at for longest make room. A picture that is on its way is stood in for by its small
/// version.
class PictureTextures {
 public:
  TileRef get(const RunView& view, bool of_test, int index);

 private:
  /// Pages of tiles of one size.
  struct Pages {
    int columns = 1;
    int rows = 1;
    std::vector<std::unique_ptr<TileTexture>> all;
    int on_page() const { return columns * rows; }
    TileTexture& of(int tile, int width, int height);
  };
  void follow_size(const RunView& view);
  /// The tile that shows a picture; −1 where there is none.
  int find(const RunView& view, bool of_test, int index);
  TileRef small(const RunView& view, bool of_test, int index);

  int width_ = 0;
  int height_ = 0;
  Pages pages_;
  std::vector<std::uint32_t> revisions_;  ///< of the data that each tile is of
  Places places_;
  Pages small_pages_[2];  ///< of the training and the test set, in their order
  std::uint32_t small_revision_ = 0;
};

/// W[1] of pictures as pictures, one tile a unit: grey is 0, each unit on its own scale
/// of three standard deviations.
class WeightTextures {
 public:
  TileRef get(const RunView& view, int unit);
  /// The same at half the resolution, each texel the mean of four weights: what a small thumbnail
  /// should show, as single weights are mostly the noise that training started from.
  TileRef thumbnail(const RunView& view, int unit);
  /// A plane of the chosen picture in its own colour: 0 red, 1 green, 2 blue.
  TileRef plane(const RunView& view, bool of_test, int index, int channel);

 private:
  void refresh(const RunView& view);

  std::unique_ptr<TileTexture> weights_;
  std::unique_ptr<TileTexture> thumbnails_;
  std::uint32_t made_of_ = 0;
  int side_ = 0;
  int units_ = 0;
  std::unique_ptr<TileTexture> planes_;
  std::uint32_t plane_revision_ = 0;
  bool plane_of_test_ = false;
  int plane_index_ = -1;
  int plane_side_ = 0;
};

/// ŷ over the plane as a picture: orange where it says 1, blue where it says 0.
class BoundaryTexture {
 public:
  /// @param count  grows with every new `boundary`.
  TileRef get(const BoundaryUpdate& boundary, std::uint32_t count);

 private:
  std::unique_ptr<TileTexture> texture_;
  int side_ = 0;
  std::uint32_t made_of_ = 0;
  ImU32 colours_ = 0;
};

}  // namespace purr::shell
