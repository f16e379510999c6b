#include "shell/panels/network_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "shell/panels/card_controls.h"
#include "shell/panels/examples.h"
#include "shell/panels/names.h"
#include "shell/view/edits.h"

namespace purr::shell {
namespace {

constexpr float kBelowSlider = 26.0F;  // from the top of a slider to the buttons under it
constexpr int kUsualMaxUnits = 64;     // the slider's end; links and the keyboard go further

std::string shape(int rows, int columns) {
  return "(" + std::to_string(rows) + ", " + std::to_string(columns) + ")";
}

std::string shape_of_weights(int l, int n_out, int n_in) {
  return "W^[" + std::to_string(l) + "] " + shape(n_out, n_in);
}

std::string shape_of_output(int l) { return "ŷ = a^[" + std::to_string(l) + "] " + shape(1, 1); }

std::string words_of_count(int units) {
  return tr(units == 1 ? Text::one_unit : Text::units, {std::to_string(units)});
}

int inputs_of_layer(const Workbench& bench, int l) {
  const std::vector<int>& hidden = bench.settings.network.hidden;
  if (l > 1) return hidden[static_cast<std::size_t>(l - 2)];
  if (bench.run.is_points()) return bench.run.feature_count();
  if (!is_pictures(bench.settings.data.source)) return 2;
  return bench.run.is_pictures() ? static_cast<int>(bench.run.picture_size()) : 64 * 64 * 3;
}

void activation_chooser(Workbench& bench, int l) {
  NetworkSpec& network = bench.settings.network;
  std::array<Choice, 5> choices;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    choices[i] = {.label = activation_name(static_cast<Activation>(i))};
  }
  int chosen = static_cast<int>(network.hidden_activation(l));
  if (chooser("activation", tr(Text::activation_of, {std::to_string(l)}), choices, chosen,
              {.show_label = false, .as_link = true, .hint = tr(Text::activation_hint)})) {
    const std::size_t layers = network.hidden.size();
    if (network.activation.size() != layers) {
      network.activation.assign(layers, network.activation.front());
    }
    network.activation[static_cast<std::size_t>(l - 1)] = static_cast<Activation>(chosen);
  }
}

void units_slider(Workbench& bench, int l, float width) {
  int& units = bench.settings.network.hidden[static_cast<std::size_t>(l - 1)];
  slider("units", tr(Text::units_of, {std::to_string(l)}), units,
         {.min = 1,
          .max = static_cast<double>(std::max(kUsualMaxUnits, units)),
          .usual = static_cast<double>(units),
          .integer = true,
          .show_label = false,
          .show_well = false,
          .width = width,
          .hint = tr(Text::units_hint)});
}

/// How much larger things are drawn where the card is higher than on a usual screen.
float growth_of(float body_height) { return std::clamp(body_height / 190.0F, 1.0F, 1.6F); }

/// Where the units of one column stand, for the edges between columns.
struct UnitPlaces {
  std::vector<ImVec2> left, right;
};

/// The value that colours a unit: its activation on the scale of its layer's largest.
float unit_value(const TraceUpdate& trace, int l, int unit) {
  const auto layer = static_cast<std::size_t>(l - 1);
  if (layer >= trace.layers.size()) return 0.0F;
  const std::vector<double>& A = trace.layers[layer].A;
  if (unit >= static_cast<int>(A.size())) return 0.0F;
  double largest = 0.0;
  for (const double a : A) largest = std::max(largest, std::fabs(a));
  return largest > 0.0 ? static_cast<float>(A[static_cast<std::size_t>(unit)] / largest) : 0.0F;
}

/// The units of layer `l` as circles or, for layer 1 of pictures, as pictures of their weights.
/// Chooses the unit that is pressed.
UnitPlaces draw_units(Workbench& bench, int l, int units, const Rect& box, bool has_trace) {
  UnitPlaces places;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool as_pictures = l == 1 && bench.run.is_pictures();
  const float gap = as_pictures ? 4.0F : 6.0F;
  // The largest size with which all of them fit, in as few columns as that takes.
  float side = std::round((as_pictures ? 32.0F : 19.0F) * growth_of(box.height));
  const float smallest = as_pictures ? 12.0F : 7.0F;
  int columns = 1;
  int rows = 1;
  const auto arrange = [&] {
    rows = std::max(1, static_cast<int>((box.height + gap) / (side + gap)));
    columns = (units + rows - 1) / rows;
  };
  const auto fits = [&] { return static_cast<float>(columns) * (side + gap) - gap <= box.width; };
  const float largest = side;
  arrange();
  // Circles would rather be a little smaller than stand in two columns.
  while (!as_pictures && columns > 1 && side > 12.0F) {
    side -= 1.0F;
    arrange();
  }
  if (!as_pictures && columns > 1) {
    side = largest;
    arrange();
  }
  while (!fits() && side > smallest) {
    side -= 1.0F;
    arrange();
  }
  const int columns_that_fit = std::max(1, static_cast<int>((box.width + gap) / (side + gap)));
  const bool is_cut = columns > columns_that_fit;
  columns = std::min(columns, columns_that_fit);
  rows = std::min(rows, (units + columns - 1) / columns);
  const int shown = std::min(units, columns * rows);
  const float width = static_cast<float>(columns) * (side + gap) - gap;
  const float height = static_cast<float>(rows) * (side + gap) - gap;
  const float x0 = box.x + (box.width - width) / 2;
  const float y0 = box.y + (box.height - height) / 2;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool can_hover = ImGui::IsWindowHovered();
  for (int unit = 0; unit < shown; ++unit) {
    // Row by row, as one reads; a single column runs down.
    const int column = columns == 1 ? 0 : unit % columns;
    const int row = columns == 1 ? unit : unit / columns;
    const Rect place{x0 + static_cast<float>(column) * (side + gap),
                     y0 + static_cast<float>(row) * (side + gap), side, side};
    const ImVec2 centre{place.x + side / 2, place.y + side / 2};
    if (as_pictures) {
      const TileRef tile = bench.textures.weights.thumbnail(bench.run, unit);
      if (tile.ok) {
        draw_tile(
            list, place,
            {.texture = tile.texture, .uv0 = tile.uv0, .uv1 = tile.uv1, .size = {side, side}});
      } else {
        list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().soft, 6);
      }
    } else {
      draw_unit(list, centre, side / 2, has_trace ? unit_value(bench.run.trace, l, unit) : 0.0F);
    }
    const bool hovered = can_hover && mouse.x >= place.x && mouse.x < place.right() &&
                         mouse.y >= place.y && mouse.y < place.bottom();
    const bool is_chosen = as_pictures && bench.navigation.inside_tab == InsideTab::weights &&
                           bench.selection.weights_unit == unit;
    if (hovered || is_chosen) {
      if (as_pictures) {
        list->AddRect({place.x - 1, place.y - 1}, {place.right() + 1, place.bottom() + 1},
                      theme().accent, 7, 0, 2);
      } else {
        list->AddCircle(centre, side / 2 + 1.5F, theme().accent, 0, 2);
      }
    }
    if (hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Left)) {
      bench.selection.unit = unit;
      if (as_pictures) {
        bench.selection.weights_unit = unit;
        bench.navigation.inside_tab = InsideTab::weights;
      } else {
        bench.selection.equation = Equation{EquationKind::A, l};
        bench.navigation.inside_tab = InsideTab::example;
      }
    }
    // Lines end at the sides of the block, so that none runs over a neighbour.
    places.left.push_back({x0 - 1, centre.y});
    places.right.push_back({x0 + width + 1, centre.y});
  }
  if (is_cut) {
    TextStyle dim = dim_text();
    dim.size = theme().small_size;
    const std::string more = std::to_string(units - shown);
    std::string words = tr(Text::more_units, {more});
    if (measure(words, dim).x > box.width) words = "+" + more;
    draw_text(list, {box.x + box.width / 2, y0 + height + 2}, words, dim, Align::centre);
  }
  return places;
}

