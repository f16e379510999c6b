#include "shell/panels/start_controls.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "shell/panels/layer_controls.h"
#include "shell/panels/setting_slider.h"
#include "shell/view/edits.h"

namespace purr::shell {
namespace {

void set_layer_count(Experiment& settings, int count) {
  while (static_cast<int>(settings.network.hidden.size()) < count) add_layer(settings);
  while (static_cast<int>(settings.network.hidden.size()) > std::max(0, count)) {
    remove_layer(settings, static_cast<int>(settings.network.hidden.size()));
  }
}

/// One small button a layer, with its number of units, and one that adds a layer.
void unit_chips(Workbench& bench, int& layer) {
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
                .is_pressed = layer == l,
                .hint = tr(Text::units_of, {std::to_string(l)})})) {
      layer = layer == l ? 0 : l;
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

void draw_layers(Workbench& bench, int& layer) {
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
  layer = layer > count ? 0 : layer;
  // A strip has no height to spare; the buttons say the same when they are pointed at.
  const bool is_strip = bench.layout == Layout::middle;
  if (count == 0 || !is_strip) {
    paragraph(tr(count == 0 ? Text::no_units : Text::units_in_each), small_text());
    space(4);
  }
  unit_chips(bench, layer);
  if (layer == 0) return;
  space(4);
  const float side = theme().touch ? 44.0F : 28.0F;
  const float width = ImGui::GetContentRegionAvail().x;
  units_slider(bench, layer, width - side - 6);
  ImGui::SameLine(0, 6);
  const int l = layer;
  if (remove_button(l, side, tr(Text::remove_layer, {std::to_string(l)}))) {
    remove_layer(bench.settings, l);
    layer = 0;
  }
}

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

}  // namespace purr::shell
