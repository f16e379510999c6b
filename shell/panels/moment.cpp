#include "shell/panels/moment.h"

#include <cmath>

namespace purr::shell {
namespace {

bool has_past(const Status& status) {
  return status.latest > 0 && status.phase != Phase::preparing && status.phase != Phase::waiting;
}

}  // namespace

void add_moment(const Workbench& bench, PlotKind kind, Moment& moment, PlotSpec& spec) {
  const Status& status = bench.run.status;
  if (!has_past(status) || bench.run.cost.empty() || kind == PlotKind::gradients) return;
  const bool is_cost = kind == PlotKind::cost;
  moment.words = tr(Text::moment_words, {number(status.iteration, 0), number(status.latest, 0)});
  moment.dot = {.id = "moment",
                .label = tr(Text::moment),
                .words = moment.words,
                .hint = tr(Text::moment_hint),
                .x = static_cast<double>(status.iteration),
                .y = is_cost ? status.cost : 100.0 * status.train_accuracy,
                .min = 0.0,
                .max = static_cast<double>(status.latest),
                .colour = theme().train};
  spec.moment = &moment.dot;
}

void take_moment(Workbench& bench, const PlotResult& result) {
  if (!result.moment) return;
  bench.requests.look_back = static_cast<int>(std::lround(*result.moment));
}

std::string moment_back_words(const Workbench& bench) {
  return tr(Text::moment_back, {number(bench.run.status.latest, 0)});
}

std::string moment_back_hint(const Workbench& bench) {
  return tr(Text::moment_back_hint, {number(bench.run.status.iteration, 0)});
}

void request_newest(Workbench& bench) { bench.requests.look_back = LookBack::kNow; }

}  // namespace purr::shell
