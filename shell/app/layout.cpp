#include "shell/app/layout.h"

#include <algorithm>
#include <cmath>

namespace purr::shell {
namespace {

constexpr float kMaxMiddleWidth = 1100.0F;  // from here on there are two rails
constexpr float kMinCentreWidth = 460.0F;   // of the network between the rails
constexpr float kMaxRailWidth = 620.0F;
constexpr float kMinPlotLength = 160.0F;  // what dragging leaves of a plot, each way

/// @param chosen  what the user set; 0: the usual length.
Adjustable adjustable(float chosen, float usual, float min, float max) {
  return {.now = chosen > 0 ? std::clamp(chosen, min, std::max(min, max)) : usual,
          .usual = usual,
          .min = min,
          .max = max};
}

}  // namespace

Layout layout_of(float width, float height) {
  if (width < kMaxPhoneWidth || height < kMinFixedHeight) return Layout::phone;
  return width < kMaxMiddleWidth ? Layout::middle : Layout::wide;
}

RailWidths rail_widths(Layout layout, float width, float gap, const Arrangement& arrangement) {
  constexpr float kMinLeft = 260.0F;
  constexpr float kMinRight = 280.0F;
  const bool is_middle = layout == Layout::middle;
  const float usual_left = is_middle ? 300.0F : std::clamp(width * 0.203F, 284.0F, 340.0F);
  const float usual_right = is_middle ? 0.0F : std::clamp(width * 0.22F, 300.0F, 380.0F);
  const float room = width - 4 * gap - kMinCentreWidth;  // of both rails together
  const auto max_width = [](float min, float rest) {
    return std::max(min, std::min(kMaxRailWidth, rest));
  };
  RailWidths rails;
  rails.left =
      adjustable(arrangement.left, usual_left, kMinLeft, max_width(kMinLeft, room - usual_right));
  if (is_middle) return rails;
  rails.right = adjustable(arrangement.right, usual_right, kMinRight,
                           max_width(kMinRight, room - rails.left.now));
  return rails;
}

Adjustable network_height(float column_height, float gap, const Arrangement& arrangement) {
  constexpr float kMin = 250.0F;
  const float usual = std::clamp(column_height * 0.42F, kMin, 420.0F);
  const float max = std::max(kMin, column_height - gap - kMinPlotLength);
  return adjustable(arrangement.network, usual, kMin, max);
}

Adjustable cost_width(float column_width, float gap, const Arrangement& arrangement) {
  constexpr float kMin = 200.0F;
  const float room = column_width - gap;  // of both plots together
  const float usual = std::floor(room * 0.64F);
  return adjustable(arrangement.cost, usual, kMin, std::max(kMin, room - kMinPlotLength));
}

FirstView first_view(const Rect& body, float gap, float right, bool has_offer) {
  constexpr float kMinWithOffer = 900.0F;  // of the three cards below the network
  constexpr float kMinLower = 200.0F;
  constexpr float kMaxLower = 340.0F;
  FirstView view;
  const float left = std::round(std::clamp(body.width * 0.186F, 264.0F, 330.0F));
  view.start = {body.x + gap, body.y + gap, left, body.height - 2 * gap};
  const float x = view.start.right() + gap;
  const float width = body.right() - gap - right - x;
  const float lower = std::round(std::clamp(view.start.height * 0.3F, kMinLower, kMaxLower));
  view.network = {x, view.start.y, width, view.start.height - gap - lower};
  const float y = view.network.bottom() + gap;
  const bool has_three = has_offer && width >= kMinWithOffer;
  const float room = width - (has_three ? 2 : 1) * gap;
  const float cost = std::floor(room * (has_three ? 0.38F : 0.66F));
  const float score = has_three ? std::floor(room * 0.22F) : room - cost;
  view.cost = {x, y, cost, lower};
  view.score = {view.cost.right() + gap, y, score, lower};
  if (has_three) {
    view.offer = {view.score.right() + gap, y, room - cost - score, lower};
  }
  return view;
}

FirstView first_view_below_strip(const Rect& body, float gap, float strip, bool has_offer) {
  constexpr float kMinLower = 148.0F;
  constexpr float kMaxLower = 200.0F;
  constexpr float kMinNetwork = 330.0F;
  constexpr float kMaxNetwork = 560.0F;
  constexpr float kMinWithOffer = 900.0F;  // of three cards beside each other
  constexpr float kOfferBelow = 190.0F;
  FirstView view;
  const float width = body.width - 2 * gap;
  view.start = {body.x + gap, body.y + gap, width, strip};
  const float y = view.start.bottom() + gap;
  const float rest = body.bottom() - gap - y;
  const float lower = std::round(std::clamp(rest * 0.285F, kMinLower, kMaxLower));
  const float network = std::clamp(rest - gap - lower, kMinNetwork, kMaxNetwork);
  view.network = {view.start.x, y, width, network};
  const float top = view.network.bottom() + gap;
  const bool has_three = has_offer && width >= kMinWithOffer;
  const float room = width - (has_three ? 2 : 1) * gap;
  const float cost = std::floor(room * (has_three ? 0.33F : 0.5F));
  const float score = has_three ? std::floor(room * 0.2F) : room - cost;
  view.cost = {view.start.x, top, cost, lower};
  view.score = {view.cost.right() + gap, top, score, lower};
  if (has_three) {
    view.offer = {view.score.right() + gap, top, room - cost - score, lower};
  } else if (has_offer) {
    view.offer = {view.start.x, top + lower + gap, width, kOfferBelow};
  }
  return view;
}

}  // namespace purr::shell
