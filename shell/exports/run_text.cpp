#include "shell/exports/run_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "shell/exports/run_json.h"
#include "shell/theme/version.h"

namespace purr::shell {
namespace {

std::string measured(double value) { return std::isnan(value) ? "" : number_text(value); }

}  // namespace

std::string curve_csv(const std::vector<CurvePoint>& curve,
                      const std::vector<GradientPoint>& gradients) {
  std::int32_t layers = 0;
  for (const GradientPoint& point : gradients) layers = std::max(layers, point.layers);
  std::string text = "iteration,cost,test_cost,train_accuracy,test_accuracy";
  for (std::int32_t l = 1; l <= layers; ++l) text += ",dW" + std::to_string(l);
  text += "\n";
  // The curve and the gradients of a long run are thinned out independently: there is a row for
  // each iteration of either.
  auto gradient = gradients.begin();
  const auto add_gradient = [&](int iteration) {
    const bool is_there = gradient != gradients.end() && gradient->iteration == iteration;
    for (std::int32_t l = 0; l < layers; ++l) {
      text += ",";
      if (is_there && l < gradient->layers) text += measured(gradient->dW[l]);
    }
    if (is_there) ++gradient;
    text += "\n";
  };
  const auto add_gradients_before = [&](int iteration) {
    while (gradient != gradients.end() && gradient->iteration < iteration) {
      text += std::to_string(gradient->iteration) + ",,,,";
      add_gradient(gradient->iteration);
    }
  };
  for (const CurvePoint& point : curve) {
    add_gradients_before(point.iteration);
    text += std::to_string(point.iteration) + "," + measured(point.cost) + "," +
            measured(point.test_cost) + "," + measured(point.train_accuracy) + "," +
            measured(point.test_accuracy);
    add_gradient(point.iteration);
  }
  add_gradients_before(std::numeric_limits<int>::max());
  return text;
}

std::string result_json(const RunResult& result) {
  using Json = nlohmann::ordered_json;
  Json settings;
  for (const Key& key : keys()) settings[key.name] = key.get(result.experiment);
  Json curve = Json::array();
  Json test_curve = Json::array();
  for (const CurvePoint& point : result.curve) {
    curve.push_back({point.iteration, point.cost});
    if (point.has_test != 0) test_curve.push_back({point.iteration, point.test_cost});
  }
  Json json{
      {"version", version_text()},
      {"link", link_text(result.experiment)},
      {"settings", settings},
  };
  json.update(run_json(result.status));
  json.update({
      {"elapsedMs", result.status.elapsed_ms},
      {"diagnoses", diagnoses_json(result.diagnoses, result.language)},
      {"notes", result.notes},
      {"curve", curve},
      {"testCurve", test_curve},
  });
  return json_text(json, 1) + "\n";
}

std::string link_text(const Experiment& experiment) { return "#" + write_experiment(experiment); }

std::string version_text() {
  const Version version = built_version();
  return "purrceptron " + version.number + " (" + version.commit + ", " + version.simd + ")";
}

}  // namespace purr::shell
