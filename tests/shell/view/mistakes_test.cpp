// What a network gets wrong, counted; and lengths of gradients as curves.
#include "shell/view/mistakes.h"

#include <utility>
#include <vector>

#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Catch::Matchers::WithinAbs;

/// Eight test examples: five of class 1, three of class 0; ŷ as given.
RunView judged() {
  RunView run;
  DataUpdate set;
  set.revision = 3;
  set.train_labels = {1, 0};
  set.test_labels = {1, 1, 1, 1, 1, 0, 0, 0};
  set.facets = {{.name = "kind",
                 .values = {"cat", "fox", "owl", "never"},
                 .train = {0, 1},
                 .test = {0, 0, 0, 0, 0, 1, 1, 2}}};
  Update data = std::move(set);
  run.receive(data);
  Update predictions =
      PredictionsUpdate{.revision = 3,
                        .iteration = 9,
                        .train = {0.9F, 0.1F},
                        .test = {0.9F, 0.45F, 0.6F, 0.02F, 0.5F, 0.97F, 0.2F, 0.3F}};
  run.receive(predictions);
  return run;
}

TEST_CASE("a confusion counts what examples are and what they are called", "[shell][unit]") {
  const RunView run = judged();
  REQUIRE(has_predictions(run));
  const Confusion counts = confusion(run, true);
  CHECK(counts.at(1, 1) == 2);  // 0.5 itself is not above ½: not called 1
  CHECK(counts.at(1, 0) == 3);
  CHECK(counts.at(0, 1) == 1);
  CHECK(counts.at(0, 0) == 2);
  CHECK(counts.total() == 8);
  CHECK(counts.right() == 4);
  CHECK(counts.of_class(1) == 5);
  CHECK(counts.predicted_as(1) == 3);
  CHECK_THAT(counts.share(1, 1), WithinAbs(0.4, 1e-12));
  CHECK_THAT(counts.share(0, 0), WithinAbs(2.0 / 3, 1e-12));
  CHECK(counts.total() - counts.right() == run.wrong_count(true));
  CHECK(confusion(run, false).right() == 2);
  CHECK(most_confident_first(run, false).empty());
}

TEST_CASE("mistakes come with the surest first, and of one cell or one kind alone",
          "[shell][unit]") {
  const RunView run = judged();
  CHECK(most_confident_first(run, true) == std::vector<int>{3, 5, 1, 4});
  CHECK(most_confident_first(run, true, {.actual = 1, .predicted = 0}) ==
        std::vector<int>{3, 1, 4});
  CHECK(most_confident_first(run, true, {.actual = 0, .predicted = 1}) == std::vector<int>{5});
  CHECK(most_confident_first(run, true, {.actual = 1, .predicted = 1}) == std::vector<int>{0, 2});
  const Facet* kind = &run.data.facets[0];
  CHECK(most_confident_first(run, true, {.facet = kind, .value = 1}) == std::vector<int>{5});
  CHECK(most_confident_first(run, true, {.actual = 0, .predicted = 0, .facet = kind, .value = 2}) ==
        std::vector<int>{7});
}

TEST_CASE("kinds are told by their share of mistakes, and by the way these go", "[shell][unit]") {
  const RunView run = judged();
  const std::vector<Tally> tallies = tally(run, run.data.facets[0], true);
  REQUIRE(tallies.size() == 3);  // what never occurs is left out
  CHECK(tallies[0].value == 0);
  CHECK(tallies[0].wrong == 3);
  CHECK(tallies[0].count == 5);
  CHECK(tallies[1].value == 1);
  CHECK_THAT(tallies[1].share(), WithinAbs(0.5, 1e-12));
  CHECK(tallies[1].ones == 0);
  CHECK(tallies[1].is_of_one_class());
  CHECK(tallies[2].share() == 0.0);
}

TEST_CASE("an example belongs to the group that fares worst of those with a few members",
          "[shell][unit]") {
  RunView run = judged();
  // Cats: 3 of 5 wrong; “near” holds 3 wrong of 4, “far” too few to say anything of.
  run.data.facets.push_back({.name = "ground",
                             .values = {"near", "far"},
                             .train = {0, 0},
                             .test = {1, 0, 1, 0, 0, 1, 0, 1}});
  const ExampleGroup both = worst_group(run, true, 1);
  CHECK(both.facet == 1);
  CHECK(both.tally.value == 0);
  CHECK(both.tally.wrong == 3);
  CHECK(both.tally.count == 4);
  CHECK(worst_group(run, true, 0).facet == 0);   // “far”: 1 of 4
  CHECK(worst_group(run, true, 5).facet == -1);  // a fox of two, and “far” has one mistake
  CHECK(worst_group(run, true, 99).facet == -1);
}

TEST_CASE("nothing is counted before the network has said something", "[shell][unit]") {
  RunView run = judged();
  DataUpdate other;
  other.revision = 4;
  other.test_labels = {1, 0};
  Update next = std::move(other);
  run.receive(next);
  CHECK_FALSE(has_predictions(run));
  CHECK(confusion(run, true).total() == 0);
  CHECK(most_confident_first(run, true).empty());
  CHECK(confusion(run, true).share(1, 1) == 0.0);
}

TEST_CASE("lengths of gradients become a curve a layer", "[shell][unit]") {
  RunView run;
  const auto receive = [&](GradientsUpdate update) {
    Update message = std::move(update);
    run.receive(message);
  };
  receive({0,
           {{.iteration = 0, .layers = 2, .all = 5, .dW = {3, 4}},
            {.iteration = 5, .layers = 2, .all = 1, .dW = {0.25, 0.5}}}});
  REQUIRE(run.gradient_norms.size() == 2);
  REQUIRE(run.gradient_norms[1].size() == 2);
  CHECK(run.gradient_norms[0][0].y == 3);
  CHECK(run.gradient_norms[1][1].x == 5);
  CHECK(run.gradient_norms[1][1].y == 0.5);
  // A layer came: its curve begins there.
  receive({1, {{.iteration = 5, .layers = 3, .all = 1, .dW = {1, 2, 7}}}});
  REQUIRE(run.gradient_norms.size() == 3);
  CHECK(run.gradient_norms[0].size() == 2);
  REQUIRE(run.gradient_norms[2].size() == 1);
  CHECK(run.gradient_norms[2][0].y == 7);
  receive({2, {}});  // nothing new
  CHECK(run.gradient_norms[0].size() == 2);
  receive({0, {}});  // a new run
  CHECK(run.gradient_norms.empty());
}

}  // namespace
}  // namespace purr::shell
