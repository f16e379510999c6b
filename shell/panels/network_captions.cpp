#include "shell/panels/network_captions.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "shell/panels/examples.h"
#include "shell/panels/fitted_label.h"
#include "shell/panels/layer_controls.h"
#include "shell/panels/layer_settings.h"
#include "shell/panels/names.h"
#include "shell/panels/network_units.h"
#include "shell/panels/network_words.h"
#include "shell/view/edits.h"

namespace purr::shell {
namespace {

TextStyle strong_style() { return {.size = theme().title_size, .weight = Weight::semibold}; }
TextStyle dim_style() {
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  return dim;
}

/// The captions and settings of one frame.
struct Captions {
  Workbench& bench;
  NetworkState& state;
  const NetworkLayout& layout;
  CaptionRows rows = caption_rows(theme().text_scale);
  bool has_names = true;   ///< "layer 2: 7 units" or "layer 2"; else "2"
  bool has_shapes = true;  ///< the shapes of all weights fit
  bool has_long_shapes = true;

  int hidden_count() const { return static_cast<int>(bench.settings.network.hidden.size()); }
  int units_of(int l) const {
    return l > hidden_count() ? 1 : bench.settings.network.hidden[static_cast<std::size_t>(l - 1)];
  }
  void node(NodeKind kind, int layer, int rank, const Rect& place) const {
    state.nodes.push_back({.node = {kind, layer, 0}, .rank = rank, .place = place});
  }
};

TextStyle shape_style() {
  TextStyle mono = mono_text();
  mono.colour = theme().dim;
  mono.size = theme().mono_size - 1.0F;
  return mono;
}

/// All layers use the same form of a label, so that they read alike.
void choose_forms(Captions& captions) {
  for (const NetworkColumn& column : captions.layout.layer_columns()) {
    const int l = column.layer;
    const float room = column.width - 2 * kLabelMargin;
    const int n_in = inputs_of_layer(captions.bench, l);
    captions.has_long_shapes &=
        measure(weights_text(l, captions.units_of(l), n_in), shape_style()).x <= room;
    captions.has_shapes &= measure(shape_text(captions.units_of(l), n_in), shape_style()).x <= room;
    if (column.kind == ColumnKind::hidden) {
      captions.has_names &= measure(tr(Text::layer, {std::to_string(l)}), strong_style()).x <= room;
    }
  }
}

std::string long_name(const Captions& captions, int l) {
  const int units = captions.units_of(l);
  return units == 1 ? tr(Text::network_layer_one_unit, {std::to_string(l)})
                    : tr(Text::network_layer_units, {std::to_string(l), std::to_string(units)});
}

void draw_name(const Captions& captions, const NetworkColumn& column) {
  const int l = column.layer;
  const std::string number = std::to_string(l);
  const std::string full = long_name(captions, l);
  const std::string name = tr(Text::layer, {number});
  const Rect box{column.x, captions.layout.foot, column.width, captions.rows.name};
  const std::string symbol = "  a^[" + number + "]";
  const std::string full_symbol = full + symbol;
  const std::string name_symbol = name + symbol;
  const TextStyle style = strong_style();
  // Above the words about the pictures the name tells the number of units, too.
  const bool is_full = captions.layout.has_controls || (l == 1 && captions.bench.run.is_pictures());
  const std::string_view words = !captions.has_names ? fitting({number}, column.width, style)
                                 : is_full ? fitting({full_symbol, full, name}, column.width, style)
                                           : fitting({name_symbol, name}, column.width, style);
  captions.node(NodeKind::caption, l, 2 * l, draw_label(box, words, strong_style()));
}

void draw_count(const Captions& captions, const NetworkColumn& column) {
  const int l = column.layer;
  const std::string units = units_text(captions.units_of(l));
  const std::string number = std::to_string(captions.units_of(l));
  const Rect box{column.x, captions.layout.foot + captions.rows.name, column.width,
                 captions.rows.count};
  draw_label(box, fitting({units, number}, column.width, dim_style()), dim_style());
}

void draw_shape(const Captions& captions, const NetworkColumn& column) {
  if (!captions.has_shapes) return;
  const int l = column.layer;
  const int units = captions.units_of(l);
  const int n_in = inputs_of_layer(captions.bench, l);
  const std::string words =
      captions.has_long_shapes ? weights_text(l, units, n_in) : shape_text(units, n_in);
  const Rect box{column.x, captions.layout.bottom - captions.rows.shape, column.width,
                 captions.rows.shape};
  captions.node(NodeKind::shape, l, 2 * l, draw_label(box, words, shape_style()));
}

void draw_output_caption(const Captions& captions, const NetworkColumn& column) {
  const float width = column.width;
  const NetworkLayout& layout = captions.layout;
  const Rect box{column.x, layout.foot, width, captions.rows.name};
  const std::string full =
      std::string(tr(Text::network_output_name)) + " = a^[" + std::to_string(column.layer) + "]";
  const std::string_view words =
      fitting({full, tr(Text::network_output_name), "ŷ"}, width, strong_style());
  captions.node(NodeKind::caption, column.layer, 2 * column.layer,
                draw_label(box, words, strong_style()));
  const Rect below{column.x, layout.foot + captions.rows.name, width, captions.rows.count};
  if (layout.is_compact) return;
  draw_label(below, fitting({tr(Text::network_output_range)}, width, dim_style()), dim_style());
  if (!layout.has_controls) return;
  draw_output_lock(
      captions.bench, column.layer,
      {column.x + (width - kLayerButton) / 2,
       layout.foot + captions.rows.name + captions.rows.chooser, kLayerButton, kLayerButton});
  draw_shape(captions, column);
}

/// Buttons to the example before and after the chosen one.
void example_arrows(Workbench& bench, const Rect& place) {
  const bool of_test = chosen_is_test(bench);
  const int count = bench.run.count(of_test);
  if (count < 2) return;
  const int example = chosen_example(bench);
  const float side = place.height;
  const auto arrow = [&](std::string_view id, Text label, Icon icon, float x) {
    begin_region({x, place.y, side, side}, false);
    const bool is_pressed = button(id, tr(label),
                                   {.kind = ButtonKind::outline,
                                    .icon = icon,
                                    .width = side,
                                    .height = side,
                                    .is_icon_only = true});
    end_region();
    return is_pressed;
  };
  const float middle = place.x + place.width / 2;
  if (arrow("previous", Text::previous_example, Icon::chevron_left, middle - side - 3)) {
    choose_example(bench, of_test, (example + count - 1) % count);
  }
  if (arrow("next", Text::next_example, Icon::chevron_right, middle + 3)) {
    choose_example(bench, of_test, (example + 1) % count);
  }
}

/// Below the input: what it is, and the way to another one. Returns where it ends.
float draw_input_caption(const Captions& captions, const NetworkColumn& column) {
  Workbench& bench = captions.bench;
  const RunView& run = bench.run;
  const NetworkLayout& layout = captions.layout;
  // A picture has room below it in the body, points have not.
  const bool is_picture = !run.is_points();
  const Rect picture = picture_place(layout, column);
  const Rect under = is_picture ? picture : Rect{column.x, 0, column.width, 0};
  const float arrows = theme().touch ? 40.0F : 24.0F;
  const float rows_height = captions.rows.name + captions.rows.count;
  const bool has_room =
      is_picture && layout.body.bottom() - picture.bottom() > rows_height + arrows;
  float y = has_room ? picture.bottom() + 6 : layout.foot;
  const std::string size =
      run.is_pictures() ? std::to_string(run.data.height) + " × " + std::to_string(run.data.width)
                        : "(" + std::to_string(run.feature_count()) + ", 1)";
  const std::string_view name =
      is_picture ? tr(Text::network_a_picture) : tr(Text::network_an_example);
  const float width = is_picture ? under.width : column.width;
  captions.node(NodeKind::caption, 0, 0,
                draw_label({under.x, y, width, captions.rows.name},
                           fitting({name, "x"}, width + 6, strong_style()), strong_style()));
  y += captions.rows.name;
  draw_label({under.x, y, width, captions.rows.count}, fitting({size}, width + 6, dim_style()),
             dim_style());
  y += captions.rows.count;
  if (!has_room && !layout.has_controls) return y;
  example_arrows(bench, {under.x, y + 3, width, arrows});
  return y + 3 + arrows;
}

/// "each tile: what that unit has learned to look for", where it fits.
void draw_tile_words(const Captions& captions, const NetworkColumn& column, float y) {
  const std::string_view words =
      captions.bench.arrangement.shows_all_weights
          ? fitting({tr(Text::network_tile_words_all)}, column.width, dim_style())
          : fitting({tr(Text::network_tile_words), tr(Text::network_tile_words_short)},
                    column.width, dim_style());
  if (words.empty()) return draw_count(captions, column);
  draw_label({column.x, y, column.width, captions.rows.count}, words, dim_style());
}

/// The settings of a layer in a narrow drawing, in a box above its caption. True when the layer is
/// to be removed.
bool settings_box(const Captions& captions, const NetworkColumn& column) {
  const CaptionRows& rows = captions.rows;
  const float width = std::max(150.0F, layer_settings_width(captions.bench) + 8);
  const float height = rows.name + rows.chooser + rows.slider + 16;
  const NetworkColumn& last = captions.layout.columns.back();
  const float x = std::clamp(column.centre() - width / 2, captions.layout.body.x,
                             std::max(captions.layout.body.x, last.right() - width));
  const Rect place{x, captions.layout.foot - height - 4, width, height};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().card, 10);
  list->AddRect({place.x, place.y}, {place.right(), place.bottom()}, theme().accent, 10, 0, 1.5F);
  draw_label({place.x, place.y + 6, width, rows.name}, long_name(captions, column.layer),
             strong_style());
  return draw_layer_settings(captions.bench, column.layer,
                             {place.x + 8, place.y + 6 + rows.name, width - 16, height}, rows);
}

bool has_dead_units(const Captions& captions) {
  for (int l = 1; l <= captions.hidden_count(); ++l) {
    for (int unit = 0; unit < captions.units_of(l); ++unit) {
      if (is_dead_unit(captions.bench, l, unit)) return true;
    }
  }
  return false;
}

/// What the colours of the edges mean, at the left below `top`.
void draw_legend(const Captions& captions, float top) {
  const NetworkLayout& layout = captions.layout;
  const NetworkColumn& input = layout.columns.front();
  const float width = input.width - 4;
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const float row = std::round(dim.size * 1.4F);
  bool has_bundles = false;
  for (std::size_t l = 2; l <= captions.state.edges.size(); ++l) {
    has_bundles |= captions.state.edges[l - 1].bundled > 0;
  }
  const bool has_dead = has_dead_units(captions);
  const int lines = 2 + (has_bundles ? 1 : 0) + (has_dead ? 1 : 0);
  float y = layout.bottom - row * static_cast<float>(lines);
  if (y < top + 4) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  constexpr float kSample = 20.0F;
  const auto entry = [&](ImU32 colour, float thick, Text text) {
    if (measure(tr(text), dim).x <= width - kSample - 6) {
      const float middle = y + dim.size * 0.62F;
      list->AddLine({input.x, middle}, {input.x + kSample, middle}, colour, thick);
      draw_text(list, {input.x + kSample + 6, y}, tr(text), dim);
    }
    y += row;
  };
  entry(theme().cat, 2.5F, Text::network_raises);
  entry(theme().non, 2.5F, Text::network_lowers);
  if (has_bundles) entry(with_alpha(theme().ink, 0.25F), 5.0F, Text::network_bundle_legend);
  if (!has_dead || measure(tr(Text::network_dead_legend), dim).x > width - kSample - 6) return;
  draw_idle({input.x + 3, y, dim.size * 1.2F, dim.size * 1.2F}, true);
  draw_text(list, {input.x + kSample + 6, y}, tr(Text::network_dead_legend), dim);
}

/// A small drawing has one line of words.
void draw_compact_caption(const Captions& captions) {
  const NetworkLayout& layout = captions.layout;
  if (captions.hidden_count() == 0) return;
  const std::string words = tr(Text::network_compact_words, {std::to_string(captions.units_of(1))});
  const std::string name = long_name(captions, 1);
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const Rect box{layout.body.x, layout.foot, layout.body.width, captions.rows.name};
  const bool is_tiles = captions.bench.run.is_pictures();
  const std::string_view fits =
      is_tiles ? fitting({words, name}, box.width, dim) : fitting({name}, box.width, dim);
  if (fits.empty()) return;
  draw_text(ImGui::GetWindowDrawList(), {box.x, box.y}, fits, dim);
  captions.node(NodeKind::caption, 1, 2, {box.x, box.y, measure(fits, dim).x, box.height});
}

}  // namespace

