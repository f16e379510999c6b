#include "shell/panels/logistic_drawing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "shell/panels/examples.h"
#include "shell/panels/fitted_label.h"
#include "shell/panels/layer_controls.h"
#include "shell/panels/logistic_layout.h"
#include "shell/panels/logistic_strip.h"
#include "shell/panels/names.h"
#include "shell/panels/network_nodes.h"
#include "shell/panels/network_output.h"
#include "shell/panels/network_words.h"
#include "shell/panels/unit_box.h"

namespace purr::shell {
namespace {

constexpr std::array<ImU32, 3> kChannels{IM_COL32(214, 78, 62, 255), IM_COL32(52, 152, 76, 255),
                                         IM_COL32(74, 112, 224, 255)};

/// One frame of the drawing.
struct Line {
  Workbench& bench;
  NetworkState& state;
  const LogisticNumbers& numbers;
  LogisticLayout at;
  ImDrawList* list = ImGui::GetWindowDrawList();

  int pixel() const { return state.logistic.pixel; }
  void node(NodeKind kind, int index, int rank, const Rect& place, float radius = 6.0F) const {
    state.nodes.push_back(
        {.node = {kind, 0, index}, .rank = rank, .place = place, .radius = radius});
  }
};

/// Takes the numbers of a new trace, and makes w ∗ x a picture.
void refresh(const Workbench& bench, NetworkState& state) {
  LogisticState& logistic = state.logistic;
  const RunView& run = bench.run;
  if (logistic.trace_count == run.trace_count && logistic.weights_count == run.first_layer_count &&
      logistic.numbers.is_known()) {
    return;
  }
  logistic.trace_count = run.trace_count;
  logistic.weights_count = run.first_layer_count;
  logistic.numbers = logistic_numbers(run, state.inputs);
  const LogisticNumbers& numbers = logistic.numbers;
  if (!numbers.is_known()) return;
  if (logistic.pixel < 0 || logistic.pixel >= numbers.width * numbers.height) {
    logistic.pixel = numbers.largest_pixel;
  }
  if (!logistic.products) {
    logistic.products = std::make_unique<TileTexture>(numbers.width, numbers.height, 1, 1);
  }
  // The scale ends below the largest value, so that one strong pixel does not fade all others.
  const double full = 0.6 * numbers.largest;
  std::vector<std::uint8_t> rgba;
  rgba.reserve(numbers.products.size() * 4);
  for (const double product : numbers.products) {
    const ImU32 colour = diverging(full > 0.0 ? static_cast<float>(product / full) : 0.0F);
    rgba.push_back(static_cast<std::uint8_t>(colour >> IM_COL32_R_SHIFT));
    rgba.push_back(static_cast<std::uint8_t>(colour >> IM_COL32_G_SHIFT));
    rgba.push_back(static_cast<std::uint8_t>(colour >> IM_COL32_B_SHIFT));
    rgba.push_back(255);
  }
  logistic.products->set_rgba(0, rgba.data());
}

void draw_picture(const Line& line, const Rect& place, const TileRef& tile, float radius) {
  const ImVec2 low{place.x, place.y};
  const ImVec2 high{place.right(), place.bottom()};
  if (tile.ok) {
    line.list->AddImageRounded(tile.texture, low, high, tile.uv0, tile.uv1, IM_COL32_WHITE, radius);
  } else {
    line.list->AddRectFilled(low, high, theme().soft, radius);
  }
}

/// The middle of the chosen pixel in a picture.
ImVec2 pixel_in(const Line& line, const Rect& place) {
  const int width = std::max(1, line.numbers.width);
  const int height = std::max(1, line.numbers.height);
  const auto column = static_cast<float>(line.pixel() % width);
  const auto row = static_cast<float>(line.pixel() / width);
  return {place.x + (column + 0.5F) * place.width / static_cast<float>(width),
          place.y + (row + 0.5F) * place.height / static_cast<float>(height)};
}

void mark_pixel(const Line& line, const Rect& place) {
  if (!line.numbers.is_known() || line.pixel() < 0) return;
  const ImVec2 centre = pixel_in(line, place);
  constexpr float kHalf = 5.0F;
  line.list->AddRect({centre.x - kHalf, centre.y - kHalf}, {centre.x + kHalf, centre.y + kHalf},
                     theme().card, 3, 0, 3.5F);
  line.list->AddRect({centre.x - kHalf, centre.y - kHalf}, {centre.x + kHalf, centre.y + kHalf},
                     theme().accent, 3, 0, 2.0F);
}

void draw_curve(const Line& line, ImVec2 from, ImVec2 to, ImU32 colour, float width = 1.3F) {
  const float middle = (from.x + to.x) / 2;
  line.list->AddBezierCubic(from, {middle, from.y}, {middle, to.y}, to, colour, width, 20);
}

void draw_planes(const Line& line) {
  const LogisticLayout& at = line.at;
  const ImVec2 from{at.picture.right() + 5, at.picture.y + at.picture.height / 2};
  const auto cells = middle_cells(at.x, theme().text_scale);
  for (std::size_t c = 0; c < 3; ++c) {
    const Rect& plane = at.planes[c];
    const float middle = plane.y + plane.height / 2;
    draw_picture(line, plane,
                 line.bench.textures.weights.plane(line.bench.run, chosen_is_test(line.bench),
                                                   chosen_example(line.bench), static_cast<int>(c)),
                 7);
    line.list->AddRect({plane.x, plane.y}, {plane.right(), plane.bottom()}, kChannels[c], 7, 0,
                       1.4F);
    const TextStyle letter{
        .size = theme().title_size, .weight = Weight::semibold, .colour = kChannels[c]};
    constexpr std::array<std::string_view, 3> kLetters{"R", "G", "B"};
    draw_curve(line, from, {plane.x - 18, middle}, mix(theme().line, theme().ink, 0.3F));
    draw_text(line.list, {plane.x - 10, middle - letter.size * 0.62F}, kLetters[c], letter,
              Align::centre);
    if (line.numbers.is_known()) {
      const ImVec2 pixel = pixel_in(line, plane);
      line.list->AddCircle(pixel, 4.5F, IM_COL32_WHITE, 20, 1.6F);
      const float to = at.x.x - 42 * theme().text_scale;
      draw_curve(line, {pixel.x + 4.5F, pixel.y}, {to, cells[c].y + cells[c].height / 2},
                 kChannels[c]);
    }
    line.node(NodeKind::plane, static_cast<int>(c), 1, plane, 7);
  }
}

/// Coloured bars that stand for the first or the last rows of x, or of the products.
void draw_bars(const Line& line, const Rect& column, bool is_top, bool of_products) {
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
      colour = mix(mix(IM_COL32(20, 20, 24, 255), theme().ink, 0.2F), kChannels[feature % 3],
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

/// The three rows of the chosen pixel, in x or in the products.
void draw_cells(const Line& line, const Rect& column, bool of_products) {
  const auto cells = middle_cells(column, theme().text_scale);
  TextStyle mono = mono_text();
  mono.size = std::min(theme().mono_size, cells[0].height * 0.62F);
  const TextStyle dim{.size = theme().small_size, .colour = theme().dim};
  for (std::size_t c = 0; c < 3; ++c) {
    const Rect& cell = cells[c];
    const std::size_t feature = line.numbers.feature(line.pixel(), static_cast<int>(c));
    const double value = of_products ? line.numbers.product(line.pixel(), static_cast<int>(c))
                                     : line.numbers.x[feature];
    const ImU32 edge = of_products ? (value >= 0 ? theme().cat : theme().non) : kChannels[c];
    line.list->AddRectFilled({cell.x, cell.y}, {cell.right(), cell.bottom()},
                             mix(theme().card, edge, 0.14F), 6);
    line.list->AddRect({cell.x, cell.y}, {cell.right(), cell.bottom()}, edge, 6, 0, 1.4F);
    TextStyle fitted = mono;
    const std::string words = signed_number(value);
    while (fitted.size > 8.0F && measure(words, fitted).x > cell.width - 6) fitted.size -= 0.5F;
    draw_text_in(line.list, cell, words, fitted, Align::centre);
    if (of_products) {
      draw_curve(line, {cell.right(), cell.y + cell.height / 2},
                 {line.at.sum.x - line.at.radius, line.at.sum.y}, edge, 1.5F);
    } else {
      draw_text(line.list, {cell.x - 6, cell.y + (cell.height - dim.size * 1.2F) / 2},
                number(static_cast<double>(feature + 1), 12), dim, Align::right);
    }
    line.node(of_products ? NodeKind::product : NodeKind::x_row, static_cast<int>(c),
              of_products ? 5 : 2, cell);
  }
}

void draw_operator(const Line& line, float x, float y, std::string_view sign) {
  const TextStyle style{.size = theme().large_size + 4, .colour = theme().dim};
  draw_text(line.list, {x, y - style.size * 0.62F}, sign, style, Align::centre);
}

void draw_pictures(const Line& line) {
  const LogisticLayout& at = line.at;
  Workbench& bench = line.bench;
  draw_picture(line, at.picture,
               bench.textures.pictures.get(bench.run, chosen_is_test(bench), chosen_example(bench)),
               12);
  draw_picture(line, at.weights, bench.textures.weights.get(bench.run, 0), 12);
  const TileRef products = line.state.logistic.products && line.numbers.is_known()
                               ? line.state.logistic.products->tile(0)
                               : TileRef{};
  draw_picture(line, at.products, products, 12);
  for (const Rect* place : {&at.picture, &at.weights, &at.products}) mark_pixel(line, *place);
  line.node(NodeKind::input, 0, 0, at.picture, 12);
  line.node(NodeKind::weights, 0, 3, at.weights, 12);
  line.node(NodeKind::products, 0, 4, at.products, 12);
  const float middle = at.weights.y + at.weights.height / 2;
  const float before = at.has_columns ? at.x.right() : at.picture.right();
  draw_operator(line, (before + at.weights.x) / 2, middle, "∗");
  draw_operator(line, (at.weights.right() + at.products.x) / 2, middle, "=");
}

void draw_ring(const Line& line, ImVec2 centre) {
  line.list->AddCircleFilled(centre, line.at.radius, theme().card, 48);
  line.list->AddCircle(centre, line.at.radius, theme().ink, 48, 1.6F);
}

Rect around(ImVec2 centre, float radius) {
  return {centre.x - radius, centre.y - radius, 2 * radius, 2 * radius};
}

/// Decimals that give z three significant digits, so that the sums beside it add up to it.
int decimals_for(double z) {
  if (!std::isfinite(z) || z == 0.0) return 2;
  return std::clamp(2 - static_cast<int>(std::floor(std::log10(std::fabs(z)))), 2, 7);
}

std::string sum_words(const LogisticNumbers& numbers) {
  const int decimals = decimals_for(numbers.z);
  const auto part = [&](double value) {
    return (value < 0 ? " − " : " + ") + fixed(std::fabs(value), decimals);
  };
  return fixed(numbers.raises, decimals, true) + part(numbers.lowers) + part(numbers.b);
}

/// Σ + b → z → σ → ŷ.
void draw_end(const Line& line) {
  const LogisticLayout& at = line.at;
  const ImU32 thread = mix(theme().line, theme().ink, 0.35F);
  line.list->AddLine({at.sum.x, at.sum.y}, {at.bar.x - 3, at.sum.y}, thread, 1.4F);
  if (!at.has_columns && !at.is_stacked) {
    line.list->AddLine({at.products.right() + 4, at.sum.y}, {at.sum.x, at.sum.y}, thread, 1.4F);
  }
  draw_ring(line, at.sum);
  TextStyle symbol{.size = std::min(theme().text_size + 1, at.radius * 0.72F)};
  while (symbol.size > 8.0F && measure("Σ + b", symbol).x > 1.8F * at.radius) symbol.size -= 0.5F;
  draw_text_in(line.list, around(at.sum, at.radius), "Σ + b", symbol, Align::centre);
  line.node(NodeKind::sum, 0, 6, around(at.sum, at.radius), at.radius);
  draw_ring(line, at.sigma);
  const float inset = at.radius * 0.45F;
  const Rect curve{at.sigma.x - at.radius + inset, at.sigma.y - at.radius + inset,
                   2 * (at.radius - inset), 2 * (at.radius - inset)};
  const double z = line.numbers.is_known() ? line.numbers.z : 0.0;
  draw_activation(line.list, curve, Activation::sigmoid, 0.0, z);
  line.node(NodeKind::sigma, 0, 8, around(at.sigma, at.radius), at.radius);

  const float from = at.sum.x + at.radius;
  const float to = at.sigma.x - at.radius;
  const float middle = (from + to) / 2;
  const TextStyle letter{.size = theme().text_size, .colour = theme().dim};
  draw_text(line.list, {middle, at.sum.y - letter.size * 1.35F}, "z", letter, Align::centre);
  Rect z_place{from + 2, at.sum.y - letter.size * 1.4F, std::max(8.0F, to - from - 4),
               letter.size * 2.9F};
  if (line.numbers.is_known()) {
    const std::string words = fixed(line.numbers.z, decimals_for(line.numbers.z), true);
    TextStyle mono = mono_text();
    while (mono.size > 8.0F && measure(words, mono).x > to - from - 2) mono.size -= 0.5F;
    if (measure(words, mono).x <= to - from) {
      draw_text(line.list, {middle, at.sum.y + 4}, words, mono, Align::centre);
    }
  }
  line.node(NodeKind::z, 0, 7, z_place);
  draw_answer_bar(line.bench, line.state, at.bar, at.right, 9);
}

/// Two rows of words below each part.
void draw_captions(const Line& line) {
  const LogisticLayout& at = line.at;
  const TextStyle strong{.size = theme().title_size, .weight = Weight::semibold};
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  const float row = std::round(theme().title_size * 1.4F);
  const RunView& run = line.bench.run;
  const auto caption = [&](float from, float to, std::string_view title, std::string_view words) {
    const float width = to - from;
    draw_label({from, at.captions, width, row}, fitting({title}, width, strong), strong);
    draw_label({from, at.captions + row, width, row}, fitting({words}, width, dim), dim);
  };
  // Each part may use the half of the way to its neighbours.
  const auto between = [](float a, float b) { return (a + b) / 2; };
  const float n_x = static_cast<float>(run.input_count());
  const std::string size = std::to_string(run.data.height) + " × " + std::to_string(run.data.width);
  const std::string shape = "(" + std::to_string(run.input_count()) + ", 1)";
  const std::string places = tr(NetworkText::same_places, {number(static_cast<double>(n_x), 12)});
  const float left = at.picture.x - 4;
  const float end_of_picture =
      between(at.picture.right(), at.has_columns ? at.planes[0].x : at.weights.x);
  caption(left, end_of_picture, tr(Text::picture), size);
  float before = end_of_picture;
  if (at.has_columns) {
    const float planes_end = between(at.planes[0].right(), at.x.x - 20);
    caption(before, planes_end, tr(NetworkText::three_planes), tr(NetworkText::red_green_blue));
    before = between(at.x.right(), at.weights.x);
    caption(planes_end, before, tr(NetworkText::column_x), shape);
  }
  const float weights_end = between(at.weights.right(), at.products.x);
  caption(before, weights_end, tr(NetworkText::weights_w), places);
  if (at.is_stacked) {
    caption(weights_end, at.products.right() + 4, tr(NetworkText::products_title), {});
    return;
  }
  const float cells_end = at.has_columns ? at.cells.x + 0.35F * at.cells.width
                                         : between(at.products.right(), at.sum.x - at.radius);
  caption(weights_end, cells_end, tr(NetworkText::products_title), tr(NetworkText::products_words));
  const float sum_end = between(at.sum.x + at.radius, at.sigma.x - at.radius);
  caption(cells_end, sum_end, tr(NetworkText::sum_title),
          line.numbers.is_known() ? sum_words(line.numbers) : std::string());
  const float sigma_end = between(at.sigma.x + at.radius, at.bar.x);
  caption(sum_end, sigma_end, tr(NetworkText::sigma_title), tr(NetworkText::sigma_words));
  const bool is_cat = run.data.spec.source != DataSource::mine;
  caption(sigma_end, at.right, "ŷ",
          is_cat ? std::string(tr(NetworkText::y_hat_words))
                 : tr(NetworkText::y_hat_words_of, {class_name(run, true)}));
}

/// Whether training leaves w and b as they are.
void weights_lock(const Line& line) {
  constexpr float kSide = 18.0F;
  const Rect& w = line.at.weights;
  registry().push_scope("layer1");
  begin_region({w.right() - kSide, w.y - kSide - 2, kSide, kSide}, false);
  freeze_button(line.bench, 1, kSide);
  end_region();
  registry().pop_scope();
}

/// The pixel under the pointer becomes the chosen one.
void follow_pointer(const Line& line) {
  const auto& pointed = line.state.pointed;
  if (!pointed || !has_pixels(*pointed) || !line.numbers.is_known()) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (const PlacedNode& placed : line.state.nodes) {
    const Rect& it = placed.place;
    if (!has_pixels(placed.node) || mouse.x < it.x || mouse.x >= it.right() || mouse.y < it.y ||
        mouse.y >= it.bottom()) {
      continue;
    }
    const int column =
        static_cast<int>((mouse.x - it.x) / it.width * static_cast<float>(line.numbers.width));
    const int row =
        static_cast<int>((mouse.y - it.y) / it.height * static_cast<float>(line.numbers.height));
    const int pixel = row * line.numbers.width + column;
    if (pixel != line.pixel()) want_redraw();
    line.state.logistic.pixel = pixel;
  }
}

}  // namespace

bool is_logistic_on_pictures(const Workbench& bench) {
  return bench.settings.network.hidden.empty() && bench.run.is_pictures() &&
         bench.run.data.width == bench.run.data.height;
}

bool has_pixels(const NetworkNode& node) {
  return node.kind == NodeKind::input || node.kind == NodeKind::plane ||
         node.kind == NodeKind::weights || node.kind == NodeKind::products;
}

void step_pixel(NetworkState& state, int columns, int rows) {
  const LogisticNumbers& numbers = state.logistic.numbers;
  if (!numbers.is_known()) return;
  const int column =
      std::clamp(state.logistic.pixel % numbers.width + columns, 0, numbers.width - 1);
  const int row = std::clamp(state.logistic.pixel / numbers.width + rows, 0, numbers.height - 1);
  state.logistic.pixel = row * numbers.width + column;
}

void draw_logistic(Workbench& bench, NetworkState& state, const Rect& inner) {
  refresh(bench, state);
  state.nodes.clear();
  state.ports.clear();
  state.edges.clear();
  state.edge_key = {};
  state.has_controls = false;
  const LogisticNumbers& numbers = state.logistic.numbers;
  const float scale = theme().text_scale;
  const std::vector<StripPart> strip = strip_parts(bench, numbers, state.logistic.pixel);
  // A row that grew and shrank with its numbers would move the pixel away from the pointer.
  LogisticState& kept = state.logistic;
  if (kept.strip_width != inner.width) kept.strip_height = 0.0F;
  kept.strip_width = inner.width;
  kept.strip_height = std::max(kept.strip_height, strip_height(strip, inner.width));
  const float caption_height = 2 * std::round(theme().title_size * 1.4F);
  Line line{bench, state, numbers,
            logistic_layout(inner, scale, caption_height, kept.strip_height)};
  draw_pictures(line);
  if (line.at.has_columns) {
    draw_planes(line);
    if (numbers.is_known()) {
      for (const bool is_top : {true, false}) {
        draw_bars(line, line.at.x, is_top, false);
        draw_bars(line, line.at.cells, is_top, true);
      }
      draw_cells(line, line.at.x, false);
      draw_cells(line, line.at.cells, true);
    }
  }
  draw_end(line);
  draw_captions(line);
  draw_strip(line.at.strip, strip);
  weights_lock(line);
  follow_pointer(line);
  const auto pressed = node_items(bench, state);
  if (pressed && has_pixels(*pressed)) {
    state.is_walking_pixels = !state.is_walking_pixels;
    want_redraw();
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) state.is_walking_pixels = false;
}

std::string logistic_words(const Workbench& bench, const NetworkState& state,
                           const NetworkNode& node) {
  const LogisticNumbers& numbers = state.logistic.numbers;
  if (!numbers.is_known() || state.logistic.pixel < 0) return {};
  const int pixel = state.logistic.pixel;
  const std::string row = std::to_string(pixel / numbers.width + 1);
  const std::string column = std::to_string(pixel % numbers.width + 1);
  const std::size_t feature = numbers.feature(pixel, node.index);
  const std::string place = tr(NetworkText::pointed_pixel, {row, column}) + ": ";
  switch (node.kind) {
    case NodeKind::plane: {
      const std::uint8_t* pixels =
          bench.run.pictures.find(chosen_is_test(bench), chosen_example(bench));
      if (pixels == nullptr) return {};
      return tr(NetworkText::plane_now, {std::to_string(pixels[feature]), row, column});
    }
    case NodeKind::x_row:
      return tr(NetworkText::x_row_now,
                {signed_number(numbers.x[feature]), number(static_cast<double>(feature + 1), 12)});
    case NodeKind::weights: {
      const std::size_t first = numbers.feature(pixel, 0);
      return place + "w = " + signed_number(numbers.w[first]) + ", " +
             signed_number(numbers.w[first + 1]) + ", " + signed_number(numbers.w[first + 2]);
    }
    case NodeKind::products:
      return place + tr(NetworkText::products_now,
                        {signed_number(numbers.products[static_cast<std::size_t>(pixel)])});
    case NodeKind::product:
      return tr(NetworkText::product_now,
                {signed_number(numbers.w[feature]), signed_number(numbers.x[feature]),
                 signed_number(numbers.product(pixel, node.index))});
    case NodeKind::sum:
      return sum_words(numbers) + " = " + fixed(numbers.z, decimals_for(numbers.z), true);
    case NodeKind::z: return "z = " + signed_number(numbers.z);
    case NodeKind::sigma:
      return tr(NetworkText::sigma_now, {short_number(numbers.z), short_number(numbers.y_hat)});
    default: return {};
  }
}

}  // namespace purr::shell
