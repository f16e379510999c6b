#include "engine/data/dataset.h"

#include <algorithm>
#include <initializer_list>
#include <numeric>
#include <string>
#include <utility>

#include "engine/data/flips.h"
#include "engine/data/planar.h"
#include "engine/data/split.h"
#include "engine/data/standardise.h"

namespace purr {
namespace {

constexpr int kSide = 64;
constexpr int kPictureBytes = kSide * kSide * 3;
constexpr int kPicturesPerSlice = 16;  // about 4 ms
constexpr double kTestShare = 0.5;     // "always not a cat" then scores 50 %

/// Seed of the test set: a series of its own.
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

template <class Name>
std::vector<std::string> names_of(int count, Name name) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.emplace_back(name(i));
  return names;
}

/// The facets of drawn pictures, without values for the examples.
std::vector<Facet> drawn_facets() {
  const auto kind = [](int i) { return drawn_kind_name(static_cast<DrawnKind>(i)); };
  const auto coat = [](int i) { return drawn_coat_name(static_cast<DrawnCoat>(i)); };
  const auto ground = [](int i) { return drawn_ground_name(static_cast<DrawnGround>(i)); };
  return {{.name = "kind", .values = names_of(kDrawnKindCount, kind)},
          {.name = "coat", .values = names_of(kDrawnCoatCount, coat)},
          {.name = "ground", .values = names_of(kDrawnGroundCount, ground)},
          {.name = "subject", .values = {"dark", "light"}},
          {.name = "around", .values = {"free", "clutter", "hidden"}}};
}

/// The same for emoji pictures. `places` receives for each glyph the index of its name.
std::vector<Facet> emoji_facets(const GlyphPack& pack, std::vector<std::uint8_t>& places) {
  const auto group = [](int i) { return glyph_group_name(static_cast<GlyphGroup>(i)); };
  const auto ground = [](int i) { return drawn_ground_name(static_cast<DrawnGround>(i)); };
  const auto artist = [&](int i) { return pack.artists[static_cast<std::size_t>(i)].id; };
  // All objects share one name: there are more of them than a byte can index.
  constexpr std::size_t kMaxNames = 256;
  std::vector<std::string> names{"object"};
  places.clear();
  for (const Glyph& glyph : pack.glyphs) {
    const bool is_thing = glyph.group == GlyphGroup::object;
    auto place = is_thing ? names.begin() : std::find(names.begin(), names.end(), glyph.name);
    if (place == names.end() && names.size() < kMaxNames) {
      place = names.insert(names.end(), glyph.name);
    }
    places.push_back(
        static_cast<std::uint8_t>(place == names.end() ? 0 : std::distance(names.begin(), place)));
  }
  return {{.name = "kind", .values = names_of(kGlyphGroupCount, group)},
          {.name = "glyph", .values = std::move(names)},
          {.name = "artist", .values = names_of(static_cast<int>(pack.artists.size()), artist)},
          {.name = "ground", .values = names_of(kDrawnGroundCount, ground)},
          {.name = "subject", .values = {"dark", "light"}}};
}

/// `asked` examples out of `there`; 0 requests all.
int fit_count(int asked, int there, std::vector<Error>& notes) {
  if (asked > there) {
    notes.push_back({Errc::fewer_examples, {std::to_string(there), std::to_string(asked)}});
  }
  return asked <= 0 ? there : std::min(asked, there);
}

/// Keeps as many examples of each part as are asked for.
void shorten(Split& split, const DataSpec& spec, std::vector<Error>& notes) {
  const auto keep = [&](std::vector<int>& part, int asked) {
    part.resize(static_cast<std::size_t>(fit_count(asked, static_cast<int>(part.size()), notes)));
  };
  keep(split.train, spec.m);
  keep(split.test, spec.m_test);
}

/// As many examples for training and test as `spec` requests and `labels` has. Where the last
/// `given_test` examples are a test set already, the split is theirs.
Split split_examples(std::span<const std::uint8_t> labels, const DataSpec& spec,
                     std::vector<Error>& notes, int given_test = 0) {
  Split split;
  if (given_test > 0) {
    split = split_at_end(static_cast<int>(labels.size()), given_test);
  } else {
    split = split_by_class(labels, spec.test_share, spec.data_seed);
  }
  shorten(split, spec, notes);
  return split;
}

}  // namespace

