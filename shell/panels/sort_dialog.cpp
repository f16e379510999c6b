#include "shell/panels/sort_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "imgui.h"
#include "shell/panels/folder_tree.h"
#include "shell/panels/my_pictures_panel.h"

namespace purr::shell {
namespace {

constexpr int kPageColumns = 32;
constexpr int kPageRows = 16;  // 512 pictures: 8 MB
constexpr int kPages = 3;

bool is_shown(const MyPictures::Picture& picture, SortFilter filter) {
  switch (filter) {
    case SortFilter::unsorted: return picture.label == MyPictures::kUnsorted;
    case SortFilter::one: return picture.label == 1;
    case SortFilter::zero: return picture.label == 0;
    case SortFilter::all: break;
  }
  return true;
}

void find_shown(const MyPictures& mine, SortDialogState& state) {
  std::vector<int> shown;
  for (int i = 0; i < mine.count(); ++i) {
    if (is_shown(mine.picture(i), state.filter)) shown.push_back(i);
  }
  // Others in the same number are others: their selection is not meant.
  if (shown != state.shown) state.grid.selection.clear();
  state.shown = std::move(shown);
}

void filters(const MyPictures& mine, SortDialogState& state) {
  const std::array<std::string, 4> names{
      tr(Text::sort_unsorted, {number(mine.unsorted_count(), 0)}),
      tr(Text::sort_class, {my_class_name(mine, 1), number(mine.count(1), 0)}),
      tr(Text::sort_class, {my_class_name(mine, 0), number(mine.count(0), 0)}),
      tr(Text::sort_all, {number(mine.count(), 0)})};
  const std::array<Choice, 4> choices{{{.label = names[0], .id = "unsorted"},
                                       {.label = names[1], .id = "one"},
                                       {.label = names[2], .id = "zero"},
                                       {.label = names[3], .id = "all"}}};
  int chosen = static_cast<int>(state.filter);
  float needed = 0.0F;
  for (const Choice& choice : choices) needed += measure(choice.label).x + 24.0F;
  const bool fits = needed < ImGui::GetContentRegionAvail().x;
  if (fits ? segmented("show", tr(Text::show_which), choices, chosen)
           : chooser("show", tr(Text::show_which), choices, chosen, {.has_label = false})) {
    state.filter = static_cast<SortFilter>(chosen);
    state.grid.selection.clear();
  }
}

/// What a screen reader and a tooltip say of a picture: its file and its class.
std::string words_of(const MyPictures& mine, int i) {
  const MyPictures::Picture& picture = mine.picture(i);
  const std::string kind = picture.label == MyPictures::kUnsorted
                               ? std::string(tr(Text::sort_unsorted_one))
                               : my_class_name(mine, picture.label);
  return tr(Text::sort_picture, {shown_path(picture), kind});
}

/// The selected pictures as indices of MyPictures.
std::vector<int> selected_pictures(const SortDialogState& state) {
  std::vector<int> pictures;
  for (const int place : state.grid.selection.selected()) {
    if (place < static_cast<int>(state.shown.size())) {
      pictures.push_back(state.shown[static_cast<std::size_t>(place)]);
    }
  }
  return pictures;
}

/// A class as a button, as the key `key`, and as a place to drop pictures on.
bool class_target(const MyPictures& mine, int label, const std::vector<int>& selected,
                  const TileGridResult& drag, float width) {
  const std::string_view key = label == 1 ? "1" : "2";
  const std::string name = my_class_name(mine, label);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string words = tr(Text::sort_into, {std::string(key), name});
  bool is_chosen = button(label == 1 ? "into_one" : "into_zero", words,
                          {.kind = ButtonKind::outline,
                           .note = {},
                           .width = width,
                           .height = theme().touch ? 52.0F : 44.0F,
                           .is_enabled = !selected.empty(),
                           .hint = tr(Text::sort_into_hint, {name, std::string(key)})});
  const ImVec2 low = at;
  const ImVec2 high{at.x + width, ImGui::GetItemRectMax().y};
  const ImU32 colour = label == 1 ? theme().cat : theme().non;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRect(low, high, colour, theme().control_radius, 0, 2.0F);
  const bool is_over = ImGui::IsMouseHoveringRect(low, high, false);
  if (drag.is_dragging && is_over) {
    list->AddRectFilled(low, high, with_alpha(colour, 0.2F), theme().control_radius);
  }
  const bool is_dropped = drag.is_dropped && is_over;
  const bool is_typed =
      !ImGui::GetIO().WantTextInput &&
      (ImGui::IsKeyPressed(label == 1 ? ImGuiKey_1 : ImGuiKey_2, false) ||
       ImGui::IsKeyPressed(label == 1 ? ImGuiKey_Keypad1 : ImGuiKey_Keypad2, false));
  return (is_chosen || is_dropped || is_typed) && !selected.empty();
}

void name_split(Workbench& bench) {
  const auto split = bench.mine.name_split();
  if (!split) return;
  if (button("by_name",
             tr(Text::sort_by_name, {split->starts[0], number(split->counts[0], 0),
                                     split->starts[1], number(split->counts[1], 0)}),
             {.kind = ButtonKind::primary, .hint = tr(Text::sort_by_name_hint)})) {
    bench.mine.split_by_name(*split);
  }
  space(6);
}

/// Pictures in the hand, beside the pointer.
void draw_dragged(const std::vector<int>& selected) {
  ImDrawList* list = ImGui::GetForegroundDrawList();
  const ImVec2 at = ImGui::GetIO().MousePos;
  const std::string words =
      tr(Text::sort_selected, {number(static_cast<double>(selected.size()), 0)});
  const TextStyle style{theme().title_size, Weight::semibold, theme().bubble_ink};
  const ImVec2 size = measure(words, style);
  list->AddRectFilled({at.x + 14, at.y + 12}, {at.x + 34 + size.x, at.y + 24 + size.y},
                      theme().bubble, 8);
  draw_text(list, {at.x + 24, at.y + 18}, words, style);
}

void class_names(MyPictures& mine, float width) {
  const float half = (width - 8) / 2;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float bottom = at.y;
  for (const int label : {1, 0}) {
    begin_region({at.x + (label == 1 ? 0.0F : half + 8), at.y, half, 0}, false);
    std::string name = mine.class_names()[static_cast<std::size_t>(label)];
    const Edit edit = text_field(
        label == 1 ? "name_1" : "name_0", tr(label == 1 ? Text::class_a : Text::class_b), name,
        {.when_empty = tr(label == 1 ? Text::class_a : Text::class_b), .max_bytes = 40});
    if (edit.released) mine.set_class_name(label, name);
    bottom = std::max(bottom, ImGui::GetCursorScreenPos().y);
    end_region();
  }
  ImGui::SetCursorScreenPos({at.x, bottom});
}

}  // namespace

TileRef MyPictureTextures::get(const MyPictures& mine, int i) {
  constexpr int kOnPage = kPageColumns * kPageRows;
  if (places_.capacity() == 0) places_ = Places(kPages * kOnPage);
  const int now = ImGui::GetFrameCount();
  const std::uint64_t key = mine.picture(i).id;
  int place = places_.find(key);
  const bool is_new = place < 0;
  if (is_new) place = places_.take(key, now);
  if (place < 0) return {};
  places_.use(place, now);
  const auto page = static_cast<std::size_t>(place / kOnPage);
  while (pages_.size() <= page) {
    pages_.push_back(std::make_unique<TileTexture>(64, 64, kPageColumns, kPageRows));
  }
  if (is_new) pages_[page]->set(place % kOnPage, mine.pixels(i).data());
  return pages_[page]->tile(place % kOnPage);
}

void draw_sort_dialog(Workbench& bench, SortDialogState& state) {
  bool& is_open = bench.navigation.is_sort_open;
  MyPictures& mine = bench.mine;
  if (mine.count() == 0 && mine.removed_count() == 0) is_open = false;
  if (is_open && !state.is_open) {
    state.tree = {};
    state.filter = mine.unsorted_count() > 0 ? SortFilter::unsorted : SortFilter::all;
    // Pictures may arrive while another dialog is open; only one can be.
    Navigation& navigation = bench.navigation;
    navigation.is_help_open = navigation.is_shapes_open = navigation.is_data_open = false;
    navigation.is_runs_open = navigation.is_boundary_open = false;
  }
  state.is_open = is_open;
  if (!begin_dialog("sort", tr(Text::sort_title), is_open, 860)) return;
  // Large text on a low screen leaves too little height: then the whole content scrolls.
  constexpr float kAround = 110.0F;  // title and margins of the dialog
  begin_scroll("body", {ImGui::GetContentRegionAvail().x,
                        std::min(state.height, ImGui::GetIO().DisplaySize.y - kAround)});
  const float top = ImGui::GetCursorScreenPos().y;
  const float width = ImGui::GetContentRegionAvail().x;
  paragraph(tr(theme().touch ? Text::sort_words_touch : Text::sort_words), dim_text());
  space(6);
  folder_tree(mine, width, state.tree);
  class_names(mine, width);
  name_split(bench);
  filters(mine, state);
  space(6);
  find_shown(mine, state);
  const float grid_height =
      std::clamp(ImGui::GetIO().DisplaySize.y - (theme().touch ? 520.0F : 400.0F), 160.0F, 520.0F);
  TileGridResult drag;
  if (state.shown.empty()) {
    text(tr(state.filter == SortFilter::unsorted ? Text::sort_none_left : Text::nothing_to_show),
         dim_text());
    space(8);
  } else {
    const auto picture_at = [&](int place) { return state.shown[static_cast<std::size_t>(place)]; };
    drag = tile_grid("pictures", tr(Text::sort_grid), static_cast<int>(state.shown.size()),
                     {width, grid_height}, state.grid,
                     {.side = theme().touch ? 64.0F : 56.0F,
                      .tile =
                          [&](int place) {
                            const int i = picture_at(place);
                            const TileRef tile = state.textures.get(mine, i);
                            return TileSpec{.texture = tile.texture,
                                            .uv0 = tile.uv0,
                                            .uv1 = tile.uv1,
                                            .truth = mine.picture(i).label == 1 ? TileClass::cat
                                                                                : TileClass::none};
                          },
                      .words = [&](int place) { return words_of(mine, picture_at(place)); }});
    space(8);
  }
  const ImGuiIO& io = ImGui::GetIO();
  const bool has_control = io.KeyCtrl || io.KeySuper;
  if (has_control && !io.WantTextInput && ImGui::IsKeyPressed(ImGuiKey_A, false)) {
    state.grid.selection.select_all();
  }
  std::vector<int> selected = selected_pictures(state);
  const float half = (width - 8) / 2;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  for (const int label : {1, 0}) {
    ImGui::SetCursorScreenPos({at.x + (label == 1 ? 0.0F : half + 8), at.y});
    if (class_target(mine, label, selected, drag, half)) {
      mine.set_labels(selected, label);
      state.grid.selection.clear();
      selected.clear();
      want_redraw();
    }
  }
  if (drag.is_dragging && !drag.is_dropped) draw_dragged(selected);
  space(8);

  text(tr(Text::sort_selected, {number(static_cast<double>(selected.size()), 0)}), dim_text());
  go_on_beside(measure(tr(Text::sort_select_all)).x + 20, 14);
  if (link("select_all", tr(Text::sort_select_all))) state.grid.selection.select_all();
  const bool removes =
      !selected.empty() && !io.WantTextInput && (ImGui::IsKeyPressed(ImGuiKey_Delete, false));
  if (!selected.empty()) {
    go_on_beside(measure(tr(Text::remove_picture)).x + 20, 14);
    if (link("remove", tr(Text::remove_picture)) || removes) {
      mine.remove(selected);
      state.grid.selection.clear();
    }
  }
  if (mine.removed_count() > 0) {
    const std::string words = tr(Text::mine_restore, {number(mine.removed_count(), 0)});
    go_on_beside(measure(words).x + 20, 14);
    if (link("restore", words, tr(Text::mine_restore_hint)) ||
        (has_control && !io.WantTextInput && ImGui::IsKeyPressed(ImGuiKey_Z, false))) {
      mine.restore();
    }
  }
  space(8);
  if ((mine.count(0) == 0) != (mine.count(1) == 0)) {
    paragraph(tr(Text::mine_one_class), dim_text());
  }
  if (button("done", tr(Text::sort_done), {.kind = ButtonKind::primary})) is_open = false;
  const float height = ImGui::GetCursorScreenPos().y - top;
  if (std::fabs(height - state.height) > 0.5F) {
    state.height = height;
    want_redraw();
  }
  end_scroll();
  end_dialog();
}

}  // namespace purr::shell
