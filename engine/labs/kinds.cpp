#include "engine/labs/kinds.h"

#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/random.h"
#include "engine/labs/lab_training.h"

namespace purr {
namespace {

/// Sums over the inputs run in another order, so the last digits may differ.
constexpr double kRelativeTolerance = 1e-14;

PictureSet shuffled(PictureSet set, std::span<const int> order) {
  const std::size_t n_x = set.picture_size();
  std::vector<std::uint8_t> pixels(set.pixels.size());
  for (std::size_t first = 0; first < pixels.size(); first += n_x) {
    for (std::size_t k = 0; k < n_x; ++k) {
      pixels[first + k] = set.pixels[first + static_cast<std::size_t>(order[k])];
    }
  }
  set.pixels = std::move(pixels);
  return set;
}

}  // namespace

Result<KindsResult> kinds(const KindsSettings& settings, const LabContext& context) {
  const std::string training_text =
      "&hidden=&init=zeros&learning_rate=" + number_text(settings.learning_rate) +
      "&iterations=" + std::to_string(settings.iterations);
  auto plain = prepare_training("v=1&data=drawn" + training_text, context);
  if (!plain) return std::unexpected(plain.error());
  train_until(*plain, settings.iterations);
  if (!context.go_on(0.5)) return fail(Errc::lab_stopped);

  NumpyRandom random(static_cast<std::uint32_t>(settings.shuffle_seed));
  const std::vector<int> order = random.permutation(plain->dataset->train.n_x);
  auto snow = prepare_changed(
      *plain, [&](PictureSet set) { return shuffled(std::move(set), order); }, context);
  if (!snow) return std::unexpected(snow.error());
  train_until(*snow, settings.iterations);

  const CurvePoint a = plain->trainer->evaluate();
  const CurvePoint b = snow->trainer->evaluate();
  return KindsResult{
      .equal_after_shuffle = std::abs(a.cost - b.cost) <= kRelativeTolerance * a.cost &&
                             a.train_accuracy == b.train_accuracy &&
                             a.test_accuracy == b.test_accuracy,
      .cost = a.cost,
      .shuffled_cost = b.cost,
      .train_accuracy = a.train_accuracy,
      .shuffled_train_accuracy = b.train_accuracy,
      .test_accuracy = a.test_accuracy,
      .shuffled_test_accuracy = b.test_accuracy,
  };
}

}  // namespace purr
