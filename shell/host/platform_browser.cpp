#include "shell/host/platform_browser.h"

#define GLFW_INCLUDE_NONE
#include <GLES3/gl3.h>
#include <GLFW/glfw3.h>
#include <emscripten/em_js.h>

#include <algorithm>
#include <array>
#include <cfloat>
#include <utility>

#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "imgui_internal.h"
#include "shell/theme/theme.h"

// What GLFW listens to from glfwInit on. The page has its own ears (web/page/input.js).
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
// ImGui's renderer asks for the state of WebGL in each frame, to put it back. Every question waits
// until the graphics process has drawn all that is waiting: 100 ms and more a frame where pictures are
// drawn in software. Nobody else draws on this canvas and the renderer sets all it needs, so these
// questions are answered at once, with the state of a fresh context.
EM_JS(void, purr_answer_at_once, (), {
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
  std::string pasted;
  double last_time_ms = 0.0;
  int buttons = 0;  ///< as ImGui knows them
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

const char* read_clipboard(ImGuiContext*) { return state().pasted.c_str(); }
void write_clipboard(ImGuiContext*, const char* text) { state().act(CopyText{text}); }

/// Tells the page where text is being typed, so that it can put a real, invisible field there: a
/// phone's keyboard and Chinese input need one.
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

ImGuiKey after(ImGuiKey first, char from, char letter) {
  return static_cast<ImGuiKey>(static_cast<int>(first) + (letter - from));
}

/// KeyboardEvent.code names places of a keyboard; ImGui's keys are places too.
ImGuiKey key_of(std::string_view code) {
  if (code.size() == 4 && code.starts_with("Key")) return after(ImGuiKey_A, 'A', code[3]);
  if (code.size() == 6 && code.starts_with("Digit")) return after(ImGuiKey_0, '0', code[5]);
  if (code.size() == 7 && code.starts_with("Numpad") && code[6] >= '0' && code[6] <= '9') {
    return after(ImGuiKey_Keypad0, '0', code[6]);
  }
  using Row = std::pair<std::string_view, ImGuiKey>;
  static constexpr std::array kRows{Row{"ArrowLeft", ImGuiKey_LeftArrow},
                                    Row{"ArrowRight", ImGuiKey_RightArrow},
                                    Row{"ArrowUp", ImGuiKey_UpArrow},
                                    Row{"ArrowDown", ImGuiKey_DownArrow},
                                    Row{"PageUp", ImGuiKey_PageUp},
                                    Row{"PageDown", ImGuiKey_PageDown},
                                    Row{"Home", ImGuiKey_Home},
                                    Row{"End", ImGuiKey_End},
                                    Row{"Insert", ImGuiKey_Insert},
                                    Row{"Delete", ImGuiKey_Delete},
                                    Row{"Backspace", ImGuiKey_Backspace},
                                    Row{"Space", ImGuiKey_Space},
                                    Row{"Enter", ImGuiKey_Enter},
                                    Row{"Escape", ImGuiKey_Escape},
                                    Row{"ControlLeft", ImGuiKey_LeftCtrl},
                                    Row{"ControlRight", ImGuiKey_RightCtrl},
                                    Row{"ShiftLeft", ImGuiKey_LeftShift},
                                    Row{"ShiftRight", ImGuiKey_RightShift},
                                    Row{"AltLeft", ImGuiKey_LeftAlt},
                                    Row{"AltRight", ImGuiKey_RightAlt},
                                    Row{"MetaLeft", ImGuiKey_LeftSuper},
                                    Row{"MetaRight", ImGuiKey_RightSuper},
                                    Row{"Quote", ImGuiKey_Apostrophe},
                                    Row{"Comma", ImGuiKey_Comma},
                                    Row{"Minus", ImGuiKey_Minus},
                                    Row{"Period", ImGuiKey_Period},
                                    Row{"Slash", ImGuiKey_Slash},
                                    Row{"Semicolon", ImGuiKey_Semicolon},
                                    Row{"Equal", ImGuiKey_Equal},
                                    Row{"BracketLeft", ImGuiKey_LeftBracket},
                                    Row{"Backslash", ImGuiKey_Backslash},
                                    Row{"BracketRight", ImGuiKey_RightBracket},
                                    Row{"Backquote", ImGuiKey_GraveAccent},
                                    Row{"NumpadDecimal", ImGuiKey_KeypadDecimal},
                                    Row{"NumpadDivide", ImGuiKey_KeypadDivide},
                                    Row{"NumpadMultiply", ImGuiKey_KeypadMultiply},
                                    Row{"NumpadSubtract", ImGuiKey_KeypadSubtract},
                                    Row{"NumpadAdd", ImGuiKey_KeypadAdd},
                                    Row{"NumpadEnter", ImGuiKey_KeypadEnter},
                                    Row{"NumpadEqual", ImGuiKey_KeypadEqual}};
  const auto row = std::ranges::find(kRows, code, &Row::first);
  return row == kRows.end() ? ImGuiKey_None : row->second;
}

bool is_modifier(ImGuiKey key) { return key >= ImGuiKey_LeftCtrl && key <= ImGuiKey_RightSuper; }

/// The keys by which a page scrolls or a list moves; on the canvas they are the program's.
bool is_moving_key(ImGuiKey key) {
  return (key >= ImGuiKey_LeftArrow && key <= ImGuiKey_End) || key == ImGuiKey_Space ||
         key == ImGuiKey_Enter || key == ImGuiKey_KeypadEnter;
}

/// What a text field does with Ctrl or Command: all, copy, cut, undo, redo. Paste is not among
/// them: it comes by the browser's own event, which brings the text along.
bool is_editing_shortcut(ImGuiKey key) {
  return key == ImGuiKey_A || key == ImGuiKey_C || key == ImGuiKey_X || key == ImGuiKey_Z ||
         key == ImGuiKey_Y;
}

void send_modifiers(int modifiers) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Shift, (modifiers & kShift) != 0);
  io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & kControl) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (modifiers & kAlt) != 0);
  io.AddKeyEvent(ImGuiMod_Super, (modifiers & kMeta) != 0);
}

