#include "shell/widgets/tile_grid.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "shell/widgets/detail.h"
#include "shell/widgets/notices.h"

namespace purr::shell {
namespace {

constexpr float kDragTravel = 6.0F;  // pixels before a press becomes a drag

/// Where the tiles lie.
struct Grid {
  ImVec2 origin;
  float cell = 1.0F;
  float side = 1.0F;
  int columns = 1;
  int count = 0;

  Rect place(int i) const {
    return {origin.x + cell * static_cast<float>(i % columns),
            origin.y + cell * static_cast<float>(i / columns), side, side};
  }
  /// The tile at a point; −1 in a gap and outside.
  int at(ImVec2 point) const {
    const int column = static_cast<int>(std::floor((point.x - origin.x) / cell));
    const int row = static_cast<int>(std::floor((point.y - origin.y) / cell));
    const int i = row * columns + column;
    if (column < 0 || column >= columns || row < 0 || i >= count) return -1;
    const Rect tile = place(i);
    return point.x < tile.right() && point.y < tile.bottom() ? i : -1;
  }
  std::vector<int> inside(const ImRect& box) const {
    std::vector<int> found;
    for (int i = 0; i < count; ++i) {
      if (box.Overlaps(detail::to_im(place(i)))) found.push_back(i);
    }
    return found;
  }
};

ImRect box_between(ImVec2 a, ImVec2 b) {
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

void read_pointer(const detail::ItemState& item, const Grid& grid, TileGridState& state,
                  TileGridResult& result) {
  const ImGuiIO& io = ImGui::GetIO();
  TileSelection& selection = state.selection;
  const bool has_control = io.KeyCtrl || io.KeySuper;
  if (io.MouseSource == ImGuiMouseSource_TouchScreen) {
    // The press counts when the finger lifts without having scrolled.
    if (item.is_pressed) selection.press(grid.at(io.MousePos), false, true);
    return;
  }
  if (item.is_hovered && ImGui::IsMouseClicked(0)) {
    state.press = io.MousePos;
    const int i = grid.at(io.MousePos);
    state.was_pressed_selected = i >= 0 && selection.has(i) && !io.KeyShift && !has_control;
    selection.begin_box();
    // A selected tile may be the beginning of a drag: its press counts when the button is released.
    if (i < 0 && !io.KeyShift && !has_control) selection.clear();
    if (i >= 0 && !state.was_pressed_selected) selection.press(i, io.KeyShift, has_control);
  }
  const bool is_active = ImGui::GetActiveID() == item.id;
  if (is_active && ImGui::IsMouseDown(0) && !state.is_boxing && !state.is_dragging) {
    const float travel =
        std::max(std::abs(io.MousePos.x - state.press.x), std::abs(io.MousePos.y - state.press.y));
    if (travel > kDragTravel)
      (state.was_pressed_selected ? state.is_dragging : state.is_boxing) = true;
  }
  if (state.is_boxing) {
    if (is_active) {
      selection.box(grid.inside(box_between(state.press, io.MousePos)), has_control || io.KeyShift);
      want_redraw();
    } else {
      state.is_boxing = false;
    }
  } else if (state.is_dragging) {
    result.is_dragging = true;
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    if (!is_active) {
      state.is_dragging = false;
      result.is_dropped = true;
    }
    want_redraw();
  } else if (item.is_hovered && ImGui::IsMouseReleased(0) &&
             std::exchange(state.was_pressed_selected, false)) {
    selection.press(grid.at(state.press), false, false);
  }
}

/// Returns whether the current tile moved.
bool read_keys(const detail::ItemState& item, const Grid& grid, TileSelection& selection) {
  if (!item.is_focused) return false;
  const ImGuiIO& io = ImGui::GetIO();
  detail::own_keys(item.id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
                             ImGuiKey_DownArrow, ImGuiKey_Space});
  const bool has_control = io.KeyCtrl || io.KeySuper;
  const std::pair<ImGuiKey, int> moves[] = {{ImGuiKey_LeftArrow, -1},
                                            {ImGuiKey_RightArrow, 1},
                                            {ImGuiKey_UpArrow, -grid.columns},
                                            {ImGuiKey_DownArrow, grid.columns}};
  bool has_moved = false;
  for (const auto& [key, by] : moves) {
    if (!detail::key_pressed(item.id, key)) continue;
    selection.move(by, io.KeyShift, has_control);
    has_moved = true;
  }
  if (detail::key_pressed(item.id, ImGuiKey_Space))
    selection.press(selection.current(), false, true);
  return has_moved;
}

bool take_requests(std::string_view id, const detail::ItemState& item, TileSelection& selection) {
  bool has_moved = false;
  while (const auto request = detail::take_request(id, item)) {
    const auto value = parse_number(request->value, true);
    if (request->action == "press") {
      selection.press(std::max(0, selection.current()), false, true);
    } else if (value && (request->action == "set" || request->action == "step")) {
      const int by = static_cast<int>(*value);
      const int from = std::max(0, selection.current());
      selection.move(request->action == "set" ? by - from : by, false, true);
      has_moved = true;
    }
  }
  return has_moved;
}

/// The current tile as a check box: a screen reader has no key for it otherwise.
void register_current(std::string_view id, const Grid& grid, const TileGridSpec& spec,
                      TileSelection& selection) {
  const int current = selection.current();
  const std::string check = std::string(id) + "_current";
  const auto request = registry().take(registry().full_id(check));
  if (request && (request->action == "press" || request->action == "set")) {
    const bool is_on = request->action == "press" ? !selection.has(current) : request->value == "1";
    if (is_on != selection.has(current)) selection.press(current, false, true);
    want_redraw();
  }
  Control control =
      detail::control_at(check, Role::checkbox, plain(spec.words(current)), grid.place(current));
  control.checked = selection.has(current);
  registry().add(std::move(control));
}

void draw_one(ImDrawList* list, const Rect& place, TileSpec spec, bool is_selected) {
  const Theme& t = theme();
  spec.is_chosen = false;
  draw_tile(list, place, spec);
  if (!is_selected) return;
  const ImVec2 low{place.x, place.y};
  const ImVec2 high{place.right(), place.bottom()};
  list->AddRectFilled(low, high, with_alpha(t.accent, 0.28F), 7);
  list->AddRect({low.x - 1.5F, low.y - 1.5F}, {high.x + 1.5F, high.y + 1.5F}, t.accent, 8, 0, 2.5F);
  const ImVec2 corner{high.x - 9, low.y + 9};
  list->AddCircleFilled(corner, 7.5F, t.accent, 20);
  draw_icon(list, Icon::check, corner, 8, t.on_accent);
}

}  // namespace

TileGridResult tile_grid(std::string_view id, std::string_view label, int count, ImVec2 size,
                         TileGridState& state, const TileGridSpec& spec) {
  TileGridResult result;
  TileSelection& selection = state.selection;
  selection.resize(count);
  begin_scroll(id, size);
  const float width = ImGui::GetContentRegionAvail().x;
  Grid grid{.origin = ImGui::GetCursorScreenPos(), .count = count};
  // Room for the ring of a selected tile at the edges.
  constexpr float kEdge = 3.0F;
  grid.origin.x += kEdge;
  grid.origin.y += kEdge;
  const float inner = width - 2 * kEdge;
  grid.columns = std::max(2, static_cast<int>((inner + spec.gap) / (spec.side + spec.gap)));
  grid.side =
      (inner - spec.gap * static_cast<float>(grid.columns - 1)) / static_cast<float>(grid.columns);
  grid.cell = grid.side + spec.gap;
  const int rows = (count + grid.columns - 1) / grid.columns;
  const float height =
      std::max(size.y - 1, grid.cell * static_cast<float>(rows) - spec.gap + 2 * kEdge);

  const detail::ItemState item = detail::press_item(id, {width, height});
  const bool has_moved_by_request = take_requests(id, item, selection);
  read_pointer(item, grid, state, result);
  const bool has_moved = read_keys(item, grid, selection) || has_moved_by_request;
  const int current = selection.current();
  if (has_moved && current >= 0) {
    const Rect place = grid.place(current);
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(),
                        ImRect({place.x, place.y - 8}, {place.right(), place.bottom() + 8}),
                        ImGuiScrollFlags_KeepVisibleEdgeY);
    want_redraw();
  }
  Control control = detail::control_of(id, Role::spinbutton, plain(label), item);
  control.value = current >= 0 && current < count ? spec.words(current) : std::string();
  control.max = std::max(0, count - 1);
  control.now = std::max(0, current);
  control.step = 1;
  control.checked = current >= 0 && current < count && selection.has(current);
  registry().add(std::move(control));
  if (current >= 0 && current < count) register_current(id, grid, spec, selection);

