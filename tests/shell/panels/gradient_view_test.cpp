// dW as matrices, and one weight taken apart.
#include "shell/panels/gradient_view.h"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "shell/theme/strings.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Catch::Matchers::WithinAbs;
using test::HeadlessApp;
using test::HeadlessOptions;

WeightTrace trace_by_hand() {
  WeightTrace trace;
  trace.layer = 2;
  trace.unit = 3;
  trace.input = 5;
  trace.weight = 0.267783;
  trace.derivative = -0.00239;
  trace.learning_rate = 0.0075;
  trace.updated = 0.267783 + 0.0075 * 0.00239;
  return trace;
}

HeadlessApp app_of(const std::string& link, Surface surface = test::wide_surface()) {
  HeadlessOptions options;
  options.link = link;
  options.surface = surface;
  options.surface.arrangement = "tour=1";
  return HeadlessApp(options);
}

/// Opens the matrices of layer `l` by way of the example's equations.
void open_matrices(HeadlessApp& app, int l) {
  if (app.has("phone/inside")) app.press("phone/inside");
  if (!app.has("inside/tab/example") && app.has("bar/inside")) app.press("bar/inside");
  for (int i = 0; i < 80 && !app.has("gradient/view"); ++i) {
    const std::string link = "inside/read_matrix";
    if (app.has(link)) {
      app.press(link);
    } else {
      app.press("inside/equation_after");
    }
  }
  REQUIRE(app.has("gradient/view"));
  app.select("gradient/layer", std::to_string(l - 1));
  app.settle();
}

}  // namespace

TEST_CASE("gradient descent is told with the numbers of the weight", "[panels][unit]") {
  set_language(Language::english);
  const UpdateText text = update_text(trace_by_hand(), {});
  CHECK(text.letters ==
        std::vector<std::string>{"W^[2]_{3,5} := W^[2]_{3,5} − α\u2009dW^[2]_{3,5}"});
  CHECK(text.settings == "α = 0.0075");
  CHECK(text.numbers ==
        std::vector<std::string>{"0.267783 − 0.0075 · (−0.00239)", "= 0.267783 + 0.000018"});
  CHECK(move_words(trace_by_hand()) ==
        "The slope is negative: J falls when this weight grows. "
        "So it grows, **by 67 millionths of itself**.");
}

TEST_CASE("each optimiser is told by its own formula", "[panels][unit]") {
  // The first update of Adam by hand: v = 0.1·d, s = 0.001·d², corrected d and d², so the step is
  // α.
  WeightTrace trace = trace_by_hand();
  trace.weight = 0.5;
  trace.derivative = 0.1;
  trace.learning_rate = 0.01;
  trace.t = 1;
  trace.v_after = 0.01;
  trace.s_after = 1e-5;
  trace.updated = 0.49;
  TrainingSpec training;
  training.optimizer = Optimizer::adam;
  UpdateText text = update_text(trace, training);
  REQUIRE(text.letters.size() == 4);
  CHECK(text.letters[0] == "v := β_{1}\u2009v + (1 − β_{1})\u2009dW^[2]_{3,5}");
  CHECK(text.numbers[0] == "v = 0.9 · 0 + 0.1 · 0.100 = 0.0100");
  CHECK(text.numbers[1] == "s = 0.999 · 0 + 0.001 · 0.100² = 1.00×10⁻⁵");
  CHECK(text.numbers[2] == "v^{corrected} = 0.100, s^{corrected} = 0.0100");
  CHECK(text.numbers[3] == "0.500 − 0.01 · 0.100 / (√0.0100 + 10⁻⁸)");
  CHECK(text.numbers[4] == "= 0.500 − 0.010");
  training.epsilon_inside = true;
  text = update_text(trace, training);
  CHECK(text.numbers[3] == "0.500 − 0.01 · 0.100 / √(0.0100 + 10⁻⁸)");

  training.optimizer = Optimizer::momentum;
  text = update_text(trace, training);
  CHECK(text.letters.back() == "W^[2]_{3,5} := W^[2]_{3,5} − α\u2009v");
  CHECK(text.numbers[1] == "0.500 − 0.01 · 0.0100");
  training.optimizer = Optimizer::rmsprop;
  CHECK(update_text(trace, training).letters.size() == 2);

  trace.is_frozen = true;
  trace.updated = trace.weight;
  CHECK(update_text(trace, training).letters.back() == "W^[2]_{3,5} := W^[2]_{3,5}");
  CHECK(move_words(trace).ends_with("It is frozen, so it stays."));
}

TEST_CASE("a velocity may carry a weight uphill, and the sentence says so", "[panels][unit]") {
  set_language(Language::english);
  WeightTrace trace = trace_by_hand();
  trace.updated = 0.26;
  CHECK(move_words(trace).find("The averages of earlier slopes decide: it shrinks") !=
        std::string::npos);
  trace.derivative = 0.0;
  trace.updated = trace.weight;
  CHECK(move_words(trace).ends_with("So it stays."));
  trace.weight = 0.0;
  trace.derivative = 1.0;
  trace.updated = -0.0075;
  CHECK(move_words(trace).ends_with("So it becomes **−0.0075**."));
}

TEST_CASE("an entry of a matrix is short and never a false 0", "[panels][unit]") {
  CHECK(entry_text(0.267, EntryDigits::two) == ".27");
  CHECK(entry_text(-0.0841, EntryDigits::two) == "−.084");
  CHECK(entry_text(0.0, EntryDigits::two) == "0");
  CHECK(entry_text(-39.72, EntryDigits::two) == "−39.7");
  CHECK(entry_text(-2.392, EntryDigits::two) == "−2.39");
  CHECK(entry_text(0.00612, EntryDigits::two) == ".006");
  CHECK(entry_text(0.0006, EntryDigits::two) == ".001");
  CHECK(entry_text(-3e-7, EntryDigits::two) == "≈0");
  CHECK(entry_text(10.0, EntryDigits::two) == "10.0");
  CHECK(entry_text(0.267783, EntryDigits::four) == "0.2678");
  CHECK(entry_text(0.1, EntryDigits::all) == "0.1");
}

