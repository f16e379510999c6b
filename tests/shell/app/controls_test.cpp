// Every control of every panel, found through the registry and operated.
//
// The rules that a control keeps are written down once, here: it has an id and a label, it lies
// where it can be reached, operating it leaves the application in a legal state and does something.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/io/experiment.h"
#include "shell/theme/theme.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"
#include "tests/support/legal.h"

namespace purr::shell::test {
namespace {

bool is_operable(const Control& control) {
  switch (control.role) {
    case Role::region:
    case Role::status:
    case Role::progress:
    case Role::table: return false;
    case Role::image: return false;
    default: return true;
  }
}

bool is_number(const Control& control) {
  return control.role == Role::slider || control.role == Role::spinbutton;
}

/// Whether the control shows a setting of the experiment: a value that a link holds.
bool is_setting(const Control& control) {
  switch (control.role) {
    case Role::slider:
    case Role::spinbutton:
    case Role::combobox:
    case Role::checkbox:
    case Role::toggle: break;
    default: return false;
  }
  // What belongs to the screen alone.
  static const std::set<std::string, std::less<>> kOfScreen{
      "training/run_to",         // read by the button beside it
      "data_panel/tile_size",    // how large pictures are shown
      "data_panel/show",         // which of them
      "data_panel/mistakes_by",  // how mistakes are grouped
      "inside/by",               // the same
      "inside/unit",             // whose weights are shown large
      "data_panel/crop",         // how the next pictures are cut
      "split_left",              // sizes of the parts of the page
      "split_right",
      "split_network",
      "split_cost",
      "cost/smoothing",  // how curves are drawn
      "cost/moment",     // which iteration is looked at
      "table/encoding",  // how a file is read: it stands in no link
      "table/separator",
      "table/decimal",
      "accuracy/smoothing",
      "sort/pictures",  // which of the user's pictures are selected
      "sort/pictures_current",
      "sort/show",  // which of them are shown
      "cost/kind",  // which curve is drawn
      "accuracy/kind",
      "gradient/layer",  // whose matrices are shown
      "bar/more",        // menus: their choices are actions
      "bar/export",
  };
  return !kOfScreen.contains(control.id);
}

/// Why a control may do nothing where it stands, or null.
const char* reason_to_rest(const ScreenCase& screen, const Control& control) {
  if (control.disabled) return "says itself that it does nothing";
  if (control.selected) return "is chosen already";
  if (control.id.starts_with("gradient/") && control.checked) return "is chosen already";
  if (control.id.starts_with("toast")) return "passes by itself, and has another number next time";
  if (screen.name == "pinned runs" && control.id == "cost/runs") return "opens what is open";
  return nullptr;
}

/// The control as a text of everything but its place.
std::string text_of(const Control& control) {
  std::string text = control.id + "|" + std::string(role_name(control.role)) + "|" + control.label +
                     "|" + control.value + "|" + number_text(control.now);
  for (const bool flag : {control.checked, control.selected, control.expanded, control.disabled}) {
    text += flag ? '1' : '0';
  }
  return text;
}

std::string text_of(const std::vector<Control>& controls) {
  std::string text;
  for (const Control& control : controls) text += text_of(control) + "\n";
  return text;
}

/// What is wrong with the controls that are on the screen now, or nothing.
std::vector<std::string> faults_of(const HeadlessApp& app) {
  std::vector<std::string> faults;
  std::set<std::string> ids;
  const float right = ImGui::GetIO().DisplaySize.x;
  for (const Control& it : app.controls()) {
    const auto fault = [&](const std::string& words) {
      faults.push_back(it.id + " (" + std::string(role_name(it.role)) + ") " + words);
    };
    if (it.id.empty() || it.id.back() == '/') fault("has no id");
    if (!ids.insert(it.id).second) fault("is there twice");
    if (it.id.find("//") != std::string::npos) fault("has an empty part in its id");
    if (it.label.find_first_not_of(" \t\n") == std::string::npos) fault("has no label");
    if (it.label.find("{0}") != std::string::npos) fault("has a gap in its label: " + it.label);
    if (!std::isfinite(it.x + it.y + it.width + it.height)) fault("is nowhere");
    if (it.width <= 0.0F || it.height <= 0.0F) fault("has no size");
    if (it.x < -1.0F || it.x + it.width > right + 1.0F) {
      fault("sticks out of the screen: " + number_text(it.x) + " to " +
            number_text(it.x + it.width) + " of " + number_text(right));
    }
    if (is_number(it)) {
      if (!(it.min <= it.max)) fault("has no range");
      if (!std::isfinite(it.now)) fault("shows no number");
      if (it.now < it.min - 1e-9 || it.now > it.max + 1e-9) {
        fault("stands outside its range: " + number_text(it.now));
      }
    }
    if (it.role == Role::combobox && it.options.empty()) fault("has nothing to choose from");
  }
  return faults;
}

/// What is wrong with the application, or nothing.
std::string why_illegal_now(const HeadlessApp& app) {
  const Reading reading = read_experiment(app.link());
  if (!reading.notes.empty()) return "the link needs repair: " + app.link();
  if (const std::string why = why_illegal(reading.experiment); !why.empty()) return why;
  if (read_experiment(write_experiment(reading.experiment)).experiment != reading.experiment) {
    return "the link reads back as another experiment";
  }
  const nlohmann::json snapshot = app.snapshot();
  if (!snapshot.at("iteration").is_number_integer()) return "no iteration";
  const ImDrawData* data = ImGui::GetDrawData();
  if (data == nullptr || data->TotalVtxCount == 0) return "nothing is drawn";
  for (const ImDrawList* list : data->CmdLists) {
    for (const ImDrawVert& vertex : list->VtxBuffer) {
      if (!std::isfinite(vertex.pos.x) || !std::isfinite(vertex.pos.y)) return "a vertex is NaN";
    }
  }
  const std::vector<std::string> faults = faults_of(app);
  return faults.empty() ? "" : faults.front();
}

/// Whether a run of these settings is trained within a moment.
bool is_cheap(const std::string& link) {
  const Experiment e = read_experiment(link).experiment;
  int units = 1;
  for (const int layer : e.network.hidden) units += layer;
  const double inputs = is_pictures(e.data.source) ? 12288 : 2;
  const double m = e.data.m > 0 ? e.data.m : 209;
  const double pictures = is_composed(e.data.source) ? m + e.data.m_test : 0;
  return pictures <= 64 && units <= 64 && inputs * m * e.training.iterations * units < 1e9 &&
         m * e.training.iterations * units * units < 1e8;
}

struct Operation {
  std::string action;
  std::string value;
};

/// All that can be done to a control.
std::vector<Operation> operations_of(const Control& control) {
  switch (control.role) {
    case Role::slider:
    case Role::spinbutton:
      if (control.now >= control.max) return {{"step", "-1"}};
      return {{"step", "1"}};
    case Role::combobox: {
      std::vector<Operation> all;
      for (const std::string& option : control.options) {
        if (option != control.value) all.push_back({"select", option});
      }
      return all;
    }
    case Role::textbox: return {{"set", "another name"}};
    default: return {{"press", ""}};
  }
}

/// Operates one control and says what is wrong with what came of it.
class Operator {
 public:
  explicit Operator(const ScreenCase& screen) : screen_(screen) { begin(); }

