#include "shell/widgets/places.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/tooltips.h"

namespace purr::shell {
namespace {

/// What a region changes in ImGui's window and restores at its end.
struct OpenRegion {
  Rect place;
  bool clip = false;
  ImRect content, work;
  ImVec2 cursor, cursor_max, current_line, previous_line;
  ImVec1 indent, group_offset;
  float current_base = 0.0F, previous_base = 0.0F;
  bool same_line = false;
};

std::vector<OpenRegion>& open_regions() {
  static std::vector<OpenRegion> regions;
  return regions;
}

}  // namespace

namespace detail {

void begin_regions() { open_regions().clear(); }

void set_region_bottom(float bottom) {
  Rect& place = open_regions().back().place;
  place.height = bottom - place.y;
}

ImRect row_with_label(std::string_view label, bool has_label, float label_width, bool is_enabled,
                      std::string_view hint, ImGuiID hint_id) {
  const Theme& t = theme();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float row = t.row;
  if (!has_label) return {at.x, at.y, at.x + width, at.y + row};
  if (label_width <= 0.0F) label_width = std::round(width * 0.44F);
  const ImU32 colour = is_enabled ? t.ink : with_alpha(t.ink, 0.45F);
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text_in(list, {at.x, at.y, label_width - 8, row}, label,
               {t.text_size, Weight::regular, colour});
  if (!hint.empty()) {
    const ImRect words(at, {at.x + label_width - 8, at.y + row});
    const bool is_on_top = ImGui::IsWindowHovered();
    offer_bubble({.id = hint_id + 1,
                  .over = words,
                  .is_hovered = is_on_top && ImGui::IsMouseHoveringRect(words.Min, words.Max) &&
                                ImGui::GetCurrentContext()->HoveredId == 0,
                  .opens_by_tap = is_on_top,
                  .words = hint});
  }
  return {at.x + label_width, at.y, at.x + width, at.y + row};
}

}  // namespace detail

void begin_region(const Rect& place, bool clip) {
  ImGuiWindow* w = ImGui::GetCurrentWindow();
  auto& dc = w->DC;
  open_regions().push_back({place, clip, w->ContentRegionRect, w->WorkRect, dc.CursorPos,
                            dc.CursorMaxPos, dc.CurrLineSize, dc.PrevLineSize, dc.Indent,
                            dc.GroupOffset, dc.CurrLineTextBaseOffset, dc.PrevLineTextBaseOffset,
                            dc.IsSameLine});
  dc.CursorPos = {place.x, place.y};
  dc.CursorMaxPos = dc.CursorPos;
  dc.CurrLineSize = dc.PrevLineSize = {0, 0};
  dc.CurrLineTextBaseOffset = dc.PrevLineTextBaseOffset = 0.0F;
  dc.GroupOffset.x = place.x - w->Pos.x - dc.ColumnsOffset.x;
  dc.Indent = dc.GroupOffset;
  dc.IsSameLine = false;
  const ImRect inside = detail::to_im(place);
  w->ContentRegionRect = inside;
  w->WorkRect = inside;
  if (clip) ImGui::PushClipRect(inside.Min, inside.Max, true);
}

void end_region() {
  if (open_regions().empty()) return;
  const OpenRegion region = open_regions().back();
  open_regions().pop_back();
  if (region.clip) ImGui::PopClipRect();
  ImGuiWindow* w = ImGui::GetCurrentWindow();
  auto& dc = w->DC;
  w->ContentRegionRect = region.content;
  w->WorkRect = region.work;
  dc.CurrLineSize = region.current_line;
  dc.PrevLineSize = region.previous_line;
  dc.Indent = region.indent;
  dc.GroupOffset = region.group_offset;
  dc.CurrLineTextBaseOffset = region.current_base;
  dc.PrevLineTextBaseOffset = region.previous_base;
  dc.IsSameLine = region.same_line;
  dc.CursorMaxPos = {std::max(region.cursor_max.x, region.place.right()),
                     std::max(region.cursor_max.y, region.place.bottom())};
  dc.CursorPos = {region.cursor.x, region.place.bottom()};
}

Rect column(int index, int count, float height, float gap) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = ImGui::GetContentRegionAvail().x;
  const auto n = static_cast<float>(std::max(1, count));
  const float width = (whole - gap * (n - 1)) / n;
  const float left = at.x + static_cast<float>(index) * (width + gap);
  return {detail::snap(left), at.y, detail::snap(left + width) - detail::snap(left), height};
}

void space(float pixels) { ImGui::Dummy({0, pixels}); }

bool go_on_beside(float needed, float gap) {
  ImGui::SameLine(0, gap);
  const bool fits = needed <= ImGui::GetContentRegionAvail().x;
  if (!fits) ImGui::NewLine();
  return fits;
}

void hairline() {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float thick = detail::hairline_width();
  ImGui::Dummy({width, thick});
  const float y = detail::snap(at.y);
  ImGui::GetWindowDrawList()->AddRectFilled({at.x, y}, {at.x + width, y + thick}, theme().line);
}

}  // namespace purr::shell
