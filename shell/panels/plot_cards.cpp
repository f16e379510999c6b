#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/exports/plot_svg.h"
#include "shell/panels/panels.h"

namespace purr::shell {
namespace {

/// The curves of one plot with those of the pinned runs, and the words they point at.
struct Curves {
  std::vector<PlotSeries> series;
  std::vector<std::string> names;
  std::vector<PlotMark> marks;
  PlotSpec spec;
};

/// Pinned runs differ in lightness; their names stand in the readout.
ImU32 ghost_colour(std::size_t index) {
  return mix(theme().ghost, theme().ink, 0.2F * static_cast<float>(index % 3));
}

void add_pinned(const Workbench& bench, std::vector<PlotPoint> PinnedRun::*points,
                std::string_view suffix, Curves& curves) {
  const std::vector<PinnedRun>& pinned = bench.screen.pinned.all();
  curves.names.reserve(pinned.size());  // the series look into it
  double& end = curves.spec.x_max;
  for (std::size_t i = 0; i < pinned.size(); ++i) {
    if (!pinned[i].is_shown || (pinned[i].*points).empty()) continue;
    curves.names.push_back(name_of(pinned[i], bench.settings) + std::string(suffix));
    curves.series.push_back({.name = curves.names.back(),
                             .colour = ghost_colour(i),
                             .style = LineStyle::ghost,
                             .points = pinned[i].*points});
    end = std::max(end, (pinned[i].*points).back().x);
  }
}

/// Where the iterations end. In slow motion that is not the end of the run, which may be hours
/// away: the axis grows with the curve, from twenty iterations on, by a half each time.
double end_of_axis(const Workbench& bench) {
  const double whole = bench.settings.training.iterations;
  if (bench.settings.view.pace <= 0.0) return whole;
  double end = 20.0;
  while (end < bench.run.status.iteration) end = std::ceil(1.5 * end);
  return std::min(end, whole);
}

/// What both plots have in common.
Curves over_iterations(const Workbench& bench) {
  Curves curves;
  for (const RunMark& mark : bench.screen.marks) {
    curves.marks.push_back({static_cast<double>(mark.iteration), mark.words});
  }
  curves.spec.x_name = tr(bench.settings.training.batch_size > 0 ? Text::epoch : Text::iteration);
  curves.spec.log_x = bench.settings.view.log_iteration;
  curves.spec.x_max = end_of_axis(bench);
  curves.spec.empty_words = tr(Text::plot_empty);
  return curves;
}

Curves cost_curves(const Workbench& bench) {
  const RunView& run = bench.run;
  const bool log_cost = bench.settings.view.log_cost;
  Curves curves = over_iterations(bench);
  curves.spec.y_name = tr(Text::cost);
  curves.spec.log_y = log_cost;
  if (!log_cost) curves.spec.y_min = 0.0;
  curves.series.push_back({.name = tr(Text::train), .colour = theme().train, .points = run.cost});
  if (!run.test_cost.empty()) {
    curves.series.push_back({.name = tr(Text::test),
                             .colour = theme().test,
                             .style = LineStyle::dashed,
                             .points = run.test_cost});
  }
  add_pinned(bench, &PinnedRun::cost, "", curves);
  return curves;
}

/// Which axes are logarithmic, as one choice of four.
void axes_chooser(Workbench& bench, const Rect& title, float& right) {
  ViewSpec& view = bench.settings.view;
  const std::array<Choice, 4> choices{{{.label = tr(Text::axes_linear), .id = "linear"},
                                       {.label = tr(Text::axes_log_cost), .id = "cost"},
                                       {.label = tr(Text::axes_log_iteration), .id = "iteration"},
                                       {.label = tr(Text::axes_log_both), .id = "both"}}};
  int chosen = (view.log_cost ? 1 : 0) + (view.log_iteration ? 2 : 0);
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  const float width =
      std::ceil(measure(choices[static_cast<std::size_t>(chosen)].label, style).x) + 18;
  const float height = theme().touch ? 40.0F : 24.0F;
  const ImVec2 back = ImGui::GetCursorScreenPos();
  right -= width;
  begin_region({right, title.y + std::round((title.height - height) / 2), width, height}, false);
  if (chooser("axes", tr(Text::axes), choices, chosen,
              {.show_label = false, .as_link = true, .hint = tr(Text::axes_hint)})) {
    view.log_cost = (chosen & 1) != 0;
    view.log_iteration = (chosen & 2) != 0;
  }
  end_region();
  ImGui::SetCursorScreenPos(back);
  right -= 12;
}

}  // namespace

void draw_cost_card(Workbench& bench, const Rect& place) {
  bench.screen.cost_card = place;
  begin_card("cost", {.title = tr(Text::cost), .place = &place});
  Curves curves = cost_curves(bench);
  curves.spec.marks = curves.marks;
  const Rect title = card_title_space();
  float right = title.right();
  axes_chooser(bench, title, right);
  const std::size_t pinned = bench.screen.pinned.all().size();
  if (title_link(title, right, "pin", tr(Text::pin), tr(Text::pin_hint))) {
    bench.asked.pin = true;
  }
  if (pinned > 0 && title_link(title, right, "runs", tr(Text::runs, {std::to_string(pinned)}),
                               tr(Text::runs_hint))) {
    bench.screen.runs_are_open = true;
  }
  plot_legend({title.x, title.y, right - title.x, title.height}, curves.series, curves.spec);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{ImGui::GetContentRegionAvail().x, place.bottom() - at.y - theme().pad};
  plot("plot", tr(Text::cost_plot), size, bench.screen.cost_plot, curves.series, curves.spec,
       &bench.screen.cursor);
  end_card();
}

std::string cost_svg(Workbench& bench) {
  Curves curves = cost_curves(bench);
  curves.spec.marks = curves.marks;
  PlotRange range = plot_range(curves.series, curves.spec);
  const PlotState& state = bench.screen.cost_plot;
  if (state.zoomed) range = {state.x_low, state.x_high, state.y_low, state.y_high};
  return plot_svg(tr(Text::cost), curves.series, curves.spec, range);
}

void draw_accuracy_card(Workbench& bench, const Rect& place) {
  const RunView& run = bench.run;
  begin_card("accuracy", {.title = tr(Text::accuracy), .place = &place});
  Curves curves = over_iterations(bench);
  curves.spec.y_name = tr(Text::accuracy);
  curves.spec.y_max = 100.0;
  curves.spec.decimals = 1;
  curves.spec.unit = " %";
  curves.spec.marks = {};
  curves.series.push_back(
      {.name = tr(Text::train), .colour = theme().train, .points = run.train_accuracy});
  if (!run.test_accuracy.empty()) {
    curves.series.push_back({.name = tr(Text::test),
                             .colour = theme().test,
                             .style = LineStyle::dashed,
                             .points = run.test_accuracy});
  }
  const bool of_test = !run.test_accuracy.empty();
  const std::string suffix = " · " + std::string(tr(of_test ? Text::test : Text::train));
  add_pinned(bench, of_test ? &PinnedRun::test_accuracy : &PinnedRun::train_accuracy, suffix,
             curves);
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
  plot("plot", tr(Text::accuracy_plot), size, bench.screen.accuracy_plot, curves.series,
       curves.spec, &bench.screen.cursor);
  end_card();
}

void draw_runs_dialog(Workbench& bench) {
  if (!begin_dialog("runs", tr(Text::runs_title), bench.screen.runs_are_open, 600)) return;
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  paragraph(tr(Text::runs_words), dim);
  space(8);
  const float width = ImGui::GetContentRegionAvail().x;
  std::vector<PinnedRun>& all = bench.screen.pinned.all();
  std::uint32_t gone = 0;
  begin_scroll("rows", {width, std::min(380.0F, 84.0F * static_cast<float>(all.size()))});
  for (std::size_t i = 0; i < all.size(); ++i) {
    PinnedRun& pinned = all[i];
    const std::string id = std::to_string(pinned.id);
    registry().push_scope(id);
    ImGui::PushID(id.c_str());
    const float row_width = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + 10}, {at.x + 14, at.y + 12},
                                              ghost_colour(i), 1);
    begin_region({at.x + 22, at.y - 4, row_width - 22, 36}, false);
    text_field("name", tr(Text::run_name), pinned.name,
               {.placeholder = name_of(pinned, bench.settings),
                .width = std::min(260.0F, row_width - 22),
                .hint = tr(Text::run_name_hint),
                .max_bytes = 80});
    end_region();
    const Status& status = pinned.status;
    std::string words = tr(Text::run_numbers, {number(status.iteration, 0), fixed(status.cost, 3),
                                               fixed(100 * status.train_accuracy, 1)});
    if (status.m_test > 0) {
      words += tr(Text::run_numbers_test, {fixed(100 * status.test_accuracy, 1)});
    }
    ImGui::SetCursorScreenPos({at.x + 22, at.y + 34});
    text(words, dim);
    ImGui::SetCursorScreenPos({at.x + 22, at.y + 54});
    if (link("show", tr(pinned.is_shown ? Text::hide_run : Text::show_run), tr(Text::show_run_hint),
             theme().title_size)) {
      pinned.is_shown = !pinned.is_shown;
    }
    ImGui::SameLine(0, 14);
    if (link("restore", tr(Text::restore_run), tr(Text::restore_run_hint), theme().title_size)) {
      const ViewSpec view = bench.settings.view;
      bench.settings = pinned.settings;
      bench.settings.view = view;
      bench.screen.runs_are_open = false;
    }
    ImGui::SameLine(0, 14);
    if (link("remove", tr(Text::remove_run), tr(Text::remove_run_hint), theme().title_size)) {
      gone = pinned.id;
    }
    ImGui::SetCursorScreenPos({at.x, at.y + 84});
    ImGui::Dummy({0, 0});
    ImGui::PopID();
    registry().pop_scope();
  }
  end_scroll();
  if (gone != 0) bench.screen.pinned.remove(gone);
  if (all.empty()) bench.screen.runs_are_open = false;
  end_dialog();
}

}  // namespace purr::shell
