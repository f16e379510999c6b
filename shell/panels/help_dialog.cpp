#include "shell/panels/help_dialog.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "shell/theme/version.h"

namespace purr::shell {

namespace {

/// Steps instead of a slider, because a slider would grow while it is dragged.
void text_size_chooser(Workbench& bench) {
  constexpr std::array kSizes{1.0, 1.25, 1.5, 1.75, 2.0};
  constexpr std::array<std::string_view, kSizes.size()> kNames{"100 %", "125 %", "150 %", "175 %",
                                                               "200 %"};
  std::array<Choice, kSizes.size()> choices;
  int chosen = 0;
  for (std::size_t i = 0; i < kSizes.size(); ++i) {
    choices[i] = {.label = kNames[i]};
    if (bench.settings.view.text_scale >= kSizes[i]) chosen = static_cast<int>(i);
  }
  if (chooser("text_scale", tr(Text::text_size), choices, chosen,
              {.hint = tr(Text::text_size_hint)})) {
    bench.settings.view.text_scale = kSizes[static_cast<std::size_t>(chosen)];
  }
}

/// Places the next link beside the last one, or below it if there is no room.
void next_to(std::string_view words) {
  ImGui::SameLine(0, 14);
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  if (measure(words, style).x > ImGui::GetContentRegionAvail().x) ImGui::NewLine();
}

}  // namespace

void draw_help_dialog(Workbench& bench, HelpDialogState& state) {
  if (!begin_dialog("help", tr(Text::help_title), bench.navigation.is_help_open, 520)) return;
  const std::array<Choice, 2> sections{{{.label = tr(Text::help_general), .id = "general"},
                                        {.label = tr(Text::glossary), .id = "glossary"}}};
  segmented("section", tr(Text::help_section), sections, state.section);
  space(8);
  // On a low screen or with large text the content scrolls.
  float& content = state.content_height;
  const float room = ImGui::GetIO().DisplaySize.y - 120.0F - theme().row - 8.0F;
  if (state.section == 1) {
    draw_glossary(state.glossary, std::min(room, 620.0F));
    return end_dialog();
  }
  begin_scroll("words", {0, std::min(content > 0.0F ? content : room, room)});
  paragraph(tr(Text::help_words));
  space(4);
  paragraph(tr(Text::help_answer));
  space(10);
  text(tr(Text::help_keys), title_text());
  for (const Text key :
       {Text::help_key_play, Text::help_key_step, Text::help_key_rewind, Text::help_key_example,
        Text::help_key_undo, Text::help_key_size, Text::help_key_tab}) {
    paragraph(tr(key));
  }
  space(10);
  text_size_chooser(bench);
  space(10);
  text(tr(Text::help_data), title_text());
  paragraph(tr(Text::help_data_words));
  space(10);
  text(tr(Text::help_about), title_text());
  const Version version = built_version();
  text(tr(Text::help_version, {version.number, version.commit}));
  paragraph(tr(Text::help_arithmetic, {version.simd}));
  if (link("tour", tr(Text::tour))) {
    bench.navigation.tour_step = 0;
    bench.navigation.is_help_open = false;
  }
  next_to(tr(Text::reset_layout));
  if (link("arrangement", tr(Text::reset_layout), tr(Text::reset_layout_hint))) {
    bench.arrangement = {.has_seen_tour = true};
    bench.navigation.is_help_open = false;
  }
  if (link("licences", tr(Text::help_licences))) {
    bench.requests.host.emplace_back(OpenPage{"licences.txt"});
  }
  if (version.is_page) {
    next_to(tr(Text::help_bench));
    if (link("bench", tr(Text::help_bench), tr(Text::help_bench_hint))) {
      bench.requests.host.emplace_back(OpenPage{"bench.html"});
    }
  }
  const float height = ImGui::GetCursorPosY() + 4.0F;
  if (height != content) want_redraw();
  content = height;
  end_scroll();
  end_dialog();
}

}  // namespace purr::shell
