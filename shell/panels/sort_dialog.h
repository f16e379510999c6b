#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "shell/panels/folder_tree.h"
#include "shell/panels/workbench.h"
#include "shell/theme/tile_texture.h"
#include "shell/view/picture_store.h"
#include "shell/widgets/tile_grid.h"

namespace purr::shell {

/// The user's own pictures in graphics memory: those on the screen and some more.
class MyPictureTextures {
 public:
  TileRef get(const MyPictures& mine, int i);

 private:
  Places places_;
  std::vector<std::unique_ptr<TileTexture>> pages_;
};

/// Which of the user's pictures the dialog shows.
enum class SortFilter : std::uint8_t { unsorted, one, zero, all };

struct SortDialogState {
  bool is_open = false;  ///< in the last frame
  SortFilter filter = SortFilter::unsorted;
  std::vector<int> shown;  ///< indices of the pictures in the grid
  TileGridState grid;
  float height = 400.0F;  ///< of the content in the last frame
  MyPictureTextures textures;
  FolderTreeState tree;
};

/// Sorts the user's own pictures into their two classes, many at once. Open while
/// `bench.navigation.is_sort_open`; the App trains on the pictures when it closes.
void draw_sort_dialog(Workbench& bench, SortDialogState& state);

}  // namespace purr::shell
