#include "engine/pictures/emoji.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>

#include "engine/core/check.h"
#include "engine/core/portable_math.h"
#include "engine/pictures/picture_random.h"
#include "engine/pictures/raster.h"
#include "engine/pictures/scene.h"

namespace purr {
namespace {

constexpr int kSide = Glyph::kSide;
static_assert(kSide == Canvas::kSize);

struct Rgba {  // premultiplied
  float r = 0.0F, g = 0.0F, b = 0.0F, a = 0.0F;
};
using Colours = std::array<Rgba, 256>;

/// Coats as cats have them: six light ones, then six dark ones.
constexpr std::array<Rgb, 12> kCoats = {{{0.95F, 0.65F, 0.34F},    // ginger
                                         {0.95F, 0.86F, 0.70F},    // cream
                                         {0.96F, 0.95F, 0.93F},    // white
                                         {0.78F, 0.79F, 0.81F},    // silver
                                         {0.80F, 0.68F, 0.55F},    // fawn
                                         {0.70F, 0.74F, 0.80F},    // light blue
                                         {0.14F, 0.13F, 0.15F},    // black
                                         {0.27F, 0.27F, 0.30F},    // dark grey
                                         {0.33F, 0.22F, 0.15F},    // chocolate
                                         {0.44F, 0.30F, 0.19F},    // brown
                                         {0.33F, 0.36F, 0.43F},    // blue
                                         {0.50F, 0.25F, 0.12F}}};  // dark ginger

std::uint32_t name_hash(std::string_view name) {
  std::uint32_t hash = 0x811c9dc5;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x01000193;
  return hash;
}

float part(std::uint8_t byte) { return static_cast<float>(byte) / 255.0F; }

Rgb colour_of(const Glyph::Colour& c) { return {part(c[0]), part(c[1]), part(c[2])}; }

float dot(Rgb a, Rgb b) { return a.r * b.r + a.g * b.g + a.b * b.b; }

/// How much of a colour is the coat in some light, 0 to 1: near to a multiple of the coat's colour,
/// and not so dark that it is an outline or a pupil.
float coat_share(Rgb colour, Rgb coat, float& light) {
  light = dot(colour, coat) / std::max(dot(coat, coat), 0.01F);
  const Rgb rest{colour.r - light * coat.r, colour.g - light * coat.g, colour.b - light * coat.b};
  const float off = std::sqrt(dot(rest, rest));
  const float like = std::clamp((0.30F - off) / 0.14F, 0.0F, 1.0F);
  const float lit = std::clamp((light - 0.40F) / 0.20F, 0.0F, 1.0F);
  return like * lit;
}

/// The glyph's colours with another coat.
void give_coat(const Glyph& glyph, Rgb coat, Colours& colours) {
  const Rgb old_coat = colour_of(glyph.palette[glyph.dominant]);
  for (std::size_t k = 0; k < glyph.palette.size(); ++k) {
    const Rgb colour = colour_of(glyph.palette[k]);
    float light = 1.0F;
    const float share = coat_share(colour, old_coat, light);
    const Rgb dark{coat.r * light, coat.g * light, coat.b * light};
    const Rgb lit = light <= 1.0F ? dark : mix(coat, Rgb{1, 1, 1}, std::min(light - 1.0F, 0.6F));
    const Rgb result = mix(colour, lit, share);
    const float a = part(glyph.palette[k][3]);
    colours[k] = {result.r * a, result.g * a, result.b * a, a};
  }
}

/// The glyph's colours with their hue turned a little, about the axis of the greys.
void turn_hue(const Glyph& glyph, double radians, Colours& colours) {
  const auto c = static_cast<float>(portable_cos(radians));
  const auto s = static_cast<float>(portable_sin(radians)) * 0.57735027F;  // 1/√3
  const float third = (1.0F - c) / 3.0F;
  for (std::size_t k = 0; k < glyph.palette.size(); ++k) {
    const Rgb from = colour_of(glyph.palette[k]);
    const float a = part(glyph.palette[k][3]);
    const float grey = third * (from.r + from.g + from.b);
    const auto to = [&](float own, float before, float after) {
      return std::clamp(c * own + grey + s * (before - after), 0.0F, 1.0F) * a;
    };
    colours[k] = {to(from.r, from.b, from.g), to(from.g, from.r, from.b),
                  to(from.b, from.g, from.r), a};
  }
}

/// Lays the glyph over the canvas: every pixel takes the four nearest of the glyph.
void lay_glyph(Canvas& canvas, const Glyph& glyph, const Colours& colours, const Affine& frame) {
  // From pixels back to the glyph, whose side is from -1 to 1 of the frame.
  const double determinant = frame.xx * frame.yy - frame.xy * frame.yx;
  const double scale = 0.5 * kSide / determinant;
  const double ux = frame.yy * scale;
  const double uy = -frame.xy * scale;
  const double vx = -frame.yx * scale;
  const double vy = frame.xx * scale;
  const auto at = [&](int x, int y) -> const Rgba& {
    static constexpr Rgba kNothing;
    if (x < 0 || y < 0 || x >= kSide || y >= kSide) return kNothing;
    return colours[glyph.indices[static_cast<std::size_t>(y * kSide + x)]];
  };
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const double px = x + 0.5 - frame.dx;
      const double py = y + 0.5 - frame.dy;
      const double u = ux * px + uy * py + 0.5 * kSide - 0.5;
      const double v = vx * px + vy * py + 0.5 * kSide - 0.5;
      if (u <= -1.0 || v <= -1.0 || u >= kSide || v >= kSide) continue;
      const int column = static_cast<int>(std::floor(u));
      const int row = static_cast<int>(std::floor(v));
      const auto right = static_cast<float>(u - column);
      const auto below = static_cast<float>(v - row);
      const Rgba& a = at(column, row);
      const Rgba& b = at(column + 1, row);
      const Rgba& c = at(column, row + 1);
      const Rgba& d = at(column + 1, row + 1);
      const float wa = (1.0F - right) * (1.0F - below);
      const float wb = right * (1.0F - below);
      const float wc = (1.0F - right) * below;
      const float wd = right * below;
      const float seen = 1.0F - (a.a * wa + b.a * wb + c.a * wc + d.a * wd);
      const auto pixel = static_cast<std::size_t>(y * kSide + x);
      float& red = canvas.red()[pixel];
      float& green = canvas.green()[pixel];
      float& blue = canvas.blue()[pixel];
      red = red * seen + (a.r * wa + b.r * wb + c.r * wc + d.r * wd);
      green = green * seen + (a.g * wa + b.g * wb + c.g * wc + d.g * wd);
      blue = blue * seen + (a.b * wa + b.b * wb + c.b * wc + d.b * wd);
    }
  }
}

