#include "shell/panels/network_card.h"

#include <algorithm>
#include <string>
#include <vector>

#include "shell/panels/card_controls.h"
#include "shell/panels/layer_controls.h"
#include "shell/panels/names.h"
#include "shell/panels/network_drawing.h"
#include "shell/panels/network_layout.h"
#include "shell/view/edits.h"

namespace purr::shell {
namespace {

constexpr float kFootButton = 18.0F;   // side of the lock and of the cross
constexpr float kBelowSlider = 26.0F;  // from the top of a slider to the buttons below it

/// The title row: what can be done to the network as a whole.
void title_row(Workbench& bench) {
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
    right += 8;  // the sentence continues in the link
    draw_text_in(ImGui::GetWindowDrawList(), {title.x, title.y, right - title.x, title.height},
                 tr(Text::drag_a_slider), dim, Align::right);
  }
}

/// The texts for which every layer has room.
ColumnTexts fit_texts(const Workbench& bench, const NetworkLayout& layout) {
  constexpr float kMinReadableSize = 9.0F;
  constexpr float kMinWidthWithNames = 68.0F;
  const std::vector<int>& hidden = bench.settings.network.hidden;
  const auto columns = layout.layer_columns();
  const int L = static_cast<int>(columns.size());
  const auto units_of = [&](int l) { return l == L ? 1 : hidden[static_cast<std::size_t>(l - 1)]; };
  const auto size_for = [&](const auto& words_of_layer) {
    float size = theme().mono_size;
    for (const NetworkColumn& column : columns) {
      size = fitted_size(words_of_layer(column.layer), column.width, size, measure_mono);
    }
    return size;
  };
  ColumnTexts texts;
  texts.foot_size = size_for([&](int l) {
    return l == L ? output_text(l) : weights_text(l, units_of(l), inputs_of_layer(bench, l));
  });
  texts.has_bare_shapes = texts.foot_size < kMinReadableSize;
  if (texts.has_bare_shapes) {
    texts.foot_size = size_for([&](int l) {
      return l == L ? shape_text(1, 1) : shape_text(units_of(l), inputs_of_layer(bench, l));
    });
  }
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  for (const NetworkColumn& column : columns) {
    if (column.kind == ColumnKind::output) continue;
    const float words = measure(units_text(units_of(column.layer)), dim).x;
    texts.has_bare_counts |= words + 2 * kFootButton + 8 > column.width;
    texts.has_bare_heads |= column.width < kMinWidthWithNames;
  }
  return texts;
}

/// The name of a hidden layer and its activation, which can be changed where it stands.
void hidden_head(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column,
                 const ColumnTexts& texts) {
  const int l = column.layer;
  const TextStyle strong = {.size = theme().title_size, .weight = Weight::semibold};
  const bool is_narrow = column.width < 104;
  const std::string name = texts.has_bare_heads ? std::string()
                           : is_narrow          ? std::to_string(l)
                                                : tr(Text::layer, {std::to_string(l)});
  const Activation g = bench.settings.network.hidden_activation(l);
  const float chooser_width = measure(activation_name(g), {.size = theme().title_size}).x + 24;
  const float before = name.empty() ? 0.0F : measure(name, strong).x + 6;
  const float x = column.x + std::max(0.0F, (column.width - before - chooser_width) / 2);
  draw_text(ImGui::GetWindowDrawList(), {x, layout.head}, name, strong);
  begin_region(
      {x + before, layout.head - 6, std::max(40.0F, column.x + column.width + 8 - x - before), 28},
      false);
  activation_chooser(bench, l);
  end_region();
}

/// The number of units, the lock, the cross, and the shape of the weights. True when the layer is
/// to be removed.
bool hidden_foot(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column,
                 const ColumnTexts& texts) {
  const int l = column.layer;
  const int units = bench.settings.network.hidden[static_cast<std::size_t>(l - 1)];
  const float top = layout.body.bottom() + 4;
  const float slider_width = std::min(column.width - 8, 116.0F);
  begin_region({column.x + (column.width - slider_width) / 2, top, slider_width, 26}, false);
  units_slider(bench, l, slider_width);
  end_region();
  const std::string count = texts.has_bare_counts ? std::to_string(units) : units_text(units);
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  const float words = measure(count, dim).x;
  const float side = texts.has_bare_counts ? kFootButton - 2 : kFootButton;
  const float start = column.x + (column.width - words - 2 * side - 2) / 2;
  draw_text(ImGui::GetWindowDrawList(), {start, top + 29}, count, dim);
  begin_region({start + words + 3, top + kBelowSlider, side, side}, false);
  freeze_button(bench, l, side);
  end_region();
  begin_region({start + words + 5 + side, top + kBelowSlider, side, side}, false);
  const bool removes = remove_button(l, side, tr(Text::remove_layer, {std::to_string(l)}));
  end_region();
  const int n_in = inputs_of_layer(bench, l);
  draw_column_foot(layout, column, texts.foot_size,
                   texts.has_bare_shapes ? shape_text(units, n_in) : weights_text(l, units, n_in));
  return removes;
}

/// True when the layer is to be removed.
bool hidden_controls(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column,
                     const ColumnTexts& texts) {
  registry().push_scope("layer" + std::to_string(column.layer));
  ImGui::PushID(column.layer);  // otherwise all sliders share one id, and a drag moves them all
  hidden_head(bench, layout, column, texts);
  const bool removes = hidden_foot(bench, layout, column, texts);
  ImGui::PopID();
  registry().pop_scope();
  return removes;
}

/// The lock of the output layer, in line with those of the other layers.
void output_lock(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column) {
  const int L = column.layer;
  registry().push_scope("layer" + std::to_string(L));
  ImGui::PushID(L);
  const float top =
      L == 1 ? layout.foot - kFootButton - 6 : layout.body.bottom() + 4 + kBelowSlider;
  begin_region({column.x + (column.width - kFootButton) / 2, top, kFootButton, kFootButton}, false);
  freeze_button(bench, L, kFootButton);
  end_region();
  ImGui::PopID();
  registry().pop_scope();
}

/// One hidden layer: edges from the column before it, an arrow where there are no edges to draw,
/// units over them.
EdgeEnds hidden_column(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column,
                       const EdgeEnds& before) {
  const int l = column.layer;
  const Rect& body = layout.body;
  ImDrawList* list = ImGui::GetWindowDrawList();
  // Drawing the units finds their places; the edges below them go into a channel of their own.
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  const EdgeEnds ends =
      draw_units(bench, l, bench.settings.network.hidden[static_cast<std::size_t>(l - 1)],
                 {column.x + 6, body.y, column.width - 12, body.height});
  list->ChannelsSetCurrent(0);
  const bool has_weights = has_network_trace(bench) &&
                           !bench.run.trace.layers[static_cast<std::size_t>(l - 1)].W.empty();
  if (has_weights) {
    const TraceUpdate::Layer& layer = bench.run.trace.layers[static_cast<std::size_t>(l - 1)];
    draw_edges(before, ends, layer.W, static_cast<int>(layer.Z.size()));
  } else if (l == 1 && !ends.left.empty() && !before.right.empty()) {
    const float y = body.y + body.height / 2;
    const float left = ends.left[0].x;
    if (left - before.right[0].x > 16) draw_arrow({before.right[0].x + 3, y}, {left - 5, y});
  }
  list->ChannelsMerge();
  return ends;
}

}  // namespace