/// Lines from the units of one column to those of the next: colour by sign, strength by size.
void draw_edges(const UnitPlaces& from, const UnitPlaces& to, const std::vector<double>& W,
                int n_out) {
  if (W.empty() || n_out <= 0) return;
  double largest = 0.0;
  for (const double w : W) largest = std::max(largest, std::fabs(w));
  if (!(largest > 0.0)) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (std::size_t j = 0; j < from.right.size(); ++j) {
    for (std::size_t i = 0; i < to.left.size(); ++i) {
      const std::size_t index = j * static_cast<std::size_t>(n_out) + i;
      if (index >= W.size()) continue;
      const auto strength = static_cast<float>(std::fabs(W[index]) / largest);
      if (strength < 0.08F) continue;
      const ImU32 colour =
          with_alpha(W[index] > 0 ? theme().cat : theme().non, 0.06F + 0.5F * strength);
      list->AddLine(from.right[j], to.left[i], colour, 0.6F + 1.2F * strength);
    }
  }
}

void arrow_between(ImVec2 from, ImVec2 to) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = (from.y + to.y) / 2;
  list->AddLine({from.x, y}, {to.x, y}, theme().dim, 1.2F);
  list->AddLine({to.x - 4, y - 3.5F}, {to.x, y}, theme().dim, 1.2F);
  list->AddLine({to.x - 4, y + 3.5F}, {to.x, y}, theme().dim, 1.2F);
}

