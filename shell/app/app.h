#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/messages.h"
#include "shell/app/host.h"
#include "shell/program/files/table_sets.h"
#include "shell/view/ways_out.h"

namespace purr::shell {

class ControlRegistry;

/// The playground: its settings, the run as the trainer last reported it, its panels. Draws with
/// ImGui; the window, OpenGL and the trainer belong to the host (shell/host).
///
/// Life: an ImGui context exists; an App is constructed; in every frame: NewFrame of the backend,
/// `App::frame`, rendering by the backend.
class App {
 public:
  App(Hooks hooks, std::string_view link, const Surface& surface);
  ~App();

  // ---- one frame after another (app.cpp) ----

  /// Takes one update of the trainer. Updates must come in their order, none left out.
  void receive(Update update);
  /// Builds one frame; calls ImGui::NewFrame and ImGui::Render itself. Returns true when another
  /// frame is needed at once (an animation, a press that has not ended).
  bool frame(const Surface& surface);
  /// True when something changed since the last frame, so that one must be drawn.
  bool is_dirty() const;
  void mark_dirty();
  /// Shows the pinned runs of an earlier visit. Call it before the first frame.
  /// @param text  of the last RememberPinnedRuns; untrusted.
  void restore_pinned_runs(std::string_view text);

  // ---- the API: what window.purr and the command line call (api.cpp) ----

  /// The run as the part of an address after its #.
  std::string link() const;
  /// Replaces the run by that of a link. Repairs are shown as notices.
  void load(std::string_view link);
  /// Sets one key of engine/io/keys.cpp; returns what had to be repaired.
  std::vector<Error> set(std::string_view key, std::string_view value);
  void play();
  void pause();
  void step(int count);  ///< iterations, forward or (below 0) back
  void run_to(int iteration);
  void rewind();
  /// Takes the result of experiment `index` of the action TryRuns `serial`.
  void take_trial(std::uint32_t serial, std::size_t index, const TrialResult& result);
  /// The numbers of the run as a JSON object, without its curves: iteration, cost, trainAccuracy,
  /// testAccuracy, m, mTest, layers, solver, precision, simd, running, phase, stopReason,
  /// msPerIteration, elapsedMs, diagnoses, notes, error. A number that is not measured is null.
  std::string snapshot_json() const;
  /// Pairs of iteration and cost: the training curve, or the measured points of the test curve.
  std::vector<double> curve(bool of_test) const;
  int layer_count() const;  ///< L: hidden layers and the output; 0 before the first run
  /// Each requests something of the trainer and returns the token of its reply, which comes by a
  /// hook: W and b of a layer (from 1); ŷ of one picture of n_x bytes; the next step taken apart.
  std::uint32_t ask_weights(int layer);
  std::uint32_t ask_prediction(std::vector<std::uint8_t> pixels);
  std::uint32_t ask_batch();
  /// Layer, unit and input count from 1; input 0 is the bias.
  void edit_weight(int layer, int unit, int input, double value);
  /// For each measured iteration: its number, the number of layers L, the norm of the whole
  /// gradient, then ‖dW[1]‖ … ‖dW[L]‖.
  std::vector<double> gradients() const;
  /// The controls of the last frame; requests to them are carried out in the next.
  const ControlRegistry& controls() const;
  ControlRegistry& controls();
  /// The state of the run in a sentence, for a screen reader.
  std::string live_text() const;
  /// The language of the interface, by the link, else by the system.
  Language language() const;

  // ---- user data, which the host reads (user_data.cpp) ----

  /// Takes data and shows it; empty pointers leave what is there. A table and a test set of the
  /// same columns that come one after the other are one table.
  /// @param source   the files of the table among it, which the preview can read again.
  /// @param reports  what was understood of that table.
  void bring(UserData data, const std::vector<Error>& notes = {}, TableSource source = {},
             const std::vector<TableReport>& reports = {});
  /// The settings of the data; the readers of tables keep to the columns they name.
  const DataSpec& data_spec() const;
  /// Shows that something the user requested failed; the run goes on.
  void report(const Error& error);
  /// The user's own pictures: one call per picture, then `my_pictures_done`.
  /// @param label  0 or 1; −1: the folder decides.
  /// @param rgb    64×64×3 bytes.
  void add_my_picture(std::string_view name, std::string_view folder, int label,
                      std::span<const std::uint8_t> rgb);
  void add_bad_picture(const Error& why);
  void my_pictures_progress(int done, int total);
  void my_pictures_done();
  /// What was understood of them: shell/view/picture_report.h.
  std::string pictures_json() const;
  int crop_mode() const;                              ///< CropMode as a number
  std::array<std::string, 2> my_class_names() const;  ///< of class 0 and class 1
  void set_drop_hover(bool is_over);                  ///< files are dragged over the surface
  void set_busy(bool is_busy);                        ///< a file is being read

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace purr::shell
