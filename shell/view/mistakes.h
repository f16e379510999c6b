#pragma once

#include <array>
#include <vector>

#include "shell/view/run_view.h"

/// What a network gets wrong, counted. Everything is of the predictions that came last.
namespace purr::shell {

/// Examples by what they are and what the network says.
struct Confusion {
  /// [what it is: 0 or 1][what the network says: 0 or 1]
  std::array<std::array<int, 2>, 2> counts{};

  int at(int is, int says) const {
    return counts[static_cast<std::size_t>(is)][static_cast<std::size_t>(says)];
  }
  int total() const { return at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1); }
  int right() const { return at(0, 0) + at(1, 1); }
  int of_class(int is) const { return at(is, 0) + at(is, 1); }
  int called(int says) const { return at(0, says) + at(1, says); }
  /// Part of the examples of one class that are called so, 0 to 1; 0 where there are none.
  double share(int is, int says) const;
};

/// True once the network has said something of the data that is there.
bool is_judged(const RunView& run);

/// All zero before the first predictions.
Confusion confusion(const RunView& run, bool of_test);

/// Which examples a list holds: those of one cell of the confusion, or all mistakes; of one value
/// of a facet, or of all.
struct MistakeFilter {
  int is = -1;    ///< −1: all mistakes …
  int says = -1;  ///< … else those that are `is` and are called `says`, right or wrong
  const Facet* facet = nullptr;
  int value = 0;
};

/// The examples that the filter lets through, those first of which the network is surest.
std::vector<int> surest_first(const RunView& run, bool of_test, const MistakeFilter& filter = {});

/// How the examples with one value of a facet fare.
struct Tally {
  int value = 0;
  int count = 0;
  int wrong = 0;
  int ones = 0;  ///< of class 1
  double share() const { return static_cast<double>(wrong) / count; }
  /// Every example is of the same class, so that all mistakes go the same way.
  bool is_of_one_class() const { return ones == 0 || ones == count; }
};

/// A tally for each value that occurs, the one with the largest share of mistakes first.
std::vector<Tally> tally(const RunView& run, const Facet& facet, bool of_test);

/// The group with the largest share of mistakes that an example is in, of those that have a few
/// members: what there is to say of why it is wrong.
struct GroupOfExample {
  int facet = -1;  ///< −1: nothing is known of the example
  Tally tally;
};
GroupOfExample worst_group(const RunView& run, bool of_test, int example);

}  // namespace purr::shell
