#include "shell/view/evidence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace purr::shell {

Evidence evidence_of(const RunView& run, int block) {
  const TraceUpdate& trace = run.trace;
  const WeightsUpdate& W1 = run.first_layer;
  const int width = run.data.width;
  const std::uint8_t* picture = run.pictures.find(trace.is_test, trace.example);
  if (picture == nullptr || trace.revision != run.data.revision || trace.layers.empty() ||
      block <= 0 || width % block != 0 || run.data.height != width) {
    return {};
  }
  const std::vector<double>& dZ1 = trace.layers.front().dZ;
  const auto units = static_cast<std::size_t>(W1.n_out);
  if (units == 0 || dZ1.size() != units || W1.W.size() != units * run.picture_size()) return {};
  // dZ of the output is ∂L/∂z = a − y: dividing by it turns ∂L/∂x into ∂z/∂x.
  const std::vector<double>& dz = trace.layers.back().dZ;
  if (dz.empty() || dz[0] == 0.0 || !std::isfinite(dz[0])) return {};
  std::vector<double> slopes(dZ1);
  for (double& slope : slopes) slope /= dz[0];

  Evidence evidence{.side = width / block, .blocks = {}};
  const auto side = static_cast<std::size_t>(evidence.side);
  std::vector<double> sums(side * side, 0.0);
  const double offset = run.data.spec.centre ? 0.5 : 0.0;
  for (std::size_t j = 0; j < run.picture_size(); ++j) {
    const std::size_t pixel = j / 3;
    const std::size_t row = pixel / static_cast<std::size_t>(width * block);
    const std::size_t column =
        pixel % static_cast<std::size_t>(width) / static_cast<std::size_t>(block);
    double slope = 0.0;
    for (std::size_t i = 0; i < units; ++i) {
      slope += slopes[i] * static_cast<double>(W1.W[j * units + i]);
    }
    sums[row * side + column] += (picture[j] / 255.0 - offset) * slope;
  }
  evidence.blocks.reserve(sums.size());
  for (const double sum : sums) {
    evidence.blocks.push_back(static_cast<float>(sum));
    evidence.largest = std::max(evidence.largest, static_cast<float>(std::fabs(sum)));
  }
  return evidence;
}

}  // namespace purr::shell
