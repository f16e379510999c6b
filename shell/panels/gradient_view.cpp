#include "shell/panels/gradient_view.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "shell/view/weight_products.h"
#include "shell/widgets/press.h"

namespace purr::shell {
namespace {

constexpr float kWalkGap = 6.0F;

/// Keeps the chosen weight within the network. False where there is none yet.
bool clamp_weight(Workbench& bench) {
  const std::vector<std::int32_t>& sizes = bench.run.status.layers;
  if (sizes.size() < 2) return false;
  WeightPlace& place = bench.selection.weight;
  place.layer = std::clamp(place.layer, 1, static_cast<int>(sizes.size()) - 1);
  const auto l = static_cast<std::size_t>(place.layer);
  place.unit = std::clamp(place.unit, 1, sizes[l]);
  place.input = std::clamp(place.input, 1, sizes[l - 1]);
  return true;
}

/// Arrow keys walk over the entries unless the keyboard is on a control, which may have its own.
void read_keys(Workbench& bench) {
  const bool has_popup =
      ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  if (has_popup || text_editing()) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !shown_bubble()) {
    bench.navigation.is_gradient_open = false;
    want_redraw();
  }
  if (ImGui::GetIO().NavVisible) return;
  // Or the same keys would move the keyboard to some control.
  detail::own_keys(ImGui::GetID("walk"),
                   {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow});
  WeightPlace& place = bench.selection.weight;
  const WeightPlace before = place;
  if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) --place.input;
  if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) ++place.input;
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) --place.unit;
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) ++place.unit;
  if (place == before) return;
  // An item that the mouse left the keyboard on, such as a chooser, must not take the same key.
  ImGui::GetCurrentContext()->NavId = 0;
  want_redraw();
}

void back_button(Workbench& bench, float side) {
  if (button("back", tr(Text::gradient_back),
             {.kind = ButtonKind::outline,
              .icon = Icon::chevron_left,
              .width = side,
              .height = side,
              .is_icon_only = true})) {
    bench.navigation.is_gradient_open = false;
  }
}

std::string check_words(const WeightTrace& trace) {
  return tr(Text::gradient_check, {significant(check_difference(trace), 1)});
}

float check_width(const WeightTrace& trace) {
  return measure(check_words(trace), {theme().small_size, Weight::semibold}).x + 16;
}

/// Whether the entry of dW is the slope of J, measured.
void check_badge(const RunView& run, float width) {
  const WeightTrace& trace = run.weight.trace;
  const bool is_passed = is_check_passed(trace, run.status.precision == Precision::f64);
  const std::string words = check_words(trace);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (check_width(trace) <= width) {
    badge(words, is_passed ? theme().test : theme().cat);
  } else {
    paragraph(words, {theme().small_size, Weight::semibold,
                      is_passed ? theme().good_text : theme().cat_text});
  }
  const std::string hint(tr(is_passed ? Text::gradient_check_hint : Text::gradient_check_kink));
  explain("check", {at.x, at.y, std::min(width, check_width(trace)), theme().small_size * 1.75F},
          words, hint, {});
}

void layer_choice(Workbench& bench, float width) {
  const int L = static_cast<int>(bench.run.status.layers.size()) - 1;
  std::vector<std::string> names;
  for (int l = 1; l <= L; ++l) names.push_back(tr(Text::layer, {std::to_string(l)}));
  const std::vector<Choice> choices(names.begin(), names.end());
  int chosen = bench.selection.weight.layer - 1;
  if (chooser("layer", tr(Text::layer, {std::to_string(chosen + 1)}), choices, chosen,
              {.has_label = false, .width = width})) {
    bench.selection.weight = {.layer = chosen + 1,
                              .unit = bench.selection.weight.unit,
                              .input = bench.selection.weight.input};
    clamp_weight(bench);
  }
}

