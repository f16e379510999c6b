#include "shell/panels/tour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace purr::shell {
namespace {

/// A stop of the tour: its text, and the ids of what it explains. The first that is on the screen
/// counts: layouts show the same part in other ways.
struct Stop {
  Text words;
  std::array<std::string_view, 2> about;
};

constexpr std::array<Stop, 6> kStops{{{Text::tour_data, {"start/card", "data/card"}},
                                      {Text::tour_network, {"network/card"}},
                                      {Text::tour_answer, {"network/card"}},
                                      {Text::tour_cost, {"cost/card"}},
                                      {Text::tour_inside, {"inside/card", "bar/inside"}},
                                      {Text::tour_share, {"bar/share"}}}};

const Control* shown_of(const Stop& stop) {
  for (const std::string_view id : stop.about) {
    if (const Control* control = registry().find(id)) return control;
  }
  return nullptr;
}

/// Where the bubble stands: beside what it explains, else below or above it, else over its lower
/// part.
ImVec2 bubble_place(const Control& about, ImVec2 size, ImVec2 page) {
  constexpr float kGap = 18.0F;
  constexpr float kTop = 64.0F;  // below the top bar
  const float lowest = std::max(kTop, page.y - size.y - 40);
  const float centre = about.y + std::min(about.height / 2, 160.0F);
  const float y = std::clamp(centre - size.y / 2, kTop, lowest);
  if (about.x + about.width + size.x + 30 < page.x) return {about.x + about.width + kGap, y};
  if (about.x > size.x + 30) return {about.x - size.x - kGap, y};
  const float x = std::clamp(about.x + about.width / 2 - size.x / 2, 12.0F,
                             std::max(12.0F, page.x - size.x - 12));
  const float below = about.y + about.height + kGap;
  if (below <= lowest) return {x, below};
  const float above = about.y - size.y - kGap;
  if (above >= kTop) return {x, above};
  return {x, std::clamp(about.y + about.height - size.y - 30, kTop, lowest)};
}

}  // namespace

void draw_tour(Workbench& bench) {
  if (bench.navigation.tour_step < 0) return;
  const ImVec2 page = ImGui::GetIO().DisplaySize;
  const auto step = static_cast<std::size_t>(bench.navigation.tour_step);
  const Stop& stop = kStops[step];
  const std::string_view words = tr(stop.words);

  const float width = std::min(340.0F, page.x - 24);
  const float line = theme().touch ? 44.0F : 32.0F;
  const float lines = std::ceil(1.1F * measure(words).x / (width - 32));
  const float height = std::max(104.0F, lines * std::round(1.5F * theme().text_size) + line + 38);
  Rect box{page.x - width - theme().gap, std::max(64.0F, page.y - height - 40), width, height};
  if (const Control* about = shown_of(stop)) {
    const float margin = 5.0F;
    ImGui::GetForegroundDrawList()->AddRect(
        {about->x - margin, about->y - margin},
        {about->x + about->width + margin, about->y + about->height + margin}, theme().accent,
        theme().radius + 3, 0, 2.5F);
    const ImVec2 place = bubble_place(*about, {width, height}, page);
    box.x = place.x;
    box.y = place.y;
  }

  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.width, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {16, 14});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme().radius);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme().card);
  ImGui::PushStyleColor(ImGuiCol_Border, theme().accent);
  ImGui::Begin("tour", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                   ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(3);
  registry().push_scope("tour");
  registry().add({.id = "words",
                  .role = Role::status,
                  .label = std::string(tr(Text::tour)),
                  .value = plain(words),
                  .x = box.x,
                  .y = box.y,
                  .width = box.width,
                  .height = box.height});
  paragraph(words);
  space(10);
  bool ends = false;
  const bool is_last = step + 1 == kStops.size();
  const Text next = is_last ? Text::tour_end : Text::tour_next;
  if (button("next", tr(next), {.kind = ButtonKind::primary})) {
    if (is_last) {
      ends = true;
    } else {
      bench.navigation.tour_step += 1;
    }
  }
  if (!is_last) {
    ImGui::SameLine(0, 8);
    if (button("skip", tr(Text::tour_stop), {.kind = ButtonKind::bare})) {
      ends = true;
    }
  }
  ImGui::SameLine(0, 12);
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, 60, line},
               std::to_string(step + 1) + " / " + std::to_string(kStops.size()), dim);
  ImGui::Dummy({60, line});
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) ends = true;
  registry().pop_scope();
  ImGui::End();
  if (ends) {
    bench.navigation.tour_step = -1;
    bench.arrangement.has_seen_tour = true;
  }
}

}  // namespace purr::shell
