// A dozen pictures of the application, compared with stored ones.
#include <cmath>
#include <string>

#include "shell/theme/theme.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/shell/app/snapshot.h"
#include "tests/shell/app/software_renderer.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

/// The application as it looks at rest: nothing moves, no pointer hovers.
Picture picture_of(HeadlessApp& app) {
  app.frame(2);
  const ImDrawData* data = ImGui::GetDrawData();
  REQUIRE(data != nullptr);
  return render(*data, theme().ground);
}

/// The part of a picture where a control or card stands.
Picture part_of(HeadlessApp& app, const char* id) {
  const Control it = app.control(id);
  const float scale = ImGui::GetIO().DisplayFramebufferScale.x;
  const auto pixels = [scale](float length) {
    return static_cast<int>(std::lround(length * scale));
  };
  return cut_out(picture_of(app), pixels(it.x), pixels(it.y), pixels(it.width), pixels(it.height));
}

Surface still(Surface surface) {
  surface.pixel_ratio = 1;
  surface.is_motion_reduced = true;
  return surface;
}

ScreenCase case_named(const std::string& name, Surface surface) {
  for (ScreenCase& one : screen_cases(still(surface))) {
    if (one.name == name) return one;
  }
  FAIL("there is no case " << name);
  return {};
}

Surface dark_chinese(Surface surface) {
  surface.is_system_dark = true;
  surface.system_language = Language::chinese;
  return surface;
}

}  // namespace

TEST_CASE("the application looks as it did", "[shell][pixels]") {
  struct Shot {
    const char* file;
    const char* screen;
    Surface surface;
    const char* part = nullptr;  ///< of the screen; null for all of it, at half its size
  };
  const Shot shot = GENERATE(Shot{"page", "pictures", wide_surface()},
                             Shot{"page-dark-chinese", "points", dark_chinese(wide_surface())},
                             Shot{"middle", "points", middle_surface()},
                             Shot{"phone-data", "data panel", dark_chinese(phone_surface())},
                             Shot{"phone-network", "pictures", phone_surface()},
                             Shot{"phone-training", "training panel", phone_surface()},
                             Shot{"phone-inside", "example", dark_chinese(phone_surface())},
                             Shot{"weights", "weights", wide_surface(), "inside/card"},
                             Shot{"mistakes", "mistakes", wide_surface(), "inside/card"},
                             Shot{"distributions", "distributions", wide_surface(), "inside/card"},
                             Shot{"matrices", "matrices of points", wide_surface()},
                             Shot{"phone-matrices", "matrices of pictures", phone_surface()},
                             Shot{"boundary", "decision boundary", middle_surface()},
                             Shot{"exploded", "exploded cost", middle_surface()},
                             Shot{"dense-curve", "dense curve", wide_surface(), "cost/card"},
                             Shot{"sort", "my pictures to be sorted", middle_surface()});
  const auto app = open_case(case_named(shot.screen, shot.surface));
  check_snapshot(shot.file,
                 halved(shot.part != nullptr ? part_of(*app, shot.part) : picture_of(*app)));
}

TEST_CASE("the renderer draws what a backend would", "[shell][pixels]") {
  const HeadlessApp app;  // for a context with typefaces
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {16, 8};
  io.DisplayFramebufferScale = {1, 1};
  ImDrawList list(ImGui::GetDrawListSharedData());
  list._ResetForNewFrame();
  list.Flags = ImDrawListFlags_None;
  list.PushTexture(io.Fonts->TexRef);
  list.PushClipRect({0, 0}, {16, 8});
  list.AddRectFilled({2, 1}, {6, 5}, IM_COL32(255, 0, 0, 255));
  list.AddRectFilled({4, 3}, {8, 7}, IM_COL32(0, 0, 255, 128));
  list.PushClipRect({10, 0}, {12, 8}, true);
  list.AddRectFilled({9, 2}, {15, 4}, IM_COL32(0, 255, 0, 255));
  list.PopClipRect();
  ImDrawData data;
  data.DisplaySize = {16, 8};
  data.FramebufferScale = {1, 1};
  data.Valid = true;
  data.AddDrawList(&list);
  const Picture picture = render(data, IM_COL32_WHITE);
  const auto pixel = [&](int x, int y) {
    const std::size_t at = 3 * static_cast<std::size_t>(y * picture.width + x);
    return std::array<int, 3>{picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2]};
  };
  using Rgb = std::array<int, 3>;
  CHECK(picture.width == 16);
  CHECK(picture.height == 8);
  CHECK(pixel(1, 1) == Rgb{255, 255, 255});
  CHECK(pixel(2, 1) == Rgb{255, 0, 0});
  CHECK(pixel(5, 2) == Rgb{255, 0, 0});
  CHECK(pixel(6, 1) == Rgb{255, 255, 255});
  // Each pixel is blended once, on the diagonal of its two triangles too: half blue over red, …
  CHECK(pixel(4, 3) == Rgb{127, 0, 128});
  CHECK(pixel(5, 4) == Rgb{127, 0, 128});
  // … and over white.
  CHECK(pixel(6, 5) == Rgb{127, 127, 255});
  CHECK(pixel(7, 6) == Rgb{127, 127, 255});
  CHECK(pixel(9, 2) == Rgb{255, 255, 255});
  CHECK(pixel(10, 2) == Rgb{0, 255, 0});
  CHECK(pixel(11, 3) == Rgb{0, 255, 0});
  CHECK(pixel(12, 3) == Rgb{255, 255, 255});
}

}  // namespace purr::shell::test