GlyphGroup pick_group(PictureRandom& random, bool is_cat) {
  const double u = random.uniform();
  if (is_cat) return u < 0.35 ? GlyphGroup::cat_body : GlyphGroup::cat_head;
  if (u < 0.45) return GlyphGroup::animal;
  return u < 0.65 ? GlyphGroup::smiley : GlyphGroup::object;
}

}  // namespace

bool is_test_glyph(const Glyph& glyph, const GlyphPack& pack) {
  const std::string& artist = pack.artists[glyph.artist].id;
  switch (glyph.group) {
    case GlyphGroup::cat_head:
      return glyph.name == "kissing-cat" || glyph.name == "pouting-cat" ||
             glyph.name == "cat-with-wry-smile";
    case GlyphGroup::cat_body:
      return artist == "fluent-emoji-flat" || artist == "streamline-emojis";
    default: return name_hash(glyph.name) % 4 == 0;
  }
}

Result<EmojiSeries> EmojiSeries::make(std::shared_ptr<const GlyphPack> pack, bool of_test,
                                      EmojiTest test) {
  EmojiSeries series;
  for (std::size_t i = 0; i < pack->glyphs.size(); ++i) {
    const Glyph& glyph = pack->glyphs[i];
    const bool is_new = glyph.artist == pack->new_artist;
    const bool is_big = glyph.group == GlyphGroup::big_cat;
    bool belongs = !is_new && !is_big && is_test_glyph(glyph, *pack) == of_test;
    if (of_test && test == EmojiTest::artist) belongs = is_new && !is_big;
    if (of_test && test == EmojiTest::big_cats) belongs = is_big;
    if (belongs)
      series.groups_[static_cast<std::size_t>(glyph.group)].push_back(static_cast<int>(i));
  }
  const auto count = [&](GlyphGroup group) {
    return series.groups_[static_cast<std::size_t>(group)].size();
  };
  const bool has_big = count(GlyphGroup::big_cat) > 0;
  bool has_all = true;
  for (int g = 0; g < kGlyphGroupCount - 1; ++g) {
    has_all = has_all && count(static_cast<GlyphGroup>(g)) > 0;
  }
  if (of_test && test == EmojiTest::big_cats ? !has_big : !has_all) return fail(Errc::bad_glyphs);
  series.pack_ = std::move(pack);
  return series;
}

