// Colours, sizes and typefaces of the program.
//
// Everything on the screen is drawn from `theme()`. A panel names a colour by its meaning
// (`theme().train`), never by number, and gets the right one for light and dark.
#pragma once

#include "imgui.h"
#include "shell/theme/font_data.h"

struct ImFont;

namespace purr::shell {

enum class ThemeKind { light, dark };

/// Every colour, size and typeface. Sizes are in logical pixels and include the user's text
/// scale; colours are packed the way ImDrawList takes them.
struct Theme {
  ThemeKind kind = ThemeKind::light;
  bool touch = false;           ///< touch: taller rows, larger thumbs, nothing by hover alone
  bool reduced_motion = false;  ///< a setting of the system; animations jump to their end
  float text_scale = 1.0F;
  /// Logical pixels of the host per logical pixel of ours: drawing is larger by this factor,
  /// positions of the pointer are divided by it, and positions reported to the host are multiplied.
  float zoom = 1.0F;

  // Surfaces.
  ImU32 ground = 0;  ///< page behind the cards
  ImU32 card = 0;    ///< cards, top and bottom bar
  ImU32 soft = 0;    ///< wells, pills, quiet buttons
  ImU32 line = 0;    ///< hairlines and borders
  ImU32 hover = 0;   ///< a soft surface under the mouse
  ImU32 press = 0;   ///< a soft surface held down
  ImU32 shadow = 0;  ///< under popups
  ImU32 scrim = 0;   ///< over the page behind a dialog
  ImU32 bubble = 0;  ///< readout card and tooltip, the reverse of the card
  ImU32 bubble_ink = 0;

  // Text. Each reads with a contrast of 4.5 or more on card, ground and soft.
  ImU32 ink = 0;
  ImU32 dim = 0;       ///< secondary text and ticks on card
  ImU32 dim_soft = 0;  ///< secondary text on ground and soft surfaces

  // Meaning. The plain ones are for fills and curves, `..._text` for words of that meaning.
  ImU32 cat = 0, cat_text = 0;      ///< cat, positive
  ImU32 non = 0, non_text = 0;      ///< not a cat, negative
  ImU32 train = 0, train_text = 0;  ///< training curve; also the accent
  ImU32 test = 0, test_text = 0;    ///< test curve
  ImU32 ghost = 0;                  ///< pinned earlier runs
  ImU32 accent = 0, accent_hover = 0, accent_press = 0, accent_text = 0;
  ImU32 accent_soft = 0;  ///< a pale accent: selection, highlighted rows
  ImU32 on_accent = 0;    ///< text on an accent surface
  ImU32 danger = 0, danger_text = 0;
  ImU32 good_text = 0;

  // Type.
  ImFont* regular = nullptr;
  ImFont* semibold = nullptr;
  ImFont* mono = nullptr;
  ImFont* math = nullptr;  ///< of formulas
  float text_size = 13.5F;
  float title_size = 12.0F;  ///< card titles and secondary text
  float small_size = 11.0F;
  float large_size = 16.0F;
  float counter_size = 20.0F;
  float mono_size = 12.0F;

  // Space, in steps of 4.
  float unit = 4.0F;
  float gap = 14.0F;  ///< between cards
  float pad = 14.0F;  ///< inside a card
  float radius = 14.0F;
  float control_radius = 9.0F;
  float row = 32.0F;      ///< height of one control with the gap around it
  float control = 28.0F;  ///< height of the control itself
  float track = 4.0F;
  float thumb = 16.0F;
};

/// The theme in force.
[[nodiscard]] const Theme& theme();

/// Makes every later frame use these colours and sizes. Call between frames, and again when the
/// system's colours, the text scale or the kind of pointer change.
/// @param text_scale  clamped to 0.75 .. 2.
void apply_theme(ThemeKind kind, float text_scale, bool touch);

/// See Theme::zoom. Call between frames.
void set_zoom(float zoom);

/// Motion is a separate setting of the system: see Theme::reduced_motion.
void set_reduced_motion(bool reduced);

/// Adds the typefaces to the current ImGui context, with the Chinese ones where there are any. Call
/// once after ImGui::CreateContext() and before the first frame.
void load_fonts();

/// Takes the Chinese typefaces, two TrueType files whose bytes must stay, for this ImGui context
/// and later ones; with empty ones later contexts have none. Call between frames. Without them a
/// Chinese character is drawn as a question mark, except for the few of an English screen.
void set_chinese_fonts(EmbeddedFont regular, EmbeddedFont semibold);
[[nodiscard]] bool has_chinese_fonts();

/// Whether a character that only the Chinese typefaces have was drawn without them since the last
/// call.
[[nodiscard]] bool take_missing_chinese();

/// Colour of a signed value: `t` runs from -1 (blue, negative, not a cat) through 0 (the colour of
/// the card) to +1 (orange, positive, cat). Values outside are clamped, NaN gives the line colour.
/// Orange and blue differ for every kind of colour vision, and lightness grows on both sides.
[[nodiscard]] ImU32 diverging(float t);

/// Colour of layer `l` (from 1) of `count` where layers are compared: a ramp from violet
/// over teal to gold whose lightness only grows (light theme: from dark) or only falls, so that the
/// order is seen without its hues. Each has a contrast of 3 or more to the card.
[[nodiscard]] ImU32 layer_colour(int l, int count);

/// Text colour that reads on `diverging(t)`.
[[nodiscard]] ImU32 ink_on_diverging(float t);

/// Blends two packed colours; t = 0 gives `a`, 1 gives `b`, in sRGB bytes.
[[nodiscard]] ImU32 mix(ImU32 a, ImU32 b, float t);

/// The same colour with its alpha multiplied by `alpha`.
[[nodiscard]] ImU32 with_alpha(ImU32 colour, float alpha);

/// Contrast of two opaque colours as WCAG 2 defines it, 1 to 21.
[[nodiscard]] float contrast(ImU32 a, ImU32 b);

}  // namespace purr::shell