void digits_choice(GradientViewState& state, float width) {
  const std::array<Choice, 3> choices{{{.label = tr(Text::digits_two), .id = "2"},
                                       {.label = "4", .id = "4"},
                                       {.label = tr(Text::digits_all), .id = "all"}}};
  segmented("digits", tr(Text::digits), choices, state.digits, width);
}

std::string subtitle(const Workbench& bench) {
  const WeightPlace& place = bench.selection.weight;
  return tr(Text::gradient_words,
            {input_words(bench.run, place.layer, place.input),
             tr(Text::unit_of_layer, {std::to_string(place.unit), std::to_string(place.layer)})});
}

/// The four ways to another weight, for who has no arrow keys.
void walk_buttons(Workbench& bench, float x, float y, float side) {
  WeightPlace& place = bench.selection.weight;
  const std::vector<std::int32_t>& sizes = bench.run.status.layers;
  const auto l = static_cast<std::size_t>(place.layer);
  if (l >= sizes.size()) return;
  struct Way {
    const char* id;
    Text name;
    Icon icon;
    int down;
    int across;
  };
  constexpr std::array kWays{Way{"left", Text::weight_left, Icon::chevron_left, 0, -1},
                             Way{"right", Text::weight_right, Icon::chevron_right, 0, 1},
                             Way{"up", Text::weight_up, Icon::chevron_up, -1, 0},
                             Way{"down", Text::weight_down, Icon::chevron_down, 1, 0}};
  for (std::size_t i = 0; i < kWays.size(); ++i) {
    const Way& way = kWays[i];
    const int unit = place.unit + way.down;
    const int input = place.input + way.across;
    const bool is_there = unit >= 1 && unit <= sizes[l] && input >= 1 && input <= sizes[l - 1];
    ImGui::SetCursorScreenPos({x + (side + kWalkGap) * static_cast<float>(i), y});
    if (button(way.id, tr(way.name),
               {.kind = ButtonKind::outline,
                .icon = way.icon,
                .width = side,
                .height = side,
                .is_icon_only = true,
                .is_enabled = is_there})) {
      place.unit = unit;
      place.input = input;
    }
  }
}

float walk_width(float side) { return 4 * side + 3 * kWalkGap; }

/// Back, title and tools. The cursor is below them afterwards.
void head(Workbench& bench, GradientViewState& state, bool is_narrow) {
  const Theme& t = theme();
  const RunView& run = bench.run;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float side = t.touch ? 44.0F : 36.0F;
  const float layer_width = 104.0F * std::max(1.0F, t.text_scale);
  const float digits_width = 168.0F * std::max(1.0F, t.text_scale);
  back_button(bench, side);
  const float x = at.x + side + 12;
  const TextStyle title{t.counter_size - 1, Weight::semibold, t.ink};
  const bool has_trace = run.weight.trace.layer > 0;
  if (is_narrow) {
    begin_region({x, at.y + (side - title.size * 1.5F) / 2, at.x + width - x, side}, false);
    paragraph(tr(Text::gradient_title), title);
    const float bottom = std::max(at.y + side, ImGui::GetCursorScreenPos().y);
    end_region();
    ImGui::SetCursorScreenPos({at.x, bottom + 8});
    paragraph(subtitle(bench), dim_text());
    space(8);
    layer_choice(bench, layer_width);
    ImGui::SameLine(0, 8);
    digits_choice(state, std::min(digits_width, width - layer_width - 8));
    space(8);
    if (has_trace) {
      check_badge(run, width);
      space(8);
    }
    const ImVec2 walk = ImGui::GetCursorScreenPos();
    const float walk_side = t.touch ? 44.0F : 28.0F;
    walk_buttons(bench, walk.x, walk.y, walk_side);
    draw_text_in(list,
                 {walk.x + walk_width(walk_side) + 10, walk.y, width - walk_width(walk_side) - 10,
                  walk_side},
                 tr(Text::another_weight), dim_text());
    ImGui::SetCursorScreenPos(walk);
    ImGui::Dummy({width, walk_side + 8});
    return;
  }
  float right = at.x + width - digits_width;
  ImGui::SetCursorScreenPos({right, at.y + 2});
  digits_choice(state, digits_width);
  right -= layer_width + 8;
  ImGui::SetCursorScreenPos({right, at.y + 2});
  layer_choice(bench, layer_width);
  if (has_trace) {
    right -= check_width(run.weight.trace) + 12;
    ImGui::SetCursorScreenPos({right, at.y + 8});
    check_badge(run, width);
  }
  const float walk_side = t.touch ? 44.0F : 28.0F;
  right -= walk_width(walk_side) + 14;
  walk_buttons(bench, right, at.y + 4, walk_side);
  draw_text_in(list, {x, at.y - 3, right - x - 8, t.counter_size + 6}, tr(Text::gradient_title),
               title);
  draw_text_in(list, {x, at.y + t.counter_size + 2, at.x + width - x, t.title_size + 6},
               subtitle(bench), dim_text());
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, std::max(side, t.counter_size + t.title_size + 10) + 6});
}

