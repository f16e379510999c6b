#include "engine/run/publisher.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/small_runs.h"
#include "tests/support/trainers.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;

/// Pictures of 256×256, together more than is sent whole, and each unlike the others.
UserData large_pictures() {
  const auto make = [](int count, int first) {
    auto set = std::make_shared<PictureSet>();
    set->width = set->height = 256;
    set->pixels.resize(static_cast<std::size_t>(count) * set->picture_size());
    for (std::size_t i = 0; i < set->pixels.size(); ++i) {
      const std::size_t picture = i / set->picture_size() + static_cast<std::size_t>(first);
      set->pixels[i] = static_cast<std::uint8_t>((i * 7 + picture * 31) % 251);
    }
    for (int i = 0; i < count; ++i) set->labels.push_back(i % 2 == 0 ? 1 : 0);
    return set;
  };
  UserData data;
  data.train_pictures = make(120, 0);
  data.test_pictures = make(12, 300);
  return data;
}

TEST_CASE("of a large set small versions are sent, and pictures that are asked for",
          "[run][unit]") {
  Watcher watcher;
  const UserData data = large_pictures();
  const PictureSet& train = *data.train_pictures;
  const PictureSet& test = *data.test_pictures;
  REQUIRE(train.pixels.size() + test.pixels.size() > kMaxSentBytes);
  watcher.send(Bring{data});
  watcher.configure("data=course&hidden=1&iterations=2&solver=primal");
  watcher.settle();
  const std::size_t small = std::size_t{64} * 64 * 3;
  std::vector<int> seen[2] = {std::vector<int>(120), std::vector<int>(12)};
  for (const PicturesUpdate& slice : watcher.pictures) {
    CHECK(slice.is_small);
    CHECK(slice.pixels.size() == slice.examples.size() * small);
    for (const int i : slice.examples)
      ++seen[slice.is_test ? 1 : 0].at(static_cast<std::size_t>(i));
  }
  for (const std::vector<int>& times : seen) {
    CHECK(std::all_of(times.begin(), times.end(), [](int n) { return n == 1; }));
  }

  const auto answer = [&](const AskPictures& ask) {
    watcher.pictures.clear();
    watcher.send(ask);
    watcher.take();
    return watcher.pictures;
  };
  const std::uint32_t revision = watcher.data.revision;
  const auto bytes_of = [](const PictureSet& set, int i) {
    const auto begin = set.pixels.begin() + static_cast<std::ptrdiff_t>(set.picture_size()) * i;
    return std::vector<std::uint8_t>(begin,
                                     begin + static_cast<std::ptrdiff_t>(set.picture_size()));
  };
  // What is not there is left out; what is much comes in several pieces.
  const auto some = answer({revision, true, {11, -1, 12, 3}});
  REQUIRE(some.size() == 1);
  CHECK(some[0].is_test);
  CHECK_FALSE(some[0].is_small);
  CHECK(some[0].examples == std::vector<std::int32_t>{11, 3});
  std::vector<std::uint8_t> wanted = bytes_of(test, 11);
  const std::vector<std::uint8_t> other = bytes_of(test, 3);
  wanted.insert(wanted.end(), other.begin(), other.end());
  CHECK(some[0].pixels == wanted);
  AskPictures all{revision, false, {}};
  for (int i = 119; i >= 0; --i) all.examples.push_back(i);
  const auto many = answer(all);
  CHECK(many.size() > 1);
  std::size_t count = 0;
  for (const PicturesUpdate& slice : many) {
    CHECK(slice.pixels.size() <= std::size_t{1} << 20U);
    count += slice.examples.size();
  }
  CHECK(count == 120);
  CHECK(many.back().examples.back() == 0);
  CHECK(answer({revision + 1, false, {0}}).empty());
  CHECK(answer({revision, false, {}}).empty());
}