constexpr float kFootButton = 18.0F;  // a side of the lock and of the cross

/// Column heads and feet: the same heights for all.
struct Column {
  float x = 0.0F;
  float width = 0.0F;
};

struct Frame {
  Rect body;               // where units stand
  float head = 0.0F;       // top of the heads
  float foot = 0.0F;       // top of the shapes
  float foot_size = 0.0F;  // of their type
  // What many layers have no room for.
  bool counts_are_bare = false;  // "20", not "20 units"
  bool shapes_are_bare = false;  // "(20, 7)", not "W[2] (20, 7)"
  bool heads_are_bare = false;   // the activation alone
};

void head_words(const Column& column, const Frame& frame, std::string_view words,
                std::string_view symbol) {
  const TextStyle strong = {.size = theme().title_size, .weight = Weight::semibold};
  const TextStyle accent = {.size = theme().title_size, .colour = theme().accent_text};
  const float gap = 6;
  const float width = measure(words, strong).x + gap + measure(symbol, accent).x;
  const float x = column.x + (column.width - width) / 2;
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text(list, {x, frame.head}, words, strong);
  draw_text(list, {x + width, frame.head}, symbol, accent, Align::right);
}

/// `size`, or a smaller one where the words are too wide for the column: better than to lose an
/// end.
float foot_size_of(std::string_view words, const Column& column, float size) {
  TextStyle mono = mono_text();
  mono.size = size;
  while (mono.size > 7.5F && measure(words, mono).x > column.width - 6) mono.size -= 0.5F;
  return mono.size;
}

void foot_words(const Column& column, const Frame& frame, std::string_view words) {
  TextStyle mono = mono_text();
  mono.colour = theme().dim;
  mono.size = foot_size_of(words, column, frame.foot_size);
  draw_text(ImGui::GetWindowDrawList(), {column.x + column.width / 2, frame.foot}, words, mono,
            Align::centre);
}

/// The chosen example at the left: a picture, or a point's two coordinates.
UnitPlaces draw_input(Workbench& bench, const Column& column, const Frame& frame) {
  UnitPlaces places;
  const RunView& run = bench.run;
  const bool of_test = chosen_is_test(bench);
  const int example = chosen_example(bench);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (run.is_points()) {
    head_words(column, frame, tr(Text::input), "x");
    const std::vector<double>& points = of_test ? run.data.test_points : run.data.train_points;
    const int features = run.feature_count();
    const auto index = static_cast<std::size_t>(example) * static_cast<std::size_t>(features);
    constexpr std::size_t kMostShown = 6;  // of a table's columns
    const std::size_t shown = std::min(kMostShown, static_cast<std::size_t>(features));
    for (std::size_t k = 0; k < shown && index + k < points.size(); ++k) {
      const float part = shown == 2 ? (k == 0 ? 0.34F : 0.66F)
                                    : (static_cast<float>(k) + 0.5F) / static_cast<float>(shown);
      const ImVec2 centre{column.x + column.width / 2, frame.body.y + frame.body.height * part};
      draw_unit(list, centre, 15,
                static_cast<float>(std::clamp(points[index + k] / 4.0, -1.0, 1.0)));
      TextStyle dim = dim_text();
      dim.size = theme().small_size;
      draw_text(list, {centre.x - 20, centre.y - 7},
                "x_{" + std::to_string(k + 1) + "} " + fixed(points[index + k], 2, true), dim,
                Align::right);
      places.left.push_back({centre.x - 16, centre.y});
      places.right.push_back({centre.x + 16, centre.y});
    }
    foot_words(column, frame, "a^[0] (" + std::to_string(features) + ", 1)");
    return places;
  }
  head_words(column, frame, tr(Text::picture), "x");
  const float side =
      std::min({column.width - 12, frame.body.height, 112.0F * growth_of(frame.body.height)});
  const Rect place{column.x + (column.width - side) / 2,
                   frame.body.y + (frame.body.height - side) / 2, side, side};
  const TileRef tile = bench.textures.pictures.get(run, of_test, example);
  if (tile.ok) {
    draw_tile(list, place,
              {.texture = tile.texture,
               .uv0 = tile.uv0,
               .uv1 = tile.uv1,
               .size = {side, side},
               .truth = run.label(of_test, example) != 0 ? TileClass::cat : TileClass::none,
               .radius = 12});
  } else {
    list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().soft, 12);
  }
  places.left.push_back({place.x, place.y + side / 2});
  places.right.push_back({place.right() + 3, place.y + side / 2});
  if (run.is_pictures()) {
    foot_words(column, frame,
               std::to_string(run.data.height) + " × " + std::to_string(run.data.width) + " × 3");
  }
  return places;
}

