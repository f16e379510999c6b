#include "shell/plot/smoothing.h"

#include <cmath>

namespace purr::shell {

void smooth(std::span<const PlotPoint> points, double weight, std::vector<PlotPoint>& result) {
  result.assign(points.begin(), points.end());
  double average = 0.0;
  double power = 1.0;  // wⁱ
  for (PlotPoint& p : result) {
    if (!std::isfinite(p.y)) continue;
    average = weight * average + (1.0 - weight) * p.y;
    power *= weight;
    p.y = average / (1.0 - power);
  }
}

}  // namespace purr::shell
