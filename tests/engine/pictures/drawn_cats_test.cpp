#include "engine/pictures/drawn_cats.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <vector>

#include "engine/core/portable_math.h"
#include "tests/support/catch.h"

namespace purr {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes picture(std::uint64_t seed, std::uint32_t index, const DrawnSettings& settings = {}) {
  Bytes rgb(kDrawnBytes);
  draw_picture(seed, index, settings, rgb);
  return rgb;
}

double brightness(const std::uint8_t* rgb) {
  return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
}

struct Look {
  double mean;
  double deviation;
};

Look look_of(const Bytes& rgb) {
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < rgb.size(); i += 3) {
    const double value = brightness(&rgb[i]);
    sum += value;
    squares += value * value;
  }
  const double count = static_cast<double>(rgb.size()) / 3.0;
  const double mean = sum / count;
  return {mean, std::sqrt(squares / count - mean * mean)};
}

TEST_CASE("drawn pictures are these very bytes on every platform", "[data][golden]") {
  const auto fingerprint = [](std::uint64_t seed, const DrawnSettings& settings) {
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
    for (std::uint32_t i = 0; i < 64; ++i) {
      for (const std::uint8_t byte : picture(seed, i, settings)) {
        hash = (hash ^ byte) * 0x100000001b3;
      }
    }
    return hash;
  };
  CHECK(fingerprint(1, {}) == 0xcbbb4b005a5b1255);
  DrawnSettings hard;
  hard.jitter = 2.0;
  hard.clutter = 1.0;
  hard.noise = 40.0;
  CHECK(fingerprint(0xfeedfacecafebeef, hard) == 0xc781dc9483a7399b);
  DrawnSettings natural;
  natural.jitter = 0.0;
  natural.clutter = 0.0;
  natural.polarity = false;
  natural.noise = 0.0;
  natural.cat_share = 1.0;
  CHECK(fingerprint(7, natural) == 0x3275ff8361fff764);
}

TEST_CASE("a drawn picture depends on its own seed, index and settings only", "[data][property]") {
  const Bytes alone = picture(3, 17);
  for (std::uint32_t i = 0; i < 30; ++i) picture(3, i);
  picture(4, 17);
  CHECK(picture(3, 17) == alone);
  CHECK(picture(3, 18) != alone);
  CHECK(picture(4, 17) != alone);
  CHECK(picture(3, 17 + (1U << 31)) != alone);
  CHECK(picture(3 + (std::uint64_t{1} << 40), 17) != alone);

  DrawnPicture first;
  DrawnPicture again;
  Bytes rgb(kDrawnBytes);
  first = draw_picture(3, 17, {}, rgb);
  again = draw_picture(3, 17, {}, rgb);
  CHECK(first == again);
}

TEST_CASE("the share of cats is the one asked for, and every kind and coat occurs",
          "[data][property]") {
  for (const double share : {0.0, 0.35, 0.5, 1.0}) {
    DrawnSettings settings;
    settings.cat_share = share;
    const int count = share == 0.0 || share == 1.0 ? 100 : 1000;
    int cats = 0;
    std::set<DrawnKind> kinds;
    std::set<DrawnCoat> coats;
    std::set<DrawnGround> grounds;
    Bytes rgb(kDrawnBytes);
    for (int i = 0; i < count; ++i) {
      const DrawnPicture drawn = draw_picture(11, static_cast<std::uint32_t>(i), settings, rgb);
      CHECK(drawn.is_cat == (static_cast<int>(drawn.kind) < kDrawnCatKindCount));
      CHECK(drawn.is_cat == (drawn.coat != DrawnCoat::none));
      cats += drawn.is_cat ? 1 : 0;
      kinds.insert(drawn.kind);
      coats.insert(drawn.coat);
      grounds.insert(drawn.ground);
    }
    // Four standard deviations of a binomial share.
    CHECK(std::fabs(cats - share * count) <= 4.0 * std::sqrt(share * (1.0 - share) * count));
    if (share == 0.5) {
      CHECK(kinds.size() == kDrawnKindCount);
      CHECK(coats.size() == kDrawnCoatCount);
      CHECK(grounds.size() == kDrawnGroundCount);
    }
  }
}

TEST_CASE("no drawn picture is nearly black, white or empty", "[data][property]") {
  for (std::uint32_t i = 0; i < 2000; ++i) {
    const Look look = look_of(picture(5, i));
    CAPTURE(i);
    REQUIRE(look.mean > 30.0);
    REQUIRE(look.mean < 230.0);
    REQUIRE(look.deviation > 7.0);
  }
}

