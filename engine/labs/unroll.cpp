#include "engine/labs/unroll.h"

#include <string>
#include <utility>

#include "engine/labs/lab_training.h"

namespace purr {

PictureSet folded_wrongly(PictureSet set) {
  const auto m = static_cast<std::size_t>(set.count());
  const std::size_t n_x = set.picture_size();
  std::vector<std::uint8_t> folded(set.pixels.size());
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t k = 0; k < n_x; ++k) folded[i * n_x + k] = set.pixels[k * m + i];
  }
  set.pixels = std::move(folded);
  return set;
}

Result<UnrollResult> unroll(const UnrollSettings& settings, const LabContext& context) {
  const std::string training_text =
      "&hidden=&init=zeros&learning_rate=" + number_text(settings.learning_rate) +
      "&iterations=" + std::to_string(settings.iterations);
  const bool is_drawn = settings.pictures == UnrollPictures::drawn;
  auto right =
      prepare_training((is_drawn ? "v=1&data=drawn" : "v=1&data=course") + training_text, context);
  if (!right) return std::unexpected(right.error());
  train_until(*right, settings.iterations);
  if (!context.go_on(0.5)) return fail(Errc::lab_stopped);

  auto wrong = prepare_changed(*right, folded_wrongly, context);
  if (!wrong) return std::unexpected(wrong.error());
  train_until(*wrong, settings.iterations);

  const CurvePoint right_end = right->trainer->evaluate();
  const CurvePoint wrong_end = wrong->trainer->evaluate();
  const Dataset& dataset = *right->dataset;
  const int channels = dataset.train.n_x / (dataset.width * dataset.height);
  const int index = (settings.row * dataset.width + settings.column) * channels + settings.channel;
  return UnrollResult{
      .index = index,
      .row_of_x = index + 1,
      .n_x = dataset.train.n_x,
      .m = dataset.train.count,
      .right_reshape_accuracy = right_end.test_accuracy,
      .right_reshape_train_accuracy = right_end.train_accuracy,
      .wrong_reshape_accuracy = wrong_end.test_accuracy,
      .wrong_reshape_train_accuracy = wrong_end.train_accuracy,
  };
}

}  // namespace purr
