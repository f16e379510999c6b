#include "shell/panels/start_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "shell/panels/card_controls.h"
#include "shell/panels/data_card.h"
#include "shell/panels/layer_controls.h"
#include "shell/panels/names.h"
#include "shell/panels/setting_slider.h"
#include "shell/view/edits.h"
#include "shell/widgets/coloured_text.h"

namespace purr::shell {
namespace {

constexpr int kSheetColumns = 4;
constexpr int kSheetRows = 4;
constexpr float kSheetGap = 4.0F;

// ---- the pictures ----

Text title_of(DataSource source) {
  if (source == DataSource::table) return Text::start_table;
  return is_pictures(source) ? Text::start_pictures : Text::start_points;
}

/// The title of the data with the way to others.
void data_title(Workbench& bench) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float row = theme().touch ? 44.0F : std::round(20.0F * std::max(1.0F, theme().text_scale));
  const TextStyle words{.size = theme().title_size, .weight = Weight::semibold};
  const float link_width = std::max(measure(tr(Text::change), words).x, theme().touch ? 44.0F : 0);
  draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, width - link_width - 8, row},
               tr(title_of(bench.settings.data.source)), title_text());
  begin_region({at.x + width - link_width, at.y, link_width + 2, row}, false);
  if (link("change", tr(Text::change), tr(Text::change_hint), theme().title_size)) {
    bench.arrangement.shows_all_settings = true;
    bench.arrangement.is_data_folded = false;
  }
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, row});
}

/// How many examples there are of each class, and how many are kept back.
std::vector<ColouredText> legend_of(const RunView& run) {
  int ones = 0;
  const int m = run.count(false);
  for (int i = 0; i < m; ++i) ones += run.label(false, i) != 0 ? 1 : 0;
  const int zeros = m - ones;
  const ImU32 dim = theme().dim;
  const auto count = [](Text one, Text many, int n) {
    return tr(n == 1 ? one : many, {number(n, 0)});
  };
  const DataSource source = run.data.spec.source;
  const bool is_cats = run.is_pictures() && source != DataSource::mine;
  const std::string first = is_cats ? count(Text::one_cat, Text::cats_count, ones)
                                    : number(ones, 0) + " × " + class_name(run, true);
  const std::string other = is_cats ? count(Text::one_other, Text::others_count, zeros)
                                    : number(zeros, 0) + " × " + class_name(run, false);
  const std::array<ColouredText, 3> parts{
      {{number(m, 0), dim}, {first, theme().cat_text, Weight::semibold}, {other, dim}}};
  return coloured(tr(is_cats ? Text::learn_from_cats : Text::learn_from_named), parts,
                  {.colour = dim});
}

void draw_legend(const RunView& run) {
  if (run.count(false) == 0) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float size = theme().small_size;
  const std::vector<ColouredText> legend = legend_of(run);
  const float height = coloured_height(legend, size, width);
  draw_coloured(ImGui::GetWindowDrawList(), at, legend, size, width);
  explain("legend", {at.x, at.y, width, height}, Word::train);
  ImGui::Dummy({width, height});
  const int kept = run.count(true);
  if (kept == 0) return;
  const std::array<ColouredText, 1> rest{
      {{tr(kept == 1 ? Text::kept_back_one : Text::kept_back, {number(kept, 0)}), theme().dim}}};
  const ImVec2 below = ImGui::GetCursorScreenPos();
  draw_coloured(ImGui::GetWindowDrawList(), below, rest, size, width);
  explain("kept", {below.x, below.y, width, coloured_height(rest, size, width)}, Word::test);
  ImGui::Dummy({width, coloured_height(rest, size, width)});
}

void data_part(Workbench& bench, float height, float picture_side, bool has_legend) {
  const ControlScope scope("data");
  data_title(bench);
  space(2);
  const bool is_there = draw_examples(bench, height, picture_side);
  if (bench.settings.data.source == DataSource::table && is_there) {
    text(tr(Text::table_size, {number(bench.run.count(false) + bench.run.count(true), 0),
                               number(static_cast<double>(bench.run.data.table_names.size()), 0)}),
         dim_text());
  }
  space(4);
  if (has_legend) draw_legend(bench.run);
}

// ---- the layers ----

