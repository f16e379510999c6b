#include <array>
#include <cmath>
#include <string>

#include "shell/widgets/widgets.h"
#include "tests/shell/screen.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using test::middle_of;
using test::Screen;

/// A slider that remembers what it reported.
struct Watched {
  double value = 0.01;
  int changes = 0;
  int releases = 0;
  SliderSpec spec = {.min = 1e-4, .max = 1.0, .usual = 0.0075, .scale = Scale::logarithmic};

  void draw() {
    const Edit edit = slider("alpha", "Learning rate α", value, spec);
    changes += edit.changed ? 1 : 0;
    releases += edit.released ? 1 : 0;
  }
};

constexpr std::array<Choice, 3> kSets = {Choice{"Drawn", "drawn"}, Choice{"Emoji", "emoji"},
                                         Choice{"Course", "course"}};

/// Everything that ImGui drew in the last frame lies within the screen's clip and is finite.
bool draws_only_numbers() {
  const ImDrawData* data = ImGui::GetDrawData();
  for (const ImDrawList* list : data->CmdLists) {
    for (const ImDrawVert& v : list->VtxBuffer) {
      if (!std::isfinite(v.pos.x) || !std::isfinite(v.pos.y)) return false;
    }
  }
  return data->TotalVtxCount > 0;
}

}  // namespace

TEST_CASE("dragging a slider changes it on the way and releases it once", "[shell][unit]") {
  Screen screen;
  Watched alpha;
  const auto content = [&] { alpha.draw(); };
  screen.frame(content, 2);
  const Control track = *registry().find("alpha");
  const float y = track.y + track.height / 2;
  screen.drag({track.x + track.width * 0.5F, y}, {track.x + track.width, y}, content, false);
  CHECK(alpha.value == 1.0);
  CHECK(alpha.changes >= 3);
  CHECK(alpha.releases == 0);
  ImGui::GetIO().AddMouseButtonEvent(0, false);
  screen.frame(content, 3);
  CHECK(alpha.releases == 1);
}

TEST_CASE("a slider's thumb follows the pointer without a jump", "[shell][unit]") {
  Screen screen;
  Watched alpha;
  alpha.value = 0.01;  // the middle of 1e-4 .. 1
  const auto content = [&] { alpha.draw(); };
  screen.frame(content, 2);
  const ImVec2 thumb = middle_of("alpha");
  // Pressed a little off its middle and let go: nothing moved, so nothing changes.
  screen.click(thumb.x + 4, thumb.y, content);
  CHECK(alpha.value == 0.01);
  CHECK(alpha.changes == 0);
}

TEST_CASE("values picked with a slider are short", "[shell][unit]") {
  Screen screen;
  Watched alpha;
  const auto content = [&] { alpha.draw(); };
  screen.frame(content, 2);
  const Control track = *registry().find("alpha");
  for (const float part : {0.2F, 0.33F, 0.61F, 0.87F}) {
    screen.click(track.x + track.width * part, track.y + track.height / 2, content);
    // Two significant digits, to the last bit what a person would type.
    CHECK(parse_number(number(alpha.value, 2)) == alpha.value);
  }
}

TEST_CASE("a double click brings the usual value back", "[shell][unit]") {
  Screen screen;
  Watched alpha;
  alpha.value = 0.5;
  const auto content = [&] { alpha.draw(); };
  screen.frame(content, 2);
  const Control track = *registry().find("alpha");
  screen.double_click(track.x + 20, track.y + track.height / 2, content);
  CHECK(alpha.value == 0.0075);
}

TEST_CASE("arrow keys move a focused slider by a step", "[shell][unit]") {
  Screen screen;
  int m = 100;
  int releases = 0;
  const auto content = [&] {
    releases += slider("m", "Pictures m", m, {.min = 10, .max = 2000, .step = 5}).released;
    button("other", "Other");
  };
  screen.frame(content, 2);
  registry().request("m", "focus");
  screen.frame(content, 3);
  REQUIRE(registry().find("m")->focused);
  screen.key(ImGuiKey_RightArrow, content);
  CHECK(m == 105);
  screen.key(ImGuiKey_LeftArrow, content);
  screen.key(ImGuiKey_DownArrow, content);
  CHECK(m == 95);
  screen.key(ImGuiKey_End, content);
  CHECK(m == 2000);
  screen.key(ImGuiKey_Home, content);
  CHECK(m == 10);
  CHECK(releases == 5);
  // The arrows were the slider's: the keyboard is still on it.
  CHECK(registry().find("m")->focused);
  screen.key(ImGuiKey_Tab, content);
  CHECK(registry().find("other")->focused);
}

