// The drawing of the network in the whole application: what each part says and how it is reached,
// and that its labels keep apart.
#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "shell/theme/strings.h"
#include "shell/widgets/explain.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

constexpr std::string_view kNode = "network/node/";

std::vector<std::string> node_ids(const HeadlessApp& app) {
  std::vector<std::string> ids;
  for (const Control& control : app.controls()) {
    if (control.id.starts_with(kNode)) ids.push_back(control.id);
  }
  return ids;
}

std::string selected_node(const HeadlessApp& app) {
  for (const Control& control : app.controls()) {
    if (control.id.starts_with(kNode) && control.selected) return control.id;
  }
  return {};
}

HeadlessOptions with(std::string link, const Surface& surface) {
  HeadlessOptions options;
  options.link = std::move(link);
  options.surface = surface;
  options.surface.arrangement = "tour=1";
  options.surface.is_motion_reduced = true;
  return options;
}

/// The nodes that arrow keys reach from the one where Tab stops.
std::set<std::string> walked(HeadlessApp& app, std::vector<std::string>& faults) {
  std::set<std::string> reached{selected_node(app)};
  std::vector<std::string> open(reached.begin(), reached.end());
  while (!open.empty()) {
    const std::string from = open.back();
    open.pop_back();
    for (const char* way : {"left", "right", "up", "down"}) {
      app.app().controls().request(from, "focus");
      app.frame(2);
      app.app().controls().request(from, "walk", way);
      app.frame(3);
      const std::string here = selected_node(app);
      if (!app.control(here).focused) faults.push_back(here + " has not the keyboard");
      if (app.control(here).value.empty()) faults.push_back(here + " says nothing");
      if (reached.insert(here).second) open.push_back(here);
    }
  }
  return reached;
}

float across(const Rect& a, const Rect& b) {
  return std::min(a.right(), b.right()) - std::max(a.x, b.x);
}
float down(const Rect& a, const Rect& b) {
  return std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
}

/// Labels of the network card that lie over each other or are cut.
std::vector<std::string> label_faults(HeadlessApp& app) {
  app.frame(2);
  const Control card = app.control("network/card");
  const Rect place{card.x, card.y, card.width, card.height};
  std::vector<const SeenText*> labels;
  std::vector<std::string> faults;
  for (const SeenText& text : seen_texts()) {
    if (text.words.find_first_not_of(' ') == std::string::npos) continue;
    if (across(text.box, place) < text.box.width - 1 || down(text.box, place) <= 1) continue;
    if (text.is_cut) faults.push_back("“" + text.words + "” is cut");
    labels.push_back(&text);
  }
  if (labels.size() < 4) faults.push_back("only " + std::to_string(labels.size()) + " labels");
  for (std::size_t i = 0; i < labels.size(); ++i) {
    for (std::size_t j = i + 1; j < labels.size(); ++j) {
      const Rect& one = labels[i]->box;
      const Rect& other = labels[j]->box;
      if (across(one, other) > 1 && down(one, other) > 0.35F * std::min(one.height, other.height)) {
        faults.push_back("“" + labels[i]->words + "” lies over “" + labels[j]->words + "”");
      }
    }
  }
  return faults;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

}  // namespace

TEST_CASE("every part of the network drawing is reached by the arrow keys and says what it is",
          "[shell][network]") {
  const std::string link = GENERATE(as<std::string>{}, "m=12&m_test=6&hidden=7,3&iterations=20",
                                    "m=12&m_test=6&hidden=&iterations=20",
                                    "m=12&m_test=6&hidden=2,2,2,2,2,2,2,2,2,2&iterations=3",
                                    "data=moons&m=40&m_test=20&hidden=4&iterations=20");
  const Surface surface = GENERATE(wide_surface(), middle_surface(), phone_surface());
  const std::string language = GENERATE("en", "zh");
  HeadlessApp app(with(link, surface));
  app.app().set("lang", language);
  app.settle();
  std::vector<std::string> faults;
  const std::set<std::string> reached = walked(app, faults);
  for (const std::string& id : node_ids(app)) {
    if (!reached.contains(id)) faults.push_back(id + " is not reached");
  }
  INFO(link << "\n" << joined(faults));
  CHECK(faults.empty());
  CHECK(node_ids(app).size() > 6);
  // Tab stops at one of them.
  CHECK(std::ranges::count_if(app.controls(), [](const Control& control) {
          return control.is_part && control.selected;
        }) == 1);
}

