#include "shell/host/browser/canvas.h"

#define GLFW_INCLUDE_NONE
#include <GLES3/gl3.h>
#include <GLFW/glfw3.h>
#include <emscripten/em_js.h>

#include <algorithm>
#include <utility>

#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "imgui_internal.h"
#include "shell/host/frame.h"
#include "shell/host/platform.h"
#include "shell/theme/imgui_memory.h"
#include "shell/theme/theme.h"

// Removes the listeners that GLFW adds in glfwInit. The page has its own (web/page/input).
// clang-format off
EM_JS_DEPS(purr_glfw, "$GLFW,$Browser");
EM_JS(void, purr_silence_glfw, (), {
  var onWindow = {
    'gamepadconnected': GLFW.onGamepadConnected,
    'gamepaddisconnected': GLFW.onGamepadDisconnected,
    'keydown': GLFW.onKeydown,
    'keypress': GLFW.onKeyPress,
    'keyup': GLFW.onKeyup,
    'blur': GLFW.onBlur
  };
  for (var name in onWindow) window.removeEventListener(name, onWindow[name], true);
  var onCanvas = {
    'touchmove': GLFW.onMousemove,
    'touchstart': GLFW.onMouseButtonDown,
    'touchcancel': GLFW.onMouseButtonUp,
    'touchend': GLFW.onMouseButtonUp,
    'mousemove': GLFW.onMousemove,
    'mousedown': GLFW.onMouseButtonDown,
    'mouseup': GLFW.onMouseButtonUp,
    'wheel': GLFW.onMouseWheel,
    'mousewheel': GLFW.onMouseWheel,
    'mouseenter': GLFW.onMouseenter,
    'mouseleave': GLFW.onMouseleave,
    'drop': GLFW.onDrop,
    'dragover': GLFW.onDragover
  };
  for (var name in onCanvas) Module['canvas'].removeEventListener(name, onCanvas[name], true);
  if (GLFW.devicePixelRatioMQL) {
    GLFW.devicePixelRatioMQL.removeEventListener('change', GLFW.onDevicePixelRatioChange);
  }
})
// ImGui's renderer reads the state of WebGL in each frame, to restore it. Each read waits until the
// graphics process has drawn everything so far: 100 ms and more per frame where the browser draws in
// software. Nothing else draws on this canvas and the renderer sets all state it needs, so these
// reads return the state of a new context without waiting.
EM_JS(void, purr_skip_state_reads, (), {
  var gl = Module['ctx'];
  var ask = gl.getParameter.bind(gl);
  var box = new Int32Array(4);
  var answers = new Map([
    [gl.ACTIVE_TEXTURE, gl.TEXTURE0],
    [gl.CURRENT_PROGRAM, null],
    [gl.TEXTURE_BINDING_2D, null],
    [gl.SAMPLER_BINDING, null],
    [gl.ARRAY_BUFFER_BINDING, null],
    [gl.VERTEX_ARRAY_BINDING, null],
    [gl.VIEWPORT, box],
    [gl.SCISSOR_BOX, box],
    [gl.BLEND_SRC_RGB, gl.ONE],
    [gl.BLEND_DST_RGB, gl.ZERO],
    [gl.BLEND_SRC_ALPHA, gl.ONE],
    [gl.BLEND_DST_ALPHA, gl.ZERO],
    [gl.BLEND_EQUATION_RGB, gl.FUNC_ADD],
    [gl.BLEND_EQUATION_ALPHA, gl.FUNC_ADD]
  ]);
  gl.getParameter = function(name) { return answers.has(name) ? answers.get(name) : ask(name); };
  gl.isEnabled = function() { return false; };
})
EM_JS(int, purr_is_apple, (), { return /Mac|iPhone|iPad/.test(navigator.platform) ? 1 : 0; })
// clang-format on

