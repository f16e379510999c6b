#include "shell/panels/tour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace purr::shell {
namespace {

/// A stop of the tour: its text, and the id of the control or card that it explains.
struct Stop {
  Text words;
  std::string_view about;
};

constexpr std::array<Stop, 5> kStops{{{Text::tour_data, "data/card"},
                                      {Text::tour_network, "network/card"},
                                      {Text::tour_cost, "cost/card"},
                                      {Text::tour_inside, "inside/card"},
                                      {Text::tour_share, "bar/share"}}};

const Control* control_named(std::string_view id) {
  for (const Control& control : registry().controls()) {
    if (control.id == id) return &control;
  }
  return nullptr;
}

/// Whether the user has changed or opened something and so needs no invitation.
bool has_begun(const Workbench& bench) {
  return bench.can_undo || bench.navigation.inside_tab != InsideTab::example;
}

}  // namespace

void draw_tour(Workbench& bench) {
  // The invitation appears once, when the first run has a curve.
  const bool is_invited = !bench.arrangement.has_seen_tour && bench.navigation.tour_step < 0 &&
                          bench.layout != Layout::phone && !bench.run.cost.empty() &&
                          !has_begun(bench);
  if (!is_invited && bench.navigation.tour_step < 0) return;
  const float page_width = ImGui::GetIO().DisplaySize.x;
  const float page_height = ImGui::GetIO().DisplaySize.y;
  ImDrawList* list = ImGui::GetForegroundDrawList();
  const bool is_stop = bench.navigation.tour_step >= 0;
  const auto step = static_cast<std::size_t>(std::max(0, bench.navigation.tour_step));
  const std::string_view words = tr(is_stop ? kStops[step].words : Text::tour_invitation);

  const float width = std::min(340.0F, page_width - 24);
  // The invitation is one line in the lower right corner.
  const float line = theme().touch ? 44.0F : 32.0F;
  Rect box{page_width - width - theme().gap, page_height - 30 - line - 32, width, 104};
  // Many words on a low page: the buttons below them stay on it.
  const float lines = std::ceil(1.1F * measure(words).x / (width - 32));
  const float needed = lines * std::round(1.5F * theme().text_size) + line + 38;
  const float lowest = std::max(64.0F, page_height - std::max(box.height, needed) - 40);
  if (is_stop) {
    box.y = lowest;
    if (const Control* about = control_named(kStops[step].about)) {
      const float margin = 5.0F;
      list->AddRect({about->x - margin, about->y - margin},
                    {about->x + about->width + margin, about->y + about->height + margin},
                    theme().accent, theme().radius + 3, 0, 2.5F);
      // Beside the control if there is room, else over its lower part.
      const float centre = about->y + std::min(about->height / 2, 160.0F);
      box.y = std::clamp(centre - box.height / 2, 64.0F, lowest);
      if (about->x + about->width + width + 30 < page_width) {
        box.x = about->x + about->width + 18;
      } else if (about->x > width + 30) {
        box.x = about->x - width - 18;
      } else {
        box.x = std::clamp(about->x + about->width / 2 - width / 2, 12.0F,
                           std::max(12.0F, page_width - width - 12));
        box.y = std::clamp(about->y + about->height - box.height - 30, 64.0F, lowest);
      }
    }
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
  if (is_stop) {
    paragraph(words);
    space(10);
  } else {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, 110, line}, words);
    ImGui::SetCursorScreenPos({at.x + 110, at.y});
  }
  bool ends = false;
  const bool is_last = is_stop && step + 1 == kStops.size();
  const Text next = !is_stop ? Text::tour_start : is_last ? Text::tour_end : Text::tour_next;
  if (button("next", tr(next), {.kind = ButtonKind::primary})) {
    if (is_last) {
      ends = true;
    } else {
      bench.navigation.tour_step += 1;
    }
  }
  if (!is_last) {
    ImGui::SameLine(0, 8);
    if (button("skip", tr(is_stop ? Text::tour_stop : Text::tour_skip),
               {.kind = ButtonKind::bare})) {
      ends = true;
    }
  }
  if (is_stop) {
    ImGui::SameLine(0, 12);
    TextStyle dim = dim_text();
    dim.size = theme().small_size;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text_in(ImGui::GetWindowDrawList(), {at.x, at.y, 60, line},
                 std::to_string(step + 1) + " / " + std::to_string(kStops.size()), dim);
    ImGui::Dummy({60, line});
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && is_stop) ends = true;
  registry().pop_scope();
  ImGui::End();
  if (ends) {
    bench.navigation.tour_step = -1;
    bench.arrangement.has_seen_tour = true;
  }
}

}  // namespace purr::shell