UnitPlaces draw_planes(Workbench& bench, const Column& column, const Frame& frame) {
  UnitPlaces places;
  head_words(column, frame, tr(Text::planes), "R G B");
  const float growth = growth_of(frame.body.height);
  const float side = std::min({column.width * 0.68F, frame.body.height * 0.42F, 62.0F * growth});
  const float shift_x = std::min(10.0F * growth, (column.width - side) / 2);
  const float shift_y = std::min(side * 0.68F, (frame.body.height - side) / 2);
  const float x0 = column.x + (column.width - side) / 2 - shift_x;
  const float y0 = frame.body.y + (frame.body.height - side) / 2 - shift_y;
  ImDrawList* list = ImGui::GetWindowDrawList();
  constexpr std::array<ImU32, 3> kInk{IM_COL32(226, 92, 74, 255), IM_COL32(74, 184, 96, 255),
                                      IM_COL32(88, 128, 232, 255)};
  for (int c = 0; c < 3; ++c) {
    const Rect place{x0 + shift_x * static_cast<float>(c), y0 + shift_y * static_cast<float>(c),
                     side, side};
    const TileRef tile =
        bench.textures.weights.plane(bench.run, chosen_is_test(bench), chosen_example(bench), c);
    const ImVec2 low{place.x, place.y};
    const ImVec2 high{place.right(), place.bottom()};
    if (tile.ok) {
      list->AddImageRounded(tile.texture, low, high, tile.uv0, tile.uv1, IM_COL32_WHITE, 7);
    } else {
      list->AddRectFilled(low, high, theme().soft, 7);
    }
    list->AddRect(low, high, kInk[static_cast<std::size_t>(c)], 7, 0, 1.5F);
  }
  places.left.push_back({x0 - 3, frame.body.y + frame.body.height / 2});
  places.right.push_back({x0 + side + 2 * shift_x + 3, frame.body.y + frame.body.height / 2});
  foot_words(column, frame, "a^[0] (" + std::to_string(inputs_of_layer(bench, 1)) + ", 1)");
  return places;
}

/// A name; where it is too long for a line, a line for each word, smaller if need be. A very long
/// word ends in "…".
void draw_lines_in(ImDrawList* list, const Rect& place, std::string_view name, TextStyle style) {
  const bool is_one = measure(name, style).x <= place.width;
  const auto take_word = [&](std::string_view& rest) {
    const std::size_t end = is_one ? std::string_view::npos : rest.find(' ');
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return word;
  };
  float widest = 0.0F;
  for (std::string_view rest = name; !rest.empty();) {
    widest = std::max(widest, measure(take_word(rest), style).x);
  }
  if (widest > place.width) style.size *= std::max(0.8F, 0.98F * place.width / widest);
  const float row = 1.2F * style.size;
  for (float y = place.y; !name.empty(); y += row) {
    draw_text_in(list, {place.x, y, place.width, row}, take_word(name), style);
  }
}

/// ŷ of the chosen example, and the lock of the output layer.
void draw_output(Workbench& bench, const Column& column, const Frame& frame, int L) {
  const RunView& run = bench.run;
  head_words(column, frame, tr(Text::output), "σ");
  const bool of_test = chosen_is_test(bench);
  const float y = run.y_hat(of_test, chosen_example(bench));
  const float height = std::min(frame.body.height - 8, 130.0F * growth_of(frame.body.height));
  const Rect bar{column.x + column.width / 2 - 30, frame.body.y + (frame.body.height - height) / 2,
                 16, height};
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_probability_bar(list, bar, y < 0.0F ? 0.5 : static_cast<double>(y));
  const TextStyle large = {.size = theme().counter_size + 2, .weight = Weight::semibold};
  const float middle = bar.y + bar.height / 2;
  draw_text(list, {bar.right() + 10, middle - 24},
            y < 0.0F ? "–" : fixed(static_cast<double>(y), 2), large);
  if (y >= 0.0F) {
    const bool is_one = y > 0.5F;
    const TextStyle word = {.size = theme().title_size,
                            .weight = Weight::semibold,
                            .colour = is_one ? theme().cat_text : theme().non_text};
    const float x = bar.right() + 10;
    draw_lines_in(list, {x, middle + 4, column.x + column.width - x, 0}, class_name(run, is_one),
                  word);
  }
  foot_words(column, frame, frame.shapes_are_bare ? shape(1, 1) : shape_of_output(L));
  const float lock = kFootButton;
  registry().push_scope("layer" + std::to_string(L));
  ImGui::PushID(L);
  // In line with those of the other layers.
  const float top = L == 1 ? frame.foot - lock - 6 : frame.body.bottom() + 4 + kBelowSlider;
  begin_region({column.x + (column.width - lock) / 2, top, lock, lock}, false);
  freeze_button(bench, L, lock);
  end_region();
  ImGui::PopID();
  registry().pop_scope();
}

