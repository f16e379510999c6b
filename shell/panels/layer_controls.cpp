#include "shell/panels/layer_controls.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "shell/panels/names.h"
#include "shell/panels/setting_slider.h"
#include "shell/view/edits.h"

namespace purr::shell {
void freeze_button(Workbench& bench, int l, float side) {
  const bool is_on = is_frozen(bench.settings, l);
  const std::size_t count = bench.settings.training.frozen.size();
  if (button("hold", tr(Text::hold_layer, {std::to_string(l)}),
             {.kind = ButtonKind::bare,
              .icon = is_on ? Icon::lock : Icon::lock_open,
              .width = side,
              .height = side,
              .is_icon_only = true,
              .is_pressed = is_on,
              .is_enabled = is_on || count < static_cast<std::size_t>(kMaxFrozen),
              .hint = tr(is_on ? Text::held_layer_hint : Text::hold_layer_hint)})) {
    toggle_frozen(bench.settings, l);
  }
}

bool remove_button(int l, float side, std::string_view hint) {
  return button("remove", tr(Text::remove_layer, {std::to_string(l)}),
                {.kind = ButtonKind::bare,
                 .icon = Icon::close,
                 .width = side,
                 .height = side,
                 .is_icon_only = true,
                 .hint = hint});
}

void activation_chooser(Workbench& bench, int l) {
  NetworkSpec& network = bench.settings.network;
  std::array<Choice, kEveryActivation.size()> choices;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    choices[i] = {.label = activation_name(static_cast<Activation>(i))};
  }
  int chosen = static_cast<int>(network.hidden_activation(l));
  if (chooser("activation", tr(Text::activation_of, {std::to_string(l)}), choices, chosen,
              {.has_label = false, .is_link = true, .hint = tr(Text::activation_hint)})) {
    const std::size_t layers = network.hidden.size();
    if (network.activation.size() != layers) {
      // A copy: assign must not read an entry of the list that it replaces.
      const Activation all = network.activation.front();
      network.activation.assign(layers, all);
    }
    network.activation[static_cast<std::size_t>(l - 1)] = static_cast<Activation>(chosen);
  }
}

void units_slider(Workbench& bench, int l, float width) {
  int& units = bench.settings.network.hidden[static_cast<std::size_t>(l - 1)];
  // Links and the keyboard go beyond the end of the slider.
  const double max = slider_range("hidden", bench.settings).max;
  setting_slider(bench.settings, "hidden", tr(Text::units_of, {std::to_string(l)}), units,
                 {.max = std::max(max, static_cast<double>(units)),
                  .has_label = false,
                  .has_well = false,
                  .width = width,
                  .id = "units",
                  .hint = tr(Text::units_hint)});
}

int inputs_of_layer(const Workbench& bench, int l) {
  const std::vector<int>& hidden = bench.settings.network.hidden;
  if (l > 1) return hidden[static_cast<std::size_t>(l - 2)];
  if (bench.run.is_points()) return bench.run.feature_count();
  if (!is_pictures(bench.settings.data.source)) return 2;
  return bench.run.is_pictures() ? static_cast<int>(bench.run.picture_size()) : 64 * 64 * 3;
}

std::string shape_text(int rows, int columns) {
  return "(" + std::to_string(rows) + ", " + std::to_string(columns) + ")";
}

std::string weights_text(int l, int n_out, int n_in) {
  return "W^[" + std::to_string(l) + "] " + shape_text(n_out, n_in);
}

std::string output_text(int l) { return "ŷ = a^[" + std::to_string(l) + "] " + shape_text(1, 1); }

std::string units_text(int units) {
  return tr(units == 1 ? Text::one_unit : Text::units, {std::to_string(units)});
}

}  // namespace purr::shell
