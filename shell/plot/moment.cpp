#include "shell/plot/moment.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "shell/plot/plot.h"
#include "shell/widgets/detail.h"

namespace purr::shell::detail {
namespace {

constexpr float kRadius = 6.5F;
// Of the arrow keys from one end to the other: as many as states of a run are kept.
constexpr double kSteps = 40.0;

double step_of(const PlotMoment& moment) {
  return std::max(1.0, std::round((moment.max - moment.min) / kSteps));
}

ImVec2 place_of(const PlotMoment& moment, const PlotLayout& layout) {
  const ImRect& area = layout.area;
  const bool has_place = !layout.x.is_logarithmic() || moment.x > 0.0;
  const auto x = has_place ? static_cast<float>(layout.x.pixel(moment.x)) : area.Min.x;
  const bool has_height = std::isfinite(moment.y) && (!layout.y.is_logarithmic() || moment.y > 0.0);
  const auto y = has_height ? static_cast<float>(layout.y.pixel(moment.y)) : area.Max.y;
  return {std::clamp(x, area.Min.x, area.Max.x), std::clamp(y, area.Min.y, area.Max.y)};
}

/// Where requests and keys move the dot; its present place without any.
double operated(const PlotMoment& moment, const ItemState& item) {
  const double step = step_of(moment);
  double to = moment.x;
  while (const auto request = take_request(moment.id, item)) {
    const auto value = parse_number(request->value);
    if (request->action == "set" && value) to = *value;
    if (request->action == "step" && value) to += *value * step;
    if (request->action == "reset") to = moment.max;
  }
  if (!item.is_focused) return to;
  own_keys(item.id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow,
                     ImGuiKey_Home, ImGuiKey_End});
  const double steps = ImGui::GetIO().KeyShift ? 1.0 : step;
  if (key_pressed(item.id, ImGuiKey_LeftArrow) || key_pressed(item.id, ImGuiKey_DownArrow)) {
    to -= steps;
  }
  if (key_pressed(item.id, ImGuiKey_RightArrow) || key_pressed(item.id, ImGuiKey_UpArrow)) {
    to += steps;
  }
  if (key_pressed(item.id, ImGuiKey_Home)) to = moment.min;
  if (key_pressed(item.id, ImGuiKey_End)) to = moment.max;
  return to;
}

}  // namespace

MomentItem moment_item(const PlotMoment& moment, const PlotLayout& layout) {
  MomentItem it{.item = {}, .at = place_of(moment, layout)};
  const float half = theme().touch ? 22.0F : 12.0F;
  it.item = press_box(item_id(moment.id),
                      {{it.at.x - half, it.at.y - half}, {it.at.x + half, it.at.y + half}});
  Control control = control_of(moment.id, Role::slider, moment.label, it.item);
  control.value = moment.words;
  control.min = moment.min;
  control.max = moment.max;
  control.step = step_of(moment);
  control.now = moment.x;
  registry().add(std::move(control));
  double to = operated(moment, it.item);
  const ImGuiIO& io = ImGui::GetIO();
  // A press alone, which may be a tap, moves nothing.
  constexpr float kTravel = 2.0F;
  if (it.item.is_held && std::abs(io.MousePos.x - io.MouseClickedPos[0].x) > kTravel) {
    claim_drag(it.item.id);
    to = layout.x.value(io.MousePos.x);
  }
  if (it.item.is_hovered || it.item.is_held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (!it.item.is_held) {
    hint_over(it.item.id, it.item.is_hovered, focus_shown(it.item.id), moment.hint);
  }
  to = std::clamp(std::round(to), moment.min, std::max(moment.min, moment.max));
  if (to != moment.x) it.moved = to;
  return it;
}

void draw_moment(ImDrawList* list, const PlotMoment& moment, const MomentItem& it) {
  const Theme& t = theme();
  if (it.item.is_hovered || it.item.is_held) {
    list->AddCircleFilled(it.at, kRadius + 4, with_alpha(moment.colour, 0.16F), 32);
  }
  list->AddCircleFilled(it.at, kRadius, moment.colour, 32);
  list->AddCircleFilled(it.at, kRadius - 2, t.card, 32);
  const float ring = kRadius + 1;
  focus_ring(it.item.id, {it.at.x - ring, it.at.y - ring, it.at.x + ring, it.at.y + ring}, ring, 2);
}

}  // namespace purr::shell::detail
