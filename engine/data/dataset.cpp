#include "engine/data/dataset.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "engine/data/flips.h"
#include "engine/data/planar.h"

namespace purr {
namespace {

constexpr int kSide = 64;
constexpr int kPictureBytes = kSide * kSide * 3;
constexpr int kPicturesPerSlice = 16;  // about 4 ms
constexpr double kTestShare = 0.5;     // "always not a cat" then scores 50 %

/// The test set comes from a series of its own.
std::uint64_t series_seed(int data_seed, bool of_test) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(data_seed)) * 2 + (of_test ? 1 : 0);
}

DrawnSettings drawn_settings(const DataSpec& spec, bool of_test) {
  return {.jitter = spec.jitter,
          .clutter = spec.clutter,
          .polarity = spec.polarity,
          .noise = spec.noise,
          .cat_share = of_test ? kTestShare : spec.share};
}

Inputs inputs_of_points(const PointSet& points, int count) {
  Inputs inputs;
  inputs.n_x = 2;
  inputs.count = count;
  inputs.numbers.assign(points.xy.begin(),
                        points.xy.begin() + 2 * static_cast<std::ptrdiff_t>(count));
  return inputs;
}

Inputs inputs_of_pixels(const std::vector<std::uint8_t>& pixels, int n_x, int count, bool centre) {
  Inputs inputs;
  inputs.n_x = n_x;
  inputs.count = count;
  inputs.offset = centre ? 0.5 : 0.0;
  inputs.pixels.assign(pixels.begin(), pixels.begin() + static_cast<std::ptrdiff_t>(n_x) * count);
  return inputs;
}

std::vector<std::uint8_t> first_of(const std::vector<std::uint8_t>& values, int count) {
  return {values.begin(), values.begin() + count};
}

/// `asked` examples of `there`; 0 asks for all.
int fit_count(int asked, int there, std::vector<Error>& notes) {
  if (asked > there) {
    notes.push_back({Errc::fewer_examples, {std::to_string(there), std::to_string(asked)}});
  }
  return asked <= 0 ? there : std::min(asked, there);
}

}  // namespace

DataSpec usual_data(DataSource source) {
  DataSpec spec;
  spec.source = source;
  // Centred inputs keep ReLU networks from dying (datasets recipe, section 4); the course's runs
  // and points are as they are.
  spec.centre = source == DataSource::drawn;
  if (source == DataSource::drawn) return spec;
  spec.share = 0.5;
  switch (source) {
    case DataSource::drawn: break;
    case DataSource::course: spec.m = 0, spec.m_test = 0, spec.noise = 0.0; break;
    case DataSource::flower: spec.m = 400, spec.m_test = 200, spec.noise = 0.2; break;
    case DataSource::circles: spec.m = 300, spec.m_test = 100, spec.noise = 0.05; break;
    case DataSource::moons:
      spec.m = 300, spec.m_test = 100, spec.data_seed = 3, spec.noise = 0.2;
      break;
    case DataSource::blobs:
      spec.m = 300, spec.m_test = 100, spec.data_seed = 5, spec.noise = 1.0;
      break;
    case DataSource::quantiles: spec.m = 300, spec.m_test = 100, spec.noise = 0.0; break;
    case DataSource::spiral: spec.m = 300, spec.m_test = 100, spec.noise = 0.2; break;
    case DataSource::xor_: spec.m = 300, spec.m_test = 100, spec.noise = 0.1; break;
    case DataSource::none: spec.m = 200, spec.m_test = 100, spec.noise = 0.0; break;
    case DataSource::csv: spec.m = 0, spec.m_test = 0, spec.noise = 0.0; break;
  }
  return spec;
}

void DatasetBuilder::bring(const BroughtData& data) {
  if (data.train_pictures) brought_.train_pictures = data.train_pictures;
  if (data.test_pictures) brought_.test_pictures = data.test_pictures;
  if (data.train_points) brought_.train_points = data.train_points;
  if (data.test_points) brought_.test_points = data.test_points;
}