TEST_CASE("the search for near-duplicates finds a test picture that was trained on",
          "[run][unit]") {
  UserData data = small_pictures();
  auto test = std::make_shared<PictureSet>(*data.test_pictures);
  const auto n = static_cast<std::ptrdiff_t>(test->picture_size());
  std::copy_n(data.train_pictures->pixels.begin() + 13 * n, n, test->pixels.begin() + 5 * n);
  data.test_pictures = test;
  Watcher watcher;
  watcher.send(Bring{data});
  watcher.train("data=course&hidden=4&iterations=3");
  CHECK_FALSE(watcher.near_duplicates.has_value());
  watcher.send(FindNearDuplicates{watcher.data.revision + 1});  // of a set that is not there
  watcher.settle();
  CHECK_FALSE(watcher.near_duplicates.has_value());
  watcher.send(FindNearDuplicates{watcher.data.revision});
  watcher.take();
  REQUIRE(watcher.near_duplicates.has_value());
  CHECK(watcher.near_duplicates->revision == watcher.data.revision);
  watcher.settle();
  CHECK(watcher.near_duplicates->is_done);
  CHECK(watcher.near_duplicates->pairs == std::vector<NearDuplicate>{{.train = 13, .test = 5}});
  CHECK(watcher.status.phase == Phase::finished);
  // Points have no pictures to compare.
  watcher.near_duplicates.reset();
  watcher.train(kMoons + "&iterations=3");
  watcher.send(FindNearDuplicates{watcher.data.revision});
  watcher.settle();
  CHECK_FALSE(watcher.near_duplicates.has_value());
}

TEST_CASE("the sentence of an explosion has numbers of the last step, whatever the solver",
          "[run][unit]") {
  Watcher watcher;
  watcher.send(Bring{small_pictures()});
  const std::string batch = GENERATE("", "&batch_size=8");
  const std::string solver = GENERATE("gram", "primal");
  watcher.train(
      "data=course&hidden=6,5,4&activation=linear&learning_rate=3&iterations=400&solver=" + solver +
      batch);
  REQUIRE(watcher.status.phase == Phase::failed);
  REQUIRE(watcher.notices.size() == 1);
  const std::vector<std::string>& args = watcher.notices[0].error.args;
  REQUIRE(args.size() == 4);
  CHECK(args[3] == "α·‖dW‖");
  CAPTURE(args);
  // Before costs overflow the weights are large; both norms are above 1.
  const auto is_large = [](const std::string& words) {
    return words == "∞" || std::strtod(words.c_str(), nullptr) > 1.0;
  };
  CHECK(is_large(args[1]));
  CHECK(is_large(args[2]));
}

TEST_CASE("questions are answered, foolish ones too", "[run][unit]") {
  Watcher watcher;
  watcher.send(AskWeights{5, 1});
  watcher.send(AskPrediction{6, {1, 2, 3}});
  watcher.take();
  REQUIRE(watcher.weights_reply.has_value());
  CHECK(watcher.weights_reply->token == 5);
  CHECK(watcher.weights_reply->W.empty());
  REQUIRE(watcher.prediction.has_value());
  CHECK(std::isnan(watcher.prediction->y_hat));
  CHECK(watcher.was_told(Errc::bad_picture));

  const UserData data = small_pictures();
  watcher.send(Bring{data});
  watcher.train("data=course&hidden=4&iterations=30&centre=1");
  for (const int layer : {-1, 0, 3, 100}) {
    watcher.send(AskWeights{7, layer});
    watcher.take();
    CHECK(watcher.weights_reply->token == 7);
    CHECK(watcher.weights_reply->W.empty());
  }
  CHECK(watcher.weights(1).n_in == 90);
  CHECK(watcher.weights(2).n_in == 4);
  // A training picture asked about anew gets the prediction that it had.
  REQUIRE(watcher.predictions.has_value());
  REQUIRE(watcher.predictions->train.size() == 20);
  REQUIRE(watcher.predictions->test.size() == 8);
  for (std::size_t i = 0; i < 20; ++i) {
    const auto begin = data.train_pictures->pixels.begin() + static_cast<std::ptrdiff_t>(90 * i);
    watcher.send(AskPrediction{8, {begin, begin + 90}});
    watcher.take();
    CHECK_THAT(watcher.prediction->y_hat, WithinAbs(watcher.predictions->train[i], 1e-6));
  }
  for (const int size : {0, 1, 89, 91}) {
    watcher.send(AskPrediction{9, std::vector<std::uint8_t>(static_cast<std::size_t>(size))});
    watcher.take();
    CHECK(std::isnan(watcher.prediction->y_hat));
  }
}

