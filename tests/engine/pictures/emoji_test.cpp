#include "engine/pictures/emoji.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "engine/pictures/glyphs.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/glyph_packs.h"

namespace purr {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::shared_ptr<const GlyphPack> made_pack() {
  auto pack = read_glyph_pack(MadePack().bytes());
  REQUIRE(pack.has_value());
  return *pack;
}

/// The pack that is shipped: built before this program, see tests/CMakeLists.txt.
std::shared_ptr<const GlyphPack> shipped_pack() {
  std::ifstream file(PURR_GLYPHS_FILE, std::ios::binary);
  const Bytes bytes{std::istreambuf_iterator<char>(file), {}};
  REQUIRE(bytes.size() > 1000000);
  auto pack = read_glyph_pack(bytes);
  REQUIRE(pack.has_value());
  return *pack;
}

EmojiSeries series(std::shared_ptr<const GlyphPack> pack, bool of_test,
                   EmojiTest test = EmojiTest::names) {
  auto made = EmojiSeries::make(std::move(pack), of_test, test);
  REQUIRE(made.has_value());
  return *made;
}

Bytes picture(const EmojiSeries& from, std::uint64_t seed, std::uint32_t index,
              const DrawnSettings& settings = {}) {
  Bytes rgb(kDrawnBytes);
  from.draw(seed, index, settings, rgb);
  return rgb;
}

TEST_CASE("a pack of glyphs is read, and a spoiled one refused at every length",
          "[data][property]") {
  const Bytes whole = MadePack().bytes();
  const auto pack = made_pack();
  CHECK(pack->artists.size() == 3);
  CHECK(pack->artists[1].id == "fluent-emoji-flat");
  CHECK(pack->new_artist == 2);
  CHECK(pack->glyphs.size() == 60);
  CHECK(pack->glyphs[0].name == "cat-face");
  CHECK(pack->glyphs[0].palette[1] == Glyph::Colour{240, 160, 60, 255});
  CHECK(pack->glyphs.back().group == GlyphGroup::big_cat);
  for (std::size_t length = 0; length < whole.size(); length += length < 300 ? 1 : 997) {
    REQUIRE_FALSE(read_glyph_pack(std::span(whole).first(length)).has_value());
  }
  Bytes longer = whole;
  longer.push_back(0);
  CHECK_FALSE(read_glyph_pack(longer).has_value());
  Dice dice(1);
  for (int round = 0; round < 2000; ++round) {
    Bytes spoiled = whole;
    for (int i = dice.from_to(1, 4); i > 0; --i) {
      spoiled[static_cast<std::size_t>(dice.below(static_cast<int>(spoiled.size())))] = dice.byte();
    }
    const auto read = read_glyph_pack(spoiled);
    if (!read) continue;
    // What could be read can be drawn.
    for (const Glyph& glyph : (*read)->glyphs) {
      REQUIRE(glyph.dominant < glyph.palette.size());
      REQUIRE(*std::max_element(glyph.indices.begin(), glyph.indices.end()) < glyph.palette.size());
    }
  }
}

TEST_CASE("a pack without what a part needs is refused", "[data][unit]") {
  auto poor = std::make_shared<GlyphPack>(*made_pack());
  std::erase_if(poor->glyphs,
                [](const Glyph& glyph) { return glyph.group == GlyphGroup::cat_body; });
  CHECK_FALSE(EmojiSeries::make(poor, false, EmojiTest::names).has_value());
  CHECK(EmojiSeries::make(poor, true, EmojiTest::big_cats).has_value());
}

TEST_CASE("emoji pictures are these very bytes on every platform", "[data][golden]") {
  const EmojiSeries from = series(made_pack(), false);
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (std::uint32_t i = 0; i < 40; ++i) {
    for (const std::uint8_t byte : picture(from, 1, i)) hash = (hash ^ byte) * 0x100000001b3;
  }
  CHECK(hash == 0x62751d5e64020f55);
}

TEST_CASE("an emoji picture depends on its own seed, index and settings only", "[data][property]") {
  const EmojiSeries from = series(made_pack(), false);
  const Bytes alone = picture(from, 3, 17);
  for (std::uint32_t i = 0; i < 20; ++i) picture(from, 3, i);
  CHECK(picture(from, 3, 17) == alone);
  CHECK(picture(from, 3, 18) != alone);
  CHECK(picture(from, 4, 17) != alone);
  DrawnSettings hard;
  hard.jitter = 2.0;
  CHECK(picture(from, 3, 17, hard) != alone);
}

TEST_CASE("no glyph and no name of a test is learnt from", "[data][property]") {
  const auto pack = shipped_pack();
  const auto drawn = [&](bool of_test, EmojiTest test) {
    const EmojiSeries from = series(pack, of_test, test);
    std::set<int> glyphs;
    Bytes rgb(kDrawnBytes);
    DrawnSettings settings;
    settings.cat_share = 0.5;
    for (std::uint32_t i = 0; i < 3000; ++i) glyphs.insert(from.draw(5, i, settings, rgb).glyph);
    return glyphs;
  };
  const std::set<int> learnt = drawn(false, EmojiTest::names);
  std::set<std::string> learnt_names;
  std::set<std::string> learnt_cats;
  for (const int i : learnt) {
    const Glyph& glyph = pack->glyphs[static_cast<std::size_t>(i)];
    CHECK(glyph.artist != pack->new_artist);
    CHECK(glyph.group != GlyphGroup::big_cat);
    if (glyph.group == GlyphGroup::cat_body) continue;  // split by artist: there are only two names
    learnt_names.insert(glyph.name);
  }
  for (const EmojiTest test : {EmojiTest::names, EmojiTest::artist, EmojiTest::big_cats}) {
    const std::set<int> tested = drawn(true, test);
    CHECK(tested.size() > 10);
    for (const int i : tested) {
      const Glyph& glyph = pack->glyphs[static_cast<std::size_t>(i)];
      CAPTURE(glyph.name);
      CHECK(learnt.count(i) == 0);
      CHECK((glyph.artist == pack->new_artist) == (test == EmojiTest::artist));
      CHECK((glyph.group == GlyphGroup::big_cat) == (test == EmojiTest::big_cats));
      if (test == EmojiTest::names) CHECK(learnt_names.count(glyph.name) == 0);
    }
  }
}

TEST_CASE("the shipped glyphs make pictures that are neither black, white nor empty",
          "[data][property]") {
  const EmojiSeries from = series(shipped_pack(), false);
  Bytes rgb(kDrawnBytes);
  int cats = 0;
  constexpr int kCount = 1000;
  for (std::uint32_t i = 0; i < kCount; ++i) {
    DrawnSettings settings;
    settings.cat_share = 0.35;
    cats += from.draw(2, i, settings, rgb).is_cat ? 1 : 0;
    double sum = 0.0;
    double squares = 0.0;
    for (const std::uint8_t byte : rgb) {
      sum += byte;
      squares += static_cast<double>(byte) * byte;
    }
    const double mean = sum / static_cast<double>(rgb.size());
    CAPTURE(i);
    REQUIRE(mean > 25.0);
    REQUIRE(mean < 235.0);
    REQUIRE(std::sqrt(squares / static_cast<double>(rgb.size()) - mean * mean) > 10.0);
  }
  CHECK(std::abs(cats - 350) < 61);  // four standard deviations
}

TEST_CASE("a set of emoji waits for its glyphs, and each picture knows what it shows",
          "[data][unit]") {
  DatasetBuilder builder;
  std::vector<Error> notes;
  DataSpec spec = usual_data(DataSource::emoji);
  spec.m = 30;
  spec.m_test = 20;
  const Result<void> missing = builder.start(spec, notes);
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == Errc::glyphs_missing);
  UserData data;
  data.glyphs = std::make_shared<const Bytes>(Bytes{1, 2, 3});
  builder.bring(data);
  CHECK(builder.start(spec, notes).error().code == Errc::bad_glyphs);
  data.glyphs = std::make_shared<const Bytes>(MadePack().bytes());
  builder.bring(data);
  const auto build = [&] {
    REQUIRE(builder.start(spec, notes).has_value());
    while (!builder.advance()) {
    }
    return builder.take();
  };
  const auto set = build();
  CHECK(set->train.count == 30);
  CHECK(set->test.count == 20);
  REQUIRE(set->facets.size() == 5);
  const Facet& kind = set->facets[0];
  const Facet& glyph = set->facets[1];
  for (std::size_t i = 0; i < 30; ++i) {
    const std::string& group = kind.values[kind.train[i]];
    CHECK((set->train_labels[i] == 1) == group.starts_with("cat_"));
    CHECK((group == "object") == (glyph.values[glyph.train[i]] == "object"));
  }
  // Other test pictures, the same training pictures; then the first ones again.
  spec.emoji_test = EmojiTest::big_cats;
  const auto big = build();
  CHECK(big->train.pixels == set->train.pixels);
  CHECK(big->test.pixels != set->test.pixels);
  CHECK(big->test_labels == std::vector<std::uint8_t>(20, 0));
  spec.emoji_test = EmojiTest::names;
  CHECK(build()->test.pixels == set->test.pixels);
  CHECK(notes.empty());
}

}  // namespace
}  // namespace purr
