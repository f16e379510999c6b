#pragma once

#include "shell/panels/workbench.h"

/// How wide and high the parts of the screen are. All lengths are points. Nothing here draws.
namespace purr::shell {

inline constexpr float kMinLayoutWidth = 360.0F;  ///< no screen is laid out for less
inline constexpr float kMaxPhoneWidth = 720.0F;   ///< narrower surfaces are laid out as a phone
/// Surfaces that are lower are laid out as a phone, too, and their page scrolls as a whole.
inline constexpr float kMinFixedHeight = 540.0F;

Layout layout_of(float width, float height);

/// A length that the user may change by dragging a splitter.
struct Adjustable {
  float now = 0.0F;
  float usual = 0.0F;  ///< until the user drags, and after a reset
  float min = 0.0F;
  float max = 0.0F;
};

/// Widths of the rails beside the network. At middle width there is no right rail: `right.now` is
/// 0.
struct RailWidths {
  Adjustable left;
  Adjustable right;
};
/// As the user set them, within limits that leave the centre its room. The usual widths may be a
/// few points above these limits on a narrow screen.
/// @param width  of the whole surface.
/// @param gap    between the parts, and between them and the edges.
RailWidths rail_widths(Layout layout, float width, float gap, const Arrangement& arrangement);

/// Height of the network in a column of this height, with the plots and a gap below it. A folded
/// network is not adjustable: draw it at the height of a folded card.
Adjustable network_height(float column_height, float gap, const Arrangement& arrangement);

/// Width of the cost plot in a column of this width, with the second plot and a gap beside it.
Adjustable cost_width(float column_width, float gap, const Arrangement& arrangement);

/// The cards of the first view. A card without a place has the width 0.
struct FirstView {
  Rect start;    ///< the few settings
  Rect network;  ///< as large as the rest allows
  Rect cost;
  Rect score;
  Rect offer;
};
/// @param body       between the top bar and the status line, with the margins around it.
/// @param right      width of the rail at the right, with the gap before it; 0: there is none.
/// @param has_offer  there is something to offer. It gives way where the width is needed.
FirstView first_view(const Rect& body, float gap, float right, bool has_offer);

/// The same at middle width, below a strip of settings that is `strip` high. The lower cards may
/// reach below `body`: the page scrolls then.
FirstView first_view_below_strip(const Rect& body, float gap, float strip, bool has_offer);

}  // namespace purr::shell