void hidden_column(Workbench& bench, int l, const Column& column, const Frame& frame) {
  // Head: the name and the activation, which can be changed where it stands.
  registry().push_scope("layer" + std::to_string(l));
  ImGui::PushID(l);  // otherwise the sliders of all layers are one, and a drag moves them all
  const TextStyle strong = {.size = theme().title_size, .weight = Weight::semibold};
  const bool is_narrow = column.width < 104;
  const std::string name = frame.heads_are_bare ? std::string()
                           : is_narrow          ? std::to_string(l)
                                                : tr(Text::layer, {std::to_string(l)});
  const Activation g = bench.settings.network.hidden_activation(l);
  const float name_width = measure(name, strong).x;
  const float chooser_width = measure(activation_name(g), {.size = theme().title_size}).x + 24;
  const float before = name.empty() ? 0.0F : name_width + 6;
  const float x = column.x + std::max(0.0F, (column.width - before - chooser_width) / 2);
  draw_text(ImGui::GetWindowDrawList(), {x, frame.head}, name, strong);
  begin_region(
      {x + before, frame.head - 6, std::max(40.0F, column.x + column.width + 8 - x - before), 28},
      false);
  activation_chooser(bench, l);
  end_region();

  // Feet: how many, and a way to lose the layer.
  const int units = bench.settings.network.hidden[static_cast<std::size_t>(l - 1)];
  const float slider_top = frame.body.bottom() + 4;
  const float slider_width = std::min(column.width - 8, 116.0F);
  begin_region({column.x + (column.width - slider_width) / 2, slider_top, slider_width, 26}, false);
  units_slider(bench, l, slider_width);
  end_region();
  const std::string count = frame.counts_are_bare ? std::to_string(units) : words_of_count(units);
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  const float words = measure(count, dim).x;
  const float cross = frame.counts_are_bare ? kFootButton - 2 : kFootButton;
  const float start = column.x + (column.width - words - 2 * cross - 2) / 2;
  draw_text(ImGui::GetWindowDrawList(), {start, slider_top + 29}, count, dim);
  begin_region({start + words + 3, slider_top + kBelowSlider, cross, cross}, false);
  freeze_button(bench, l, cross);
  end_region();
  begin_region({start + words + 5 + cross, slider_top + kBelowSlider, cross, cross}, false);
  if (button("remove", tr(Text::remove_layer, {std::to_string(l)}),
             {.kind = ButtonKind::bare,
              .icon = Icon::close,
              .width = cross,
              .height = cross,
              .icon_only = true,
              .hint = tr(Text::remove_layer, {std::to_string(l)})})) {
    remove_layer(bench.settings, l);
  }
  end_region();
  const int n_in = inputs_of_layer(bench, l);
  foot_words(column, frame,
             frame.shapes_are_bare ? shape(units, n_in) : shape_of_weights(l, units, n_in));
  ImGui::PopID();
  registry().pop_scope();
}

/// Chooses what stands under the layers, alike for all. `columns` are those of the layers 1 … L.
void fit_feet(const Workbench& bench, std::span<const Column> columns, Frame& frame) {
  constexpr float kLeast = 9.0F;  // smaller ones are hard to read
  const std::vector<int>& hidden = bench.settings.network.hidden;
  const int L = static_cast<int>(columns.size());
  const auto units_of = [&](int l) { return hidden[static_cast<std::size_t>(l - 1)]; };
  const auto fit = [&](const auto& words_of_layer) {
    frame.foot_size = theme().mono_size;
    for (int l = 1; l <= L; ++l) {
      const Column& column = columns[static_cast<std::size_t>(l - 1)];
      frame.foot_size = foot_size_of(words_of_layer(l), column, frame.foot_size);
    }
  };
  fit([&](int l) {
    return l == L ? shape_of_output(L)
                  : shape_of_weights(l, units_of(l), inputs_of_layer(bench, l));
  });
  frame.shapes_are_bare = frame.foot_size < kLeast;
  if (frame.shapes_are_bare) {
    fit([&](int l) {
      return l == L ? shape(1, 1) : shape(units_of(l), inputs_of_layer(bench, l));
    });
  }
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  for (int l = 1; l < L; ++l) {
    const float width = columns[static_cast<std::size_t>(l - 1)].width;
    const float words = measure(words_of_count(units_of(l)), dim).x;
    frame.counts_are_bare |= words + 2 * kFootButton + 8 > width;
    frame.heads_are_bare |= width < 68;
  }
}

}  // namespace