TEST_CASE("12 000 pictures of the usual series: none nearly black, white or empty",
          "[data][slow]") {
  for (const std::uint64_t series : {2, 3}) {
    for (std::uint32_t i = 0; i < (series == 2 ? 10000U : 2000U); ++i) {
      const Look look = look_of(picture(series, i));
      CAPTURE(series, i);
      REQUIRE(look.mean > 25.0);  // the darkest of the 12 000, number 3347, has 29.5
      REQUIRE(look.mean < 230.0);
      REQUIRE(look.deviation > 7.0);
    }
  }
}

TEST_CASE("more jitter moves the same subject", "[data][property]") {
  DrawnSettings still;
  still.jitter = 0.0;
  DrawnSettings wild;
  wild.jitter = 2.0;
  Bytes rgb(kDrawnBytes);
  double farthest = 0.0;
  for (std::uint32_t i = 0; i < 200; ++i) {
    const DrawnPicture calm = draw_picture(6, i, still, rgb);
    const DrawnPicture moved = draw_picture(6, i, wild, rgb);
    CHECK(calm.kind == moved.kind);
    CHECK(calm.coat == moved.coat);
    CHECK(calm.ground == moved.ground);
    CHECK(calm.light_subject == moved.light_subject);
    CHECK(calm.shift_x == 0.0F);
    CHECK(calm.shift_y == 0.0F);
    CHECK(calm.turn == 0.0F);
    CHECK(calm.scale == 1.05F);
    CHECK(moved.scale <= calm.scale);
    farthest = std::max(farthest, std::fabs(static_cast<double>(moved.shift_x)));
  }
  CHECK(farthest > 3.0);
  CHECK(farthest < 8.0);  // the subject stays in the picture
}

TEST_CASE("noise and clutter can be switched off", "[data][property]") {
  DrawnSettings clean;
  clean.noise = 0.0;
  clean.clutter = 0.0;
  Bytes rgb(kDrawnBytes);
  for (std::uint32_t i = 0; i < 200; ++i) {
    const DrawnPicture drawn = draw_picture(8, i, clean, rgb);
    CHECK(drawn.noise == 0.0F);
    CHECK_FALSE(drawn.has_clutter);
    CHECK_FALSE(drawn.is_partly_hidden);
  }
  // Neighbouring pixels differ more where there is noise.
  const auto roughness = [](const Bytes& bytes) {
    double sum = 0.0;
    for (std::size_t i = 3; i < bytes.size(); ++i) sum += std::abs(bytes[i] - bytes[i - 3]);
    return sum / static_cast<double>(bytes.size());
  };
  DrawnSettings noisy = clean;
  noisy.noise = 40.0;
  double quiet_sum = 0.0;
  double noisy_sum = 0.0;
  for (std::uint32_t i = 0; i < 50; ++i) {
    quiet_sum += roughness(picture(8, i, clean));
    noisy_sum += roughness(picture(8, i, noisy));
  }
  CHECK(noisy_sum > 2.0 * quiet_sum);
}

TEST_CASE("polarity puts light subjects on dark grounds and the reverse", "[data][property]") {
  Bytes rgb(kDrawnBytes);
  DrawnSettings settings;
  settings.clutter = 0.0;
  settings.jitter = 0.3;
  int as_said = 0;
  int light = 0;
  constexpr int kCount = 400;
  for (std::uint32_t i = 0; i < kCount; ++i) {
    const DrawnPicture drawn = draw_picture_of(DrawnKind::bear, 9, i, settings, rgb);
    CHECK(drawn.kind == DrawnKind::bear);
    CHECK_FALSE(drawn.is_cat);
    double ground = 0.0;
    double forehead = 0.0;
    for (int x = 0; x < 64; ++x) ground += brightness(&rgb[static_cast<std::size_t>(3 * x)]) / 64.0;
    for (int y = 24; y < 28; ++y) {
      for (int x = 28; x < 36; ++x) {
        forehead += brightness(&rgb[static_cast<std::size_t>(3 * (64 * y + x))]) / 32.0;
      }
    }
    light += drawn.light_subject ? 1 : 0;
    as_said += (forehead > ground) == drawn.light_subject ? 1 : 0;
  }
  CHECK(as_said > 0.93 * kCount);
  CHECK(std::abs(light - kCount / 2) < 40);  // four standard deviations
}

