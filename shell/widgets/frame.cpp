#include "shell/widgets/frame.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/registry.h"

namespace purr::shell {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr float kAnimationSeconds = 0.12F;

struct FrameState {
  double redraw_in = 0.0;
  std::optional<TextEditing> editing;      ///< of the last complete frame
  std::optional<TextEditing> editing_now;  ///< of the frame that is being made
  std::unordered_map<ImGuiID, float> animations;
};

FrameState& state() {
  static FrameState the_state;
  return the_state;
}

}  // namespace

namespace detail {

float animate(ImGuiID id, bool on) {
  const float target = on ? 1.0F : 0.0F;
  const auto [place, is_new] = state().animations.try_emplace(id, target);
  float& value = place->second;
  if (is_new || theme().reduced_motion) {
    value = target;
  } else if (value != target) {
    const float step = ImGui::GetIO().DeltaTime / kAnimationSeconds;
    value = target > value ? std::min(target, value + step) : std::max(target, value - step);
    want_redraw();
  }
  return value * value * (3 - 2 * value);
}

void report_editing(const TextEditing& editing) { state().editing_now = editing; }

}  // namespace detail

void begin_widgets() {
  state().redraw_in = kNever;
  state().editing_now.reset();
  detail::begin_regions();
  detail::begin_cards();
  detail::begin_scrolls();
  ImGuiIO& io = ImGui::GetIO();
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = !theme().reduced_motion;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  registry().begin_frame();
  detail::begin_seen_texts();
}

void end_widgets() {
  FrameState& s = state();
  detail::draw_toasts();
  detail::draw_tooltip();
  detail::draw_field_note();
  s.editing = s.editing_now;
  // A caret blinks with a period of 1.2 s.
  if (s.editing && !theme().reduced_motion) want_redraw(0.4);
  detail::end_scrolls();
  registry().end_frame();
  if (registry().has_requests()) want_redraw();
}

double seconds_until_redraw() { return state().redraw_in; }

void want_redraw(double seconds) {
  state().redraw_in = std::min(state().redraw_in, std::max(0.0, seconds));
}

std::optional<TextEditing> text_editing() { return state().editing; }

void begin_page() {
  const ImGuiViewport* view = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(view->Pos);
  ImGui::SetNextWindowSize(view->Size);
  // The platform clears to the colour of the ground, which is faster than a fill in software.
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoScrollbar);
  detail::use_sharp_edges(ImGui::GetWindowDrawList());
}

void end_page() { ImGui::End(); }

}  // namespace purr::shell
