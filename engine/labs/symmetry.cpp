#include "engine/labs/symmetry.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/labs/examples.h"
#include "engine/labs/lab_training.h"

namespace purr {
namespace {

constexpr double kNudge = 0.001;
/// W[1] of pictures is looked at this often: the Gram solver forms it only for a look.
constexpr int kLooks = 20;

struct Rows {
  bool are_equal = true;
  double largest_difference = 0.0;
};

Rows compare_rows(const Matrix<double>& W) {
  Rows rows;
  for (Eigen::Index unit = 1; unit < W.rows(); ++unit) {
    const double difference = (W.row(unit) - W.row(0)).cwiseAbs().maxCoeff();
    rows.are_equal = rows.are_equal && difference == 0.0;
  }
  rows.largest_difference = (W.colwise().maxCoeff() - W.colwise().minCoeff()).maxCoeff();
  return rows;
}

struct Trained {
  Rows rows;
  bool were_always_equal = true;
  CurvePoint end;
};

Result<Trained> train_from(SymmetryInit init, const SymmetrySettings& settings,
                           const LabContext& context, double share_before) {
  const std::string text =
      std::string("v=2&data=") + (settings.data == SymmetryData::cats ? "drawn&m=209" : "flower") +
      "&hidden=" + std::to_string(settings.units) + "&activation=" + name_of(settings.activation) +
      "&init=" + (init == SymmetryInit::random ? "xavier" : "zeros") +
      "&learning_rate=" + number_text(settings.learning_rate) +
      "&iterations=" + std::to_string(settings.iterations) +
      "&seed=" + std::to_string(settings.seed);
  auto training = prepare_training(text, context);
  if (!training) return std::unexpected(training.error());
  Trainer& trainer = *training->trainer;
  if (init == SymmetryInit::nudged) trainer.edit(1, 1, 1, trainer.weight(1, 1, 1) + kNudge);
  Trained trained;
  for (int look = 0; look <= kLooks; ++look) {
    const int iteration = settings.iterations * look / kLooks;
    // Two states in a row: with equal rows in both, the rows of dW[1] between them were equal, too.
    train_until(*training, std::max(0, iteration - 1));
    trained.were_always_equal &= compare_rows(trainer.parameters().front().W).are_equal;
    train_until(*training, iteration);
    trained.rows = compare_rows(trainer.parameters().front().W);
    trained.were_always_equal &= trained.rows.are_equal;
    if (!context.go_on(share_before + 0.5 * look / kLooks)) return fail(Errc::lab_stopped);
  }
  trained.end = trainer.evaluate();
  return trained;
}

}  // namespace

Result<SymmetryResult> symmetry(const SymmetrySettings& settings, const LabContext& context) {
  const auto chosen = train_from(settings.init, settings, context, 0.0);
  if (!chosen) return std::unexpected(chosen.error());
  const auto random = train_from(SymmetryInit::random, settings, context, 0.5);
  if (!random) return std::unexpected(random.error());
  return SymmetryResult{
      .equal_rows = chosen->were_always_equal,
      .iterations = settings.iterations,
      .largest_difference = chosen->rows.largest_difference,
      .cost = chosen->end.cost,
      .test_accuracy = chosen->end.test_accuracy,
      .random_equal_rows = random->were_always_equal,
      .random_largest_difference = random->rows.largest_difference,
      .random_cost = random->end.cost,
      .random_test_accuracy = random->end.test_accuracy,
  };
}

}  // namespace purr