TEST_CASE("every part of the network drawing says what it is when it is tapped",
          "[shell][network]") {
  const std::string link = GENERATE(as<std::string>{}, "m=12&m_test=6&hidden=7,3&iterations=20",
                                    "m=12&m_test=6&hidden=&iterations=20",
                                    "m=12&m_test=6&hidden=2,2,2,2,2,2,2,2,2,2&iterations=3",
                                    "data=moons&m=40&m_test=20&hidden=4&iterations=20");
  const Surface surface = GENERATE(wide_surface(), middle_surface(), phone_surface());
  HeadlessApp app(with(link, surface));
  for (const std::string& id : node_ids(app)) {
    if (id.find("/edges/") != std::string::npos) continue;  // between their ends, see below
    // What was opened by the tap before may lie over it, and a phone scrolls to it.
    app.key(ImGuiKey_Escape);
    app.focus(id);
    app.settle();
    app.tap(id);
    INFO(link << " at " << surface.width << ": " << id);
    CHECK(app.control(id).selected);
    CHECK_FALSE(app.control(id).value.empty());
    REQUIRE(shown_bubble());
    CHECK(shown_bubble()->over.x == Catch::Approx(app.control(id).x).margin(1));
    CHECK(shown_bubble()->over.y == Catch::Approx(app.control(id).y).margin(1));
  }
}

TEST_CASE("pointing at a curve tells its weight, and so does a tap", "[shell][network]") {
  HeadlessApp app(with("m=12&m_test=6&hidden=4,3&iterations=20", wide_surface()));
  const Control gap = app.control("network/node/edges/3");
  // The curves of layer 3 end in one point: just before it all of them are near.
  const ImVec2 end{gap.x + gap.width - 2, gap.y + gap.height / 2};
  app.move_to(end);
  app.frame(60);
  REQUIRE(shown_bubble());
  CHECK(shown_bubble()->words.find("of layer 2 to unit 1 of layer 3") != std::string::npos);
  // Away from all curves nothing is told.
  app.move_to({gap.x + gap.width - 2, gap.y + 1});
  app.frame(60);
  CHECK_FALSE(shown_bubble());
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  app.hold(end);
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  app.let_go();
  app.frame(60);
  CHECK(selected_node(app) == "network/node/edges/3");
  REQUIRE(shown_bubble());
  CHECK(shown_bubble()->words.find("of layer 2 to unit 1 of layer 3") != std::string::npos);
}

TEST_CASE("the mouse over a pixel of logistic regression chooses it, and arrow keys move it",
          "[shell][network]") {
  HeadlessApp app(with("m=12&m_test=6&hidden=&iterations=20", surface_of(1900, 1180)));
  const Control picture = app.control("network/node/input/1");
  const float cell = picture.width / 64;
  app.move_to({picture.x + 34.5F * cell, picture.y + 41.5F * cell});
  app.frame(8);
  const auto row_of_x = [&] {
    app.focus("network/node/x/1");
    return app.control("network/node/x/1").value;
  };
  // Row 42, column 35: its red value is row (41·64 + 34)·3 + 1 of x.
  CHECK_THAT(row_of_x(), Catch::Matchers::ContainsSubstring("7,975"));
  app.move_to({1, 1});
  app.focus("network/node/input/1");
  app.key(ImGuiKey_Enter);
  app.key(ImGuiKey_RightArrow);
  app.key(ImGuiKey_DownArrow);
  CHECK(selected_node(app) == "network/node/input/1");
  CHECK_THAT(row_of_x(), Catch::Matchers::ContainsSubstring("8,170"));  // row 43, column 36
}

TEST_CASE("the arrow keys walk through all weights of a layer", "[shell][network]") {
  HeadlessApp app(with("m=12&m_test=6&hidden=4,3&iterations=20", wide_surface()));
  const std::string id = "network/node/edges/2";
  app.focus(id);
  std::set<std::string> words{app.control(id).value};
  for (int k = 0; k < 20; ++k) {
    app.request(id, "walk", "down");
    words.insert(app.control(id).value);
  }
  CHECK(words.size() == 12);  // 4 · 3 weights
  CHECK(selected_node(app) == id);
  CHECK(std::ranges::any_of(words, [](const std::string& it) {
    return it.find("unit 4 of layer 1 to unit 3 of layer 2") != std::string::npos;
  }));
}

TEST_CASE("a pressed unit opens with its sum, and Escape closes it", "[shell][network]") {
  HeadlessApp app(with("m=12&m_test=6&hidden=4,3&iterations=20", wide_surface()));
  CHECK_FALSE(app.has("network/opened_unit"));
  app.press("network/node/unit/2/3");
  const Control& panel = app.control("network/opened_unit");
  CHECK(panel.label.find("Layer 2, unit 3") != std::string::npos);
  CHECK(panel.value.find("z = ") != std::string::npos);
  app.key(ImGuiKey_Escape);
  app.settle();
  CHECK_FALSE(app.has("network/opened_unit"));
  app.press("network/node/unit/1/1");
  app.press("network/close_unit");
  CHECK_FALSE(app.has("network/opened_unit"));
}

