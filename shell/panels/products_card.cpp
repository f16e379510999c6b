#include "shell/panels/products_card.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "shell/panels/equations.h"
#include "shell/panels/examples.h"
#include "shell/panels/names.h"

namespace purr::shell {
namespace {

constexpr int kLargest = 10;
constexpr float kHead = 24.0F;     // of the table
constexpr float kFormula = 46.0F;  // the row above it
constexpr float kFoot = 30.0F;
constexpr float kChart = 150.0F;
constexpr float kMinHalf = 300.0F;  // of a half of the card, beside the other

TextStyle number_style() { return {theme().mono_size - 0.5F, Weight::mono, theme().ink}; }

/// Of a row of the table: what is in it can be pressed.
float row_height() {
  return theme().touch ? 48.0F : std::round(28.0F * std::max(1.0F, theme().text_scale));
}

bool is_stacked(float width) { return width - 2 * theme().pad < 2 * kMinHalf + 36.0F; }

float table_height() {
  return kHead + row_height() * static_cast<float>(kLargest) + std::max(kFoot, theme().control);
}
float means_height() { return kChart + 182.0F * std::max(1.0F, theme().text_scale); }

/// "dW^[2]_{3,5}".
std::string indexed(const char* letter, int l, const std::string& indices) {
  return with_layer(letter, l) + "_{" + indices + "}";
}

std::string sum_formula(const WeightTrace& trace) {
  const std::string unit = std::to_string(trace.unit);
  const std::string input = std::to_string(trace.input);
  const std::string thin = "\u2009";
  const std::string A =
      trace.layer == 1 ? "X_{" + input + ",i}" : indexed("A", trace.layer - 1, input + ",i");
  std::string formula = indexed("dW", trace.layer, unit + "," + input) + " = (1/m)" + thin +
                        "Σ_{i}" + thin + indexed("dZ", trace.layer, unit + ",i") + thin + A;
  if (trace.decay > 0.0) {
    formula += " + (λ/m)" + thin + indexed("W", trace.layer, unit + "," + input);
  }
  return formula;
}

ImU32 colour_of(double product) {
  return product > 0.0 ? theme().cat_text : product < 0.0 ? theme().non_text : theme().dim;
}

/// The columns of the table, as places from its left edge. What does not fit is left out: bars,
/// then signs and the numbers of examples.
struct Columns {
  float side = 0.0F;    // of a picture
  float label = 0.0F;   // width of an example's number; 0: none
  float number = 0.0F;  // width of dZ, A and product
  float sign = 0.0F;    // width of × and =; 0: none
  float bar = 0.0F;     // width; 0: none
  float dZ = 0.0F, A = 0.0F, bar_at = 0.0F, product = 0.0F;  // left edges
};
Columns columns_of(float width) {
  constexpr float kMinBar = 34.0F;
  constexpr float kSign = 12.0F;
  Columns at;
  at.side = row_height() - 4;
  at.number = std::ceil(measure("\u22120.0000", number_style()).x) + 5;
  at.label = std::ceil(measure("0000", small_text()).x) + 6;
  at.sign = kSign;
  const float fixed_width = at.side + at.label + 3 * at.number + 2 * at.sign;
  at.bar = width - fixed_width - 12;
  if (at.bar < kMinBar) at.bar = 0.0F;
  if (fixed_width > width) {
    at.label = at.sign = 0.0F;
    at.number = std::floor((width - at.side - 4) / 3);
  }
  at.dZ = at.side + 4 + at.label;
  at.A = at.dZ + at.number + at.sign;
  at.bar_at = at.A + at.number + at.sign + 6;
  at.product = width - at.number;
  return at;
}

void product_row(Workbench& bench, const WeightProduct& row, double largest, const Rect& box) {
  const Theme& t = theme();
  const RunView& run = bench.run;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Columns at = columns_of(box.width);
  const std::string id = "example" + std::to_string(row.example);
  const std::string number = counted(row.example);
  const float side = at.side;
  const bool is_one = row.example < run.count(false) && run.label(false, row.example) != 0;
  ImGui::SetCursorScreenPos({box.x, box.y + 2});
  const std::string label =
      tr(run.is_pictures() ? Text::train_picture : Text::train_point, {number});
  bool is_pressed = false;
  if (const TileRef picture = bench.textures.pictures.get(run, false, row.example); picture.ok) {
    is_pressed = tile(id, label,
                      {.texture = picture.texture,
                       .uv0 = picture.uv0,
                       .uv1 = picture.uv1,
                       .size = {side, side},
                       .truth = is_one ? TileClass::cat : TileClass::non_cat,
                       .hint = tr(Text::product_hint)});
  } else {
    is_pressed = button(id, label,
                        {.kind = ButtonKind::bare,
                         .width = side,
                         .height = side,
                         .is_icon_only = true,
                         .hint = tr(Text::product_hint)});
    list->AddCircleFilled({box.x + side / 2, box.y + box.height / 2}, 5, is_one ? t.cat : t.non,
                          20);
  }
  if (is_pressed) choose_example(bench, false, row.example);
  const TextStyle mono = number_style();
  const TextStyle dim = small_text();
  const auto put = [&](float x, float width, std::string_view words, const TextStyle& style,
                       Align align) {
    draw_text_in(list, {box.x + x, box.y, width, box.height}, words, style, align);
  };
  if (at.label > 0) put(at.side + 6, at.label - 2, number, dim, Align::left);
  put(at.dZ, at.number, significant(row.dZ), mono, Align::right);
  put(at.A, at.number, significant(row.A_prev), mono, Align::right);
  if (at.sign > 0) {
    put(at.A - at.sign, at.sign, "×", dim, Align::centre);
    put(at.A + at.number, at.sign, "=", dim, Align::centre);
  }
  TextStyle value = mono;
  value.colour = colour_of(row.product);
  put(at.product, at.number, significant(row.product), value, Align::right);
  if (at.bar <= 0) return;
  const float half = at.bar / 2;
  const float middle = box.x + at.bar_at + half;
  list->AddRectFilled({middle, box.y}, {middle + 1, box.y + box.height}, t.line);
  if (!(largest > 0.0) || !std::isfinite(row.product)) return;
  const float reach = half * static_cast<float>(std::clamp(row.product / largest, -1.0, 1.0));
  list->AddRectFilled({std::min(middle, middle + reach), box.y + box.height / 2 - 6},
                      {std::max(middle, middle + reach), box.y + box.height / 2 + 6},
                      row.product > 0 ? t.cat : t.non, 3);
}

void products_table(Workbench& bench, ProductsCardState& state, const Rect& box) {
  const RunView& run = bench.run;
  const WeightProducts& products = state.products;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Columns at = columns_of(box.width);
  const int layer = run.weight.trace.layer;
  const auto head = [&](float x, float width, std::string_view words, Align align) {
    const bool fits = measure(words, small_text()).x <= width;
    if (fits) draw_text_in(list, {box.x + x, box.y, width, kHead}, words, small_text(), align);
  };
  head(0, at.dZ + at.number - 24,
       tr(run.is_pictures() ? Text::product_picture : Text::product_example), Align::left);
  head(at.dZ, at.number, "dZ", Align::right);
  head(at.A, at.number, layer == 1 ? "x" : "A", Align::right);
  if (at.bar > 0) head(at.bar_at, at.bar, tr(Text::product), Align::centre);
  explain("dz", {box.x + at.dZ, box.y, at.number, kHead}, Word::dz, {}, layer);
  explain("a", {box.x + at.A, box.y, at.number, kHead},
          layer == 1 ? Word::x_matrix : Word::a_matrix, {}, layer - 1);
  const int count = products.count();
  const double largest = count > 0 ? std::abs(products.by_size.front().product) : 0.0;
  const float pitch = row_height();
  const float rows_height = row_height() * static_cast<float>(kLargest);
  const float top = box.y + kHead;
  const auto row = [&](int i, float y, float width) {
    product_row(bench, products.by_size[static_cast<std::size_t>(i)], largest,
                {box.x, y, width, pitch});
  };
  if (state.shows_all) {
    ImGui::SetCursorScreenPos({box.x, top});
    begin_scroll("products", {box.width, rows_height});
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    // Rows in sight only: there may be ten thousand.
    const int first =
        std::clamp(static_cast<int>((top - origin.y) / pitch), 0, std::max(0, count - 1));
    const int last = std::min(count - 1, first + kLargest);
    for (int i = first; i <= last; ++i) {
      row(i, origin.y + pitch * static_cast<float>(i), ImGui::GetContentRegionAvail().x);
      ImGui::SetCursorScreenPos(origin);
    }
    ImGui::SetCursorScreenPos(origin);
    ImGui::Dummy({box.width, pitch * static_cast<float>(count)});
    end_scroll();
  } else {
    for (int i = 0; i < std::min(count, kLargest); ++i) {
      row(i, top + pitch * static_cast<float>(i), box.width);
    }
  }
  const float foot = top + rows_height;
  const int more = products.up_count + products.down_count - std::min(count, kLargest);
  if (count <= kLargest) return;
  draw_text_in(
      list, {box.x, foot, box.width - 110, kFoot},
      tr(Text::products_more, {number(std::max(0, more), 0), number(products.zero_count(), 0)}),
      small_text());
  const std::string all = state.shows_all ? std::string(tr(Text::products_largest))
                                          : tr(Text::products_all, {number(count, 0)});
  const float width = measure(all, {theme().title_size, Weight::semibold}).x + 6;
  ImGui::SetCursorScreenPos({box.x + box.width - width, foot + 2});
  if (link("all", all, {}, theme().title_size)) state.shows_all = !state.shows_all;
}

/// All products side by side, from the largest to the smallest.
void products_chart(const WeightProducts& products, float width) {
  const Theme& t = theme();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, kChart});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::string up =
      tr(Text::push_up, {number(products.up_count, 0), significant(products.up, 4, /*sign=*/true)});
  const std::string down =
      tr(Text::push_down, {number(products.down_count, 0), significant(products.down, 4)});
  registry().add({.id = "chart",
                  .role = Role::status,
                  .label = tr(Text::products_sorted, {number(products.count(), 0)}),
                  .value = plain(up) + ", " + plain(down),
                  .x = at.x,
                  .y = at.y,
                  .width = width,
                  .height = kChart});
  if (products.count() == 0) return;
  const double highest = std::max(0.0, products.sorted.front());
  const double lowest = std::min(0.0, products.sorted.back());
  const double span = highest - lowest;
  const bool can_draw = std::isfinite(span) && span > 0.0;
  // Each side keeps room for its words.
  const float base =
      at.y + std::clamp(can_draw ? kChart * static_cast<float>(highest / span) : kChart / 2, 30.0F,
                        kChart - 30.0F);
  list->AddRectFilled({at.x, base}, {at.x + width, base + 1}, t.line);
  if (can_draw) {
    const float up_scale = highest > 0 ? (base - at.y) / static_cast<float>(highest) : 0.0F;
    const float down_scale =
        lowest < 0 ? (at.y + kChart - base) / static_cast<float>(-lowest) : 0.0F;
    const float scale = up_scale > 0 && down_scale > 0 ? std::min(up_scale, down_scale)
                                                       : std::max(up_scale, down_scale);
    const auto count = static_cast<std::size_t>(products.count());
    const int columns = static_cast<int>(std::min<float>(width, static_cast<float>(count)));
    for (int c = 0; c < columns; ++c) {
      // Where there are more products than pixels a column shows the largest of its own.
      const std::size_t first =
          static_cast<std::size_t>(c) * count / static_cast<std::size_t>(columns);
      const std::size_t last =
          static_cast<std::size_t>(c + 1) * count / static_cast<std::size_t>(columns) - 1;
      const double a = products.sorted[first];
      const double b = products.sorted[last];
      const double value = std::abs(a) >= std::abs(b) ? a : b;
      if (value == 0.0 || !std::isfinite(value)) continue;
      const float pitch = width / static_cast<float>(columns);
      const float left = at.x + pitch * static_cast<float>(c);
      const float reach = std::max(0.75F, scale * static_cast<float>(std::abs(value)));
      const float gap = pitch > 2.0F ? 0.6F : 0.0F;
      list->AddRectFilled({left, value > 0 ? base - reach : base},
                          {left + pitch - gap, value > 0 ? base : base + reach},
                          value > 0 ? t.cat : t.non);
    }
  }
  TextStyle words{t.title_size, Weight::regular, t.cat_text};
  if (products.up_count > 0) {
    draw_text(list, {at.x + width, base - 26}, up, words, Align::right);
  }
  words.colour = t.non_text;
  if (products.down_count > 0) draw_text(list, {at.x, base + 12}, down, words);
}

