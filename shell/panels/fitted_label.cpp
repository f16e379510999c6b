#include "shell/panels/fitted_label.h"

#include "imgui.h"

namespace purr::shell {

std::string_view fitting(std::initializer_list<std::string_view> forms, float width,
                         const TextStyle& style) {
  for (const std::string_view words : forms) {
    if (measure(words, style).x <= width - 2 * kLabelMargin) return words;
  }
  return {};
}

Rect draw_label(const Rect& box, std::string_view words, const TextStyle& style) {
  if (words.empty()) return box;
  const float width = measure(words, style).x;
  const float x = box.x + (box.width - width) / 2;
  draw_text(ImGui::GetWindowDrawList(), {x, box.y}, words, style);
  return {x, box.y, width, box.height};
}

}  // namespace purr::shell
