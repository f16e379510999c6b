#include "shell/panels/row_tiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "shell/theme/strings.h"
#include "shell/widgets/press.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

/// A pixel of the chosen row, from 0.
struct Pixel {
  int row = 0;
  int column = 0;
  int channel = 0;
};

Pixel pixel_of(int input, int side) {
  const int index = std::max(0, input - 1);
  return {index / 3 / side, index / 3 % side, index % 3};
}

int input_of(const Pixel& pixel, int side) {
  return (pixel.row * side + pixel.column) * 3 + pixel.channel + 1;
}

/// The largest tiles of `count` that fit into a box.
int columns_that_fit(int count, ImVec2 box, float gap) {
  int best = 1;
  float best_side = 0.0F;
  for (int columns = 1; columns <= count; ++columns) {
    const int rows = (count + columns - 1) / columns;
    const float side = std::min((box.x + gap) / static_cast<float>(columns),
                                (box.y + gap) / static_cast<float>(rows)) -
                       gap;
    if (side > best_side) {
      best_side = side;
      best = columns;
    }
  }
  return best;
}

void small_tiles(const RowTilesSpec& spec, RowTextures& textures, const Rect& box,
                 WeightPlace& place) {
  constexpr float kGap = 5.0F;
  constexpr float kMaxSide = 64.0F;
  const int columns = columns_that_fit(spec.rows, {box.width, box.height}, kGap);
  const int lines = (spec.rows + columns - 1) / columns;
  const float side = std::max(
      6.0F,
      std::floor(std::min({(box.width + kGap) / static_cast<float>(columns) - kGap,
                           (box.height + kGap) / static_cast<float>(lines) - kGap, kMaxSide})));
  for (int row = 0; row < spec.rows; ++row) {
    const TileRef picture = textures.get(spec.values, spec.side, row, spec.count);
    if (!picture.ok) continue;
    ImGui::SetCursorScreenPos({box.x + (side + kGap) * static_cast<float>(row % columns),
                               box.y + (side + kGap) * static_cast<float>(row / columns)});
    const std::string number = std::to_string(row + 1);
    if (tile("unit" + number, tr(Text::unit_of_layer, {number, "1"}),
             {.texture = picture.texture,
              .uv0 = picture.uv0,
              .uv1 = picture.uv1,
              .size = {side, side},
              .is_chosen = row + 1 == place.unit,
              .hint = tr(Text::unit_of_layer, {number, "1"})})) {
      place.unit = row + 1;
    }
  }
}

/// The chosen row, large, with a cross hair that follows the mouse, a finger and the arrow keys.
void large_tile(const RowTilesSpec& spec, const TileRef& picture, const Rect& box,
                WeightPlace& place) {
  const Theme& t = theme();
  Pixel pixel = pixel_of(place.input, spec.side);
  const int before = pixel.row * spec.side + pixel.column;
  const int last = spec.side * spec.side - 1;
  Control control{.id = "pixel",
                  .role = Role::image,
                  .label = plain(tr(Text::matrix_pixel, {std::string(spec.name)})),
                  .value = std::to_string(pixel.row + 1) + ", " + std::to_string(pixel.column + 1),
                  .max = static_cast<double>(std::max(1, last)),
                  .step = 1,
                  .now = static_cast<double>(before)};
  const detail::ItemState item =
      detail::pressable(std::move(control), {{box.x, box.y}, {box.right(), box.bottom()}});
  int index = before;
  if (item.request) {
    const auto value = parse_number(item.request->value, true);
    if (value && item.request->action == "set") index = static_cast<int>(*value);
    if (value && item.request->action == "step") index += static_cast<int>(*value);
    index = std::clamp(index, 0, last);
  }
  pixel.row = index / spec.side;
  pixel.column = index % spec.side;
  if (item.is_focused) {
    detail::own_keys(
        item.id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow});
    if (detail::key_pressed(item.id, ImGuiKey_LeftArrow)) --pixel.column;
    if (detail::key_pressed(item.id, ImGuiKey_RightArrow)) ++pixel.column;
    if (detail::key_pressed(item.id, ImGuiKey_UpArrow)) --pixel.row;
    if (detail::key_pressed(item.id, ImGuiKey_DownArrow)) ++pixel.row;
  }
  const float cell = box.width / static_cast<float>(spec.side);
  if (item.is_held || item.is_pressed) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (mouse.x >= box.x && mouse.x < box.right() && mouse.y >= box.y && mouse.y < box.bottom()) {
      pixel.column = static_cast<int>((mouse.x - box.x) / cell);
      pixel.row = static_cast<int>((mouse.y - box.y) / cell);
    }
  }
  pixel.row = std::clamp(pixel.row, 0, spec.side - 1);
  pixel.column = std::clamp(pixel.column, 0, spec.side - 1);
  place.input = input_of(pixel, spec.side);

  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_tile(list, box,
            {.texture = picture.texture,
             .uv0 = picture.uv0,
             .uv1 = picture.uv1,
             .size = {box.width, box.height},
             .radius = 8});
  const ImVec2 middle{box.x + cell * (static_cast<float>(pixel.column) + 0.5F),
                      box.y + cell * (static_cast<float>(pixel.row) + 0.5F)};
  const float half = std::max(cell, 5.0F);
  // Pale under dark, so that the lines are seen on every picture.
  for (const auto& [colour, width] : {std::pair{t.card, 3.0F}, std::pair{t.accent_text, 1.25F}}) {
    list->AddLine({box.x, middle.y}, {middle.x - half, middle.y}, colour, width);
    list->AddLine({middle.x + half, middle.y}, {box.right(), middle.y}, colour, width);
    list->AddLine({middle.x, box.y}, {middle.x, middle.y - half}, colour, width);
    list->AddLine({middle.x, middle.y + half}, {middle.x, box.bottom()}, colour, width);
    list->AddRect({middle.x - half, middle.y - half}, {middle.x + half, middle.y + half}, colour, 2,
                  0, width);
  }
  detail::focus_ring(item, 8, 1);
}

