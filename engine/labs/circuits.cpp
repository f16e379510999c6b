#include "engine/labs/circuits.h"

#include <algorithm>
#include <bit>

#include "engine/labs/broken_rules.h"
#include "engine/model/network.h"
#include "engine/model/textbook.h"

namespace purr {
namespace {

bool bit_of(std::uint32_t bits, int i) { return (bits >> static_cast<unsigned>(i) & 1U) != 0; }
bool parity_of(std::uint32_t bits) { return std::popcount(bits) % 2 == 1; }

double relu(double z) { return z > 0.0 ? z : 0.0; }

/// The tree with a pair of ReLU units for each XOR of 0 and 1: relu(a + b) − 2·relu(a + b − 1).
struct ReluParity {
  double value = 0.0;
  int units = 0;
};
ReluParity relu_tree(int n, std::uint32_t bits) {
  std::vector<double> level;
  for (int i = 0; i < n; ++i) level.push_back(bit_of(bits, i) ? 1.0 : 0.0);
  int units = 0;
  while (level.size() > 1) {
    std::vector<double> next;
    for (std::size_t i = 0; i + 1 < level.size(); i += 2) {
      const double sum = level[i] + level[i + 1];
      next.push_back(relu(sum) - 2.0 * relu(sum - 1.0));
      units += 2;
    }
    if (level.size() % 2 == 1) next.push_back(level.back());
    level = std::move(next);
  }
  return {level.front(), units};
}

/// One hidden layer: unit k is relu(Σ bits − k), and its weight in the sum is 1 for k = 0 and
/// ±2 for the others, which makes a zigzag of the number of bits.
ReluParity relu_layer(int n, std::uint32_t bits) {
  const double sum = std::popcount(bits);
  ReluParity parity;
  for (int k = 0; k < n; ++k) {
    const double weight = k == 0 ? 1.0 : (k % 2 == 1 ? -2.0 : 2.0);
    parity.value += weight * relu(sum - k);
    ++parity.units;
  }
  return parity;
}

Result<TrainedParity> train_parity(const CircuitsSettings& settings, const LabContext& context) {
  const int m = 1 << settings.n;
  textbook::Matrix X(settings.n, m);
  textbook::Matrix Y(1, m);
  std::vector<std::uint8_t> labels;
  for (int i = 0; i < m; ++i) {
    const auto bits = static_cast<std::uint32_t>(i);
    for (int k = 0; k < settings.n; ++k) X(k, i) = bit_of(bits, k) ? 1.0 : 0.0;
    labels.push_back(parity_of(bits) ? 1 : 0);
    Y(0, i) = labels.back();
  }
  NetworkSpec spec{
      .hidden = std::vector<int>(static_cast<std::size_t>(settings.hidden_layers), settings.units),
      .activation = {Activation::tanh}};
  const std::vector<int> sizes = layer_sizes(spec, settings.n);
  auto parameters =
      textbook::initialize_parameters_deep(sizes, static_cast<std::uint32_t>(settings.seed));
  auto v = textbook::initialize_average(parameters);
  auto s = v;
  for (int t = 1; t <= settings.iterations; ++t) {
    const auto gradients =
        broken_backward(BrokenRule::none, Y, forward_caches(X, parameters, spec), 0.0);
    textbook::update_parameters_with_adam(parameters, gradients, v, s, t, settings.learning_rate,
                                          {});
    if (!context.go_on(static_cast<double>(t) / settings.iterations)) {
      return fail(Errc::lab_stopped);
    }
  }
  const auto caches = forward_caches(X, parameters, spec);
  const textbook::Matrix& Z = caches.back().Z;
  TrainedParity trained{.parameters = static_cast<int>(parameter_count(sizes)),
                        .cost = mean_loss(Z, labels.data())};
  for (int i = 0; i < m; ++i) {
    trained.correct += (Z(0, i) > 0.0) == (Y(0, i) == 1.0) ? 1 : 0;
  }
  return trained;
}

}  // namespace

int Circuit::count(GateKind kind) const {
  return static_cast<int>(std::count_if(gates.begin(), gates.end(),
                                        [&](const Gate& gate) { return gate.kind == kind; }));
}

int Circuit::levels() const {
  std::vector<int> depth(static_cast<std::size_t>(n), 0);
  for (const Gate& gate : gates) {
    int deepest = 0;
    for (const int wire : gate.inputs) {
      deepest = std::max(deepest, depth[static_cast<std::size_t>(wire)]);
    }
    depth.push_back(deepest + (gate.kind == GateKind::not_gate ? 0 : 1));
  }
  return depth.back();
}

bool Circuit::evaluate(std::uint32_t bits) const {
  std::vector<bool> wires;
  for (int i = 0; i < n; ++i) wires.push_back(bit_of(bits, i));
  const auto is_on = [&](int wire) { return bool{wires[static_cast<std::size_t>(wire)]}; };
  for (const Gate& gate : gates) {
    const auto& inputs = gate.inputs;
    switch (gate.kind) {
      case GateKind::not_gate: wires.push_back(!is_on(inputs[0])); break;
      case GateKind::and_gate:
        wires.push_back(std::all_of(inputs.begin(), inputs.end(), is_on));
        break;
      case GateKind::or_gate:
        wires.push_back(std::any_of(inputs.begin(), inputs.end(), is_on));
        break;
      case GateKind::xor_gate: wires.push_back(is_on(inputs[0]) != is_on(inputs[1])); break;
    }
  }
  return wires.back();
}

Circuit parity_tree(int n) {
  Circuit circuit{.n = n};
  std::vector<int> level;
  for (int i = 0; i < n; ++i) level.push_back(i);
  while (level.size() > 1) {
    std::vector<int> next;
    for (std::size_t i = 0; i + 1 < level.size(); i += 2) {
      next.push_back(n + static_cast<int>(circuit.gates.size()));
      circuit.gates.push_back({GateKind::xor_gate, {level[i], level[i + 1]}});
    }
    if (level.size() % 2 == 1) next.push_back(level.back());
    level = std::move(next);
  }
  return circuit;
}

Circuit parity_in_two_levels(int n) {
  Circuit circuit{.n = n};
  for (int i = 0; i < n; ++i) circuit.gates.push_back({GateKind::not_gate, {i}});
  Gate any{GateKind::or_gate, {}};
  for (std::uint32_t pattern = 0; pattern < 1U << static_cast<unsigned>(n); ++pattern) {
    if (!parity_of(pattern)) continue;
    Gate all{GateKind::and_gate, {}};
    for (int i = 0; i < n; ++i) all.inputs.push_back(bit_of(pattern, i) ? i : n + i);
    any.inputs.push_back(n + static_cast<int>(circuit.gates.size()));
    circuit.gates.push_back(std::move(all));
  }
  circuit.gates.push_back(std::move(any));
  return circuit;
}

Result<CircuitsResult> circuits(const CircuitsSettings& settings, const LabContext& context) {
  const int n = settings.n;
  if (settings.train && n > kMaxTrainedBits) {
    return fail(Errc::lab_out_of_reach,
                {"train=1", "n=" + std::to_string(n), "n=" + std::to_string(kMaxTrainedBits)});
  }
  const Circuit deep = parity_tree(n);
  const Circuit shallow = parity_in_two_levels(n);
  CircuitsResult result{
      .n = n,
      .inputs = 1 << n,
      .deep_units = deep.count(GateKind::xor_gate),
      .deep_levels = deep.levels(),
      .shallow_units = shallow.count(GateKind::and_gate),
      .shallow_levels = shallow.levels(),
      .relu_tree_units = relu_tree(n, 0).units,
      .relu_layer_units = relu_layer(n, 0).units,
  };
  for (int i = 0; i < result.inputs; ++i) {
    const auto bits = static_cast<std::uint32_t>(i);
    const bool parity = parity_of(bits);
    const double expected = parity ? 1.0 : 0.0;
    const bool is_deep_right = deep.evaluate(bits) == parity;
    const bool is_shallow_right = shallow.evaluate(bits) == parity;
    const bool is_tree_right = relu_tree(n, bits).value == expected;
    const bool is_layer_right = relu_layer(n, bits).value == expected;
    result.deep_correct += is_deep_right ? 1 : 0;
    result.shallow_correct += is_shallow_right ? 1 : 0;
    result.relu_tree_correct += is_tree_right ? 1 : 0;
    result.relu_layer_correct += is_layer_right ? 1 : 0;
    result.verified += is_deep_right && is_shallow_right && is_tree_right && is_layer_right ? 1 : 0;
  }
  if (settings.train) {
    auto trained = train_parity(settings, context);
    if (!trained) return std::unexpected(trained.error());
    result.trained = *trained;
  }
  return result;
}

}  // namespace purr
