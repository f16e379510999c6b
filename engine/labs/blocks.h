#pragma once

#include <string>
#include <vector>

#include "engine/core/activation.h"
#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Forward and backward blocks of a 2-3-1 network on four examples, and what backward reads of what
/// forward kept. A part of a cache can be taken away; backward then runs without it and computes
/// what it still can.
namespace purr {

/// What is taken away: A0 is X, A2 is ŷ.
enum class RemovedCache : std::uint8_t { none, A0, W1, Z1, A1, W2, Z2, A2 };
PURR_ENUMERATORS(RemovedCache, none, A0, W1, Z1, A1, W2, Z2, A2)

struct BlocksSettings {
  RemovedCache removed = RemovedCache::none;
  Activation activation = Activation::tanh;  ///< of the hidden layer
};
PURR_FIELDS(BlocksSettings, removed, activation)

struct BlockMatrix {
  std::string name;  ///< such as "dW2"
  int rows = 0;
  int columns = 0;
  std::vector<double> values{};  ///< row by row
};
PURR_FIELDS(BlockMatrix, name, rows, columns, values)

struct BlocksResult {
  std::string removed{};                   ///< "none", or such as "A1"
  std::string missing{};                   ///< the first quantity that backward cannot compute
  std::vector<std::string> all_missing{};  ///< it and what follows from it, in backward's order
  double cost = 0.0;                       ///< J
  std::vector<BlockMatrix> forward{};      ///< A0, W1, b1, Z1, A1, … A2, all of them
  std::vector<BlockMatrix> backward{};  ///< dA2, dZ2, dW2, db2, dA1, … those that were computed
};
PURR_FIELDS(BlocksResult, removed, missing, all_missing, cost, forward, backward)

BlocksResult blocks(const BlocksSettings& settings, const LabContext& context);

}  // namespace purr