/// The pixel's entries for red, green and blue, one of which is chosen.
void channels(const RowTilesSpec& spec, WeightPlace& place, float width) {
  const Pixel pixel = pixel_of(place.input, spec.side);
  constexpr std::array kNames{Text::colour_red, Text::colour_green, Text::colour_blue};
  constexpr std::array kIds{"red", "green", "blue"};
  for (int channel = 0; channel < 3; ++channel) {
    const auto i = static_cast<std::size_t>(channel);
    const int input = input_of({pixel.row, pixel.column, channel}, spec.side);
    const std::size_t at = static_cast<std::size_t>(place.unit - 1) *
                               static_cast<std::size_t>(spec.side * spec.side * 3) +
                           static_cast<std::size_t>(input - 1);
    const double value = at < spec.values.size() ? spec.values[at] : std::nan("");
    const std::string words = std::string(tr(kNames[i])) + "  " + significant(value * spec.factor);
    if (button(kIds[i], words,
               {.kind = ButtonKind::outline,
                .width = width,
                .is_left_aligned = true,
                .is_pressed = input == place.input})) {
      place.input = input;
    }
    space(4);
  }
}

}  // namespace

TileRef RowTextures::get(std::span<const double> values, int side, int row, std::uint32_t count) {
  const auto size = static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3;
  const int rows = size > 0 ? static_cast<int>(values.size() / size) : 0;
  if (row >= rows) return {};
  if (side_ != side || rows_ != rows) {
    const int columns = std::max(1, std::min(16, 2048 / side));
    texture_ = std::make_unique<TileTexture>(side, side, columns, (rows + columns - 1) / columns);
    side_ = side;
    rows_ = rows;
    made_of_ = 0;
  }
  if (made_of_ != count) {
    made_of_ = count;
    std::vector<std::uint8_t> bytes(size);
    for (int r = 0; r < rows; ++r) {
      const auto part = values.subspan(static_cast<std::size_t>(r) * size, size);
      double squares = 0.0;
      for (const double value : part) squares += value * value;
      const double deviation = std::sqrt(squares / static_cast<double>(size));
      const double scale = deviation > 0.0 ? 127.0 / (3.0 * deviation) : 0.0;
      for (std::size_t i = 0; i < size; ++i) {
        const double shade = scale * part[i];
        bytes[i] = static_cast<std::uint8_t>(
            128.0 + (std::isfinite(shade) ? std::clamp(shade, -128.0, 127.0) : 0.0));
      }
      texture_->set(r, bytes.data());
    }
  }
  return texture_->tile(row);
}

void row_tiles(const RowTilesSpec& spec, RowTextures& textures, WeightPlace& place) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const TileRef picture = textures.get(spec.values, spec.side, place.unit - 1, spec.count);
  if (!picture.ok) return;
  constexpr float kChannels = 118.0F;
  constexpr float kGap = 12.0F;
  const bool is_narrow = width < 520.0F;
  const float tiles_height = is_narrow ? std::round(spec.height * 0.36F) : spec.height;
  const float large_height = is_narrow ? spec.height - tiles_height - kGap : spec.height;
  const float side = std::floor(std::min(large_height, width - kChannels - kGap));
  const float tiles_width = is_narrow ? width : width - side - kChannels - 2 * kGap;
  small_tiles(spec, textures, {at.x, at.y, tiles_width, tiles_height}, place);
  const ImVec2 large = is_narrow ? ImVec2{at.x, at.y + tiles_height + kGap}
                                 : ImVec2{at.x + tiles_width + kGap, at.y};
  ImGui::SetCursorScreenPos(large);
  large_tile(spec, picture, {large.x, large.y, side, side}, place);
  begin_region({large.x + side + kGap, large.y, kChannels, side}, false);
  channels(spec, place, kChannels);
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, spec.height});
}

}  // namespace purr::shell
