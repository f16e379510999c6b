#include "engine/pictures/drawn_subjects.h"

#include <algorithm>
#include <array>

namespace purr {

namespace {

float power_1_3(float c) {
  return static_cast<float>(portable_pow(std::clamp(static_cast<double>(c), 0.0, 1.0), 1.3));
}

float brightness(Rgb c) { return 0.299F * c.r + 0.587F * c.g + 0.114F * c.b; }

}  // namespace

Rgb Tone::operator()(Rgb colour) const {
  if (!is_paired) return colour;
  const auto toned = [&](float c) {
    return light ? 1.0F - power_1_3(1.0F - c) * 0.7F : 0.04F + 0.54F * power_1_3(c);
  };
  return {toned(colour.r), toned(colour.g), toned(colour.b)};
}

Fur pick_fur(PictureRandom& random, const Tone& tone) {
  struct Coat {
    double hue, saturation, value;
  };
  constexpr std::array<Coat, 9> kCoats = {{
      {0.070, 0.68, 0.88},  // ginger
      {0.095, 0.34, 0.93},  // cream
      {0.100, 0.05, 0.97},  // white
      {0.600, 0.05, 0.72},  // silver
      {0.600, 0.18, 0.52},  // blue
      {0.620, 0.10, 0.34},  // grey
      {0.650, 0.18, 0.17},  // black
      {0.075, 0.46, 0.58},  // brown
      {0.050, 0.55, 0.33},  // chocolate
  }};
  const auto draw = [&] {
    const Coat& coat = kCoats[static_cast<std::size_t>(random.pick(9))];
    const bool any_hue = random.chance(0.06);
    const double hue = any_hue ? random.uniform() : coat.hue + 0.012 * random.normal();
    const double saturation =
        std::clamp((any_hue ? 0.4 : coat.saturation) + 0.05 * random.normal(), 0.0, 1.0);
    const double value = std::clamp(coat.value + 0.05 * random.normal(), 0.08, 1.0);
    return from_hsv(hue, saturation, value);
  };
  const Rgb base = draw();
  const Rgb second = draw();
  const Rgb white{0.97F, 0.95F, 0.92F};
  // A stripe is darker than its fur; on nearly black fur it is a little lighter.
  const Rgb stripe = brightness(base) > 0.25F ? mix(base, Rgb{0.10F, 0.06F, 0.05F}, 0.60F)
                                              : mix(base, Rgb{0.75F, 0.70F, 0.68F}, 0.30F);
  Fur fur;
  fur.base = tone(base);
  fur.dark = tone(stripe);
  fur.light = tone(mix(base, white, tone.light ? 0.62F : 0.48F));
  fur.second = tone(second);
  fur.pink = mix(tone(Rgb{0.95F, 0.60F, 0.62F}), fur.base, 0.15F);
  fur.ink = brightness(fur.base) > 0.22F ? mix(fur.base, Rgb{0.08F, 0.05F, 0.06F}, 0.82F)
                                         : mix(fur.base, Rgb{0.85F, 0.78F, 0.76F}, 0.45F);
  return fur;
}

DrawnCoat pick_coat(PictureRandom& random) {
  const double u = random.uniform();
  if (u < 0.30) return DrawnCoat::solid;
  if (u < 0.63) return DrawnCoat::tabby;
  if (u < 0.80) return DrawnCoat::bicolour;
  return u < 0.90 ? DrawnCoat::siamese : DrawnCoat::calico;
}

void draw_subject(DrawnKind kind, Sitter& sitter) {
  switch (kind) {
    case DrawnKind::cat_head:
    case DrawnKind::cat_sitting:
    case DrawnKind::cat_walking: draw_cat(kind, sitter); return;
    case DrawnKind::dog:
    case DrawnKind::fox:
    case DrawnKind::owl:
    case DrawnKind::mouse:
    case DrawnKind::rabbit:
    case DrawnKind::bear:
    case DrawnKind::panda:
    case DrawnKind::pig:
    case DrawnKind::bird: draw_animal(kind, sitter); return;
    case DrawnKind::house:
    case DrawnKind::flower:
    case DrawnKind::car:
    case DrawnKind::ball:
    case DrawnKind::tree:
    case DrawnKind::mug:
    case DrawnKind::strokes: draw_thing(kind, sitter); return;
    case DrawnKind::clutter: return;
  }
}

void trace_ear(Canvas& canvas, Vec2 inner, Vec2 tip, Vec2 outer, double bulge) {
  const auto side = [&](Vec2 a, Vec2 b) {
    // The normal that points away from the ear's middle.
    Vec2 normal{-(b.y - a.y), b.x - a.x};
    const Vec2 middle{(inner.x + tip.x + outer.x) / 3.0, (inner.y + tip.y + outer.y) / 3.0};
    const double outward = normal.x * (a.x - middle.x) + normal.y * (a.y - middle.y);
    const double amount = outward < 0.0 ? -bulge : bulge;
    canvas.curve_to(a.x + (b.x - a.x) * 0.35 + normal.x * amount,
                    a.y + (b.y - a.y) * 0.35 + normal.y * amount,
                    a.x + (b.x - a.x) * 0.75 + normal.x * amount,
                    a.y + (b.y - a.y) * 0.75 + normal.y * amount, b.x, b.y);
  };
  canvas.move_to(inner.x, inner.y);
  side(inner, tip);
  side(tip, outer);
  canvas.close();
}

void draw_eye(Canvas& canvas, Vec2 centre, double radius, Rgb iris, double slit, double openness) {
  const Rgb rim{0.05F, 0.04F, 0.05F};
  const double height = radius * openness;
  canvas.ellipse(centre.x, centre.y, radius * 1.18, height + radius * 0.18);
  canvas.fill(rim);
  canvas.ellipse(centre.x, centre.y, radius, height);
  canvas.fill_and_clip(Paint(mix(iris, Rgb{0, 0, 0}, 0.18F), {centre.x, centre.y - height},
                             mix(iris, Rgb{1, 1, 1}, 0.22F), {centre.x, centre.y + height}));
  canvas.ellipse(centre.x, centre.y, radius * std::max(slit, 0.2) * 0.86, radius * 0.86);
  canvas.fill(rim);
  canvas.unclip();
  canvas.ellipse(centre.x + radius * 0.30, centre.y - height * 0.38, radius * 0.26, radius * 0.26);
  canvas.fill(Rgb{1.0F, 1.0F, 1.0F}, 0.95F);
}

void draw_mouth(Canvas& canvas, Vec2 top, double width, double depth, Rgb ink, double thickness) {
  for (const double s : {-1.0, 1.0}) {
    canvas.curve_stroke(top, {top.x + s * width * 0.1, top.y + depth},
                        {top.x + s * width * 0.8, top.y + depth * 1.2},
                        {top.x + s * width, top.y + depth * 0.35}, thickness, thickness * 0.7);
  }
  canvas.fill(ink, 0.8F);
}

void shade_round(Canvas& canvas, Vec2 centre, double rx, double ry) {
  canvas.glow(centre.x - 0.25 * rx, centre.y - 0.55 * ry, rx * 1.0, ry * 0.9, Rgb{1, 1, 1}, 0.16F);
  canvas.glow(centre.x, centre.y + 1.15 * ry, rx * 1.3, ry * 0.8, Rgb{0, 0, 0}, 0.22F);
}

}  // namespace purr
