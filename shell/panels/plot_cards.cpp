#include "shell/panels/plot_cards.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/exports/plot_svg.h"
#include "shell/panels/card_controls.h"
#include "shell/panels/failure_panel.h"
#include "shell/panels/moment.h"
#include "shell/view/failure_words.h"

namespace purr::shell {
namespace {

Text title_of(PlotKind kind) {
  switch (kind) {
    case PlotKind::cost: return Text::cost;
    case PlotKind::accuracy: return Text::accuracy;
    case PlotKind::gradients: break;
  }
  return Text::gradients;
}

Text label_of(PlotKind kind) {
  switch (kind) {
    case PlotKind::cost: return Text::cost_plot;
    case PlotKind::accuracy: return Text::accuracy_plot;
    case PlotKind::gradients: break;
  }
  return Text::gradients_plot;
}

/// A chooser that looks like a link in the title row of a card.
bool title_chooser(const Rect& title, float x, float width, std::string_view id,
                   std::string_view label, std::span<const Choice> choices, int& chosen,
                   std::string_view hint) {
  const float height = theme().touch ? 40.0F : 24.0F;
  const ImVec2 back = ImGui::GetCursorScreenPos();
  begin_region({x, title.y + std::round((title.height - height) / 2), width, height}, false);
  const bool is_changed =
      chooser(id, label, choices, chosen, {.has_label = false, .is_link = true, .hint = hint});
  end_region();
  ImGui::SetCursorScreenPos(back);
  return is_changed;
}

float title_chooser_width(std::string_view words) {
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  return std::max(theme().touch ? 44.0F : 0.0F, std::ceil(measure(words, style).x) + 18);
}

Word word_of(PlotKind kind) {
  switch (kind) {
    case PlotKind::cost: return Word::cost;
    case PlotKind::accuracy: return Word::accuracy;
    case PlotKind::gradients: break;
  }
  return Word::gradient_norm;
}

/// What the numbers at the two axes count. They lie in the margins of the plot.
void explain_axes(const Workbench& bench, PlotKind kind, const Rect& plot) {
  const float left = 3.0F * theme().small_size;
  const float below = 1.6F * theme().small_size;
  explain("y_axis", {plot.x, plot.y, left, plot.height - below}, word_of(kind));
  explain("x_axis", {plot.x + left, plot.bottom() - below, plot.width - left, below},
          bench.settings.training.batch_size > 0 ? Word::epoch : Word::iteration);
}

/// The title of the card is a chooser of what the plot shows. Returns the rest of the title row.
Rect kind_chooser(PlotView& view, const Rect& title) {
  const std::array<Choice, 3> choices{{{.label = tr(Text::cost), .id = "cost"},
                                       {.label = tr(Text::accuracy), .id = "accuracy"},
                                       {.label = tr(Text::gradients), .id = "gradients"}}};
  int chosen = static_cast<int>(view.kind);
  const float width = title_chooser_width(choices[static_cast<std::size_t>(chosen)].label);
  const Word word = word_of(view.kind);
  const std::string hint = "**" + word_symbol(word) + "** " + word_text(word) + "\n" +
                           std::string(tr(Text::which_plot_hint));
  if (title_chooser(title, title.x, width, "kind", tr(Text::which_plot), choices, chosen, hint)) {
    view.kind = static_cast<PlotKind>(chosen);
    view.state = {};
  }
  return {title.x + width + 8, title.y, title.width - width - 8, title.height};
}

/// Which axes are logarithmic, as one choice of four.
void axes_chooser(Workbench& bench, PlotKind kind, const Rect& title, float& right) {
  ViewSpec& view = bench.settings.view;
  const bool is_cost = kind == PlotKind::cost;
  bool& log_y = is_cost ? view.log_cost : view.log_gradients;
  const bool is_log_y = log_y || (is_cost && is_log_by_itself(bench));
  const std::array<Choice, 4> choices{
      {{.label = tr(Text::axes_linear), .id = "linear"},
       {.label = tr(is_cost ? Text::axes_log_cost : Text::axes_log_length),
        .id = is_cost ? "cost" : "length"},
       {.label = tr(Text::axes_log_iteration), .id = "iteration"},
       {.label = tr(Text::axes_log_both), .id = "both"}}};
  int chosen = (is_log_y ? 1 : 0) + (view.log_iteration ? 2 : 0);
  const float width = title_chooser_width(choices[static_cast<std::size_t>(chosen)].label);
  right -= width;
  if (title_chooser(title, right, width, "axes", tr(Text::axes), choices, chosen,
                    tr(Text::axes_hint))) {
    log_y = (chosen & 1) != 0;
    if (is_cost) bench.failure_view.has_chosen_axes = true;
    view.log_iteration = (chosen & 2) != 0;
  }
  right -= 12;
}

/// The latest accuracies beside samples of their curves, in place of a legend.
void accuracy_numbers(const Status& status, const Rect& title, float right) {
  constexpr float kSample = 10.0F;
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  const float middle = title.y + title.height / 2;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto put = [&](std::string_view id, double accuracy, ImU32 colour, Word word) {
    if (std::isnan(accuracy)) return;
    const std::string words = percent(accuracy);
    const float width = std::ceil(measure(words, style).x) + kSample + 4;
    const Rect place{right - width, title.y, width, title.height};
    list->AddRectFilled({place.x, middle - 1}, {place.x + kSample, middle + 1}, colour, 1);
    draw_text_in(list, {place.x + kSample + 4, place.y, width - kSample - 3, place.height}, words,
                 style);
    explain(id, place, word, words + " %");
    right -= width + 10;
  };
  if (status.m_test > 0) {
    put("test_now", status.test_accuracy, theme().test, Word::test_accuracy);
  }
  put("train_now", status.train_accuracy, theme().train, Word::train_accuracy);
}

/// The colours of the layers, in the title row if all fit, else in a row below it.
void layer_legend(const Curves& curves, const Rect& title, float right) {
  constexpr float kSample = 10.0F;
  constexpr float kGap = 10.0F;
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  const auto width_of = [&](std::size_t l) {
    return kSample + 4 + std::ceil(measure(std::to_string(l), style).x) + kGap;
  };
  float total = -kGap;
  for (std::size_t l = 1; l <= curves.series.size(); ++l) total += width_of(l);
  Rect row{right - total, title.y, total, title.height};
  if (row.x < title.x) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    row = {at.x + std::max(0.0F, width - total), at.y - 2, std::min(width, total), title.height};
    ImGui::Dummy({width, title.height});
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float middle = row.y + row.height / 2;
  float x = row.x;
  for (std::size_t l = 1; l <= curves.series.size(); ++l) {
    if (x + width_of(l) - kGap > row.right() + 1) break;
    const ImU32 colour = curves.series[l - 1].colour;
    list->AddRectFilled({x, middle - 1}, {x + kSample, middle + 1}, colour, 1);
    TextStyle words = style;
    words.colour = mix(colour, theme().ink, 0.5F);
    draw_text_in(list, {x + kSample + 4, row.y, 40, row.height}, std::to_string(l), words);
    explain("layer" + std::to_string(l), {x, row.y, width_of(l) - kGap, row.height},
            Word::gradient_norm, tr(Text::layer, {std::to_string(l)}));
    x += width_of(l);
  }
}

/// How many iterations a mean spans, with at most two digits: it changes as the run grows.
std::string about(double count) {
  const double unit = count < 100.0 ? 1.0 : std::pow(10.0, std::floor(std::log10(count)) - 1.0);
  return number(std::round(count / unit) * unit, 17);
}

/// The choice of a moving average, as a link.
void smoothing_chooser(Arrangement& arrangement) {
  constexpr std::array kWeights{0.0F, 60.0F, 90.0F, 97.0F};  // per cent
  std::array<std::string, kWeights.size()> names;
  std::array<Choice, kWeights.size()> choices;
  int chosen = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    names[i] = i == 0
                   ? std::string(tr(Text::smoothing_off))
                   : tr(Text::smoothing_some, {number(static_cast<double>(kWeights[i]) / 100, 2)});
    choices[i] = {.label = names[i]};
    if (std::abs(arrangement.smoothing - kWeights[i]) < 0.5F) chosen = static_cast<int>(i);
  }
  if (chooser("smoothing", tr(Text::smoothing), choices, chosen,
              {.has_label = false, .is_link = true, .hint = tr(Text::smoothing_hint)})) {
    arrangement.smoothing = kWeights[static_cast<std::size_t>(chosen)];
  }
}

/// What must be said of the curves below the plot: what a band holds and what “train” means in runs
/// with mini-batches; and the choice of smoothing. Nothing for a smooth curve of the whole set.
void captions(Workbench& bench, const PlotView& view) {
  const bool has_band = view.x_per_mean > 0.0;
  const std::string batch = view.kind == PlotKind::gradients ? std::string() : batch_words(bench);
  if (!has_band && batch.empty() && bench.arrangement.smoothing <= 0.0F) return;
  const TextStyle style{theme().small_size, Weight::regular, theme().dim};
  const std::string unit(
      tr(bench.settings.training.batch_size > 0 ? Text::epoch : Text::iteration));
  if (!batch.empty()) paragraph(batch, style);
  if (has_band && bench.arrangement.smoothing <= 0.0F) {
    paragraph(tr(Text::band_words, {about(view.x_per_mean), unit}), style);
  }
  smoothing_chooser(bench.arrangement);
}

/// A title row wider than this has room for the long form of a link.
constexpr float kRoomForWords = 360.0F;

/// One card with a plot. The main one also has the links to pin runs and to list them.
void plot_card(Workbench& bench, std::string_view id, PlotView& view, PlotCursor& cursor,
               const Rect& place, bool is_main) {
  const PlotKind kind = view.kind;
  begin_card(id, {.title = tr(title_of(kind)), .place = &place, .has_own_title = true});
  Curves curves = curves_of(bench, kind);
  if (is_main) curves.spec.marks = curves.marks;
  const Rect title = kind_chooser(view, card_title_space());
  float right = title.right();
  if (kind == PlotKind::gradients || (is_main && kind == PlotKind::cost)) {
    axes_chooser(bench, kind, title, right);
  }
  if (is_main && bench.run.status.is_looking_back() &&
      title_link(title, right, "now", moment_back_words(bench), moment_back_hint(bench))) {
    request_newest(bench);
  }
  if (is_main) {
    const std::size_t pinned = bench.pinned.all().size();
    if (title_link(title, right, "pin",
                   tr(pinned == 0 && title.width > kRoomForWords ? Text::pin_long : Text::pin),
                   tr(Text::pin_hint))) {
      bench.requests.pin = true;
    }
    if (pinned > 0 && title_link(title, right, "runs", tr(Text::runs, {std::to_string(pinned)}),
                                 tr(Text::runs_hint))) {
      bench.navigation.is_runs_open = true;
    }
  }
  switch (kind) {
    case PlotKind::cost:
      plot_legend({title.x, title.y, right - title.x, title.height}, curves.series, curves.spec,
                  tr(Text::curve_names_hint));
      break;
    case PlotKind::accuracy: accuracy_numbers(bench.run.status, title, right); break;
    case PlotKind::gradients: layer_legend(curves, title, right); break;
  }
  if (kind == PlotKind::cost && is_log_by_itself(bench)) {
    const std::string decades = std::to_string(decades_of(bench.run.cost));
    paragraph(tr(Text::log_by_itself, {decades}), small_text());
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float free = place.bottom() - at.y - theme().pad;
  // A low card keeps its height for the curves: the hint of the legend is enough there.
  constexpr float kMinPlotHeight = 110.0F;
  const bool has_captions = free - view.captions_height >= kMinPlotHeight * theme().text_scale;
  const ImVec2 size{ImGui::GetContentRegionAvail().x,
                    free - (has_captions ? view.captions_height : 0.0F)};
  const PlotResult result =
      plot("plot", tr(label_of(kind)), size, view.state, curves.series, curves.spec, &cursor);
  explain_axes(bench, kind, {at.x, at.y, size.x, size.y});
  view.x_per_mean = result.x_per_mean;
  if (has_captions) {
    const float top = ImGui::GetCursorScreenPos().y;
    captions(bench, view);
    const float height = std::max(0.0F, ImGui::GetCursorScreenPos().y - top);
    if (std::fabs(height - view.captions_height) > 0.5F) {
      view.captions_height = height;
      want_redraw();
    }
  }
  end_card();
}

}  // namespace

void draw_main_plot_card(Workbench& bench, PlotCardsState& state, const Rect& place) {
  state.main_place = place;
  plot_card(bench, "cost", state.main, state.cursor, place, true);
}

void draw_side_plot_card(Workbench& bench, PlotCardsState& state, const Rect& place) {
  plot_card(bench, "accuracy", state.side, state.cursor, place, false);
}

std::string main_plot_svg(const Workbench& bench, const PlotView& view) {
  Curves curves = curves_of(bench, view.kind);
  curves.spec.marks = curves.marks;
  std::vector<std::string> names;
  names.reserve(curves.series.size());  // the series refer to it
  for (PlotSeries& series : curves.series) {
    names.push_back(plain(series.name));
    series.name = names.back();
  }
  PlotRange range = plot_range(curves.series, curves.spec);
  const PlotState& state = view.state;
  if (state.is_zoomed) range = {state.x_low, state.x_high, state.y_low, state.y_high};
  return plot_svg(plain(tr(title_of(view.kind))), curves.series, curves.spec, range);
}

std::string_view plot_name(PlotKind kind) {
  switch (kind) {
    case PlotKind::cost: return "cost";
    case PlotKind::accuracy: return "accuracy";
    case PlotKind::gradients: break;
  }
  return "gradients";
}

}  // namespace purr::shell
