#include "shell/app/shortcuts.h"

#include "imgui.h"
#include "shell/app/appearance.h"
#include "shell/panels/examples.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

bool is_pressed(ImGuiKey key, bool repeats) { return ImGui::IsKeyPressed(key, repeats); }

void read_undo(Requests& requests, bool has_shift) {
  if (is_pressed(ImGuiKey_Z, true)) (has_shift ? requests.redo : requests.undo) = true;
  if (is_pressed(ImGuiKey_Y, true)) requests.redo = true;
}

void read_text_size(double& scale) {
  const bool grows = is_pressed(ImGuiKey_Equal, true) || is_pressed(ImGuiKey_KeypadAdd, true);
  const bool shrinks =
      is_pressed(ImGuiKey_Minus, true) || is_pressed(ImGuiKey_KeypadSubtract, true);
  if (grows) scale = next_text_scale(scale, 1);
  if (shrinks) scale = next_text_scale(scale, -1);
  if (grows || shrinks) want_redraw();
}

void read_run(Workbench& bench) {
  // Space presses the control that the keyboard is on; without one it starts and pauses the run.
  if (is_pressed(ImGuiKey_Space, false) && !ImGui::GetIO().NavVisible) {
    const Phase phase = bench.run.status.phase;
    const bool is_running = phase == Phase::training || phase == Phase::preparing;
    (is_running ? bench.requests.pause : bench.requests.play) = true;
  }
  if (is_pressed(ImGuiKey_Period, true)) bench.requests.step = 1;
  if (is_pressed(ImGuiKey_Comma, true)) bench.requests.step = -1;
  if (is_pressed(ImGuiKey_R, false)) bench.requests.rewind = true;
}

void read_example(Workbench& bench) {
  const int by = (is_pressed(ImGuiKey_RightBracket, true) ? 1 : 0) -
                 (is_pressed(ImGuiKey_LeftBracket, true) ? 1 : 0);
  const bool of_test = chosen_is_test(bench);
  const int count = bench.run.count(of_test);
  if (by == 0 || count == 0) return;
  choose_example(bench, of_test, (chosen_example(bench) + count + by) % count);
}

}  // namespace

void read_shortcuts(Workbench& bench) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput) return;
  const bool has_control = io.KeyCtrl || io.KeySuper;
  // The dialog that sorts pictures has its own undo.
  if (has_control && !bench.navigation.is_sort_open) read_undo(bench.requests, io.KeyShift);
  if (has_control && io.KeyAlt) read_text_size(bench.settings.view.text_scale);
  Navigation& navigation = bench.navigation;
  const bool has_dialog = navigation.is_help_open || navigation.is_shapes_open ||
                          navigation.is_data_open || navigation.is_runs_open ||
                          navigation.is_sort_open || navigation.is_table_open;
  if (has_control || io.KeyAlt || has_dialog) return;
  read_run(bench);
  read_example(bench);
  if (is_pressed(ImGuiKey_Slash, false) && io.KeyShift) navigation.is_help_open = true;
}

}  // namespace purr::shell