/// "(1.113 − 1.613) / 209 = −0.00239", with enough digits for the difference to be seen.
std::string mean_text(const WeightTrace& trace, const WeightProducts& products) {
  const double sum = products.up + products.down;
  const double least = sum != 0.0 ? std::abs(sum) : products.up;
  const int decimals = least > 0.0 && std::isfinite(least)
                           ? std::clamp(2 - static_cast<int>(std::floor(std::log10(least))), 3, 12)
                           : 3;
  std::string text = "(" + fixed(products.up, decimals) + " \u2212 " +
                     fixed(-products.down, decimals) + ") / " + number(products.count(), 0);
  if (trace.decay > 0.0) {
    const std::string w = significant(trace.weight);
    text += " + " + significant(trace.decay) + " · " + (trace.weight < 0.0 ? "(" + w + ")" : w);
  }
  return text + " = " + significant(trace.derivative);
}

void means(const WeightTrace& trace, const WeightProducts& products) {
  const float width = ImGui::GetContentRegionAvail().x;
  paragraph(tr(Text::products_sorted, {number(products.count(), 0)}),
            {theme().title_size, Weight::semibold, theme().ink});
  space(6);
  products_chart(products, width);
  space(12);
  const Text words = trace.decay > 0.0          ? Text::mean_penalty
                     : products.is_cancelling() ? Text::mean_cancels
                                                : Text::mean_of_all;
  formula(tr(words), mean_text(trace, products));
  space(10);
  TextStyle dim = dim_text();
  paragraph(tr(Text::dz_words, {std::to_string(trace.unit)}), dim);
  paragraph(trace.layer == 1
                ? std::string(tr(Text::x_words))
                : tr(Text::a_words, {std::to_string(trace.input), std::to_string(trace.layer - 1)}),
            dim);
}

}  // namespace

