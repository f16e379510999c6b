// Any order of commands ends in a legal state, in bounded memory. tests/fuzz does the same a
// million times.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/support/catch.h"
#include "tests/support/person.h"

#if defined(__SANITIZE_ADDRESS__)
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();  // NOLINT
#endif

namespace purr {
namespace {

void drive(std::uint64_t seed, int commands) {
  Watcher watcher;
  int count = 0;
  const std::string problem = live(seed, commands, /*hostile=*/false, watcher, count);
  CAPTURE(seed, count);
  REQUIRE(problem == std::string());
#if defined(__SANITIZE_ADDRESS__)
  // States to go back to are bounded by 48 MB; nothing else grows.
  CHECK(__sanitizer_get_current_allocated_bytes() < std::size_t{120} << 20U);
#endif
  // Whatever happened, a sane run now trains to its end.
  watcher.train(
      "data=moons&m=30&m_test=10&hidden=4&activation=tanh&learning_rate=0.1&iterations=50");
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.status.iteration == 50);
  Watcher fresh;
  fresh.train("data=moons&m=30&m_test=10&hidden=4&activation=tanh&learning_rate=0.1&iterations=50");
  CHECK(are_equal(watcher.curve, fresh.curve));
}

TEST_CASE("commands in any order end in a legal state", "[run][property]") {
  drive(GENERATE(range(1, 7)), 500);
}

TEST_CASE("very many commands in any order end in a legal state", "[run][property][slow]") {
  drive(GENERATE(range(101, 105)), 20000);
}

TEST_CASE("thousands of live changes are remembered in bounded memory", "[run][property]") {
  Watcher watcher;
  watcher.configure("data=moons&m=10&m_test=0&hidden=2&iterations=100000");
  watcher.settle();
  watcher.send(Play{});
  for (int i = 0; i < 9000; ++i) {
    watcher.configure("data=moons&m=10&m_test=0&hidden=2&iterations=100000&learning_rate=" +
                      number_text(0.001 + 1e-6 * i));
    watcher.advance();
  }
  watcher.send(Pause{});
  watcher.settle();
  CHECK(watcher.status.iteration == 9000);
  watcher.run_to(8999);
  CHECK(watcher.status.iteration == 8999);
  watcher.run_to(3);
  CHECK(watcher.status.iteration == 3);
  CHECK(watcher.status.phase == Phase::ready);
}

}  // namespace
}  // namespace purr
