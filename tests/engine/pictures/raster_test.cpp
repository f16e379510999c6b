#include "engine/pictures/raster.h"

#include <cmath>
#include <memory>

#include "tests/support/catch.h"

namespace purr {
namespace {

constexpr Rgb kWhite{1.0F, 1.0F, 1.0F};
constexpr Rgb kBlack{0.0F, 0.0F, 0.0F};
constexpr double kPi = 3.141592653589793;

std::unique_ptr<Canvas> black_canvas() { return std::make_unique<Canvas>(); }

float at(const Canvas::Plane& plane, int x, int y) {
  return plane[static_cast<std::size_t>(y * Canvas::kSize + x)];
}

double total(const Canvas::Plane& plane) {
  double sum = 0.0;
  for (const float value : plane) sum += static_cast<double>(value);
  return sum;
}

// Coverage is added up in floats: 64 cells of a row, each good to 6e-8.
constexpr double kCoverTolerance = 1e-4;

TEST_CASE("a pixel gets the exact share of a shape that covers it in part", "[data][unit]") {
  const auto canvas = black_canvas();
  canvas->polygon({{10.25, 20.5}, {13.75, 20.5}, {13.75, 22.0}, {10.25, 22.0}});
  canvas->fill(kWhite);
  CHECK(at(canvas->red(), 10, 20) == Catch::Approx(0.75 * 0.5));
  CHECK(at(canvas->red(), 11, 20) == Catch::Approx(0.5));
  CHECK(at(canvas->green(), 12, 21) == Catch::Approx(1.0));
  CHECK(at(canvas->blue(), 13, 21) == Catch::Approx(0.75));
  CHECK(at(canvas->red(), 9, 20) == 0.0F);
  CHECK(at(canvas->red(), 14, 21) == Catch::Approx(0.0).margin(kCoverTolerance));
  CHECK(total(canvas->red()) == Catch::Approx(3.5 * 1.5).margin(kCoverTolerance));

  canvas->polygon({{40, 40}, {42, 40}, {40, 41}});  // a slanted edge through two pixels
  canvas->fill(kWhite);
  CHECK(at(canvas->red(), 40, 40) == Catch::Approx(0.75));
  CHECK(at(canvas->red(), 41, 40) == Catch::Approx(0.25));
}

TEST_CASE("an ellipse has the area of an ellipse, however it is turned", "[data][unit]") {
  for (const double angle : {0.0, 0.4, 2.0}) {
    const auto canvas = black_canvas();
    canvas->set_frame(Affine{}.moved(31.3, 32.8).turned(angle).scaled(20.0, 20.0));
    canvas->ellipse(0.0, 0.0, 1.0, 0.6);
    canvas->fill(kWhite);
    // Straight pieces cut off a little of each arc: less than half a per cent.
    CHECK(total(canvas->red()) == Catch::Approx(kPi * 20.0 * 12.0).epsilon(0.005));
    CHECK(at(canvas->red(), 31, 32) == Catch::Approx(1.0));
  }
}

TEST_CASE("what lies outside the picture is cut off and nothing else", "[data][unit]") {
  const auto canvas = black_canvas();
  canvas->polygon({{-30, -30}, {10, -30}, {10, 5}, {-30, 5}});
  canvas->fill(kWhite);
  CHECK(total(canvas->red()) == Catch::Approx(50.0).margin(kCoverTolerance));
  canvas->polygon({{60, 62}, {900, 62}, {900, 900}, {60, 900}});
  canvas->fill(kWhite);
  CHECK(total(canvas->red()) == Catch::Approx(50.0 + 8.0).margin(kCoverTolerance));
  canvas->polygon({{-20, 30}, {-10, 30}, {-15, 40}});
  canvas->ellipse(200, 200, 30, 30);
  canvas->fill(kWhite);
  CHECK(total(canvas->red()) == Catch::Approx(58.0).margin(kCoverTolerance));
}

TEST_CASE("overlapping shapes of one fill are painted as their union", "[data][unit]") {
  for (const double mirror : {1.0, -1.0}) {
    const auto canvas = black_canvas();
    canvas->set_frame(Affine{}.moved(32, 32).scaled(mirror, 1.0));
    canvas->polygon({{-10, -10}, {10, -10}, {10, 10}, {-10, 10}});
    canvas->polygon({{0, 10}, {20, 10}, {20, 0}, {0, 0}});  // the other way round
    canvas->ellipse(0, 0, 5, 5);
    canvas->fill(kWhite, 0.5F);
    CHECK(total(canvas->red()) == Catch::Approx(0.5 * 500.0).margin(0.01));
    CHECK(at(canvas->red(), 32, 32) == Catch::Approx(0.5));
  }
}

TEST_CASE("a hair thinner than a pixel fades and does not break", "[data][unit]") {
  const auto canvas = black_canvas();
  canvas->stroke({{5.0, 10.0}, {55.0, 30.0}}, 0.2, 0.2);
  canvas->fill(kWhite);
  const double length = std::sqrt(50.0 * 50.0 + 20.0 * 20.0);
  CHECK(total(canvas->red()) == Catch::Approx(0.2 * length).epsilon(0.01));
  for (int x = 6; x < 54; ++x) {
    double column = 0.0;
    for (int y = 0; y < Canvas::kSize; ++y) column += static_cast<double>(at(canvas->red(), x, y));
    CHECK(column == Catch::Approx(0.2 * length / 50.0).epsilon(0.02));
  }
}

TEST_CASE("a clip keeps paint inside the shape until it is taken away", "[data][unit]") {
  const auto canvas = black_canvas();
  canvas->polygon({{10, 10}, {20, 10}, {20, 20}, {10, 20}});
  canvas->fill_and_clip(kBlack);
  canvas->polygon({{0, 0}, {64, 0}, {64, 15}, {0, 15}});
  canvas->fill(kWhite);
  CHECK(total(canvas->red()) == Catch::Approx(50.0).margin(kCoverTolerance));
  canvas->glow(40, 40, 20, 20, kWhite, 1.0F);
  CHECK(at(canvas->red(), 40, 40) == 0.0F);
  canvas->polygon({{30, 30}, {34, 30}, {34, 34}, {30, 34}});
  canvas->fill_and_clip(kBlack);  // a new clip takes the place of the old one
  canvas->polygon({{0, 0}, {64, 0}, {64, 64}, {0, 64}});
  canvas->fill(kWhite);
  CHECK(total(canvas->red()) == Catch::Approx(50.0 + 16.0).margin(kCoverTolerance));
  canvas->unclip();
  canvas->glow(50, 50, 8, 8, kWhite, 1.0F);
  CHECK(at(canvas->red(), 50, 50) > 0.9F);
}

TEST_CASE("a gradient runs from the first colour to the last and stays there", "[data][unit]") {
  const auto canvas = black_canvas();
  canvas->polygon({{0, 0}, {64, 0}, {64, 64}, {0, 64}});
  canvas->fill(Paint({1.0F, 0.0F, 0.5F}, {16, 0}, {0.0F, 1.0F, 0.5F}, {48, 0}));
  CHECK(at(canvas->red(), 3, 5) == Catch::Approx(1.0));
  CHECK(at(canvas->green(), 60, 5) == Catch::Approx(1.0));
  CHECK(at(canvas->blue(), 31, 60) == Catch::Approx(0.5));
  CHECK(at(canvas->red(), 31, 9) == Catch::Approx(1.0 - 15.5 / 32.0));
}

TEST_CASE("blur spreads a point evenly and keeps flat colours", "[data][unit]") {
  const auto canvas = black_canvas();
  canvas->polygon({{32, 32}, {33, 32}, {33, 33}, {32, 33}});
  canvas->fill(kWhite);
  canvas->blur(1.0);
  CHECK(total(canvas->red()) == Catch::Approx(1.0).epsilon(1e-5));
  CHECK(at(canvas->red(), 31, 32) == Catch::Approx(at(canvas->red(), 33, 32)));
  CHECK(at(canvas->red(), 31, 32) == Catch::Approx(at(canvas->red(), 32, 31)));
  // Next to the middle a Gaussian of sigma 1 is e^(-1/2) of it.
  CHECK(at(canvas->red(), 31, 32) / at(canvas->red(), 32, 32) ==
        Catch::Approx(0.60653).epsilon(1e-3));

  const auto flat = black_canvas();
  flat->polygon({{0, 0}, {64, 0}, {64, 64}, {0, 64}});
  flat->fill(Rgb{0.25F, 0.5F, 0.75F});
  flat->blur(2.0);
  CHECK(at(flat->red(), 0, 0) == Catch::Approx(0.25));
  CHECK(at(flat->green(), 63, 20) == Catch::Approx(0.5));
  CHECK(at(flat->blue(), 10, 63) == Catch::Approx(0.75));
}

TEST_CASE("frames compose from the outside in", "[data][unit]") {
  const Affine frame = Affine{}.moved(10, 20).turned(kPi / 2).scaled(3, 2);
  const Vec2 p = frame(1, 0);  // three to the right, turned clockwise on the screen: down
  CHECK(p.x == Catch::Approx(10).margin(1e-12));
  CHECK(p.y == Catch::Approx(23));
  const Vec2 q = frame.moved(1, 1)(0, 0);
  CHECK(q.x == Catch::Approx(8));
  CHECK(q.y == Catch::Approx(23));
}

TEST_CASE("hue, saturation and value give the colours of the wheel", "[data][unit]") {
  CHECK(from_hsv(0.0, 1.0, 1.0) == Rgb{1.0F, 0.0F, 0.0F});
  CHECK(from_hsv(1.0 / 3.0, 1.0, 1.0).g == 1.0F);
  CHECK(from_hsv(-1.0 / 3.0, 1.0, 1.0).b == 1.0F);
  CHECK(from_hsv(0.5, 1.0, 0.5).r == Catch::Approx(0.0).margin(1e-6));
  CHECK(from_hsv(0.5, 1.0, 0.5).g == Catch::Approx(0.5));
  CHECK(from_hsv(0.7, 0.0, 0.25) == Rgb{0.25F, 0.25F, 0.25F});
}

}  // namespace
}  // namespace purr