Result<void> DatasetBuilder::start(const DataSpec& asked, std::vector<Error>& notes) {
  DataSpec spec = asked;
  if (!is_brought(spec.source) && spec.m <= 0) spec.m = usual_data(spec.source).m;
  building_.reset();
  is_drawing_ = false;
  auto dataset = std::make_shared<Dataset>();
  dataset->spec = spec;
  dataset->class_names = {"0", "1"};

  const auto use_points = [&](const PointSet* train, const PointSet* test) {
    const int m = train != nullptr ? train->count() : 0;
    const int m_test = test != nullptr ? test->count() : 0;
    dataset->train = train != nullptr ? inputs_of_points(*train, m) : Inputs{.n_x = 2};
    dataset->test = test != nullptr ? inputs_of_points(*test, m_test) : Inputs{.n_x = 2};
    if (train != nullptr) dataset->train_labels = train->labels;
    if (test != nullptr) dataset->test_labels = test->labels;
    building_ = dataset;
  };
  const auto seed = static_cast<std::uint32_t>(spec.data_seed);
  const auto generate = [&](auto make) {
    const PointSet train = make(spec.m, seed, spec.noise, spec.share);
    const PointSet test = make(spec.m_test, seed + 1, spec.noise, kTestShare);
    use_points(&train, &test);
  };

  switch (spec.source) {
    case DataSource::drawn:
      building_ = dataset;
      start_drawing();
      return {};
    case DataSource::course: return take_pictures(spec, notes);
    case DataSource::flower: generate(make_flower); return {};
    case DataSource::circles:
      generate([](int n, std::uint32_t s, double noise, double share) {
        return make_circles(n, s, noise, share);
      });
      return {};
    case DataSource::moons: generate(make_moons); return {};
    case DataSource::blobs:
      generate([&](int n, std::uint32_t s, double noise, double share) {
        return make_blobs(n, s, noise, share, /*centre_seed=*/seed);
      });
      return {};
    case DataSource::quantiles: generate(make_quantiles); return {};
    case DataSource::spiral: generate(make_spiral); return {};
    case DataSource::xor_: generate(make_xor); return {};
    case DataSource::none: generate(make_none); return {};
    case DataSource::csv: {
      if (!brought_.train_points) return fail(Errc::points_missing);
      PointSet train = *brought_.train_points;
      const int m = fit_count(spec.m, train.count(), notes);
      train.labels.resize(static_cast<std::size_t>(m));
      PointSet test = brought_.test_points ? *brought_.test_points : PointSet{};
      const int m_test = fit_count(spec.m_test, test.count(), notes);
      test.labels.resize(static_cast<std::size_t>(m_test));
      use_points(&train, &test);
      return {};
    }
  }
  return fail(Errc::bad_message);
}

Result<void> DatasetBuilder::take_pictures(const DataSpec& spec, std::vector<Error>& notes) {
  if (!brought_.train_pictures) {
    if (brought_.test_pictures) return fail(Errc::no_training_set);
    return fail(Errc::data_missing, {"train_catvnoncat.h5, test_catvnoncat.h5"});
  }
  const PictureSet& train = *brought_.train_pictures;
  const PictureSet none{.width = train.width, .height = train.height, .channels = train.channels};
  const PictureSet& test = brought_.test_pictures ? *brought_.test_pictures : none;
  const auto size_text = [](const PictureSet& set) {
    return std::to_string(set.width) + "×" + std::to_string(set.height);
  };
  if (train.width != test.width || train.height != test.height) {
    return fail(Errc::size_mismatch, {size_text(train), size_text(test)});
  }
  auto dataset = std::make_shared<Dataset>();
  dataset->spec = spec;
  dataset->width = train.width;
  dataset->height = train.height;
  dataset->class_names = train.class_names;
  const auto n_x = static_cast<int>(train.picture_size());
  const int m = fit_count(spec.m, train.count(), notes);
  const int m_test = fit_count(spec.m_test, test.count(), notes);
  dataset->train = inputs_of_pixels(train.pixels, n_x, m, spec.centre);
  dataset->test = inputs_of_pixels(test.pixels, n_x, m_test, spec.centre);
  dataset->train_labels = first_of(train.labels, m);
  dataset->test_labels = first_of(test.labels, m_test);
  building_ = dataset;
  return {};
}

