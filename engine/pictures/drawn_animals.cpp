#include <algorithm>

#include "engine/pictures/drawn_subjects.h"

namespace purr {

namespace {

constexpr Rgb kBlack{0.0F, 0.0F, 0.0F};
constexpr Rgb kWhite{1.0F, 1.0F, 1.0F};

/// The room that a head takes: the same for every animal as for cats, so that size says nothing.
struct Face {
  double rx, ry;
  double eye_gap, eye_radius;
};

Face pick_face(PictureRandom& random) {
  Face face;
  face.rx = random.uniform(0.58, 0.70);
  face.ry = face.rx * random.uniform(0.82, 0.94);
  face.eye_gap = face.rx * random.uniform(0.38, 0.47);
  face.eye_radius = face.rx * random.uniform(0.12, 0.17);
  return face;
}

Rgb pick_dark_iris(PictureRandom& random) {
  return mix(Rgb{0.30F, 0.18F, 0.10F}, Rgb{0.75F, 0.50F, 0.20F},
             static_cast<float>(random.uniform()));
}

void draw_eyes(Canvas& canvas, const Face& face, double y, Rgb iris, double slit) {
  for (const double s : {-1.0, 1.0}) {
    draw_eye(canvas, {s * face.eye_gap, y}, face.eye_radius, iris, slit, 1.0);
  }
}

void fill_head(Canvas& canvas, const Fur& fur, const Face& face, double handle) {
  canvas.ellipse(0.0, 0.0, face.rx, face.ry, handle);
  canvas.fill_and_clip(
      Paint(fur.base, {0.0, -face.ry}, mix(fur.base, kBlack, 0.12F), {0.0, face.ry}));
}

void draw_nose(Canvas& canvas, Vec2 centre, double rx, double ry, Rgb colour) {
  canvas.ellipse(centre.x, centre.y, rx, ry, 0.62);
  canvas.fill(colour);
  canvas.ellipse(centre.x - rx * 0.25, centre.y - ry * 0.40, rx * 0.30, ry * 0.24);
  canvas.fill(kWhite, 0.55F);
}

void draw_dog(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const Face face = pick_face(random);
  const double rx = face.rx * 0.92;
  const double ry = face.ry * 1.06;
  const bool pointed = random.chance(0.35);
  const bool has_patch = random.chance(0.35);
  const bool has_tongue = random.chance(0.6);
  const double patch_side = random.side();
  const Rgb ear_colour = random.chance(0.6) ? fur.dark : fur.base;
  const double droop = random.uniform(0.35, 0.65);

  const auto ears = [&] {
    for (const double s : {-1.0, 1.0}) {
      if (pointed) {
        const Vec2 tip{s * rx * 0.78, -0.62 * ry - 0.46};
        trace_ear(canvas, {s * rx * 0.20, -0.80 * ry}, tip, {s * rx * 1.0, -0.28 * ry}, 0.08);
        canvas.fill(Paint(mix(ear_colour, kBlack, 0.2F), tip, ear_colour, {tip.x, -0.2 * ry}));
      } else {
        canvas.move_to(s * rx * 0.52, -0.88 * ry);
        canvas.curve_to(s * rx * 1.05, -1.15 * ry, s * rx * 1.50, -0.50 * ry, s * rx * 1.34,
                        droop * ry * 0.6);
        canvas.curve_to(s * rx * 1.26, droop * ry, s * rx * 1.00, droop * ry, s * rx * 0.94,
                        droop * ry * 0.3);
        canvas.curve_to(s * rx * 0.88, -0.20 * ry, s * rx * 0.80, -0.50 * ry, s * rx * 0.52,
                        -0.88 * ry);
        canvas.close();
        canvas.fill(
            Paint(ear_colour, {0.0, -ry}, mix(ear_colour, kBlack, 0.22F), {0.0, droop * ry}));
      }
    }
  };
  if (pointed) ears();
  canvas.ellipse(0.0, 0.0, rx, ry, 0.60);
  canvas.fill_and_clip(Paint(fur.base, {0.0, -ry}, mix(fur.base, kBlack, 0.12F), {0.0, ry}));
  if (has_patch) {
    canvas.ellipse(patch_side * face.eye_gap * 1.05, -0.22 * ry, rx * 0.42, ry * 0.46);
    canvas.fill(fur.second);
  }
  shade_round(canvas, {0.0, 0.0}, rx, ry);
  canvas.unclip();
  if (!pointed) ears();

  draw_eyes(canvas, face, -0.16 * ry, pick_dark_iris(random), 0.62);
  if (has_tongue) {
    canvas.ellipse(0.02, 0.80 * ry, 0.15 * rx, 0.24 * ry, 0.62);
    canvas.fill(sitter.tone(Rgb{0.95F, 0.45F, 0.50F}));
  }
  canvas.ellipse(0.0, 0.46 * ry, 0.50 * rx, 0.36 * ry, 0.60);
  canvas.fill(Paint(fur.light, {0.0, 0.1 * ry}, mix(fur.light, kBlack, 0.12F), {0.0, 0.8 * ry}));
  draw_mouth(canvas, {0.0, 0.42 * ry}, 0.32 * rx, 0.32 * ry, fur.ink, 0.05);
  draw_nose(canvas, {0.0, 0.24 * ry}, 0.20 * rx, 0.15 * ry, mix(fur.ink, kBlack, 0.5F));
}

void draw_fox(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const Face face = pick_face(random);
  const double rx = face.rx * 1.04;
  const double ry = face.ry * 1.08;
  const double ear_height = random.uniform(0.42, 0.58);
  const double tilt = random.uniform(0.0, 0.14);
  const Rgb white = sitter.tone(Rgb{0.97F, 0.95F, 0.92F});

  for (const double s : {-1.0, 1.0}) {
    const Vec2 tip{s * (rx * 0.72 + tilt), -0.50 * ry - ear_height};
    trace_ear(canvas, {s * rx * 0.14, -0.58 * ry}, tip, {s * rx * 0.98, -0.02 * ry}, 0.06);
    canvas.fill(Paint(mix(fur.dark, kBlack, 0.45F), tip, fur.base, {tip.x * 0.9, -0.42 * ry}));
    trace_ear(canvas, {s * rx * 0.34, -0.60 * ry}, {tip.x * 0.96, tip.y * 0.80 - 0.06},
              {s * rx * 0.84, -0.25 * ry}, 0.04);
    canvas.fill(mix(fur.light, kBlack, 0.12F), 0.85F);
  }
  // A face like a heart with a long chin.
  canvas.move_to(0.0, -0.70 * ry);
  for (const double s : {1.0, -1.0}) {
    if (s > 0) {
      canvas.curve_to(0.60 * rx, -0.72 * ry, 0.98 * rx, -0.30 * ry, 1.06 * rx, 0.22 * ry);
      canvas.curve_to(0.70 * rx, 0.42 * ry, 0.30 * rx, 0.70 * ry, 0.10 * rx, 1.02 * ry);
      canvas.curve_to(0.05 * rx, 1.08 * ry, -0.05 * rx, 1.08 * ry, -0.10 * rx, 1.02 * ry);
    } else {
      canvas.curve_to(-0.30 * rx, 0.70 * ry, -0.70 * rx, 0.42 * ry, -1.06 * rx, 0.22 * ry);
      canvas.curve_to(-0.98 * rx, -0.30 * ry, -0.60 * rx, -0.72 * ry, 0.0, -0.70 * ry);
    }
  }
  canvas.close();
  canvas.fill_and_clip(
      Paint(mix(fur.base, kBlack, 0.05F), {0.0, -0.7 * ry}, fur.base, {0.0, 0.5 * ry}));
  for (const double s : {-1.0, 1.0}) {
    canvas.move_to(s * 1.15 * rx, 0.02 * ry);
    canvas.curve_to(s * 0.70 * rx, 0.00 * ry, s * 0.26 * rx, 0.10 * ry, s * 0.12 * rx, 0.62 * ry);
    canvas.line_to(0.0, 1.2 * ry);
    canvas.line_to(s * 1.15 * rx, 0.8 * ry);
    canvas.close();
    canvas.fill(white);
  }
  shade_round(canvas, {0.0, 0.0}, rx, ry);
  canvas.unclip();
  const Rgb iris = random.chance(0.5) ? Rgb{0.90F, 0.65F, 0.20F} : pick_dark_iris(random);
  for (const double s : {-1.0, 1.0}) {
    draw_eye(canvas, {s * face.eye_gap * 1.02, -0.06 * ry}, face.eye_radius * 0.95, iris, 0.5, 0.8);
  }
  draw_nose(canvas, {0.0, 0.94 * ry}, 0.15 * rx, 0.11 * ry, mix(fur.ink, kBlack, 0.5F));
}

void draw_owl(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const double rx = random.uniform(0.54, 0.64);
  const double tuft = random.uniform(0.16, 0.32);
  const double eye = rx * random.uniform(0.30, 0.38);
  const Rgb iris =
      mix(Rgb{0.98F, 0.82F, 0.20F}, Rgb{0.95F, 0.50F, 0.12F}, static_cast<float>(random.uniform()));
  const Rgb beak = mix(sitter.tone(Rgb{0.95F, 0.65F, 0.20F}), Rgb{0.95F, 0.65F, 0.20F}, 0.4F);
  const bool has_bars = random.chance(0.6);

  for (const double s : {-1.0, 1.0}) {  // feet
    canvas.ellipse(s * 0.20, 0.94, 0.13, 0.05);
    canvas.fill(beak);
  }
  for (const double s : {-1.0, 1.0}) {
    trace_ear(canvas, {s * rx * 0.20, -0.66}, {s * rx * 0.88, -0.72 - tuft}, {s * rx * 0.96, -0.30},
              0.05);
    canvas.fill(mix(fur.base, kBlack, 0.14F));
  }
  canvas.ellipse(0.0, 0.10, rx, 0.84, 0.64);
  canvas.fill_and_clip(Paint(fur.base, {0.0, -0.7}, mix(fur.base, kBlack, 0.15F), {0.0, 0.95}));
  canvas.ellipse(0.0, 0.52, rx * 0.66, 0.50);
  canvas.fill(fur.light, 0.9F);
  if (has_bars) {
    for (int row = 0; row < 3; ++row) {
      const double y = 0.36 + 0.17 * row;
      for (int i = 0; i < 3 - row % 2; ++i) {
        const double x = (i - (row % 2 == 0 ? 1.0 : 0.5)) * 0.22;
        canvas.stroke({{x - 0.07, y}, {x, y + 0.07}, {x + 0.07, y}}, 0.045, 0.045);
      }
    }
    canvas.fill(fur.dark, 0.85F);
  }
  for (const double s : {-1.0, 1.0}) {  // wings
    canvas.ellipse(s * rx * 1.02, 0.42, rx * 0.34, 0.46);
    canvas.fill(fur.dark, 0.9F);
  }
  shade_round(canvas, {0.0, 0.0}, rx, 0.84);
  canvas.unclip();
  for (const double s : {-1.0, 1.0}) {
    canvas.ellipse(s * rx * 0.46, -0.26, eye * 1.42, eye * 1.42);
    canvas.fill(fur.light);
  }
  for (const double s : {-1.0, 1.0})
    draw_eye(canvas, {s * rx * 0.44, -0.26}, eye * 0.88, iris, 0.62, 1.0);
  canvas.polygon({{-0.09, -0.14}, {0.09, -0.14}, {0.0, 0.08}});
  canvas.fill(beak);
}

void draw_mouse(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const Face face = pick_face(random);
  const double rx = face.rx * 0.90;
  const double ry = face.ry * 0.96;
  const double ear = random.uniform(0.34, 0.42);
  const double spread = random.uniform(0.95, 1.10);
  const bool dark_whiskers = random.chance(0.5);

  for (const double s : {-1.0, 1.0}) {
    const Vec2 centre{s * rx * spread, -0.78 * ry - 0.08};
    canvas.ellipse(centre.x, centre.y, ear, ear);
    canvas.fill(Paint(fur.base, {0.0, centre.y - ear}, mix(fur.base, kBlack, 0.18F),
                      {0.0, centre.y + ear}));
    canvas.ellipse(centre.x, centre.y + 0.02, ear * 0.68, ear * 0.68);
    canvas.fill(fur.pink);
  }
  // A face that gets narrow towards the nose.
  canvas.move_to(0.0, -ry);
  canvas.curve_to(0.62 * rx, -ry, rx, -0.55 * ry, rx, -0.05 * ry);
  canvas.curve_to(rx, 0.50 * ry, 0.40 * rx, 1.02 * ry, 0.0, 1.02 * ry);
  canvas.curve_to(-0.40 * rx, 1.02 * ry, -rx, 0.50 * ry, -rx, -0.05 * ry);
  canvas.curve_to(-rx, -0.55 * ry, -0.62 * rx, -ry, 0.0, -ry);
  canvas.close();
  canvas.fill_and_clip(Paint(fur.base, {0.0, -ry}, mix(fur.base, kBlack, 0.10F), {0.0, ry}));
  canvas.ellipse(0.0, 0.74 * ry, 0.46 * rx, 0.36 * ry);
  canvas.fill(fur.light, 0.8F);
  shade_round(canvas, {0.0, 0.0}, rx, ry);
  canvas.unclip();
  draw_eyes(canvas, face, -0.06 * ry, Rgb{0.12F, 0.09F, 0.10F}, 0.8);
  const Rgb whisker = dark_whiskers ? mix(fur.ink, kBlack, 0.2F) : Rgb{0.96F, 0.96F, 0.94F};
  for (const double s : {-1.0, 1.0}) {
    for (const double slope : {-0.12, 0.12}) {
      canvas.stroke({{s * 0.20 * rx, 0.70 * ry}, {s * 1.05 * rx, 0.66 * ry + slope * 2.2 * rx}},
                    0.026, 0.018);
    }
  }
  canvas.fill(whisker, 0.5F);
  canvas.ellipse(0.0, 0.68 * ry, 0.17 * rx, 0.14 * ry);
  canvas.fill(mix(fur.pink, Rgb{0.90F, 0.35F, 0.42F}, 0.4F));
  draw_mouth(canvas, {0.0, 0.80 * ry}, 0.16 * rx, 0.12 * ry, fur.ink, 0.035);
}

void draw_rabbit(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const Face face = pick_face(random);
  const double rx = face.rx * 0.86;
  const double ry = face.ry * 0.92;
  const double length = random.uniform(0.42, 0.50);
  const double lean = random.uniform(0.02, 0.30);
  const bool one_folds = random.chance(0.25);
  const Affine frame = canvas.frame();

  canvas.set_frame(frame.moved(0.0, 0.22));
  for (const double s : {-1.0, 1.0}) {
    const Affine head = canvas.frame();
    const double turn = s * lean + (one_folds && s > 0 ? 0.55 : 0.0);
    canvas.set_frame(head.moved(s * rx * 0.42, -0.62 * ry).turned(turn));
    canvas.ellipse(0.0, -length * 0.86, 0.155, length, 0.58);
    canvas.fill(Paint(mix(fur.base, kBlack, 0.10F), {0.0, -2.0 * length}, fur.base, {0.0, 0.0}));
    canvas.ellipse(0.0, -length * 0.82, 0.082, length * 0.76, 0.56);
    canvas.fill(fur.pink, 0.9F);
    canvas.set_frame(head);
  }
  fill_head(canvas, fur, {rx, ry, face.eye_gap, face.eye_radius}, 0.60);
  shade_round(canvas, {0.0, 0.0}, rx, ry);
  canvas.unclip();
  draw_eyes(canvas, {rx, ry, rx * 0.46, face.eye_radius}, -0.10 * ry, pick_dark_iris(random), 0.7);
  for (const double s : {-1.0, 1.0}) canvas.ellipse(s * 0.17 * rx, 0.42 * ry, 0.23 * rx, 0.22 * ry);
  canvas.fill(fur.light, 0.95F);
  canvas.polygon({{-0.045, 0.58 * ry}, {0.045, 0.58 * ry}, {0.04, 0.72 * ry}, {-0.04, 0.72 * ry}});
  canvas.fill(Rgb{0.97F, 0.96F, 0.93F});
  draw_mouth(canvas, {0.0, 0.40 * ry}, 0.18 * rx, 0.22 * ry, fur.ink, 0.04);
  canvas.ellipse(0.0, 0.30 * ry, 0.12 * rx, 0.10 * ry, 0.5);
  canvas.fill(mix(fur.pink, Rgb{0.90F, 0.35F, 0.42F}, 0.4F));
  canvas.set_frame(frame);
}

void draw_bear(Sitter& sitter, bool is_panda) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  Fur fur = sitter.fur;
  const Face face = pick_face(random);
  const double rx = face.rx;
  const double ry = face.ry;
  const double ear = random.uniform(0.20, 0.27);
  const Rgb patch = sitter.tone(Rgb{0.12F, 0.11F, 0.13F});
  if (is_panda) {
    fur.base = sitter.tone(Rgb{0.95F, 0.94F, 0.92F});
    fur.light = sitter.tone(Rgb{0.98F, 0.97F, 0.96F});
    fur.ink = mix(patch, kBlack, 0.5F);
  }
  for (const double s : {-1.0, 1.0}) {
    const Vec2 centre{s * rx * 0.72, -0.84 * ry};
    const Rgb outside = is_panda ? patch : mix(fur.base, kBlack, 0.10F);
    canvas.ellipse(centre.x, centre.y, ear, ear);
    canvas.fill(outside);
    canvas.ellipse(centre.x, centre.y + 0.02, ear * 0.58, ear * 0.58);
    canvas.fill(is_panda ? mix(patch, kWhite, 0.12F) : mix(fur.light, fur.pink, 0.3F));
  }
  fill_head(canvas, fur, face, 0.60);
  if (is_panda) {
    const Affine head = canvas.frame();
    for (const double s : {-1.0, 1.0}) {
      canvas.set_frame(head.moved(s * face.eye_gap * 1.05, 0.0).turned(s * 0.5));
      canvas.ellipse(0.0, 0.0, rx * 0.25, ry * 0.34);
      canvas.fill(patch);
    }
    canvas.set_frame(head);
  }
  shade_round(canvas, {0.0, 0.0}, rx, ry);
  canvas.unclip();
  draw_eyes(canvas, {rx, ry, face.eye_gap, face.eye_radius * 0.85}, -0.05 * ry,
            pick_dark_iris(random), 0.7);
  canvas.ellipse(0.0, 0.44 * ry, 0.38 * rx, 0.33 * ry);
  canvas.fill(Paint(fur.light, {0.0, 0.1 * ry}, mix(fur.light, kBlack, 0.10F), {0.0, 0.8 * ry}));
  draw_mouth(canvas, {0.0, 0.44 * ry}, 0.20 * rx, 0.24 * ry, fur.ink, 0.045);
  draw_nose(canvas, {0.0, 0.32 * ry}, 0.16 * rx, 0.12 * ry, mix(fur.ink, kBlack, 0.4F));
}

void draw_pig(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  Fur fur = sitter.fur;
  const Face face = pick_face(random);
  const double rx = face.rx;
  const double ry = face.ry * 1.04;
  if (random.chance(0.4)) {
    fur.base = sitter.tone(Rgb{0.95F, 0.68F, 0.68F});
    fur.light = sitter.tone(Rgb{0.97F, 0.78F, 0.77F});
    fur.ink = mix(fur.base, kBlack, 0.75F);
  }
  const double flop = random.uniform(-0.06, 0.20);
  fill_head(canvas, fur, {rx, ry, face.eye_gap, face.eye_radius}, 0.60);
  shade_round(canvas, {0.0, 0.0}, rx, ry);
  canvas.unclip();
  for (const double s : {-1.0, 1.0}) {
    const Vec2 tip{s * (rx * 0.98 + flop * 0.4), -0.92 * ry - 0.30 + flop * 1.6};
    trace_ear(canvas, {s * rx * 0.28, -0.88 * ry}, tip, {s * rx * 0.92, -0.40 * ry}, 0.09);
    canvas.fill(Paint(mix(fur.base, kBlack, 0.22F), tip, mix(fur.base, kBlack, 0.06F),
                      {s * rx * 0.5, -0.6 * ry}));
  }
  draw_eyes(canvas, {rx, ry, face.eye_gap * 1.05, face.eye_radius * 0.85}, -0.14 * ry,
            pick_dark_iris(random), 0.75);
  canvas.ellipse(0.0, 0.30 * ry, 0.36 * rx, 0.27 * ry, 0.62);
  const Rgb snout = mix(fur.light, fur.pink, 0.45F);
  canvas.fill(Paint(snout, {0.0, 0.0}, mix(snout, kBlack, 0.16F), {0.0, 0.6 * ry}));
  for (const double s : {-1.0, 1.0})
    canvas.ellipse(s * 0.13 * rx, 0.30 * ry, 0.065 * rx, 0.11 * ry);
  canvas.fill(fur.ink, 0.85F);
  draw_mouth(canvas, {0.0, 0.62 * ry}, 0.24 * rx, 0.14 * ry, fur.ink, 0.04);
}

void draw_bird(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const double plump = random.uniform(0.36, 0.46);
  const double head = random.uniform(0.25, 0.31);
  const double tail_lift = random.uniform(-0.30, 0.15);
  const bool has_crest = random.chance(0.3);
  const Rgb beak = mix(sitter.tone(Rgb{0.96F, 0.62F, 0.16F}), Rgb{0.96F, 0.62F, 0.16F}, 0.4F);

  canvas.stroke({{0.02, 0.50}, {0.00, 0.88}, {-0.12, 0.90}}, 0.05, 0.04);
  canvas.stroke({{0.20, 0.48}, {0.20, 0.88}, {0.08, 0.90}}, 0.05, 0.04);
  canvas.fill(mix(beak, kBlack, 0.25F));
  canvas.polygon({{0.40, 0.02}, {0.98, tail_lift}, {0.96, tail_lift + 0.20}, {0.38, 0.40}});
  canvas.fill(fur.dark);
  if (has_crest) {
    trace_ear(canvas, {-0.55, -0.50}, {-0.30, -0.90}, {-0.25, -0.45}, 0.05);
    canvas.fill(fur.dark);
  }
  canvas.polygon({{-0.66, -0.42}, {-0.94, -0.24}, {-0.64, -0.18}});
  canvas.fill(beak);
  canvas.ellipse(0.06, 0.20, 0.52, plump);
  canvas.ellipse(-0.42, -0.30, head, head);
  canvas.polygon({{-0.66, -0.20}, {-0.20, -0.40}, {0.20, -0.10}, {-0.42, 0.20}});
  canvas.fill_and_clip(Paint(fur.base, {0.0, -0.5}, mix(fur.base, kBlack, 0.10F), {0.0, 0.6}));
  canvas.ellipse(-0.20, 0.42, 0.40, 0.30);
  canvas.fill(fur.light, 0.85F);
  shade_round(canvas, {0.0, 0.20}, 0.52, plump);
  canvas.unclip();
  canvas.move_to(-0.14, 0.10);
  canvas.curve_to(0.10, -0.12, 0.40, 0.00, 0.62, 0.26);
  canvas.curve_to(0.36, 0.44, 0.00, 0.46, -0.14, 0.10);
  canvas.close();
  canvas.fill(Paint(fur.second, {0.0, 0.0}, mix(fur.second, kBlack, 0.25F), {0.2, 0.45}));
  draw_eye(canvas, {-0.48, -0.34}, 0.075, Rgb{0.15F, 0.11F, 0.10F}, 0.8, 1.0);
}

}  // namespace

void draw_animal(DrawnKind kind, Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  const Affine frame = canvas.frame();
  const bool is_head = kind != DrawnKind::owl && kind != DrawnKind::bird;
  if (is_head) canvas.set_frame(frame.moved(0.0, 0.14).scaled(1.06, 1.06));
  switch (kind) {
    case DrawnKind::dog: draw_dog(sitter); break;
    case DrawnKind::fox: draw_fox(sitter); break;
    case DrawnKind::owl: draw_owl(sitter); break;
    case DrawnKind::mouse: draw_mouse(sitter); break;
    case DrawnKind::rabbit: draw_rabbit(sitter); break;
    case DrawnKind::bear: draw_bear(sitter, false); break;
    case DrawnKind::panda: draw_bear(sitter, true); break;
    case DrawnKind::pig: draw_pig(sitter); break;
    case DrawnKind::bird: draw_bird(sitter); break;
    default: break;
  }
  canvas.set_frame(frame);
}

}  // namespace purr
