// What became of a number that was typed, said beside its field.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/registry.h"

namespace purr::shell::detail {
namespace {

constexpr double kSeconds = 8.0;

/// The one note.
struct FieldNote {
  ImGuiID id = 0;  // 0: none
  std::string words;
  std::string control_id;
  ImRect box;
  double until = 0.0;
  int started = 0;  // the frame in which it was started
  int seen = -1;    // the last frame in which its field was drawn
};

FieldNote& note() {
  static FieldNote the_note;
  return the_note;
}

}  // namespace

std::string typed_words(std::string_view label, double min, double max, double wanted,
                        double became, bool is_integer) {
  constexpr int kDigits = 7;
  const std::string name = plain(label);
  if (wanted < min || wanted > max) {
    return tr(Text::typed_out_of_range, {name, number(min, kDigits), number(max, kDigits),
                                         number(wanted, kDigits), number(became, kDigits)});
  }
  if (is_integer && wanted != std::round(wanted)) {
    return tr(Text::typed_rounded, {name, number(wanted, kDigits), number(became, kDigits)});
  }
  return {};
}

void start_field_note(ImGuiID id, std::string words) {
  FieldNote& n = note();
  if (words.empty()) {
    if (n.id == id) n.id = 0;
    return;
  }
  const int frame = ImGui::GetFrameCount();
  n = {.id = id,
       .words = std::move(words),
       .control_id = {},
       .box = {},
       .until = ImGui::GetTime() + kSeconds,
       .started = frame,
       .seen = frame};
  want_redraw();
}

void follow_field_note(ImGuiID id, const ImRect& box, std::string_view control_id) {
  FieldNote& n = note();
  if (n.id != id) return;
  n.box = box;
  n.control_id = registry().full_id(control_id);
  n.seen = ImGui::GetFrameCount();
}

void draw_field_note() {
  FieldNote& n = note();
  if (n.id == 0) return;
  const int frame = ImGui::GetFrameCount();
  const double left = n.until - ImGui::GetTime();
  const bool is_pressed_elsewhere = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  if (left <= 0.0 || n.seen < frame || (is_pressed_elsewhere && n.started != frame)) {
    n.id = 0;
    return;
  }
  if (n.control_id.empty()) return want_redraw();  // its place is known from the next frame on
  want_redraw(left);
  const Theme& t = theme();
  const TextStyle style = {t.title_size, Weight::regular, t.bubble_ink};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  use_sharp_edges(list);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = std::min(260.0F * t.text_scale, screen.x - 40);
  const ImVec2 words = measure_wrapped(n.words, style, width);
  const ImVec2 size = {words.x + 20, words.y + 12};
  const float x = std::clamp(n.box.Max.x - size.x, 8.0F, std::max(8.0F, screen.x - size.x - 8));
  float y = n.box.Min.y - 6 - size.y;
  if (y < 8) y = n.box.Max.y + 6;
  const ImRect box(snap(x), snap(y), snap(x + size.x), snap(y + size.y));
  draw_shadow(list, box, 8, 10);
  draw_box(list, box, t.bubble, 8);
  draw_wrapped(list, {box.Min.x + 10, box.Min.y + 6}, n.words, style, width);
  registry().add(control_at(n.control_id + "/typed", Role::status, n.words, from_im(box)));
}

}  // namespace purr::shell::detail
