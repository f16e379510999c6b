#include "shell/panels/inside_card.h"

#include <array>

#include "shell/panels/example_tab.h"
#include "shell/panels/weights_tab.h"

namespace purr::shell {

void draw_inside_card(Workbench& bench, InsideState& state) {
  begin_card("inside", {.title = tr(Text::look_inside), .is_untitled = true});
  const std::array<Choice, 4> choices{
      {{.label = tr(Text::example), .id = "example", .hint = tr(Text::example_hint)},
       {.label = tr(Text::weights), .id = "weights", .hint = tr(Text::weights_hint)},
       {.label = tr(Text::mistakes_tab), .id = "mistakes", .hint = tr(Text::mistakes_tab_hint)},
       {.label = tr(Text::spread), .id = "spread", .hint = tr(Text::spread_hint)}}};
  int tab = static_cast<int>(bench.navigation.inside_tab);
  if (tabs("tab", tr(Text::look_inside), choices, tab)) {
    bench.navigation.inside_tab = static_cast<InsideTab>(tab);
  }
  space(8);
  switch (bench.navigation.inside_tab) {
    case InsideTab::example: example_tab(bench, state.mistakes); break;
    case InsideTab::weights: weights_tab(bench); break;
    case InsideTab::mistakes: mistakes_tab(bench, state.mistakes); break;
    case InsideTab::distributions: distributions_tab(bench, state.distributions); break;
  }
  end_card();
}

}  // namespace purr::shell
