#include "engine/labs/blocks.h"

#include "tests/support/catch.h"

using Catch::Matchers::WithinAbs;
using namespace purr;

namespace {

const BlockMatrix& find(const std::vector<BlockMatrix>& blocks, const std::string& name) {
  for (const BlockMatrix& block : blocks) {
    if (block.name == name) return block;
  }
  FAIL("no " << name);
  return blocks.front();
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("with all caches backward computes everything", "[labs]") {
  const BlocksResult result = blocks({}, {});
  CHECK(result.missing.empty());
  CHECK(result.all_missing.empty());
  Names names;
  for (const BlockMatrix& block : result.backward) names.push_back(block.name);
  CHECK(names == Names{"dA2", "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1", "dA0"});
  // z of unit 2 for example 3, and dW[1] of its first input: worked by hand.
  const BlockMatrix& Z1 = find(result.forward, "Z1");
  CHECK_THAT(Z1.values[1 * 4 + 2], WithinAbs(0.843, 1e-12));
  const BlockMatrix& A1 = find(result.forward, "A1");
  CHECK_THAT(A1.values[1 * 4 + 2], WithinAbs(0.687, 0.0005));
  const BlockMatrix& dW1 = find(result.backward, "dW1");
  CHECK(dW1.rows == 3);
  CHECK(dW1.columns == 2);
  CHECK_THAT(dW1.values[1 * 2], WithinAbs(0.14194, 5e-6));
  const BlockMatrix& dZ1 = find(result.backward, "dZ1");
  CHECK_THAT(dZ1.values[1 * 4 + 2], WithinAbs(0.156, 0.0005));
}

TEST_CASE("without A1 backward misses dW2 alone", "[labs]") {
  const BlocksResult result = blocks({.removed = RemovedCache::A1}, {});
  CHECK(result.removed == "A1");
  CHECK(result.missing == "dW2");
  CHECK(result.all_missing == Names{"dW2"});
}

TEST_CASE("without W2 backward misses dA1 and all that follows from it", "[labs]") {
  const BlocksResult result = blocks({.removed = RemovedCache::W2}, {});
  CHECK(result.missing == "dA1");
  CHECK(result.all_missing == Names{"dA1", "dZ1", "dW1", "db1", "dA0"});
  CHECK(find(result.backward, "dW2").values == find(blocks({}, {}).backward, "dW2").values);
}

TEST_CASE("each part of a cache is missed by the equation that reads it", "[labs]") {
  const auto missing = [](RemovedCache removed) {
    return blocks({.removed = removed}, {}).missing;
  };
  CHECK(missing(RemovedCache::A0) == "dW1");
  CHECK(missing(RemovedCache::W1) == "dA0");
  CHECK(missing(RemovedCache::Z1) == "dZ1");
  CHECK(missing(RemovedCache::Z2) == "dZ2");
  CHECK(missing(RemovedCache::A2) == "dA2");
  CHECK(blocks({.removed = RemovedCache::A2}, {}).backward.empty());
}