TEST_CASE("a logarithmic integer slider moves by at least one", "[shell][unit]") {
  Screen screen;
  int n = 1;
  const auto content = [&] {
    slider("n", "n", n, {.min = 1, .max = 10000, .scale = Scale::logarithmic});
  };
  screen.frame(content, 2);
  for (int i = 0; i < 5; ++i) {
    registry().request("n", "step", "1");
    screen.frame(content);
  }
  CHECK(n == 6);
}

TEST_CASE("the wheel over a slider leaves it alone", "[shell][unit]") {
  Screen screen;
  Watched alpha;
  const auto content = [&] { alpha.draw(); };
  screen.frame(content, 2);
  const ImVec2 middle = middle_of("alpha");
  screen.move_to(middle.x, middle.y, content);
  ImGui::GetIO().AddMouseWheelEvent(0, 3);
  screen.frame(content, 3);
  CHECK(alpha.changes == 0);
}

TEST_CASE("a number is typed into the well with a comma", "[shell][unit]") {
  Screen screen;
  Watched alpha;
  const auto content = [&] { alpha.draw(); };
  screen.frame(content, 2);
  const Control track = *registry().find("alpha");
  const float well_x = 385.0F;  // the well ends at the right edge of the row
  screen.click(well_x, track.y + track.height / 2, content);
  REQUIRE(text_editing().has_value());
  CHECK(text_editing()->id == "alpha");
  screen.type("0,05", content);
  CHECK(alpha.changes == 0);
  screen.key(ImGuiKey_Enter, content);
  CHECK(alpha.value == 0.05);
  CHECK(alpha.releases == 1);
  CHECK_FALSE(text_editing().has_value());
}

TEST_CASE("typing can be given up, and nonsense changes nothing", "[shell][unit]") {
  Screen screen;
  Watched alpha;
  const auto content = [&] { alpha.draw(); };
  screen.frame(content, 2);
  const Control track = *registry().find("alpha");
  const ImVec2 well = {385.0F, track.y + track.height / 2};
  screen.click(well.x, well.y, content);
  screen.type("0.9", content);
  screen.key(ImGuiKey_Escape, content);
  CHECK(alpha.value == 0.01);
  screen.click(well.x, well.y, content);
  screen.type("many", content);
  screen.key(ImGuiKey_Enter, content);
  CHECK(alpha.value == 0.01);
  CHECK(alpha.changes == 0);
  // Beyond the range: the nearest value that is allowed.
  screen.click(well.x, well.y, content);
  screen.type("7", content);
  screen.key(ImGuiKey_Enter, content);
  CHECK(alpha.value == 1.0);
}

TEST_CASE("Enter on a focused slider begins typing", "[shell][unit]") {
  Screen screen;
  Watched alpha;
  const auto content = [&] { alpha.draw(); };
  screen.frame(content, 2);
  registry().request("alpha", "focus");
  screen.frame(content, 3);
  screen.key(ImGuiKey_Enter, content);
  REQUIRE(text_editing().has_value());
  screen.type("0.2", content);
  screen.key(ImGuiKey_Enter, content);
  CHECK(alpha.value == 0.2);
}

TEST_CASE("a request from outside does what a hand would", "[shell][unit]") {
  Screen screen;
  Watched alpha;
  bool on = false;
  int kind = 0;
  int optimizer = 0;
  int presses = 0;
  std::string name = "run";
  const auto content = [&] {
    begin_card("training", {.title = "Training", .height = 280});
    alpha.draw();
    toggle("shuffle", "Shuffle", on);
    segmented("kind", "Data set", kSets, kind);
    chooser("optimizer", "Optimiser", kSets, optimizer);
    presses += button("play", "Play");
    text_field("name", "Name", name);
    end_card();
  };
  screen.frame(content, 2);
  registry().request("training/alpha", "set", "0,02");
  registry().request("training/shuffle", "press");
  registry().request("training/kind/course", "press");
  registry().request("training/optimizer", "select", "Emoji");
  registry().request("training/play", "press");
  registry().request("training/name", "set", "第一次");
  screen.frame(content);
  CHECK(alpha.value == 0.02);
  CHECK(alpha.releases == 1);
  CHECK(on);
  CHECK(kind == 2);
  CHECK(optimizer == 1);
  CHECK(presses == 1);
  CHECK(name == "第一次");
  screen.frame(content);
  CHECK(presses == 1);

  registry().request("training/kind", "select", "drawn");
  registry().request("training/optimizer", "select", "2");
  registry().request("training/shuffle", "set", "1");
  screen.frame(content);
  CHECK(kind == 0);
  CHECK(optimizer == 2);
  CHECK(on);
  // Nonsense is not a choice.
  registry().request("training/optimizer", "select", "nothing of the kind");
  registry().request("training/alpha", "set", "much");
  screen.frame(content);
  CHECK(optimizer == 2);
  CHECK(alpha.value == 0.02);
}

