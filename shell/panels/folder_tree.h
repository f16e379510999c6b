#pragma once

#include <cstdint>
#include <vector>

#include "shell/view/my_pictures.h"

namespace purr::shell {

struct FolderTreeState {
  std::uint64_t revision = 0;  ///< of the pictures that `folders` is about; 0: of none
  std::vector<MyPictures::Folder> folders;
};

/// The folders of the user's own pictures as a tree with counts; each says which class it is, and
/// can be given another one. Draws nothing where there is one folder or none.
void folder_tree(MyPictures& mine, float width, FolderTreeState& state);

}  // namespace purr::shell
