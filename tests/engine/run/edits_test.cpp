// Weights set by hand and weights that are held, in the middle of a run.
#include <cmath>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/trainers.h"
#include "tests/support/user_data.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

using Catch::Matchers::WithinRel;

const std::string kMoons =
    "data=moons&m=60&m_test=30&hidden=5,4&activation=tanh&learning_rate=0.3&iterations=200";

/// One number of a layer as the run tells it: input 0 is the bias.
float number_at(Watcher& watcher, int layer, int unit, int input) {
  const LayerWeights weights = watcher.weights(layer);
  if (input == 0) return weights.b[static_cast<std::size_t>(unit - 1)];
  return weights.W[static_cast<std::size_t>((input - 1) * weights.n_out + unit - 1)];
}

TEST_CASE("an edited number is what was said, in every layer and with both solvers",
          "[run][unit]") {
  const std::string solver = GENERATE("primal", "gram");
  Watcher watcher;
  watcher.configure(kMoons + "&solver=" + solver);
  watcher.settle();
  watcher.run_to(30);
  const double cost = watcher.status.cost;
  const EditWeight edits[] = {{1, 2, 1, 0.75},  {1, 5, 0, -0.5}, {2, 4, 5, 2.0},
                              {3, 1, 0, 0.125}, {1, 2, 1, -1.5}, {1, 2, 2, 0.5}};
  for (const EditWeight& edit : edits) {
    watcher.send(edit);
    watcher.settle();
    CHECK_THAT(number_at(watcher, edit.layer, edit.unit, edit.input),
               WithinRel(static_cast<float>(edit.value), 1e-6F));
  }
  CHECK(watcher.notices.empty());
  CHECK(watcher.status.cost != cost);
  CHECK(watcher.curve.back().iteration == 30);
  CHECK(watcher.curve.back().cost == watcher.status.cost);
  CHECK(watcher.status.phase == Phase::ready);
  watcher.send(Play{});
  watcher.settle();
  CHECK(watcher.status.iteration == 200);
}

TEST_CASE("an edit of what is not there is refused in words", "[run][unit]") {
  Watcher watcher;
  watcher.send(EditWeight{1, 1, 1, 1.0});
  watcher.take();
  CHECK(watcher.was_told(Errc::edit_not_now));
  watcher.configure(kMoons);
  watcher.settle();
  const std::vector<float> before = watcher.weights(1).W;
  const EditWeight wrong[] = {{0, 1, 1, 1.0}, {4, 1, 1, 1.0},  {1, 0, 1, 1.0}, {1, 6, 1, 1.0},
                              {1, 1, 3, 1.0}, {1, 1, -1, 1.0}, {-7, 9, 9, 1.0}};
  for (const EditWeight& edit : wrong) {
    watcher.notices.clear();
    watcher.send(edit);
    watcher.settle();
    REQUIRE(watcher.was_told(Errc::edit_not_there));
  }
  CHECK(watcher.weights(1).W == before);
  CHECK_FALSE(command_from_bytes(to_bytes(EditWeight{1, 1, 1, std::nan("")})).has_value());
}

/// Something a person does after so many steps.
struct Event {
  int after_steps;
  Command command;
};

void train_with_events(Watcher& watcher, const std::string& start, const std::vector<Event>& events,
                       int iteration) {
  watcher.configure(start);
  watcher.settle();
  watcher.send(RunTo{iteration});
  std::size_t next = 0;
  for (int steps = 0;; ++steps) {
    for (; next < events.size() && events[next].after_steps == steps; ++next) {
      watcher.send(events[next].command);
    }
    if (!watcher.advance()) break;
  }
  watcher.settle();
}