int draw_captions(Workbench& bench, NetworkState& state, const NetworkLayout& layout) {
  Captions captions{bench, state, layout};
  if (layout.is_compact) {
    draw_compact_caption(captions);
    return 0;
  }
  choose_forms(captions);
  int removed = 0;
  for (const NetworkColumn& column : layout.columns) {
    if (column.kind == ColumnKind::input) {
      draw_legend(captions, draw_input_caption(captions, column));
    } else if (column.kind == ColumnKind::output) {
      draw_output_caption(captions, column);
    } else {
      draw_name(captions, column);
      const float below = layout.foot + captions.rows.name;
      if (layout.has_controls) {
        const Rect place{column.x + 4, below, column.width - 8, 0};
        if (draw_layer_settings(bench, column.layer, place, captions.rows)) removed = column.layer;
        draw_shape(captions, column);
      } else if (column.layer == 1 && bench.run.is_pictures()) {
        draw_tile_words(captions, column, below);
      } else {
        draw_count(captions, column);
      }
    }
  }
  if (!layout.has_controls && state.controls_of > 0 &&
      state.controls_of <= captions.hidden_count()) {
    const NetworkColumn& column =
        layout.layer_columns()[static_cast<std::size_t>(state.controls_of - 1)];
    if (settings_box(captions, column)) removed = column.layer;
  }
  return removed;
}

void remove_network_layer(Workbench& bench, int l) { remove_layer(bench.settings, l); }

}  // namespace purr::shell
