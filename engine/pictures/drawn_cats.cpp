#include "engine/pictures/drawn_cats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "engine/core/check.h"
#include "engine/core/portable_math.h"
#include "engine/pictures/drawn_subjects.h"
#include "engine/pictures/picture_random.h"
#include "engine/pictures/raster.h"
#include "engine/pictures/scene.h"

namespace purr {

namespace {

constexpr int kSize = Canvas::kSize;
static_assert(kSize == kDrawnSize && kDrawnBytes == 3 * Canvas::kPixels);

DrawnKind pick_kind(PictureRandom& random, bool is_cat) {
  const double group = random.uniform();
  const double within = random.uniform();
  if (is_cat) {
    if (group < 0.70) return DrawnKind::cat_head;
    return within < 0.55 ? DrawnKind::cat_sitting : DrawnKind::cat_walking;
  }
  const int first =
      group < 0.55 ? static_cast<int>(DrawnKind::dog) : static_cast<int>(DrawnKind::house);
  const int count = group < 0.55 ? 9 : 8;
  return static_cast<DrawnKind>(first + static_cast<int>(within * count));
}

DrawnPicture draw(bool is_chosen, DrawnKind chosen, std::uint64_t seed, std::uint32_t index,
                  const DrawnSettings& wished, std::span<std::uint8_t> rgb) {
  PURR_CHECK(rgb.size() == kDrawnBytes);
  const DrawnSettings settings = clamped(wished);
  PictureRandom choice(seed, index, ScenePart::kChoice);
  const bool is_cat = choice.uniform() < settings.cat_share;
  const DrawnKind drawn_kind = pick_kind(choice, is_cat);

  DrawnPicture picture;
  picture.kind = is_chosen ? chosen : drawn_kind;
  picture.is_cat = static_cast<int>(picture.kind) < kDrawnCatKindCount;
  picture.light_subject = choice.chance(0.5);
  const DrawnCoat coat = pick_coat(choice);
  if (picture.is_cat) picture.coat = coat;
  picture.ground = pick_ground(choice);
  picture.has_clutter = choice.chance(settings.clutter);
  const bool has_shadow = choice.chance(0.4);
  const double hidden_share = 0.10 * std::min(settings.clutter / 0.45, 1.6);
  const bool hidden = choice.chance(hidden_share);
  const double blur_share = choice.uniform();
  picture.blur = static_cast<float>(choice.chance(0.7) ? 0.72 * blur_share : 0.0);
  picture.noise = static_cast<float>(settings.noise * choice.uniform());
  const Tone tone{settings.polarity, picture.light_subject};

  const auto canvas_owner = std::make_unique<Canvas>();  // 80 kB: too much for a small stack
  Canvas& canvas = *canvas_owner;

  PictureRandom ground_random(seed, index, ScenePart::kGround);
  const GroundColours colours = pick_ground_colours(ground_random, tone);
  draw_ground(canvas, ground_random, picture.ground, colours);

  PictureRandom subject_random(seed, index, ScenePart::kSubject);
  PictureRandom place_random(seed, index, ScenePart::kPlace);
  PictureRandom clutter_random(seed, index, ScenePart::kClutter);
  const Fur fur = pick_fur(subject_random, tone);
  const bool is_all_clutter = picture.kind == DrawnKind::clutter;

  if (picture.has_clutter || is_all_clutter) {
    // Behind an animal the shapes have the ground's brightness; a picture of nothing but shapes
    // has them in the subject's colours too, or it would be told by its emptiness.
    const int count = (is_all_clutter ? 5 : 1) + clutter_random.pick(5);
    for (int i = 0; i < count; ++i) {
      const GroundColours shape = pick_ground_colours(clutter_random, tone);
      const bool fur_coloured = is_all_clutter && i >= 2;
      const int which = clutter_random.pick(3);
      const Rgb fur_colour = which == 0 ? fur.base : which == 1 ? fur.second : fur.dark;
      draw_bystander(canvas, clutter_random, is_all_clutter ? 0.14 : 0.10,
                     is_all_clutter ? 0.34 : 0.26, fur_coloured ? fur_colour : shape.first, 0.9F);
    }
    canvas.blur(clutter_random.uniform(0.4, 1.3));
  }

  const Placing placing = pick_placing(place_random, settings.jitter);
  picture.scale = static_cast<float>(placing.scale);
  picture.shift_x = static_cast<float>(placing.shift_x);
  picture.shift_y = static_cast<float>(placing.shift_y);
  picture.turn = static_cast<float>(placing.turn);
  picture.is_mirrored = placing.mirrored;
  if (!is_all_clutter) {
    canvas.set_frame(placing.frame);
    if (has_shadow) canvas.glow(0.10, 0.84, 0.95, 0.34, Rgb{0.02F, 0.02F, 0.04F}, 0.50F);
    Sitter sitter{canvas, subject_random, tone, fur, picture.coat};
    draw_subject(picture.kind, sitter);
  }
  if (hidden) {
    picture.is_partly_hidden = true;
    const GroundColours shape = pick_ground_colours(clutter_random, tone);
    canvas.set_frame(Affine{});
    const double corner_x = clutter_random.chance(0.5) ? 0.18 : 0.82;
    const double corner_y = clutter_random.uniform(0.55, 0.95);
    const double size = clutter_random.uniform(0.12, 0.20);
    canvas.ellipse(corner_x * kSize, corner_y * kSize, size * kSize,
                   size * kSize * clutter_random.uniform(0.7, 1.2), 0.62);
    canvas.fill(shape.first);
  }

  PictureRandom finish(seed, index, ScenePart::kFinish);
  PictureRandom grain(seed, index, ScenePart::kNoise);
  canvas.blur(picture.blur);
  develop(canvas, finish, grain, picture.noise, rgb);
  return picture;
}

}  // namespace

std::string_view drawn_kind_name(DrawnKind kind) {
  constexpr std::array<std::string_view, kDrawnKindCount> kNames = {
      "cat_head", "cat_sitting", "cat_walking", "dog", "fox",     "owl",    "mouse",
      "rabbit",   "bear",        "panda",       "pig", "bird",    "house",  "flower",
      "car",      "ball",        "tree",        "mug", "strokes", "clutter"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view drawn_coat_name(DrawnCoat coat) {
  constexpr std::array<std::string_view, kDrawnCoatCount> kNames = {
      "none", "solid", "tabby", "bicolour", "siamese", "calico"};
  return kNames[static_cast<std::size_t>(coat)];
}

std::string_view drawn_ground_name(DrawnGround ground) {
  constexpr std::array<std::string_view, kDrawnGroundCount> kNames = {"gradient", "horizon",
                                                                      "stripes", "clouds"};
  return kNames[static_cast<std::size_t>(ground)];
}

DrawnSettings clamped(const DrawnSettings& settings) {
  const DrawnSettings usual;
  const auto within = [](double value, double low, double high, double otherwise) {
    return value == value ? std::clamp(value, low, high) : otherwise;
  };
  DrawnSettings result = settings;
  result.jitter = within(settings.jitter, 0.0, 2.0, usual.jitter);
  result.clutter = within(settings.clutter, 0.0, 1.0, usual.clutter);
  result.noise = within(settings.noise, 0.0, 40.0, usual.noise);
  result.cat_share = within(settings.cat_share, 0.0, 1.0, usual.cat_share);
  return result;
}

DrawnPicture draw_picture(std::uint64_t seed, std::uint32_t index, const DrawnSettings& settings,
                          std::span<std::uint8_t> rgb) {
  return draw(false, DrawnKind::clutter, seed, index, settings, rgb);
}

DrawnPicture draw_picture_of(DrawnKind kind, std::uint64_t seed, std::uint32_t index,
                             const DrawnSettings& settings, std::span<std::uint8_t> rgb) {
  return draw(true, kind, seed, index, settings, rgb);
}

}  // namespace purr