void draw_network_card(Workbench& bench, const Rect& place) {
  const RunView& run = bench.run;
  begin_card(
      "network",
      {.title = tr(Text::network), .place = &place, .folded = &bench.arrangement.network_folded});
  if (bench.arrangement.network_folded) return end_card();

  // Title row: what can be done to the network as a whole.
  const Rect title = card_title_space();
  float right = title.right();
  if (title_link(title, right, "shapes", tr(Text::shapes), tr(Text::shapes_hint))) {
    bench.navigation.is_shapes_open = true;
  }
  if (title_link(title, right, "add_layer", tr(Text::add_layer), tr(Text::add_layer_hint))) {
    add_layer(bench.settings);
  }
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  if (right - title.x > measure(tr(Text::drag_a_slider), dim).x + 20) {
    right += 8;  // the words run on into the link
    draw_text_in(ImGui::GetWindowDrawList(), {title.x, title.y, right - title.x, title.height},
                 tr(Text::drag_a_slider), dim, Align::right);
  }
  const ImVec2 back = ImGui::GetCursorScreenPos();

  const std::vector<int> hidden = bench.settings.network.hidden;
  const int L = static_cast<int>(hidden.size()) + 1;
  const Rect inner{place.x + theme().pad, back.y, place.width - 2 * theme().pad,
                   place.bottom() - back.y - theme().pad};
  const float slider_space = hidden.empty() ? 6.0F : 54.0F;
  Frame frame;
  frame.head = inner.y + 2;
  frame.foot = inner.bottom() - 18;
  frame.body = {inner.x, inner.y + 26, inner.width,
                std::max(60.0F, inner.height - 26 - slider_space - 26)};

  // Shares of the width: pictures want more than circles, and many layers squeeze all.
  const bool pictures = !run.is_points() && is_pictures(bench.settings.data.source);
  const bool shows_planes = pictures && hidden.size() <= 5 && inner.width > 560;
  std::vector<float> shares{pictures ? 1.25F : 0.9F};
  if (shows_planes) shares.push_back(1.1F);
  for (std::size_t l = 0; l < hidden.size(); ++l)
    shares.push_back(l == 0 && pictures ? 1.5F : 1.1F);
  if (hidden.empty() && pictures) shares.push_back(1.3F);
  float sum = 1.0F;
  for (const float share : shares) sum += share;
  // ŷ keeps its room beside any number of layers.
  const float last_width = std::max(inner.width / sum, 100.0F * theme().text_scale);
  std::vector<Column> columns;
  float x = inner.x;
  for (const float share : shares) {
    const float width = (inner.width - last_width) * share / (sum - 1.0F);
    columns.push_back({x, width});
    x += width;
  }
  columns.push_back({x, last_width});

  fit_feet(bench, std::span(columns).last(static_cast<std::size_t>(L)), frame);

  const bool has_trace = run.has_trace_of(chosen_is_test(bench), chosen_example(bench)) &&
                         static_cast<int>(run.trace.layers.size()) == L;
  std::size_t next = 0;
  UnitPlaces before = draw_input(bench, columns[next], frame);
  ++next;
  bool is_arrow = true;  // until the first layer there is only the way of the data
  if (shows_planes) {
    const UnitPlaces planes = draw_planes(bench, columns[next], frame);
    arrow_between({before.right[0].x + 4, before.right[0].y},
                  {planes.left[0].x - 2, before.right[0].y});
    before = planes;
    ++next;
  }
  if (hidden.empty() && pictures) {
    // Logistic regression: w itself is a picture.
    const Column& column = columns[next++];
    head_words(column, frame, tr(Text::weights), "w");
    const float side =
        std::min({column.width - 12, frame.body.height, 112.0F * growth_of(frame.body.height)});
    const Rect box{column.x + (column.width - side) / 2,
                   frame.body.y + (frame.body.height - side) / 2, side, side};
    const TileRef tile = bench.textures.weights.get(run, 0);
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (tile.ok) {
      draw_tile(list, box,
                {.texture = tile.texture,
                 .uv0 = tile.uv0,
                 .uv1 = tile.uv1,
                 .size = {side, side},
                 .radius = 12});
    }
    const float y = box.y + side / 2;
    arrow_between({before.right[0].x + 4, y}, {box.x - 5, y});
    arrow_between({box.right() + 5, y}, {columns[next].x + columns[next].width / 2 - 38, y});
    foot_words(column, frame, shape_of_weights(1, 1, inputs_of_layer(bench, 1)));
  }
  // Edges first, units over them: so places are found before anything of the next column is drawn.
  for (int l = 1; l < L; ++l) {
    const Column& column = columns[next++];
    const Rect box{column.x + 6, frame.body.y, column.width - 12, frame.body.height};
    const int units = hidden[static_cast<std::size_t>(l - 1)];
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    const UnitPlaces places = draw_units(bench, l, units, box, has_trace);
    list->ChannelsSetCurrent(0);
    const bool has_weights =
        has_trace && !run.trace.layers[static_cast<std::size_t>(l - 1)].W.empty();
    if (has_weights && !places.left.empty()) {
      draw_edges(before, places, run.trace.layers[static_cast<std::size_t>(l - 1)].W,
                 static_cast<int>(run.trace.layers[static_cast<std::size_t>(l - 1)].Z.size()));
    } else if (is_arrow && !places.left.empty() && !before.right.empty()) {
      float left = places.left[0].x;
      for (const ImVec2& place_of_unit : places.left) left = std::min(left, place_of_unit.x);
      const float y = frame.body.y + frame.body.height / 2;
      if (left - before.right[0].x > 16) arrow_between({before.right[0].x + 3, y}, {left - 5, y});
    }
    list->ChannelsMerge();
    is_arrow = false;  // from here on lines say it
    hidden_column(bench, l, column, frame);
    before = places;
  }
  const Column& last = columns[next];
  if (has_trace && L > 1) {
    UnitPlaces output;
    const float bar_x = last.x + last.width / 2 - 32;
    output.left.push_back({bar_x, frame.body.y + frame.body.height / 2});
    draw_edges(before, output, run.trace.layers.back().W, 1);
  }
  draw_output(bench, last, frame, L);
  end_card();
}

