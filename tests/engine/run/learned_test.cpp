// What the first layer has learned: W[1] − W⁰, W⁰ being the weights that the run began with.
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;

/// The course's flower with a hidden layer of four tanh units.
std::string flower(const std::string& more) {
  return "v=1&data=flower&hidden=4&activation=tanh&init=small&seed=2&learning_rate=1.2&iterations="
         "60&" +
         more;
}

/// W[1] − W⁰, one row for each unit: NumPy 1.24 in double precision, by the equations of
/// engine/MATHEMATICS.md with np.random.seed(2).
struct Row {
  const char* l2;
  int iteration;
  std::array<std::array<double, 2>, 4> learned;
};
const std::array<Row, 4> kNumpy{{
    {"l2=0",
     7,
     {{{-0.002487969107, 0.022009146296},
       {-0.005141819168, 0.041591014630},
       {0.002110888166, -0.019461272308},
       {0.007453876873, -0.061900592857}}}},
    {"l2=0",
     60,
     {{{0.519174210640, 0.088026525912},
       {-0.663991474365, 0.408609226903},
       {-0.774023401158, -0.490101870985},
       {0.798035199954, -0.561391359552}}}},
    {"l2=5",
     7,
     {{{-0.001878253805, 0.020344494574},
       {-0.002595622295, 0.037025244042},
       {0.003768551743, -0.017183369511},
       {0.006373926515, -0.056183188006}}}},
    {"l2=5",
     60,
     {{{0.426678700571, 0.155473352538},
       {-0.487815448296, 0.290544744141},
       {-0.597490709703, -0.363862152752},
       {0.645834163623, -0.455646691058}}}},
}};

void check_learned(const LayerWeights& weights, const Row& row, double tolerance) {
  REQUIRE(weights.learned.size() >= 8);
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 2; ++j) {
      CAPTURE(i, j);
      const auto place = j * static_cast<std::size_t>(weights.n_out) + i;
      CHECK_THAT(static_cast<double>(weights.learned[place]),
                 WithinAbs(row.learned[i][j], tolerance));
    }
  }
}

bool is_all_zero(const std::vector<float>& values) {
  for (const float value : values) {
    if (value != 0.0F) return false;
  }
  return !values.empty();
}

TEST_CASE("learned weights are NumPy's with both solvers and precisions", "[run][unit]") {
  const Row& row = GENERATE(from_range(kNumpy.begin(), kNumpy.end()));
  const std::string solver = GENERATE("primal", "gram");
  const std::string precision = GENERATE("f64", "f32");
  CAPTURE(row.l2, row.iteration, solver, precision);
  Watcher watcher;
  watcher.configure(flower(std::string(row.l2) + "&solver=" + solver + "&precision=" + precision));
  watcher.settle();
  CHECK(is_all_zero(watcher.weights(1).learned));
  watcher.run_to(row.iteration);
  // Half a unit of single precision in what is sent, and 60 steps of it where they are computed so.
  check_learned(watcher.weights(1), row, precision == "f64" ? 1e-7 : 2e-5);
  CHECK(watcher.weights(2).learned.empty());
}

TEST_CASE("learned weights follow the way back through a run", "[run][unit]") {
  const std::string solver = GENERATE("primal", "gram");
  Watcher watcher;
  watcher.train(flower("solver=" + solver));
  REQUIRE(watcher.status.iteration == 60);
  check_learned(watcher.weights(1), kNumpy[1], 1e-7);
  watcher.run_to(7);
  check_learned(watcher.weights(1), kNumpy[0], 1e-7);
  watcher.run_to(0);
  CHECK(is_all_zero(watcher.weights(1).learned));
  watcher.run_to(60);
  check_learned(watcher.weights(1), kNumpy[1], 1e-7);
}

TEST_CASE("a change of the network keeps what its units have learned", "[run][unit]") {
  const std::string change = GENERATE("precision=f32", "solver=primal", "hidden=5", "hidden=4,3",
                                      "hidden=5&activation=relu&precision=f32");
  CAPTURE(change);
  Watcher watcher;
  watcher.configure(flower("solver=gram"));
  watcher.settle();
  watcher.run_to(7);
  watcher.configure(flower("solver=gram&" + change));
  watcher.settle();
  REQUIRE(watcher.status.iteration == 7);
  const LayerWeights now = watcher.weights(1);
  check_learned(now, kNumpy[0], 1e-7);
  // A unit that is added has learned nothing yet.
  for (int i = 4; i < now.n_out; ++i) {
    CHECK(now.learned[static_cast<std::size_t>(i)] == 0.0F);
    CHECK(now.learned[static_cast<std::size_t>(now.n_out + i)] == 0.0F);
  }
}

TEST_CASE("a frozen layer keeps what it has learned", "[run][unit]") {
  const std::string solver = GENERATE("primal", "gram");
  Watcher watcher;
  watcher.configure(flower("solver=" + solver));
  watcher.settle();
  watcher.run_to(7);
  watcher.configure(flower("frozen=1&solver=" + solver));
  watcher.run_to(20);
  check_learned(watcher.weights(1), kNumpy[0], 1e-7);
}

TEST_CASE("an edit by hand counts as learned, and a restart forgets everything", "[run][unit]") {
  const std::string solver = GENERATE("primal", "gram");
  Watcher watcher;
  watcher.configure(flower("solver=" + solver));
  watcher.settle();
  const float before = watcher.weights(1).W[1];  // unit 2, input 1
  watcher.send(EditWeight{1, 2, 1, 0.75});
  watcher.settle();
  const LayerWeights edited = watcher.weights(1);
  CHECK_THAT(static_cast<double>(edited.learned[1]),
             WithinAbs(0.75 - static_cast<double>(before), 1e-7));
  CHECK(edited.learned[0] == 0.0F);
  watcher.configure(flower("solver=" + solver), /*retrain=*/true);
  watcher.settle();
  check_learned(watcher.weights(1), kNumpy[1], 1e-7);
}

}  // namespace
}  // namespace purr
