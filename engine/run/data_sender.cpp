#include "engine/run/data_sender.h"

#include <algorithm>
#include <span>
#include <utility>

#include "engine/data/resize.h"
#include "engine/data/standardise.h"

namespace purr {
namespace {

constexpr std::size_t kSliceBytes = std::size_t{1} << 20U;  // of pictures in one update
constexpr int kSlicesAtOnce = 8;

DataUpdate update_of(const Dataset& data, std::uint32_t revision) {
  DataUpdate update{.revision = revision,
                    .spec = data.spec,
                    .width = data.width,
                    .height = data.height,
                    .train_labels = data.train_labels,
                    .test_labels = data.test_labels};
  update.class_names[0] = data.class_names[0];
  update.class_names[1] = data.class_names[1];
  update.train_points = shown_coordinates(data, data.train);
  update.test_points = shown_coordinates(data, data.test);
  update.facets = data.facets;
  update.feature_names = data.feature_names;
  update.table_names = data.table_names;
  update.table_label = data.table_label;
  if (has_standardised_plane(data)) {
    update.point_means = data.train.mean;
    update.point_deviations = data.train.deviation;
  }
  update.flipped = data.flipped;
  return update;
}

std::size_t picture_bytes(const Dataset& data) {
  return data.train.pixels.size() + data.test.pixels.size();
}

}  // namespace

void DataSender::start(std::shared_ptr<const Dataset> dataset, std::uint32_t revision,
                       std::array<std::uint32_t, 2> kept_as, Publisher& publisher) {
  dataset_ = std::move(dataset);
  revision_ = revision;
  sent_ = {};
  // Of a set that is not sent whole, small versions are needed, which the receiver does not have.
  is_kept_ = kept_as[0] != 0 && (kept_as[1] != 0 || dataset_->test.count == 0) &&
             picture_bytes(*dataset_) <= kMaxSentBytes;
  DataUpdate update = update_of(*dataset_, revision_);
  if (is_kept_) {
    update.train_kept = {kept_as[0], dataset_->train_places};
    if (kept_as[1] != 0) update.test_kept = {kept_as[1], dataset_->test_places};
  }
  publisher.add(std::move(update));
  send_some(publisher);
}

bool DataSender::has_more() const {
  return dataset_ && !is_kept_ && dataset_->train.is_pixels() &&
         (sent_[0] < dataset_->train.count || sent_[1] < dataset_->test.count);
}

std::size_t DataSender::pictures_per_slice() const {
  return std::max<std::size_t>(1, kSliceBytes / static_cast<std::size_t>(dataset_->train.n_x));
}

void DataSender::send_some(Publisher& publisher) {
  const bool is_small = picture_bytes(*dataset_) > kMaxSentBytes;
  for (int slice = 0; slice < kSlicesAtOnce && has_more(); ++slice) {
    const bool is_test = sent_[0] >= dataset_->train.count;
    int& next = sent_[is_test ? 1 : 0];
    const int left = (is_test ? dataset_->test : dataset_->train).count - next;
    std::vector<std::int32_t> examples(
        std::min(pictures_per_slice(), static_cast<std::size_t>(left)));
    for (std::int32_t& example : examples) example = next++;
    send_slice(is_test, std::move(examples), is_small, publisher);
  }
}

void DataSender::answer(const AskPictures& question, Publisher& publisher) const {
  if (!dataset_ || question.revision != revision_ || !dataset_->train.is_pixels()) return;
  const Inputs& inputs = question.is_test ? dataset_->test : dataset_->train;
  std::vector<std::int32_t> there;
  for (const std::int32_t example : question.examples) {
    if (example >= 0 && example < inputs.count) there.push_back(example);
  }
  const std::size_t at_once = pictures_per_slice();
  for (std::size_t first = 0; first < there.size(); first += at_once) {
    const auto begin = there.begin() + static_cast<std::ptrdiff_t>(first);
    const std::size_t count = std::min(at_once, there.size() - first);
    send_slice(question.is_test, {begin, begin + static_cast<std::ptrdiff_t>(count)}, false,
               publisher);
  }
}

void DataSender::send_slice(bool is_test, std::vector<std::int32_t> examples, bool is_small,
                            Publisher& publisher) const {
  const Inputs& inputs = is_test ? dataset_->test : dataset_->train;
  const auto n_x = static_cast<std::size_t>(inputs.n_x);
  const int width = dataset_->width;
  const int height = dataset_->height;
  const std::size_t size =
      is_small ? static_cast<std::size_t>(small_side(width) * small_side(height)) * 3 : n_x;
  PicturesUpdate update{revision_, is_test, is_small, std::move(examples)};
  update.pixels.resize(update.examples.size() * size);
  std::uint8_t* to = update.pixels.data();
  for (const std::int32_t example : update.examples) {
    const auto rgb = std::span(inputs.pixels).subspan(n_x * static_cast<std::size_t>(example), n_x);
    if (is_small) {
      write_small(rgb, width, height, to);
    } else {
      std::copy(rgb.begin(), rgb.end(), to);
    }
    to += size;
  }
  publisher.add(std::move(update));
}

}  // namespace purr