  HeadlessApp& app() { return *app_; }
  const std::vector<Control>& controls() const { return controls_; }

  /// What is wrong, or nothing.
  std::string operate(const Control& control, const Operation& operation) {
    const std::string link = app_->link();
    const std::uint64_t picture = app_->picture_hash();
    app_->forget();
    if (!app_->has(control.id)) return screen_.name + ": " + control.id + " is not there again";
    app_->app().controls().request(control.id, operation.action, operation.value);
    app_->rest();
    const bool has_new_link = app_->link() != link;
    bool is_commanded = false;
    for (const Command& command : app_->sent) {
      is_commanded |=
          !std::holds_alternative<Watch>(command) && !std::holds_alternative<AskPictures>(command);
    }
    const bool is_configured = !app_->sent_of<Configure>().empty();
    const bool is_hosted = !app_->asked.empty() || !app_->saved.empty();
    const bool is_seen =
        app_->picture_hash() != picture || text_of(app_->controls()) != text_of(controls_);
    std::string why;
    if (!has_new_link && !is_commanded && !is_hosted && !is_seen) {
      why = "does nothing";
    } else if (is_setting(control) && !has_new_link) {
      why = "shows a setting and changes none";
    } else if (has_new_link && !same_run(link, app_->link()) && !is_configured) {
      why = "changes the run and does not tell the trainer";
    } else {
      why = why_illegal_now(*app_);
    }
    const bool is_changed = has_new_link || is_commanded || is_hosted || is_seen;
    if (why.empty() && is_commanded && is_cheap(app_->link())) {
      app_->settle();
      why = why_illegal_now(*app_);
    }
    if (is_changed) restore();
    if (why.empty()) return {};
    return screen_.name + ": " + operation.action + " " + operation.value + " of " + control.id +
           " (" + std::string(role_name(control.role)) + ", " + control.label + ") " + why;
  }