DataSpec usual_data(DataSource source) {
  DataSpec spec;
  spec.source = source;
  // Centred inputs keep ReLU networks from dying (datasets recipe, section 4); the course's runs
  // and points are as they are.
  spec.centre = is_composed(source) || source == DataSource::mine;
  if (source == DataSource::drawn) return spec;
  if (source == DataSource::emoji) {
    spec.noise = 5.0;
    spec.clutter = 0.0;
    return spec;
  }
  spec.share = 0.5;
  switch (source) {
    case DataSource::drawn:
    case DataSource::emoji: break;
    case DataSource::course: spec.m = 0, spec.m_test = 0, spec.noise = 0.0; break;
    case DataSource::mine: spec.m = 0, spec.m_test = 0, spec.noise = 0.0; break;
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
    case DataSource::table:
      spec.m = 0, spec.m_test = 0, spec.noise = 0.0;
      spec.standardise = true;  // columns differ in unit and scale
      break;
    case DataSource::csv: spec.m = 0, spec.m_test = 0, spec.noise = 0.0; break;
  }
  return spec;
}

void DatasetBuilder::bring(const UserData& data) {
  if (data.train_pictures) brought_.train_pictures = data.train_pictures;
  if (data.test_pictures) brought_.test_pictures = data.test_pictures;
  if (data.train_points) brought_.train_points = data.train_points;
  if (data.test_points) brought_.test_points = data.test_points;
  if (data.my_pictures) brought_.my_pictures = data.my_pictures;
  if (data.table) brought_.table = data.table;
  if (data.glyphs && data.glyphs != brought_.glyphs) {
    brought_.glyphs = data.glyphs;
    pack_.reset();
    composed_spec_ = {};
    train_ = {};
    test_ = {};
  }
}

void DatasetBuilder::abandon() {
  building_.reset();
  is_composing_ = false;
  // A series that ran out of memory may lack a part of its last picture: it is made anew.
  composed_facets_.clear();
  train_ = {};
  test_ = {};
}

Result<void> DatasetBuilder::start(const DataSpec& asked, std::vector<Error>& notes) {
  DataSpec spec = asked;
  if (!is_user_data(spec.source) && spec.m <= 0) spec.m = usual_data(spec.source).m;
  building_.reset();
  is_composing_ = false;
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
    case DataSource::emoji: {
      building_ = dataset;
      Result<void> started = start_composing();
      if (!started) building_.reset();
      return started;
    }
    case DataSource::course: return take_pictures(spec, notes);
    case DataSource::mine: return take_my_pictures(spec, notes);
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
    case DataSource::table: return take_table(spec, notes);
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
  dataset->train_places.resize(static_cast<std::size_t>(m));
  dataset->test_places.resize(static_cast<std::size_t>(m_test));
  std::iota(dataset->train_places.begin(), dataset->train_places.end(), 0);
  std::iota(dataset->test_places.begin(), dataset->test_places.end(), 0);
  building_ = dataset;
  return {};
}

/// Starts with the cached pictures of the same series.
Result<void> DatasetBuilder::start_composing() {
  const DataSpec& spec = building_->spec;
  const bool is_emoji = spec.source == DataSource::emoji;
  if (is_emoji && !pack_) {
    if (!brought_.glyphs) return fail(Errc::glyphs_missing);
    auto pack = read_glyph_pack(*brought_.glyphs);
    if (!pack) return std::unexpected(pack.error());
    pack_ = *pack;
  }
  DataSpec series = usual_data(spec.source);
  series.data_seed = spec.data_seed;
  series.noise = spec.noise;
  series.jitter = spec.jitter;
  series.clutter = spec.clutter;
  series.polarity = spec.polarity;
  series.share = spec.share;
  series.emoji_test = spec.emoji_test;
  if (series != composed_spec_ || composed_facets_.empty()) {
    train_ = {};
    test_ = {};
    composed_facets_ = is_emoji ? emoji_facets(*pack_, glyph_names_) : drawn_facets();
    if (is_emoji) {
      auto train = EmojiSeries::make(pack_, false, spec.emoji_test);
      auto test = EmojiSeries::make(pack_, true, spec.emoji_test);
      if (!train || !test) return fail(Errc::bad_glyphs);
      emoji_train_ = std::move(*train);
      emoji_test_ = std::move(*test);
    }
    composed_spec_ = series;
    train_.facets.resize(composed_facets_.size());
    test_.facets.resize(composed_facets_.size());
  }
  is_composing_ = true;
  // All at once: growing step by step would for a moment take twice the memory.
  train_.pixels.reserve(static_cast<std::size_t>(spec.m) * kPictureBytes);
  test_.pixels.reserve(static_cast<std::size_t>(spec.m_test) * kPictureBytes);
  return {};
}