TEST_CASE("controls tell a reader their role, value and state", "[shell][unit]") {
  Screen screen;
  Watched alpha;
  bool on = true;
  int kind = 1;
  const auto content = [&] {
    alpha.draw();
    checkbox("keep", "Keep W^[1]", on);
    segmented("kind", "Data set", kSets, kind);
    chooser("set", "Set", kSets, kind);
    button("off", "Off", {.is_enabled = false});
  };
  screen.frame(content, 2);
  const Control* track = registry().find("alpha");
  REQUIRE(track != nullptr);
  CHECK(track->role == Role::slider);
  CHECK(track->label == "Learning rate α");
  CHECK(track->value == "0.01");
  CHECK(track->min == 1e-4);
  CHECK(track->max == 1.0);
  CHECK(track->now == 0.01);
  CHECK(track->width > 20);
  CHECK(registry().find("keep")->checked);
  CHECK(registry().find("keep")->label == "Keep W[1]");
  CHECK(registry().find("kind/emoji")->selected);
  CHECK_FALSE(registry().find("kind/drawn")->selected);
  CHECK(registry().find("set")->options.size() == 3);
  CHECK(registry().find("set")->value == "Emoji");
  CHECK(registry().find("off")->disabled);
  const auto before = registry().revision();
  screen.frame(content, 5);
  CHECK(registry().revision() == before);
}

TEST_CASE("a disabled control takes neither clicks nor requests", "[shell][unit]") {
  Screen screen;
  int presses = 0;
  const auto content = [&] { presses += button("play", "Play", {.is_enabled = false}); };
  screen.frame(content, 2);
  const ImVec2 middle = middle_of("play");
  screen.click(middle.x, middle.y, content);
  registry().request("play", "press");
  screen.frame(content, 2);
  CHECK(presses == 0);
}

TEST_CASE("tabs are chosen by click and by arrow keys", "[shell][unit]") {
  Screen screen;
  int chosen = 0;
  int changes = 0;
  const auto underlined = GENERATE(false, true);
  const auto content = [&] {
    changes +=
        underlined ? tabs("t", "Tabs", kSets, chosen) : segmented("t", "Tabs", kSets, chosen);
  };
  screen.frame(content, 2);
  const ImVec2 emoji = middle_of("t/emoji");
  screen.click(emoji.x, emoji.y, content);
  CHECK(chosen == 1);
  CHECK(changes == 1);
  registry().request("t/emoji", "focus");
  screen.frame(content, 2);
  screen.key(ImGuiKey_RightArrow, content);
  CHECK(chosen == 2);
  screen.frame(content, 2);
  CHECK(registry().find("t/course")->focused);
  screen.key(ImGuiKey_RightArrow, content);
  CHECK(chosen == 2);
  screen.key(ImGuiKey_Home, content);
  CHECK(chosen == 0);
}

TEST_CASE("a chooser opens a list and takes one of it", "[shell][unit]") {
  Screen screen;
  int chosen = 0;
  const auto content = [&] { chooser("set", "Set", kSets, chosen); };
  screen.frame(content, 2);
  const ImVec2 pill = middle_of("set");
  screen.click(pill.x, pill.y, content);
  REQUIRE(registry().find("set/course") != nullptr);
  CHECK(registry().find("set")->expanded);
  const ImVec2 course = middle_of("set/course");
  screen.click(course.x, course.y, content);
  CHECK(chosen == 2);
  screen.frame(content, 2);
  CHECK(registry().find("set/course") == nullptr);

  // With the keyboard: down opens it, up moves, Enter takes.
  registry().request("set", "focus");
  screen.frame(content, 2);
  screen.key(ImGuiKey_DownArrow, content);
  REQUIRE(registry().find("set/course") != nullptr);
  screen.key(ImGuiKey_UpArrow, content);
  screen.key(ImGuiKey_Enter, content);
  CHECK(chosen == 1);
  // Escape leaves it as it was.
  screen.click(pill.x, pill.y, content);
  screen.key(ImGuiKey_Escape, content);
  screen.frame(content, 2);
  CHECK(registry().find("set/drawn") == nullptr);
  CHECK(chosen == 1);
}

