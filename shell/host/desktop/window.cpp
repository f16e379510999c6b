#include "shell/host/desktop/window.h"

#include <GLFW/glfw3.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <thread>
#include <utility>

#include "imgui.h"
#include "imgui_impl_glfw.h"
#include "imgui_impl_opengl3.h"
#include "imgui_internal.h"
#include "shell/host/frame.h"
#include "shell/host/platform.h"
#include "shell/theme/imgui_memory.h"
#include "shell/theme/theme.h"

namespace purr::shell::desktop {
namespace {

using Clock = std::chrono::steady_clock;

// Not every driver waits for the screen (Xvfb and some virtual machines do not).
constexpr std::chrono::microseconds kMinFrameTime{16'000};
constexpr int kFramesOfEvent = 3;  // after an event: its own, and two until hover has settled

/// GLFW's last error message, which only its callback receives.
std::string& glfw_reason() {
  static std::string reason;
  return reason;
}

}  // namespace

struct Window::State {
  GLFWwindow* window = nullptr;
  int frames_wanted = kFramesOfEvent;
  std::vector<std::string> dropped;
  Clock::time_point last_shown = Clock::now() - kMinFrameTime;

  float pixel_ratio() const {
    float x = 1.0F;
    float y = 1.0F;
    glfwGetWindowContentScale(window, &x, &y);
    return std::clamp(x, 0.5F, 8.0F);
  }
  /// Points per unit of GLFW, which is a pixel on X11 and Windows, a point on macOS and Wayland.
  float points_of_unit() const {
    int units = 0;
    int pixels = 0;
    int ignored = 0;
    glfwGetWindowSize(window, &units, &ignored);
    glfwGetFramebufferSize(window, &pixels, &ignored);
    if (units <= 0 || pixels <= 0) return 1.0F;
    return static_cast<float>(pixels) / static_cast<float>(units) / pixel_ratio();
  }
  void happened() { frames_wanted = kFramesOfEvent; }
  void listen();
};

/// Every callback requests frames and passes the event to ImGui. ImGui does not install its own
/// callbacks: they would pass the pointer in GLFW's units.
void Window::State::listen() {
  glfwSetWindowUserPointer(window, this);
  static const auto of = [](GLFWwindow* w) {
    return static_cast<Window::State*>(glfwGetWindowUserPointer(w));
  };
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
    of(w)->happened();
    const double scale = static_cast<double>(of(w)->points_of_unit() / theme().zoom);
    ImGui_ImplGlfw_CursorPosCallback(w, x * scale, y * scale);
  });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int entered) {
    of(w)->happened();
    ImGui_ImplGlfw_CursorEnterCallback(w, entered);
  });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int modifiers) {
    of(w)->happened();
    ImGui_ImplGlfw_MouseButtonCallback(w, button, action, modifiers);
  });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double dx, double dy) {
    of(w)->happened();
    ImGui_ImplGlfw_ScrollCallback(w, dx, dy);
  });
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int modifiers) {
    of(w)->happened();
    ImGui_ImplGlfw_KeyCallback(w, key, scancode, action, modifiers);
  });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned int character) {
    of(w)->happened();
    ImGui_ImplGlfw_CharCallback(w, character);
  });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
    of(w)->happened();
    ImGui_ImplGlfw_WindowFocusCallback(w, focused);
  });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w)->happened(); });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w)->happened(); });
  glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { of(w)->happened(); });
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
    of(w)->happened();
    of(w)->dropped.insert(of(w)->dropped.end(), paths, paths + count);
  });
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}

std::expected<std::unique_ptr<Window>, std::string> Window::open(int width, int height) {
  const auto failed = [] {
    std::string reason = glfw_reason().empty() ? "no reason was given" : glfw_reason();
    glfwTerminate();
    return std::unexpected(std::move(reason));
  };
  glfwSetErrorCallback([](int, const char* text) { glfw_reason() = text; });
  if (glfwInit() != GLFW_TRUE) return failed();
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);  // macOS requires it
  // ImGui smooths its own edges and uses neither depth nor stencil.
  glfwWindowHint(GLFW_SAMPLES, 0);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  // Where windows are measured in pixels, a finer screen gets more of them.
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "purrceptron");
  auto state = std::make_unique<State>();
  state->window = glfwCreateWindow(width, height, "Purrceptron", nullptr, nullptr);
  if (state->window == nullptr) return failed();
  glfwSetWindowSizeLimits(state->window, 320, 320, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwMakeContextCurrent(state->window);
  glfwSwapInterval(1);

  check_imgui_memory();
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;  // the link of the run is all that is kept
  ImGui::GetIO().LogFilename = nullptr;
  state->listen();
  ImGui_ImplGlfw_InitForOpenGL(state->window, /*install_callbacks=*/false);
  if (!ImGui_ImplOpenGL3_Init("#version 330 core")) {
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfw_reason() = "OpenGL 3.3 does not start";
    return failed();
  }
  return std::unique_ptr<Window>(new Window(std::move(state)));
}

