#include "tests/shell/screen.h"

#include "shell/theme/theme.h"
#include "shell/widgets/registry.h"
#include "shell/widgets/widgets.h"
#include "tests/support/catch.h"

namespace purr::shell::test {

void take_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantCreate ||
        texture->Status == ImTextureStatus_WantUpdates) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    } else if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    }
  }
}

void drop_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
}

Screen::Screen(float width, float height, float pixel_ratio)
    : before_(ImGui::GetCurrentContext()), context_(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  io.DisplaySize = {width, height};
  io.DisplayFramebufferScale = {pixel_ratio, pixel_ratio};
  io.DeltaTime = 1.0f / 60.0f;
  io.ConfigInputTrickleEventQueue = false;
  set_chinese_fonts(kNotoSansScRegular, kNotoSansScSemiBold);
  load_fonts();
  apply_theme(ThemeKind::light, 1.0f, false);
  set_reduced_motion(false);
  frame([] {}, 2);
}

Screen::~Screen() {
  drop_textures();
  ImGui::DestroyContext(context_);
  ImGui::SetCurrentContext(before_);
}

void Screen::frame(const std::function<void()>& content, int count) {
  for (int i = 0; i < count; ++i) {
    ImGui::NewFrame();
    begin_widgets();
    begin_page();
    content();
    end_page();
    end_widgets();
    ImGui::Render();
    take_textures();
  }
}

void Screen::move_to(float x, float y, const std::function<void()>& content) {
  ImGui::GetIO().AddMousePosEvent(x, y);
  frame(content, 2);
}

void Screen::click(float x, float y, const std::function<void()>& content) {
  // Longer ago than a double click, whatever was clicked before.
  frame(content, 30);
  move_to(x, y, content);
  ImGui::GetIO().AddMouseButtonEvent(0, true);
  frame(content, 2);
  ImGui::GetIO().AddMouseButtonEvent(0, false);
  frame(content, 2);
}

void Screen::double_click(float x, float y, const std::function<void()>& content) {
  click(x, y, content);
  ImGui::GetIO().AddMouseButtonEvent(0, true);
  frame(content, 2);
  ImGui::GetIO().AddMouseButtonEvent(0, false);
  frame(content, 2);
}

void Screen::drag(ImVec2 from, ImVec2 to, const std::function<void()>& content, bool let_go,
                  int steps) {
  frame(content, 30);
  move_to(from.x, from.y, content);
  ImGui::GetIO().AddMouseButtonEvent(0, true);
  frame(content);
  for (int i = 1; i <= steps; ++i) {
    const float part = static_cast<float>(i) / static_cast<float>(steps);
    ImGui::GetIO().AddMousePosEvent(from.x + (to.x - from.x) * part,
                                    from.y + (to.y - from.y) * part);
    frame(content);
  }
  if (let_go) {
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    frame(content, 2);
  }
}

void Screen::key(ImGuiKey key, const std::function<void()>& content) {
  ImGui::GetIO().AddKeyEvent(key, true);
  frame(content);
  ImGui::GetIO().AddKeyEvent(key, false);
  frame(content, 2);
}

void Screen::type(const std::string& words, const std::function<void()>& content) {
  ImGui::GetIO().AddInputCharactersUTF8(words.c_str());
  frame(content, 2);
}

ImVec2 middle_of(const std::string& id) {
  const Control* control = registry().find(id);
  INFO("control " << id);
  REQUIRE(control != nullptr);
  return {control->x + control->width / 2, control->y + control->height / 2};
}

}  // namespace purr::shell::test
