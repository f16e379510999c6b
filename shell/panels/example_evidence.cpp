#include "shell/panels/example_evidence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "shell/panels/examples.h"
#include "shell/panels/names.h"
#include "shell/view/evidence.h"
#include "shell/view/mistakes.h"

namespace purr::shell {
namespace {

/// The mistakes in the group of a mistaken example, with a link to them.
void others_like_it(Workbench& bench, MistakesState& state, bool of_test, int example) {
  const RunView& run = bench.run;
  const ExampleGroup group = worst_group(run, of_test, example);
  if (group.facet < 0) return;
  const Tally& all = group.tally;
  const Facet& facet = run.data.facets[static_cast<std::size_t>(group.facet)];
  const std::string name(facet_name(facet.values[static_cast<std::size_t>(all.value)]));
  const std::string words =
      all.is_of_one_class()
          ? tr(Text::why_called,
               {name, number(all.wrong, 0), number(all.count, 0), class_name(run, all.ones == 0)})
          : tr(Text::why_wrong, {name, number(all.wrong, 0), number(all.count, 0)});
  const TextStyle strong{.size = theme().title_size, .weight = Weight::semibold};
  const bool fits = measure(words, strong).x < ImGui::GetContentRegionAvail().x;
  if (!fits) {
    TextStyle dim = dim_text();
    dim.size = theme().title_size;
    paragraph(words, dim);
  }
  if (!link("why", fits ? std::string_view(words) : tr(Text::why_show), tr(Text::why_hint),
            theme().title_size)) {
    return;
  }
  bench.navigation.inside_tab = InsideTab::mistakes;
  bench.navigation.inside_from_top = true;
  state.of_train = !of_test;
  bench.selection.facet = group.facet;
  state.value = all.value;
  state.cell = -1;
  state.page = 0;
}

}  // namespace

void example_evidence(Workbench& bench, MistakesState& mistakes) {
  const RunView& run = bench.run;
  constexpr int kBlock = 4;       // pixels
  constexpr float kSide = 80.0F;  // points
  const Evidence evidence = evidence_of(run, kBlock);
  if (evidence.side == 0) return;
  const bool of_test = chosen_is_test(bench);
  const int example = chosen_example(bench);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const TileRef picture = bench.textures.pictures.get(run, of_test, example);
  if (picture.ok) {
    list->AddImage(picture.texture, at, {at.x + kSide, at.y + kSide}, picture.uv0, picture.uv1);
  }
  // The scale ends below the largest value, so that one strong block does not fade all others.
  const float full = 0.6F * evidence.largest;
  const float cell = kSide / static_cast<float>(evidence.side);
  for (int row = 0; row < evidence.side; ++row) {
    for (int column = 0; column < evidence.side; ++column) {
      const auto index = static_cast<std::size_t>(row * evidence.side + column);
      const float t = full > 0.0F ? std::clamp(evidence.blocks[index] / full, -1.0F, 1.0F) : 0.0F;
      // The picture shows through where the evidence is weak.
      const ImVec2 low{at.x + static_cast<float>(column) * cell,
                       at.y + static_cast<float>(row) * cell};
      list->AddRectFilled(low, {low.x + cell, low.y + cell},
                          with_alpha(diverging(t), 0.45F + 0.5F * std::fabs(t)));
    }
  }
  // Covers the corners, so that they are round like those of tiles.
  constexpr float kRing = 6.0F;
  list->AddRect({at.x - kRing / 2, at.y - kRing / 2},
                {at.x + kSide + kRing / 2, at.y + kSide + kRing / 2}, theme().card,
                12.0F + kRing / 2, 0, kRing);
  begin_region({at.x + kSide + 12, at.y + 4, width - kSide - 12, kSide}, false);
  paragraph(tr(Text::why_title, {class_name(run, true)}), title_text());
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  paragraph(tr(evidence.largest > 0.0F ? Text::why_words : Text::why_silent), dim);
  const float bottom = std::max(at.y + kSide, ImGui::GetCursorScreenPos().y);
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, bottom - at.y});
  if (run.is_wrong(of_test, example)) others_like_it(bench, mistakes, of_test, example);
  space(8);
}

}  // namespace purr::shell