void DatasetBuilder::compose_one(Made& made, bool of_test, std::span<std::uint8_t> rgb) const {
  const DataSpec& spec = building_->spec;
  const std::uint64_t seed = series_seed(spec.data_seed, of_test);
  const auto index = static_cast<std::uint32_t>(made.count());
  const DrawnSettings settings = drawn_settings(spec, of_test);
  const auto put = [&](std::initializer_list<int> values) {
    std::size_t facet = 0;
    for (const int value : values) made.facets[facet++].push_back(static_cast<std::uint8_t>(value));
  };
  if (spec.source == DataSource::drawn) {
    const DrawnPicture picture = draw_picture(seed, index, settings, rgb);
    put({static_cast<int>(picture.kind), static_cast<int>(picture.coat),
         static_cast<int>(picture.ground), picture.light_subject ? 1 : 0,
         picture.is_partly_hidden ? 2
         : picture.has_clutter    ? 1
                                  : 0});
    made.labels.push_back(picture.is_cat ? 1 : 0);
    return;
  }
  const auto& cats = of_test ? emoji_test_ : emoji_train_;
  if (!cats) return;  // made before the first picture is asked for
  const EmojiPicture picture = cats->draw(seed, index, settings, rgb);
  const Glyph& glyph = pack_->glyphs[static_cast<std::size_t>(picture.glyph)];
  put({static_cast<int>(glyph.group), glyph_names_[static_cast<std::size_t>(picture.glyph)],
       glyph.artist, static_cast<int>(picture.ground), picture.light_subject ? 1 : 0});
  made.labels.push_back(picture.is_cat ? 1 : 0);
}

Result<void> DatasetBuilder::take_my_pictures(const DataSpec& spec, std::vector<Error>& notes) {
  if (!brought_.my_pictures) return fail(Errc::my_pictures_missing);
  const PictureSet& all = *brought_.my_pictures;
  Split split;
  if (all.test_count > 0) {
    split = split_at_end(all.count(), all.test_count, spec.data_seed);
    shorten(split, spec, notes);
  } else {
    split = split_examples(all.labels, spec, notes);
  }
  auto dataset = std::make_shared<Dataset>();
  dataset->spec = spec;
  dataset->width = all.width;
  dataset->height = all.height;
  dataset->class_names = all.class_names;
  const auto take = [&](const std::vector<int>& chosen, Inputs& inputs,
                        std::vector<std::uint8_t>& labels) {
    const std::size_t size = all.picture_size();
    inputs.n_x = static_cast<int>(size);
    inputs.count = static_cast<int>(chosen.size());
    inputs.offset = spec.centre ? 0.5 : 0.0;
    inputs.pixels.reserve(chosen.size() * size);
    for (const int i : chosen) {
      const auto place = static_cast<std::size_t>(i);
      const auto from = all.pixels.begin() + static_cast<std::ptrdiff_t>(place * size);
      inputs.pixels.insert(inputs.pixels.end(), from, from + static_cast<std::ptrdiff_t>(size));
      labels.push_back(all.labels[place]);
    }
  };
  take(split.train, dataset->train, dataset->train_labels);
  take(split.test, dataset->test, dataset->test_labels);
  dataset->train_places.assign(split.train.begin(), split.train.end());
  dataset->test_places.assign(split.test.begin(), split.test.end());
  building_ = dataset;
  return {};
}

