// The list of controls on the screen, for screen readers, keyboard users and tests, which see only
// a canvas otherwise.
//
// Every interactive widget calls `add` in each frame it is drawn. The page mirrors the list as real
// DOM controls; their events come back through `request` and are consumed by the widget in its next
// frame, so that both ways of operating a control run through the same code.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace purr::shell {

enum class Role {
  button,
  checkbox,
  combobox,
  image,
  link,
  option,  ///< one choice of an open combobox or menu
  progress,
  region,  ///< a card: not operated, but named, so that a screen reader can jump to it
  slider,
  spinbutton,
  status,
  tab,
  table,
  textbox,
  toggle
};

/// The word for a role as HTML's `role` attribute spells it ("switch" for toggle).
[[nodiscard]] std::string_view role_name(Role role);

/// One control as drawn in the last complete frame.
struct Control {
  std::string id{};  ///< stable and language-independent, such as "training/learning_rate"
  Role role = Role::button;
  std::string label{};  ///< in the language of the interface
  std::string value{};  ///< the value as shown, empty for a plain button
  double min = 0.0, max = 0.0, step = 0.0, now = 0.0;  ///< sliders and steppers
  std::vector<std::string> options{};                  ///< choices of a combobox
  bool checked = false;                                ///< checkbox, toggle, pressed button
  bool selected = false;                               ///< tab, option
  bool expanded = false;                               ///< open combobox
  bool disabled = false;
  bool focused = false;
  /// One of many parts of a drawing: Tab stops only at the selected one, arrow keys lead to others.
  bool is_part = false;
  bool zooms = false;  ///< Ctrl with the wheel, or a pinch, zooms what is drawn here
  float x = 0.0F, y = 0.0F, width = 0.0F, height = 0.0F;  ///< on the canvas, logical pixels
};

/// A request to operate a control, from outside the canvas.
///   "press"            button, link, tab, option, image; also flips a checkbox or toggle
///   "set" VALUE        slider, stepper, textbox; checkbox and toggle take 0 or 1
///   "select" CHOICE    combobox: number of the choice, its id, or its label
///   "step" N           slider, stepper: N steps up or down
///   "reset"            slider: back to its default
///   "walk" DIRECTION   part: the keyboard goes to the next part; left, right, up or down
///   "focus"            moves the keyboard focus there and scrolls it into view
struct ControlRequest {
  std::string id, action, value;
};

/// The controls of one window.
class ControlRegistry {
 public:
  /// All calls of `add` lie between these two. `end_frame` publishes the list and drops requests
  /// that no widget has taken for a few frames (the control is gone).
  void begin_frame();
  void end_frame();

  /// Registers a control; `control.id` gets the prefix of the open scopes.
  void add(Control control);

  /// Ids inside are prefixed "scope/". Cards push their own id.
  void push_scope(std::string_view scope);
  void pop_scope();
  /// `id` with the prefix of the open scopes.
  [[nodiscard]] std::string full_id(std::string_view id) const;

  /// The controls of the last complete frame, in the order they were drawn.
  [[nodiscard]] const std::vector<Control>& controls() const { return published_; }
  /// The control with this full id, or null.
  [[nodiscard]] const Control* find(std::string_view id) const;

  /// Grows whenever something other than a position changed: a control came or went, a label, a
  /// value, a state.
  [[nodiscard]] std::uint64_t revision() const { return revision_; }
  /// Grows whenever a position changed.
  [[nodiscard]] std::uint64_t layout_revision() const { return layout_revision_; }

  /// Requests an action; it is carried out in the next frame in which the control is drawn.
  void request(std::string_view id, std::string_view action, std::string_view value = {});
  [[nodiscard]] bool has_requests() const { return !requests_.empty(); }
  /// For widgets: the oldest request for this full id, removed from the queue.
  [[nodiscard]] std::optional<ControlRequest> take(std::string_view full_id);

 private:
  struct Waiting {
    ControlRequest request;
    int frames_left = 0;
  };
  std::vector<Control> building_;
  std::vector<Control> published_;
  std::deque<Waiting> requests_;
  std::vector<std::size_t> scope_ends_;
  std::string scope_;
  std::uint64_t revision_ = 0;
  std::uint64_t layout_revision_ = 0;
};

/// The registry of the program's window.
[[nodiscard]] ControlRegistry& registry();

}  // namespace purr::shell
