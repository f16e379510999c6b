#include <algorithm>
#include <cmath>

#include "engine/pictures/drawn_subjects.h"

namespace purr {

namespace {

constexpr Rgb kBlack{0.0F, 0.0F, 0.0F};
constexpr Rgb kWhite{1.0F, 1.0F, 1.0F};
constexpr double kTurn = 6.283185307179586;

/// Things come in bright colours now and then.
Rgb pick_bright(Sitter& sitter, Rgb otherwise) {
  PictureRandom& random = sitter.random;
  // One number to a line: compilers evaluate the arguments of a call in different orders.
  const double hue = random.uniform();
  const double saturation = random.uniform(0.45, 0.75);
  const double value = random.uniform(0.6, 0.95);
  const Rgb bright = sitter.tone(from_hsv(hue, saturation, value));
  return random.chance(0.4) ? bright : otherwise;
}

void fill_box(Canvas& canvas, double left, double top, double right, double bottom,
              const Paint& paint) {
  canvas.polygon({{left, top}, {right, top}, {right, bottom}, {left, bottom}});
  canvas.fill(paint);
}

void draw_house(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const double half = random.uniform(0.50, 0.66);
  const double eaves = random.uniform(-0.22, 0.02);
  const double ridge = random.uniform(-0.92, -0.72);
  const bool two_gables = random.chance(0.3);
  const bool has_chimney = !two_gables && random.chance(0.6);
  const Rgb pane = random.chance(0.5) ? Rgb{0.98F, 0.88F, 0.45F} : Rgb{0.55F, 0.78F, 0.92F};
  const bool door_left = random.chance(0.5);

  if (has_chimney) fill_box(canvas, 0.28, ridge + 0.02, 0.44, eaves, mix(fur.dark, kBlack, 0.15F));
  fill_box(canvas, -half, eaves - 0.04, half, 0.90,
           Paint(fur.base, {0.0, eaves}, mix(fur.base, kBlack, 0.14F), {0.0, 0.9}));
  const Rgb roof = fur.second;
  if (two_gables) {  // from far away, two ears
    for (const double s : {-1.0, 1.0}) {
      canvas.polygon({{s * half * 0.5 - half * 0.56, eaves + 0.02},
                      {s * half * 0.5, ridge},
                      {s * half * 0.5 + half * 0.56, eaves + 0.02}});
      canvas.fill(
          Paint(mix(roof, kWhite, 0.08F), {0.0, ridge}, mix(roof, kBlack, 0.15F), {0.0, eaves}));
    }
  } else {
    canvas.polygon({{-half * 1.22, eaves + 0.02}, {0.0, ridge}, {half * 1.22, eaves + 0.02}});
    canvas.fill(
        Paint(mix(roof, kWhite, 0.08F), {0.0, ridge}, mix(roof, kBlack, 0.15F), {0.0, eaves}));
  }
  const double door = door_left ? -half * 0.45 : half * 0.45;
  for (const double x : {-half * 0.48, half * 0.48}) {
    fill_box(canvas, x - 0.15, eaves + 0.14, x + 0.15, eaves + 0.42, mix(fur.light, kWhite, 0.2F));
    fill_box(canvas, x - 0.115, eaves + 0.175, x + 0.115, eaves + 0.385, pane);
    canvas.stroke({{x, eaves + 0.16}, {x, eaves + 0.40}}, 0.035, 0.035);
    canvas.stroke({{x - 0.12, eaves + 0.28}, {x + 0.12, eaves + 0.28}}, 0.035, 0.035);
    canvas.fill(mix(fur.light, kWhite, 0.2F));
  }
  fill_box(canvas, door - 0.13, 0.46, door + 0.13, 0.90, fur.dark);
  canvas.ellipse(door + 0.07, 0.70, 0.025, 0.025);
  canvas.fill(Rgb{0.95F, 0.80F, 0.35F});
}

void draw_flower(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const int petals = 5 + random.pick(4);
  const double reach = random.uniform(0.40, 0.52);
  const double start = random.uniform(0.0, kTurn);
  const double narrow = random.uniform(0.75, 1.10);
  const double lean = random.uniform(-0.2, 0.2);
  const Rgb green =
      mix(sitter.tone(from_hsv(random.uniform(0.24, 0.38), 0.55, 0.55)), fur.base, 0.2F);
  const Rgb petal = pick_bright(sitter, fur.base);
  const Rgb middle = random.chance(0.6) ? sitter.tone(Rgb{0.96F, 0.78F, 0.22F}) : fur.dark;
  const Affine frame = canvas.frame();

  canvas.curve_stroke({lean * 0.3, -0.20}, {lean * 0.3, 0.25}, {lean, 0.60}, {lean, 0.94}, 0.09,
                      0.10);
  canvas.fill(green);
  for (const double s : {-1.0, 1.0}) {
    canvas.move_to(lean * 0.8, 0.66);
    canvas.curve_to(lean * 0.8 + s * 0.12, 0.36, lean * 0.8 + s * 0.42, 0.30, lean * 0.8 + s * 0.52,
                    0.36);
    canvas.curve_to(lean * 0.8 + s * 0.46, 0.60, lean * 0.8 + s * 0.22, 0.74, lean * 0.8, 0.66);
    canvas.close();
    canvas.fill(mix(green, kBlack, s > 0 ? 0.12F : 0.0F));
  }
  canvas.set_frame(frame.moved(lean * 0.3, -0.32));
  const Affine head = canvas.frame();
  for (int i = 0; i < petals; ++i) {
    canvas.set_frame(head.turned(start + kTurn * i / petals));
    canvas.ellipse(reach * 0.66, 0.0, reach * 0.52, reach * narrow * 2.1 / petals, 0.58);
    canvas.fill(Paint(mix(petal, fur.dark, 0.35F), {0.1, 0.0}, petal, {reach, 0.0}));
  }
  canvas.set_frame(head);
  canvas.ellipse(0.0, 0.0, reach * 0.34, reach * 0.34);
  canvas.fill(middle);
  canvas.glow(-0.05, -0.06, 0.12, 0.12, kWhite, 0.35F);
  canvas.set_frame(frame);
}

void draw_car(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const double roof = random.uniform(-0.42, -0.26);
  const double back = random.uniform(0.42, 0.62);
  const Rgb paint = pick_bright(sitter, fur.base);
  const Rgb glass{0.62F, 0.80F, 0.88F};
  const Rgb tyre{0.07F, 0.07F, 0.08F};

  canvas.move_to(-0.52, 0.12);
  canvas.curve_to(-0.40, roof * 0.6, -0.34, roof, -0.16, roof);
  canvas.line_to(back - 0.20, roof);
  canvas.curve_to(back, roof, back + 0.04, 0.0, back + 0.10, 0.12);
  canvas.close();
  canvas.fill(mix(paint, kBlack, 0.10F));
  canvas.move_to(-0.40, 0.10);
  canvas.curve_to(-0.32, roof * 0.5, -0.28, roof + 0.08, -0.14, roof + 0.08);
  canvas.line_to(0.06, roof + 0.08);
  canvas.line_to(0.06, 0.10);
  canvas.close();
  canvas.fill(Paint(glass, {0.0, roof}, mix(glass, kBlack, 0.3F), {0.0, 0.1}));
  canvas.move_to(0.14, 0.10);
  canvas.line_to(0.14, roof + 0.08);
  canvas.line_to(back - 0.22, roof + 0.08);
  canvas.curve_to(back - 0.10, roof + 0.10, back - 0.06, 0.0, back - 0.03, 0.10);
  canvas.close();
  canvas.fill(Paint(glass, {0.0, roof}, mix(glass, kBlack, 0.3F), {0.0, 0.1}));
  canvas.move_to(-0.92, 0.50);
  canvas.curve_to(-0.98, 0.18, -0.80, 0.10, -0.50, 0.08);
  canvas.line_to(back + 0.14, 0.08);
  canvas.curve_to(0.90, 0.10, 0.96, 0.20, 0.94, 0.50);
  canvas.close();
  canvas.fill(Paint(mix(paint, kWhite, 0.10F), {0.0, 0.08}, mix(paint, kBlack, 0.22F), {0.0, 0.5}));
  canvas.stroke({{0.08, 0.12}, {0.08, 0.46}}, 0.02, 0.02);
  canvas.fill(kBlack, 0.5F);
  canvas.ellipse(-0.85, 0.27, 0.07, 0.06);
  canvas.fill(Rgb{0.99F, 0.95F, 0.70F});
  canvas.ellipse(0.90, 0.27, 0.04, 0.06);
  canvas.fill(Rgb{0.90F, 0.25F, 0.22F});
  for (const double x : {-0.52, 0.52}) {
    canvas.ellipse(x, 0.52, 0.20, 0.20);
    canvas.fill(tyre);
    canvas.ellipse(x, 0.52, 0.10, 0.10);
    canvas.fill(Rgb{0.72F, 0.73F, 0.75F});
  }
}

void draw_ball(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const double radius = random.uniform(0.56, 0.72);
  const int pattern = random.pick(4);
  const double turn = random.uniform(0.0, kTurn);
  const Rgb main = pick_bright(sitter, fur.base);
  const Affine frame = canvas.frame();

  canvas.set_frame(frame.moved(0.0, 0.12));
  canvas.ellipse(0.0, 0.0, radius, radius);
  canvas.fill_and_clip(main);
  const Affine ball = canvas.frame();
  canvas.set_frame(ball.turned(turn));
  if (pattern == 0) {  // a beach ball
    for (int i = 0; i < 3; ++i) {
      canvas.set_frame(ball.turned(turn + kTurn * i / 3));
      canvas.polygon({{0.0, 0.0}, {1.0, -0.10}, {1.0, 0.9}, {0.55, 0.95}});
      canvas.fill(i == 0 ? fur.second : fur.light);
    }
  } else if (pattern == 1) {  // stripes
    for (const double x : {-0.42, 0.0, 0.42}) {
      canvas.curve_stroke({x, -0.9}, {x * 1.8, -0.3}, {x * 1.8, 0.3}, {x, 0.9}, 0.15, 0.15);
      canvas.fill(fur.second);
    }
  } else if (pattern == 2) {  // spots
    for (int i = 0; i < 5; ++i) {
      const double angle = kTurn * i / 5;
      canvas.ellipse(0.42 * portable_cos(angle), 0.42 * portable_sin(angle), 0.15, 0.15);
    }
    canvas.ellipse(0.0, 0.0, 0.13, 0.13);
    canvas.fill(fur.dark);
  } else {  // a ball of wool
    for (int i = 0; i < 6; ++i) {
      canvas.set_frame(ball.turned(turn + 0.5 * i));
      const double bend = random.uniform(-0.5, 0.5);
      canvas.curve_stroke({-0.8, bend * 0.6}, {-0.3, bend}, {0.3, bend}, {0.8, bend * 0.6}, 0.035,
                          0.035);
    }
    canvas.fill(fur.dark, 0.9F);
  }
  canvas.set_frame(ball);
  canvas.glow(-0.25, -0.32, 0.42, 0.38, kWhite, 0.40F);
  canvas.glow(0.15, 0.75, 0.85, 0.62, kBlack, 0.40F);
  canvas.unclip();
  canvas.set_frame(frame);
}

void draw_tree(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const bool is_fir = random.chance(0.5);
  const double width = random.uniform(0.46, 0.62);
  const double hue = random.uniform(0.20, 0.40);
  const double value = random.uniform(0.3, 0.8);
  const Rgb green = random.chance(0.5) ? fur.base : sitter.tone(from_hsv(hue, 0.45, value));
  const Rgb trunk = sitter.tone(Rgb{0.45F, 0.30F, 0.20F});
  const bool has_fruit = !is_fir && random.chance(0.4);

  canvas.stroke({{0.0, 0.20}, {0.0, 0.90}}, 0.16, 0.22);
  canvas.fill(Paint(trunk, {-0.1, 0.0}, mix(trunk, kBlack, 0.3F), {0.1, 0.0}));
  if (is_fir) {
    for (int i = 2; i >= 0; --i) {
      const double top = -0.95 + 0.40 * i;
      const double half = width * (0.58 + 0.24 * i);
      canvas.polygon({{0.0, top}, {half, top + 0.66}, {-half, top + 0.66}});
      canvas.fill(Paint(mix(green, kWhite, 0.10F), {0.0, top}, mix(green, kBlack, 0.22F),
                        {0.0, top + 0.66}));
    }
  } else {
    const double swell = random.uniform(0.9, 1.1);
    canvas.ellipse(-0.34, -0.08, 0.36, 0.34 * swell);
    canvas.ellipse(0.36, -0.10, 0.36, 0.35);
    canvas.ellipse(0.0, -0.42, 0.46 * swell, 0.44);
    canvas.ellipse(0.0, -0.02, 0.44, 0.34);
    canvas.fill_and_clip(
        Paint(mix(green, kWhite, 0.10F), {0.0, -0.8}, mix(green, kBlack, 0.22F), {0.0, 0.3}));
    canvas.glow(-0.18, -0.50, 0.40, 0.34, kWhite, 0.22F);
    canvas.unclip();
    if (has_fruit) {
      for (int i = 0; i < 6; ++i) {
        const double x = random.uniform(-0.45, 0.45);
        const double y = random.uniform(-0.6, 0.1);
        canvas.ellipse(x, y, 0.06, 0.06);
      }
      canvas.fill(sitter.tone(Rgb{0.90F, 0.28F, 0.22F}));
    }
  }
}

void draw_mug(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const double half = random.uniform(0.40, 0.50);
  const double top = random.uniform(-0.42, -0.28);
  const bool has_steam = random.chance(0.6);
  const int pattern = random.pick(3);

  if (has_steam) {
    for (const double x : {-0.18, 0.10}) {
      canvas.curve_stroke({x, top - 0.10}, {x + 0.16, top - 0.25}, {x - 0.16, top - 0.35},
                          {x + 0.04, top - 0.52}, 0.06, 0.02);
    }
    canvas.fill(kWhite, 0.35F);
  }
  canvas.curve_stroke({half * 0.92, -0.10}, {half + 0.46, -0.14}, {half + 0.42, 0.50},
                      {half * 0.88, 0.46}, 0.12, 0.12);
  canvas.fill(mix(fur.base, kBlack, 0.18F));
  canvas.move_to(-half, top);
  canvas.line_to(half, top);
  canvas.line_to(half * 0.92, 0.66);
  canvas.curve_to(half * 0.90, 0.84, half * 0.70, 0.86, half * 0.5, 0.86);
  canvas.line_to(-half * 0.5, 0.86);
  canvas.curve_to(-half * 0.70, 0.86, -half * 0.90, 0.84, -half * 0.92, 0.66);
  canvas.close();
  canvas.fill_and_clip(
      Paint(mix(fur.base, kWhite, 0.08F), {-half, 0.0}, mix(fur.base, kBlack, 0.22F), {half, 0.0}));
  if (pattern == 0) {
    canvas.polygon({{-1.0, 0.10}, {1.0, 0.10}, {1.0, 0.28}, {-1.0, 0.28}});
    canvas.polygon({{-1.0, 0.40}, {1.0, 0.40}, {1.0, 0.48}, {-1.0, 0.48}});
    canvas.fill(fur.second, 0.9F);
  } else if (pattern == 1) {
    for (const double x : {-0.26, 0.0, 0.26}) {
      canvas.ellipse(x, 0.10, 0.07, 0.07);
      canvas.ellipse(x * 0.9, 0.46, 0.07, 0.07);
    }
    canvas.fill(fur.light, 0.9F);
  }
  canvas.unclip();
  canvas.ellipse(0.0, top, half, 0.11);
  canvas.fill(fur.light);
  canvas.ellipse(0.0, top + 0.012, half * 0.86, 0.08);
  canvas.fill(mix(sitter.tone(Rgb{0.35F, 0.20F, 0.12F}), kBlack, 0.3F));
}

void draw_strokes(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const int count = 6 + random.pick(6);
  for (int i = 0; i < count; ++i) {
    const double x = random.uniform(-0.8, 0.8);
    const double y = random.uniform(-0.8, 0.8);
    const double angle = random.uniform(0.0, kTurn);
    const double length = random.uniform(0.15, 0.60);
    const double bend = random.uniform(-0.5, 0.5);
    const Vec2 way{length * portable_cos(angle), length * portable_sin(angle)};
    const int which = random.pick(4);
    const double width = random.uniform(0.05, 0.22);
    const bool is_dot = random.chance(0.3);
    if (is_dot) {
      canvas.ellipse(x, y, width * 0.9, width * random.uniform(0.6, 1.0));
    } else {
      canvas.curve_stroke({x - way.x, y - way.y}, {x - way.y * bend, y + way.x * bend},
                          {x + way.y * bend, y - way.x * bend}, {x + way.x, y + way.y}, width,
                          width * 0.6);
    }
    canvas.fill(which == 0   ? fur.dark
                : which == 1 ? fur.second
                : which == 2 ? fur.light
                             : fur.base);
  }
}

}  // namespace

void draw_thing(DrawnKind kind, Sitter& sitter) {
  switch (kind) {
    case DrawnKind::house: draw_house(sitter); break;
    case DrawnKind::flower: draw_flower(sitter); break;
    case DrawnKind::car: draw_car(sitter); break;
    case DrawnKind::ball: draw_ball(sitter); break;
    case DrawnKind::tree: draw_tree(sitter); break;
    case DrawnKind::mug: draw_mug(sitter); break;
    case DrawnKind::strokes: draw_strokes(sitter); break;
    default: break;
  }
}

}  // namespace purr
