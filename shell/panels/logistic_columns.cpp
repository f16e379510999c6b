#include "shell/panels/logistic_columns.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "shell/panels/examples.h"
#include "shell/panels/network_words.h"

namespace purr::shell {
namespace {

void draw_curve(const LogisticLine& line, ImVec2 from, ImVec2 to, ImU32 colour,
                float width = 1.3F) {
  const float middle = (from.x + to.x) / 2;
  line.list->AddBezierCubic(from, {middle, from.y}, {middle, to.y}, to, colour, width, 20);
}

void draw_planes(const LogisticLine& line) {
  const LogisticLayout& at = line.at;
  const ImVec2 from{at.picture.right() + 5, at.picture.y + at.picture.height / 2};
  const auto cells = middle_cells(at.x, theme().text_scale);
  for (std::size_t c = 0; c < 3; ++c) {
    const Rect& plane = at.planes[c];
    const float middle = plane.y + plane.height / 2;
    draw_logistic_picture(
        line, plane,
        line.bench.textures.weights.plane(line.bench.run, chosen_is_test(line.bench),
                                          chosen_example(line.bench), static_cast<int>(c)),
        7);
    line.list->AddRect({plane.x, plane.y}, {plane.right(), plane.bottom()}, kChannelColours[c], 7,
                       0, 1.4F);
    const TextStyle letter{
        .size = theme().title_size, .weight = Weight::semibold, .colour = kChannelColours[c]};
    constexpr std::array<std::string_view, 3> kLetters{"R", "G", "B"};
    draw_curve(line, from, {plane.x - 18, middle}, mix(theme().line, theme().ink, 0.3F));
    draw_text(line.list, {plane.x - 10, middle - letter.size * 0.62F}, kLetters[c], letter,
              Align::centre);
    if (line.numbers.is_known()) {
      const ImVec2 pixel = pixel_in(line, plane);
      line.list->AddCircle(pixel, 4.5F, IM_COL32_WHITE, 20, 1.6F);
      const float to = at.x.x - 42 * theme().text_scale;
      draw_curve(line, {pixel.x + 4.5F, pixel.y}, {to, cells[c].y + cells[c].height / 2},
                 kChannelColours[c]);
    }
    line.node(NodeKind::plane, static_cast<int>(c), 1, plane, 7);
  }
}

/// Coloured bars that stand for the first or the last rows of x, or of the products.
void draw_bars(const LogisticLine& line, const Rect& column, bool is_top, bool of_products) {
  const auto cells = middle_cells(column, theme().text_scale);
  const float dots = 16.0F;
  const float from = is_top ? column.y : cells[2].bottom() + dots;
  const float to = is_top ? cells[0].y - dots : column.bottom();
  constexpr float kPitch = 9.0F;
  const int count = std::clamp(static_cast<int>((to - from) / kPitch), 0, of_products ? 3 : 6);
  const std::size_t n_x = line.numbers.x.size();
  const RunView& run = line.bench.run;
  const std::uint8_t* pixels =
      run.pictures.find(chosen_is_test(line.bench), chosen_example(line.bench));
  const TextStyle dim{.size = theme().small_size, .colour = theme().dim};
  for (int k = 0; k < count; ++k) {
    const float y = is_top ? from + kPitch * static_cast<float>(k)
                           : to - kPitch * static_cast<float>(count - k);
    const std::size_t feature =
        is_top ? static_cast<std::size_t>(k) : n_x - static_cast<std::size_t>(count - k);
    ImU32 colour = theme().soft;
    if (feature < n_x && of_products) {
      const double product = line.numbers.w[feature] * line.numbers.x[feature];
      colour = mix(theme().card, product > 0 ? theme().cat : theme().non, 0.3F);
    } else if (feature < n_x && pixels != nullptr) {
      colour = mix(mix(IM_COL32(20, 20, 24, 255), theme().ink, 0.2F), kChannelColours[feature % 3],
                   0.15F + 0.6F * static_cast<float>(pixels[feature]) / 255.0F);
    }
    line.list->AddRectFilled({column.x + 2, y + 1}, {column.right() - 2, y + 8}, colour, 2.5F);
    if (of_products) {
      draw_curve(line, {column.right(), y + 4.5F}, {line.at.sum.x - line.at.radius, line.at.sum.y},
                 with_alpha(colour, 0.7F), 1.0F);
    }
  }
  if (count > 0) {
    draw_text(line.list,
              {column.x + column.width / 2,
               (is_top ? cells[0].y : cells[2].bottom() + dots) - dots / 2 - dim.size * 0.95F},
              "…", dim, Align::centre);
  }
  if (of_products || count == 0) return;
  draw_text(line.list, {column.x - 8, (is_top ? from : to - kPitch) - 2},
            is_top ? "1" : number(static_cast<double>(n_x), 12), dim, Align::right);
}

/// The cells of a column with the numbers of their rows, and the curves to Σ.
void draw_column_cells(const LogisticLine& line, const Rect& column, bool of_products) {
  const auto cells = middle_cells(column, theme().text_scale);
  draw_logistic_cells(line, cells, of_products, of_products ? 5 : 2);
  const TextStyle dim{.size = theme().small_size, .colour = theme().dim};
  for (std::size_t c = 0; c < 3; ++c) {
    const Rect& cell = cells[c];
    if (of_products) {
      const bool raises = line.numbers.product(line.pixel(), static_cast<int>(c)) >= 0;
      draw_curve(line, {cell.right(), cell.y + cell.height / 2},
                 {line.at.sum.x - line.at.radius, line.at.sum.y},
                 raises ? theme().cat : theme().non, 1.5F);
    } else {
      const std::size_t feature = line.numbers.feature(line.pixel(), static_cast<int>(c));
      draw_text(line.list, {cell.x - 6, cell.y + (cell.height - dim.size * 1.2F) / 2},
                number(static_cast<double>(feature + 1), 12), dim, Align::right);
    }
  }
}

}  // namespace

void draw_logistic_cells(const LogisticLine& line, const std::array<Rect, 3>& cells,
                         bool of_products, int rank) {
  TextStyle mono = mono_text();
  mono.size = std::min(theme().mono_size, cells[0].height * 0.62F);
  for (std::size_t c = 0; c < 3; ++c) {
    const Rect& cell = cells[c];
    const std::size_t feature = line.numbers.feature(line.pixel(), static_cast<int>(c));
    const double value = of_products ? line.numbers.product(line.pixel(), static_cast<int>(c))
                                     : line.numbers.x[feature];
    const ImU32 edge = of_products ? (value >= 0 ? theme().cat : theme().non) : kChannelColours[c];
    line.list->AddRectFilled({cell.x, cell.y}, {cell.right(), cell.bottom()},
                             mix(theme().card, edge, 0.14F), 6);
    line.list->AddRect({cell.x, cell.y}, {cell.right(), cell.bottom()}, edge, 6, 0, 1.4F);
    TextStyle fitted = mono;
    std::string words = signed_number(value);
    while (fitted.size > 8.0F && measure(words, fitted).x > cell.width - 6) fitted.size -= 0.5F;
    for (int digits = 2; digits > 0 && measure(words, fitted).x > cell.width - 2; --digits) {
      words = significant(value, digits, /*sign=*/true);
    }
    draw_text_in(line.list, cell, words, fitted, Align::centre);
    line.node(of_products ? NodeKind::product : NodeKind::x_row, static_cast<int>(c), rank, cell);
  }
}

void draw_logistic_picture(const LogisticLine& line, const Rect& place, const TileRef& tile,
                           float radius) {
  const ImVec2 low{place.x, place.y};
  const ImVec2 high{place.right(), place.bottom()};
  if (tile.ok) {
    line.list->AddImageRounded(tile.texture, low, high, tile.uv0, tile.uv1, IM_COL32_WHITE, radius);
  } else {
    line.list->AddRectFilled(low, high, theme().soft, radius);
  }
}

ImVec2 pixel_in(const LogisticLine& line, const Rect& place) {
  const int width = std::max(1, line.numbers.width);
  const int height = std::max(1, line.numbers.height);
  const auto column = static_cast<float>(line.pixel() % width);
  const auto row = static_cast<float>(line.pixel() / width);
  return {place.x + (column + 0.5F) * place.width / static_cast<float>(width),
          place.y + (row + 0.5F) * place.height / static_cast<float>(height)};
}

void draw_logistic_columns(const LogisticLine& line) {
  draw_planes(line);
  if (!line.numbers.is_known()) return;
  for (const bool is_top : {true, false}) {
    draw_bars(line, line.at.x, is_top, false);
    draw_bars(line, line.at.cells, is_top, true);
  }
  draw_column_cells(line, line.at.x, false);
  draw_column_cells(line, line.at.cells, true);
}

}  // namespace purr::shell
