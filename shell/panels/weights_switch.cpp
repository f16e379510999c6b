#include "shell/panels/weights_switch.h"

#include <array>

namespace purr::shell {

float weights_switch_width() {
  const TextStyle style{.size = theme().title_size, .weight = Weight::semibold};
  constexpr float kAir = 2 * 24.0F;  // around both labels
  return measure(tr(Text::weights_learned), style).x + measure(tr(Text::weights_all), style).x +
         kAir;
}

void weights_switch(Workbench& bench, float width, float height) {
  const std::array<Choice, 2> choices{
      Choice{tr(Text::weights_learned), "learned", tr(Text::weights_learned_hint)},
      Choice{tr(Text::weights_all), "all", tr(Text::weights_all_hint)}};
  int chosen = bench.arrangement.shows_all_weights ? 1 : 0;
  if (segmented("weights_shown", tr(Text::weights_shown), choices, chosen, width, height)) {
    bench.arrangement.shows_all_weights = chosen == 1;
  }
}

}  // namespace purr::shell
