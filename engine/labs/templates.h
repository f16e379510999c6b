#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// What the first layer looks for: for each unit the training pictures that excite it most and
/// least. A fully connected unit weighs all pixels at once, so it holds a whole face; edges, as in
/// the famous picture, need a convolution.
namespace purr {

struct TemplatesSettings {
  std::string run = "v=1&data=drawn";  ///< the settings of the run, as a link has them
  int iteration = 2500;                ///< the state that is looked at
  int shown = 5;                       ///< pictures at each end
};
PURR_FIELDS(TemplatesSettings, run, iteration, shown)

/// Examples are places in the training set, from 0, the strongest first.
struct TemplateUnit {
  int unit = 0;               ///< from 1
  std::vector<int> most{};    ///< with the largest z[1]
  std::vector<int> least{};   ///< with the smallest z[1]
  double ones_in_most = 0.0;  ///< share of class 1 among `most`
  double ones_in_least = 0.0;
  double learned = 0.0;  ///< ‖w − w⁰‖/‖w⁰‖: how far it has moved
};
PURR_FIELDS(TemplateUnit, unit, most, least, ones_in_most, ones_in_least, learned)

struct TemplatesResult {
  int iteration = 0;
  std::vector<TemplateUnit> units{};
};
PURR_FIELDS(TemplatesResult, iteration, units)

Result<TemplatesResult> templates(const TemplatesSettings& settings, const LabContext& context);

}  // namespace purr
