#include "shell/panels/logistic_drawing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "shell/panels/examples.h"
#include "shell/panels/fitted_label.h"
#include "shell/panels/layer_controls.h"
#include "shell/panels/logistic_columns.h"
#include "shell/panels/logistic_layout.h"
#include "shell/panels/logistic_strip.h"
#include "shell/panels/logistic_words.h"
#include "shell/panels/names.h"
#include "shell/panels/network_nodes.h"
#include "shell/panels/network_output.h"
#include "shell/panels/network_words.h"
#include "shell/panels/unit_panel.h"

namespace purr::shell {
namespace {

void draw_operator(const LogisticLine& line, float x, float y, std::string_view sign) {
  const TextStyle style{.size = theme().large_size + 4, .colour = theme().dim};
  draw_text(line.list, {x, y - style.size * 0.62F}, sign, style, Align::centre);
}

void draw_pictures(const LogisticLine& line) {
  const LogisticLayout& at = line.at;
  Workbench& bench = line.bench;
  draw_logistic_picture(
      line, at.picture,
      bench.textures.pictures.get(bench.run, chosen_is_test(bench), chosen_example(bench)), 12);
  draw_logistic_picture(line, at.weights, bench.textures.weights.get(bench.run, 0), 12);
  const TileRef products = line.state.logistic.products && line.numbers.is_known()
                               ? line.state.logistic.products->tile(0)
                               : TileRef{};
  draw_logistic_picture(line, at.products, products, 12);
  for (const Rect* place : {&at.picture, &at.weights, &at.products})
    mark_logistic_pixel(line, *place);
  line.node(NodeKind::input, 0, 0, at.picture, 12);
  line.node(NodeKind::weights, 0, 3, at.weights, 12);
  line.node(NodeKind::products, 0, 4, at.products, 12);
  const float middle = at.weights.y + at.weights.height / 2;
  const float before = at.has_columns ? at.x.right() : at.picture.right();
  draw_operator(line, (before + at.weights.x) / 2, middle, "∗");
  draw_operator(line, (at.weights.right() + at.products.x) / 2, middle, "=");
}

Rect around(ImVec2 centre, float radius) {
  return {centre.x - radius, centre.y - radius, 2 * radius, 2 * radius};
}

/// Σ + b → z → σ → ŷ.
void draw_end(const LogisticLine& line) {
  const LogisticLayout& at = line.at;
  const ImU32 thread = mix(theme().line, theme().ink, 0.35F);
  line.list->AddLine({at.sum.x, at.sum.y}, {at.bar.x - 3, at.sum.y}, thread, 1.4F);
  if (!at.has_columns && !at.is_stacked) {
    line.list->AddLine({at.products.right() + 4, at.sum.y}, {at.sum.x, at.sum.y}, thread, 1.4F);
  }
  draw_logistic_ring(line, at.sum);
  TextStyle symbol{.size = std::min(theme().text_size + 1, at.radius * 0.72F)};
  while (symbol.size > 8.0F && measure("Σ + b", symbol).x > 1.8F * at.radius) symbol.size -= 0.5F;
  draw_text_in(line.list, around(at.sum, at.radius), "Σ + b", symbol, Align::centre);
  line.node(NodeKind::sum, 0, 6, around(at.sum, at.radius), at.radius);
  draw_logistic_ring(line, at.sigma);
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
    const std::string words = fixed(line.numbers.z, decimals_of_z(line.numbers.z), true);
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
void draw_captions(const LogisticLine& line) {
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
  const std::string places = tr(Text::network_same_places, {number(static_cast<double>(n_x), 12)});
  const float left = at.picture.x - 4;
  const float end_of_picture =
      between(at.picture.right(), at.has_columns ? at.planes[0].x : at.weights.x);
  caption(left, end_of_picture, tr(Text::picture), size);
  float before = end_of_picture;
  if (at.has_columns) {
    const float planes_end = between(at.planes[0].right(), at.x.x - 20);
    caption(before, planes_end, tr(Text::network_three_planes), tr(Text::network_red_green_blue));
    before = between(at.x.right(), at.weights.x);
    caption(planes_end, before, tr(Text::network_column_x), shape);
  }
  const float weights_end = between(at.weights.right(), at.products.x);
  const bool is_all = line.bench.arrangement.shows_all_weights;
  caption(before, weights_end,
          tr(is_all ? Text::network_weights_w : Text::network_weights_learned_w), places);
  if (at.is_stacked) {
    caption(weights_end, at.products.right() + 4, tr(Text::network_products_title), {});
    return;
  }
  const float cells_end = at.has_columns ? at.cells.x + 0.35F * at.cells.width
                                         : between(at.products.right(), at.sum.x - at.radius);
  caption(weights_end, cells_end, tr(Text::network_products_title),
          tr(Text::network_products_words));
  const float sum_end = between(at.sum.x + at.radius, at.sigma.x - at.radius);
  caption(cells_end, sum_end, tr(Text::network_sum_title),
          line.numbers.is_known() ? logistic_sum_words(line.numbers) : std::string());
  const float sigma_end = between(at.sigma.x + at.radius, at.bar.x);
  caption(sum_end, sigma_end, tr(Text::network_sigma_title), tr(Text::network_sigma_words));
  const bool is_cat = run.data.spec.source != DataSource::mine;
  caption(sigma_end, at.right, "ŷ",
          is_cat ? std::string(tr(Text::network_y_hat_words))
                 : tr(Text::network_y_hat_words_of, {class_name(run, true)}));
}

/// Whether training leaves w and b as they are.
void weights_lock(const LogisticLine& line) {
  constexpr float kSide = 18.0F;
  const Rect& w = line.at.weights;
  registry().push_scope("layer1");
  begin_region({w.right() - kSide, w.y - kSide - 2, kSide, kSide}, false);
  freeze_button(line.bench, 1, kSide);
  end_region();
  registry().pop_scope();
}

}  // namespace

void refresh_logistic(const Workbench& bench, NetworkState& state) {
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

void mark_logistic_pixel(const LogisticLine& line, const Rect& place) {
  if (!line.numbers.is_known() || line.pixel() < 0) return;
  const ImVec2 centre = pixel_in(line, place);
  constexpr float kHalf = 5.0F;
  line.list->AddRect({centre.x - kHalf, centre.y - kHalf}, {centre.x + kHalf, centre.y + kHalf},
                     theme().card, 3, 0, 3.5F);
  line.list->AddRect({centre.x - kHalf, centre.y - kHalf}, {centre.x + kHalf, centre.y + kHalf},
                     theme().accent, 3, 0, 2.0F);
}

void draw_logistic_ring(const LogisticLine& line, ImVec2 centre) {
  line.list->AddCircleFilled(centre, line.at.radius, theme().card, 48);
  line.list->AddCircle(centre, line.at.radius, theme().ink, 48, 1.6F);
}

void follow_logistic_pointer(const LogisticLine& line) {
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

void clear_network(NetworkState& state) {
  state.nodes.clear();
  state.ports.clear();
  state.edges.clear();
  state.edge_key = {};
}

void logistic_items(Workbench& bench, NetworkState& state) {
  const auto pressed = node_items(bench, state);
  if (pressed && has_pixels(*pressed)) {
    state.is_walking_pixels = !state.is_walking_pixels;
    want_redraw();
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) state.is_walking_pixels = false;
}

void draw_logistic(Workbench& bench, NetworkState& state, const Rect& inner) {
  refresh_logistic(bench, state);
  clear_network(state);
  const LogisticNumbers& numbers = state.logistic.numbers;
  const float scale = theme().text_scale;
  const std::vector<StripPart> strip = strip_parts(bench, numbers, state.logistic.pixel);
  // A row that grew and shrank with its numbers would move the pixel away from the pointer.
  LogisticState& kept = state.logistic;
  if (kept.strip_width != inner.width) kept.strip_height = 0.0F;
  kept.strip_width = inner.width;
  kept.strip_height = std::max(kept.strip_height, strip_height(strip, inner.width));
  const float caption_height = 2 * std::round(theme().title_size * 1.4F);
  LogisticLine line{bench, state, numbers,
                    logistic_layout(inner, scale, caption_height, kept.strip_height)};
  draw_pictures(line);
  if (line.at.has_columns) draw_logistic_columns(line);
  draw_end(line);
  draw_captions(line);
  draw_strip(line.at.strip, strip);
  weights_lock(line);
  follow_logistic_pointer(line);
  logistic_items(bench, state);
}

}  // namespace purr::shell
