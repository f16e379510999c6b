#pragma once

#include "engine/pictures/drawn_cats.h"
#include "engine/pictures/picture_random.h"
#include "engine/pictures/raster.h"

namespace purr {

/// How a subject's colours become light or dark, so that it stands out from its ground.
struct Tone {
  bool is_paired = true;  ///< false leaves colours as they are
  bool light = true;

  Rgb operator()(Rgb colour) const;
};

/// The colours of one animal or thing, already toned.
struct Fur {
  Rgb base;    ///< most of it
  Rgb dark;    ///< stripes, points, far legs
  Rgb light;   ///< belly, muzzle
  Rgb second;  ///< a calico's other patches, a thing's second colour
  Rgb ink;     ///< mouths, outlines
  Rgb pink;    ///< inner ears, tongues
};

/// What a drawing function works with.
///
/// The frame of the canvas is the subject's: x to the right, y down, both from -1 to 1.
struct Sitter {
  Canvas& canvas;
  PictureRandom& random;
  Tone tone;
  Fur fur;
  DrawnCoat coat = DrawnCoat::none;
};

/// Colours as animals have them (nine coats, now and then any hue), for animals and things alike:
/// otherwise the colour would give the cat away.
Fur pick_fur(PictureRandom& random, const Tone& tone);
DrawnCoat pick_coat(PictureRandom& random);

/// Draws a subject of any kind but clutter, which is all ground.
void draw_subject(DrawnKind kind, Sitter& sitter);

// The parts of draw_subject(), by file.
void draw_cat(DrawnKind kind, Sitter& sitter);     // drawn_felines.cpp
void draw_animal(DrawnKind kind, Sitter& sitter);  // drawn_animals.cpp
void draw_thing(DrawnKind kind, Sitter& sitter);   // drawn_things.cpp

// Pieces that several animals share (drawn_subjects.cpp).

/// A pointed ear with slightly rounded sides, from the inner foot over the tip to the outer foot.
void trace_ear(Canvas& canvas, Vec2 inner, Vec2 tip, Vec2 outer, double bulge);
/// A round eye that looks at us: dark rim, iris, pupil (`slit` is its width over its height),
/// glint.
void draw_eye(Canvas& canvas, Vec2 centre, double radius, Rgb iris, double slit, double openness);
/// Two short curves that smile from a point below the nose.
void draw_mouth(Canvas& canvas, Vec2 top, double width, double depth, Rgb ink, double thickness);
/// The soft light from above that makes a flat shape round; keep the shape as the clip first.
void shade_round(Canvas& canvas, Vec2 centre, double rx, double ry);

}  // namespace purr