Result<void> DatasetBuilder::take_table(const DataSpec& spec, std::vector<Error>& notes) {
  if (!brought_.table) return fail(Errc::table_missing);
  const Table& table = *brought_.table;
  auto parts = choose_columns(table, spec);
  if (!parts) return std::unexpected(parts.error());
  std::vector<std::uint8_t> labels;
  for (int row = 0; row < table.rows; ++row) {
    labels.push_back(table.at(row, parts->label) == parts->label_values[1] ? 1 : 0);
  }
  const Split split = split_examples(labels, spec, notes, table.test_rows);
  auto dataset = std::make_shared<Dataset>();
  dataset->spec = spec;
  dataset->class_names = parts->class_names;
  notes.insert(notes.end(), parts->notes.begin(), parts->notes.end());
  const std::vector<TableInput> all_inputs = table_inputs(table, *parts, spec, notes);
  for (const TableInput& input : all_inputs) dataset->feature_names.push_back(input.name);
  dataset->table_names = table.names;
  dataset->table_label = parts->label;
  const auto take = [&](const std::vector<int>& rows, Inputs& inputs,
                        std::vector<std::uint8_t>& of_rows) {
    inputs.n_x = static_cast<int>(all_inputs.size());
    inputs.count = static_cast<int>(rows.size());
    inputs.numbers.reserve(rows.size() * all_inputs.size());
    for (const int row : rows) {
      for (const TableInput& input : all_inputs) inputs.numbers.push_back(input.of(table, row));
      of_rows.push_back(labels[static_cast<std::size_t>(row)]);
    }
  };
  take(split.train, dataset->train, dataset->train_labels);
  take(split.test, dataset->test, dataset->test_labels);
  building_ = dataset;
  return {};
}

bool DatasetBuilder::compose_up_to(Made& made, bool of_test, int count) {
  for (int slice = kPicturesPerSlice; slice > 0 && made.count() < count; --slice) {
    made.pixels.resize(made.pixels.size() + kPictureBytes);
    compose_one(made, of_test, std::span(made.pixels).last(kPictureBytes));
  }
  return made.count() >= count;
}

bool DatasetBuilder::advance() {
  if (!is_composing_) return true;
  if (!compose_up_to(train_, false, building_->spec.m)) return false;
  if (!compose_up_to(test_, true, building_->spec.m_test)) return false;
  take_composed();
  is_composing_ = false;
  return true;
}

void DatasetBuilder::take_composed() {
  Dataset& set = *building_;
  const int m = set.spec.m;
  const int m_test = set.spec.m_test;
  set.width = kSide;
  set.height = kSide;
  set.class_names = {"non-cat", "cat"};
  set.train_labels = first_of(train_.labels, m);
  set.test_labels = first_of(test_.labels, m_test);
  set.facets = composed_facets_;
  for (std::size_t f = 0; f < set.facets.size(); ++f) {
    set.facets[f].train = first_of(train_.facets[f], m);
    set.facets[f].test = first_of(test_.facets[f], m_test);
  }
  const bool are_kept = train_.pixels.size() + test_.pixels.size() <= kMaxKeptBytes;
  set.train = take_pixels(train_, m, are_kept);
  set.test = take_pixels(test_, m_test, are_kept);
}

Inputs DatasetBuilder::take_pixels(Made& made, int count, bool is_kept) const {
  if (is_kept) return inputs_of_pixels(made.pixels, kPictureBytes, count, building_->spec.centre);
  Inputs inputs{.n_x = kPictureBytes, .count = count};
  inputs.offset = building_->spec.centre ? 0.5 : 0.0;
  inputs.pixels = std::move(made.pixels);
  inputs.pixels.resize(static_cast<std::size_t>(count) * kPictureBytes);
  made = {};
  made.facets.resize(composed_facets_.size());
  return inputs;
}

double DatasetBuilder::progress() const {
  if (!is_composing_) return 1.0;
  const double done =
      std::min(train_.count(), building_->spec.m) + std::min(test_.count(), building_->spec.m_test);
  return done / std::max(1, building_->spec.m + building_->spec.m_test);
}

std::shared_ptr<const Dataset> DatasetBuilder::take() {
  if (building_) building_->flipped = flip_labels(building_->spec, building_->train_labels);
  if (building_ && building_->spec.standardise) standardise(*building_);
  return std::move(building_);
}

}  // namespace purr