TEST_CASE("a question that comes while other data is being prepared is not put to the old network",
          "[run][unit]") {
  Watcher watcher;
  watcher.send(Bring{small_pictures()});
  watcher.train("data=course&hidden=4&iterations=5");
  Dice dice(2);
  UserData smaller;
  smaller.train_pictures = random_pictures(2, 2, 6, dice);
  smaller.test_pictures = random_pictures(2, 2, 6, dice);
  watcher.send(Bring{smaller});
  bool is_busy = true;
  while (is_busy) {
    // As many bytes as the new pictures have, then as the old ones had.
    for (const int size : {12, 90}) {
      watcher.send(AskPrediction{1, std::vector<std::uint8_t>(static_cast<std::size_t>(size), 9)});
    }
    watcher.send(AskWeights{2, 1});
    is_busy = watcher.advance();
  }
  watcher.send(AskPrediction{3, std::vector<std::uint8_t>(12, 9)});
  watcher.take();
  CHECK(watcher.prediction->token == 3);
  CHECK(std::isfinite(watcher.prediction->y_hat));
}

TEST_CASE("what is watched arrives and fits together", "[run][unit]") {
  Watcher watcher;
  watcher.send(Watch{.predictions = true,
                     .first_layer = true,
                     .boundary = true,
                     .trace = true,
                     .trace_is_test = true,
                     .trace_example = 3});
  watcher.train(kMoons + "&iterations=40");
  REQUIRE(watcher.predictions.has_value());
  CHECK(watcher.predictions->iteration == 40);
  CHECK(watcher.predictions->train.size() == 60);
  CHECK(watcher.predictions->test.size() == 30);
  CHECK(watcher.predictions->revision == watcher.data.revision);
  double right = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    right += (watcher.predictions->train[i] > 0.5F) == (watcher.data.train_labels[i] == 1) ? 1 : 0;
  }
  CHECK_THAT(right / 60, WithinAbs(watcher.status.train_accuracy, 1e-12));

  REQUIRE(watcher.watched_weights.has_value());
  CHECK(watcher.watched_weights->n_out == 5);
  CHECK(watcher.watched_weights->n_in == 2);
  CHECK(watcher.watched_weights->W == watcher.weights(1).W);

  REQUIRE(watcher.trace.has_value());
  CHECK(watcher.trace->example == 3);
  CHECK(watcher.trace->is_test);
  REQUIRE(watcher.trace->layers.size() == 3);
  const TraceUpdate::Layer& output = watcher.trace->layers.back();
  CHECK_THAT(output.A[0], WithinAbs(watcher.predictions->test[3], 1e-6));
  const double z = output.Z[0];
  CHECK_THAT(watcher.trace->loss, WithinAbs(std::max(z, 0.0) - z * watcher.trace->label +
                                                std::log1p(std::exp(-std::fabs(z))),
                                            1e-12));
  CHECK(watcher.trace->layers[1].W.size() == 5 * 4);

  REQUIRE(watcher.boundary.has_value());
  CHECK(watcher.boundary->y_hat.size() ==
        static_cast<std::size_t>(watcher.boundary->side * watcher.boundary->side));
  for (std::size_t i = 0; i + 1 < watcher.data.train_points.size(); i += 2) {
    CHECK(watcher.data.train_points[i] > watcher.boundary->x_min);
    CHECK(watcher.data.train_points[i] < watcher.boundary->x_max);
    CHECK(watcher.data.train_points[i + 1] > watcher.boundary->y_min);
    CHECK(watcher.data.train_points[i + 1] < watcher.boundary->y_max);
  }

  // An example that does not exist has no trace, and nothing happens.
  watcher.trace.reset();
  watcher.send(Watch{.trace = true, .trace_is_test = true, .trace_example = 30});
  watcher.settle();
  watcher.send(Watch{.trace = true, .trace_example = -1});
  watcher.settle();
  CHECK_FALSE(watcher.trace.has_value());
}

