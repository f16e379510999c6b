// “Look inside”, the plots and the large boundary: what they say is what the run is.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include "engine/io/experiment.h"
#include "tests/shell/app/headless_app.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

Surface with_tour_seen() {
  Surface surface;
  surface.arrangement = kAllOpen;
  return surface;
}

/// The numbers of a sentence, with a minus of either kind.
std::vector<double> numbers_of(std::string text) {
  for (std::size_t at = text.find("−"); at != std::string::npos; at = text.find("−")) {
    text.replace(at, std::string("−").size(), "-");
  }
  std::vector<double> numbers;
  const char* rest = text.data();
  const char* end = text.data() + text.size();
  while (rest < end) {
    double value = 0.0;
    const auto [after, error] = std::from_chars(rest, end, value);
    if (error == std::errc()) {
      numbers.push_back(value);
      rest = after;
    } else {
      ++rest;
    }
  }
  return numbers;
}

std::vector<Control> named(const HeadlessApp& app, std::string_view start) {
  std::vector<Control> found;
  for (const Control& it : app.controls()) {
    if (it.id.starts_with(start)) found.push_back(it);
  }
  return found;
}

/// The count of a cell of the confusion: "cat predicted as not cat: 12 (20.0 %)".
int count_of(const Control& cell) {
  const std::vector<double> numbers = numbers_of(cell.label.substr(cell.label.rfind(": ") + 2));
  REQUIRE_FALSE(numbers.empty());
  return static_cast<int>(numbers.front());
}

}  // namespace

TEST_CASE("mistakes are counted, grouped, listed and chosen", "[shell][panels]") {
  HeadlessApp app("m=60&m_test=50&hidden=3&iterations=40&noise=25", with_tour_seen());
  app.press("inside/tab/mistakes");
  const auto sums = [&] {
    struct {
      int all = 0, right = 0;
    } sum;
    const std::vector<Control> cells = named(app, "inside/cell_");
    REQUIRE(cells.size() == 4);
    for (const Control& cell : cells) {
      sum.all += count_of(cell);
      const bool is_right = cell.id.ends_with("00") || cell.id.ends_with("11");
      if (is_right) sum.right += count_of(cell);
    }
    return sum;
  };
  const nlohmann::json snapshot = app.snapshot();
  const auto of_test = sums();
  CHECK(of_test.all == 50);
  CHECK(of_test.right == std::lround(50 * snapshot["testAccuracy"].get<double>()));
  REQUIRE(of_test.right < 50);

  // The list: as many as there are mistakes, those first of which the network is surest.
  const std::vector<Control> listed = named(app, "inside/mistake");
  CHECK(static_cast<int>(listed.size()) == std::min(50 - of_test.right, 12));
  std::vector<double> sure;
  for (const Control& it : listed) {
    sure.push_back(std::abs(numbers_of(it.label.substr(it.label.find("ŷ"))).front() - 0.5));
  }
  CHECK(std::ranges::is_sorted(sure, std::ranges::greater()));
  // The screen counts from 1, links from 0.
  const int example = static_cast<int>(numbers_of(listed[1].label).front()) - 1;
  app.press(listed[1].id);
  CHECK(read_experiment(app.link()).experiment.view.example == example);
  CHECK(app.sent_of<Watch>().back().trace_example == example);

  // A group shows its own alone.
  const std::vector<Control> groups = named(app, "inside/group_");
  REQUIRE(groups.size() >= 2);
  app.press(groups[0].id);
  CHECK(app.control(groups[0].id).checked);
  const auto wrong_of_group = static_cast<std::size_t>(named(app, "inside/mistake").size());
  CHECK(wrong_of_group <= listed.size());

  app.press("inside/set/train");
  const auto of_train = sums();
  CHECK(of_train.all == 60);
  CHECK(of_train.right == std::lround(60 * snapshot["trainAccuracy"].get<double>()));
  app.press("inside/look");
  CHECK(app.control("inside/tab/example").selected);
}

TEST_CASE("the crosshair of the gradients says the numbers of the run", "[shell][panels]") {
  HeadlessApp app("data=moons&m=40&hidden=5,3&iterations=60", with_tour_seen());
  app.select("accuracy/kind", "gradients");
  REQUIRE(app.has("accuracy/plot"));
  app.set("accuracy/plot", "20");
  const std::vector<double> shown = numbers_of(app.control("accuracy/plot").value);
  // Iteration, then the layer's number and its norm for each of three.
  REQUIRE(shown.size() == 7);
  const auto iteration = static_cast<int>(shown[0]);
  const std::vector<double> all = app.app().gradients();
  // Of each: iteration, number of layers, the whole norm, the norm of each layer.
  constexpr std::size_t kRow = 6;
  REQUIRE(all.size() % kRow == 0);
  bool is_found = false;
  for (std::size_t at = 0; at < all.size(); at += kRow) {
    if (static_cast<int>(all[at]) != iteration) continue;
    is_found = true;
    CHECK(all[at + 1] == 3.0);
    for (std::size_t l = 0; l < 3; ++l) {
      // Shown with three digits.
      CHECK(shown[2 + 2 * l] == Catch::Approx(all[at + 3 + l]).epsilon(0.01).margin(0.0006));
    }
  }
  CHECK(is_found);
  CHECK(app.control("accuracy/axes").value != app.control("cost/axes").value);
  app.select("accuracy/axes", "linear");
  CHECK(app.link().find("log_gradients=0") != std::string::npos);
}