TEST_CASE("the matrices open from the equations, walk by arrow keys, and close again",
          "[shell][app]") {
  HeadlessApp app = app_of(test::kSmallPictures);
  open_matrices(app, 2);
  CHECK_FALSE(app.has("network/card"));
  const auto sent = app.sent_of<Watch>();
  REQUIRE_FALSE(sent.empty());
  CHECK(sent.back().weight.layer == 2);
  const auto entry = [&] { return app.control("gradient/dW/entry").now; };
  const double first = entry();
  app.key(ImGuiKey_RightArrow);
  app.settle();
  CHECK(entry() == first + 1);
  app.key(ImGuiKey_DownArrow);
  app.settle();
  CHECK(entry() == first + 5);  // four columns
  app.press("gradient/up");
  app.settle();
  CHECK(entry() == first + 1);
  app.set("gradient/W/entry", "7");
  app.settle();
  CHECK(entry() == 7);
  app.step("gradient/dW/entry", 1);
  app.settle();
  CHECK(app.control("gradient/W/entry").now == 8);
  CHECK(app.sent_of<Watch>().back().weight == WeightPlace{2, 3, 1});
  app.key(ImGuiKey_Escape);
  app.settle();
  CHECK_FALSE(app.has("gradient/view"));
  CHECK(app.has("network/card"));
  CHECK(app.sent_of<Watch>().back().weight.layer == 0);
}

TEST_CASE("a step from the matrices is an iteration, and the update that was announced",
          "[shell][app]") {
  HeadlessApp app = app_of(std::string(test::kSmallPictures) + "&iterations=10&optimizer=adam");
  open_matrices(app, 2);
  app.app().run_to(4);
  app.settle();
  const std::string before = app.control("gradient/W/entry").value;
  CHECK(app.snapshot()["iteration"] == 4);
  app.press("gradient/update/step");
  app.settle();
  CHECK(app.snapshot()["iteration"] == 5);
  CHECK(app.control("gradient/W/entry").value != before);
}

TEST_CASE("the weight of the design's drawing has the numbers that NumPy gave it",
          "[shell][app][golden]") {
  set_language(Language::english);
  // The drawing is of the first version's default run after 400 iterations.
  HeadlessApp app = app_of("v=1");
  app.app().run_to(400);
  app.settle();
  open_matrices(app, 2);
  app.set("gradient/W/entry", std::to_string(2 * 20 + 4));  // unit 3, unit 5 of layer 1
  app.settle();
  CHECK(app.control("gradient/W/entry").value == "row 3, column 5: 0.2678");
  CHECK(app.control("gradient/dW/entry").value == "row 3, column 5: −0.002392");
  CHECK(app.control("gradient/products/chart").value == "25 push up +1.113, 61 push down −1.613");
  CHECK(app.control("gradient/check").label.ends_with(tr(Text::gradient_check_hint)));
}

TEST_CASE("an entry of the first layer is chosen by unit, pixel and colour", "[shell][app]") {
  HeadlessApp app = app_of(test::kSmallPictures);
  open_matrices(app, 1);
  app.press("gradient/dW/unit3");
  app.settle();
  app.set("gradient/dW/pixel", std::to_string(10 * 64 + 20));
  app.settle();
  app.press("gradient/dW/blue");
  app.settle();
  CHECK(app.sent_of<Watch>().back().weight == WeightPlace{1, 3, (10 * 64 + 20) * 3 + 3});
  CHECK(app.has("gradient/products/chart"));
}

TEST_CASE("the gradient check passes on every optimiser and batch", "[shell][app]") {
  set_language(Language::english);
  const auto extra = GENERATE(as<std::string>{}, "", "&optimizer=momentum&l2=0.7",
                              "&optimizer=adam&batch_size=16&keep_prob=0.8", "&optimizer=rmsprop");
  HeadlessApp app =
      app_of("data=moons&m=40&m_test=20&hidden=4,3&activation=tanh&iterations=20" + extra);
  open_matrices(app, GENERATE(1, 2, 3));
  const Control check = app.control("gradient/check");
  INFO(extra << ": " << check.label);
  CHECK(check.label.ends_with(tr(Text::gradient_check_hint)));
}

TEST_CASE("the matrices stand at every size, with mini-batches and large layers", "[shell][app]") {
  const auto surface =
      GENERATE(test::wide_surface(), test::middle_surface(), test::phone_surface());
  const auto link = GENERATE(
      as<std::string>{}, "m=12&m_test=6&hidden=50,60,3&iterations=5&batch_size=5&optimizer=adam",
      "data=moons&m=40&m_test=20&hidden=4&iterations=5&l2=0.5");
  HeadlessApp app = app_of(link, surface);
  open_matrices(app, 2);
  for (const char* id : {"gradient/W/entry", "gradient/dW/entry", "gradient/products/chart",
                         "gradient/update/history", "gradient/update/step"}) {
    CHECK(app.has(id));
  }
  if (app.has("gradient/products/all")) {
    app.press("gradient/products/all");
    app.settle();
    CHECK(app.has("gradient/products/chart"));
  }
  app.press("gradient/back");
  app.settle();
  CHECK_FALSE(app.has("gradient/view"));
}

}  // namespace purr::shell