TEST_CASE("a part of the plane is looked at beside the whole", "[run][unit]") {
  Watcher watcher;
  watcher.send(Watch{.boundary = true,
                     .plane_view = {.side = 24, .x_min = 0.25, .y_min = -0.5, .size = 0.5}});
  watcher.train(kMoons + "&iterations=40");
  REQUIRE(watcher.plane_view.has_value());
  REQUIRE(watcher.boundary.has_value());
  const BoundaryUpdate& part = *watcher.plane_view;
  CHECK(part.iteration == 40);
  CHECK(part.side == 24);
  CHECK(part.x_min == 0.25F);
  CHECK(part.x_max == 0.75F);
  CHECK(part.y_min == -0.5F);
  CHECK(part.y_max == 0.0F);
  REQUIRE(part.y_hat.size() == 24 * 24);

  // The same place asked about twice: the middle of the view, by a view half as wide.
  const std::vector<float> wide = part.y_hat;
  watcher.send(Watch{.plane_view = {.side = 12, .x_min = 0.375, .y_min = -0.375, .size = 0.25}});
  watcher.settle();
  REQUIRE(watcher.plane_view->side == 12);
  for (std::size_t row = 0; row < 12; ++row) {
    for (std::size_t column = 0; column < 12; ++column) {
      CHECK_THAT(watcher.plane_view->y_hat[row * 12 + column],
                 WithinAbs(wide[(row + 6) * 24 + column + 6], 1e-6));
    }
  }
  // No size asks for the usual square; and a grid of several parts is one picture.
  watcher.send(Watch{.boundary = true, .plane_view = {.side = 288}});
  watcher.settle();
  CHECK(watcher.plane_view->x_min == watcher.boundary->x_min);
  CHECK(watcher.plane_view->y_max == watcher.boundary->y_max);
  for (std::size_t row = 0; row < 96; row += 5) {
    for (std::size_t column = 0; column < 96; column += 5) {
      CHECK_THAT(watcher.plane_view->y_hat[(3 * row + 1) * 288 + 3 * column + 1],
                 WithinAbs(watcher.boundary->y_hat[row * 96 + column], 1e-6));
    }
  }
}

TEST_CASE("where a layer's numbers lie arrives only while it is watched", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=20");
  CHECK_FALSE(watcher.distribution.has_value());
  watcher.send(Watch{.distribution_layer = 2});
  watcher.settle();
  REQUIRE(watcher.distribution.has_value());
  CHECK(watcher.distribution->layer == 2);
  CHECK(watcher.distribution->iteration == 20);
  CHECK(watcher.distribution->revision == watcher.data.revision);
  CHECK(watcher.distribution->distribution.units == 4);
  CHECK(watcher.distribution->distribution.examples == 60);
  CHECK(watcher.distribution->distribution.Z.finite_count == 240);
  CHECK(watcher.distribution->distribution.W.finite_count == 20);
  watcher.run_to(30);
  CHECK(watcher.distribution->iteration == 30);
  // A layer that the network has not is its last one.
  watcher.send(Watch{.distribution_layer = 9});
  watcher.settle();
  CHECK(watcher.distribution->layer == 3);
  CHECK(watcher.distribution->distribution.activation == Activation::sigmoid);
}

}  // namespace
}  // namespace purr
