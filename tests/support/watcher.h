#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/run/training_run.h"
#include "engine/train/trainer.h"

// A test's REQUIRE, or what another program has in its place.
#ifndef PURR_REQUIRE
#include "tests/support/catch.h"
#define PURR_REQUIRE(condition) REQUIRE(condition)
#endif

namespace purr {

/// A run and what a window would know of it. Commands and updates take the way that they take in a
/// page, as bytes.
class Watcher {
 public:
  void send(const Command& command) {
    Result<Command> read = command_from_bytes(to_bytes(command));
    PURR_REQUIRE(read.has_value());
    run.handle(std::move(*read));
  }
  void configure(const std::string& settings, bool retrain = false) {
    send(Configure{++serial_, retrain, settings});
  }
  /// One piece of work: a step, or a slice on the way to one. False when there is nothing to do.
  bool advance() {
    const bool is_busy = run.advance(0.0);
    take();
    return is_busy;
  }
  /// Works until there is nothing to do.
  void settle() {
    while (run.advance(20.0)) take();
    take();
  }
  void train(const std::string& settings) {
    configure(settings, /*retrain=*/true);
    settle();
  }
  void run_to(int iteration) {
    send(RunTo{iteration});
    settle();
  }
  LayerWeights weights(int layer) {
    weights_reply.reset();
    send(AskWeights{99, layer});
    take();
    PURR_REQUIRE(weights_reply.has_value());
    PURR_REQUIRE(weights_reply->layer == layer);
    return {weights_reply->n_out, weights_reply->n_in, weights_reply->W, weights_reply->b,
            weights_reply->learned};
  }
  /// The cost of an iteration, or nothing where the curve has no point of it.
  std::optional<double> cost_at(int iteration) const {
    for (const CurvePoint& point : curve) {
      if (point.iteration == iteration) return point.cost;
    }
    return std::nullopt;
  }
  bool was_told(Errc code) const {
    for (const Notice& notice : notices) {
      if (notice.error.code == code) return true;
    }
    return false;
  }

  void take() {
    for (const Update& update : run.take_updates()) {
      const std::vector<std::uint8_t> bytes = to_bytes(update);
      Result<Update> read = update_from_bytes(bytes);
      PURR_REQUIRE(read.has_value());
      PURR_REQUIRE(to_bytes(*read) == bytes);
      std::visit([&](auto& value) { note(std::move(value)); }, *read);
    }
  }

  TrainingRun run;
  Status status;
  std::vector<CurvePoint> curve;
  std::vector<Notice> notices;
  DataUpdate data;
  std::vector<PicturesUpdate> pictures;
  std::optional<PredictionsUpdate> predictions;
  std::optional<WeightsUpdate> weights_reply;    // asked for
  std::optional<WeightsUpdate> watched_weights;  // watched
  std::optional<TraceUpdate> trace;
  std::optional<BoundaryUpdate> boundary;
  std::optional<BoundaryUpdate> plane_view;
  std::optional<DistributionUpdate> distribution;
  std::optional<WeightUpdate> weight;
  std::optional<UnitUpdate> unit;
  std::optional<PredictionReply> prediction;
  std::vector<GradientPoint> gradients;
  std::optional<BatchReply> batch;
  std::optional<NearDuplicatesUpdate> near_duplicates;
  HealthUpdate health;

 private:
  void note(Status&& value) { status = std::move(value); }
  void note(UnitUpdate&& value) { unit = std::move(value); }
  void note(CurveUpdate&& value) {
    PURR_REQUIRE(value.keep <= curve.size());
    apply_tail(curve, value);
  }
  void note(DataUpdate&& value) {
    data = std::move(value);
    pictures.clear();
  }
  void note(PicturesUpdate&& value) { pictures.push_back(std::move(value)); }
  void note(PredictionsUpdate&& value) { predictions = std::move(value); }
  void note(WeightsUpdate&& value) {
    (value.token == 0 ? watched_weights : weights_reply) = std::move(value);
  }
  void note(TraceUpdate&& value) { trace = std::move(value); }
  void note(BoundaryUpdate&& value) { (value.is_view ? plane_view : boundary) = std::move(value); }
  void note(DistributionUpdate&& value) { distribution = std::move(value); }
  void note(WeightUpdate&& value) { weight = std::move(value); }
  void note(PredictionReply&& value) { prediction = value; }
  void note(GradientsUpdate&& value) {
    PURR_REQUIRE(value.keep <= gradients.size());
    apply_tail(gradients, value);
  }
  void note(BatchReply&& value) { batch = std::move(value); }
  void note(NearDuplicatesUpdate&& value) { near_duplicates = std::move(value); }
  void note(HealthUpdate&& value) { health = std::move(value); }
  void note(Notice&& value) { notices.push_back(std::move(value)); }

  std::uint32_t serial_ = 0;
};

inline bool are_equal(const std::vector<CurvePoint>& a, const std::vector<CurvePoint>& b) {
  const auto same = [](double x, double y) { return x == y || (x != x && y != y); };
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(), [&](const CurvePoint& p, const CurvePoint& q) {
        return p.iteration == q.iteration && p.has_test == q.has_test && same(p.cost, q.cost) &&
               same(p.test_cost, q.test_cost) && same(p.train_accuracy, q.train_accuracy) &&
               same(p.test_accuracy, q.test_accuracy);
      });
}

}  // namespace purr