/// DOM counts left, right, middle in bits 0, 1, 2, as ImGui numbers its buttons.
void send_buttons(int buttons) {
  for (int button = 0; button < 3; ++button) {
    const bool is_down = (buttons >> button & 1) != 0;
    const bool was_down = (state().buttons >> button & 1) != 0;
    if (is_down != was_down) ImGui::GetIO().AddMouseButtonEvent(button, is_down);
  }
  state().buttons = buttons;
}

bool init_renderer() { return ImGui_ImplOpenGL3_Init("#version 300 es"); }

}  // namespace

void create_context(std::function<void(const HostAction&)> act) {
  state().act = std::move(act);
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
  // ImGui smooths its own edges, looks at no depth and no stencil, and the page does not shine
  // through.
  glfwWindowHint(GLFW_SAMPLES, 0);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_ALPHA_BITS, 0);
  const auto at_least_one = [](float length) { return std::max(1, static_cast<int>(length)); };
  GLFWwindow* window = glfwCreateWindow(at_least_one(surface.width), at_least_one(surface.height),
                                        "Purrceptron", nullptr, nullptr);
  if (window == nullptr) return false;
  glfwMakeContextCurrent(window);
  purr_answer_at_once();
  state().has_context = init_renderer();
  return state().has_context;
}

void set_pixels(int width, int height) {
  state().pixel_width = width;
  state().pixel_height = height;
}

void begin_frame(const Surface& surface, double time_ms) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(surface.width, surface.height);
  // The renderer multiplies and cuts off; the hundredth of a pixel keeps 1371.9999 from becoming
  // 1371.
  io.DisplayFramebufferScale =
      ImVec2((static_cast<float>(state().pixel_width) + 0.01F) / std::max(surface.width, 1.0F),
             (static_cast<float>(state().pixel_height) + 0.01F) / std::max(surface.height, 1.0F));
  const double elapsed = (time_ms - state().last_time_ms) / 1000.0;
  // After a pause the clock has moved by minutes; no animation should jump by them.
  io.DeltaTime = static_cast<float>(std::clamp(elapsed, 0.0001, 0.1));
  state().last_time_ms = time_ms;
  ImGui_ImplOpenGL3_NewFrame();
}