void draw_layer_cards(Workbench& bench) {
  const RunView& run = bench.run;
  const std::vector<int> hidden = bench.settings.network.hidden;
  const int L = static_cast<int>(hidden.size()) + 1;
  const bool has_trace = run.has_trace_of(chosen_is_test(bench), chosen_example(bench)) &&
                         static_cast<int>(run.trace.layers.size()) == L;
  for (int l = 1; l < L; ++l) {
    const int units = hidden[static_cast<std::size_t>(l - 1)];
    const std::string id = "layer" + std::to_string(l);
    const std::string count = words_of_count(units);
    const float width = measure(activation_name(bench.settings.network.hidden_activation(l)),
                                {.size = theme().title_size})
                            .x +
                        30;
    const std::string words = tr(Text::layer, {std::to_string(l)}) + " · " + count;
    begin_card(id, {.title = words, .reserve = width + (theme().touch ? 82.0F : 58.0F)});
    const Rect title = card_title_space();
    const ImVec2 back = ImGui::GetCursorScreenPos();
    const float middle = title.y + title.height / 2;
    const float row = link_chooser_height();
    const float cross = theme().touch ? 44.0F : 28.0F;
    begin_region({title.right() - width - (theme().touch ? 38.0F : 30.0F) - cross, middle - row / 2,
                  width, row},
                 false);
    activation_chooser(bench, l);
    end_region();
    begin_region({title.right() - 1.5F * cross - 10, middle - cross / 2, cross, cross}, false);
    freeze_button(bench, l, cross);
    end_region();
    begin_region({title.right() - cross / 2 - 10, middle - cross / 2, cross, cross}, false);
    if (button("remove", tr(Text::remove_layer, {std::to_string(l)}),
               {.kind = ButtonKind::bare,
                .icon = Icon::close,
                .width = cross,
                .height = cross,
                .icon_only = true})) {
      remove_layer(bench.settings, l);
    }
    end_region();
    ImGui::SetCursorScreenPos(back);
    const float inner = ImGui::GetContentRegionAvail().x;
    const bool as_pictures = l == 1 && run.is_pictures();
    // Ten pictures fill a row of a phone.
    const float side = as_pictures ? std::clamp((inner + 4.0F) / 10.0F, 24.0F, 36.0F) : 25.0F;
    const int per_row = std::max(1, static_cast<int>((inner + 4.5F) / side));
    const float height = side * static_cast<float>(std::min(3, (units + per_row - 1) / per_row));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_units(bench, l, units, {at.x, at.y, inner, height}, has_trace);
    ImGui::Dummy({inner, height});
    space(4);
    units_slider(bench, l, inner);
    TextStyle mono = mono_text();
    mono.colour = theme().dim;
    text(shape_of_weights(l, units, inputs_of_layer(bench, l)), mono);
    end_card();
    space(theme().gap - 4);
  }
  if (hidden.empty() && run.is_pictures()) {
    begin_card("logistic", {.title = tr(Text::logistic_title)});
    const TileRef tile = bench.textures.weights.get(run, 0);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (tile.ok) {
      draw_tile(ImGui::GetWindowDrawList(), {at.x, at.y, 128, 128},
                {.texture = tile.texture,
                 .uv0 = tile.uv0,
                 .uv1 = tile.uv1,
                 .size = {128, 128},
                 .radius = 12});
    }
    ImGui::Dummy({128, 128});
    end_card();
    space(theme().gap - 4);
  }
  // The output layer has nothing to set but whether it learns.
  begin_card("layer" + std::to_string(L), {.title = std::string(tr(Text::output)) + " · σ"});
  TextStyle mono = mono_text();
  mono.colour = theme().dim;
  const ImVec2 back = ImGui::GetCursorScreenPos();
  const float side = theme().touch ? 44.0F : 28.0F;
  const Rect title = card_title_space();
  begin_region({title.right() - side + 8, title.y + title.height / 2 - side / 2, side, side},
               false);
  freeze_button(bench, L, side);
  end_region();
  ImGui::SetCursorScreenPos(back);
  text(shape_of_weights(L, 1, inputs_of_layer(bench, L)), mono);
  end_card();
  space(theme().gap - 4);
  if (button("add_layer", tr(Text::add_layer), {.icon = Icon::plus, .width = -1}))
    add_layer(bench.settings);
  space(4);
  if (button("shapes", tr(Text::shapes), {.kind = ButtonKind::outline, .width = -1})) {
    bench.navigation.is_shapes_open = true;
  }
}

