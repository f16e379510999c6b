#include "shell/widgets/matrix_map.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "shell/theme/strings.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/notices.h"
#include "shell/widgets/numbers.h"
#include "shell/widgets/places.h"

namespace purr::shell {
namespace {

constexpr int kMaxNumbered = 40;  // rows or columns; larger matrices are colours only
constexpr float kColourCell = 10.0F;
constexpr float kBar = 8.0F;  // room below the entries for a scroll bar

TextStyle entry_style() { return {theme().small_size - 1.5F, Weight::mono, theme().ink}; }
TextStyle index_style() { return {theme().small_size - 0.5F, Weight::regular, theme().dim}; }

struct Cells {
  bool has_numbers = true;
  float width = 0.0F, height = 0.0F;  // of one, with the gap behind it
  float left = 0.0F, top = 0.0F;      // room for the numbers of rows and of columns
};

Cells cells_of(const MatrixMapSpec& spec, float room) {
  const Theme& t = theme();
  Cells cells{.has_numbers = spec.rows <= kMaxNumbered && spec.columns <= kMaxNumbered};
  cells.left = std::ceil(measure(std::to_string(spec.rows), index_style()).x) + 10.0F;
  cells.top = std::round(t.small_size * 1.75F);
  if (cells.has_numbers) {
    float widest = 0.0F;
    for (const double value : spec.values) {
      widest =
          std::max(widest, measure(entry_text(value * spec.factor, spec.digits), entry_style()).x);
    }
    cells.width = std::ceil(widest) + (spec.digits == EntryDigits::two ? 2.0F : 8.0F);
    cells.height = std::round(t.small_size * 2.3F);
  } else {
    cells.width = cells.height = t.touch ? 14.0F : kColourCell;
  }
  const float all = room - cells.left;
  const auto columns = static_cast<float>(std::max(1, spec.columns));
  const float max_width = cells.has_numbers ? 72.0F : 24.0F;
  cells.width = std::max(cells.width, std::min(max_width, std::floor(all / columns)));
  return cells;
}

/// A map in this frame: its places in pixels.
struct Map {
  const MatrixMapSpec& spec;
  Cells cells;
  ImVec2 at;
  ImVec2 size;
  ImVec2 scrolled{0, 0};

