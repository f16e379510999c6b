#include "shell/panels/status_bar.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/stop_rules.h"
#include "shell/panels/answer.h"

namespace purr::shell {
namespace {

/// One part of the line. What has a word explains it.
struct Item {
  std::string_view id;
  std::string text;
  std::optional<Word> word{};
};

/// How far the run is and how well it does.
std::vector<Item> learning_items(const Workbench& bench) {
  const Status& status = bench.run.status;
  std::vector<Item> items;
  if (status.phase == Phase::waiting || status.phase == Phase::preparing) return items;
  const bool has_epochs = bench.settings.training.batch_size > 0;
  items.push_back({"iteration",
                   tr(has_epochs ? Text::status_epoch : Text::status_iteration,
                      {number(status.iteration, 0), number(bench.settings.training.iterations, 0)}),
                   has_epochs ? Word::epoch : Word::iteration});
  if (!std::isnan(status.cost)) {
    items.push_back({"cost", tr(Text::status_cost, {significant(status.cost)}), Word::cost});
  }
  if (!std::isnan(status.train_accuracy)) {
    items.push_back({"train", tr(Text::status_right, {percent_words(status.train_accuracy)}),
                     Word::train_accuracy});
  }
  if (status.m_test > 0 && !std::isnan(status.test_accuracy)) {
    items.push_back({"test", tr(Text::status_right_test, {percent_words(status.test_accuracy)}),
                     Word::test_accuracy});
  }
  items.push_back({"time", tr(Text::status_time, {fixed(status.elapsed_ms / 1000.0, 2)})});
  if (const auto stop = stop_sentence(status, bench.settings.training)) {
    items.push_back({"stop", describe(*stop, current_language())});
  }
  return items;
}

/// How it is computed.
std::vector<Item> machine_items(const Workbench& bench) {
  const Status& status = bench.run.status;
  std::vector<Item> items{{"solver",
                           tr(status.is_gram ? Text::status_gram : Text::status_primal,
                              {status.precision == Precision::f64 ? "f64" : "f32"}),
                           status.is_gram ? Word::gram : Word::primal}};
  // Without data nothing was timed.
  if (status.phase != Phase::waiting && status.ms_per_iteration > 0.0) {
    items.push_back({"speed", tr(Text::status_speed, {significant(status.ms_per_iteration, 2)}),
                     Word::iteration_time});
  }
  items.push_back({"simd", "SIMD **128**", Word::simd});
  if (status.parameters > 0) {
    items.push_back(
        {"parameters",
         tr(Text::status_parameters, {number(static_cast<double>(status.parameters), 0)}),
         Word::parameters});
  }
  return items;
}

void draw_item(const Item& item, const Rect& place, const TextStyle& style) {
  const float y = place.y + place.height / 2 - style.size * 0.62F;
  draw_text(ImGui::GetWindowDrawList(), {place.x, y}, item.text, style);
  if (item.word) explain(item.id, place, *item.word);
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
  right -= kGap;

  float x = place.x + kEdge;
  for (const Item& item : learning_items(bench)) {
    const float width = measure(item.text, dim).x;
    if (x + width > right) break;
    draw_item(item, {x, place.y, width, place.height}, dim);
    x += width + kGap;
  }
  std::vector<Item> rest;
  if (has_details) {
    rest = machine_items(bench);
    std::ranges::reverse(rest);
  } else {
    rest = {{"link",
             std::string(tr(bench.has_address_bar ? Text::status_link : Text::status_link_window))},
            {"private", std::string(tr(Text::status_private))}};
  }
  for (const Item& item : rest) {
    const float width = measure(item.text, dim).x;
    if (right - width < x) break;  // a narrow page leaves them out
    draw_item(item, {right - width, place.y, width, place.height}, dim);
    right -= width + kGap;
  }
  registry().pop_scope();
}

}  // namespace purr::shell