void draw_network_card(Workbench& bench, const Rect& place) {
  begin_card("network", {.title = tr(Text::network),
                         .place = &place,
                         .folded = &bench.arrangement.is_network_folded});
  if (bench.arrangement.is_network_folded) return end_card();
  title_row(bench);
  const float top = ImGui::GetCursorScreenPos().y;
  const Rect inner{place.x + theme().pad, top, place.width - 2 * theme().pad,
                   place.bottom() - top - theme().pad};
  const bool has_pictures = !bench.run.is_points() && is_pictures(bench.settings.data.source);
  const NetworkLayout layout =
      network_layout(inner, static_cast<int>(bench.settings.network.hidden.size()), has_pictures,
                     100.0F * theme().text_scale);
  const ColumnTexts texts = fit_texts(bench, layout);

  EdgeEnds ends;    // of the column before
  int removed = 0;  // the layer whose cross is pressed
  for (const NetworkColumn& column : layout.columns) {
    switch (column.kind) {
      case ColumnKind::input: ends = draw_input(bench, layout, column, texts); break;
      case ColumnKind::planes: {
        const ImVec2 from = ends.right[0];
        ends = draw_planes(bench, layout, column, texts);
        draw_arrow({from.x + 4, from.y}, {ends.left[0].x - 2, from.y});
        break;
      }
      case ColumnKind::weights: {
        const Rect w = draw_logistic_weights(bench, layout, column, texts);
        const float y = w.y + w.height / 2;
        draw_arrow({ends.right[0].x + 4, y}, {w.x - 5, y});
        draw_arrow({w.right() + 5, y}, {layout.columns.back().centre() - 38, y});
        break;
      }
      case ColumnKind::hidden:
        ends = hidden_column(bench, layout, column, ends);
        if (hidden_controls(bench, layout, column, texts)) removed = column.layer;
        break;
      case ColumnKind::output:
        if (column.layer > 1 && has_network_trace(bench)) {
          draw_edges(ends, output_ends(layout, column), bench.run.trace.layers.back().W, 1);
        }
        draw_output(bench, layout, column, texts);
        output_lock(bench, layout, column);
        break;
    }
  }
  if (removed > 0) remove_layer(bench.settings, removed);
  end_card();
}

}  // namespace purr::shell
