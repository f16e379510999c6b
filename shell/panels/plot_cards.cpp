#include <array>
#include <string>
#include <vector>

#include "shell/panels/panels.h"

namespace purr::shell {

void draw_cost_card(Workbench& bench, const Rect& place) {
  const RunView& run = bench.run;
  bool& log_cost = bench.settings.view.log_cost;
  begin_card("cost", {.title = tr(Text::cost), .place = &place});
  const std::array<PlotSeries, 2> series{{
      {.name = tr(Text::train), .colour = theme().train, .points = run.cost},
      {.name = tr(Text::test),
       .colour = theme().test,
       .style = LineStyle::dashed,
       .points = run.test_cost},
  }};
  const std::span<const PlotSeries> shown =
      run.test_cost.empty() ? std::span(series).first(1) : std::span(series);
  const PlotSpec spec{
      .x_name = tr(bench.settings.training.batch_size > 0 ? Text::epoch : Text::iteration),
      .y_name = tr(Text::cost),
      .log_y = log_cost,
      .x_max = static_cast<double>(bench.settings.training.iterations),
      .y_min = log_cost ? std::numeric_limits<double>::quiet_NaN() : 0.0,
      .decimals = 3,
      .empty_words = tr(Text::plot_empty)};
  const Rect title = card_title_space();
  float right = title.right();
  if (title_link(title, right, "log", tr(log_cost ? Text::linear_axis : Text::log_axis),
                 tr(Text::log_axis_hint))) {
    log_cost = !log_cost;
  }
  plot_legend({title.x, title.y, right - title.x, title.height}, shown, spec);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{ImGui::GetContentRegionAvail().x, place.bottom() - at.y - theme().pad};
  plot("plot", tr(Text::cost_plot), size, bench.screen.cost_plot, shown, spec,
       &bench.screen.cursor);
  end_card();
}

void draw_accuracy_card(Workbench& bench, const Rect& place) {
  const RunView& run = bench.run;
  begin_card("accuracy", {.title = tr(Text::accuracy), .place = &place});
  const std::array<PlotSeries, 2> series{{
      {.name = tr(Text::train), .colour = theme().train, .points = run.train_accuracy},
      {.name = tr(Text::test),
       .colour = theme().test,
       .style = LineStyle::dashed,
       .points = run.test_accuracy},
  }};
  const std::span<const PlotSeries> shown =
      run.test_accuracy.empty() ? std::span(series).first(1) : std::span(series);
  const PlotSpec spec{
      .x_name = tr(bench.settings.training.batch_size > 0 ? Text::epoch : Text::iteration),
      .y_name = tr(Text::accuracy),
      .x_max = static_cast<double>(bench.settings.training.iterations),
      .y_max = 100.0,
      .decimals = 1,
      .unit = " %",
      .empty_words = tr(Text::plot_empty)};
  // The final numbers, which are what people look for, instead of names: the colours tell.
  const Rect title = card_title_space();
  TextStyle style = title_text();
  float right = title.right();
  const float y = title.y + (title.height - style.size * 1.25F) / 2;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Status& status = run.status;
  if (status.m_test > 0 && status.test_accuracy == status.test_accuracy) {
    style.colour = theme().test_text;
    const std::string words = fixed(100.0 * status.test_accuracy, 1);
    draw_text(list, {right, y}, words, style, Align::right);
    right -= measure(words, style).x + 10;
  }
  if (status.train_accuracy == status.train_accuracy) {
    style.colour = theme().train_text;
    draw_text(list, {right, y}, fixed(100.0 * status.train_accuracy, 1), style, Align::right);
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{ImGui::GetContentRegionAvail().x, place.bottom() - at.y - theme().pad};
  plot("plot", tr(Text::accuracy_plot), size, bench.screen.accuracy_plot, shown, spec,
       &bench.screen.cursor);
  end_card();
}

}  // namespace purr::shell
