#include "engine/data/dataset.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/user_data.h"

namespace purr {
namespace {

std::shared_ptr<const Dataset> finish(DatasetBuilder& builder) {
  double progress = builder.progress();
  while (!builder.advance()) {
    REQUIRE(builder.progress() >= progress);
    progress = builder.progress();
  }
  CHECK(builder.progress() == 1.0);
  return builder.take();
}

std::shared_ptr<const Dataset> build(DatasetBuilder& builder, const DataSpec& spec) {
  std::vector<Error> notes;
  REQUIRE(builder.start(spec, notes).has_value());
  return finish(builder);
}

DataSpec drawn(int m, int m_test) {
  DataSpec spec = usual_data(DataSource::drawn);
  spec.m = m;
  spec.m_test = m_test;
  return spec;
}

bool are_equal(const Dataset& a, const Dataset& b) {
  return a.train.pixels == b.train.pixels && a.test.pixels == b.test.pixels &&
         a.train.numbers == b.train.numbers && a.test.numbers == b.test.numbers &&
         a.train_labels == b.train_labels && a.test_labels == b.test_labels &&
         a.train.offset == b.train.offset;
}

TEST_CASE("a set is the same whether it was drawn at once or grew", "[data][property]") {
  DatasetBuilder builder;
  const auto small = build(builder, drawn(5, 3));
  const auto large = build(builder, drawn(30, 9));
  const auto small_again = build(builder, drawn(5, 3));
  CHECK(are_equal(*small, *small_again));
  CHECK(std::equal(small->train.pixels.begin(), small->train.pixels.end(),
                   large->train.pixels.begin()));
  DatasetBuilder fresh;
  CHECK(are_equal(*build(fresh, drawn(30, 9)), *large));
  CHECK(large->train.n_x == 12288);
  CHECK(large->train.count == 30);
  CHECK(large->test.count == 9);
  CHECK(large->width == 64);
  CHECK(large->train.pixels.size() == 30 * 12288);
}

TEST_CASE("a series too large to be kept twice is made anew, and is the same", "[data][slow]") {
  DatasetBuilder builder;
  const auto large = build(builder, drawn(5600, 2));
  const auto larger = build(builder, drawn(5601, 2));
  const auto small = build(builder, drawn(30, 2));
  REQUIRE(large->train.pixels.size() == 5600U * 12288U);
  REQUIRE(larger->train.pixels.size() == 5601U * 12288U);
  CHECK(std::equal(large->train.pixels.begin(), large->train.pixels.end(),
                   larger->train.pixels.begin()));
  CHECK(std::equal(small->train.pixels.begin(), small->train.pixels.end(),
                   large->train.pixels.begin()));
  CHECK(std::equal(small->train_labels.begin(), small->train_labels.end(),
                   large->train_labels.begin()));
  CHECK(large->facets.front().train ==
        std::vector<std::uint8_t>(larger->facets.front().train.begin(),
                                  larger->facets.front().train.begin() + 5600));
  CHECK(large->test.pixels == larger->test.pixels);
}

TEST_CASE("two series too large together are handed over, and shorter ones are their beginnings",
          "[data][slow]") {
  DatasetBuilder builder;
  const auto first = build(builder, drawn(300, 5));
  const auto both = build(builder, drawn(40, 5500));
  CHECK(both->train.pixels.size() == 40U * 12288U);
  CHECK(both->test.pixels.size() == 5500U * 12288U);
  CHECK(both->train_labels.size() == 40);
  CHECK(std::equal(both->train.pixels.begin(), both->train.pixels.end(),
                   first->train.pixels.begin()));
  CHECK(
      std::equal(first->test.pixels.begin(), first->test.pixels.end(), both->test.pixels.begin()));
  CHECK(are_equal(*build(builder, drawn(300, 5)), *first));
}

TEST_CASE("seed, noise and centring make another set, and the test set is none of the training set",
          "[data][unit]") {
  DatasetBuilder builder;
  const auto usual = build(builder, drawn(12, 12));
  CHECK(usual->train.pixels != usual->test.pixels);
  DataSpec other = drawn(12, 12);
  other.data_seed = 2;
  CHECK(build(builder, other)->train.pixels != usual->train.pixels);
  other = drawn(12, 12);
  other.noise = 20;
  CHECK(build(builder, other)->train.pixels != usual->train.pixels);
  other = drawn(12, 12);
  other.centre = true;
  const auto centred = build(builder, other);
  CHECK(centred->train.pixels == usual->train.pixels);
  CHECK(centred->train.offset == 0.5);
  CHECK(centred->test.offset == 0.5);
  CHECK(are_equal(*build(builder, drawn(12, 12)), *usual));
}

TEST_CASE("a source of points has its usual size where none is asked for", "[data][unit]") {
  for (const DataSource source :
       {DataSource::flower, DataSource::circles, DataSource::moons, DataSource::blobs,
        DataSource::quantiles, DataSource::spiral, DataSource::xor_, DataSource::none}) {
    DatasetBuilder builder;
    DataSpec spec = usual_data(source);
    const int m = spec.m;
    const auto usual = build(builder, spec);
    spec.m = 0;
    const auto zero = build(builder, spec);
    CHECK(zero->train.count == m);
    CHECK(are_equal(*zero, *usual));
    CHECK(usual->train.n_x == 2);
    CHECK(usual->test.count == spec.m_test);
    CHECK(usual->train.numbers.size() == 2 * static_cast<std::size_t>(m));
  }
}

TEST_CASE("each difficulty setting makes other pictures, and the usual ones come back",
          "[data][unit]") {
  DatasetBuilder builder;
  const auto usual = build(builder, drawn(12, 12));
  const std::vector<void (*)(DataSpec&)> changes{
      [](DataSpec& spec) { spec.jitter = 2.0; }, [](DataSpec& spec) { spec.clutter = 1.0; },
      [](DataSpec& spec) { spec.polarity = false; }, [](DataSpec& spec) { spec.noise = 0.0; }};
  for (const auto change : changes) {
    DataSpec other = drawn(12, 12);
    change(other);
    const auto set = build(builder, other);
    CHECK(set->train.pixels != usual->train.pixels);
    CHECK(set->test.pixels != usual->test.pixels);
    CHECK(set->test_labels == usual->test_labels);
  }
  DataSpec cats = drawn(12, 12);
  cats.share = 1.0;
  const auto only_cats = build(builder, cats);
  CHECK(only_cats->train_labels == std::vector<std::uint8_t>(12, 1));
  CHECK(only_cats->test.pixels == usual->test.pixels);  // stays half and half
  CHECK(are_equal(*build(builder, drawn(12, 12)), *usual));
}

TEST_CASE("every drawn picture knows what it shows", "[data][unit]") {
  DatasetBuilder builder;
  DataSpec spec = drawn(60, 40);
  spec.flips = 20;
  const auto set = build(builder, spec);
  REQUIRE(set->facets.size() == 5);
  for (const Facet& facet : set->facets) {
    CAPTURE(facet.name);
    REQUIRE(facet.train.size() == 60);
    REQUIRE(facet.test.size() == 40);
    for (const std::uint8_t value : facet.train) REQUIRE(value < facet.values.size());
  }
  CHECK(set->flipped.size() == 20);
  const Facet& kind = set->facets[0];
  CHECK(kind.name == "kind");
  for (std::size_t i = 0; i < 60; ++i) {
    const bool is_cat = kind.values[kind.train[i]].starts_with("cat_");
    const bool is_flipped =
        std::count(set->flipped.begin(), set->flipped.end(), static_cast<std::int32_t>(i)) != 0;
    CHECK((set->train_labels[i] == 1) == (is_cat != is_flipped));
    // Only cats have a coat.
    CHECK((set->facets[1].values[set->facets[1].train[i]] == "none") == !is_cat);
  }
  for (std::size_t i = 0; i < 40; ++i) {
    CHECK((set->test_labels[i] == 1) == kind.values[kind.test[i]].starts_with("cat_"));
  }
}

TEST_CASE("every source is of pictures or of numbers, generated or of the user", "[data][unit]") {
  for (const DataSource source : {DataSource::drawn, DataSource::emoji}) {
    CHECK(is_pictures(source));
    CHECK(is_composed(source));
    CHECK_FALSE(is_user_data(source));
  }
  for (const DataSource source : {DataSource::course, DataSource::mine}) {
    CHECK(is_pictures(source));
    CHECK(is_user_data(source));
  }
  for (const DataSource source : {DataSource::csv, DataSource::table}) {
    CHECK_FALSE(is_pictures(source));
    CHECK(is_user_data(source));
    CHECK(usual_data(source).m == 0);
  }
}

TEST_CASE("a person's own pictures are split, and seed and share make other splits",
          "[data][unit]") {
  Dice dice(4);
  UserData data;
  data.my_pictures = random_pictures(4, 3, 40, dice);
  DatasetBuilder builder;
  std::vector<Error> notes;
  DataSpec spec = usual_data(DataSource::mine);
  CHECK(builder.start(spec, notes).error().code == Errc::my_pictures_missing);
  builder.bring(data);
  const auto set = build(builder, spec);
  CHECK(set->train.count + set->test.count == 40);
  CHECK(set->test.count == 8);
  CHECK(set->train.offset == 0.5);
  CHECK(set->train.pixels.size() == 36 * static_cast<std::size_t>(set->train.count));
  spec.test_share = 0.5;
  CHECK(build(builder, spec)->test.count >= 19);
  spec.test_share = 0.2;
  spec.data_seed = 2;
  CHECK(build(builder, spec)->test.pixels != set->test.pixels);
  spec.data_seed = 1;
  CHECK(are_equal(*build(builder, spec), *set));
}

TEST_CASE("pictures that come with a test set keep it, in a random order", "[data][unit]") {
  Dice dice(4);
  auto all = std::make_shared<PictureSet>(*random_pictures(4, 3, 40, dice));
  all->test_count = 15;
  DatasetBuilder builder;
  builder.bring({.my_pictures = all});
  DataSpec spec = usual_data(DataSource::mine);
  for (const double share : {0.0, 0.2, 0.9}) {
    spec.test_share = share;
    const auto set = build(builder, spec);
    REQUIRE(set->train.count == 25);
    REQUIRE(set->test.count == 15);
    std::vector<std::int32_t> train = set->train_places;
    CHECK_FALSE(std::ranges::is_sorted(train));
    std::ranges::sort(train);
    CHECK(train.front() == 0);
    CHECK(train.back() == 24);
    CHECK(*std::ranges::min_element(set->test_places) == 25);
  }
  spec.m = 10;
  CHECK(build(builder, spec)->train.count == 10);
}

TEST_CASE("user data is taken whole or from its front", "[data][unit]") {
  Dice dice(1);
  UserData data;
  data.train_points = random_points(9, dice);
  DatasetBuilder builder;
  std::vector<Error> notes;
  const DataSpec usual = usual_data(DataSource::csv);
  const Result<void> missing = builder.start(usual, notes);
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == Errc::points_missing);

  builder.bring(data);
  const auto all = build(builder, usual);
  CHECK(all->train.count == 9);
  CHECK(all->train.numbers == data.train_points->xy);
  CHECK(all->test.count == 0);
  DataSpec some = usual;
  some.m = 4;
  const auto part = build(builder, some);
  CHECK(part->train.count == 4);
  CHECK(part->train_labels.size() == 4);
  CHECK(std::equal(part->train.numbers.begin(), part->train.numbers.end(),
                   data.train_points->xy.begin()));
  some.m = 10;
  REQUIRE(builder.start(some, notes).has_value());
  REQUIRE(notes.size() == 1);
  CHECK(notes[0] == Error{Errc::fewer_examples, {"9", "10"}});

  // What comes later replaces its own part only.
  UserData more;
  more.test_points = random_points(3, dice);
  builder.bring(more);
  const auto both = build(builder, usual);
  CHECK(both->train.count == 9);
  CHECK(both->test.count == 3);
}

}  // namespace
}  // namespace purr