void set_layer_count(Experiment& settings, int count) {
  while (static_cast<int>(settings.network.hidden.size()) < count) add_layer(settings);
  while (static_cast<int>(settings.network.hidden.size()) > std::max(0, count)) {
    remove_layer(settings, static_cast<int>(settings.network.hidden.size()));
  }
}

/// One small button a layer, with its number of units, and one that adds a layer.
void unit_chips(Workbench& bench, StartCardState& state) {
  const std::vector<int>& hidden = bench.settings.network.hidden;
  const float height =
      theme().touch ? 44.0F : std::round(30.0F * std::max(1.0F, theme().text_scale));
  const float gap = 6.0F;
  const auto width_of = [&](const std::string& words) {
    return std::max(height, measure(words, strong_text()).x + 22.0F);
  };
  const auto next = [&](float needed) {
    if (!go_on_beside(needed, gap)) space(gap);
  };
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    const int l = static_cast<int>(i) + 1;
    const std::string units = number(hidden[i], 0);
    const float width = width_of(units);
    if (i > 0) next(width);
    ImGui::PushID(l);
    if (button("units" + std::to_string(l), units,
               {.width = width,
                .height = height,
                .is_pressed = state.layer == l,
                .hint = tr(Text::units_of, {std::to_string(l)})})) {
      state.layer = state.layer == l ? 0 : l;
    }
    ImGui::PopID();
  }
  if (hidden.size() >= static_cast<std::size_t>(kMaxHiddenLayers)) return;
  if (!hidden.empty()) next(height);
  if (button("add", tr(Text::add_layer),
             {.kind = ButtonKind::outline,
              .icon = Icon::plus,
              .width = height,
              .height = height,
              .is_icon_only = true,
              .hint = tr(Text::add_layer_hint)})) {
    add_layer(bench.settings);
  }
}

}  // namespace

void draw_layers(Workbench& bench, StartCardState& state) {
  int count = static_cast<int>(bench.settings.network.hidden.size());
  if (slider("count", tr(Text::hidden_layers), count,
             {.min = 0,
              .max = kMaxHiddenLayers,
              .step = 1,
              .usual = static_cast<double>(count),
              .is_integer = true,
              .is_stacked = true,
              .hint = tr(Text::hidden_layers_hint)})) {
    set_layer_count(bench.settings, count);
  }
  count = static_cast<int>(bench.settings.network.hidden.size());
  state.layer = state.layer > count ? 0 : state.layer;
  // A strip has no height to spare; the buttons say the same when they are pointed at.
  const bool is_strip = bench.layout == Layout::middle;
  if (count == 0 || !is_strip) {
    paragraph(tr(count == 0 ? Text::no_units : Text::units_in_each), small_text());
    space(4);
  }
  unit_chips(bench, state);
  if (state.layer == 0) return;
  space(4);
  const float side = theme().touch ? 44.0F : 28.0F;
  const float width = ImGui::GetContentRegionAvail().x;
  units_slider(bench, state.layer, width - side - 6);
  ImGui::SameLine(0, 6);
  const int l = state.layer;
  if (remove_button(l, side, tr(Text::remove_layer, {std::to_string(l)}))) {
    remove_layer(bench.settings, l);
    state.layer = 0;
  }
}

// ---- the learning rate and the run ----

void draw_rate(Workbench& bench) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  setting_slider(bench.settings, "learning_rate", tr(Text::learning_rate),
                 bench.settings.training.learning_rate,
                 {.is_stacked = true, .hint = tr(Text::learning_rate_hint)});
  // A phone has room beside the label, and none to spare below.
  const float label = measure(tr(Text::learning_rate), {.size = theme().text_size}).x + 8;
  const float room = 0.7F * ImGui::GetContentRegionAvail().x - label;
  if (bench.layout == Layout::phone && measure(tr(Text::how_far), small_text()).x <= room) {
    draw_text_in(ImGui::GetWindowDrawList(), {at.x + label, at.y, room, theme().row},
                 tr(Text::how_far), small_text());
  } else {
    paragraph(tr(Text::how_far), small_text());
  }
}

