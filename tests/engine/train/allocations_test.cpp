// After warm-up a training step allocates nothing. Allocations are counted by the address
// sanitizer's hook, which sees malloc as well as operator new; so this is a test of that build
// only.
#if defined(__SANITIZE_ADDRESS__)

#include <atomic>
#include <cstddef>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/trainers.h"

// Of the sanitizer's interface, whose header g++ does not install.
extern "C" int __sanitizer_install_malloc_and_free_hooks(  // NOLINT(bugprone-reserved-identifier)
    void (*malloc_hook)(const volatile void*, std::size_t),
    void (*free_hook)(const volatile void*));

namespace purr {
namespace {

std::atomic<long> allocation_count{0};

void count_allocation(const volatile void*, std::size_t) { ++allocation_count; }
void ignore_release(const volatile void*) {}

/// Once for the program: every hook that is installed is called.
bool is_counting() {
  static const int installed =
      __sanitizer_install_malloc_and_free_hooks(count_allocation, ignore_release);
  return installed > 0;
}

long count_during(auto action) {
  REQUIRE(is_counting());
  const long before = allocation_count;
  action();
  return allocation_count - before;
}

TEST_CASE("the counter sees memory that Eigen asks for", "[train][unit]") {
  CHECK(count_during([] { Matrix<double>::Zero(100, 100).eval(); }) == 1);
  CHECK(count_during([] { std::vector<int>(100); }) == 1);
  CHECK(count_during([] {}) == 0);
}

template <class Real>
void check_steps(const TrainingSpec& training, bool gram) {
  // Small enough for Eigen to keep the scratch of its large products on the stack (128 KB); at the
  // size of pictures they take it from the heap, once a product.
  Dice dice(1);
  const auto dataset = random_dataset({.n_x = 48, .m = 60, .m_test = 12, .pixels = true}, dice);
  const NetworkSpec network;  // 20, 7, 5
  const auto trainer = trainer_of<Real>(dataset, network, training, gram);
  train_iterations(*trainer, 5);
  CHECK(count_during([&] { train_iterations(*trainer, 40); }) == 0);
}

TEST_CASE("a training step allocates nothing after warm-up", "[train][unit]") {
  const auto optimizer =
      GENERATE(Optimizer::gd, Optimizer::momentum, Optimizer::rmsprop, Optimizer::adam);
  const bool gram = GENERATE(false, true);
  if (gram && optimizer != Optimizer::gd && optimizer != Optimizer::momentum) return;
  TrainingSpec training;
  training.optimizer = optimizer;
  training.batch_size = GENERATE(0, 16);
  training.l2 = GENERATE(0.0, 0.1);
  training.keep_prob = GENERATE(1.0, 0.9);
  training.iterations = 200;  // the gradient is measured in every second of them
  // What both solvers can freeze, all of it a number or a layer.
  if (GENERATE(false, true)) training.frozen = {{.layer = 1, .unit = 2, .input = 0}, {.layer = 3}};
  CAPTURE(static_cast<int>(optimizer), gram, training.batch_size, training.l2, training.keep_prob);
  check_steps<double>(training, gram);
  check_steps<float>(training, gram);
}

}  // namespace
}  // namespace purr

#endif
