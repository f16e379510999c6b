// The whole application without a window: an App, a TrainingRun in the same thread, and a host that
// writes down what it is asked for.
//
// Tests operate it through stable faces alone: the App's public functions, its hooks, the registry
// of controls and ImGui's input events. Nothing here reaches into a panel.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/training_run.h"
#include "imgui.h"
#include "shell/app/app.h"
#include "shell/widgets/registry.h"
#include "shell/widgets/widgets.h"

namespace purr::shell::test {

/// A file that the host was asked to save.
struct SavedFile {
  std::string name;
  std::string content;
};

/// A small run of drawn pictures that trains in a few milliseconds.
inline constexpr const char* kSmallPictures = "m=12&m_test=6&hidden=4,3&iterations=30";
/// A small run of points.
inline constexpr const char* kSmallPoints = "data=moons&m=40&m_test=20&hidden=4&iterations=40";

/// The arrangement of a user who was here before and opened everything that can be opened.
inline constexpr const char* kAllOpen = "tour=1&all=1&inside=1";
/// The arrangement of a user who was here before and opened nothing.
inline constexpr const char* kFirstView = "tour=1";

struct HeadlessOptions {
  std::string link = kSmallPictures;
  Surface surface{};
  /// False: no update arrives, as before the trainer's first word.
  bool has_trainer = true;
  /// What the trainer claims an iteration takes. The real time would make texts and the decision
  /// whether a change trains at once depend on the machine. 0 leaves the App's own guess.
  double ms_per_iteration = 0.0;
  /// False: as in a page whose Chinese typefaces have not arrived.
  bool has_chinese_fonts = true;
  /// False: emoji glyphs that are asked for never arrive.
  bool has_glyphs = true;
  bool has_spare_core = true;  ///< false: experiments that are to be tried are not
  bool is_settled = true;      ///< runs until nothing is left to do
};

/// Only one may be alive at a time.
class HeadlessApp {
 public:
  explicit HeadlessApp(HeadlessOptions options = {});
  explicit HeadlessApp(std::string_view link, const Surface& surface = {});
  ~HeadlessApp();
  HeadlessApp(const HeadlessApp&) = delete;
  HeadlessApp& operator=(const HeadlessApp&) = delete;

  App& app() { return *app_; }
  TrainingRun& run() { return run_; }
  Surface surface;  ///< of the frames that follow

  // ---- time -----------------------------------------------------------------------------------

  /// Draws `count` frames of a sixtieth of a second; the trainer does nothing.
  void frame(int count = 1);
  /// Lets the trainer work for about `budget_ms` and hands over its updates. True while it has more
  /// to do at once; in slow motion it waits, and this is false.
  bool work(double budget_ms);
  /// Frames and work in turn until both have nothing to do. Fails the test after `kMaxFrames`.
  void settle();
  /// Frames until the screen is at rest; the trainer does nothing.
  void rest();

  // ---- operating through the registry, as the page's mirror does -------------------------------

  void request(std::string_view id, std::string_view action, std::string_view value = {});
  void press(std::string_view id) { request(id, "press"); }
  void set(std::string_view id, std::string_view value) { request(id, "set", value); }
  void select(std::string_view id, std::string_view choice) { request(id, "select", choice); }
  void step(std::string_view id, int count) { request(id, "step", std::to_string(count)); }
  void reset(std::string_view id) { request(id, "reset"); }
  void focus(std::string_view id) { request(id, "focus"); }

  // ---- mouse and keys, in points of the surface ------------------------------------------------

  void move_to(ImVec2 place);
  void hold(ImVec2 place);  ///< presses the button there and does not let go
  void let_go();
  void click(std::string_view id);
  void tap(std::string_view id);  ///< by a finger, and leaves the bubble time to appear
  void drag(ImVec2 from, ImVec2 to, int steps = 8);
  void wheel(ImVec2 place, float down, bool with_control = false);
  /// `modifiers` is any sum of ImGuiMod_Ctrl, ImGuiMod_Shift and ImGuiMod_Alt.
  void key(ImGuiKey key, int modifiers = 0);
  void type(const std::string& words);

  // ---- what can be seen ------------------------------------------------------------------------

  const std::vector<Control>& controls() const { return registry().controls(); }
  /// The control of this id, or null.
  const Control* find(std::string_view id) const { return registry().find(id); }
  bool has(std::string_view id) const { return find(id) != nullptr; }
  /// The control of this id; its absence fails the test.
  const Control& control(std::string_view id) const;
  ImVec2 middle_of(std::string_view id) const;
  /// The state as window.purr tells it.
  nlohmann::json snapshot() const;
  std::string link() const { return app_->link(); }
  /// A number that differs when anything on the screen differs.
  std::uint64_t picture_hash() const;

  // ---- what was sent and asked for since the last take -----------------------------------------

  std::vector<Command> sent;
  std::vector<HostAction> asked;
  std::vector<SavedFile> saved;
  struct LinkChange {
    std::string link;
    bool is_new_page;
  };
  std::vector<LinkChange> links;
  struct Event {
    std::string name;
    nlohmann::json detail;
  };
  std::vector<Event> events;
  std::vector<WeightsUpdate> weights;
  std::vector<PredictionReply> predictions;
  std::vector<BatchReply> batches;
  void forget();  ///< empties all of the above

  /// The commands of one kind among `sent`.
  template <typename Kind>
  std::vector<Kind> sent_of() const {
    std::vector<Kind> found;
    for (const Command& command : sent) {
      if (const auto* one = std::get_if<Kind>(&command)) found.push_back(*one);
    }
    return found;
  }
  /// The actions of one kind that the host was asked for.
  template <typename Kind>
  std::vector<Kind> asked_of() const {
    std::vector<Kind> found;
    for (const HostAction& action : asked) {
      if (const auto* one = std::get_if<Kind>(&action)) found.push_back(*one);
    }
    return found;
  }
  template <typename Kind>
  bool was_asked() const {
    return !asked_of<Kind>().empty();
  }

  static constexpr int kMaxFrames = 3000;

 private:
  void begin_frame(float seconds);
  void answer_host();

  HeadlessOptions options_;
  ImGuiContext* before_;
  ImGuiContext* context_;
  TrainingRun run_;
  std::unique_ptr<App> app_;
  bool wants_glyphs_ = false;
  std::optional<TryRuns> trials_;
  bool wants_more_ = false;
};

}  // namespace purr::shell::test
