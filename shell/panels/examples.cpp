#include "shell/panels/examples.h"

#include <algorithm>

#include "shell/view/mistakes.h"

namespace purr::shell {

void choose_example(Workbench& bench, bool of_test, int index) {
  bench.settings.view.example = index;
  bench.settings.view.example_set = of_test ? ExampleSet::test : ExampleSet::train;
  if (sheet_is_test(bench) != chosen_is_test(bench)) bench.selection.sheet = {};
}

void show_set(Workbench& bench, bool of_test) {
  bench.selection.sheet = {.of_test = of_test};
  if (chosen_is_test(bench) != of_test) choose_example(bench, of_test, 0);
}

void look_inside(Workbench& bench, InsideTab tab) {
  bench.navigation.inside_tab = tab;
  bench.navigation.inside_from_top = true;
  bench.arrangement.shows_inside = true;
  want_redraw();
}

void look_into_chosen(Workbench& bench) { look_inside(bench, InsideTab::example); }

bool chosen_is_test(const Workbench& bench) {
  return bench.settings.view.example_set == ExampleSet::test && bench.run.count(true) > 0;
}

int chosen_example(const Workbench& bench) {
  const int count = bench.run.count(chosen_is_test(bench));
  return std::clamp(bench.settings.view.example, 0, std::max(0, count - 1));
}

bool is_flipped(const RunView& run, bool of_test, int example) {
  const std::vector<std::int32_t>& flipped = run.data.flipped;
  return !of_test && std::binary_search(flipped.begin(), flipped.end(), example);
}

bool sheet_is_test(const Workbench& bench) {
  // The first view says below its sheet how many pictures the network learns from; it has no title
  // of the chosen one.
  const bool follows = bench.arrangement.shows_all_settings && chosen_is_test(bench);
  return bench.selection.sheet.of_test.value_or(follows) && bench.run.count(true) > 0;
}

std::vector<int> sheet_examples(const Workbench& bench) {
  const RunView& run = bench.run;
  const SheetFilter& filter = bench.selection.sheet;
  const bool of_test = sheet_is_test(bench);
  std::vector<int> all;
  if (filter.wrong_only) {
    all = most_confident_first(run, of_test);
  } else if (filter.flipped_only && !of_test) {
    all.assign(run.data.flipped.begin(), run.data.flipped.end());
  } else {
    all.resize(static_cast<std::size_t>(run.count(of_test)));
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
  }
  const bool has_facet =
      filter.facet >= 0 && filter.facet < static_cast<int>(run.data.facets.size());
  const Facet* facet =
      has_facet ? &run.data.facets[static_cast<std::size_t>(filter.facet)] : nullptr;
  std::erase_if(all, [&](int i) {
    if (filter.label >= 0 && run.label(of_test, i) != filter.label) return true;
    if (facet == nullptr) return false;
    const std::vector<std::uint8_t>& values = of_test ? facet->test : facet->train;
    return values[static_cast<std::size_t>(i)] != filter.value;
  });
  return all;
}

}  // namespace purr::shell
