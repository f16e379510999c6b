#include "shell/panels/runs_dialog.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/plot_curves.h"

namespace purr::shell {

void draw_runs_dialog(Workbench& bench, RunsDialogState& state) {
  if (!begin_dialog("runs", tr(Text::runs_title), bench.navigation.is_runs_open, 600)) return;
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  paragraph(tr(Text::runs_words), dim);
  space(8);
  const float width = ImGui::GetContentRegionAvail().x;
  std::vector<PinnedRun>& all = bench.pinned.all();
  std::uint32_t gone = 0;
  float& rows_height = state.rows_height;
  begin_scroll("rows", {width, std::min(380.0F, std::max(60.0F, rows_height))});
  const float top = ImGui::GetCursorScreenPos().y;
  for (std::size_t i = 0; i < all.size(); ++i) {
    PinnedRun& pinned = all[i];
    const std::string id = std::to_string(pinned.id);
    registry().push_scope(id);
    ImGui::PushID(id.c_str());
    const float row_width = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    begin_region({at.x + 22, at.y, row_width - 22, 0}, false);
    text_field("name", tr(Text::run_name), pinned.name,
               {.when_empty = name_of(pinned, bench.settings),
                .width = std::min(260.0F * std::max(1.0F, theme().text_scale), row_width - 22),
                .hint = tr(Text::run_name_hint),
                .max_bytes = 80});
    const float middle = std::round((ImGui::GetItemRectMin().y + ImGui::GetItemRectMax().y) / 2);
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, middle - 1}, {at.x + 14, middle + 1},
                                              pinned_colour(i), 1);
    const Status& status = pinned.status;
    std::string words =
        tr(Text::run_numbers,
           {number(status.iteration, 0), significant(status.cost), percent(status.train_accuracy)});
    if (status.m_test > 0) {
      words += tr(Text::run_numbers_test, {percent(status.test_accuracy)});
    }
    const std::string& shown_name = pinned.name;
    explain("colour", {at.x - 2, middle - 10, 20, 20},
            shown_name.empty() ? name_of(pinned, bench.settings) : shown_name,
            tr(Text::run_row_words), words);
    space(2);
    const ImVec2 line = ImGui::GetCursorScreenPos();
    paragraph(words, dim);
    explain("numbers", {line.x, line.y, row_width - 22, ImGui::GetCursorScreenPos().y - line.y},
            tr(Text::cost), tr(Text::run_row_cost), words);
    // Links continue in the next line if they do not fit.
    const auto link_beside = [&](const char* link_id, Text label, Text hint) {
      const float needed =
          measure(tr(label), {.size = theme().title_size, .weight = Weight::semibold}).x;
      go_on_beside(needed, 14);
      return link(link_id, tr(label), tr(hint), theme().title_size);
    };
    if (link("show", tr(pinned.is_shown ? Text::hide_run : Text::show_run), tr(Text::show_run_hint),
             theme().title_size)) {
      pinned.is_shown = !pinned.is_shown;
    }
    if (link_beside("restore", Text::restore_run, Text::restore_run_hint)) {
      const ViewSpec view = bench.settings.view;
      bench.settings = pinned.settings;
      bench.settings.view = view;
      bench.navigation.is_runs_open = false;
    }
    if (link_beside("remove", Text::remove_run, Text::remove_run_hint)) gone = pinned.id;
    const float bottom = ImGui::GetCursorScreenPos().y;
    end_region();
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({row_width, bottom - at.y + 8});
    ImGui::PopID();
    registry().pop_scope();
  }
  const float height = ImGui::GetCursorScreenPos().y - top;
  if (std::fabs(height - rows_height) > 0.5F) {
    rows_height = height;
    want_redraw();
  }
  end_scroll();
  if (gone != 0) bench.pinned.remove(gone);
  if (all.empty()) bench.navigation.is_runs_open = false;
  end_dialog();
}

}  // namespace purr::shell
