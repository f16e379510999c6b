#include "shell/panels/cost_card.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/answer.h"
#include "shell/panels/failure_panel.h"
#include "shell/panels/moment.h"
#include "shell/panels/plot_curves.h"
#include "shell/view/failure_words.h"

namespace purr::shell {
namespace {

/// A number in the colour of its curve.
struct Entry {
  std::string_view id;
  Word word{};
  std::string_view name;
  std::string value;
  ImU32 colour = 0;
};

/// The accuracies, in place of those of the card that a phone leaves out.
std::vector<Entry> accuracies(const Status& status) {
  std::vector<Entry> entries;
  const auto add = [&](std::string_view id, Word word, Text words, double accuracy, ImU32 colour) {
    if (std::isnan(accuracy)) return;
    entries.push_back({id, word, "", tr(words, {percent_words(accuracy)}), colour});
  };
  if (status.m_test > 0) {
    add("test_now", Word::test_accuracy, Text::unseen_share, status.test_accuracy,
        theme().test_text);
  }
  add("train_now", Word::train_accuracy, Text::right_share, status.train_accuracy,
      theme().train_text);
  return entries;
}

std::vector<Entry> costs(const Status& status) {
  std::vector<Entry> entries;
  const auto add = [&](std::string_view id, Text name, double cost, ImU32 colour) {
    if (!std::isnan(cost)) entries.push_back({id, Word::cost, tr(name), significant(cost), colour});
  };
  if (status.m_test > 0) add("test_now", Text::never_seen, status.test_cost, theme().test_text);
  add("train_now", Text::learned_from, status.cost, theme().train_text);
  return entries;
}

std::string words_of(const Entry& entry, bool has_name) {
  return has_name && !entry.name.empty() ? std::string(entry.name) + " " + entry.value
                                         : entry.value;
}

/// The entries right-aligned, the first one last, with their names where there is room.
void draw_entries(const std::vector<Entry>& entries, const Rect& title) {
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  constexpr float kGap = 12.0F;
  const auto width_with = [&](bool has_names) {
    float width = 0.0F;
    for (const Entry& entry : entries) {
      width += measure(words_of(entry, has_names), style).x + kGap;
    }
    return width;
  };
  const bool has_names = width_with(true) <= title.width;
  if (!has_names && width_with(false) > title.width) return;
  float right = title.right();
  for (const Entry& entry : entries) {
    TextStyle words = style;
    words.colour = entry.colour;
    const std::string line = words_of(entry, has_names);
    const float width = measure(line, words).x;
    draw_text_in(ImGui::GetWindowDrawList(), {right - width - 1, title.y, width + 2, title.height},
                 line, words, Align::right);
    explain(entry.id, {right - width - 1, title.y, width + 2, title.height}, entry.word, line);
    right -= width + kGap;
  }
}

/// A button over the plot: a phone has no row below it.
void phone_way_back(Workbench& bench, const Rect& plot) {
  const std::string words = moment_back_words(bench);
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  const float width = std::min(plot.width, measure(words, style).x + 24);
  const float height = theme().touch ? 44.0F : 28.0F;
  begin_region({plot.right() - width, plot.y, width, height}, false);
  if (button("now", words,
             {.kind = ButtonKind::soft,
              .width = width,
              .height = height,
              .hint = moment_back_hint(bench)})) {
    request_newest(bench);
  }
  end_region();
}

/// The links below the plot, and what the dot on it does or the way back from where it is.
/// @param right  where the row ends.
void draw_foot(Workbench& bench, bool has_dot, float right) {
  const RunView& run = bench.run;
  if (run.status.is_looking_back()) {
    if (link("now", moment_back_words(bench), moment_back_hint(bench), theme().title_size)) {
      request_newest(bench);
    }
    return;
  }
  draw_pin_links(bench);
  if (!has_dot) return;
  const bool has_faces =
      run.is_pictures() && run.data.spec.source != DataSource::mine && run.status.layers.size() > 1;
  const TextStyle style = small_text();
  const ImVec2 room{ImGui::GetItemRectMax().x + 14, ImGui::GetItemRectMin().y};
  for (const Text text :
       {has_faces ? Text::moment_drag_faces : Text::moment_drag, Text::moment_drag}) {
    const float width = measure(tr(text), style).x;
    if (room.x + width > right) continue;
    draw_text_in(ImGui::GetWindowDrawList(),
                 {right - width - 1, room.y, width + 2,
                  ImGui::GetItemRectMax().y - ImGui::GetItemRectMin().y},
                 tr(text), style, Align::right);
    return;
  }
}

}  // namespace

void draw_pin_links(Workbench& bench) {
  if (link("pin", tr(Text::pin_long), tr(Text::pin_hint), theme().title_size)) {
    bench.requests.pin = true;
  }
  const std::size_t pinned = bench.pinned.all().size();
  if (pinned == 0) return;
  ImGui::SameLine(0, 14);
  if (link("runs", tr(Text::runs, {std::to_string(pinned)}), tr(Text::runs_hint),
           theme().title_size)) {
    bench.navigation.is_runs_open = true;
  }
}

void draw_cost_card(Workbench& bench, PlotCardsState& state, const Rect& place) {
  state.main_place = place;
  begin_card("cost", {.title = tr(Text::how_wrong), .place = &place});
  const bool is_phone = bench.layout == Layout::phone;
  const Status& status = bench.run.status;
  draw_entries(is_phone ? accuracies(status) : costs(status), card_title_space());
  Curves curves = curves_of(bench, PlotKind::cost);
  curves.spec.marks = curves.marks;
  if (is_log_by_itself(bench)) {
    const std::string decades = std::to_string(decades_of(bench.run.cost));
    paragraph(tr(Text::log_by_itself, {decades}), small_text());
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float row = is_phone ? 0.0F : theme().touch ? 44.0F : std::round(1.6F * theme().title_size);
  const float below = place.bottom() - theme().pad + (theme().touch ? 8.0F : 2.0F);
  Moment moment;
  add_moment(bench, PlotKind::cost, moment, curves.spec);
  const PlotResult result = plot("plot", tr(Text::cost_plot), {width, below - row - at.y - 2},
                                 state.first.state, curves.series, curves.spec, &state.cursor);
  take_moment(bench, result);
  if (is_phone) {
    if (status.is_looking_back()) phone_way_back(bench, {at.x, at.y, width, below - at.y});
  } else {
    begin_region({at.x, below - row, width, row}, false);
    draw_foot(bench, curves.spec.moment != nullptr, at.x + width);
    end_region();
  }
  end_card();
}

}  // namespace purr::shell
