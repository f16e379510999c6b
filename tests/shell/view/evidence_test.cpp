// What of a picture speaks for class 1, against the sums that it stands for.
#include "shell/view/evidence.h"

#include <numeric>
#include <vector>

#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Catch::Matchers::WithinAbs;

/// A test picture of 4×4 pixels, each byte its own, and W[1] of `units` units.
RunView with_picture(bool centre, int units) {
  RunView run;
  DataUpdate set;
  set.revision = 2;
  set.width = set.height = 4;
  set.spec.centre = centre;
  set.test_labels = {1};
  Update data = std::move(set);
  run.receive(data);
  PicturesUpdate pixels{.revision = 2, .is_test = true, .examples = {0}, .pixels = {}};
  for (int j = 0; j < 48; ++j) pixels.pixels.push_back(static_cast<std::uint8_t>(5 * j));
  Update pictures = std::move(pixels);
  run.receive(pictures);
  WeightsUpdate weights{.layer = 1, .n_out = units, .n_in = 48};
  for (int k = 0; k < 48 * units; ++k) {
    weights.W.push_back(0.125F * static_cast<float>(k % 7) - 0.375F);
  }
  weights.b.assign(static_cast<std::size_t>(units), 0.0F);
  Update W1 = std::move(weights);
  run.receive(W1);
  return run;
}

double sum_of(const Evidence& evidence) {
  return std::accumulate(evidence.blocks.begin(), evidence.blocks.end(), 0.0);
}

TEST_CASE("the evidence of logistic regression adds up to w · x", "[shell][unit]") {
  for (const bool centre : {false, true}) {
    RunView run = with_picture(centre, 1);
    Update trace = TraceUpdate{.revision = 2, .is_test = true, .layers = {{.dZ = {-0.25}}}};
    run.receive(trace);
    double expected = 0.0;
    for (std::size_t j = 0; j < 48; ++j) {
      const double x = 5.0 * static_cast<double>(j) / 255.0 - (centre ? 0.5 : 0.0);
      expected += x * static_cast<double>(run.first_layer.W[j]);
    }
    const Evidence evidence = evidence_of(run, 2);
    REQUIRE(evidence.side == 2);
    REQUIRE(evidence.blocks.size() == 4);
    // A block is a float.
    CHECK_THAT(sum_of(evidence), WithinAbs(expected, 1e-5));
    // The upper right block alone: columns 2 and 3 of rows 0 and 1.
    double block = 0.0;
    for (const std::size_t pixel : {2U, 3U, 6U, 7U}) {
      for (std::size_t j = 3 * pixel; j < 3 * pixel + 3; ++j) {
        const double x = 5.0 * static_cast<double>(j) / 255.0 - (centre ? 0.5 : 0.0);
        block += x * static_cast<double>(run.first_layer.W[j]);
      }
    }
    CHECK_THAT(static_cast<double>(evidence.blocks[1]), WithinAbs(block, 1e-5));
  }
}

TEST_CASE("the evidence of a network goes through the slopes of its units", "[shell][unit]") {
  RunView run = with_picture(false, 2);
  // The first unit is silent: dZ = dA ∗ g′(Z) = 0; the second one's weight to the output is 3.
  Update trace =
      TraceUpdate{.revision = 2, .is_test = true, .layers = {{.dZ = {0.0, -0.6}}, {.dZ = {-0.2}}}};
  run.receive(trace);
  double expected = 0.0;
  for (std::size_t j = 0; j < 48; ++j) {
    expected += 5.0 * static_cast<double>(j) / 255.0 * 3.0 *
                static_cast<double>(run.first_layer.W[2 * j + 1]);
  }
  CHECK_THAT(sum_of(evidence_of(run, 1)), WithinAbs(expected, 1e-5));
}

TEST_CASE("there is no evidence before picture, weights and trace are there", "[shell][unit]") {
  RunView run = with_picture(false, 1);
  CHECK(evidence_of(run, 2).side == 0);
  // A network that is sure to the last bit leaves nothing to divide by.
  Update sure = TraceUpdate{.revision = 2, .is_test = true, .layers = {{.dZ = {0.0}}}};
  run.receive(sure);
  CHECK(evidence_of(run, 2).side == 0);
  Update stale = TraceUpdate{.revision = 1, .is_test = true, .layers = {{.dZ = {0.5}}}};
  run.receive(stale);
  CHECK(evidence_of(run, 2).side == 0);
  Update now = TraceUpdate{.revision = 2, .is_test = true, .layers = {{.dZ = {0.5}}}};
  run.receive(now);
  CHECK(evidence_of(run, 2).side == 2);
  CHECK(evidence_of(run, 3).side == 0);  // blocks that do not fill the picture
}

}  // namespace
}  // namespace purr::shell
