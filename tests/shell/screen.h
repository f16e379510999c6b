// A window without a window: Dear ImGui with no backend, driven by events, for tests of widgets.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "imgui.h"

namespace purr::shell::test {

/// An ImGui context with the program's theme and typefaces. Textures are taken as uploaded.
class Screen {
 public:
  explicit Screen(float width = 400.0f, float height = 300.0f, float pixel_ratio = 1.0f);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// Draws `count` frames of a sixtieth of a second with this content.
  void frame(const std::function<void()>& content, int count = 1);

  // What a person does, each followed by as many frames as ImGui needs to take it in.
  void move_to(float x, float y, const std::function<void()>& content);
  void click(float x, float y, const std::function<void()>& content);
  void double_click(float x, float y, const std::function<void()>& content);
  void drag(ImVec2 from, ImVec2 to, const std::function<void()>& content, bool let_go = true,
            int steps = 8);
  void key(ImGuiKey key, const std::function<void()>& content);
  void type(const std::string& words, const std::function<void()>& content);

 private:
  ImGuiContext* before_;
  ImGuiContext* context_;
};

/// Answers as a backend would: every texture that ImGui made or changed is taken as uploaded.
void take_textures();
/// Before a context is destroyed: no texture is left in a backend.
void drop_textures();

/// The middle of a control of the last frame, by full id. Fails the test when it is not there.
[[nodiscard]] ImVec2 middle_of(const std::string& id);

}  // namespace purr::shell::test