  ImDrawList* list = ImGui::GetWindowDrawList();
  const float low = list->GetClipRectMin().y;
  const float high = list->GetClipRectMax().y;
  const int first = std::max(0, static_cast<int>((low - grid.origin.y) / grid.cell)) * grid.columns;
  for (int i = first; i < count; ++i) {
    const Rect place = grid.place(i);
    if (place.y > high) break;
    draw_one(list, place, spec.tile(i), selection.has(i));
    if (i == current && detail::focus_shown(item.id)) {
      list->AddRect({place.x - 3, place.y - 3}, {place.right() + 3, place.bottom() + 3},
                    theme().ink, 9, 0, 1.5F);
    }
  }
  if (state.is_boxing) {
    const ImRect box = box_between(state.press, ImGui::GetIO().MousePos);
    list->AddRectFilled(box.Min, box.Max, with_alpha(theme().accent, 0.12F), 3);
    list->AddRect(box.Min, box.Max, with_alpha(theme().accent, 0.7F), 3);
  }
  const int under = item.is_hovered && !result.is_dragging ? grid.at(ImGui::GetIO().MousePos) : -1;
  if (under >= 0) hint_last_item(spec.words(under));
  detail::focus_ring(item, 8);
  end_scroll();
  return result;
}

}  // namespace purr::shell
