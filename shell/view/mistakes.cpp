#include "shell/view/mistakes.h"

#include <algorithm>
#include <cmath>

namespace purr::shell {

double Confusion::share(int actual, int predicted) const {
  const int all = of_class(actual);
  return all > 0 ? static_cast<double>(at(actual, predicted)) / all : 0.0;
}

bool has_predictions(const RunView& run) {
  return run.data.revision != 0 && run.predictions.revision == run.data.revision;
}

Confusion confusion(const RunView& run, bool of_test) {
  Confusion result;
  for (int i = 0; i < run.count(of_test); ++i) {
    const float y = run.y_hat(of_test, i);
    if (y < 0.0F) continue;
    const std::size_t actual = run.label(of_test, i) != 0 ? 1 : 0;
    const std::size_t predicted = y > 0.5F ? 1 : 0;
    ++result.counts[actual][predicted];
  }
  return result;
}

std::vector<int> most_confident_first(const RunView& run, bool of_test,
                                      const MistakeFilter& filter) {
  const auto passes = [&](int i) {
    const float y = run.y_hat(of_test, i);
    if (y < 0.0F) return false;
    if (filter.actual < 0) {
      if (!run.is_wrong(of_test, i)) return false;
    } else if ((run.label(of_test, i) != 0) != (filter.actual == 1) ||
               (y > 0.5F) != (filter.predicted == 1)) {
      return false;
    }
    if (filter.facet == nullptr) return true;
    const auto& values = of_test ? filter.facet->test : filter.facet->train;
    return values[static_cast<std::size_t>(i)] == filter.value;
  };
  std::vector<int> examples;
  for (int i = 0; i < run.count(of_test); ++i) {
    if (passes(i)) examples.push_back(i);
  }
  std::stable_sort(examples.begin(), examples.end(), [&](int a, int b) {
    return std::fabs(run.y_hat(of_test, a) - 0.5F) > std::fabs(run.y_hat(of_test, b) - 0.5F);
  });
  return examples;
}

ExampleGroup worst_group(const RunView& run, bool of_test, int example) {
  constexpr int kMinCount = 4;  // one or two examples show nothing
  ExampleGroup worst;
  const auto i = static_cast<std::size_t>(std::max(0, example));
  for (std::size_t f = 0; f < run.data.facets.size(); ++f) {
    const Facet& facet = run.data.facets[f];
    const std::vector<std::uint8_t>& values = of_test ? facet.test : facet.train;
    if (i >= values.size()) continue;
    for (const Tally& group : tally(run, facet, of_test)) {
      if (group.value != values[i] || group.count < kMinCount || group.wrong < 2) continue;
      if (worst.facet < 0 || group.share() > worst.tally.share()) {
        worst = {.facet = static_cast<int>(f), .tally = group};
      }
    }
  }
  return worst;
}

std::vector<Tally> tally(const RunView& run, const Facet& facet, bool of_test) {
  std::vector<Tally> tallies(facet.values.size());
  const std::vector<std::uint8_t>& values = of_test ? facet.test : facet.train;
  for (std::size_t i = 0; i < values.size(); ++i) {
    Tally& group = tallies[values[i]];
    ++group.count;
    if (run.label(of_test, static_cast<int>(i)) != 0) ++group.ones;
    if (run.is_wrong(of_test, static_cast<int>(i))) ++group.wrong;
  }
  for (std::size_t v = 0; v < tallies.size(); ++v) tallies[v].value = static_cast<int>(v);
  std::erase_if(tallies, [](const Tally& group) { return group.count == 0; });
  std::stable_sort(tallies.begin(), tallies.end(),
                   [](const Tally& a, const Tally& b) { return a.share() > b.share(); });
  return tallies;
}

}  // namespace purr::shell
