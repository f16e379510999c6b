#include "engine/labs/graph.h"

#include <array>
#include <cmath>
#include <functional>
#include <string>

#include "engine/kernels/activations.h"
#include "engine/model/network.h"

namespace purr {
namespace {

constexpr double kNudge = 0.001;

/// J = 3(a + bc) of the inputs a, b, c.
GraphResult simple_graph(const std::array<double, 3>& inputs) {
  const auto [a, b, c] = inputs;
  const double u = b * c;
  const double v = a + u;
  const double dv = 3.0;
  const double du = dv;  // v = a + u passes its derivative on to both
  return {.forward = {{"a", a}, {"b", b}, {"c", c}, {"u", u}, {"v", v}, {"J", 3.0 * v}},
          .backward = {{"J", 1.0}, {"v", dv}, {"u", du}, {"a", dv}, {"b", du * c}, {"c", du * b}}};
}

/// L(σ(w₁x₁ + w₂x₂ + b), y) of the inputs w₁, w₂, b.
GraphResult unit_graph(const std::array<double, 3>& inputs, const GraphSettings& settings) {
  const auto [w1, w2, b] = inputs;
  const double z = w1 * settings.x1 + w2 * settings.x2 + b;
  const double a = activation(Activation::sigmoid, 0.0, z);
  const double da = loss_slope(z, settings.y);
  const double dz = a - settings.y;  // da·a(1 − a), which cancels to this
  return {
      .forward = {{"w1", w1}, {"w2", w2}, {"b", b}, {"z", z}, {"a", a}, {"L", loss(z, settings.y)}},
      .backward = {{"L", 1.0},
                   {"a", da},
                   {"z", dz},
                   {"w1", dz * settings.x1},
                   {"w2", dz * settings.x2},
                   {"b", dz}}};
}

double value_of(const Named<double>& list, const std::string& name) {
  for (const auto& [key, value] : list) {
    if (key == name) return value;
  }
  return 0.0;
}

}  // namespace

GraphResult graph(const GraphSettings& settings, const LabContext& /*context*/) {
  const bool is_unit = settings.kind == GraphKind::unit;
  const std::function<GraphResult(const std::array<double, 3>&)> evaluate =
      [&](const std::array<double, 3>& inputs) {
        return is_unit ? unit_graph(inputs, settings) : simple_graph(inputs);
      };
  const std::array<double, 3> inputs = is_unit ? std::array{settings.w1, settings.w2, settings.bias}
                                               : std::array{settings.a, settings.b, settings.c};
  GraphResult result = evaluate(inputs);
  const double last = result.forward.back().second;
  std::array<double, 3> moved = inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::string name = result.forward[i].first;
    const double derivative = value_of(result.backward, name);
    std::array<double, 3> nudged = inputs;
    nudged[i] += kNudge;
    const double nudge = (evaluate(nudged).forward.back().second - last) / kNudge;
    result.nudges.emplace_back(name, nudge);
    result.largest_error = std::max(result.largest_error, std::abs(nudge - derivative));
    moved[i] -= settings.learning_rate * derivative;
  }
  result.after_step = evaluate(moved).forward.back().second;
  return result;
}

}  // namespace purr