TEST_CASE("the box of an opened unit covers no other part and stays inside the drawing",
          "[shell][network]") {
  const std::string hidden = GENERATE("20,7", "20,7,5", "4,3", "12,12", "2,2,2,2,2,2");
  const Surface surface = GENERATE(wide_surface(), middle_surface());
  HeadlessApp app(with("m=12&m_test=6&iterations=3&hidden=" + hidden, surface));
  std::vector<std::string> faults;
  std::vector<std::string> ids = node_ids(app);
  std::erase_if(ids, [](const std::string& id) { return id.find("/unit/") == std::string::npos; });
  REQUIRE(ids.size() > 5);
  std::size_t with_box = 0;
  for (const std::string& id : ids) {
    app.key(ImGuiKey_Escape);
    app.settle();
    app.press(id);
    app.settle();
    // Where there is no place, the panel beside the drawing says the same alone.
    if (!app.has("network/opened_box")) continue;
    ++with_box;
    const Control it = app.control("network/opened_box");
    const Rect box{it.x, it.y, it.width, it.height};
    const Control panel = app.control("network/opened_unit");
    const bool is_covered = panel.x < box.right() && box.x < panel.x + panel.width &&
                            panel.y < box.bottom() && box.y < panel.y + panel.height;
    for (const Control& node : app.controls()) {
      if (!node.id.starts_with(kNode) || node.id.find("/edges/") != std::string::npos) continue;
      const Rect place{node.x, node.y, node.width, node.height};
      if (node.id == id || is_covered) continue;
      if (across(box, place) > 0.5F && down(box, place) > 0.5F) {
        faults.push_back(id + " covers " + node.id);
      }
    }
    const Control card = app.control("network/card");
    if (box.y < card.y || box.bottom() > card.y + card.height || box.x < card.x ||
        box.right() > card.x + card.width) {
      faults.push_back(id + " leaves the card");
    }
  }
  INFO(hidden << " at " << surface.width << "\n" << joined(faults));
  CHECK(faults.empty());
  CHECK(2 * with_box >= ids.size() * (surface.width > 1100 ? 1 : 0));
}

TEST_CASE("an opened unit shows the training pictures that it answers most and least",
          "[shell][network]") {
  const Surface surface = GENERATE(wide_surface(), phone_surface());
  HeadlessApp app(with("m=24&m_test=6&hidden=4,3&iterations=40", surface));
  app.press("network/node/unit/1/2");
  app.settle();
  REQUIRE(app.has("network/most1"));
  CHECK(app.has("network/most5"));
  CHECK(app.has("network/least1"));
  CHECK(app.control("network/most1").label.starts_with("Training picture "));
  CHECK(app.control("network/most1").label.find(": a = ") != std::string::npos);
  const std::string label = app.control("network/most2").label;
  app.press("network/most2");
  app.settle();
  // The picture that was pressed is the chosen one now, counted from 0 in the link.
  const int shown = std::stoi(label.substr(std::string("Training picture ").size()));
  CHECK(app.link().find("example_set=train") != std::string::npos);
  if (shown > 1) {
    CHECK(app.link().find("example=" + std::to_string(shown - 1)) != std::string::npos);
  }
}

TEST_CASE("the caption of a narrow layer opens its settings", "[shell][network]") {
  HeadlessApp app(with("m=12&m_test=6&hidden=2,2,2,2,2,2,2,2,2,2&iterations=3", middle_surface()));
  REQUIRE_FALSE(app.has("network/layer7/units"));
  app.press("network/node/caption/7");
  REQUIRE(app.has("network/layer7/units"));
  CHECK(app.has("network/layer7/activation"));
  CHECK(app.has("network/layer7/hold"));
  app.press("network/layer7/remove");
  CHECK(app.link().find("hidden=2,2,2,2,2,2,2,2,2&") != std::string::npos);
}

TEST_CASE("no label of the network runs into another", "[shell][network]") {
  struct Size {
    const char* name;
    Surface surface;
  };
  const auto [name, surface] =
      GENERATE(Size{"1440", wide_surface()}, Size{"1024", middle_surface()},
               Size{"large", surface_of(1920, 1200)});
  const std::string activation =
      GENERATE("sigmoid", "tanh", "relu", "leaky_relu", "linear", "softplus");
  std::vector<std::string> faults;
  int looked_at = 0;
  for (int layers = 1; layers <= 10; ++layers) {
    std::string hidden;
    for (int l = 1; l <= layers; ++l) hidden += (l > 1 ? ",5" : "20");
    HeadlessOptions options =
        with("m=6&m_test=4&iterations=1&hidden=" + hidden + "&activation=" + activation, surface);
    HeadlessApp app(options);
    for (const char* scale : {"1", "1.5", "2"}) {
      for (const char* language : {"en", "zh"}) {
        app.app().set("text_scale", scale);
        app.app().set("lang", language);
        app.settle();
        // The enlarged text makes a narrow one a phone, which has no such card.
        if (std::string_view(scale) == "1") REQUIRE(app.has("network/card"));
        if (!app.has("network/card")) continue;
        ++looked_at;
        for (const std::string& fault : label_faults(app)) {
          faults.push_back(std::to_string(layers) + " layers, " + language + ", " + scale + ": " +
                           fault);
        }
      }
    }
  }
  INFO(name << ", " << activation << "\n" << joined(faults));
  CHECK(faults.empty());
  CHECK(looked_at >= 20);
}

}  // namespace purr::shell::test
