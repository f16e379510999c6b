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
#include "engine/solver/choice.h"

namespace purr::shell {

class ControlRegistry;

/// Where the program is drawn, as its surroundings know it.
struct Surface {
  float width = 1440.0F;  ///< points (CSS pixels)
  float height = 900.0F;
  float pixel_ratio = 1.0F;  ///< device pixels of a point
  bool system_dark = false;
  bool reduced_motion = false;
  bool touch = false;  ///< the last pointer was a finger: targets of 44 points
  Language system_language = Language::english;
  bool has_address_bar = true;  ///< a page: the run stands in its address
  /// What Gram matrices may take unasked; the trainer goes by the same.
  double max_matrix_bytes = kMaxPageMatrixBytes;
  std::string arrangement;  ///< what "remember" was told last time; untrusted
};

/// What only the surroundings can do. Everything is called from within `frame` or a doorway call,
/// in the thread that owns the App.
struct Hooks {
  std::function<void(Command)> send;  ///< to the trainer
  /// The run's text changed; `is_new_page` where going back should return to the one before.
  std::function<void(const std::string& link, bool is_new_page)> link_changed;
  /// An action by name: "pick-files", "copy", "open", "cursor", "theme", "language",
  /// "save-picture" (the part x y width height, in points, of the frame that is being made, and the
  /// file's name), "save-weights" (the file's name),
  /// "remember" (how the screen is arranged, for Surface::arrangement next time).
  std::function<void(std::string_view name, std::string_view argument)> act;
  /// A file to keep: its name, its media type, its content. The answer is where it went, for a
  /// person to read; empty where it could not be kept.
  std::function<std::string(std::string_view name, std::string_view type,
                            const std::string& content)>
      save;
  /// Something happened: "iteration", "finished", "data", "settings", "notice", "error"; JSON.
  std::function<void(std::string_view name, const std::string& json)> event;
  std::function<void(const WeightsUpdate&)> weights;       ///< reply to ask_weights
  std::function<void(const PredictionReply&)> prediction;  ///< reply to ask_prediction
  std::function<void(const BatchReply&)> batch;            ///< reply to ask_batch
};

/// The playground: its settings, what the trainer last said, its panels. Draws with ImGui, but the
/// window, GL and the trainer belong to the surroundings (main_desktop.cpp, main_browser.cpp).
///
/// Life: an ImGui context exists; App is made; every frame: backend NewFrame, `frame`, backend
/// render.
class App {
 public:
  App(Hooks hooks, std::string_view link, const Surface& surface);
  ~App();

  /// Takes one update of the trainer. Updates must come in their order, none left out.
  void receive(Update update);
  /// Builds one frame between ImGui::NewFrame and ImGui::Render, which it calls itself. Returns
  /// true when another frame is wanted soon (an animation, a press that has not ended).
  bool frame(const Surface& surface, double time_ms);
  /// True when something has changed since the last frame, so that one must be drawn.
  bool is_dirty() const;
  void mark_dirty();

  // The doorway: what window.purr and the command line say.
  std::string link() const;
  void load(std::string_view link);  ///< repairs come as notices
  std::vector<Error> set(std::string_view key, std::string_view value);
  void play();
  void pause();
  void step(int count);
  void run_to(int iteration);
  void rewind();
  /// Scalars of the snapshot as JSON (product.md section 6), without the curves.
  std::string snapshot_json() const;
  /// Pairs of iteration and cost: the training curve, or the measured points of the test curve.
  std::vector<double> curve(bool of_test) const;
  int layer_count() const;  ///< hidden layers and the output
  std::uint32_t ask_weights(int layer);
  std::uint32_t ask_prediction(std::vector<std::uint8_t> pixels);
  std::uint32_t ask_batch();
  /// Layer, unit and input count from 1; input 0 is the bias.
  void edit_weight(int layer, int unit, int input, double value);
  /// Of each measured iteration: its number, the number of layers, the length of the whole
  /// gradient, then ‖dW‖ of each layer.
  std::vector<double> gradients() const;
  void bring(BroughtData data);
  void report(const Error& error);
  /// A person's own pictures, one after another, then `my_pictures_done`.
  void add_my_picture(std::string_view name, std::string_view folder, int label,
                      std::span<const std::uint8_t> rgb);
  void add_bad_picture(const Error& why);
  void my_pictures_progress(int done, int total);
  void my_pictures_done();
  int crop_mode() const;  ///< CropMode as a number
  std::array<std::string, 2> my_class_names() const;
  void set_drop_hover(bool is_over);
  void set_busy(bool is_busy);  ///< a file is being read

  const ControlRegistry& controls() const;
  ControlRegistry& controls();
  /// The state in a sentence, for the page's live region.
  std::string live_text() const;
  /// The language in use, after the link and the system were asked.
  Language language() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace purr::shell