void end_frame(std::uint32_t background_rgb) {
  const auto part = [&](unsigned shift) {
    return static_cast<float>(background_rgb >> shift & 0xFFU) / 255.0F;
  };
  glClearColor(part(IM_COL32_R_SHIFT), part(IM_COL32_G_SHIFT), part(IM_COL32_B_SHIFT), 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  const std::string cursor = cursor_name(ImGui::GetMouseCursor());
  if (cursor == state().cursor) return;
  state().cursor = cursor;
  state().act(SetCursor{cursor});
}

bool has_waiting_input() { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }
bool wants_text() { return ImGui::GetIO().WantTextInput; }

void pointer(PointerEvent event, PointerType type, double x, double y, int buttons) {
  ImGuiIO& io = ImGui::GetIO();
  const bool is_touch = type == PointerType::touch;
  io.AddMouseSourceEvent(is_touch                   ? ImGuiMouseSource_TouchScreen
                         : type == PointerType::pen ? ImGuiMouseSource_Pen
                                                    : ImGuiMouseSource_Mouse);
  if (event != PointerEvent::leave && event != PointerEvent::cancel) {
    const float zoom = theme().zoom;
    io.AddMousePosEvent(static_cast<float>(x) / zoom, static_cast<float>(y) / zoom);
  }
  if (event == PointerEvent::cancel) {
    // The browser took the gesture over, to zoom the page for instance: let go without a click, by
    // letting go where nothing is.
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    send_buttons(0);
    return;
  }
  send_buttons(buttons);
  // A finger that is lifted points nowhere, and neither does a mouse that has left the canvas; but
  // a drag goes on outside.
  const bool is_gone = event == PointerEvent::leave || (is_touch && event == PointerEvent::up);
  if (is_gone && buttons == 0) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

void wheel(double dx, double dy, int modifiers) {
  // One notch of a wheel is about 100 CSS pixels in the DOM and 1 in ImGui.
  constexpr double kPixelsOfNotch = 100.0;
  send_modifiers(modifiers);
  ImGui::GetIO().AddMouseWheelEvent(static_cast<float>(-dx / kPixelsOfNotch),
                                    static_cast<float>(-dy / kPixelsOfNotch));
}

bool key(std::string_view code, bool is_down, int modifiers) {
  send_modifiers(modifiers);
  const ImGuiKey key = key_of(code);
  if (key == ImGuiKey_None) return false;
  const bool has_command = (modifiers & (kControl | kMeta)) != 0;
  const bool has_alt = (modifiers & kAlt) != 0;
  const bool takes_text = wants_text();
  // With Ctrl, Command or Alt a key is the browser's, but for what a text field does with it, and
  // for Ctrl and Alt together with + or -, which no browser uses.
  const bool sizes_text = (modifiers & kControl) != 0 && has_alt &&
                          (key == ImGuiKey_Equal || key == ImGuiKey_Minus ||
                           key == ImGuiKey_KeypadAdd || key == ImGuiKey_KeypadSubtract);
  if (sizes_text) {
    ImGui::GetIO().AddKeyEvent(key, is_down);
    return is_down;
  }
  if ((has_command || has_alt) && !is_modifier(key)) {
    const bool moves_by_word =
        takes_text && (is_moving_key(key) || key == ImGuiKey_Backspace || key == ImGuiKey_Delete);
    const bool edits = takes_text && has_command && is_editing_shortcut(key);
    // Outside of text undo and redo are the program's own.
    const bool undoes =
        !takes_text && has_command && !has_alt && (key == ImGuiKey_Z || key == ImGuiKey_Y);
    // A release is always passed on: a key that was pressed without the modifier must not hang.
    if (is_down && !moves_by_word && !edits && !undoes) return false;
    ImGui::GetIO().AddKeyEvent(key, is_down);
    return is_down;
  }
  ImGui::GetIO().AddKeyEvent(key, is_down);
  if (!is_down || is_modifier(key)) return false;
  if (!takes_text) return is_moving_key(key);
  // What types stays with the browser's own field, which hears it as text.
  return key != ImGuiKey_Space && (is_moving_key(key) || key == ImGuiKey_Backspace ||
                                   key == ImGuiKey_Delete || key == ImGuiKey_Escape);
}

void text(const char* utf8) { ImGui::GetIO().AddInputCharactersUTF8(utf8); }

void paste(std::string_view text) {
  if (!wants_text()) return;
  state().pasted = text;
  ImGuiIO& io = ImGui::GetIO();
  send_modifiers(io.ConfigMacOSXBehaviors ? kMeta : kControl);
  io.AddKeyEvent(ImGuiKey_V, true);
  // The release waits for the next frame, and the modifiers with it.
  io.AddKeyEvent(ImGuiKey_V, false);
  send_modifiers(0);
}

void focus(bool is_focused) {
  // Losing the focus releases every key: the release of Alt in Alt+Tab never reaches the page.
  ImGui::GetIO().AddFocusEvent(is_focused);
}

void lose_context() { state().has_context = false; }

void restore_context() {
  // Names of the lost context mean nothing; shutting down forgets them and marks textures as gone.
  // ImGui brings back its own, those of pictures are brought back here: their pixels are still
  // there.
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