TEST_CASE("colour alone does not tell a drawn cat", "[data][property]") {
  // Logistic regression on the mean and the spread of each colour: chance is 50 %, and four
  // standard deviations of 1,000 coins are 6.3 %.
  constexpr std::size_t kFeatures = 6;
  constexpr int kCount = 1000;
  struct Example {
    std::array<double, kFeatures> x;
    double y;
  };
  const auto examples = [](std::uint64_t seed) {
    std::vector<Example> result;
    Bytes rgb(kDrawnBytes);
    for (std::uint32_t i = 0; i < kCount; ++i) {
      Example example{};
      example.y = draw_picture(seed, i, {}, rgb).is_cat ? 1.0 : 0.0;
      for (std::size_t channel = 0; channel < 3; ++channel) {
        double sum = 0.0;
        double squares = 0.0;
        for (std::size_t p = channel; p < rgb.size(); p += 3) {
          const double value = rgb[p] / 255.0 - 0.45;
          sum += value;
          squares += value * value;
        }
        const double mean = sum / 4096.0;
        example.x[channel] = 4.0 * mean;
        example.x[3 + channel] = 10.0 * (std::sqrt(squares / 4096.0 - mean * mean) - 0.15);
      }
      result.push_back(example);
    }
    return result;
  };
  const std::vector<Example> train = examples(21);
  const std::vector<Example> test = examples(22);
  std::array<double, kFeatures> w{};
  double b = 0.0;
  const auto score = [&](const Example& example) {
    double z = b;
    for (std::size_t k = 0; k < kFeatures; ++k) z += w[k] * example.x[k];
    return z;
  };
  for (int step = 0; step < 400; ++step) {
    std::array<double, kFeatures> dw{};
    double db = 0.0;
    for (const Example& example : train) {
      const double dz = 1.0 / (1.0 + portable_exp(-score(example))) - example.y;
      for (std::size_t k = 0; k < kFeatures; ++k) dw[k] += dz * example.x[k];
      db += dz;
    }
    for (std::size_t k = 0; k < kFeatures; ++k) w[k] -= 0.5 / kCount * dw[k];
    b -= 0.5 / kCount * db;
  }
  int right = 0;
  for (const Example& example : test) right += (score(example) > 0.0) == (example.y > 0.5) ? 1 : 0;
  CHECK(right > 437);
  CHECK(right < 563);
}

TEST_CASE("settings out of range become the nearest, and what is no number the usual",
          "[data][unit]") {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  DrawnSettings wild;
  wild.jitter = -3.0;
  wild.clutter = kInfinity;
  wild.noise = 1e300;
  wild.cat_share = -kInfinity;
  const DrawnSettings tamed = clamped(wild);
  CHECK(tamed.jitter == 0.0);
  CHECK(tamed.clutter == 1.0);
  CHECK(tamed.noise == 40.0);
  CHECK(tamed.cat_share == 0.0);
  CHECK(clamped(DrawnSettings{kNaN, kNaN, true, kNaN, kNaN}) == DrawnSettings{});
  CHECK(clamped(DrawnSettings{}) == DrawnSettings{});
  CHECK(picture(1, 5, wild) == picture(1, 5, tamed));
  CHECK(picture(1, 5, DrawnSettings{kNaN, kNaN, true, kNaN, kNaN}) == picture(1, 5));
}

TEST_CASE("every drawn kind, coat and ground has a name of its own", "[data][unit]") {
  std::set<std::string_view> names;
  for (int i = 0; i < kDrawnKindCount; ++i)
    names.insert(drawn_kind_name(static_cast<DrawnKind>(i)));
  for (int i = 0; i < kDrawnCoatCount; ++i)
    names.insert(drawn_coat_name(static_cast<DrawnCoat>(i)));
  for (int i = 0; i < kDrawnGroundCount; ++i) {
    names.insert(drawn_ground_name(static_cast<DrawnGround>(i)));
  }
  CHECK(names.size() == kDrawnKindCount + kDrawnCoatCount + kDrawnGroundCount);
  CHECK(drawn_kind_name(DrawnKind::cat_sitting) == "cat_sitting");
  CHECK(drawn_kind_name(DrawnKind::clutter) == "clutter");
  CHECK(drawn_coat_name(DrawnCoat::calico) == "calico");
}

}  // namespace
}  // namespace purr