void draw_train_button(Workbench& bench, float width, float height) {
  const Status& status = bench.run.status;
  const bool is_running = status.phase == Phase::training || status.phase == Phase::preparing;
  const bool is_over = status.phase == Phase::finished || status.phase == Phase::failed;
  const Text label = is_running             ? Text::pause
                     : is_over              ? Text::train_again
                     : status.iteration > 0 ? Text::train_on
                                            : Text::play;
  if (button("train", tr(label),
             {.kind = ButtonKind::primary,
              .icon = is_running ? Icon::pause : Icon::play,
              .width = width,
              .height = height,
              .is_enabled = status.phase != Phase::waiting,
              .hint = tr(is_running ? Text::pause_hint : Text::play_hint)})) {
    (is_running ? bench.requests.pause : bench.requests.play) = true;
  }
}

void draw_rewind_button(Workbench& bench, float side) {
  if (button("rewind", tr(Text::rewind),
             {.kind = ButtonKind::outline,
              .icon = Icon::rewind,
              .width = side,
              .height = side,
              .is_icon_only = true,
              .is_enabled = bench.run.status.iteration > 0,
              .hint = tr(Text::rewind_hint)})) {
    bench.requests.rewind = true;
  }
}

std::string steps_text(const Workbench& bench) {
  const Status& status = bench.run.status;
  const bool is_epochs = bench.settings.training.batch_size > 0;
  const int count = bench.settings.training.iterations;
  if (count == 1) return std::string(tr(is_epochs ? Text::one_epoch : Text::one_step));
  const std::string steps = number(count, 0);
  const bool is_measured = status.phase == Phase::finished;
  const double seconds = (is_measured ? status.elapsed_ms : status.estimated_ms) / 1000.0;
  if (!(seconds > 0.0)) return tr(is_epochs ? Text::epochs_count : Text::steps_count, {steps});
  if (seconds < 1.0) return tr(is_epochs ? Text::epochs_fast : Text::steps_fast, {steps});
  return tr(is_epochs ? Text::epochs_seconds : Text::steps_seconds,
            {steps, number(std::round(seconds), 0)});
}

namespace {

void layers_part(Workbench& bench, StartCardState& state) {
  const ControlScope scope("layers");
  draw_layers(bench, state);
}

void rate_part(Workbench& bench) {
  const ControlScope scope("training");
  draw_rate(bench);
}

void run_part(Workbench& bench) {
  const ControlScope scope("training");
  const float height = theme().touch ? 48.0F : bench.layout == Layout::middle ? 38.0F : 44.0F;
  draw_train_button(bench, ImGui::GetContentRegionAvail().x - height - 8, height);
  ImGui::SameLine(0, 8);
  draw_rewind_button(bench, height);
  space(4);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float row = std::round(theme().small_size * 1.5F);
  draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, width, row}, steps_text(bench),
               small_text(), Align::centre);
  ImGui::Dummy({width, row});
}

float sheet_height(float side, int rows) {
  return static_cast<float>(rows) * (side + kSheetGap) - kSheetGap;
}

/// The side of the pictures in a sheet of this width, as contact_sheet makes it of a wanted one.
float sheet_side(float width, float wanted) {
  const float gap = theme().touch ? 6.0F : kSheetGap;
  const float columns = std::max(2.0F, std::floor((width + gap) / (wanted + gap)));
  return (width - gap * (columns - 1)) / columns;
}

}  // namespace

// ---- all settings ----

int changed_settings_count(const Experiment& settings) {
  // What the first view shows, and what is not a setting of the run.
  constexpr std::array<std::string_view, 3> kShown{"hidden", "learning_rate", "preset"};
  Experiment usual = preset_experiment(settings.preset);
  if (usual.data.source != settings.data.source) usual.data = usual_data(settings.data.source);
  int count = 0;
  for (const Key& key : keys()) {
    if (is_view_key(key.name) || std::ranges::find(kShown, key.name) != kShown.end()) continue;
    count += key.get(settings) != key.get(usual) ? 1 : 0;
  }
  return count;
}

