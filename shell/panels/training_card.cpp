#include "shell/panels/training_card.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/defaults.h"
#include "engine/solver/choice.h"
#include "shell/panels/setting_slider.h"
#include "shell/view/edits.h"

namespace purr::shell {
namespace {

void initialisation_row(Experiment& settings) {
  NetworkSpec& network = settings.network;
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
    setting_slider(settings, "init_scale", tr(Text::init_scale), network.init_scale,
                   {.hint = tr(Text::init_scaled_hint)});
  }
  setting_stepper(settings, "seed", tr(Text::seed), network.seed, tr(Text::seed_hint));
}

/// Slow motion. The right end of the slider is full speed.
void speed_row(Workbench& bench) {
  ViewSpec& view = bench.settings.view;
  SliderSpec spec = slider_spec(bench.settings, "pace", view.pace);
  const NamedValue full[] = {{spec.max, tr(Text::speed_free)}};
  spec.usual = spec.max;
  spec.unit = tr(Text::speed_unit);
  spec.names = full;
  spec.hint = tr(Text::speed_hint);
  double speed = view.pace > 0.0 ? std::clamp(view.pace, kMinPace, kMaxPace) : spec.max;
  if (slider("speed", tr(Text::speed), speed, spec)) {
    view.pace = speed >= spec.max ? 0.0 : speed;
  }
}

/// A sentence below a setting that conflicts with another one.
void why(std::string_view id, const std::string& words) {
  space(2);
  notice(id, NoticeKind::info, words, {}, /*dismissable=*/false);
  space(4);
}

/// The iteration to train to, or to return to.
void run_to_row(Workbench& bench, TrainingCardState& state) {
  const float go = theme().touch ? 44.0F : 32.0F;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  stepper("run_to", tr(Text::run_to), state.run_to,
          {.min = 0,
           .max = find_key("iterations")->max,
           .step = 100,
           .reserve = go + 8,
           .hint = tr(Text::run_to_hint)});
  const ImVec2 after = ImGui::GetCursorScreenPos();
  begin_region({at.x + width - go, at.y, go, after.y - at.y}, false);
  if (button(
          "run_to_go", tr(Text::run_to_go),
          {.icon = Icon::play, .width = go, .is_icon_only = true, .hint = tr(Text::run_to_hint)})) {
    bench.requests.run_to = state.run_to;
  }
  end_region();
  ImGui::SetCursorScreenPos(after);
  ImGui::Dummy({0, 0});
}

void optimizer_rows(Experiment& settings) {
  TrainingSpec& training = settings.training;
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
  const bool is_adam = training.optimizer == Optimizer::adam;
  if (is_adam || training.optimizer == Optimizer::momentum) {
    setting_slider(settings, "momentum", tr(is_adam ? Text::adam_beta1 : Text::momentum),
                   training.momentum,
                   {.hint = tr(is_adam ? Text::adam_beta1_hint : Text::momentum_hint)});
  }
  if (is_adam || training.optimizer == Optimizer::rmsprop) {
    setting_slider(settings, "beta2", is_adam ? "Adam β_{2}" : "RMSprop β", training.beta2,
                   {.hint = tr(Text::beta2_hint)});
  }
}

void regularisation_rows(Workbench& bench) {
  TrainingSpec& training = bench.settings.training;
  const NamedValue none[] = {{0.0, tr(Text::off)}};
  setting_slider(bench.settings, "l2", "L2 λ", training.l2,
                 {.names = none, .hint = tr(Text::l2_hint)});
  const double shrink = training.learning_rate * training.l2 / std::max(1, bench.run.status.m);
  const bool is_plain =
      training.optimizer == Optimizer::gd || training.optimizer == Optimizer::momentum;
  if (is_plain && shrink >= 1.0) why("why_l2", tr(Text::why_l2, {number(shrink, 2)}));
  if (bench.settings.network.hidden.empty()) return;
  const NamedValue off[] = {{1.0, tr(Text::off)}};
  setting_slider(bench.settings, "keep_prob", tr(Text::keep_prob), training.keep_prob,
                 {.names = off, .hint = tr(Text::keep_prob_hint)});
}

void batch_row(Workbench& bench) {
  TrainingSpec& training = bench.settings.training;
  const int m = std::max(bench.run.status.m, 2);
  const NamedValue full[] = {{0.0, tr(Text::all)}};
  const double max =
      std::min(slider_range("batch_size", bench.settings).max, static_cast<double>(m));
  setting_slider(bench.settings, "batch_size", tr(Text::batch), training.batch_size,
                 {.max = std::max(max, static_cast<double>(training.batch_size)),
                  .names = full,
                  .hint = tr(Text::batch_hint)});
  if (bench.run.status.m > 0 && training.batch_size >= bench.run.status.m) {
    why("why_batch",
        tr(Text::why_batch_all, {number(bench.run.status.m, 0), number(training.batch_size, 0)}));
  }
}

bool is_leaky(const NetworkSpec& network) {
  for (int l = 1; l <= static_cast<int>(network.hidden.size()); ++l) {
    if (network.hidden_activation(l) == Activation::leaky_relu) return true;
  }
  return false;
}

bool is_all_frozen(const Workbench& bench) {
  const int layers = static_cast<int>(bench.settings.network.hidden.size()) + 1;
  for (int l = 1; l <= layers; ++l) {
    if (!is_frozen(bench.settings, l)) return false;
  }
  return true;
}

/// How many of the settings under “More” differ from their usual values.
int changed_count(const Experiment& now, Experiment usual) {
  change_source(usual, now.data.source);
  constexpr std::array kUnderMore{
      "decay",        "epsilon",     "epsilon_inside", "shuffle_seed",  "dropout_seed",
      "leaky_slope",  "standardise", "stop_cost",      "stop_gradient", "stop_patience",
      "stop_seconds", "precision",   "solver"};
  return static_cast<int>(std::count_if(kUnderMore.begin(), kUnderMore.end(), [&](auto name) {
    const Key* key = find_key(name);
    return key->get(now) != key->get(usual);
  }));
}

void stop_rows(Experiment& settings) {
  TrainingSpec& training = settings.training;
  space(4);
  text(tr(Text::stop_rules), dim_text());
  const NamedValue off[] = {{0.0, tr(Text::off)}};
  const auto rule = [&](std::string_view key, Text label, auto& value, Text hint) {
    setting_slider(settings, key, tr(label), value, {.names = off, .hint = tr(hint)});
  };
  rule("stop_cost", Text::stop_cost, training.stop_cost, Text::stop_cost_hint);
  rule("stop_gradient", Text::stop_gradient, training.stop_gradient, Text::stop_gradient_hint);
  const double max = slider_range("stop_patience", settings).max;
  setting_slider(settings, "stop_patience", tr(Text::stop_patience), training.stop_patience,
                 {.max = std::max(max, static_cast<double>(training.stop_patience)),
                  .names = off,
                  .hint = tr(Text::stop_patience_hint)});
  rule("stop_seconds", Text::stop_seconds, training.stop_seconds, Text::stop_seconds_hint);
}

/// Says so where Gram would be faster but its matrices need too much memory.
void why_not_gram(Workbench& bench) {
  const RunView& run = bench.run;
  const SolverEstimate estimate =
      estimate_solvers(run.input_count(), run.count(false), run.count(true), bench.settings.network,
                       bench.settings.training, run.is_pictures());
  if (!estimate.gram_is_less_work() || estimate.matrix_bytes <= bench.max_matrix_bytes) return;
  if (estimate.gram_bytes > kMaxRunBytes) return;
  why("why_not_gram",
      tr(Text::why_not_gram, {number(estimate.matrix_bytes / 1e6, 0),
                              number(estimate.primal_operations / estimate.gram_operations, 1)}));
}

void solver_rows(Workbench& bench) {
  TrainingSpec& training = bench.settings.training;
  const std::array<Choice, 2> precisions{{{.label = tr(Text::precision_f64), .id = "f64"},
                                          {.label = tr(Text::precision_f32), .id = "f32"}}};
  int precision = static_cast<int>(training.precision);
  if (chooser("precision", tr(Text::precision), precisions, precision,
              {.hint = tr(Text::precision_hint)})) {
    training.precision = static_cast<Precision>(precision);
  }
  const std::string hint = tr(Text::solver_hint, {number(bench.max_matrix_bytes / 1e6, 0)});
  const std::array<Choice, 3> solvers{
      {{.label = tr(Text::solver_auto), .id = "auto", .hint = hint},
       {.label = "primal", .id = "primal", .hint = tr(Text::solver_primal_hint)},
       {.label = "Gram", .id = "gram", .hint = tr(Text::solver_gram_hint)}}};
  int solver = static_cast<int>(training.solver);
  if (chooser("solver", tr(Text::solver), solvers, solver, {.hint = hint})) {
    training.solver = static_cast<SolverChoice>(solver);
  }
  if (training.solver == SolverChoice::automatic) why_not_gram(bench);
  if (training.solver != SolverChoice::gram) return;
  const bool is_adam = training.optimizer == Optimizer::adam;
  const std::vector<int>& hidden = bench.settings.network.hidden;
  if (is_adam || training.optimizer == Optimizer::rmsprop) {
    why("why_gram", tr(Text::why_gram_optimizer, {is_adam ? "Adam" : "RMSprop"}));
  } else if (freezes_first_weights(training.frozen, hidden.empty() ? 1 : hidden.front(), 1 << 24)) {
    why("why_gram", std::string(tr(Text::why_gram_frozen)));
  }
}

/// Rarely changed settings; each is shown only where it has an effect.
void more_rows(Workbench& bench) {
  const NamedValue off[] = {{0.0, tr(Text::off)}};
  TrainingSpec& training = bench.settings.training;
  NetworkSpec& network = bench.settings.network;
  setting_slider(bench.settings, "decay", tr(Text::decay), training.decay,
                 {.names = off, .hint = tr(Text::decay_hint)});
  if (training.optimizer == Optimizer::rmsprop || training.optimizer == Optimizer::adam) {
    setting_slider(bench.settings, "epsilon", "ε", training.epsilon,
                   {.hint = tr(Text::epsilon_hint)});
    toggle("epsilon_inside", tr(Text::epsilon_inside), training.epsilon_inside,
           tr(Text::epsilon_inside_hint));
  }
  const auto seed = [&](std::string_view key, Text label, int& value, Text hint) {
    setting_stepper(bench.settings, key, tr(label), value, tr(hint));
  };
  if (training.batch_size > 0) {
    seed("shuffle_seed", Text::shuffle_seed, training.shuffle_seed, Text::shuffle_seed_hint);
  }
  if (training.keep_prob < 1.0 && !network.hidden.empty()) {
    seed("dropout_seed", Text::dropout_seed, training.dropout_seed, Text::dropout_seed_hint);
  }
  if (is_leaky(network)) {
    setting_slider(bench.settings, "leaky_slope", tr(Text::leaky_slope), network.leaky_slope,
                   {.hint = tr(Text::leaky_slope_hint)});
  }
  toggle("standardise", tr(Text::standardise), bench.settings.data.standardise,
         tr(Text::standardise_hint));
  stop_rows(bench.settings);
  space(6);
  solver_rows(bench);
}

}  // namespace