Window::~Window() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwDestroyWindow(state_->window);
  glfwTerminate();
}

void Window::wait(double seconds) {
  if (seconds <= 0.0) {
    glfwPollEvents();
  } else if (std::isfinite(seconds)) {
    glfwWaitEventsTimeout(seconds);
  } else {
    glfwWaitEvents();
  }
}

void Window::wake() { glfwPostEmptyEvent(); }

bool Window::is_closing() const { return glfwWindowShouldClose(state_->window) != 0; }

bool Window::wants_frame() const { return state_->frames_wanted > 0; }

bool Window::is_visible() const {
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(state_->window, &width, &height);
  return width > 0 && height > 0 && glfwGetWindowAttrib(state_->window, GLFW_ICONIFIED) == 0;
}

std::vector<std::string> Window::take_dropped() { return std::exchange(state_->dropped, {}); }

void Window::describe(Surface& surface) const {
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(state_->window, &width, &height);
  surface.pixel_ratio = state_->pixel_ratio();
  surface.width = static_cast<float>(std::max(1, width)) / surface.pixel_ratio;
  surface.height = static_cast<float>(std::max(1, height)) / surface.pixel_ratio;
}

void Window::take_frame(Surface& surface) {
  state_->frames_wanted = std::max(0, state_->frames_wanted - 1);
  describe(surface);
}

Picture Window::picture() const {
  Picture picture;
  glfwGetFramebufferSize(state_->window, &picture.width, &picture.height);
  const auto row = static_cast<std::size_t>(picture.width) * 3;
  std::vector<std::uint8_t> from_below(row * static_cast<std::size_t>(picture.height));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, picture.width, picture.height, GL_RGB, GL_UNSIGNED_BYTE, from_below.data());
  picture.rgb.reserve(from_below.size());
  for (int y = picture.height - 1; y >= 0; --y) {
    const auto begin = from_below.begin() + static_cast<std::ptrdiff_t>(row) * y;
    picture.rgb.insert(picture.rgb.end(), begin, begin + static_cast<std::ptrdiff_t>(row));
  }
  return picture;
}

void Window::show() {
  glfwSwapBuffers(state_->window);
  std::this_thread::sleep_until(state_->last_shown + kMinFrameTime);
  state_->last_shown = Clock::now();
}

void Window::copy(std::string_view text) {
  glfwSetClipboardString(state_->window, std::string(text).c_str());
}

void Window::set_icon(int side, std::vector<std::uint8_t> rgba) {
  const GLFWimage image{.width = side, .height = side, .pixels = rgba.data()};
  glfwSetWindowIcon(state_->window, 1, &image);
}

void open_address(std::string_view address) {
  if (!address.starts_with("https://") && !address.starts_with("http://")) return;
#ifdef __APPLE__
  std::string program = "open";
#else
  std::string program = "xdg-open";
#endif
  std::string argument(address);
  std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
  pid_t child = 0;
  if (posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) {
    return;
  }
  // Its exit status must be collected, however long it runs.
  std::thread([child] { waitpid(child, nullptr, 0); }).detach();
}

Language session_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).starts_with("zh") ? Language::chinese : Language::english;
  }
  return Language::english;
}

}  // namespace purr::shell::desktop

namespace purr::shell::platform {

void begin_frame(const Surface& surface) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  // GLFW's own answer would be in its units.
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(surface.width, surface.height);
  io.DisplayFramebufferScale = ImVec2(surface.pixel_ratio, surface.pixel_ratio);
}

void end_frame(std::uint32_t background_rgb) {
  const auto [red, green, blue] = rgb_of(background_rgb);
  glClearColor(red, green, blue, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

bool has_waiting_input() { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

}  // namespace purr::shell::platform