void draw_shapes_dialog(Workbench& bench) {
  if (!begin_dialog("shapes", tr(Text::shapes_title), bench.navigation.is_shapes_open, 560)) return;
  TextStyle dim = dim_text();
  paragraph(tr(Text::shapes_words), dim);
  space(8);
  const std::vector<int> sizes = layer_sizes(bench.settings.network, inputs_of_layer(bench, 1));
  const std::string m = number(bench.run.status.m, 0);
  const float x0 = ImGui::GetCursorPosX();
  const float width = ImGui::GetContentRegionAvail().x;
  const std::array<float, 4> stops{x0, x0 + width * 0.08F, x0 + width * 0.44F, x0 + width * 0.65F};
  using Row = std::array<std::string, 4>;
  const std::array<Row, 1> head{
      {{"l", "W^[l], dW^[l]", "b^[l], db^[l]", "Z^[l], A^[l], dZ^[l], dA^[l]"}}};
  std::vector<Row> rows;
  for (std::size_t l = 1; l < sizes.size(); ++l) {
    const std::string n = std::to_string(sizes[l]);
    rows.push_back({std::to_string(l), "(" + n + ", " + std::to_string(sizes[l - 1]) + ")",
                    "(" + n + ", 1)", "(" + n + ", " + m + ")"});
  }
  // Large words become smaller again, all of them alike, until each column holds its own.
  const auto fitted = [&](std::span<const Row> cells, TextStyle style) {
    float part = 1.0F;
    for (const Row& row : cells) {
      for (std::size_t column = 0; column < row.size(); ++column) {
        const float end = column + 1 < stops.size() ? stops[column + 1] - 6 : x0 + width - 8;
        part = std::min(part, (end - stops[column]) / measure(row[column], style).x);
      }
    }
    style.size = part * (style.size > 0 ? style.size : theme().mono_size);
    return style;
  };
  const auto draw_row = [&](const Row& row, float inner, const TextStyle& style) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (column > 0) ImGui::SameLine();
      ImGui::SetCursorPosX(stops[column] + inner);
      text(row[column], style);
    }
  };
  draw_row(head[0], 0.0F, fitted(head, title_text()));
  hairline();
  begin_scroll("rows", {width, std::min(320.0F, 26.0F * std::max(1.0F, theme().text_scale) *
                                                    static_cast<float>(sizes.size()))});
  const float inner = ImGui::GetCursorPosX() - x0;
  const TextStyle style = fitted(rows, mono_text());
  for (const Row& row : rows) draw_row(row, inner, style);
  end_scroll();
  hairline();
  text(tr(Text::shapes_total, {number(static_cast<double>(parameter_count(sizes)), 0)}), dim);
  end_dialog();
}

}  // namespace purr::shell