void draw_training_card(Workbench& bench, TrainingCardState& state) {
  TrainingSpec& training = bench.settings.training;
  const bool is_phone = bench.layout == Layout::phone;
  if (begin_card("training",
                 {.title = tr(Text::training),
                  .link = tr(Text::defaults),
                  .folded = is_phone ? nullptr : &bench.arrangement.is_training_folded})) {
    // The values of the preset, or of the default run for this kind of data.
    const bool has_pictures = is_pictures(bench.settings.data.source);
    const std::string& preset = bench.settings.preset;
    Experiment usual = preset_experiment(preset.empty() && !has_pictures ? "c1w3-planar" : preset);
    if (has_pictures) change_source(usual, bench.settings.data.source);
    training = usual.training;
    bench.settings.network.init = usual.network.init;
    bench.settings.network.seed = usual.network.seed;
  }
  if (!is_phone && bench.arrangement.is_training_folded) return end_card();
  const Experiment usual = preset_experiment(bench.settings.preset);
  setting_slider(bench.settings, "learning_rate", tr(Text::learning_rate), training.learning_rate,
                 {.hint = tr(Text::learning_rate_hint)});
  setting_slider(bench.settings, "iterations",
                 tr(training.batch_size > 0 ? Text::epochs : Text::iterations), training.iterations,
                 {.hint = tr(Text::iterations_hint)});

  batch_row(bench);
  optimizer_rows(bench.settings);
  regularisation_rows(bench);
  initialisation_row(bench.settings);
  if (bench.settings.network.init == Initialisation::zeros &&
      !bench.settings.network.hidden.empty()) {
    why("why_zeros", std::string(tr(Text::why_zeros)));
  }
  if (is_all_frozen(bench)) why("why_held", std::string(tr(Text::why_all_held)));
  bool& shows_more = bench.arrangement.shows_more;
  const int changed = changed_count(bench.settings, usual);
  disclosure("more",
             !shows_more && changed > 0 ? tr(Text::more_settings_changed, {std::to_string(changed)})
                                        : std::string(tr(Text::more_settings)),
             shows_more, tr(Text::more_settings_hint));
  if (shows_more) more_rows(bench);
  hairline();
  space(4);
  speed_row(bench);
  run_to_row(bench, state);

  space(4);
  if (link("same_start", tr(Text::same_start), tr(Text::rewind_hint), theme().title_size)) {
    bench.requests.rewind = true;
  }
  ImGui::SameLine(0, 12);
  if (link("new_seed", tr(Text::new_seed), tr(Text::seed_hint), theme().title_size)) {
    bench.settings.network.seed += 1;
  }
  if (bench.can_undo) {
    ImGui::SameLine(0, 12);
    if (link("undo", tr(Text::undo), tr(Text::undo_hint), theme().title_size)) {
      bench.requests.undo = true;
    }
  }
  if (bench.can_redo) {
    ImGui::SameLine(0, 12);
    if (link("redo", tr(Text::redo), tr(Text::redo_hint), theme().title_size)) {
      bench.requests.redo = true;
    }
  }
  end_card();
}

}  // namespace purr::shell
