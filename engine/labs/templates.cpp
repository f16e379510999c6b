#include "engine/labs/templates.h"

#include <algorithm>
#include <numeric>

#include "engine/labs/examples.h"
#include "engine/labs/lab_training.h"

namespace purr {

Result<TemplatesResult> templates(const TemplatesSettings& settings, const LabContext& context) {
  auto training = prepare_training(settings.run, context);
  if (!training) return std::unexpected(training.error());
  Trainer& trainer = *training->trainer;
  const Matrix<double> W0 = trainer.parameters().front().W;
  train_until(*training, settings.iteration);
  const Dense<double> layer = trainer.parameters().front();
  const Matrix<double> Z =
      product(layer.W, inputs_of(training->dataset->train)).colwise() + layer.b;
  const auto& labels = training->dataset->train_labels;
  const int shown = std::min<int>(settings.shown, training->dataset->train.count);

  TemplatesResult result{.iteration = trainer.iteration()};
  std::vector<int> order(labels.size());
  for (Eigen::Index unit = 0; unit < Z.rows(); ++unit) {
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, [&](int a, int b) { return Z(unit, a) > Z(unit, b); });
    TemplateUnit row{.unit = static_cast<int>(unit) + 1};
    row.most.assign(order.begin(), order.begin() + shown);
    row.least.assign(order.rbegin(), order.rbegin() + shown);
    const auto share_of_ones = [&](const std::vector<int>& examples) {
      const auto ones = std::ranges::count_if(
          examples, [&](int i) { return labels[static_cast<std::size_t>(i)] == 1; });
      return double(ones) / double(examples.size());
    };
    row.ones_in_most = share_of_ones(row.most);
    row.ones_in_least = share_of_ones(row.least);
    const double start = W0.row(unit).norm();
    row.learned = start > 0.0 ? (layer.W.row(unit) - W0.row(unit)).norm() / start : 0.0;
    result.units.push_back(std::move(row));
  }
  return result;
}

}  // namespace purr
