#include "engine/pictures/scene.h"

#include <algorithm>
#include <array>

#include "engine/core/portable_math.h"

namespace purr {

namespace {

constexpr int kSize = Canvas::kSize;

/// A smooth field: random numbers on a coarse grid with an s-shaped way from one to the next.
void fill_clouds(Canvas& canvas, PictureRandom& random, const GroundColours& colours) {
  constexpr int kGrid = 12;
  std::array<std::array<float, kGrid>, kGrid> grid;
  for (auto& row : grid) {
    for (float& value : row) value = static_cast<float>(random.uniform());
  }
  const double cell_x = random.uniform(7.0, 26.0);  // pixels from grid point to grid point
  const double cell_y = random.uniform(7.0, 26.0);
  std::array<int, kSize> column_index;
  std::array<float, kSize> column_way;
  const auto smooth = [](double t) { return static_cast<float>(t * t * (3.0 - 2.0 * t)); };
  for (int x = 0; x < kSize; ++x) {
    const double position = x / cell_x;
    const int whole = static_cast<int>(position);
    column_index[static_cast<std::size_t>(x)] = whole;
    column_way[static_cast<std::size_t>(x)] = smooth(position - whole);
  }
  for (int y = 0; y < kSize; ++y) {
    const double position = y / cell_y;
    const int whole = static_cast<int>(position);
    const float way = smooth(position - whole);
    std::array<float, kGrid> line;
    for (std::size_t i = 0; i < kGrid; ++i) {
      const float above = grid[static_cast<std::size_t>(whole)][i];
      line[i] = above + (grid[static_cast<std::size_t>(whole) + 1][i] - above) * way;
    }
    for (int x = 0; x < kSize; ++x) {
      const auto i = static_cast<std::size_t>(column_index[static_cast<std::size_t>(x)]);
      const float t = line[i] + (line[i + 1] - line[i]) * column_way[static_cast<std::size_t>(x)];
      const Rgb colour = mix(colours.first, colours.second, t);
      const auto pixel = static_cast<std::size_t>(y * kSize + x);
      canvas.red()[pixel] = colour.r;
      canvas.green()[pixel] = colour.g;
      canvas.blue()[pixel] = colour.b;
    }
  }
}

void fill_all(Canvas& canvas, const Paint& paint) {
  canvas.polygon({{0, 0}, {kSize, 0}, {kSize, kSize}, {0, kSize}});
  canvas.fill(paint);
}

}  // namespace

Placing pick_placing(PictureRandom& random, double jitter) {
  Placing placing;
  const double smaller = random.uniform();
  placing.scale = 1.05 - 0.18 * jitter * smaller;
  placing.shift_x = 0.021 * kSize * jitter * random.normal();
  placing.shift_y = 0.021 * kSize * jitter * random.normal();
  placing.turn = 0.07 * jitter * random.normal();
  placing.mirrored = random.chance(0.5);
  const double unit = 0.5 * kSize * placing.scale;
  placing.frame = Affine{}
                      .moved(0.5 * kSize + placing.shift_x, 0.5 * kSize + placing.shift_y)
                      .turned(placing.turn)
                      .scaled(placing.mirrored ? -unit : unit, unit);
  return placing;
}

GroundColours pick_ground_colours(PictureRandom& random, const Tone& tone) {
  const auto value = [&](double u) {
    if (!tone.is_paired) return 0.22 + 0.70 * u;
    return tone.light ? 0.20 + 0.20 * u : 0.63 + 0.32 * u;
  };
  const double hue = random.uniform();
  const double other_hue = random.chance(0.6) ? hue + 0.10 * random.normal() : random.uniform();
  GroundColours colours;
  const double saturation = random.uniform(0.05, 0.6);
  const double other_saturation = random.uniform(0.05, 0.6);
  const double u = random.uniform();
  const double other_u = random.uniform();
  colours.first = from_hsv(hue, saturation, value(u));
  colours.second = from_hsv(other_hue, other_saturation, value(other_u));
  return colours;
}

DrawnGround pick_ground(PictureRandom& random) {
  const double u = random.uniform();
  if (u < 0.5) return DrawnGround::clouds;
  if (u < 0.68) return DrawnGround::gradient;
  return u < 0.84 ? DrawnGround::horizon : DrawnGround::stripes;
}

void draw_ground(Canvas& canvas, PictureRandom& random, DrawnGround ground,
                 const GroundColours& colours) {
  canvas.set_frame(Affine{});
  constexpr double kMiddle = 0.5 * kSize;
  switch (ground) {
    case DrawnGround::clouds: fill_clouds(canvas, random, colours); return;
    case DrawnGround::gradient: {
      const double angle = random.uniform(0.0, 6.283185307179586);
      const Vec2 way{kMiddle * portable_cos(angle), kMiddle * portable_sin(angle)};
      fill_all(canvas, Paint(colours.first, {kMiddle - way.x, kMiddle - way.y}, colours.second,
                             {kMiddle + way.x, kMiddle + way.y}));
      return;
    }
    case DrawnGround::horizon: {
      const double height = random.uniform(0.55, 0.80) * kSize;
      const double slope = random.uniform(-4.0, 4.0);
      fill_all(canvas,
               Paint(mix(colours.first, {1, 1, 1}, 0.06F), {0, 0}, colours.first, {0, height}));
      canvas.polygon({{0, height - slope}, {kSize, height + slope}, {kSize, kSize}, {0, kSize}});
      canvas.fill(
          Paint(colours.second, {0, height}, mix(colours.second, {0, 0, 0}, 0.15F), {0, kSize}));
      return;
    }
    case DrawnGround::stripes: {
      const double angle = random.chance(0.6) ? 1.5707963267948966 * random.pick(2)
                                              : random.uniform(0.0, 3.141592653589793);
      const double width = random.uniform(3.0, 8.0);
      const Rgb other = mix(colours.first, colours.second, 0.6F);
      fill_all(canvas, colours.first);
      canvas.set_frame(Affine{}.moved(kMiddle, kMiddle).turned(angle));
      for (double x = -46.0; x < 46.0; x += 2.0 * width) {
        canvas.polygon({{x, -46}, {x + width, -46}, {x + width, 46}, {x, 46}});
      }
      canvas.fill(other);
      canvas.set_frame(Affine{});
      return;
    }
  }
}

void draw_bystander(Canvas& canvas, PictureRandom& random, double smallest, double largest,
                    Rgb colour, float alpha) {
  const double x = random.uniform(0.0, kSize);
  const double y = random.uniform(0.0, kSize);
  const double size = random.uniform(smallest, largest) * kSize;
  const double turn = random.uniform(0.0, 6.283185307179586);
  const double flat = random.uniform(0.6, 1.0);
  canvas.set_frame(Affine{}.moved(x, y).turned(turn).scaled(size, size * flat));
  switch (random.pick(3)) {
    case 0: canvas.ellipse(0, 0, 1, 1); break;
    case 1: canvas.polygon({{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}}); break;
    default: canvas.polygon({{0.0, -1.1}, {1.0, 0.8}, {-1.0, 0.8}}); break;
  }
  canvas.fill(colour, alpha);
  canvas.set_frame(Affine{});
}

void develop(Canvas& canvas, PictureRandom& random, PictureRandom& grain, double noise,
             std::span<std::uint8_t> rgb) {
  const double angle = random.uniform(0.0, 6.283185307179586);
  const double strength = random.uniform(0.0, 0.25) * 2.0 / kSize;
  const auto light_x = static_cast<float>(strength * portable_cos(angle));
  const auto light_y = static_cast<float>(strength * portable_sin(angle));
  std::array<float, 3> cast;
  for (float& c : cast) c = static_cast<float>(1.0 + 0.07 * random.normal());
  const auto contrast = static_cast<float>(random.uniform(0.78, 1.1));
  const auto brightness = static_cast<float>(-6.0 + 16.0 * std::clamp(random.normal(), -1.2, 2.0));
  // The sum of four bytes is nearly normal: mean 510, standard deviation 147.8.
  const auto grain_step = static_cast<float>(noise / 147.8);

  const std::array<const Canvas::Plane*, 3> planes = {&canvas.red(), &canvas.green(),
                                                      &canvas.blue()};
  std::uint8_t* out = rgb.data();
  std::array<float, 3 * kSize> line;
  for (int y = 0; y < kSize; ++y) {
    const float row_light = 1.0F + light_y * (static_cast<float>(y) - 31.5F);
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const float* plane = planes[channel]->data() + y * kSize;
      const float gain = 255.0F * cast[channel];
      for (int x = 0; x < kSize; ++x) {
        const float light = row_light + light_x * (static_cast<float>(x) - 31.5F);
        const float value = plane[x] * gain * light;
        line[static_cast<std::size_t>(3 * x) + channel] =
            128.0F + contrast * (value - 128.0F) + brightness;
      }
    }
    for (std::size_t i = 0; i < line.size(); i += 2) {
      // Two sums of four bytes from one number: bytes to pairs, pairs to fours.
      std::uint64_t bytes = grain.bits();
      bytes = (bytes & 0x00ff00ff00ff00ff) + ((bytes >> 8) & 0x00ff00ff00ff00ff);
      bytes = (bytes & 0x0000ffff0000ffff) + ((bytes >> 16) & 0x0000ffff0000ffff);
      const auto first = static_cast<float>(static_cast<int>(bytes & 0xffff) - 510);
      const auto second = static_cast<float>(static_cast<int>((bytes >> 32) & 0xffff) - 510);
      line[i] += grain_step * first;
      line[i + 1] += grain_step * second;
    }
    for (const float value : line) {
      *out++ = static_cast<std::uint8_t>(static_cast<int>(std::clamp(value, 0.0F, 255.0F) + 0.5F));
    }
  }
}

}  // namespace purr
