#include <algorithm>
#include <array>

#include "engine/pictures/drawn_subjects.h"

namespace purr {

namespace {

/// Everything that differs from cat to cat's head.
struct Head {
  double rx, ry;
  double ear_height, ear_width, ear_tilt;
  double eye_gap, eye_radius, eye_open, pupil;
  Rgb iris;
  Rgb odd_iris;  ///< of the second eye
  bool dark_nose, dark_whiskers, has_tufts;
  double whisker_length;
  double blaze;     ///< half width of a bicolour's white stripe
  double patch[2];  ///< where a calico's patches sit, -1 to 1
};

Rgb pick_iris(PictureRandom& random) {
  constexpr std::array<Rgb, 6> kIrises = {{{0.55F, 0.80F, 0.25F},
                                           {0.35F, 0.72F, 0.38F},
                                           {0.92F, 0.80F, 0.25F},
                                           {0.95F, 0.62F, 0.15F},
                                           {0.40F, 0.70F, 0.92F},
                                           {0.75F, 0.85F, 0.40F}}};
  const Rgb iris = kIrises[static_cast<std::size_t>(random.pick(6))];
  return mix(iris, Rgb{1, 1, 1}, static_cast<float>(random.uniform(0.0, 0.15)));
}

Head pick_head(Sitter& sitter) {
  PictureRandom& random = sitter.random;
  Head head;
  head.rx = random.uniform(0.58, 0.70);
  head.ry = head.rx * random.uniform(0.78, 0.90);
  head.ear_height = random.uniform(0.40, 0.58);
  head.ear_width = random.uniform(0.21, 0.27);
  head.ear_tilt = random.uniform(0.03, 0.20);
  head.eye_gap = head.rx * random.uniform(0.41, 0.49);
  head.eye_radius = head.rx * random.uniform(0.175, 0.25);
  head.eye_open = random.chance(0.2) ? random.uniform(0.60, 0.75) : random.uniform(0.85, 1.0);
  head.pupil = random.uniform(0.22, 0.55);
  head.iris = sitter.coat == DrawnCoat::siamese ? Rgb{0.45F, 0.72F, 0.95F} : pick_iris(random);
  head.odd_iris = random.chance(0.04) ? pick_iris(random) : head.iris;
  head.dark_nose = random.chance(0.3);
  head.dark_whiskers = random.chance(0.5);
  head.has_tufts = random.chance(0.4);
  head.whisker_length = random.uniform(1.05, 1.35);
  head.blaze = random.uniform(0.06, 0.16);
  const double side = random.side();
  head.patch[0] = side * random.uniform(0.3, 0.7);
  head.patch[1] = -side * random.uniform(0.3, 0.8);
  return head;
}

void draw_ears(Sitter& sitter, const Head& head) {
  Canvas& canvas = sitter.canvas;
  const Fur& fur = sitter.fur;
  const bool points = sitter.coat == DrawnCoat::siamese;
  int which = 0;
  for (const double s : {-1.0, 1.0}) {
    const double middle = 0.60 * head.rx;
    const Vec2 inner{s * (middle - head.ear_width), -0.74 * head.ry};
    const Vec2 outer{s * 0.93 * head.rx, -0.26 * head.ry};
    const Vec2 tip{s * (middle + head.ear_width * 0.45 + head.ear_tilt * 0.7),
                   -0.62 * head.ry - head.ear_height};
    Rgb outside = points ? fur.dark : fur.base;
    if (sitter.coat == DrawnCoat::calico) outside = which == 0 ? fur.second : fur.dark;
    ++which;
    trace_ear(canvas, inner, tip, outer, 0.05);
    canvas.fill(Paint(mix(outside, Rgb{0, 0, 0}, 0.16F), tip, outside, {tip.x, outer.y}));
    const auto inward = [&](Vec2 p, double t) {
      const Vec2 centre{(inner.x + outer.x) / 2, (inner.y + outer.y) / 2 - 0.06};
      return Vec2{centre.x + (p.x - centre.x) * t, centre.y + (p.y - centre.y) * t};
    };
    trace_ear(canvas, inward(inner, 0.60), inward(tip, 0.70), inward(outer, 0.60), 0.05);
    canvas.fill(Paint(fur.pink, inward(tip, 0.7), mix(fur.pink, Rgb{0, 0, 0}, 0.18F),
                      {inward(tip, 0.7).x, outer.y}));
  }
}

/// The outline of the face: a cushion, a little wider below the eyes; some have cheek tufts.
void trace_face(Canvas& canvas, const Head& head) {
  const double rx = head.rx;
  const double ry = head.ry;
  if (head.has_tufts) {
    for (const double s : {-1.0, 1.0}) {
      canvas.polygon(
          {{s * rx * 0.80, ry * 0.05}, {s * rx * 1.10, ry * 0.34}, {s * rx * 0.86, ry * 0.36}});
      canvas.polygon(
          {{s * rx * 0.80, ry * 0.25}, {s * rx * 1.04, ry * 0.58}, {s * rx * 0.60, ry * 0.75}});
    }
  }
  canvas.ellipse(0.0, 0.0, rx, ry, 0.605);
}

void draw_coat_on_face(Sitter& sitter, const Head& head) {
  Canvas& canvas = sitter.canvas;
  const Fur& fur = sitter.fur;
  const double rx = head.rx;
  const double ry = head.ry;
  const Rgb white = sitter.tone(Rgb{0.98F, 0.96F, 0.94F});
  switch (sitter.coat) {
    case DrawnCoat::tabby:
      canvas.stroke({{0.0, -1.0 * ry}, {0.0, -0.50 * ry}}, 0.12 * rx, 0.05 * rx);
      for (const double s : {-1.0, 1.0}) {
        canvas.stroke({{s * 0.30 * rx, -1.0 * ry}, {s * 0.20 * rx, -0.52 * ry}}, 0.12 * rx,
                      0.05 * rx);
        canvas.stroke({{s * 1.02 * rx, 0.02 * ry}, {s * 0.70 * rx, 0.14 * ry}}, 0.10 * rx,
                      0.04 * rx);
        canvas.stroke({{s * 1.00 * rx, 0.34 * ry}, {s * 0.68 * rx, 0.36 * ry}}, 0.10 * rx,
                      0.04 * rx);
      }
      canvas.fill(fur.dark, 0.9F);
      break;
    case DrawnCoat::bicolour:
      canvas.move_to(-head.blaze * 0.35, -1.0 * ry);
      canvas.curve_to(-head.blaze * 0.8, -0.3 * ry, -0.50 * rx, 0.05 * ry, -0.62 * rx, 1.1 * ry);
      canvas.line_to(0.62 * rx, 1.1 * ry);
      canvas.curve_to(0.50 * rx, 0.05 * ry, head.blaze * 0.8, -0.3 * ry, head.blaze * 0.35,
                      -1.0 * ry);
      canvas.close();
      canvas.fill(white);
      break;
    case DrawnCoat::siamese:
      canvas.glow(0.0, 0.25 * ry, 0.95 * rx, 1.05 * ry, fur.dark, 1.0F);
      break;
    case DrawnCoat::calico:
      canvas.ellipse(head.patch[0] * rx, -0.55 * ry, 0.48 * rx, 0.60 * ry);
      canvas.fill(fur.second);
      canvas.ellipse(head.patch[1] * rx, -0.50 * ry, 0.42 * rx, 0.62 * ry);
      canvas.fill(fur.dark);
      break;
    case DrawnCoat::solid:
    case DrawnCoat::none: break;
  }
}

/// A head around the origin of the canvas's frame.
void draw_head(Sitter& sitter, const Head& head) {
  Canvas& canvas = sitter.canvas;
  const Fur& fur = sitter.fur;
  const double rx = head.rx;
  const double ry = head.ry;

  draw_ears(sitter, head);

  trace_face(canvas, head);
  canvas.fill_and_clip(Paint(fur.base, {0.0, -ry}, mix(fur.base, Rgb{0, 0, 0}, 0.10F), {0.0, ry}));
  draw_coat_on_face(sitter, head);
  shade_round(canvas, {0.0, 0.0}, rx, ry);
  canvas.unclip();

  for (const double s : {-1.0, 1.0}) {
    draw_eye(canvas, {s * head.eye_gap, -0.06 * ry}, head.eye_radius,
             s < 0 ? head.iris : head.odd_iris, head.pupil, head.eye_open);
  }

  for (const double s : {-1.0, 1.0})
    canvas.ellipse(s * 0.165 * rx, 0.46 * ry, 0.20 * rx, 0.19 * ry);
  const Rgb pads = sitter.coat == DrawnCoat::siamese ? mix(fur.dark, fur.light, 0.3F) : fur.light;
  const Rgb mouth = mix(pads, Rgb{0.06F, 0.03F, 0.04F}, 0.72F);
  canvas.fill(pads, 0.92F);
  canvas.ellipse(0.0, 0.66 * ry, 0.14 * rx, 0.12 * ry);
  canvas.fill(pads, 0.92F);

  // Whiskers are hairs: half of a pixel at most, and half seen through.
  const Rgb whisker =
      head.dark_whiskers ? mix(fur.ink, Rgb{0.1F, 0.1F, 0.1F}, 0.3F) : Rgb{0.96F, 0.96F, 0.94F};
  for (const double s : {-1.0, 1.0}) {
    for (const double slope : {-0.16, 0.0, 0.16}) {
      const double end = head.whisker_length * rx;
      canvas.stroke({{s * 0.24 * rx, (0.44 + slope * 0.35) * ry},
                     {s * 0.70 * rx, 0.42 * ry + slope * 0.60 * rx},
                     {s * end, 0.44 * ry + slope * 1.35 * rx}},
                    0.028, 0.018);
    }
  }
  canvas.fill(whisker, head.dark_whiskers ? 0.42F : 0.50F);

  const Rgb nose = head.dark_nose ? fur.ink : mix(fur.pink, Rgb{0.85F, 0.30F, 0.36F}, 0.45F);
  draw_mouth(canvas, {0.0, 0.42 * ry}, 0.20 * rx, 0.22 * ry, mouth, 0.045);
  canvas.move_to(-0.115 * rx, 0.23 * ry);
  canvas.curve_to(-0.05 * rx, 0.18 * ry, 0.05 * rx, 0.18 * ry, 0.115 * rx, 0.23 * ry);
  canvas.curve_to(0.10 * rx, 0.33 * ry, 0.04 * rx, 0.38 * ry, 0.0, 0.42 * ry);
  canvas.curve_to(-0.04 * rx, 0.38 * ry, -0.10 * rx, 0.33 * ry, -0.115 * rx, 0.23 * ry);
  canvas.close();
  canvas.fill(nose);
}

void draw_sitting(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const Affine whole = canvas.frame();
  const Affine frame = whole.moved(0.0, 0.02).scaled(0.95, 0.95);
  canvas.set_frame(frame);
  const Head head = pick_head(sitter);
  const double hips = random.uniform(0.44, 0.52);
  const double tail_reach = random.uniform(0.74, 0.92);
  const double tail_height = random.uniform(-0.05, 0.35);
  const bool tail_lies = random.chance(0.4);
  const bool points = sitter.coat == DrawnCoat::siamese;
  const Rgb white = sitter.tone(Rgb{0.98F, 0.96F, 0.94F});

  // The tail behind the body, as an S or lying around the feet.
  const Rgb tail = points || sitter.coat == DrawnCoat::calico ? fur.dark : fur.base;
  if (tail_lies) {
    canvas.curve_stroke({0.30, 0.80}, {0.65, 1.00}, {tail_reach, 0.92}, {tail_reach, 0.66}, 0.17,
                        0.13);
  } else {
    canvas.curve_stroke({0.30, 0.82}, {0.95, 0.95}, {0.50, 0.30}, {tail_reach, tail_height}, 0.17,
                        0.12);
  }
  canvas.fill(mix(tail, Rgb{0, 0, 0}, 0.08F));

  canvas.move_to(0.0, -0.30);
  canvas.curve_to(0.34, -0.28, 0.30, 0.18, hips * 0.96, 0.42);
  canvas.curve_to(hips * 1.18, 0.62, hips * 1.08, 0.95, hips * 0.70, 0.95);
  canvas.line_to(-hips * 0.70, 0.95);
  canvas.curve_to(-hips * 1.08, 0.95, -hips * 1.18, 0.62, -hips * 0.96, 0.42);
  canvas.curve_to(-0.30, 0.18, -0.34, -0.28, 0.0, -0.30);
  canvas.close();
  canvas.fill_and_clip(
      Paint(fur.base, {0.0, -0.2}, mix(fur.base, Rgb{0, 0, 0}, 0.16F), {0.0, 0.95}));
  if (sitter.coat == DrawnCoat::tabby) {
    for (const double s : {-1.0, 1.0}) {
      for (const double y : {0.20, 0.40, 0.60, 0.78}) {
        canvas.stroke({{s * 0.62, y - 0.03}, {s * hips * 0.56, y + 0.05}}, 0.075, 0.03);
      }
    }
    canvas.fill(fur.dark, 0.9F);
  }
  if (sitter.coat == DrawnCoat::calico) {
    canvas.ellipse(0.32, 0.30, 0.26, 0.26);
    canvas.fill(fur.second);
    canvas.ellipse(-0.40, 0.60, 0.24, 0.28);
    canvas.fill(fur.dark);
  }
  // The chest, and the haunches beside the front legs.
  canvas.ellipse(0.0, 0.22, 0.19, 0.36);
  canvas.fill(sitter.coat == DrawnCoat::bicolour ? white : fur.light, points ? 0.35F : 0.85F);
  for (const double s : {-1.0, 1.0})
    canvas.glow(s * hips * 1.02, 0.95, 0.30, 0.42, Rgb{0, 0, 0}, 0.22F);
  canvas.glow(0.0, -0.02, 0.50, 0.30, Rgb{0, 0, 0}, 0.35F);  // the shadow of the chin
  canvas.unclip();

  // Front legs and paws.
  const Rgb leg = points ? mix(fur.base, fur.dark, 0.5F) : fur.base;
  for (const double s : {-1.0, 1.0}) {
    canvas.stroke({{s * 0.135, 0.45}, {s * 0.145, 0.86}}, 0.20, 0.17);
    canvas.fill(leg);
  }
  canvas.stroke({{0.0, 0.55}, {0.0, 0.93}}, 0.035, 0.035);
  canvas.fill(mix(leg, Rgb{0, 0, 0}, 0.45F), 0.8F);
  const Rgb paw = sitter.coat == DrawnCoat::bicolour ? white : (points ? fur.dark : fur.light);
  for (const double s : {-1.0, 1.0}) {
    canvas.ellipse(s * 0.155, 0.90, 0.145, 0.085);
    canvas.ellipse(s * 0.42, 0.92, 0.13, 0.065);
  }
  canvas.fill(paw);

  canvas.set_frame(frame.moved(0.0, -0.33).scaled(0.74, 0.74));
  draw_head(sitter, head);
  canvas.set_frame(whole);
}

void draw_walking(Sitter& sitter) {
  Canvas& canvas = sitter.canvas;
  PictureRandom& random = sitter.random;
  const Fur& fur = sitter.fur;
  const Affine whole = canvas.frame();
  const Affine frame = whole.moved(0.0, 0.06);
  canvas.set_frame(frame);
  const Head head = pick_head(sitter);
  const double stride = random.uniform(-0.10, 0.10);
  const double tail_tip = random.uniform(0.62, 0.92);
  const double tail_top = random.uniform(-0.78, -0.45);
  const bool points = sitter.coat == DrawnCoat::siamese;
  const Rgb white = sitter.tone(Rgb{0.98F, 0.96F, 0.94F});
  const Rgb shade = mix(fur.base, Rgb{0, 0, 0}, 0.30F);
  const Rgb leg = points ? mix(fur.base, fur.dark, 0.6F) : fur.base;

  // The far legs, then the tail, the body, the near legs.
  canvas.stroke({{-0.22, 0.30}, {-0.24 - stride, 0.74}}, 0.18, 0.13);
  canvas.stroke({{0.40, 0.28}, {0.44 - stride, 0.74}}, 0.19, 0.13);
  canvas.fill(points ? mix(fur.dark, Rgb{0, 0, 0}, 0.25F) : shade);
  const Rgb tail = points || sitter.coat == DrawnCoat::calico ? fur.dark : fur.base;
  canvas.curve_stroke({0.54, 0.10}, {0.95, 0.05}, {0.62, tail_top * 0.6}, {tail_tip, tail_top},
                      0.16, 0.10);
  canvas.fill(mix(tail, Rgb{0, 0, 0}, 0.06F));

  canvas.ellipse(0.08, 0.16, 0.60, 0.31, 0.66);
  canvas.fill_and_clip(
      Paint(fur.base, {0.0, -0.1}, mix(fur.base, Rgb{0, 0, 0}, 0.20F), {0.0, 0.45}));
  if (sitter.coat == DrawnCoat::tabby) {
    for (const double x : {-0.12, 0.06, 0.24, 0.42, 0.58}) {
      canvas.stroke({{x, -0.16}, {x + 0.05, 0.02}, {x + 0.02, 0.20}}, 0.075, 0.03);
    }
    canvas.fill(fur.dark, 0.9F);
  }
  if (sitter.coat == DrawnCoat::calico) {
    canvas.ellipse(0.38, 0.02, 0.26, 0.20);
    canvas.fill(fur.second);
    canvas.ellipse(-0.05, 0.06, 0.18, 0.22);
    canvas.fill(fur.dark);
  }
  if (sitter.coat == DrawnCoat::bicolour) {
    canvas.ellipse(0.05, 0.46, 0.56, 0.20);
    canvas.fill(white);
  }
  shade_round(canvas, {0.08, 0.16}, 0.60, 0.31);
  canvas.glow(-0.46, 0.08, 0.36, 0.42, Rgb{0, 0, 0}, 0.30F);  // behind the head
  canvas.unclip();

  canvas.stroke({{-0.38, 0.26}, {-0.40 + stride, 0.76}}, 0.20, 0.15);
  canvas.stroke({{0.54, 0.22}, {0.58 + stride, 0.76}}, 0.24, 0.15);
  canvas.fill(Paint(leg, {0.0, 0.3}, mix(leg, Rgb{0, 0, 0}, 0.14F), {0.0, 0.9}));
  const Rgb paw = sitter.coat == DrawnCoat::bicolour ? white : (points ? fur.dark : fur.light);
  canvas.ellipse(-0.43 + stride, 0.80, 0.115, 0.065);
  canvas.ellipse(0.55 + stride, 0.80, 0.115, 0.065);
  canvas.fill(paw);

  canvas.set_frame(frame.moved(-0.46, -0.20).scaled(0.60, 0.60));
  draw_head(sitter, head);
  canvas.set_frame(whole);
}

}  // namespace

void draw_cat(DrawnKind kind, Sitter& sitter) {
  if (kind == DrawnKind::cat_sitting) {
    draw_sitting(sitter);
  } else if (kind == DrawnKind::cat_walking) {
    draw_walking(sitter);
  } else {
    Canvas& canvas = sitter.canvas;
    const Affine frame = canvas.frame();
    const Head head = pick_head(sitter);
    canvas.set_frame(frame.moved(0.0, 0.16).scaled(1.08, 1.08));
    draw_head(sitter, head);
    canvas.set_frame(frame);
  }
}

}  // namespace purr