EmojiPicture EmojiSeries::draw(std::uint64_t seed, std::uint32_t index, const DrawnSettings& wished,
                               std::span<std::uint8_t> rgb) const {
  PURR_CHECK(rgb.size() == kDrawnBytes);
  const DrawnSettings settings = clamped(wished);
  PictureRandom choice(seed, index, ScenePart::kChoice);
  const bool is_cat = choice.uniform() < settings.cat_share;
  GlyphGroup group = pick_group(choice, is_cat);
  if (!groups_[static_cast<std::size_t>(GlyphGroup::big_cat)].empty()) group = GlyphGroup::big_cat;
  const std::vector<int>& glyphs = groups_[static_cast<std::size_t>(group)];

  EmojiPicture picture;
  picture.glyph = glyphs[static_cast<std::size_t>(choice.pick(static_cast<int>(glyphs.size())))];
  const Glyph& glyph = pack_->glyphs[static_cast<std::size_t>(picture.glyph)];
  picture.is_cat = group == GlyphGroup::cat_head || group == GlyphGroup::cat_body;
  picture.light_subject = choice.chance(0.5);
  picture.ground = pick_ground(choice);
  const bool has_clutter = choice.chance(settings.clutter);
  const bool has_shadow = choice.chance(0.7);
  const bool may_change = choice.chance(0.8);
  const auto noise = settings.noise * choice.uniform();
  const Tone tone{settings.polarity, picture.light_subject};

  const auto canvas_owner = std::make_unique<Canvas>();  // 80 kB: too much for a small stack
  Canvas& canvas = *canvas_owner;
  PictureRandom ground_random(seed, index, ScenePart::kGround);
  const GroundColours ground = pick_ground_colours(ground_random, tone);
  draw_ground(canvas, ground_random, picture.ground, ground);
  if (has_clutter) {
    PictureRandom clutter(seed, index, ScenePart::kClutter);
    for (int i = 1 + clutter.pick(4); i > 0; --i) {
      draw_bystander(canvas, clutter, 0.10, 0.26, pick_ground_colours(clutter, tone).first, 0.9F);
    }
    canvas.blur(clutter.uniform(0.4, 1.3));
  }

  // The glyph fills 0.85 to 1.02 of the frame.
  PictureRandom place(seed, index, ScenePart::kPlace);
  const double side = 1.02 - 0.17 * settings.jitter * place.uniform();
  const double shift_x = 0.03 * kSide * settings.jitter * place.normal();
  const double shift_y = 0.03 * kSide * settings.jitter * place.normal();
  const double turn = 0.105 * settings.jitter * place.normal();  // six degrees
  const double unit = 0.5 * kSide * side;
  const bool mirrored = place.chance(0.5);
  const Affine frame = Affine{}
                           .moved(0.5 * kSide + shift_x, 0.5 * kSide + shift_y)
                           .turned(turn)
                           .scaled(mirrored ? -unit : unit, unit);
  canvas.set_frame(frame);
  if (has_shadow) canvas.glow(0.06, 0.80, 0.95, 0.34, Rgb{0.02F, 0.02F, 0.04F}, 0.45F);

  PictureRandom subject(seed, index, ScenePart::kSubject);
  const auto colours = std::make_unique<Colours>();
  const bool has_fur = picture.is_cat || group == GlyphGroup::animal;
  const int coat = subject.pick(6) + (picture.light_subject ? 0 : 6);
  const double hue = subject.uniform(-0.12, 0.12) * 3.141592653589793;
  picture.has_new_coat = has_fur && may_change && settings.polarity;
  if (picture.has_new_coat) {
    Rgb fur = kCoats[static_cast<std::size_t>(coat)];
    const auto shade = static_cast<float>(subject.uniform(0.88, 1.08));
    fur = {fur.r * shade, fur.g * shade, fur.b * shade};
    give_coat(glyph, fur, *colours);
  } else {
    turn_hue(glyph, hue, *colours);
  }
  lay_glyph(canvas, glyph, *colours, frame);
  canvas.set_frame(Affine{});

  PictureRandom finish(seed, index, ScenePart::kFinish);
  PictureRandom grain(seed, index, ScenePart::kNoise);
  develop(canvas, finish, grain, noise, rgb);
  return picture;
}

}  // namespace purr
