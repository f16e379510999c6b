#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "imgui.h"
#include "shell/theme/tile_texture.h"
#include "shell/view/run_view.h"

namespace purr::shell {

/// The pictures of the run in graphics memory: those in use and some more. The least recently used
/// ones make room. Until a picture has arrived its small version is shown.
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
  /// The tile that shows a picture; −1 if there is none.
  int find(const RunView& view, bool of_test, int index);
  TileRef small(const RunView& view, bool of_test, int index);

  int width_ = 0;
  int height_ = 0;
  Pages pages_;
  std::vector<std::uint32_t> revisions_;  ///< of the data, per tile
  Places places_;
  Pages small_pages_[2];  ///< training set, test set
  std::uint32_t small_revision_ = 0;
};

/// The weights of layer 1 as pictures, one tile per unit: what each unit has learned, W[1] − W⁰, or
/// all of W[1]. Grey is 0; each tile has its own scale, which ends at three standard deviations. A
/// unit with a weight that is NaN or infinite is hatched.
class WeightTextures {
 public:
  /// Chooses what the tiles show from now on; at first what the units have learned.
  void show_all(bool all);
  TileRef get(const RunView& view, int unit);
  /// The same at half the resolution, each texel the mean of four weights. Single weights are
  /// mostly the noise of the initialisation.
  TileRef thumbnail(const RunView& view, int unit);
  /// A plane of the chosen picture in its own colour: 0 red, 1 green, 2 blue.
  TileRef plane(const RunView& view, bool of_test, int index, int channel);

 private:
  void refresh(const RunView& view);

  std::unique_ptr<TileTexture> weights_;
  std::unique_ptr<TileTexture> thumbnails_;
  std::uint32_t made_of_ = 0;
  bool shows_all_ = false;
  int side_ = 0;
  int units_ = 0;
  std::unique_ptr<TileTexture> planes_;
  std::uint32_t plane_revision_ = 0;
  bool plane_of_test_ = false;
  int plane_index_ = -1;
  int plane_side_ = 0;
};

/// ŷ over the plane as a picture: orange for class 1, blue for class 0.
class BoundaryTexture {
 public:
  /// @param count  increases with every new `boundary`.
  TileRef get(const BoundaryUpdate& boundary, std::uint32_t count);

 private:
  std::unique_ptr<TileTexture> texture_;
  int side_ = 0;
  std::uint32_t made_of_ = 0;
  ImU32 colours_ = 0;
};

/// The pictures that several panels draw.
struct RunTextures {
  PictureTextures pictures;
  WeightTextures weights;
  BoundaryTexture boundary;  ///< of RunView::boundary
};

}  // namespace purr::shell
