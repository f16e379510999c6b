#include "shell/view/run_view.h"

#include <algorithm>
#include <utility>

namespace purr::shell {
namespace {

/// The series of the plots from curve point `from` on.
void extend_series(RunView& view, std::size_t from) {
  const auto cut = [&](std::vector<PlotPoint>& series, double first_x) {
    while (!series.empty() && series.back().x >= first_x) series.pop_back();
  };
  const double first_x = from < view.curve.size() ? view.curve[from].iteration
                         : view.curve.empty()     ? -1.0
                                                  : view.curve.back().iteration + 1.0;
  for (auto* series : {&view.cost, &view.test_cost, &view.train_accuracy, &view.test_accuracy}) {
    cut(*series, first_x);
  }
  for (std::size_t i = from; i < view.curve.size(); ++i) {
    const CurvePoint& point = view.curve[i];
    const double x = point.iteration;
    view.cost.push_back({x, point.cost});
    view.train_accuracy.push_back({x, 100.0 * point.train_accuracy});
    if (point.has_test == 0) continue;
    view.test_cost.push_back({x, point.test_cost});
    view.test_accuracy.push_back({x, 100.0 * point.test_accuracy});
  }
}

/// ‖dW[l]‖ over the iterations. Layers may have been added or removed meanwhile; only those that
/// still exist are drawn.
void remake_gradient_norms(RunView& view) {
  const std::vector<GradientPoint>& points = view.gradients;
  view.gradient_norms.clear();
  view.gradient_norms.resize(points.empty() ? 0 : static_cast<std::size_t>(points.back().layers));
  for (std::size_t l = 0; l < view.gradient_norms.size(); ++l) {
    for (const GradientPoint& point : points) {
      if (static_cast<std::size_t>(point.layers) <= l) continue;
      view.gradient_norms[l].push_back({static_cast<double>(point.iteration), point.dW[l]});
    }
  }
}

}  // namespace

void RunView::take_data(DataUpdate update) {
  data = std::move(update);
  pictures.start(data);
  near_duplicates = {};
  predictions = {};
  boundary = {};
  plane_view = {};
  distribution = {};
  weight = {};
  unit = {};
  health = {};
}

void RunView::take_weight(WeightUpdate update) {
  const WeightTrace& before = weight.trace;
  const bool is_same = weight.revision == update.revision && before.layer == update.trace.layer &&
                       before.unit == update.trace.unit && before.input == update.trace.input;
  if (is_same && update.history.size() == 1) {
    // The run goes on, or has gone back.
    const WeightPoint now = update.history.front();
    std::vector<WeightPoint> history = std::move(weight.history);
    std::erase_if(history, [&](const WeightPoint& p) { return p.iteration >= now.iteration; });
    constexpr std::size_t kMaxPoints = 4096;
    if (history.size() >= kMaxPoints) history.erase(history.begin() + 1);
    history.push_back(now);
    update.history = std::move(history);
  }
  weight = std::move(update);
  ++weight_count;
}

void RunView::forget_data() {
  take_data(DataUpdate{});
  first_layer = WeightsUpdate{};
  ++first_layer_count;
  trace = TraceUpdate{};
  ++trace_count;
}

bool RunView::receive(Update& update) {
  if (auto* s = std::get_if<Status>(&update)) {
    status = std::move(*s);
    // Without data there is no network: values of the one before must not stay.
    if (status.phase == Phase::waiting && status.m == 0) forget_data();
  } else if (auto* c = std::get_if<CurveUpdate>(&update)) {
    extend_series(*this, apply_tail(curve, *c));
  } else if (auto* g = std::get_if<GradientsUpdate>(&update)) {
    if (g->points.empty() && g->keep >= gradients.size()) return true;  // nothing new
    apply_tail(gradients, *g);
    remake_gradient_norms(*this);
  } else if (auto* d = std::get_if<DataUpdate>(&update)) {
    take_data(std::move(*d));
  } else if (auto* p = std::get_if<PicturesUpdate>(&update)) {
    pictures.receive(*p);
  } else if (auto* one = std::get_if<WeightUpdate>(&update)) {
    if (one->revision == data.revision) take_weight(std::move(*one));
  } else if (auto* found = std::get_if<NearDuplicatesUpdate>(&update)) {
    near_duplicates = std::move(*found);
  } else if (auto* y = std::get_if<PredictionsUpdate>(&update)) {
    predictions = std::move(*y);
  } else if (auto* w = std::get_if<WeightsUpdate>(&update)) {
    if (w->token != 0) return false;
    first_layer = std::move(*w);
    ++first_layer_count;
  } else if (auto* t = std::get_if<TraceUpdate>(&update)) {
    trace = std::move(*t);
    ++trace_count;
  } else if (auto* b = std::get_if<BoundaryUpdate>(&update)) {
    ++(b->is_view ? plane_view_count : boundary_count);
    (b->is_view ? plane_view : boundary) = std::move(*b);
  } else if (auto* state = std::get_if<HealthUpdate>(&update)) {
    health = std::move(*state);
  } else if (auto* answers = std::get_if<UnitUpdate>(&update)) {
    if (answers->revision == data.revision) unit = std::move(*answers);
  } else if (auto* lie = std::get_if<DistributionUpdate>(&update)) {
    distribution = std::move(*lie);
  } else {
    return false;
  }
  return true;
}

bool RunView::is_dead(int layer, int unit_number) const {
  if (layer < 1 || layer > static_cast<int>(health.layers.size()) || unit_number < 1) return false;
  const auto& units = health.layers[static_cast<std::size_t>(layer - 1)].is_dead;
  return unit_number <= static_cast<int>(units.size()) &&
         units[static_cast<std::size_t>(unit_number - 1)] != 0;
}

float RunView::y_hat(bool of_test, int i) const {
  const std::vector<float>& all = of_test ? predictions.test : predictions.train;
  if (predictions.revision != data.revision || i < 0 || i >= static_cast<int>(all.size())) {
    return -1.0F;
  }
  return all[static_cast<std::size_t>(i)];
}

bool RunView::is_wrong(bool of_test, int i) const {
  const float y = y_hat(of_test, i);
  return y >= 0.0F && (y > 0.5F) != (label(of_test, i) != 0);
}

int RunView::wrong_count(bool of_test) const {
  int wrong = 0;
  for (int i = 0; i < count(of_test); ++i) wrong += is_wrong(of_test, i) ? 1 : 0;
  return wrong;
}

}  // namespace purr::shell