  int restarts = 0;

 private:
  static bool same_run(const std::string& a, const std::string& b) {
    return write_experiment(read_experiment(a).experiment, false) ==
           write_experiment(read_experiment(b).experiment, false);
  }

  void begin() {
    app_ = nullptr;  // contexts are nested: the old one goes first
    app_ = open_case(screen_);
    link_ = app_->link();
    controls_ = app_->controls();
    text_ = text_of(controls_);
    ++restarts;
  }

  /// Back to the state of the case, by the cheapest way that leads there.
  void restore() {
    if (app_->link() == link_ && text_of(app_->controls()) == text_) return;
    for (int i = 0; i < 3; ++i) app_->key(ImGuiKey_Escape);
    begin();
  }

  const ScreenCase& screen_;
  std::unique_ptr<HeadlessApp> app_;
  std::string link_;
  std::vector<Control> controls_;
  std::string text_;
};

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// Pictures of a sheet and cells of a table are many and alike: the first two stand for all.
class Alike {
 public:
  bool is_enough(const std::string& id) {
    std::string kind = id;
    const std::size_t end = kind.find_last_not_of("0123456789");
    if (end == std::string::npos || end + 1 == kind.size()) return false;
    kind.resize(end + 1);
    return ++counts_[kind] > 2;
  }

 private:
  std::map<std::string, int> counts_;
};

}  // namespace

TEST_CASE("every control has an id of its own, a label and a place on the screen",
          "[shell][panels]") {
  const Surface surface = GENERATE(wide_surface(), middle_surface(), phone_surface());
  const Language language = GENERATE(Language::english, Language::chinese);
  std::vector<std::string> faults;
  for (ScreenCase& screen : screen_cases(surface)) {
    screen.options.surface.system_language = language;
    const auto app = open_case(screen);
    CHECK(app->controls().size() > 10);
    for (const std::string& fault : faults_of(*app)) faults.push_back(screen.name + ": " + fault);
  }
  INFO(joined(faults));
  CHECK(faults.empty());
}

TEST_CASE("a control that gets the keyboard comes into view", "[shell][panels]") {
  const Surface surface = GENERATE(wide_surface(), phone_surface());
  std::vector<std::string> faults;
  std::set<std::string> seen;
  for (const ScreenCase& screen : screen_cases(surface)) {
    const auto app = open_case(screen);
    const float bottom = ImGui::GetIO().DisplaySize.y;
    for (const Control& control : std::vector<Control>(app->controls())) {
      if (!is_operable(control) || !seen.insert(control.id).second) continue;
      if (control.y >= 0 && control.y + control.height <= bottom) continue;
      if (control.disabled || !app->has(control.id)) continue;
      app->focus(control.id);
      const Control* now = app->find(control.id);
      if (now == nullptr || now->y < -1.0F ||
          now->y + std::min(now->height, 60.0F) > bottom + 1.0F) {
        faults.push_back(screen.name + ": " + control.id);
      }
    }
  }
  INFO(joined(faults));
  CHECK(faults.empty());
}

TEST_CASE("every control does something and leaves a legal state", "[shell][panels][slow]") {
  std::vector<std::string> faults;
  std::set<std::string> seen;
  int operations = 0;
  int restarts = 0;
  for (const ScreenCase& screen : screen_cases(wide_surface())) {
    Operator operated(screen);
    Alike alike;
    for (const Control& control : std::vector<Control>(operated.controls())) {
      if (!is_operable(control) || reason_to_rest(screen, control) != nullptr) continue;
      if (!seen.insert(control.id).second || alike.is_enough(control.id)) continue;
      for (const Operation& operation : operations_of(control)) {
        ++operations;
        const std::string fault = operated.operate(control, operation);
        if (!fault.empty()) faults.push_back(fault);
      }
    }
    restarts += operated.restarts;
  }
  INFO(operations << " operations, " << restarts << " restarts\n" << joined(faults));
  CHECK(operations > 200);
  CHECK(faults.empty());
}

}  // namespace purr::shell::test
