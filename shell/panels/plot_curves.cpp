#include "shell/panels/plot_curves.h"

#include <algorithm>
#include <cmath>

#include "engine/train/diagnosis_words.h"
#include "shell/panels/failure_panel.h"
#include "shell/view/failure_words.h"

namespace purr::shell {
namespace {

/// The strongest moving average: about a hundred iterations.
constexpr double kMaxSmoothing = 0.99;

void add_pinned(const Workbench& bench, std::vector<PlotPoint> PinnedRun::*points,
                std::string_view suffix, Curves& curves) {
  const std::vector<PinnedRun>& pinned = bench.pinned.all();
  curves.names.reserve(pinned.size());  // the series refer to it
  double& end = curves.spec.x_max;
  for (std::size_t i = 0; i < pinned.size(); ++i) {
    if (!pinned[i].is_shown || (pinned[i].*points).empty()) continue;
    curves.names.push_back(name_of(pinned[i], bench.settings) + std::string(suffix));
    curves.series.push_back({.name = curves.names.back(),
                             .colour = pinned_colour(i),
                             .style = LineStyle::ghost,
                             .points = pinned[i].*points});
    end = std::max(end, (pinned[i].*points).back().x);
  }
}

/// The end of the axis of iterations. In slow motion the end of the run may be hours away, so the
/// axis grows with the curve: from 20 iterations, by a half each time.
double end_of_axis(const Workbench& bench) {
  const double whole = bench.settings.training.iterations;
  if (bench.settings.view.pace <= 0.0) return whole;
  double end = 20.0;
  while (end < bench.run.status.iteration) end = std::ceil(1.5 * end);
  return std::min(end, whole);
}

/// The axis of iterations and the marks, which all plots share.
Curves over_iterations(const Workbench& bench) {
  Curves curves;
  for (const RunMark& mark : bench.marks) {
    curves.marks.push_back({static_cast<double>(mark.iteration), mark.words});
  }
  curves.spec.x_name = tr(bench.settings.training.batch_size > 0 ? Text::epoch : Text::iteration);
  curves.spec.is_log_x = bench.settings.view.log_iteration;
  curves.spec.x_max = end_of_axis(bench);
  curves.spec.empty_words =
      tr(bench.run.status.phase == Phase::waiting ? Text::plot_waiting : Text::plot_empty);
  curves.spec.smoothing =
      std::clamp(static_cast<double>(bench.arrangement.smoothing) / 100.0, 0.0, kMaxSmoothing);
  curves.spec.axis_from = tr(Text::axis_from);
  return curves;
}

/// Marks where the run broke.
void mark_failure(const RunView& run, Curves& curves) {
  const int at = broken_at(run.health);
  if (at < 0) return;
  const double x = at;
  const auto point =
      std::find_if(run.cost.begin(), run.cost.end(), [&](const PlotPoint& p) { return p.x >= x; });
  const bool has_cost = point != run.cost.end() && point->x == x;
  curves.failure_words = {
      tr(Text::failure_mark, {std::to_string(at), has_cost ? number_words(point->y) : "NaN"}), {}};
  double end = x + 1.0;
  const Diagnosis* dead = find_diagnosis(run.health, DiagnosisKind::dead_layer);
  if (dead != nullptr && dead->layer <= static_cast<int>(run.health.layers.size())) {
    const auto& units = run.health.layers[static_cast<std::size_t>(dead->layer - 1)];
    curves.failure_words[1] = tr(Text::failure_mark_dead, {std::to_string(dead->iteration),
                                                           std::to_string(units.dead_count()),
                                                           std::to_string(units.is_dead.size())});
    // A layer that dies much later is not a part of the same event.
    if (dead->iteration <= at + 8) end = std::max(end, static_cast<double>(dead->iteration));
  }
  curves.marks.insert(curves.marks.begin(), {.x = x,
                                             .label = curves.failure_words[0],
                                             .detail = curves.failure_words[1],
                                             .x_end = end,
                                             .y = has_cost ? point->y : kNotMeasured,
                                             .colour = theme().cat});
}

Curves cost_curves(const Workbench& bench) {
  const RunView& run = bench.run;
  const bool log_cost = bench.settings.view.log_cost || is_log_by_itself(bench);
  Curves curves = over_iterations(bench);
  curves.spec.y_name = tr(Text::cost);
  curves.spec.is_log_y = log_cost;
  if (!log_cost) curves.spec.y_min = 0.0;
  curves.series.push_back({.name = tr(Text::train), .colour = theme().train, .points = run.cost});
  if (!run.test_cost.empty()) {
    curves.series.push_back({.name = tr(Text::test),
                             .colour = theme().test,
                             .style = LineStyle::dashed,
                             .points = run.test_cost});
  }
  add_pinned(bench, &PinnedRun::cost, "", curves);
  mark_failure(run, curves);
  return curves;
}

Curves accuracy_curves(const Workbench& bench) {
  const RunView& run = bench.run;
  Curves curves = over_iterations(bench);
  curves.spec.y_name = tr(Text::accuracy);
  // From 0: an axis that begins at 60 makes a small difference look large.
  curves.spec.y_min = 0.0;
  curves.spec.y_max = 100.0;
  curves.spec.decimals = 1;
  curves.spec.unit = " %";
  curves.series.push_back(
      {.name = tr(Text::train), .colour = theme().train, .points = run.train_accuracy});
  const bool of_test = !run.test_accuracy.empty();
  if (of_test) {
    curves.series.push_back({.name = tr(Text::test),
                             .colour = theme().test,
                             .style = LineStyle::dashed,
                             .points = run.test_accuracy});
  }
  const std::string suffix = " · " + std::string(tr(of_test ? Text::test : Text::train));
  add_pinned(bench, of_test ? &PinnedRun::test_accuracy : &PinnedRun::train_accuracy, suffix,
             curves);
  return curves;
}

/// ‖dW[l]‖ of each layer, layer 1 on top.
Curves gradient_curves(const Workbench& bench) {
  const std::vector<std::vector<PlotPoint>>& layers = bench.run.gradient_norms;
  const int L = static_cast<int>(layers.size());
  Curves curves = over_iterations(bench);
  curves.spec.y_name = tr(Text::gradients);
  curves.spec.is_log_y = bench.settings.view.log_gradients;
  if (!curves.spec.is_log_y) curves.spec.y_min = 0.0;
  curves.spec.empty_words = tr(Text::gradients_empty);
  curves.names.reserve(layers.size());  // the series refer to it
  for (int l = 1; l <= L; ++l) {
    curves.names.push_back(tr(Text::gradient_length, {std::to_string(l)}));
    curves.series.push_back({.name = curves.names.back(),
                             .colour = layer_colour(l, L),
                             .points = layers[static_cast<std::size_t>(l - 1)]});
  }
  return curves;
}

}  // namespace

Curves curves_of(const Workbench& bench, PlotKind kind) {
  switch (kind) {
    case PlotKind::cost: return cost_curves(bench);
    case PlotKind::accuracy: return accuracy_curves(bench);
    case PlotKind::gradients: break;
  }
  return gradient_curves(bench);
}

std::string batch_words(const Workbench& bench) {
  const int m = bench.run.status.m;
  const int batch = bench.settings.training.batch_size;
  if (batch <= 0 || batch >= m) return {};
  const int last = m % batch == 0 ? batch : m % batch;
  const std::string train(tr(Text::train));
  if (bench.run.status.m_test <= 0) {
    return tr(Text::batch_curve_words_no_test, {train, number(last, 0), number(m, 0)});
  }
  return tr(Text::batch_curve_words,
            {train, number(last, 0), number(m, 0), std::string(tr(Text::test))});
}

ImU32 pinned_colour(std::size_t index) {
  return mix(theme().ghost, theme().ink, 0.2F * static_cast<float>(index % 3));
}

}  // namespace purr::shell