TEST_CASE("the crosshair of the cost says the cost of its iteration", "[shell][panels]") {
  HeadlessApp app("data=moons&m=40&m_test=20&hidden=4&iterations=40", with_tour_seen());
  const std::vector<double> curve = app.app().curve(false);
  for (const char* iteration : {"0", "7", "39"}) {
    app.set("cost/plot", iteration);
    const std::vector<double> shown = numbers_of(app.control("cost/plot").value);
    REQUIRE(shown.size() >= 2);
    const auto at = static_cast<std::size_t>(shown[0]);
    CHECK(at == static_cast<std::size_t>(std::atoi(iteration)));
    CHECK(shown[1] == Catch::Approx(curve[2 * at + 1]).epsilon(0.002).margin(0.0006));
  }
}

TEST_CASE("the distribution of a layer's weights is that of its weights", "[shell][panels]") {
  HeadlessApp app("preset=c1w3-planar&m=60&iterations=80&hidden=5,4&activation=relu",
                  with_tour_seen());
  app.press("inside/tab/spread");
  app.press("inside/spread_after");
  CHECK(app.sent_of<Watch>().back().distribution_layer == 2);
  REQUIRE(app.has("inside/w"));
  CHECK(app.control("inside/w").label.find("W[2]") != std::string::npos);
  app.app().ask_weights(2);
  app.settle();
  REQUIRE(app.weights.size() == 1);
  const std::vector<float>& W = app.weights[0].W;
  const std::vector<double> shown = numbers_of(app.control("inside/w").value);
  REQUIRE(shown.size() >= 3);
  double sum = 0.0;
  for (const float w : W) sum += static_cast<double>(w);
  const auto [least, most] = std::ranges::minmax(W);
  CHECK(shown[0] == Catch::Approx(least).epsilon(0.01));
  CHECK(shown[1] == Catch::Approx(most).epsilon(0.01));
  CHECK(shown[2] == Catch::Approx(sum / static_cast<double>(W.size())).epsilon(0.01).margin(0.002));
  // It follows the run back to its start.
  const std::string before = app.control("inside/z").value;
  app.app().run_to(0);
  app.settle();
  CHECK(app.control("inside/z").value != before);
}

TEST_CASE("equations are walked through forward and back, layer by layer", "[shell][panels]") {
  HeadlessApp app("data=moons&m=40&hidden=4,3&iterations=20", with_tour_seen());
  int steps = 0;
  while (!app.control("inside/equation_after").disabled && steps < 60) {
    const std::string before = app.control("inside/equation_after").label;
    app.press("inside/equation_after");
    CHECK(app.control("inside/equation_after").label != before);
    ++steps;
  }
  while (!app.control("inside/equation_before").disabled && steps < 120) {
    app.press("inside/equation_before");
    ++steps;
  }
  // Z and A of three layers, the loss, and dA, dZ, dW, db of each on the way back: the walk begins
  // in the middle, ends at one end and comes back over all of it.
  CHECK(steps >= 18);
  CHECK(steps < 120);
}

TEST_CASE("the boundary is looked at large, zoomed and left", "[shell][panels]") {
  HeadlessApp app("data=moons&m=60&hidden=4&iterations=60", with_tour_seen());
  app.press("data/large");
  const auto range = [&] { return numbers_of(app.control("boundary/plane").value); };
  const std::vector<double> whole = range();
  REQUIRE(whole.size() >= 3);
  const int side = app.sent_of<Watch>().back().plane_view.side;
  CHECK(side > 0);
  // The wheel zooms around the pointer.
  app.wheel(app.middle_of("boundary/plane"), -3.0F);
  const std::vector<double> closer = range();
  CHECK(closer[2] - closer[1] < 0.95 * (whole[2] - whole[1]));
  CHECK(closer[1] > whole[1]);
  CHECK(closer[2] < whole[2]);
  CHECK(app.sent_of<Watch>().back().plane_view.size > 0.0);
  // A drag moves what is shown.
  const ImVec2 middle = app.middle_of("boundary/plane");
  app.drag(middle, {middle.x - 40, middle.y});
  CHECK(range()[1] > closer[1]);
  app.press("boundary/everything");
  CHECK(range() == whole);
  // Training goes on below it.
  app.forget();
  app.press("boundary/train");
  CHECK(app.sent_of<Play>().size() == 1);
  app.key(ImGuiKey_Escape);
  CHECK_FALSE(app.has("boundary/plane"));
  CHECK(app.sent_of<Watch>().back().plane_view.side == 0);
}

TEST_CASE("examples are chosen by buttons, keys and the sheet", "[shell][panels]") {
  HeadlessApp app(kSmallPictures, with_tour_seen());
  const auto chosen = [&] { return read_experiment(app.link()).experiment.view; };
  app.press("inside/next");
  CHECK(chosen().example == 1);
  app.key(ImGuiKey_RightBracket);
  CHECK(chosen().example == 2);
  app.key(ImGuiKey_LeftBracket);
  CHECK(chosen().example == 1);
  app.press("inside/previous");
  app.press("inside/previous");
  CHECK(chosen().example == 5);  // the last of six
  // The sheet shows the set of the chosen example, and counts from 1 as the screen does.
  CHECK(app.control("data/picture").value == "6");
  app.set("data/picture", "3");
  CHECK(chosen().example == 2);
  CHECK(chosen().example_set == ExampleSet::test);
  app.press("data/other_set");
  CHECK(chosen().example_set == ExampleSet::train);
  app.set("data/picture", "7");
  CHECK(chosen().example == 6);
  CHECK(chosen().example_set == ExampleSet::train);
}

}  // namespace purr::shell::test
