#pragma once

#include <vector>

#include "shell/panels/workbench.h"

/// Which example is chosen, and which examples the picture sheet shows.
namespace purr::shell {

/// Whether the chosen example belongs to the test set: chosen so, and there is a test set.
bool chosen_is_test(const Workbench& bench);
/// The index of the chosen example in its set, clamped to the size of the set; 0 if it is empty.
int chosen_example(const Workbench& bench);
/// Chooses an example; the sheet shows its set.
void choose_example(Workbench& bench, bool of_test, int index);
/// The sheet shows this set, without a filter, and the chosen example is one of it: what is said of
/// a test example never stands beside the training set.
void show_set(Workbench& bench, bool of_test);
/// Opens “Look inside” at a tab, scrolled to its top.
void look_inside(Workbench& bench, InsideTab tab);
/// Opens “Look inside” at the chosen example.
void look_into_chosen(Workbench& bench);
/// Whether the label of an example was flipped. Those of the test set never are.
bool is_flipped(const RunView& run, bool of_test, int example);
/// Whether the sheet shows the test set; false if there is none.
bool sheet_is_test(const Workbench& bench);
/// The examples that `bench.selection.sheet` passes, in the order in which the sheet shows them.
std::vector<int> sheet_examples(const Workbench& bench);

}  // namespace purr::shell
