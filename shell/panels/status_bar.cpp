#include "shell/panels/status_bar.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/run/stop_rules.h"
#include "shell/panels/answer.h"

namespace purr::shell {
namespace {

/// How far the run is and how well it does.
std::vector<std::string> learning_words(const Workbench& bench) {
  const Status& status = bench.run.status;
  std::vector<std::string> words;
  if (status.phase == Phase::waiting || status.phase == Phase::preparing) return words;
  words.push_back(
      tr(bench.settings.training.batch_size > 0 ? Text::status_epoch : Text::status_iteration,
         {number(status.iteration, 0), number(bench.settings.training.iterations, 0)}));
  if (!std::isnan(status.cost)) words.push_back(tr(Text::status_cost, {significant(status.cost)}));
  if (!std::isnan(status.train_accuracy)) {
    words.push_back(tr(Text::status_right, {percent_words(status.train_accuracy)}));
  }
  if (status.m_test > 0 && !std::isnan(status.test_accuracy)) {
    words.push_back(tr(Text::status_right_test, {percent_words(status.test_accuracy)}));
  }
  words.push_back(tr(Text::status_time, {fixed(status.elapsed_ms / 1000.0, 2)}));
  if (const auto stop = stop_sentence(status, bench.settings.training)) {
    words.push_back(describe(*stop, current_language()));
  }
  return words;
}

/// How it is computed.
std::vector<std::string> machine_words(const Workbench& bench) {
  const Status& status = bench.run.status;
  std::vector<std::string> words{tr(status.is_gram ? Text::status_gram : Text::status_primal,
                                    {status.precision == Precision::f64 ? "f64" : "f32"})};
  // Without data nothing was timed.
  if (status.phase != Phase::waiting && status.ms_per_iteration > 0.0) {
    words.push_back(tr(Text::status_speed, {significant(status.ms_per_iteration, 2)}));
  }
  words.emplace_back("SIMD **128**");
  if (status.parameters > 0) {
    words.push_back(
        tr(Text::status_parameters, {number(static_cast<double>(status.parameters), 0)}));
  }
  return words;
}

}  // namespace

void draw_status_bar(Workbench& bench, const Rect& place) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().card);
  list->AddLine({place.x, place.y}, {place.right(), place.y}, theme().line);
  constexpr float kEdge = 18.0F;
  constexpr float kGap = 26.0F;
  TextStyle dim = dim_text();
  dim.size = theme().title_size;

  const TextStyle strong{.size = dim.size, .weight = Weight::semibold};
  const float link_width = std::ceil(measure(tr(Text::status_details), strong).x) + 2;
  float right = place.right() - kEdge - link_width;
  registry().push_scope("status");
  // A link is higher than its words, which stand in its middle.
  const float link_height = theme().touch ? 40.0F : std::round(dim.size * 1.5F) + 4.0F;
  begin_region({right, place.y + (place.height - link_height) / 2, link_width, link_height}, false);
  bool& has_details = bench.navigation.shows_run_details;
  if (link("details", tr(Text::status_details), tr(Text::status_details_hint), dim.size)) {
    has_details = !has_details;
  }
  end_region();
  registry().pop_scope();
  right -= kGap;

  float x = place.x + kEdge;
  const float y = place.y + place.height / 2 - dim.size * 0.62F;
  for (const std::string& words : learning_words(bench)) {
    const float width = measure(words, dim).x;
    if (x + width > right) break;
    draw_text(list, {x, y}, words, dim);
    x += width + kGap;
  }
  std::vector<std::string> rest;
  if (has_details) {
    rest = machine_words(bench);
    std::ranges::reverse(rest);
  } else {
    rest = {std::string(tr(bench.has_address_bar ? Text::status_link : Text::status_link_window)),
            std::string(tr(Text::status_private))};
  }
  for (const std::string& words : rest) {
    const float width = measure(words, dim).x;
    if (right - width < x) break;  // a narrow page leaves them out
    draw_text(list, {right, y}, words, dim, Align::right);
    right -= width + kGap;
  }
}

}  // namespace purr::shell