void draw_all_settings_row(Workbench& bench) {
  bool& is_open = bench.arrangement.shows_all_settings;
  const int changed = is_open ? 0 : changed_settings_count(bench.settings);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  disclosure("all_settings", tr(is_open ? Text::fewer_settings : Text::all_settings), is_open,
             tr(is_open ? Text::fewer_settings_hint : Text::all_settings_hint));
  if (changed == 0) return;
  const std::string words =
      tr(changed == 1 ? Text::setting_changed : Text::settings_changed, {number(changed, 0)});
  registry().add({.id = "all_settings_changed",
                  .role = Role::status,
                  .label = words,
                  .x = at.x,
                  .y = at.y,
                  .width = width,
                  .height = theme().row});
  const float label = measure(tr(Text::all_settings), strong_text()).x + 30;
  TextStyle style = small_text();
  style.colour = theme().accent_text;
  if (measure(words, style).x <= width - label) {
    draw_text_in(ImGui::GetWindowDrawList(), {at.x + label, at.y, width - label, theme().row},
                 words, style, Align::right);
  } else if (bench.layout == Layout::middle) {
    // A strip has no height to spare: the number alone.
    draw_text_in(ImGui::GetWindowDrawList(), {at.x + label, at.y, width - label, theme().row},
                 "(" + number(changed, 0) + ")", style, Align::right);
  } else {
    paragraph(words, style);
  }
}

// ---- the card and the strip ----

void draw_start_card(Workbench& bench, StartCardState& state, const Rect& place) {
  const float pad = theme().pad;
  const float side = (place.width - 2 * pad - (kSheetColumns - 1) * kSheetGap) / kSheetColumns;
  // As many rows of pictures as leave room for the rest; the sheet scrolls.
  const float foot = theme().row + 12;
  const float room = place.height - state.content - foot;
  const int rows =
      std::clamp(static_cast<int>((room + kSheetGap) / (side + kSheetGap)), 1, kSheetRows);
  const float pictures = is_pictures(bench.settings.data.source)
                             ? sheet_height(side, rows)
                             : std::clamp(room, 120.0F, place.width - 2 * pad);
  const float needed = state.content + pictures + foot;
  ImGui::SetCursorScreenPos({place.x, place.y});
  begin_scroll("left", {place.width, place.height});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect card{at.x, at.y, place.width, std::max(place.height, needed)};
  begin_card("start", {.title = tr(Text::settings), .place = &card, .is_untitled = true});
  end_card();
  const Rect inner{card.x + pad, card.y + pad, card.width - 2 * pad, card.height - 2 * pad};
  begin_region(inner, false);
  data_part(bench, pictures, side, /*has_legend=*/true);
  space(8);
  hairline();
  space(6);
  layers_part(bench, state);
  space(8);
  rate_part(bench);
  space(12);
  run_part(bench);
  const float content = ImGui::GetCursorScreenPos().y - card.y - pictures + pad;
  end_region();
  if (std::fabs(content - state.content) > 0.5F) {
    state.content = content;
    want_redraw();
  }
  begin_region({inner.x, card.bottom() - foot - 2, inner.width, foot}, false);
  hairline();
  space(2);
  draw_all_settings_row(bench);
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({card.width, card.height});
  end_scroll();
}

float draw_start_strip(Workbench& bench, StartCardState& state, const Rect& place) {
  const float pad = theme().pad;
  constexpr float kGap = 22.0F;
  const float inner = place.width - 2 * pad - 3 * kGap;
  const std::array<float, 4> widths{inner * 0.31F, inner * 0.27F, inner * 0.21F, inner * 0.21F};
  const float content = std::max(state.content, 80.0F);
  const Rect card{place.x, place.y, place.width, content + 2 * pad};
  begin_card("start", {.title = tr(Text::settings), .place = &card, .is_untitled = true});
  end_card();
  float x = card.x + pad;
  float lowest = 0.0F;
  const auto part = [&](std::size_t index, const auto& draw) {
    begin_region({x, card.y + pad, widths[index], content}, false);
    draw();
    lowest = std::max(lowest, ImGui::GetCursorScreenPos().y);
    end_region();
    x += widths[index] + kGap;
  };
  // One row; the sheet scrolls.
  const float side = sheet_side(widths[0], 54.0F);
  part(0, [&] { data_part(bench, sheet_height(side, 1), side - 0.5F, /*has_legend=*/false); });
  part(1, [&] { layers_part(bench, state); });
  part(2, [&] { rate_part(bench); });
  part(3, [&] {
    run_part(bench);
    draw_all_settings_row(bench);
  });
  const float used = lowest - card.y - pad;
  if (std::fabs(used - state.content) > 0.5F) {
    state.content = used;
    want_redraw();
  }
  return card.height;
}

}  // namespace purr::shell
