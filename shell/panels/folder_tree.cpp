#include "shell/panels/folder_tree.h"

#include <algorithm>
#include <string>

#include "imgui.h"
#include "shell/panels/my_pictures_panel.h"
#include "shell/theme/strings.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

constexpr std::size_t kMaxRows = 40;

std::string words_of(const MyPictures::Folder& folder, float width) {
  const std::string indent(static_cast<std::size_t>(4 * folder.depth), ' ');
  constexpr float kNarrow = 480.0F;  // a phone has no room for the two parts
  if (folder.test_count == 0 || width < kNarrow) {
    return indent + tr(Text::folders_row, {folder.name, number(folder.count, 0)});
  }
  return indent +
         tr(Text::folders_row_split, {folder.name, number(folder.count - folder.test_count, 0),
                                      number(folder.test_count, 0)});
}

void folder_row(MyPictures& mine, const MyPictures::Folder& folder, std::size_t row, float width) {
  const std::string one = my_class_name(mine, 1);
  const std::string zero = my_class_name(mine, 0);
  std::vector<Choice> choices{{.label = one, .id = "one"},
                              {.label = zero, .id = "zero"},
                              {.label = tr(Text::folders_neither), .id = "neither"}};
  int chosen = folder.label == 1 ? 0 : folder.label == 0 ? 1 : 2;
  if (folder.label < 0) {  // those below it differ
    chosen = 3;
    choices.push_back({.label = "…", .id = "mixed", .is_enabled = false});
  }
  const std::string words = words_of(folder, width);
  if (chooser("folder_" + std::to_string(row), words, choices, chosen,
              {.label_width = width * 0.62F}) &&
      chosen < 3) {
    mine.set_folder_label(folder.path, chosen == 0 ? 1 : chosen == 1 ? 0 : MyPictures::kUnsorted);
  }
}

}  // namespace

void folder_tree(MyPictures& mine, float width, FolderTreeState& state) {
  if (state.revision != mine.revision()) {
    state.revision = mine.revision();
    state.folders = mine.folders();
  }
  const std::vector<MyPictures::Folder> folders = state.folders;  // a choice changes the others
  if (folders.size() < 2) return;
  text(tr(Text::folders_title), title_text());
  go_on_beside(measure(tr(Text::folders_swap)).x + 20, 14);
  if (link("swap_classes", tr(Text::folders_swap), tr(Text::folders_swap_hint))) {
    mine.swap_classes();
  }
  paragraph(tr(Text::folders_words), dim_text());
  space(4);
  const std::size_t shown = std::min(folders.size(), kMaxRows);
  for (std::size_t row = 0; row < shown; ++row) folder_row(mine, folders[row], row, width);
  if (shown < folders.size()) {
    text(tr(Text::folders_more, {number(static_cast<double>(folders.size() - shown), 0)}),
         dim_text());
  }
  space(8);
}

}  // namespace purr::shell
