#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/core/matrix.h"
#include "engine/core/result.h"
#include "engine/data/inputs.h"
#include "engine/io/experiment.h"
#include "engine/labs/lab.h"
#include "engine/train/trainer.h"

namespace purr {

/// A training run in the hands of a lab, which looks at it between two iterations.
struct LabTraining {
  Experiment experiment;
  std::shared_ptr<const Dataset> dataset;
  std::unique_ptr<Trainer> trainer;
  std::vector<CurvePoint> curve;  ///< one point for each iteration that was trained
};

/// The run of a link's settings, such as "data=flower&hidden=4", before its first iteration. An
/// error tells which data is missing, or that the run is too large.
Result<LabTraining> prepare_training(std::string_view settings, const LabContext& context);
Result<LabTraining> prepare_training(const Experiment& experiment, const LabContext& context);

/// The same run on its own pictures as `change` makes them anew, the training and the test set each
/// as a whole.
Result<LabTraining> prepare_changed(const LabTraining& plain,
                                    const std::function<PictureSet(PictureSet)>& change,
                                    const LabContext& context);

/// Only the data of a run.
Result<std::shared_ptr<const Dataset>> prepare_data(std::string_view settings,
                                                    const LabContext& context);

/// All inputs of a set (n_x, m).
Matrix<double> inputs_of(const Inputs& inputs);

/// Trains until `iteration`, or until the cost is not finite.
void train_until(LabTraining& training, int iteration);

}  // namespace purr
