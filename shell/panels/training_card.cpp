#include <algorithm>
#include <array>
#include <string>

#include "shell/panels/panels.h"

namespace purr::shell {
namespace {

void initialisation_row(Workbench& bench) {
  NetworkSpec& network = bench.settings.network;
  const std::array<Choice, 6> choices{{
      {.label = tr(Text::init_zeros), .id = "zeros", .hint = tr(Text::init_zeros_hint)},
      {.label = tr(Text::init_small), .id = "small", .hint = tr(Text::init_small_hint)},
      {.label = tr(Text::init_large), .id = "large", .hint = tr(Text::init_large_hint)},
      {.label = "Xavier", .id = "xavier", .hint = tr(Text::init_xavier_hint)},
      {.label = "He", .id = "he", .hint = tr(Text::init_he_hint)},
      {.label = tr(Text::init_scaled), .id = "scaled", .hint = tr(Text::init_scaled_hint)},
  }};
  int chosen = static_cast<int>(network.init);
  if (chooser("init", tr(Text::initialisation), choices, chosen,
              {.hint = tr(Text::initialisation_hint)})) {
    network.init = static_cast<Initialisation>(chosen);
  }
  if (network.init == Initialisation::scaled) {
    slider("init_scale", tr(Text::init_scale), network.init_scale,
           {.min = 0.001,
            .max = 10,
            .usual = 0.01,
            .scale = Scale::logarithmic,
            .hint = tr(Text::init_scaled_hint)});
  }
  stepper("seed", tr(Text::seed), network.seed,
          {.min = 0, .max = 999999999, .step = 1, .hint = tr(Text::seed_hint)});
}

/// A place in the run to stop at, or to go back to.
void run_to_row(Workbench& bench) {
  const float go = theme().touch ? 44.0F : 32.0F;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  stepper("run_to", tr(Text::run_to), bench.screen.run_to,
          {.min = 0,
           .max = 1000000,
           .step = 100,
           .width = width * 0.6F - go - 8,
           .hint = tr(Text::run_to_hint)});
  const ImVec2 after = ImGui::GetCursorScreenPos();
  begin_region({at.x + width - go, at.y, go, after.y - at.y}, false);
  if (button("run_to_go", tr(Text::run_to_go),
             {.icon = Icon::play, .width = go, .icon_only = true, .hint = tr(Text::run_to_hint)})) {
    bench.asked.run_to = bench.screen.run_to;
  }
  end_region();
  ImGui::SetCursorScreenPos(after);
  ImGui::Dummy({0, 0});
}

}  // namespace

void draw_training_card(Workbench& bench, const Rect* place) {
  TrainingSpec& training = bench.settings.training;
  const bool is_phone = bench.screen.layout == Layout::phone;
  if (begin_card("training",
                 {.title = tr(Text::training),
                  .link = tr(Text::defaults),
                  .place = place,
                  .folded = is_phone ? nullptr : &bench.screen.arrangement.training_folded})) {
    // The preset's own numbers, or those of the default run for this kind of data.
    const bool pictures = is_pictures(bench.settings.data.source);
    const std::string& preset = bench.settings.preset;
    const Experiment usual =
        preset_experiment(preset.empty() && !pictures ? "c1w3-planar" : preset);
    training = usual.training;
    bench.settings.network.init = usual.network.init;
    bench.settings.network.seed = usual.network.seed;
  }
  if (!is_phone && bench.screen.arrangement.training_folded) return end_card();
  const Experiment usual = preset_experiment(bench.settings.preset);
  slider("learning_rate", tr(Text::learning_rate), training.learning_rate,
         {.min = 0.0001,
          .max = 10,
          .usual = usual.training.learning_rate,
          .scale = Scale::logarithmic,
          .digits = 2,
          .hint = tr(Text::learning_rate_hint)});
  slider("iterations", tr(training.batch_size > 0 ? Text::epochs : Text::iterations),
         training.iterations,
         {.min = 10,
          .max = 30000,
          .usual = static_cast<double>(usual.training.iterations),
          .scale = Scale::logarithmic,
          .integer = true,
          .digits = 2,
          .hint = tr(Text::iterations_hint)});

  const int m = std::max(bench.run.status.m, 2);
  const NamedValue full[] = {{0.0, tr(Text::all)}};
  slider("batch_size", tr(Text::batch), training.batch_size,
         {.min = 0,
          .max = static_cast<double>(std::min(m, 512)),
          .usual = 0,
          .integer = true,
          .names = full,
          .hint = tr(Text::batch_hint)});

  const std::array<Choice, 4> optimizers{{
      {.label = tr(Text::optimizer_gd), .id = "gd", .hint = tr(Text::optimizer_gd_hint)},
      {.label = tr(Text::optimizer_momentum),
       .id = "momentum",
       .hint = tr(Text::optimizer_momentum_hint)},
      {.label = "RMSprop", .id = "rmsprop", .hint = tr(Text::optimizer_rmsprop_hint)},
      {.label = "Adam", .id = "adam", .hint = tr(Text::optimizer_adam_hint)},
  }};
  int optimizer = static_cast<int>(training.optimizer);
  if (chooser("optimizer", tr(Text::optimizer), optimizers, optimizer,
              {.hint = tr(Text::optimizer_hint)})) {
    training.optimizer = static_cast<Optimizer>(optimizer);
  }
  if (training.optimizer == Optimizer::momentum || training.optimizer == Optimizer::adam) {
    slider("momentum", tr(Text::momentum), training.momentum,
           {.min = 0, .max = 0.99, .usual = 0.9, .hint = tr(Text::momentum_hint)});
  }
  slider("l2", "L2 λ", training.l2,
         {.min = 0.01,
          .max = 100,
          .usual = 0,
          .scale = Scale::logarithmic_zero,
          .digits = 2,
          .hint = tr(Text::l2_hint)});
  if (!bench.settings.network.hidden.empty()) {
    const NamedValue off[] = {{1.0, tr(Text::off)}};
    slider("keep_prob", tr(Text::keep_prob), training.keep_prob,
           {.min = 0.3,
            .max = 1,
            .usual = 1,
            .digits = 2,
            .names = off,
            .hint = tr(Text::keep_prob_hint)});
  }
  initialisation_row(bench);
  run_to_row(bench);

  space(4);
  if (link("same_start", tr(Text::same_start), tr(Text::rewind_hint), theme().title_size)) {
    bench.asked.rewind = true;
  }
  ImGui::SameLine(0, 12);
  if (link("new_seed", tr(Text::new_seed), tr(Text::seed_hint), theme().title_size)) {
    bench.settings.network.seed += 1;
  }
  if (bench.can_undo) {
    ImGui::SameLine(0, 12);
    if (link("undo", tr(Text::undo), tr(Text::undo_hint), theme().title_size)) {
      bench.asked.undo = true;
    }
  }
  end_card();
}

}  // namespace purr::shell
