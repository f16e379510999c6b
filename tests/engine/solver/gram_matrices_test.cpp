#include "engine/solver/gram_matrices.h"

#include <cstdint>
#include <memory>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/matrices.h"
#include "tests/support/trainers.h"

namespace purr {
namespace {

TEST_CASE("Gram matrices of pixels are exact", "[solver][unit]") {
  Dice dice(11);
  const auto dataset = random_dataset({.n_x = 192, .m = 37, .m_test = 21, .pixels = true}, dice);
  const auto gram = gram_of<double>(dataset);
  const auto product = [&](const Inputs& a, int i, const Inputs& b, int j) {
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < 192; ++k) {
      sum += std::int64_t{a.pixels[192 * static_cast<std::size_t>(i) + k]} *
             b.pixels[192 * static_cast<std::size_t>(j) + k];
    }
    return static_cast<double>(sum) / 65025.0;
  };
  REQUIRE(gram->K.rows() == 37);
  REQUIRE(gram->K_test.cols() == 21);
  for (int i = 0; i < 37; ++i) {
    for (int j = 0; j < 37; ++j) {
      REQUIRE(gram->K(i, j) == product(dataset->train, i, dataset->train, j));
    }
    for (int j = 0; j < 21; ++j) {
      REQUIRE(gram->K_test(i, j) == product(dataset->train, i, dataset->test, j));
    }
  }
}

TEST_CASE("Gram matrices are the products of the columns", "[solver][property]") {
  Dice dice(12);
  for (const bool pixels : {false, true}) {
    for (const bool centre : {false, true}) {
      const auto dataset = random_dataset({.n_x = 300,
                                           .m = 33,
                                           .m_test = 5,
                                           .pixels = pixels,
                                           .centre = centre && pixels,
                                           .standardise = centre && !pixels},
                                          dice);
      const auto gram = gram_of<double>(dataset);
      const Matrix<double> X = dense_of<double>(*dataset).train;
      const Matrix<double> X_test = dense_of<double>(*dataset).test;
      const Matrix<double> K = gram->K;
      const Matrix<double> K_test = gram->K_test;
      CHECK(relative_distance(K, Matrix<double>(X.transpose() * X)) < 1e-13);
      CHECK(relative_distance(K_test, Matrix<double>(X.transpose() * X_test)) < 1e-13);
      CHECK(K == K.transpose());
    }
  }
}

/// The first m training and m_test test examples of a larger set.
std::shared_ptr<Dataset> first_of(const Dataset& all, int m, int m_test) {
  auto part = std::make_shared<Dataset>(all);
  const auto cut = [](Inputs& inputs, int count) {
    const auto size = static_cast<std::size_t>(inputs.n_x) * static_cast<std::size_t>(count);
    inputs.count = count;
    if (inputs.is_pixels()) inputs.pixels.resize(size);
    if (!inputs.numbers.empty()) inputs.numbers.resize(size);
  };
  cut(part->train, m);
  cut(part->test, m_test);
  part->train_labels.resize(static_cast<std::size_t>(m));
  part->test_labels.resize(static_cast<std::size_t>(m_test));
  return part;
}

TEST_CASE("Gram matrices copied from an earlier data set equal freshly computed ones",
          "[solver][property]") {
  const bool pixels = GENERATE(true, false);
  const bool centre = GENERATE(false, true);
  Dice dice(13);
  const auto all =
      random_dataset({.n_x = 21, .m = 90, .m_test = 40, .pixels = pixels, .centre = centre}, dice);
  auto other_test = std::make_shared<Dataset>(*first_of(*all, 50, 40));
  if (pixels) {
    ++other_test->test.pixels[21 * 25];  // the test examples differ from number 25 on
  } else {
    other_test->test.numbers[21 * 25] += 1;
  }
  auto other_train = std::make_shared<Dataset>(*first_of(*all, 50, 40));
  if (pixels) {
    ++other_train->train.pixels[21 * 30 + 20];
  } else {
    other_train->train.numbers[21 * 30 + 20] += 1;
  }
  auto shifted = std::make_shared<Dataset>(*first_of(*all, 50, 40));
  if (pixels) shifted->train.offset = shifted->test.offset = centre ? 0.0 : 0.5;

  GramBuilder builder;
  const auto check = [&](const std::shared_ptr<Dataset>& dataset) {
    builder.start(dataset);
    double progress = builder.progress();
    while (!builder.advance()) {
      REQUIRE(builder.progress() >= progress);
      progress = builder.progress();
    }
    CHECK(builder.progress() == 1.0);
    const auto kept = builder.matrices<double>();
    const auto fresh = gram_of<double>(dataset);
    CHECK(kept->K == fresh->K);
    CHECK(kept->K_test == fresh->K_test);
  };
  check(first_of(*all, 30, 10));
  check(first_of(*all, 47, 10));  // more training examples
  check(first_of(*all, 47, 33));  // more test examples
  check(first_of(*all, 20, 33));  // fewer
  check(first_of(*all, 20, 0));   // no test set
  check(first_of(*all, 50, 40));
  check(other_test);
  check(other_train);
  check(shifted);
  check(first_of(*all, 90, 40));
  check(random_dataset({.n_x = 20, .m = 90, .m_test = 40, .pixels = pixels}, dice));
  auto standardised = std::make_shared<Dataset>(*first_of(*all, 50, 40));
  standardise(*standardised);
  check(standardised);
  auto other_scale = std::make_shared<Dataset>(*first_of(*all, 40, 40));
  standardise(*other_scale);  // the first 40 of 50 have another mean
  check(other_scale);
  check(random_dataset({.n_x = 20, .m = 9, .m_test = 4, .pixels = !pixels}, dice));

  // Left in the middle, where only a part of the old matrix is there.
  for (int slices = 0; slices < 8; ++slices) {
    GramBuilder interrupted;
    interrupted.start(first_of(*all, 90, 40));
    for (int i = 0; i < slices; ++i) interrupted.advance();
    builder = interrupted;
    check(first_of(*all, 60, 25));
  }
}

}  // namespace
}  // namespace purr
