#pragma once

#include <cstdint>
#include <span>

#include "engine/pictures/drawn_cats.h"
#include "engine/pictures/drawn_subjects.h"
#include "engine/pictures/picture_random.h"
#include "engine/pictures/raster.h"

/// What is around a subject, the same for drawn cats and for emoji: its place, the ground, shapes
/// that have nothing to do with it, light and camera.
namespace purr {

/// Each part of a picture has a stream of random numbers of its own.
struct ScenePart {
  static constexpr std::uint32_t kChoice = 0;
  static constexpr std::uint32_t kPlace = 1;
  static constexpr std::uint32_t kSubject = 2;
  static constexpr std::uint32_t kGround = 3;
  static constexpr std::uint32_t kClutter = 4;
  static constexpr std::uint32_t kFinish = 5;
  static constexpr std::uint32_t kNoise = 6;
};

/// Where the subject is and how it lies.
struct Placing {
  Affine frame;  ///< the subject's, -1 to 1, in pixels
  double scale, shift_x, shift_y, turn;
  bool mirrored;
};
/// @param jitter  DrawnSettings::jitter.
Placing pick_placing(PictureRandom& random, double jitter);

struct GroundColours {
  Rgb first, second;
};
/// Light ones behind dark subjects and the reverse, where subjects and grounds are paired.
GroundColours pick_ground_colours(PictureRandom& random, const Tone& tone);
DrawnGround pick_ground(PictureRandom& random);
void draw_ground(Canvas& canvas, PictureRandom& random, DrawnGround ground,
                 const GroundColours& colours);

/// A shape that has nothing to do with the subject: a disc, a box or a triangle.
void draw_bystander(Canvas& canvas, PictureRandom& random, double smallest, double largest,
                    Rgb colour, float alpha);

/// The picture as bytes: light from one side, the camera's cast, contrast, brightness and noise.
///
/// @param noise  standard deviation in steps of 1/255.
/// @param rgb    receives kDrawnBytes bytes.
void develop(Canvas& canvas, PictureRandom& random, PictureRandom& grain, double noise,
             std::span<std::uint8_t> rgb);

}  // namespace purr