  int last() const { return std::max(0, spec.rows * spec.columns - 1); }
  int chosen() const { return spec.row * spec.columns + spec.column; }
  double value_at(int row, int column) const {
    const auto i = static_cast<std::size_t>(row * spec.columns + column);
    return i < spec.values.size() ? spec.values[i] : std::nan("");
  }
  /// Of all entries.
  ImVec2 all() const {
    return {cells.width * static_cast<float>(spec.columns),
            cells.height * static_cast<float>(spec.rows)};
  }
  /// The part of the map that shows entries.
  ImRect inner() const {
    return {{at.x + cells.left, at.y + cells.top}, {at.x + size.x, at.y + size.y - kBar}};
  }
  ImVec2 room() const { return inner().GetSize(); }
  /// How far it can be scrolled.
  ImVec2 beyond() const {
    return {std::max(0.0F, all().x - room().x), std::max(0.0F, all().y - room().y)};
  }
  ImVec2 corner(int row, int column) const {
    return {at.x + cells.left - scrolled.x + cells.width * static_cast<float>(column),
            at.y + cells.top - scrolled.y + cells.height * static_cast<float>(row)};
  }
  std::pair<int, int> entry_under(ImVec2 point) const {
    const ImVec2 origin = corner(0, 0);
    const int row = static_cast<int>((point.y - origin.y) / cells.height);
    const int column = static_cast<int>((point.x - origin.x) / cells.width);
    const bool is_there = inner().Contains(point) && row < spec.rows && column < spec.columns;
    return is_there ? std::pair{row, column} : std::pair{-1, -1};
  }
  /// The first and the last row and column in sight.
  int first_row() const { return static_cast<int>(scrolled.y / cells.height); }
  int first_column() const { return static_cast<int>(scrolled.x / cells.width); }
  int last_row() const {
    return std::min(spec.rows - 1, static_cast<int>((scrolled.y + room().y) / cells.height));
  }
  int last_column() const {
    return std::min(spec.columns - 1, static_cast<int>((scrolled.x + room().x) / cells.width));
  }
};

/// The chosen entry after requests and arrow keys.
int operated(const Map& map, const detail::ItemState& item) {
  const MatrixMapSpec& spec = map.spec;
  int chosen = map.chosen();
  if (item.request) {
    const auto value = parse_number(item.request->value, true);
    if (value && item.request->action == "set") chosen = static_cast<int>(*value);
    if (value && item.request->action == "step") chosen += static_cast<int>(*value);
    chosen = std::clamp(chosen, 0, map.last());
  }
  if (!item.is_focused || spec.columns == 0) return chosen;
  detail::own_keys(item.id,
                   {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow});
  int row = chosen / spec.columns;
  int column = chosen % spec.columns;
  if (detail::key_pressed(item.id, ImGuiKey_LeftArrow)) --column;
  if (detail::key_pressed(item.id, ImGuiKey_RightArrow)) ++column;
  if (detail::key_pressed(item.id, ImGuiKey_UpArrow)) --row;
  if (detail::key_pressed(item.id, ImGuiKey_DownArrow)) ++row;
  return std::clamp(row, 0, spec.rows - 1) * spec.columns + std::clamp(column, 0, spec.columns - 1);
}

/// Scrolls by drag and by wheel where there is something beyond the edges.
void scroll_by_hand(const Map& map, const detail::ItemState& item, MatrixScroll& scroll) {
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 beyond = map.beyond();
  if (item.is_held) {
    constexpr float kTravel = 6.0F;  // before a press is a drag
    if (ImGui::IsMouseClicked(0)) {
      scroll.press = io.MousePos;
      scroll.is_dragging = false;
    }
    const bool is_across = std::abs(io.MousePos.x - scroll.press.x) > kTravel && beyond.x > 0.0F;
    const bool is_down = std::abs(io.MousePos.y - scroll.press.y) > kTravel && beyond.y > 0.0F;
    if (is_across || is_down) {
      scroll.is_dragging = true;
      detail::claim_drag(item.id);
    }
    if (scroll.is_dragging) {
      scroll.at = {scroll.at.x - io.MouseDelta.x, scroll.at.y - io.MouseDelta.y};
      want_redraw();
    }
  }
  if (!item.is_hovered) return;
  scroll.at.x -= (io.MouseWheelH + (io.KeyShift ? io.MouseWheel : 0.0F)) * map.cells.width;
  if (beyond.y > 0.0F && !io.KeyShift) {
    scroll.at.y -= io.MouseWheel * 3 * map.cells.height;
    ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
  }
}

/// Brings an entry into sight when it becomes the chosen one, and keeps within the edges.
void follow_chosen(const Map& map, MatrixScroll& scroll) {
  const auto [row, column] = std::pair{map.spec.row, map.spec.column};
  const ImVec2 room = map.room();
  if (scroll.seen_row != row || scroll.seen_column != column) {
    scroll.seen_row = row;
    scroll.seen_column = column;
    const auto brought = [](float offset, float at, float length, float visible) {
      return std::clamp(offset, std::min(at, at + length - visible), at);
    };
    scroll.at.x =
        brought(scroll.at.x, map.cells.width * static_cast<float>(column), map.cells.width, room.x);
    scroll.at.y =
        brought(scroll.at.y, map.cells.height * static_cast<float>(row), map.cells.height, room.y);
  }
  const ImVec2 beyond = map.beyond();
  scroll.at = {std::clamp(scroll.at.x, 0.0F, beyond.x), std::clamp(scroll.at.y, 0.0F, beyond.y)};
}

void draw_entries(ImDrawList* list, const Map& map, int under_row, int under_column) {
  const Theme& t = theme();
  const MatrixMapSpec& spec = map.spec;
  const float gap = map.cells.has_numbers ? 2.0F : map.cells.width > 6.0F ? 1.0F : 0.0F;
  const float radius = map.cells.has_numbers ? 4.0F : 0.0F;
  const ImRect inner = map.inner();
  list->PushClipRect(inner.Min, {inner.Max.x, inner.Max.y + 1}, true);
  for (int r = map.first_row(); r <= map.last_row(); ++r) {
    for (int c = map.first_column(); c <= map.last_column(); ++c) {
      const double value = map.value_at(r, c);
      const auto tint = static_cast<float>(value / (spec.full_scale > 0 ? spec.full_scale : 1.0));
      const ImVec2 from = map.corner(r, c);
      const ImVec2 to = map.corner(r + 1, c + 1);
      const ImVec2 low{detail::snap(from.x + gap / 2), detail::snap(from.y + gap / 2)};
      const ImVec2 high{detail::snap(to.x - gap / 2), detail::snap(to.y - gap / 2)};
      list->AddRectFilled(low, high, diverging(tint), radius);
      if (r == under_row && c == under_column) list->AddRect(low, high, t.dim, radius, 0, 1.25F);
      if (!map.cells.has_numbers) continue;
      TextStyle words = entry_style();
      words.colour = std::isfinite(value) ? ink_on_diverging(tint) : t.danger_text;
      draw_text_in(list, {low.x, low.y, high.x - low.x, high.y - low.y},
                   entry_text(value * spec.factor, spec.digits), words, Align::centre);
    }
  }
  // The row and the column of the chosen entry.
  const ImVec2 from = map.corner(spec.row, spec.column);
  const ImVec2 to = map.corner(spec.row + 1, spec.column + 1);
  const ImVec2 start = map.corner(0, 0);
  const ImVec2 end = map.corner(spec.rows, spec.columns);
  const ImU32 band = with_alpha(t.accent, 0.38F);
  if (spec.is_vector) {
    list->AddRect(from, to, band, radius + 1, 0, 1.5F);
    list->PopClipRect();
    return;
  }
  list->AddRect({start.x, from.y}, {end.x, to.y}, band, radius + 1, 0, 1.0F);
  list->AddRect({from.x, start.y}, {to.x, end.y}, band, radius + 1, 0, 1.0F);
  list->AddRect(from, to, t.accent_text, radius + 1, 0, 2.0F);
  list->PopClipRect();
}

/// Whether row or column `i` has its number: all of them, or every fifth, tenth … where they are
/// narrow, and always the chosen one.
bool has_index(int i, int chosen, float pitch, float needed) {
  int every = 1;
  for (const int step : {5, 10, 50, 100, 500, 1000}) {
    if (pitch * static_cast<float>(every) >= needed) break;
    every = step;
  }
  if (i == chosen) return true;
  return std::abs(static_cast<float>(i - chosen)) * pitch >= needed && (i + 1) % every == 0;
}

/// The numbers of rows and columns, which stay where they are when the entries scroll.
void draw_indices(ImDrawList* list, const Map& map) {
  const MatrixMapSpec& spec = map.spec;
  const ImRect inner = map.inner();
  const auto style = [](bool is_chosen) {
    TextStyle text = index_style();
    if (is_chosen) text = {text.size, Weight::semibold, theme().accent_text};
    return text;
  };
  const float needed = measure(std::to_string(spec.columns), style(true)).x + 5;
  list->PushClipRect({inner.Min.x, map.at.y}, {inner.Max.x, inner.Min.y}, true);
  for (int c = map.first_column(); c <= map.last_column(); ++c) {
    if (!has_index(c, spec.column, map.cells.width, needed)) continue;
    const float x = map.corner(0, c).x + map.cells.width / 2;
    draw_text(list, {x, map.at.y + 2}, std::to_string(c + 1), style(c == spec.column),
              Align::centre);
  }
  list->PopClipRect();
  list->PushClipRect({map.at.x, inner.Min.y}, {inner.Min.x, inner.Max.y}, true);
  for (int r = map.first_row(); r <= map.last_row(); ++r) {
    if (!has_index(r, spec.row, map.cells.height, theme().small_size + 3)) continue;
    draw_text_in(list, {map.at.x, map.corner(r, 0).y, map.cells.left - 8, map.cells.height},
                 std::to_string(r + 1), style(r == spec.row), Align::right);
  }
  list->PopClipRect();
}

void draw_scroll_bars(ImDrawList* list, const Map& map) {
  const ImRect inner = map.inner();
  const ImVec2 room = map.room();
  const ImVec2 beyond = map.beyond();
  const ImU32 colour = mix(theme().card, theme().dim, 0.45F);
  const auto length = [](float visible, float all) {
    return std::max(24.0F, visible * visible / all);
  };
  if (beyond.x > 0.0F) {
    const float bar = length(room.x, map.all().x);
    const float x = inner.Min.x + (room.x - bar) * map.scrolled.x / beyond.x;
    detail::draw_pill(list, {x, inner.Max.y + 3, x + bar, inner.Max.y + 7}, colour);
  }
  if (beyond.y > 0.0F) {
    const float bar = length(room.y, map.all().y);
    const float y = inner.Min.y + (room.y - bar) * map.scrolled.y / beyond.y;
    detail::draw_pill(list, {inner.Max.x - 4, y, inner.Max.x, y + bar}, colour);
  }
}

}  // namespace

std::string entry_text(double value, EntryDigits digits) {
  if (digits == EntryDigits::all) return every_digit(value);
  if (digits == EntryDigits::four) return significant(value, 4);
  const double magnitude = std::abs(value);
  if (value == 0.0) return "0";
  if (magnitude < 0.0005) return "≈0";
  std::string text = magnitude < 0.0995  ? fixed(value, 3)
                     : magnitude < 0.995 ? significant(value, 2)
                                         : significant(value, 3);
  // ".27": the column is narrow, and the zero says nothing.
  const std::size_t zero = text.find("0.");
  const bool is_leading = zero == 0 || (zero == std::string("−").size() && value < 0.0);
  if (zero != std::string::npos && is_leading) text.erase(zero, 1);
  return text;
}

MatrixMapSize matrix_map_size(const MatrixMapSpec& spec, float width) {
  const Cells cells = cells_of(spec, width);
  const float rows = cells.height * static_cast<float>(spec.rows);
  return {std::min(cells.top + rows + kBar, spec.max_height), cells.has_numbers};
}

float matrix_map_min_width(const MatrixMapSpec& spec) {
  const Cells cells = cells_of(spec, 0.0F);
  return cells.left + cells.width * static_cast<float>(std::max(1, spec.columns));
}

bool matrix_map(std::string_view id, std::string_view label, const MatrixMapSpec& spec,
                MatrixScroll& scroll, int& row, int& column) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = matrix_map_size(spec, width).height;
  Map map{spec, cells_of(spec, width), at, {width, height}};
  Control control{.id = std::string(id),
                  .role = Role::image,
                  .label = plain(label),
                  .max = static_cast<double>(std::max(1, map.last())),
                  .step = 1.0,
                  .now = static_cast<double>(map.chosen())};
  const auto entry_words = [&](int r, int c) {
    if (spec.is_vector) {
      return tr(Text::unit_bias_entry, {std::to_string(r + 1), significant(map.value_at(r, c), 4)});
    }
    return tr(Text::matrix_entry,
              {std::to_string(r + 1), std::to_string(c + 1), significant(map.value_at(r, c), 4)});
  };
  control.value = entry_words(spec.row, spec.column);
  ImGui::ItemSize({width, height}, 0.0F);
  const detail::ItemState item =
      detail::pressable(std::move(control), ImRect(at, {at.x + width, at.y + height}));
  int chosen = operated(map, item);
  scroll_by_hand(map, item, scroll);
  follow_chosen(map, scroll);
  map.scrolled = scroll.at;
  const auto [under_row, under_column] = map.entry_under(ImGui::GetIO().MousePos);
  if (under_row >= 0) hint_last_item(entry_words(under_row, under_column));
  if (item.is_pressed && !scroll.is_dragging && under_row >= 0) {
    chosen = under_row * spec.columns + under_column;
  }
  if (!item.is_held) scroll.is_dragging = false;
  const bool is_changed = chosen != map.chosen();
  if (is_changed) {
    row = chosen / spec.columns;
    column = chosen % spec.columns;
    want_redraw();
  }
  if (item.is_visible && spec.rows > 0 && spec.columns > 0) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_entries(list, map, item.is_hovered ? under_row : -1, under_column);
    draw_indices(list, map);
    draw_scroll_bars(list, map);
    detail::focus_ring(item, 6, 1);
  }
  return is_changed;
}

void draw_matrix_scale(ImDrawList* list, ImVec2 right_middle, std::string_view low,
                       std::string_view high) {
  const Theme& t = theme();
  const TextStyle words = {t.small_size, Weight::regular, t.dim};
  const float text_top = right_middle.y - t.small_size / 2;
  constexpr float kLength = 70.0F;
  draw_text(list, {right_middle.x, text_top}, high, words, Align::right);
  const float right = right_middle.x - measure(high, words).x - 6;
  constexpr int kSteps = 24;
  for (int i = 0; i < kSteps; ++i) {
    const float from = right - kLength + kLength * static_cast<float>(i) / kSteps;
    const float value = 2.0F * (static_cast<float>(i) + 0.5F) / kSteps - 1.0F;
    list->AddRectFilled({from, right_middle.y - 3},
                        {from + kLength / kSteps + 0.5F, right_middle.y + 3}, diverging(value), 0);
  }
  list->AddRect({right - kLength, right_middle.y - 3}, {right, right_middle.y + 3}, t.line, 2);
  draw_text(list, {right - kLength - 6, text_top}, low, words, Align::right);
}

}  // namespace purr::shell
