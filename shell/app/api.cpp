// What window.purr and the command line call.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "shell/app/app_state.h"
#include "shell/app/exports.h"
#include "shell/exports/run_json.h"
#include "shell/panels/answer.h"
#include "shell/theme/strings.h"
#include "shell/theme/version.h"
#include "shell/view/failure_words.h"
#include "shell/widgets/registry.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {

std::string App::link() const { return link_of(state_->settings); }

void App::load(std::string_view link) {
  state_->end_first_replay();
  state_->load_link(link);
  state_->bench.selection.equation.reset();
  state_->sync_settings();
}

std::vector<Error> App::set(std::string_view key, std::string_view value) {
  state_->end_first_replay();
  std::vector<Error> repairs;
  set_key(state_->settings, key, value, repairs);
  state_->notices.warn(repairs);
  state_->sync_settings();
  state_->is_dirty = true;
  return repairs;
}

void App::play() {
  state_->end_first_replay();
  state_->play();
}

void App::pause() {
  state_->end_first_replay();
  state_->host.send(Pause{});
}

void App::step(int count) {
  state_->end_first_replay();
  state_->run_to(state_->run.status.iteration + count);
}

void App::run_to(int iteration) {
  state_->end_first_replay();
  state_->run_to(iteration);
}

void App::rewind() { run_to(0); }

void App::take_trial(std::uint32_t serial, std::size_t index, const TrialResult& result) {
  state_->bench.ways_out.take(serial, index, result);
  state_->is_dirty = true;
}

std::string App::snapshot_json() const {
  state_->follow_notices();
  const State& s = *state_;
  const Status& status = s.run.status;
  // The trainer has not applied the last settings: what it reported is of the run before.
  const bool is_behind = !s.settings_sync.is_current(status);
  const Error* failure = s.notices.failure();
  nlohmann::ordered_json json = run_json(status);
  json.update({
      {"simd", built_version().simd},
      {"running", is_behind || status.phase == Phase::training || status.phase == Phase::preparing},
      {"phase", is_behind ? "preparing" : phase_name(status.phase)},
      {"stopReason", is_behind ? "none" : stop_reason_name(status.stop_reason)},
      {"msPerIteration", status.ms_per_iteration},
      {"elapsedMs", status.elapsed_ms},
      {"diagnoses", is_behind ? nlohmann::ordered_json::array()
                              : diagnoses_json(s.run.health.diagnoses, current_language())},
      {"notes", sentences_json(s.notices.notes(), current_language())},
      {"error", failure != nullptr ? nlohmann::ordered_json(describe(*failure, current_language()))
                                   : nlohmann::ordered_json(nullptr)},
  });
  return json_text(json);
}

std::vector<double> App::curve(bool of_test) const {
  const std::vector<PlotPoint>& points = of_test ? state_->run.test_cost : state_->run.cost;
  std::vector<double> pairs;
  pairs.reserve(points.size() * 2);
  for (const PlotPoint& point : points) {
    pairs.push_back(point.x);
    pairs.push_back(point.y);
  }
  return pairs;
}

int App::layer_count() const {
  return std::max(0, static_cast<int>(state_->run.status.layers.size()) - 1);
}

std::uint32_t App::ask_weights(int layer) {
  const std::uint32_t token = state_->next_token++;
  state_->host.send(AskWeights{token, layer});
  return token;
}

std::uint32_t App::ask_prediction(std::vector<std::uint8_t> pixels) {
  const std::uint32_t token = state_->next_token++;
  state_->host.send(AskPrediction{token, std::move(pixels)});
  return token;
}

std::uint32_t App::ask_batch() {
  const std::uint32_t token = state_->next_token++;
  state_->host.send(AskBatch{token});
  return token;
}

void App::edit_weight(int layer, int unit, int input, double value) {
  state_->end_first_replay();
  state_->host.send(EditWeight{layer, unit, input, value});
}

std::vector<double> App::gradients() const {
  std::vector<double> numbers;
  for (const GradientPoint& point : state_->run.gradients) {
    numbers.insert(numbers.end(), {static_cast<double>(point.iteration),
                                   static_cast<double>(point.layers), point.all});
    numbers.insert(numbers.end(), point.dW, point.dW + point.layers);
  }
  return numbers;
}

const ControlRegistry& App::controls() const { return registry(); }
ControlRegistry& App::controls() { return registry(); }

std::string App::live_text() const {
  const State& s = *state_;
  const Status& status = s.run.status;
  if (const Error* failure = s.notices.failure()) return describe(*failure, current_language());
  if (std::string title = failure_title(s.run.health);
      !title.empty() && status.phase != Phase::training && status.phase != Phase::preparing) {
    return title;
  }
  switch (status.phase) {
    case Phase::waiting: return std::string(tr(Text::waiting));
    case Phase::preparing:
      return tr(Text::preparing, {std::to_string(static_cast<int>(100 * status.progress))});
    default: break;
  }
  return tr(status.m_test > 0 ? Text::live_state_test : Text::live_state,
            {number(status.iteration, 0), significant(status.cost), percent(status.train_accuracy),
             percent(status.test_accuracy)}) +
         " " + answer_text(s.bench);
}

Language App::language() const { return current_language(); }

}  // namespace purr::shell
