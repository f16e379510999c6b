#include "shell/panels/logistic_steps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "shell/panels/examples.h"
#include "shell/panels/logistic_columns.h"
#include "shell/panels/logistic_strip.h"
#include "shell/panels/logistic_words.h"
#include "shell/panels/names.h"
#include "shell/panels/network_words.h"
#include "shell/panels/unit_panel.h"

namespace purr::shell {
namespace {

constexpr float kGap = 18.0F;      // between two steps, for the arrow
constexpr float kColumn = 122.0F;  // width of the parts; their words are beside them
constexpr float kRadius = 22.0F;   // of the circles
constexpr float kBeside = 14.0F;

/// The steps from top to bottom.
enum class Step { planes, x, weights, products, cells, sum, sigma, answer };
constexpr std::array kSteps{Step::planes, Step::x,   Step::weights, Step::products,
                            Step::cells,  Step::sum, Step::sigma,   Step::answer};

float height_of(Step step) {
  switch (step) {
    case Step::planes: return 38.0F;
    case Step::x:
    case Step::cells: return std::round(26.0F * std::max(1.0F, theme().text_scale));
    case Step::weights:
    case Step::products: return 88.0F;
    case Step::sum:
    case Step::sigma: return 2 * kRadius;
    case Step::answer: break;
  }
  return std::round(1.4F * theme().large_size);
}

float steps_height() {
  float height = 0.0F;
  for (const Step step : kSteps) height += height_of(step) + kGap;
  return height;
}

/// Three parts side by side in the place of a step.
std::array<Rect, 3> thirds(const Rect& place, float between) {
  const float width = (place.width - 2 * between) / 3;
  std::array<Rect, 3> parts;
  for (std::size_t c = 0; c < parts.size(); ++c) {
    parts[c] = {place.x + static_cast<float>(c) * (width + between), place.y, width, place.height};
  }
  return parts;
}

Rect square_in(const Rect& place) {
  return {place.x + (place.width - place.height) / 2, place.y, place.height, place.height};
}

void draw_arrow_down(const LogisticLine& line, float x, float from, float to) {
  const ImU32 colour = mix(theme().line, theme().ink, 0.35F);
  line.list->AddLine({x, from}, {x, to}, colour, 1.4F);
  line.list->AddLine({x - 4, to - 4}, {x, to}, colour, 1.4F);
  line.list->AddLine({x + 4, to - 4}, {x, to}, colour, 1.4F);
}

/// A title and a line of words beside a part.
void draw_words(const LogisticLine& line, const Rect& part, float right, std::string_view title,
                std::string_view words) {
  const TextStyle strong{.size = theme().title_size, .weight = Weight::semibold};
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const float x = part.right() + kBeside;
  const float width = right - x;
  const float row = std::round(theme().title_size * 1.4F);
  const float height = words.empty() ? row : 2 * row;
  const float y = part.y + (part.height - height) / 2;
  draw_text_in(line.list, {x, y, width, row}, title, strong);
  while (dim.size > 8.0F && measure(words, dim).x > width) dim.size -= 0.5F;
  if (!words.empty()) draw_text_in(line.list, {x, y + row, width, row}, words, dim);
}

void draw_planes(const LogisticLine& line, const Rect& place) {
  const auto parts = thirds(place, 4.0F);
  for (std::size_t c = 0; c < parts.size(); ++c) {
    const Rect plane = square_in(parts[c]);
    draw_logistic_picture(
        line, plane,
        line.bench.textures.weights.plane(line.bench.run, chosen_is_test(line.bench),
                                          chosen_example(line.bench), static_cast<int>(c)),
        6);
    line.list->AddRect({plane.x, plane.y}, {plane.right(), plane.bottom()}, kChannelColours[c], 6,
                       0, 1.4F);
    line.node(NodeKind::plane, static_cast<int>(c), 0, plane, 6);
  }
}

void draw_circle(const LogisticLine& line, const Rect& place, NodeKind kind) {
  const ImVec2 centre{place.x + place.width / 2, place.y + place.height / 2};
  draw_logistic_ring(line, centre);
  const Rect circle{centre.x - kRadius, centre.y - kRadius, 2 * kRadius, 2 * kRadius};
  if (kind == NodeKind::sum) {
    TextStyle symbol{.size = theme().text_size};
    while (symbol.size > 8.0F && measure("Σ + b", symbol).x > 1.8F * kRadius) symbol.size -= 0.5F;
    draw_text_in(line.list, circle, "Σ + b", symbol, Align::centre);
  } else {
    constexpr float kInset = 10.0F;
    const double z = line.numbers.is_known() ? line.numbers.z : 0.0;
    draw_activation(line.list,
                    {circle.x + kInset, circle.y + kInset, circle.width - 2 * kInset,
                     circle.height - 2 * kInset},
                    Activation::sigmoid, 0.0, z);
  }
  line.node(kind, 0, 0, circle, kRadius);
}

/// z beside the arrow from Σ to σ.
void draw_z(const LogisticLine& line, float x, float y) {
  if (!line.numbers.is_known()) return;
  const std::string words =
      "z = " + fixed(line.numbers.z, decimals_of_z(line.numbers.z), /*sign=*/true);
  TextStyle style = mono_text();
  style.size = theme().small_size;
  const Rect place{x + 8, y, measure(words, style).x + 2, kGap};
  draw_text_in(line.list, place, words, style);
  line.node(NodeKind::z, 0, 0, place);
}

void draw_answer(const LogisticLine& line, const Rect& place) {
  const RunView& run = line.bench.run;
  const float y = run.y_hat(chosen_is_test(line.bench), chosen_example(line.bench));
  const std::string words = y >= 0.0F ? "ŷ = " + probability(static_cast<double>(y)) : "ŷ";
  const TextStyle style{.size = theme().large_size, .weight = Weight::semibold};
  draw_text_in(line.list, place, words, style, Align::centre);
  line.node(NodeKind::answer, 0, 0, place);
}

void draw_step(const LogisticLine& line, Step step, const Rect& place, float right) {
  const RunView& run = line.bench.run;
  const auto put = [&](std::string_view title, std::string_view words) {
    draw_words(line, place, right, title, words);
  };
  switch (step) {
    case Step::planes:
      draw_planes(line, place);
      return put(tr(Text::network_three_planes), tr(Text::network_red_green_blue));
    case Step::x: {
      if (line.numbers.is_known()) draw_logistic_cells(line, thirds(place, 4.0F), false, 0);
      return put(tr(Text::network_column_x), "(" + std::to_string(run.input_count()) + ", 1)");
    }
    case Step::weights: {
      const Rect w = square_in(place);
      draw_logistic_picture(line, w, line.bench.textures.weights.get(run, 0), 10);
      mark_logistic_pixel(line, w);
      line.node(NodeKind::weights, 0, 0, w, 10);
      const bool is_all = line.bench.arrangement.shows_all_weights;
      return put(
          tr(is_all ? Text::network_weights_w : Text::network_weights_learned_w),
          tr(Text::network_same_places, {number(static_cast<double>(run.input_count()), 12)}));
    }
    case Step::products: {
      const Rect products = square_in(place);
      const bool has_picture = line.state.logistic.products && line.numbers.is_known();
      draw_logistic_picture(line, products,
                            has_picture ? line.state.logistic.products->tile(0) : TileRef{}, 10);
      mark_logistic_pixel(line, products);
      line.node(NodeKind::products, 0, 0, products, 10);
      return put(tr(Text::network_products_title), tr(Text::network_products_words));
    }
    case Step::cells:
      if (line.numbers.is_known()) draw_logistic_cells(line, thirds(place, 4.0F), true, 0);
      return put("w ∗ x", tr(Text::network_pointed_pixel,
                             {std::to_string(line.pixel() / std::max(1, line.numbers.width) + 1),
                              std::to_string(line.pixel() % std::max(1, line.numbers.width) + 1)}));
    case Step::sum:
      draw_circle(line, place, NodeKind::sum);
      return put(tr(Text::network_sum_title),
                 line.numbers.is_known() ? logistic_sum_words(line.numbers) : std::string());
    case Step::sigma:
      draw_circle(line, place, NodeKind::sigma);
      return put(tr(Text::network_sigma_title), tr(Text::network_sigma_words));
    case Step::answer: {
      draw_answer(line, place);
      const bool is_cat = run.data.spec.source != DataSource::mine;
      return put(is_cat ? std::string(tr(Text::network_y_hat_words))
                        : tr(Text::network_y_hat_words_of, {class_name(run, true)}),
                 {});
    }
  }
}

}  // namespace

float logistic_steps_height(const Workbench& bench, NetworkState& state, float width) {
  refresh_logistic(bench, state);
  LogisticState& kept = state.logistic;
  // A row that grew and shrank with its numbers would move the pixel away from the finger.
  if (kept.strip_width != width) kept.strip_height = 0.0F;
  kept.strip_width = width;
  const auto strip = strip_parts(bench, kept.numbers, kept.pixel);
  kept.strip_height = std::max(kept.strip_height, strip_height(strip, width));
  return steps_height() + 10.0F + kept.strip_height;
}

void draw_logistic_steps(Workbench& bench, NetworkState& state, const Rect& inner,
                         const Rect& picture) {
  refresh_logistic(bench, state);
  clear_network(state);
  LogisticLine line{bench, state, state.logistic.numbers, {}};
  line.at.radius = kRadius;
  mark_logistic_pixel(line, picture);
  line.node(NodeKind::input, 0, 0, picture, 12);
  const float middle = inner.x + kColumn / 2;
  float y = inner.y;
  float from = picture.bottom() + 3;
  for (const Step step : kSteps) {
    const float top = y + kGap;
    draw_arrow_down(line, middle, from, top - 3);
    if (step == Step::sigma) draw_z(line, middle, y);
    const Rect place{inner.x, top, kColumn, height_of(step)};
    draw_step(line, step, place, inner.right());
    y = place.bottom();
    from = y + 3;
  }
  const auto strip = strip_parts(bench, state.logistic.numbers, state.logistic.pixel);
  draw_strip({inner.x, y + 10, inner.width, state.logistic.strip_height}, strip);
  follow_logistic_pointer(line);
  logistic_items(bench, state);
}

}  // namespace purr::shell
