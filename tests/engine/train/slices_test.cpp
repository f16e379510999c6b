// A step is computed in slices: it may be interrupted, taken back and begun again, and its bits do
// not depend on where it was cut.
#include <memory>
#include <vector>

#include "engine/core/slice.h"
#include "engine/model/passes.h"
#include "engine/solver/input_products.h"
#include "engine/train/trainer.h"
#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/matrices.h"
#include "tests/support/trainers.h"

namespace purr {
namespace {

/// Large enough that a step takes several slices with either solver.
NetworkSpec wide_network() {
  NetworkSpec network;
  network.hidden = {96, 96};
  network.activation = {Activation::relu, Activation::tanh};
  return network;
}

std::shared_ptr<const Dataset> wide_dataset() {
  Dice dice(3);
  return random_dataset({.n_x = 300, .m = 1200, .m_test = 300, .pixels = true}, dice);
}

int slices_of_a_step(Trainer& trainer) {
  int slices = 1;
  while (trainer.advance_step() == Trainer::Finished::nothing) ++slices;
  return slices;
}

TEST_CASE("a length of a slice is whole units and never more than what is left", "[train][unit]") {
  CHECK(slice_length(1000, 1.0, 256) == 1000);
  CHECK(slice_length(1000, kSliceWork, 256) == 256);
  CHECK(slice_length(100, kSliceWork, 256) == 100);
  CHECK(slice_length(100000, kSliceWork / 1024, 256) == 1024);
  CHECK(slice_length(100000, kSliceWork / 1100, 256) == 1024);
  CHECK(slice_length(0, 1e9, 16) == 0);
}

TEST_CASE("products of the inputs in slices have the bits of those in one go",
          "[train][property]") {
  const bool is_pixels = GENERATE(true, false);
  const bool in_batches = GENERATE(true, false);
  Dice dice(5);
  const auto dataset =
      random_dataset({.n_x = 700, .m = 530, .m_test = 3, .pixels = is_pixels}, dice);
  std::vector<int> columns;
  for (int i = 0; in_batches && i < 300; ++i) columns.push_back((7 * i) % 530);
  const Matrix<double> W = random_matrix<double>(9, 700, dice);
  const std::size_t max_kept_bytes = GENERATE(std::size_t{0}, std::size_t{12} << 20U);
  CAPTURE(is_pixels, in_batches, max_kept_bytes);
  InputProducts<double> one(dataset->train, max_kept_bytes);
  InputProducts<double> other(dataset->train, max_kept_bytes);
  RowMatrix<double> Z, Z_sliced;
  one.multiply(W, columns, Z);
  std::int64_t place = 0;
  int slices = 0;
  for (bool is_whole = false; !is_whole; ++slices) {
    WorkLeft work = 1.0;  // the least there can be: one tile
    is_whole = other.multiply(W, columns, Z_sliced, place, work);
  }
  CHECK(Z == Z_sliced);
  const RowMatrix<double> dZ = random_matrix<double>(9, Z.cols(), dice);
  Matrix<double> dW(9, 700), dW_sliced(9, 700);
  one.multiply_transposed(dZ, columns, 0.5, dW, Into::replace);
  place = 0;
  for (bool is_whole = false; !is_whole; ++slices) {
    WorkLeft work = 1.0;
    is_whole = other.multiply_transposed(dZ, columns, 0.5, dW_sliced, Into::replace, place, work);
  }
  CHECK(dW == dW_sliced);
  if (max_kept_bytes == 0) CHECK(slices > 20);
}

TEST_CASE("passes in slices have the bits of those in one go", "[train][property]") {
  Dice dice(11);
  NetworkSpec network;
  network.hidden = {7, 5, 3};
  network.activation = {Activation::relu};
  const Parameters<double> parameters = initialise<double>(network, 4);
  const double keep = GENERATE(1.0, 0.7);
  const RowMatrix<double> Z1 = random_matrix<double>(7, 700, dice);
  std::vector<std::uint8_t> labels(700);
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = i % 3 == 0 ? 1 : 0;
  NumpyRandom one_random(8), other_random(8);
  Cache<double> one(4), other(4);
  one.Z[0] = other.Z[0] = Z1;
  forward(network, parameters, {keep, &one_random}, one);
  ForwardPass<double> forward_pass;
  const Dropout dropout{keep, &other_random};
  for (bool is_whole = false; !is_whole;) {
    WorkLeft work = 1.0;
    is_whole = forward_pass.advance(network, parameters, dropout, other, work);
  }
  Gradients<double> of_one(4), of_other(4);
  backward(network, parameters, labels.data(), 0.3, keep, one, of_one);
  BackwardPass<double> backward_pass;
  for (bool is_whole = false; !is_whole;) {
    WorkLeft work = 1.0;
    is_whole =
        backward_pass.advance(network, parameters, labels.data(), 0.3, keep, other, of_other, work);
  }
  for (std::size_t l = 0; l < 4; ++l) {
    CAPTURE(l, keep);
    CHECK(one.A[l] == other.A[l]);
    CHECK(of_one.dZ[l] == of_other.dZ[l]);
    CHECK(of_one.dW[l].W == of_other.dW[l].W);
    CHECK(of_one.dW[l].b == of_other.dW[l].b);
  }
}

template <class Real>
void check_interrupted(bool gram, const TrainingSpec& training) {
  const auto dataset = wide_dataset();
  const auto whole = trainer_of<Real>(dataset, wide_network(), training, gram);
  const auto other = trainer_of<Real>(dataset, wide_network(), training, gram);
  for (int step = 0; step < 3; ++step) {
    whole->step();
    // Taken back in the first slice, in the second, …, and by everything that needs the memory.
    for (int stop = 1; other->advance_step() == Trainer::Finished::nothing; ++stop) {
      const std::int64_t steps = other->steps();
      for (int i = 1; i < stop && other->is_in_step(); ++i) {
        if (other->advance_step() != Trainer::Finished::nothing) break;
      }
      if (!other->is_in_step()) break;
      if (stop % 2 == 0) {
        other->evaluate();
      } else {
        other->take_back_step();
      }
      CHECK_FALSE(other->is_in_step());
      CHECK(other->steps() == steps);
    }
    REQUIRE(other->steps() == whole->steps());
    REQUIRE(are_the_same(other->parameters(), whole->parameters()));
  }
  CHECK(whole->save() == other->save());
}

TEST_CASE("a step that was taken back in any slice begins again as if it had never begun",
          "[train][property]") {
  const bool gram = GENERATE(false, true);
  TrainingSpec training;
  training.optimizer = GENERATE(Optimizer::gd, Optimizer::momentum);
  training.batch_size = GENERATE(0, 500);
  training.l2 = 0.1;
  training.keep_prob = GENERATE(1.0, 0.9);
  training.iterations = 100;
  CAPTURE(gram, static_cast<int>(training.optimizer), training.batch_size, training.keep_prob);
  check_interrupted<double>(gram, training);
}

TEST_CASE("a step of a large network takes several slices", "[train][unit]") {
  const bool gram = GENERATE(false, true);
  const auto trainer = trainer_of<float>(wide_dataset(), wide_network(), {}, gram);
  CHECK(slices_of_a_step(*trainer) > 2);
  CHECK(trainer->steps() == 1);
}

TEST_CASE("an evaluation in slices is the one that is computed at once", "[train][unit]") {
  const auto one = trainer_of<double>(wide_dataset(), wide_network(), {}, false);
  const auto other = trainer_of<double>(wide_dataset(), wide_network(), {}, false);
  int slices = 1;
  while (!other->advance_evaluation()) ++slices;
  CHECK(slices > 1);
  CHECK(other->evaluate().cost == one->evaluate().cost);
  CHECK(other->evaluate().test_cost == one->evaluate().test_cost);
  // A step after it is not of the state that was evaluated.
  other->step();
  one->step();
  CHECK(other->evaluate().cost == one->evaluate().cost);
}

}  // namespace
}  // namespace purr