namespace purr::shell::browser {
namespace {

struct State {
  std::function<void(const HostAction&)> act;
  std::string clipboard;
  int pixel_width = 1;
  int pixel_height = 1;
  bool has_context = false;
  std::string cursor;
  PlaceTextInput text_input;
};

State& state() {
  static State only_one;
  return only_one;
}

const char* read_clipboard(ImGuiContext*) { return state().clipboard.c_str(); }
void write_clipboard(ImGuiContext*, const char* text) { state().act(CopyText{text}); }

/// Reports to the page where text is typed. See PlaceTextInput.
void place_text_input(ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) {
  PlaceTextInput field;
  if (data->WantTextInput) {
    const auto host_points = [](float length) { return static_cast<int>(length * theme().zoom); };
    field = {.is_active = true,
             .x = host_points(data->InputPos.x),
             .y = host_points(data->InputPos.y),
             .height = host_points(data->InputLineHeight)};
  }
  if (field == state().text_input) return;
  state().text_input = field;
  state().act(field);
}

const char* cursor_name(ImGuiMouseCursor cursor) {
  switch (cursor) {
    case ImGuiMouseCursor_None: return "none";
    case ImGuiMouseCursor_TextInput: return "text";
    case ImGuiMouseCursor_ResizeAll: return "move";
    case ImGuiMouseCursor_ResizeNS: return "ns-resize";
    case ImGuiMouseCursor_ResizeEW: return "ew-resize";
    case ImGuiMouseCursor_ResizeNESW: return "nesw-resize";
    case ImGuiMouseCursor_ResizeNWSE: return "nwse-resize";
    case ImGuiMouseCursor_Hand: return "pointer";
    case ImGuiMouseCursor_NotAllowed: return "not-allowed";
    default: return "default";
  }
}

bool init_renderer() { return ImGui_ImplOpenGL3_Init("#version 300 es"); }

}  // namespace

void create_context(std::function<void(const HostAction&)> act) {
  state().act = std::move(act);
  check_imgui_memory();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // a page has no file to keep a layout in
  io.LogFilename = nullptr;
  io.ConfigMacOSXBehaviors =
      purr_is_apple() != 0;  // Command instead of Ctrl, Option moves by words
  io.BackendPlatformName = "purr_browser";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_GetClipboardTextFn = read_clipboard;
  platform.Platform_SetClipboardTextFn = write_clipboard;
  platform.Platform_SetImeDataFn = place_text_input;
}

bool open_canvas(const Surface& surface) {
  if (glfwInit() != GLFW_TRUE) return false;
  purr_silence_glfw();
  glfwWindowHint(GLFW_CLIENT_API, GLFW_OPENGL_ES_API);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  // ImGui smooths its own edges and uses neither depth nor stencil; the canvas is opaque.
  glfwWindowHint(GLFW_SAMPLES, 0);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_ALPHA_BITS, 0);
  const auto at_least_one = [](float length) { return std::max(1, static_cast<int>(length)); };
  GLFWwindow* window = glfwCreateWindow(at_least_one(surface.width), at_least_one(surface.height),
                                        "Purrceptron", nullptr, nullptr);
  if (window == nullptr) return false;
  glfwMakeContextCurrent(window);
  purr_skip_state_reads();
  state().has_context = init_renderer();
  return state().has_context;
}

void set_pixels(int width, int height) {
  state().pixel_width = width;
  state().pixel_height = height;
}

void set_clipboard(std::string text) { state().clipboard = std::move(text); }
bool wants_text() { return ImGui::GetIO().WantTextInput; }

void lose_context() { state().has_context = false; }

void restore_context() {
  // Objects of the lost context are gone. Shutting down forgets them and marks textures as
  // destroyed; ImGui makes its own again, and those of pictures are made here from their pixels.
  ImGui_ImplOpenGL3_Shutdown();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->WantDestroyNextFrame || texture->Pixels == nullptr) continue;
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_WantCreate);
  }
  state().has_context = init_renderer();
}

bool has_context() { return state().has_context; }

}  // namespace purr::shell::browser

namespace purr::shell::platform {

using browser::state;

void begin_frame(const Surface& surface) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(surface.width, surface.height);
  // The renderer multiplies and truncates; the hundredth of a pixel keeps 1371.9999 from becoming
  // 1371.
  io.DisplayFramebufferScale =
      ImVec2((static_cast<float>(state().pixel_width) + 0.01F) / std::max(surface.width, 1.0F),
             (static_cast<float>(state().pixel_height) + 0.01F) / std::max(surface.height, 1.0F));
}

void end_frame(std::uint32_t background_rgb) {
  const auto [red, green, blue] = rgb_of(background_rgb);
  glClearColor(red, green, blue, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  const std::string cursor = browser::cursor_name(ImGui::GetMouseCursor());
  if (cursor == state().cursor) return;
  state().cursor = cursor;
  state().act(SetCursor{cursor});
}

bool has_waiting_input() { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

}  // namespace purr::shell::platform
