#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "engine/run/messages.h"
#include "engine/solver/choice.h"
#include "shell/panels/host_actions.h"

/// The App and its host: what the host tells (Surface) and what it is called for (Hooks). The host
/// is a window (shell/host/desktop), a page (shell/host/browser) or a test.
namespace purr::shell {

/// The place where the program is drawn.
struct Surface {
  float width = 1440.0F;     ///< points (CSS pixels)
  float height = 900.0F;     ///< points
  float pixel_ratio = 1.0F;  ///< device pixels per point
  bool is_system_dark = false;
  bool is_motion_reduced = false;
  bool is_touch = false;  ///< the last pointer was a finger: controls are at least 44 points high
  Language system_language = Language::english;
  bool has_address_bar = true;  ///< true in a page, whose address holds the run
  /// Bytes of Gram matrices that the solver may use without being forced to; the same value as the
  /// trainer's.
  double max_matrix_bytes = kMaxPageMatrixBytes;
  std::string arrangement{};  ///< of the last RememberArrangement; untrusted
};

/// Functions of the host. They are called from within `App::frame` or another call of the App, in
/// the thread that owns the App. Any of them may be empty.
struct Hooks {
  /// Sends one command to the trainer. The order is kept.
  std::function<void(Command)> send;
  /// The text of the run changed. `is_new_page`: “back” of the browser should return to the text
  /// before.
  std::function<void(const std::string& link, bool is_new_page)> link_changed;
  /// See shell/panels/host_actions.h.
  std::function<void(const HostAction&)> act;
  /// Saves a file: its name, its media type, its content. Returns where it was saved, to be shown
  /// to the user; empty where it could not be saved.
  std::function<std::string(std::string_view name, std::string_view type,
                            const std::string& content)>
      save;
  /// Something happened: "iteration", "finished", "data", "settings", "pictures", "notice",
  /// "error". `json` is an object.
  std::function<void(std::string_view name, const std::string& json)> event;
  std::function<void(const WeightsUpdate&)> weights;       ///< the reply to ask_weights
  std::function<void(const PredictionReply&)> prediction;  ///< the reply to ask_prediction
  std::function<void(const BatchReply&)> batch;            ///< the reply to ask_batch
};

/// The hooks as the App calls them; an empty hook is skipped.
class Host {
 public:
  explicit Host(Hooks hooks) : hooks_(std::move(hooks)) {}

  void send(Command command) const;
  void act(const HostAction& action) const;
  void change_link(const std::string& link, bool is_new_page) const;
  /// Saves a file and tells the user where it is.
  void save(std::string_view name, std::string_view type, const std::string& content) const;
  void emit(std::string_view event, const nlohmann::json& detail) const;
  /// Passes on a reply of the trainer; false for any other update.
  bool reply(const Update& update) const;

 private:
  Hooks hooks_;
};

}  // namespace purr::shell
