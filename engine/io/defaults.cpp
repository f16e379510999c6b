#include "engine/io/defaults.h"

namespace purr {
namespace {

/// The part of the training settings that depends on the source.
struct Steps {
  double learning_rate;
  int iterations;
};

Steps usual_steps(DataSource source, int version) {
  if (version == 1 || source == DataSource::course) return {0.0075, 2500};
  return {0.03, 500};
}

int usual_m(DataSource source, int version) {
  return version >= 2 && source == DataSource::drawn ? 360 : usual_data(source).m;
}

}  // namespace

Experiment default_experiment(int version) {
  Experiment experiment;
  const DataSource source = experiment.data.source;
  const Steps steps = usual_steps(source, version);
  experiment.data.m = usual_m(source, version);
  if (version >= 2) experiment.network.hidden = {20, 7};
  experiment.training.learning_rate = steps.learning_rate;
  experiment.training.iterations = steps.iterations;
  return experiment;
}

void change_source(Experiment& experiment, DataSource source, int version) {
  const DataSource before = experiment.data.source;
  if (source == before) return;
  experiment.data = usual_data(source);
  if (!experiment.preset.empty()) return;
  experiment.data.m = usual_m(source, version);
  TrainingSpec& training = experiment.training;
  const Steps old_steps = usual_steps(before, version);
  const Steps new_steps = usual_steps(source, version);
  if (training.learning_rate == old_steps.learning_rate &&
      training.iterations == old_steps.iterations) {
    training.learning_rate = new_steps.learning_rate;
    training.iterations = new_steps.iterations;
  }
}

}  // namespace purr
