#include "shell/panels/next_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "shell/panels/settings_edits.h"

namespace purr::shell {
namespace {

/// A published run and what there is to find out with it.
struct Idea {
  Text name;
  Text question;
  std::string_view preset;
};

constexpr std::array<Idea, 7> kIdeas{{
    {Text::next_unit, Text::next_unit_words, "c1w2-logistic"},
    {Text::next_layer, Text::next_layer_words, "c1w3-planar"},
    {Text::next_units, Text::next_units_words, "c1w3-planar-50"},
    {Text::next_deep, Text::next_deep_words, "c1w4-deep"},
    {Text::next_zeros, Text::next_zeros_words, "c2w1-init-zeros"},
    {Text::next_large, Text::next_large_words, "c2w1-init-large"},
    {Text::next_adam, Text::next_adam_words, "c2w2-adam"},
}};

TextStyle link_style() { return {.size = theme().title_size, .weight = Weight::semibold}; }

/// The name, the question, and a button that opens the run; the run on the screen has none.
void draw_idea(Workbench& bench, const Idea& idea, std::size_t number) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float button_width = std::ceil(measure(tr(Text::next_try), strong_text()).x) + 26;
  const float button_height = theme().touch ? 44.0F : theme().control;
  const float words_width = width - button_width - 14;
  paragraph(tr(idea.name), strong_text(), words_width);
  paragraph(tr(idea.question), dim_text(), words_width);
  const float used = ImGui::GetCursorScreenPos().y - at.y;
  const float height = std::max(used, button_height);
  const std::string id = "idea" + std::to_string(number);
  registry().add({.id = id + "/words",
                  .role = Role::status,
                  .label = std::string(tr(idea.name)) + ": " + std::string(tr(idea.question)),
                  .x = at.x,
                  .y = at.y,
                  .width = words_width,
                  .height = height});
  const ImVec2 corner{at.x + width - button_width, at.y + std::round((height - button_height) / 2)};
  if (bench.settings.preset == idea.preset) {
    draw_text_in(ImGui::GetWindowDrawList(), {corner.x, corner.y, button_width, button_height},
                 tr(Text::next_here), dim_text(), Align::centre);
  } else {
    ImGui::SetCursorScreenPos(corner);
    if (button(id, tr(Text::next_try),
               {.kind = ButtonKind::outline,
                .width = button_width,
                .height = button_height,
                .hint = tr(Text::next_try_hint)})) {
      load_preset(bench, idea.preset);
      bench.navigation.is_next_open = false;
      bench.navigation.phone_tab = PhoneTab::network;
    }
  }
  ImGui::SetCursorScreenPos({at.x, at.y + height + 6});
  ImGui::Dummy({width, 0});
}

}  // namespace

void draw_next_dialog(Workbench& bench, NextDialogState& state) {
  bool& is_open = bench.navigation.is_next_open;
  if (!begin_dialog("next", tr(Text::next_title), is_open, 460)) return;
  const float max_height = ImGui::GetIO().DisplaySize.y - 150;
  const float height = state.content > 0.0F ? std::min(state.content, max_height) : max_height;
  begin_scroll("next_scroll", {ImGui::GetContentRegionAvail().x, height});
  const float top = ImGui::GetCursorScreenPos().y;
  for (std::size_t i = 0; i < kIdeas.size(); ++i) {
    if (i > 0) {
      hairline();
      space(6);
    }
    draw_idea(bench, kIdeas[i], i + 1);
  }
  const float content = ImGui::GetCursorScreenPos().y - top + 4;
  if (std::fabs(content - state.content) > 0.5F) {
    state.content = content;
    want_redraw();
  }
  end_scroll();
  end_dialog();
}

float next_link_width() { return std::ceil(measure(tr(Text::next_link), link_style()).x) + 2; }

void draw_next_link(Workbench& bench) {
  if (link("next", tr(Text::next_link), tr(Text::next_hint), theme().title_size)) {
    bench.navigation.is_next_open = true;
  }
}

}  // namespace purr::shell