/// Begins with what is there of the same series.
void DatasetBuilder::start_drawing() {
  const DataSpec& spec = building_->spec;
  DataSpec series = usual_data(DataSource::drawn);
  series.data_seed = spec.data_seed;
  series.noise = spec.noise;
  series.jitter = spec.jitter;
  series.clutter = spec.clutter;
  series.polarity = spec.polarity;
  series.share = spec.share;
  if (series != drawn_spec_) {
    drawn_spec_ = series;
    drawn_train_ = {};
    drawn_test_ = {};
  }
  is_drawing_ = true;
}

bool DatasetBuilder::draw_up_to(Drawn& drawn, std::uint64_t seed, const DrawnSettings& settings,
                                int count) {
  const int end = std::min(count, drawn.count() + kPicturesPerSlice);
  for (int i = drawn.count(); i < end; ++i) {
    drawn.pixels.resize(drawn.pixels.size() + kPictureBytes);
    const std::span<std::uint8_t> rgb(drawn.pixels.end() - kPictureBytes, drawn.pixels.end());
    const DrawnPicture picture = draw_picture(seed, static_cast<std::uint32_t>(i), settings, rgb);
    drawn.labels.push_back(picture.is_cat ? 1 : 0);
    drawn.facets[0].push_back(static_cast<std::uint8_t>(picture.kind));
    drawn.facets[1].push_back(static_cast<std::uint8_t>(picture.coat));
    drawn.facets[2].push_back(static_cast<std::uint8_t>(picture.ground));
    drawn.facets[3].push_back(picture.light_subject ? 1 : 0);
    drawn.facets[4].push_back(picture.is_partly_hidden ? 2 : picture.has_clutter ? 1 : 0);
  }
  return end >= count;
}

bool DatasetBuilder::advance() {
  if (!is_drawing_) return true;
  const DataSpec& spec = building_->spec;
  if (!draw_up_to(drawn_train_, series_seed(spec.data_seed, false), drawn_settings(spec, false),
                  spec.m)) {
    return false;
  }
  if (!draw_up_to(drawn_test_, series_seed(spec.data_seed, true), drawn_settings(spec, true),
                  spec.m_test)) {
    return false;
  }
  take_drawn();
  is_drawing_ = false;
  return true;
}

void DatasetBuilder::take_drawn() {
  Dataset& set = *building_;
  const int m = set.spec.m;
  const int m_test = set.spec.m_test;
  set.width = kSide;
  set.height = kSide;
  set.class_names = {"non-cat", "cat"};
  set.train = inputs_of_pixels(drawn_train_.pixels, kPictureBytes, m, set.spec.centre);
  set.test = inputs_of_pixels(drawn_test_.pixels, kPictureBytes, m_test, set.spec.centre);
  set.train_labels = first_of(drawn_train_.labels, m);
  set.test_labels = first_of(drawn_test_.labels, m_test);
  std::array<Facet, kDrawnFacetCount> facets{
      {{.name = "kind"},
       {.name = "coat"},
       {.name = "ground"},
       {.name = "subject", .values = {"dark", "light"}},
       {.name = "around", .values = {"free", "clutter", "hidden"}}}};
  for (int i = 0; i < kDrawnKindCount; ++i) {
    facets[0].values.emplace_back(drawn_kind_name(static_cast<DrawnKind>(i)));
  }
  for (int i = 0; i < kDrawnCoatCount; ++i) {
    facets[1].values.emplace_back(drawn_coat_name(static_cast<DrawnCoat>(i)));
  }
  for (int i = 0; i < kDrawnGroundCount; ++i) {
    facets[2].values.emplace_back(drawn_ground_name(static_cast<DrawnGround>(i)));
  }
  for (std::size_t f = 0; f < facets.size(); ++f) {
    facets[f].train = first_of(drawn_train_.facets[f], m);
    facets[f].test = first_of(drawn_test_.facets[f], m_test);
    set.facets.push_back(std::move(facets[f]));
  }
}

double DatasetBuilder::progress() const {
  if (!is_drawing_) return 1.0;
  const auto done =
      std::min<double>(static_cast<double>(drawn_train_.labels.size()), building_->spec.m) +
      std::min<double>(static_cast<double>(drawn_test_.labels.size()), building_->spec.m_test);
  return done / std::max(1, building_->spec.m + building_->spec.m_test);
}

std::shared_ptr<const Dataset> DatasetBuilder::take() {
  if (building_) building_->flipped = flip_labels(building_->spec, building_->train_labels);
  return std::move(building_);
}

}  // namespace purr