void cards(Workbench& bench, GradientViewState& state, bool is_wide) {
  const float gap = theme().gap;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const auto digits = static_cast<EntryDigits>(state.digits);
  float y = at.y;
  if (is_wide) {
    const float half = std::floor((width - gap) / 2);
    const float matrix = matrix_card_height(bench, digits, half);
    draw_matrix_card(bench, state.matrices, GradientMatrix::W, digits, {at.x, y, half, matrix});
    draw_matrix_card(bench, state.matrices, GradientMatrix::dW, digits,
                     {at.x + half + gap, y, width - half - gap, matrix});
    y += matrix + gap;
    const float update = std::round(std::clamp(width * 0.32F, 380.0F, 460.0F));
    const float products = width - update - gap;
    const float height = std::max(products_card_height(products), weight_update_card_height(bench));
    draw_products_card(bench, state.products, {at.x, y, products, height});
    draw_weight_update_card(bench, state.update, {at.x + products + gap, y, update, height});
    y += height;
  } else {
    const float matrix = matrix_card_height(bench, digits, width);
    draw_matrix_card(bench, state.matrices, GradientMatrix::W, digits, {at.x, y, width, matrix});
    y += matrix + gap;
    draw_matrix_card(bench, state.matrices, GradientMatrix::dW, digits, {at.x, y, width, matrix});
    y += matrix + gap;
    const float products = products_card_height(width);
    draw_products_card(bench, state.products, {at.x, y, width, products});
    y += products + gap;
    const float update = weight_update_card_height(bench);
    draw_weight_update_card(bench, state.update, {at.x, y, width, update});
    y += update;
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, y - at.y});
}

}  // namespace

void draw_gradient_view(Workbench& bench, GradientViewState& state, const Rect& place) {
  const bool is_known = clamp_weight(bench);
  registry().push_scope("gradient");
  ImGui::PushID("gradient");
  registry().add({.id = "view",
                  .role = Role::region,
                  .label = std::string(tr(Text::gradient_title)),
                  .x = place.x,
                  .y = place.y,
                  .width = place.width,
                  .height = place.height});
  read_keys(bench);
  if (is_known) clamp_weight(bench);
  ImGui::SetCursorScreenPos({place.x, place.y});
  begin_scroll("gradient", {place.width, place.height});
  const bool is_narrow = place.width < 1120.0F * std::max(1.0F, theme().text_scale);
  head(bench, state, is_narrow);
  const WeightTrace& trace = bench.run.weight.trace;
  if (!is_known || trace.layer != bench.selection.weight.layer) {
    paragraph(tr(Text::no_trace), dim_text());
  } else {
    cards(bench, state, place.width >= 1180.0F);
  }
  clamp_weight(bench);
  space(8);
  end_scroll();
  ImGui::PopID();
  registry().pop_scope();
}

}  // namespace purr::shell