TEST_CASE("a stepper steps, types and stops at its ends", "[shell][unit]") {
  Screen screen;
  int seed = 1;
  const auto content = [&] { stepper("seed", "Seed", seed, {.min = 0, .max = 3}); };
  screen.frame(content, 2);
  const Control box = *registry().find("seed");
  const float y = box.y + box.height / 2;
  for (int i = 0; i < 4; ++i) screen.click(box.x + box.width - 10, y, content);
  CHECK(seed == 3);
  screen.click(box.x + 10, y, content);
  CHECK(seed == 2);
  screen.click(box.x + box.width / 2, y, content);
  screen.type("0", content);
  screen.key(ImGuiKey_Enter, content);
  CHECK(seed == 0);
  registry().request("seed", "set", "99");
  screen.frame(content);
  CHECK(seed == 3);
}

TEST_CASE("a finger scrolls a list and still taps what is in it", "[shell][unit]") {
  Screen screen(300, 200);
  apply_theme(ThemeKind::dark, 1.0F, true);
  int presses = 0;
  double value = 0.5;
  const auto content = [&] {
    begin_scroll("list", {200, 150});
    for (int i = 0; i < 12; ++i) {
      presses += button("b" + std::to_string(i), "Button", {.width = 150});
    }
    slider("s", "s", value, {.has_label = false});
    end_scroll();
  };
  screen.frame(content, 2);
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  const float top_before = registry().find("b0")->y;
  screen.drag({80, 120}, {82, 40}, content);
  CHECK(presses == 0);
  CHECK(registry().find("b0")->y < top_before - 50);
  // Thrown: it runs on for a while and then rests.
  const float at_release = registry().find("b0")->y;
  screen.frame(content, 4);
  CHECK(registry().find("b0")->y < at_release);
  screen.frame(content, 400);
  CHECK(seconds_until_redraw() > 0.0);

  const float held = registry().find("b0")->y;
  ImVec2 seen = {-1, -1};
  for (int i = 0; i < 12; ++i) {
    const ImVec2 middle = middle_of("b" + std::to_string(i));
    if (middle.y > 30 && middle.y < 120) seen = middle;
  }
  REQUIRE(seen.x > 0);
  screen.click(seen.x, seen.y, content);
  CHECK(presses == 1);
  CHECK(registry().find("b0")->y == held);
}

TEST_CASE("a slider in a scrolling list takes a sideways drag for itself", "[shell][unit]") {
  Screen screen(300, 200);
  apply_theme(ThemeKind::light, 1.0F, true);
  double value = 0.5;
  const auto content = [&] {
    begin_scroll("list", {250, 120});
    slider("s", "s", value, {.has_label = false, .has_well = false});
    space(400);
    end_scroll();
  };
  screen.frame(content, 2);
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  const ImVec2 middle = middle_of("s");
  screen.drag(middle, {middle.x + 60, middle.y + 30}, content);
  CHECK(value > 0.6);
  CHECK(middle_of("s").y == middle.y);
  // A drag that goes down scrolls instead, and leaves the value as it is.
  const double before = value;
  screen.drag({middle.x, middle.y + 40}, {middle.x + 4, middle.y - 30}, content);
  CHECK(value == before);
  CHECK(middle_of("s").y < middle.y);
}

TEST_CASE("a dialog takes the page and closes with Escape", "[shell][unit]") {
  Screen screen;
  bool open = true;
  int presses = 0;
  const auto content = [&] {
    presses += button("below", "Below");
    if (begin_dialog("share", "Share", open, 200)) {
      button("copy", "Copy");
      end_dialog();
    }
  };
  screen.frame(content, 3);
  REQUIRE(registry().find("share/copy") != nullptr);
  screen.key(ImGuiKey_Escape, content);
  screen.frame(content, 2);
  CHECK_FALSE(open);
  CHECK(registry().find("share/copy") == nullptr);
  open = true;
  screen.frame(content, 3);
  registry().request("share/close", "press");
  screen.frame(content, 3);
  CHECK_FALSE(open);
  const ImVec2 below = middle_of("below");
  screen.click(below.x, below.y, content);
  CHECK(presses == 1);
}