TEST_CASE("the way back over edits and frozen weights is exact", "[run][property]") {
  Dice dice(GENERATE(range(1, 17)));
  // Frozen biases and layers, which both solvers can; single weights of layer 1 ask for the primal.
  const bool gram = dice.one_in(2);
  std::string start = kMoons + "&solver=" + (gram ? "gram" : "primal");
  if (dice.one_in(2)) start += "&optimizer=momentum";
  if (dice.one_in(3)) start += "&l2=0.1";
  if (dice.one_in(3)) start += "&batch_size=16";
  std::vector<Event> events;
  std::string last = start;
  for (int step = 1, count = dice.from_to(2, 9); count > 0 && step < 90; --count) {
    step += dice.one_in(4) ? 0 : dice.from_to(1, 20);
    if (dice.one_in(3)) {
      std::string frozen = dice.one_in(2) ? "1.2.0,2.3" : "1,3.1.2";
      if (!gram && dice.one_in(2)) frozen += ",1.4.2,1.1";
      const std::string now = start + (dice.one_in(4) ? "" : "&frozen=" + frozen);
      events.push_back({step, Configure{static_cast<std::uint32_t>(step + 100), false, now}});
      if (step < 90) last = now;  // a later one does not come to pass
    } else {
      const int layer = dice.from_to(1, 3);
      constexpr int kSizes[] = {2, 5, 4, 1};
      events.push_back({step, EditWeight{layer, dice.from_to(1, kSizes[layer]),
                                         dice.from_to(0, kSizes[layer - 1]), dice.between(-1, 1)}});
    }
  }
  Watcher watcher;
  train_with_events(watcher, start, events, 90);
  REQUIRE(watcher.status.iteration == 90);
  REQUIRE(watcher.status.is_gram == gram);
  REQUIRE(watcher.notices.empty());
  for (int rounds = 0, iteration = 90; rounds < 4 && iteration > 1; ++rounds) {
    iteration = dice.from_to(1, iteration - 1);
    CAPTURE(start, iteration, rounds);
    watcher.run_to(iteration);
    Watcher fresh;
    // What was done before this iteration's first step, and of what came later the settings.
    std::vector<Event> until;
    const bool batches = start.find("batch_size") != std::string::npos;
    for (const Event& event : events) {
      if (event.after_steps < iteration * (batches ? 4 : 1)) until.push_back(event);
    }
    train_with_events(fresh, start, until, iteration);
    fresh.send(Configure{999, false, last});
    fresh.settle();
    REQUIRE(fresh.status.iteration == iteration);
    CHECK(watcher.status.cost == fresh.status.cost);
    for (int l = 1; l <= 3; ++l) {
      CHECK(watcher.weights(l).W == fresh.weights(l).W);
      CHECK(watcher.weights(l).b == fresh.weights(l).b);
    }
    watcher.run_to(iteration + 20);
    fresh.run_to(iteration + 20);
    for (int i = iteration; i < iteration + 20; ++i) {
      CAPTURE(i, events.size(), last);
      REQUIRE(watcher.cost_at(i).has_value());
      REQUIRE(fresh.cost_at(i).has_value());
      REQUIRE(*watcher.cost_at(i) == *fresh.cost_at(i));
    }
    watcher.run_to(iteration);
  }
}

TEST_CASE("going back to the iteration of an edit undoes it, and a fresh start knows nothing of it",
          "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons);
  watcher.settle();
  watcher.run_to(40);
  const std::vector<float> before = watcher.weights(2).W;
  const double cost = watcher.status.cost;
  for (int i = 0; i < 5000; ++i) watcher.send(EditWeight{2, 1, 1, 0.001 * i});  // a held slider
  watcher.send(EditWeight{2, 2, 2, 3.0});
  watcher.settle();
  CHECK(watcher.weights(2).W != before);
  watcher.run_to(60);
  const double later = watcher.status.cost;
  watcher.run_to(40);
  CHECK(watcher.weights(2).W == before);
  CHECK(watcher.status.cost == cost);
  watcher.run_to(60);
  CHECK(watcher.status.cost != later);
  watcher.train(kMoons);
  Watcher fresh;
  fresh.train(kMoons);
  CHECK(are_equal(watcher.curve, fresh.curve));
}

TEST_CASE("frozen numbers stay to the last bit while others learn", "[run][unit]") {
  const std::string optimizer = GENERATE("gd", "momentum", "rmsprop", "adam");
  // A rate at which no unit saturates: its bias would stand still by itself.
  const std::string start =
      kMoons + "&solver=primal&l2=0.2&learning_rate=0.01&optimizer=" + optimizer;
  Watcher watcher;
  watcher.configure(start);
  watcher.settle();
  watcher.run_to(25);
  std::vector<LayerWeights> before;
  for (int l = 1; l <= 3; ++l) before.push_back(watcher.weights(l));
  watcher.configure(start + "&frozen=1.2,2.3.4,2.1.0,3");
  watcher.settle();
  watcher.run_to(60);
  for (int l = 1; l <= 3; ++l) {
    const LayerWeights now = watcher.weights(l);
    const LayerWeights& then = before[static_cast<std::size_t>(l - 1)];
    for (int unit = 1; unit <= now.n_out; ++unit) {
      for (int input = 0; input <= now.n_in; ++input) {
        const bool is_frozen = l == 3 || (l == 1 && unit == 2) ||
                               (l == 2 && unit == 3 && input == 4) ||
                               (l == 2 && unit == 1 && input == 0);
        const auto at = [&](const LayerWeights& weights) {
          return input == 0
                     ? weights.b[static_cast<std::size_t>(unit - 1)]
                     : weights.W[static_cast<std::size_t>((input - 1) * weights.n_out + unit - 1)];
        };
        CAPTURE(l, unit, input);
        CHECK((at(now) == at(then)) == is_frozen);
      }
    }
  }
  CHECK_FALSE(watcher.status.is_gram);
}

