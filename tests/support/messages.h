#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/run/messages.h"
#include "tests/support/dice.h"
#include "tests/support/user_data.h"

namespace purr {

/// A message of every kind, some kinds in several forms.
inline std::vector<Command> all_commands() {
  Dice dice(1);
  Bring pictures;
  pictures.data.train_pictures = random_pictures(3, 2, 4, dice);
  pictures.data.test_pictures = random_pictures(3, 2, 2, dice);
  Bring points;
  points.data.train_points = random_points(5, dice);
  points.data.test_points = random_points(3, dice);
  Bring mine;
  mine.data.my_pictures = random_pictures(2, 2, 3, dice);
  Bring table;
  table.data.table = std::make_shared<const Table>(
      Table{{"age", "is_cat"}, {1.5, 0, 2.5, 1}, 2, {{}, {"no", "yes"}}});
  Bring glyphs;
  glyphs.data.glyphs =
      std::make_shared<const std::vector<std::uint8_t>>(std::vector<std::uint8_t>{1, 2, 3});
  return {Configure{7, true, "preset=c1w4-deep&m=20"},
          Configure{},
          Play{},
          Pause{},
          RunTo{2500},
          Bring{},
          pictures,
          points,
          mine,
          table,
          glyphs,
          Watch{.first_layer = true,
                .trace = true,
                .trace_is_test = true,
                .trace_example = 12,
                .distribution_layer = 2,
                .plane_view = {.side = 200, .x_min = -1.5, .y_min = 2.5, .size = 0.125},
                .weight = {.layer = 2, .unit = 3, .input = 5},
                .unit = {.layer = 1, .unit = 4}},
          AskWeights{3, 2},
          AskPrediction{4, {1, 2, 3}},
          EditWeight{2, 3, 0, -0.25},
          AskBatch{9},
          Pace{2.5},
          Pace{},
          AskPictures{6, true, {4, 0, 9}},
          FindNearDuplicates{7},
          LookBack{12},
          LookBack{}};
}

inline std::vector<Update> all_updates() {
  Status status{.serial = 3, .phase = Phase::training, .iteration = 17, .target = 2500};
  status.cost = 0.5;
  status.is_gram = true;
  status.precision = Precision::f32;
  status.parameters = 245937;
  status.layers = {12288, 20, 7, 5, 1};
  status.latest = 40;
  CurveUpdate curve{12, {{.iteration = 1, .cost = 0.7}, {.iteration = 2, .cost = 0.6}}};
  curve.points[1].has_test = 1;
  curve.points[1].test_cost = 0.8;
  DataUpdate data;
  data.revision = 2;
  data.width = data.height = 64;
  data.train_labels = {0, 1};
  data.test_labels = {1};
  data.spec.source = DataSource::moons;
  data.spec.noise = 0.25;
  data.spec.centre = true;
  data.spec.flipped = {0, 7};
  data.facets = {{"kind", {"fox", "owl"}, {1, 0}, {1}}};
  data.flipped = {0};
  data.feature_names = {"age", "weight"};
  data.class_names[0] = "non-cat";
  data.class_names[1] = "猫";
  data.train_points = {0.5, -0.5};
  data.train_kept = {5, {1, 0}};
  BatchReply batch{4, {.iteration = 3, .cost = 0.5, .examples = {2, 0}, .layers = {}}};
  batch.trace.layers.push_back({.activation = Activation::tanh,
                                .n_out = 1,
                                .n_in = 3,
                                .Z = {1, 2},
                                .A = {3, 4},
                                .D = {},
                                .dA = {5, 6},
                                .dZ = {7, 8},
                                .dW = {1, 2, 3},
                                .db = {4},
                                .v_dW = {5, 6, 7},
                                .v_db = {8},
                                .s_dW = {},
                                .s_db = {}});
  TraceUpdate trace{
      .revision = 1, .iteration = 9, .is_test = true, .example = 4, .label = 1, .loss = 0.1};
  trace.layers.resize(2);
  trace.layers[0].activation = Activation::tanh;
  trace.layers[0].Z = {0.1, 0.2};
  trace.layers[1].W = {1, 2, 3};
  DistributionUpdate distribution{
      .revision = 2,
      .iteration = 8,
      .layer = 1,
      .distribution = {.activation = Activation::relu, .units = 2, .examples = 3, .negative = 4}};
  distribution.distribution.Z = {
      .low = -1, .high = 2, .counts = {1, 0, 5}, .finite_count = 6, .mean = 0.5};
  distribution.distribution.dW.nan_count = 7;
  WeightUpdate weight{.revision = 2,
                      .trace = {.iteration = 9, .layer = 1, .n_out = 1, .n_in = 2, .W = {1, 2}},
                      .history = {{.iteration = 3, .value = 0.25}}};
  weight.trace.examples = {4, 1};
  weight.trace.t = 10;
  weight.trace.is_frozen = true;
  HealthUpdate health{.iteration = 4, .guess_cost = 0.6};
  health.diagnoses = {{.kind = DiagnosisKind::dead_layer,
                       .iteration = 3,
                       .layer = 2,
                       .words = {Errc::diagnosed_dead, {"3", "6", "7", "2", "209"}}}};
  health.steps = {{.iteration = 2, .weight_norm = 4.5, .step_norm = 10.75, .cost = 0.5}};
  health.layers = {{.activation = Activation::relu, .is_dead = {1, 0, 1}, .flat_share = 0.25}};
  return {status,
          Status{},
          curve,
          data,
          PicturesUpdate{2, true, false, {5}, {9, 8, 7}},
          PicturesUpdate{2, false, true, {5, 1}, {9, 8, 7, 1, 2, 3}},
          PredictionsUpdate{2, 10, {0.25F}, {0.75F, 0.5F}},
          WeightsUpdate{1, 2, 10, 2, 3, {1, 2, 3, 4, 5, 6}, {7, 8}},
          WeightsUpdate{0, 1, 10, 1, 2, {1, 2}, {7}, {0.5F, 0}},
          trace,
          BoundaryUpdate{1, 4, 2, -1, 1, -2, 2, {0.1F, 0.2F, 0.3F, 0.4F}},
          PredictionReply{5, 0.875},
          Notice{true, {Errc::out_of_range, {"m", "0", "10000", "-1", "0"}}},
          GradientsUpdate{3, {{.iteration = 7, .layers = 2, .all = 0.5, .dW = {0.3, 0.4}}}},
          batch,
          distribution,
          NearDuplicatesUpdate{2, 0.5, true, {{.train = 3, .test = 1}}},
          weight,
          health,
          UnitUpdate{2, 8, 1, 3, {{4, 0.75}, {0, 0.5}}, {{2, 0}}, 1}};
}

}  // namespace purr
