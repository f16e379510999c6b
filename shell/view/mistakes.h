#pragma once

#include <array>
#include <vector>

#include "shell/view/run_view.h"

/// The mistakes of a network, counted. All functions use the latest predictions.
namespace purr::shell {

/// A confusion matrix.
struct Confusion {
  /// [actual class][predicted class]
  std::array<std::array<int, 2>, 2> counts{};

  int at(int actual, int predicted) const {
    return counts[static_cast<std::size_t>(actual)][static_cast<std::size_t>(predicted)];
  }
  int total() const { return at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1); }
  int right() const { return at(0, 0) + at(1, 1); }
  int of_class(int actual) const { return at(actual, 0) + at(actual, 1); }
  int predicted_as(int predicted) const { return at(0, predicted) + at(1, predicted); }
  /// The part of the examples of one class with this prediction, 0 to 1; 0 for an empty class.
  double share(int actual, int predicted) const;
};

/// True once there are predictions for the current data.
bool has_predictions(const RunView& run);

/// All zero before the first predictions.
Confusion confusion(const RunView& run, bool of_test);

/// Which examples a list holds: those of one entry of the confusion matrix, or all mistakes; with
/// one value of a facet, or with any.
struct MistakeFilter {
  int actual = -1;               ///< class 0 or 1; −1: all mistakes
  int predicted = -1;            ///< class 0 or 1, where `actual` is one
  const Facet* facet = nullptr;  ///< null: no condition
  int value = 0;
};

/// The examples that the filter passes, the most confident predictions first.
std::vector<int> most_confident_first(const RunView& run, bool of_test,
                                      const MistakeFilter& filter = {});

/// The mistakes among the examples with one value of a facet.
struct Tally {
  int value = 0;
  int count = 0;
  int wrong = 0;
  int ones = 0;  ///< of class 1
  double share() const { return static_cast<double>(wrong) / count; }
  /// All examples are of one class, so that all mistakes predict the other one.
  bool is_of_one_class() const { return ones == 0 || ones == count; }
};

/// A tally for each value that occurs, the one with the largest share of mistakes first.
std::vector<Tally> tally(const RunView& run, const Facet& facet, bool of_test);

/// Of the groups of an example that are not too small, the one with the largest share of mistakes:
/// a hint why the example is wrong.
struct ExampleGroup {
  int facet = -1;  ///< index; −1: there is no such group
  Tally tally;
};
ExampleGroup worst_group(const RunView& run, bool of_test, int example);

}  // namespace purr::shell
