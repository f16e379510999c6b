#include "shell/panels/start_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/card_controls.h"
#include "shell/panels/data_card.h"
#include "shell/panels/names.h"
#include "shell/widgets/coloured_text.h"

namespace purr::shell {
namespace {

Text title_of(DataSource source) {
  if (source == DataSource::table) return Text::start_table;
  return is_pictures(source) ? Text::start_pictures : Text::start_points;
}

/// The title of the data with the way to others.
void data_title(Workbench& bench) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float row = theme().touch ? 44.0F : std::round(20.0F * std::max(1.0F, theme().text_scale));
  const TextStyle words{.size = theme().title_size, .weight = Weight::semibold};
  const float link_width = std::max(measure(tr(Text::change), words).x, theme().touch ? 44.0F : 0);
  draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, width - link_width - 8, row},
               tr(title_of(bench.settings.data.source)), title_text());
  begin_region({at.x + width - link_width, at.y, link_width + 2, row}, false);
  if (link("change", tr(Text::change), tr(Text::change_hint), theme().title_size)) {
    bench.arrangement.shows_all_settings = true;
    bench.arrangement.is_data_folded = false;
  }
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, row});
}

/// How many examples there are of each class, and how many are kept back.
std::vector<ColouredText> legend_of(const RunView& run) {
  int ones = 0;
  const int m = run.count(false);
  for (int i = 0; i < m; ++i) ones += run.label(false, i) != 0 ? 1 : 0;
  const int zeros = m - ones;
  const ImU32 dim = theme().dim;
  const auto count = [](Text one, Text many, int n) {
    return tr(n == 1 ? one : many, {number(n, 0)});
  };
  const DataSource source = run.data.spec.source;
  const bool is_cats = run.is_pictures() && source != DataSource::mine;
  const std::string first = is_cats ? count(Text::one_cat, Text::cats_count, ones)
                                    : number(ones, 0) + " × " + class_name(run, true);
  const std::string other = is_cats ? count(Text::one_other, Text::others_count, zeros)
                                    : number(zeros, 0) + " × " + class_name(run, false);
  const std::array<ColouredText, 3> parts{
      {{number(m, 0), dim}, {first, theme().cat_text, Weight::semibold}, {other, dim}}};
  return coloured(tr(is_cats ? Text::learn_from_cats : Text::learn_from_named), parts,
                  {.colour = dim});
}

void draw_legend(const RunView& run) {
  if (run.count(false) == 0) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float size = theme().small_size;
  const std::vector<ColouredText> legend = legend_of(run);
  const float height = coloured_height(legend, size, width);
  draw_coloured(ImGui::GetWindowDrawList(), at, legend, size, width);
  explain("legend", {at.x, at.y, width, height}, Word::train);
  ImGui::Dummy({width, height});
  const int kept = run.count(true);
  if (kept == 0) return;
  const std::array<ColouredText, 1> rest{
      {{tr(kept == 1 ? Text::kept_back_one : Text::kept_back, {number(kept, 0)}), theme().dim}}};
  const ImVec2 below = ImGui::GetCursorScreenPos();
  draw_coloured(ImGui::GetWindowDrawList(), below, rest, size, width);
  explain("kept", {below.x, below.y, width, coloured_height(rest, size, width)}, Word::test);
  ImGui::Dummy({width, coloured_height(rest, size, width)});
}

}  // namespace

void draw_start_data(Workbench& bench, float height, float picture_side, bool has_legend) {
  const ControlScope scope("data");
  data_title(bench);
  space(2);
  const bool is_there = draw_examples(bench, height, picture_side);
  if (bench.settings.data.source == DataSource::table && is_there) {
    text(tr(Text::table_size, {number(bench.run.count(false) + bench.run.count(true), 0),
                               number(static_cast<double>(bench.run.data.table_names.size()), 0)}),
         dim_text());
  }
  space(4);
  if (has_legend) draw_legend(bench.run);
}

}  // namespace purr::shell