float products_card_height(float width) {
  const float body = is_stacked(width) ? table_height() + 16 + means_height()
                                       : std::max(table_height(), means_height());
  return 2 * theme().pad + kFormula + body;
}

void draw_products_card(Workbench& bench, ProductsCardState& state, const Rect& place) {
  const Theme& t = theme();
  const RunView& run = bench.run;
  const WeightTrace& trace = run.weight.trace;
  if (state.made_of != run.weight_count) {
    state.made_of = run.weight_count;
    state.products = products_of(trace);
  }
  const std::string title = sum_formula(trace);
  begin_card("products", {.title = title, .place = &place, .is_untitled = true});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* list = ImGui::GetWindowDrawList();
  TextStyle letters{t.large_size + 1, Weight::regular, t.ink};
  while (letters.size > t.small_size && measure(title, letters).x > width) letters.size -= 0.5F;
  draw_text_in(list, {at.x, at.y, width, 26}, title, letters);
  explain("dw", {at.x, at.y, measure(title, letters).x, 26}, Word::dw,
          significant(trace.derivative, 4), trace.layer);
  // How many products there are: beside the formula, or below it.
  const Text pill = !trace.examples.empty() ? Text::products_batch
                    : run.is_pictures()     ? Text::products_pictures
                                            : Text::products_examples;
  const std::string count = tr(pill, {number(state.products.count(), 0)});
  const float pill_width = measure(count, {t.small_size, Weight::semibold}).x + 16;
  const bool is_beside = measure(title, letters).x + pill_width + 20 < width;
  if (is_beside) {
    ImGui::SetCursorScreenPos({at.x + width - pill_width, at.y + 3});
    badge(count, t.accent);
  } else {
    draw_text_in(list, {at.x, at.y + 26, width, 18}, count, small_text());
  }
  const float top = at.y + kFormula;
  if (is_stacked(place.width)) {
    products_table(bench, state, {at.x, top, width, table_height()});
    begin_region({at.x, top + table_height() + 16, width, means_height()}, false);
  } else {
    const float half = std::round((width - 36) * 0.52F);
    products_table(bench, state, {at.x, top, half, table_height()});
    begin_region({at.x + half + 36, top, width - half - 36, means_height()}, false);
  }
  means(trace, state.products);
  end_region();
  end_card();
}

}  // namespace purr::shell
