#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Depth against width: the parity of n bits, which is 1 where an odd number of them is 1. A tree
/// of XOR gates takes n − 1 of them; two levels of AND and OR, with bits and their negations as
/// inputs, take 2ⁿ⁻¹ ANDs. The theorem is about gates: n ReLU units that count bits do it in one
/// layer.
namespace purr {

struct CircuitsSettings {
  int n = 8;           ///< bits
  bool train = false;  ///< also train a network on all 2ⁿ inputs, n at most kMaxTrainedBits
  int units = 16;      ///< of each of its hidden layers
  int hidden_layers = 1;
  double learning_rate = 0.01;  ///< of Adam
  int iterations = 2000;
  int seed = 1;
};
PURR_FIELDS(CircuitsSettings, n, train, units, hidden_layers, learning_rate, iterations, seed)

inline constexpr int kMaxTrainedBits = 8;

enum class GateKind : std::uint8_t { not_gate, and_gate, or_gate, xor_gate };

/// A gate and what it reads: wires 0 … n − 1 are the bits, wire n + k is the output of gate k.
struct Gate {
  GateKind kind{};
  std::vector<int> inputs{};
};

/// Gates in an order in which each reads only those before it; the last is the output.
struct Circuit {
  int n = 0;
  std::vector<Gate> gates{};

  int count(GateKind kind) const;
  /// Gates on the longest way from a bit to the output, NOT gates not counted.
  int levels() const;
  /// @param bits  bit i is input i.
  bool evaluate(std::uint32_t bits) const;
};

/// XOR gates, pair by pair.
Circuit parity_tree(int n);
/// One AND for each odd pattern, and one OR.
Circuit parity_in_two_levels(int n);

struct TrainedParity {
  int parameters = 0;
  int correct = 0;  ///< of the 2ⁿ inputs
  double cost = 0.0;
};
PURR_FIELDS(TrainedParity, parameters, correct, cost)

struct CircuitsResult {
  int n = 0;
  int inputs = 0;      ///< 2ⁿ
  int verified = 0;    ///< inputs for which all four constructions are right
  int deep_units = 0;  ///< XOR gates of the tree
  int deep_levels = 0;
  int deep_correct = 0;   ///< of the 2ⁿ inputs
  int shallow_units = 0;  ///< ANDs
  int shallow_levels = 0;
  int shallow_correct = 0;
  int relu_tree_units = 0;  ///< the tree with two ReLU units for each XOR
  int relu_tree_correct = 0;
  int relu_layer_units = 0;  ///< one hidden layer of ReLU units that count bits
  int relu_layer_correct = 0;
  std::optional<TrainedParity> trained{};
};
PURR_FIELDS(CircuitsResult, n, inputs, verified, deep_units, deep_levels, deep_correct,
            shallow_units, shallow_levels, shallow_correct, relu_tree_units, relu_tree_correct,
            relu_layer_units, relu_layer_correct, trained)

Result<CircuitsResult> circuits(const CircuitsSettings& settings, const LabContext& context);

}  // namespace purr