TEST_CASE("a notice says itself, acts and goes away", "[shell][unit]") {
  Screen screen;
  NoticeAnswer answer = NoticeAnswer::none;
  const auto content = [&] {
    const NoticeAnswer now = notice("nan", NoticeKind::error, "The cost is not finite.", "Halve α");
    if (now != NoticeAnswer::none) answer = now;
  };
  screen.frame(content, 2);
  CHECK(registry().find("nan/words")->label == "The cost is not finite.");
  const ImVec2 action = middle_of("nan/action");
  screen.click(action.x, action.y, content);
  CHECK(answer == NoticeAnswer::action);
  registry().request("nan/close", "press");
  screen.frame(content);
  CHECK(answer == NoticeAnswer::dismissed);
}

TEST_CASE("a toast leaves by itself, and at rest nothing asks for a frame", "[shell][unit]") {
  Screen screen;
  const auto content = [] { button("play", "Play"); };
  screen.frame(content, 3);
  CHECK(std::isinf(seconds_until_redraw()));
  toast("Copied.");
  screen.frame(content, 2);
  const auto shown = [] {
    for (const Control& control : registry().controls()) {
      if (control.role == Role::status && control.label == "Copied.") return true;
    }
    return false;
  };
  CHECK(shown());
  CHECK(seconds_until_redraw() < 10.0);
  screen.frame(content, 60 * 8);
  CHECK_FALSE(shown());
  CHECK(std::isinf(seconds_until_redraw()));
}

TEST_CASE("a card grows with what is in it and reports its link", "[shell][unit]") {
  Screen screen;
  int links = 0;
  float inner_width = 0;
  const auto content = [&] {
    links += begin_card("data", {.title = "Data", .link = "source"});
    inner_width = ImGui::GetContentRegionAvail().x;
    for (int i = 0; i < 3; ++i) text("line");
    end_card();
    text("below");
  };
  screen.frame(content, 3);
  const Control* card = registry().find("data/card");
  REQUIRE(card != nullptr);
  CHECK(card->height > 80);
  CHECK(card->height < 140);
  CHECK(inner_width == 400 - 2 * theme().pad);
  const ImVec2 source = middle_of("data/link");
  screen.click(source.x, source.y, content);
  CHECK(links == 1);
}

TEST_CASE("a table of numbers says which cell is under the mouse", "[shell][unit]") {
  Screen screen;
  const std::array<double, 3> z = {0.82, -0.31, std::nan("")};
  const std::array<double, 3> a = {0.82, 0.0, 1.0};
  const std::array<NumberRow, 2> rows = {NumberRow{"Z^[3]", z}, NumberRow{"A^[3]", a}};
  CellAt at;
  const auto content = [&] {
    const CellAt now = number_table("z", "Values of layer 3", rows);
    if (now) at = now;
  };
  screen.frame(content, 2);
  const Control table = *registry().find("z");
  CHECK(table.value == "2 × 3");
  screen.click(table.x + 60, table.y + table.height - 12, content);
  CHECK(at.row == 1);
  CHECK(at.column == 0);
  CHECK(draws_only_numbers());
}

TEST_CASE("every look draws finite shapes in both themes, at any ratio", "[shell][unit]") {
  const auto ratio = GENERATE(1.0F, 1.25F, 2.0F, 3.0F);
  const auto kind = GENERATE(ThemeKind::light, ThemeKind::dark);
  Screen screen(500, 700, ratio);
  apply_theme(kind, 1.0F, false);
  const auto content = [] {
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (int icon = 0; icon <= static_cast<int>(Icon::fit); ++icon) {
      draw_icon(list, static_cast<Icon>(icon), {20.0F + static_cast<float>(icon) * 12, 300}, 16,
                theme().ink);
    }
    for (const double p : {0.0, 0.5, 1.0, std::nan(""), 7.0}) {
      draw_probability_bar(list, {10, 320, 16, 100}, p);
      draw_meter(list, {40, 320, 100, 6}, p, theme().accent);
    }
    badge("new", theme().test);
    swatch("cat 71", theme().cat);
    progress("p", "Reading", std::nan(""), "12 of 42 MB");
    formula("dZ^[3] = dA^[3] ∗ g′(Z^[3])", "0.15 = 0.15 × 1");
    paragraph("Zeilen, die **umbrechen**, und 中文也会换行。", dim_text(), 60);
    tap_card("c", "Title", "Words", true, Icon::cat);
    draw_unit(list, {200, 400}, 9, 0.5F);
  };
  screen.frame(content, 2);
  CHECK(draws_only_numbers());
}

}  // namespace purr::shell
