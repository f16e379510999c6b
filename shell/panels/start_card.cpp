#include "shell/panels/start_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "shell/panels/all_settings_row.h"
#include "shell/panels/card_controls.h"
#include "shell/panels/start_controls.h"
#include "shell/panels/start_data.h"

namespace purr::shell {
namespace {

constexpr int kSheetColumns = 4;
constexpr int kSheetRows = 4;
constexpr float kSheetGap = 4.0F;

void layers_part(Workbench& bench, StartCardState& state) {
  const ControlScope scope("layers");
  draw_layers(bench, state.layer);
}

void rate_part(Workbench& bench) {
  const ControlScope scope("training");
  draw_rate(bench);
}

void run_part(Workbench& bench) {
  const ControlScope scope("training");
  const float height = theme().touch ? 48.0F : bench.layout == Layout::middle ? 38.0F : 44.0F;
  draw_train_button(bench, ImGui::GetContentRegionAvail().x - height - 8, height);
  ImGui::SameLine(0, 8);
  draw_rewind_button(bench, height);
  space(4);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float row = std::round(theme().small_size * 1.5F);
  draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, width, row}, steps_text(bench),
               small_text(), Align::centre);
  ImGui::Dummy({width, row});
}

float sheet_height(float side, int rows) {
  return static_cast<float>(rows) * (side + kSheetGap) - kSheetGap;
}

/// The side of the pictures in a sheet of this width, as contact_sheet makes it of a wanted one.
float sheet_side(float width, float wanted) {
  const float gap = theme().touch ? 6.0F : kSheetGap;
  const float columns = std::max(2.0F, std::floor((width + gap) / (wanted + gap)));
  return (width - gap * (columns - 1)) / columns;
}

}  // namespace

void draw_start_card(Workbench& bench, StartCardState& state, const Rect& place) {
  const float pad = theme().pad;
  const float side = (place.width - 2 * pad - (kSheetColumns - 1) * kSheetGap) / kSheetColumns;
  // As many rows of pictures as leave room for the rest; the sheet scrolls.
  const float foot = theme().row + 12;
  const float room = place.height - state.content - foot;
  const int rows =
      std::clamp(static_cast<int>((room + kSheetGap) / (side + kSheetGap)), 1, kSheetRows);
  const float pictures = is_pictures(bench.settings.data.source)
                             ? sheet_height(side, rows)
                             : std::clamp(room, 120.0F, place.width - 2 * pad);
  const float needed = state.content + pictures + foot;
  ImGui::SetCursorScreenPos({place.x, place.y});
  begin_scroll("left", {place.width, place.height});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect card{at.x, at.y, place.width, std::max(place.height, needed)};
  begin_card("start", {.title = tr(Text::settings), .place = &card, .is_untitled = true});
  end_card();
  const Rect inner{card.x + pad, card.y + pad, card.width - 2 * pad, card.height - 2 * pad};
  begin_region(inner, false);
  draw_start_data(bench, pictures, side, /*has_legend=*/true);
  space(8);
  hairline();
  space(6);
  layers_part(bench, state);
  space(8);
  rate_part(bench);
  space(12);
  run_part(bench);
  const float content = ImGui::GetCursorScreenPos().y - card.y - pictures + pad;
  end_region();
  if (std::fabs(content - state.content) > 0.5F) {
    state.content = content;
    want_redraw();
  }
  begin_region({inner.x, card.bottom() - foot - 2, inner.width, foot}, false);
  hairline();
  space(2);
  draw_all_settings_row(bench);
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({card.width, card.height});
  end_scroll();
}

float draw_start_strip(Workbench& bench, StartCardState& state, const Rect& place) {
  const float pad = theme().pad;
  constexpr float kGap = 22.0F;
  const float inner = place.width - 2 * pad - 3 * kGap;
  const std::array<float, 4> widths{inner * 0.31F, inner * 0.27F, inner * 0.21F, inner * 0.21F};
  const float content = std::max(state.content, 80.0F);
  const Rect card{place.x, place.y, place.width, content + 2 * pad};
  begin_card("start", {.title = tr(Text::settings), .place = &card, .is_untitled = true});
  end_card();
  float x = card.x + pad;
  float lowest = 0.0F;
  const auto part = [&](std::size_t index, const auto& draw) {
    begin_region({x, card.y + pad, widths[index], content}, false);
    draw();
    lowest = std::max(lowest, ImGui::GetCursorScreenPos().y);
    end_region();
    x += widths[index] + kGap;
  };
  // One row; the sheet scrolls.
  const float side = sheet_side(widths[0], 54.0F);
  part(0,
       [&] { draw_start_data(bench, sheet_height(side, 1), side - 0.5F, /*has_legend=*/false); });
  part(1, [&] { layers_part(bench, state); });
  part(2, [&] { rate_part(bench); });
  part(3, [&] {
    run_part(bench);
    draw_all_settings_row(bench);
  });
  const float used = lowest - card.y - pad;
  if (std::fabs(used - state.content) > 0.5F) {
    state.content = used;
    want_redraw();
  }
  return card.height;
}

}  // namespace purr::shell