TEST_CASE("single frozen weights of layer 1 change the solver, and a word says so", "[run][unit]") {
  Dice dice(3);
  UserData data;
  data.train_pictures = random_pictures(6, 5, 20, dice);
  Watcher watcher;
  watcher.send(Bring{data});
  const std::string base = "data=course&hidden=4&iterations=60&solver=gram";
  watcher.configure(base);
  watcher.settle();
  watcher.run_to(10);
  CHECK(watcher.status.is_gram);
  watcher.configure(base + "&frozen=1");
  watcher.settle();
  CHECK(watcher.status.is_gram);
  const std::vector<float> held = watcher.weights(1).W;
  watcher.run_to(20);
  CHECK(watcher.weights(1).W == held);
  CHECK(watcher.notices.empty());
  watcher.configure(base + "&frozen=1.2.5");
  watcher.settle();
  CHECK_FALSE(watcher.status.is_gram);
  CHECK(watcher.was_told(Errc::gram_frozen));
  CHECK(watcher.status.iteration == 20);
  watcher.run_to(30);
  CHECK(watcher.weights(1).W[4 * 4 + 1] == held[4 * 4 + 1]);
  CHECK(watcher.weights(1).W != held);
  // Places that the network does not have are without effect.
  watcher.configure(base + "&frozen=9,1.77,2.1.200,1.2.91");
  watcher.settle();
  CHECK(watcher.status.is_gram);
}

TEST_CASE("a trace is given on request, and too large a one is refused in words", "[run][unit]") {
  Watcher watcher;
  watcher.send(AskBatch{5});
  watcher.take();
  REQUIRE(watcher.batch.has_value());
  CHECK(watcher.batch->token == 5);
  CHECK(watcher.batch->trace.layers.empty());
  watcher.configure(kMoons);
  watcher.settle();
  watcher.run_to(7);
  watcher.send(AskBatch{6});
  watcher.take();
  CHECK(watcher.batch->token == 6);
  CHECK(watcher.batch->trace.iteration == 7);
  REQUIRE(watcher.batch->trace.layers.size() == 3);
  CHECK(watcher.batch->trace.layers[1].dZ.size() == 4 * 60);
  CHECK(watcher.batch->trace.cost == watcher.status.cost);
  watcher.train("data=moons&m=10000&m_test=0&hidden=200&iterations=1");
  watcher.send(AskBatch{7});
  watcher.take();
  CHECK(watcher.batch->token == 7);
  CHECK(watcher.batch->trace.layers.empty());
  CHECK(watcher.was_told(Errc::trace_too_large));
}

TEST_CASE("a layer that was frozen for no step has lost its velocity, and the way back knows it",
          "[run][unit]") {
  Watcher watcher;
  const std::string base =
      "data=moons&m=40&m_test=0&hidden=4&optimizer=momentum&learning_rate=0.1&iterations=200";
  watcher.configure(base);
  watcher.settle();
  watcher.run_to(23);
  watcher.configure(base + "&frozen=1");
  watcher.settle();
  watcher.configure(base + "&frozen=");
  watcher.settle();
  watcher.run_to(27);
  const double cost = watcher.status.cost;
  const std::vector<float> W = watcher.weights(1).W;
  watcher.run_to(60);
  watcher.run_to(27);
  CHECK(watcher.status.cost == cost);
  CHECK(watcher.weights(1).W == W);
  // It made a difference at all.
  Watcher plain;
  plain.configure(base);
  plain.settle();
  plain.run_to(27);
  CHECK(plain.weights(1).W != W);
}

}  // namespace
}  // namespace purr
