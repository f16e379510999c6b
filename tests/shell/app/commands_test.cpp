// Settings in, commands out: what the application tells the trainer, the link and the host.
#include <algorithm>
#include <string>
#include <vector>

#include "engine/io/defaults.h"
#include "shell/theme/theme.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

/// Without the tour, which would lie over what is clicked.
Surface with_tour_seen(Surface surface = {}) {
  surface.arrangement = kAllOpen;
  return surface;
}

HeadlessOptions options_for(std::string link, double ms_per_iteration = 0.0) {
  HeadlessOptions options;
  options.link = std::move(link);
  options.surface = with_tour_seen();
  options.ms_per_iteration = ms_per_iteration;
  return options;
}

/// On a machine where an iteration takes so long, no run is trained again at every change.
constexpr double kSlowMs = 400.0;

Experiment experiment_of(const std::string& link) { return read_experiment(link).experiment; }

/// The last Configure of those sent; the test fails where there is none.
Configure last_configure(const HeadlessApp& app) {
  const std::vector<Configure> all = app.sent_of<Configure>();
  REQUIRE_FALSE(all.empty());
  return all.back();
}

bool is_configured(const HeadlessApp& app) { return !app.sent_of<Configure>().empty(); }

/// Trains to `iteration` of a run that is not over then.
void pause_at(HeadlessApp& app, int iteration) {
  app.app().run_to(iteration);
  app.settle();
  REQUIRE(app.snapshot()["iteration"] == iteration);
  REQUIRE(app.snapshot()["phase"] == "ready");
  app.forget();
}

}  // namespace

TEST_CASE("the trainer is first told the whole run, and to train it", "[shell][app]") {
  HeadlessOptions options = options_for("data=moons&m=30&hidden=3&learning_rate=0.3&iterations=25");
  options.is_settled = false;
  HeadlessApp app(options);
  REQUIRE(app.sent.size() == 1);
  const Configure first = last_configure(app);
  CHECK(first.retrain);
  CHECK(experiment_of(first.experiment) == experiment_of(options.link));
  app.settle();
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(app.snapshot()["iteration"] == 25);
  CHECK(app.sent_of<Watch>().size() >= 1);
  CHECK(app.sent_of<Configure>().size() == 1);
}

TEST_CASE("serials of runs grow, and the snapshot is of the last one alone", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints));
  const double cost = app.snapshot()["cost"];
  std::uint32_t serial = last_configure(app).serial;
  app.forget();
  app.app().set("learning_rate", "0.5");
  CHECK(last_configure(app).serial > serial);
  // Told, but not yet begun: what the snapshot holds is no longer of this run.
  CHECK(app.snapshot()["running"] == true);
  CHECK(app.snapshot()["phase"] == "preparing");
  app.settle();
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(app.snapshot()["cost"] != cost);
}

TEST_CASE("a change of a fast run trains it again", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints));
  const auto [id, steps] =
      GENERATE(std::pair{"training/learning_rate", 3}, std::pair{"training/l2", 2},
               std::pair{"data/noise", 2}, std::pair{"network/layer1/units", 1});
  app.forget();
  app.step(id, steps);
  CHECK(app.sent_of<Configure>().size() == 1);
  CHECK(last_configure(app).retrain);
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(app.snapshot()["iteration"] == 40);
}

TEST_CASE("a change of a slow run goes on with it", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints, kSlowMs));
  pause_at(app, 20);
  SECTION("what can change while it trains changes at once") {
    app.step("training/learning_rate", 2);
    CHECK_FALSE(last_configure(app).retrain);
    CHECK(app.snapshot()["iteration"] == 20);
  }
  SECTION("another width goes on with the units that stay") {
    app.step("network/layer1/units", 1);
    CHECK_FALSE(last_configure(app).retrain);
    CHECK(app.snapshot()["iteration"] == 20);
    CHECK(app.snapshot()["layers"] == nlohmann::json{2, 5, 1});
  }
  SECTION("another initialisation begins at its start, and waits there") {
    app.step("training/seed", 1);
    CHECK_FALSE(last_configure(app).retrain);
    CHECK(app.snapshot()["iteration"] == 0);
    CHECK(app.snapshot()["phase"] == "ready");
  }
  SECTION("other data is another run") {
    app.step("data/noise", 1);
    CHECK(last_configure(app).retrain);
    CHECK(app.snapshot()["iteration"] == 40);
  }
  SECTION("a preset is another run") {
    app.select("bar/preset", "default");
    app.rest();
    if (!is_configured(app)) app.select("bar/preset", "1");
    CHECK(last_configure(app).retrain);
  }
}

TEST_CASE("a slow run that is over is trained again by a change", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints, kSlowMs));
  REQUIRE(app.snapshot()["phase"] == "finished");
  app.forget();
  app.step("training/learning_rate", 2);
  CHECK(last_configure(app).retrain);
  app.forget();
  SECTION("unless the user has switched that off") {
    app.press("transport/instant");
    app.forget();
    app.frame(120);  // longer ago than the same change could be
    app.step("training/learning_rate", 2);
    CHECK_FALSE(last_configure(app).retrain);
    CHECK(app.link().find("instant=0") != std::string::npos);
  }
  SECTION("or watches it in slow motion") {
    app.set("training/speed", "500");
    app.forget();
    app.frame(120);
    app.step("training/learning_rate", 2);
    CHECK_FALSE(last_configure(app).retrain);
  }
}

TEST_CASE("while a thumb is held, a fast run follows it and a slow one waits for a restart",
          "[shell][app]") {
  const auto drag_some = [](HeadlessApp& app, const char* id) {
    const Control it = app.control(id);
    const float y = it.y + it.height / 2;
    app.hold({it.x + it.width * 0.3F, y});
    app.forget();
    for (const float part : {0.4F, 0.5F, 0.6F, 0.7F}) {
      ImGui::GetIO().AddMousePosEvent(it.x + it.width * part, y);
      app.frame(2);
      app.work(50.0);
    }
  };
  SECTION("a fast run hears of every place of the thumb") {
    HeadlessApp app(options_for(kSmallPoints));
    drag_some(app, "network/layer1/units");
    CHECK(app.sent_of<Configure>().size() >= 3);
    const std::string link = app.link();
    app.forget();
    app.let_go();
    CHECK(app.link() == link);
    CHECK(app.snapshot()["phase"] == "finished");
  }
  SECTION("a slow one hears of its end") {
    HeadlessApp app(options_for(kSmallPoints, kSlowMs));
    pause_at(app, 20);
    drag_some(app, "network/layer1/units");
    CHECK_FALSE(is_configured(app));
    // The link and the screen follow the thumb all the same.
    CHECK(experiment_of(app.link()).network.hidden.front() != 4);
    app.let_go();
    CHECK(app.sent_of<Configure>().size() == 1);
    CHECK(experiment_of(last_configure(app).experiment).network ==
          experiment_of(app.link()).network);
  }
  SECTION("a slow one hears at once of what needs no restart") {
    HeadlessApp app(options_for(kSmallPoints, kSlowMs));
    pause_at(app, 20);
    drag_some(app, "training/learning_rate");
    CHECK(app.sent_of<Configure>().size() >= 3);
    CHECK_FALSE(last_configure(app).retrain);
    app.let_go();
    CHECK(app.snapshot()["iteration"] == 20);
  }
  SECTION("a drag is one step of undo") {
    HeadlessApp app(options_for(kSmallPoints));
    const std::string link = app.link();
    drag_some(app, "training/learning_rate");
    app.let_go();
    REQUIRE(app.link() != link);
    app.press("training/undo");
    CHECK(app.link() == link);
    CHECK_FALSE(app.has("training/undo"));
  }
}

TEST_CASE("how a run is looked at is in the link and no matter of the trainer", "[shell][app]") {
  std::string link;
  struct View {
    const char* key;
    const char* value;
  };
  const auto [key, value] =
      GENERATE(View{"example", "3"}, View{"example_set", "train"}, View{"log_cost", "1"},
               View{"log_iteration", "1"}, View{"log_gradients", "0"}, View{"theme", "dark"},
               View{"lang", "zh"}, View{"text_scale", "1.5"}, View{"instant", "0"});
  REQUIRE(is_view_key(key));
  {
    HeadlessApp app(options_for(kSmallPictures));
    const std::string before = app.link();
    app.forget();
    app.app().set(key, value);
    app.settle();
    link = app.link();
    CHECK_FALSE(is_configured(app));
    CHECK(link != before);
    CHECK(link.find(std::string(key) + "=" + value) != std::string::npos);
    REQUIRE_FALSE(app.links.empty());
    CHECK(app.links.back().link == link);
  }
  // A link that says so shows it so.
  const HeadlessApp again(options_for(link));
  CHECK(again.link() == link);
}

TEST_CASE("the speed is a pace of the trainer's, between its bounds", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints));
  app.forget();
  app.set("training/speed", "20");
  REQUIRE(app.sent_of<Pace>().size() == 1);
  CHECK(app.sent_of<Pace>().back().per_second == 20.0);
  CHECK(app.link().find("pace=20") != std::string::npos);
  CHECK_FALSE(is_configured(app));
  app.forget();
  app.reset("training/speed");
  REQUIRE(app.sent_of<Pace>().size() == 1);
  CHECK(app.sent_of<Pace>().back().per_second == 0.0);
  CHECK(app.link().find("pace") == std::string::npos);
  app.forget();
  app.app().set("pace", "0.01");
  app.rest();
  if (!app.sent_of<Pace>().empty()) CHECK(app.sent_of<Pace>().back().per_second >= kMinPace);
  CHECK(experiment_of(app.link()).view.pace >= 0.0);
}

TEST_CASE("a frozen layer is a setting that moves with its layer", "[shell][app]") {
  HeadlessApp app(options_for("data=moons&m=40&hidden=4,3&iterations=40"));
  const auto frozen = [&] {
    std::vector<int> layers;
    for (const Frozen& part : experiment_of(app.link()).training.frozen) {
      layers.push_back(part.layer);
    }
    return layers;
  };
  app.press("network/layer3/hold");
  CHECK(frozen() == std::vector{3});
  CHECK(experiment_of(last_configure(app).experiment).training.frozen.size() == 1);
  app.press("network/layer1/hold");
  CHECK(frozen() == std::vector{1, 3});
  CHECK(app.control("network/layer1/hold").checked);
  app.press("network/add_layer");
  CHECK(frozen() == std::vector{1, 4});  // the output is one further on
  app.press("network/layer1/remove");
  CHECK(frozen() == std::vector{3});
  app.press("network/layer3/hold");
  CHECK(frozen().empty());
  // What is frozen stays as it is: W[1] before and after forty iterations.
  app.press("network/layer1/hold");
  app.app().run_to(0);
  app.settle();
  app.app().ask_weights(1);
  app.settle();
  app.app().run_to(40);
  app.settle();
  app.app().ask_weights(1);
  app.app().ask_weights(2);
  app.settle();
  REQUIRE(app.weights.size() == 3);
  CHECK(app.weights[0].W == app.weights[1].W);
  CHECK(app.weights[2].layer == 2);
}

TEST_CASE("an edited weight goes to the trainer and comes back with its layer", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints));
  app.app().run_to(0);
  app.settle();
  app.forget();
  app.app().edit_weight(1, 2, 1, 0.625);
  REQUIRE(app.sent_of<EditWeight>().size() == 1);
  const std::uint32_t token = app.app().ask_weights(1);
  app.settle();
  REQUIRE(app.weights.size() == 1);
  CHECK(app.weights[0].token == token);
  CHECK(app.weights[0].n_out == 4);
  CHECK(app.weights[0].n_in == 2);
  CHECK(app.weights[0].W[1] == 0.625F);  // unit 2, input 1, column by column
}

TEST_CASE("questions are answered under their tokens", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPictures));
  const std::uint32_t asked = app.app().ask_prediction(std::vector<std::uint8_t>(12288, 128));
  const std::uint32_t batch = app.app().ask_batch();
  CHECK(asked != batch);
  app.settle();
  REQUIRE(app.predictions.size() == 1);
  CHECK(app.predictions[0].token == asked);
  CHECK(app.predictions[0].y_hat > 0.0);
  CHECK(app.predictions[0].y_hat < 1.0);
  REQUIRE(app.batches.size() == 1);
  CHECK(app.batches[0].token == batch);
  CHECK(app.app().layer_count() == 3);
  CHECK(app.app().gradients().size() % 3 != 1);
}

TEST_CASE("undo and redo walk through the changes and send each", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints));
  std::vector<std::string> links{app.link()};
  CHECK_FALSE(app.has("training/undo"));
  CHECK_FALSE(app.has("training/redo"));
  for (const char* id : {"training/learning_rate", "data/noise", "network/layer1/units"}) {
    app.step(id, 1);
    REQUIRE(app.link() != links.back());
    links.push_back(app.link());
  }
  SECTION("by their links") {
    for (int i = 2; i >= 0; --i) {
      app.forget();
      app.press("training/undo");
      CHECK(app.link() == links[static_cast<std::size_t>(i)]);
      CHECK(experiment_of(last_configure(app).experiment) ==
            experiment_of(links[static_cast<std::size_t>(i)]));
    }
    CHECK_FALSE(app.has("training/undo"));
    for (std::size_t i = 1; i <= 3; ++i) {
      app.press("training/redo");
      CHECK(app.link() == links[i]);
    }
    CHECK_FALSE(app.has("training/redo"));
  }
  SECTION("by their keys") {
    app.key(ImGuiKey_Z, ImGuiMod_Ctrl);
    CHECK(app.link() == links[2]);
    app.key(ImGuiKey_Z, ImGuiMod_Ctrl);
    CHECK(app.link() == links[1]);
    app.key(ImGuiKey_Y, ImGuiMod_Ctrl);
    CHECK(app.link() == links[2]);
    app.key(ImGuiKey_Z, ImGuiMod_Ctrl | ImGuiMod_Shift);
    CHECK(app.link() == links[3]);
  }
  SECTION("a change after an undo leaves nothing to redo") {
    app.press("training/undo");
    app.step("training/l2", 1);
    CHECK_FALSE(app.has("training/redo"));
    app.press("training/undo");
    CHECK(app.link() == links[2]);
  }
  SECTION("how the run is looked at stays") {
    app.app().set("theme", "dark");
    app.settle();
    app.press("training/undo");
    CHECK(app.link() == links[2] + "&theme=dark");
  }
}

TEST_CASE("a preset is a page of its own and keeps how things are looked at", "[shell][app]") {
  HeadlessApp app(options_for(std::string(kSmallPoints) + "&theme=dark&log_cost=1"));
  app.forget();
  app.app().controls().request("bar/preset", "select", "c1w3-planar");
  app.rest();
  const Experiment now = experiment_of(app.link());
  CHECK(now.preset == "c1w3-planar");
  CHECK(now.view.theme == ThemeChoice::dark);
  CHECK(now.view.log_cost);
  REQUIRE(app.links.size() == 1);
  CHECK(app.links[0].is_new_page);
  CHECK(last_configure(app).retrain);
  Experiment without_look = now;
  without_look.view = {};
  CHECK(without_look == preset_experiment("c1w3-planar"));
  // A setting that is changed afterwards belongs to the same page.
  app.forget();
  app.app().controls().request("training/learning_rate", "step", "1");
  app.rest();
  REQUIRE(app.links.size() == 1);
  CHECK_FALSE(app.links[0].is_new_page);
}

TEST_CASE("every preset can be chosen, and drawn cats stand in for the course's pictures",
          "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints));
  for (const Preset& preset : presets()) {
    app.app().controls().request("bar/preset", "select", preset.name);
    app.rest();
    INFO(preset.name);
    const Experiment now = experiment_of(app.link());
    CHECK(now.preset == preset.name);
    CHECK(now.data.source != DataSource::course);
    const Experiment whole = preset_experiment(preset.name);
    CHECK(now.network == whole.network);
    CHECK(now.training == whole.training);
  }
  // With the files here they are taken.
  app.app().load(kSmallPictures);
  app.settle();
  app.app().bring(some_course_pictures());
  app.settle();
  CHECK(experiment_of(app.link()).data.source == DataSource::course);
  app.app().controls().request("bar/preset", "select", "c1w4-deep");
  app.rest();
  CHECK(experiment_of(app.link()).data.source == DataSource::course);
}

TEST_CASE("a source comes with its usual numbers, and points with a network for points",
          "[shell][app]") {
  HeadlessApp app(options_for("hidden=20,7,5&learning_rate=0.01&m=20&m_test=5&iterations=10"));
  app.app().controls().request("data/source/planar", "press");
  app.rest();
  Experiment now = experiment_of(app.link());
  CHECK(now.data == usual_data(DataSource::flower));
  CHECK(now.network == preset_experiment("c1w3-planar").network);
  app.app().controls().request("data/planar", "select", "2");
  app.rest();
  now = experiment_of(app.link());
  CHECK(now.data == usual_data(DataSource::moons));
  CHECK(now.network == preset_experiment("c1w3-planar").network);
  app.app().controls().request("data/source/drawn", "press");
  app.rest();
  now = experiment_of(app.link());
  CHECK(now.data == default_experiment().data);
  CHECK(now.network == default_experiment().network);
}

TEST_CASE("a link that needs repair is repaired and the user is told", "[shell][app]") {
  HeadlessApp app(
      options_for("data=moons&m=40&hidden=4&iterations=40&learning_rate=1e9&nonsense=1"));
  const auto notices = [&] {
    return std::ranges::count(app.events, "notice", &HeadlessApp::Event::name);
  };
  CHECK(notices() == 2);
  CHECK(app.snapshot()["notes"].size() == 2);
  CHECK(app.has("toast0/words") + std::ranges::count_if(app.controls(),
                                                        [](const Control& it) {
                                                          return it.id.starts_with("toast") &&
                                                                 it.role == Role::status;
                                                        }) >=
        2);
  CHECK(read_experiment(app.link()).notes.empty());
  app.forget();
  app.app().load("data=xor&m=40&hidden=4&iterations=40&units=7");
  CHECK(notices() == 1);
  CHECK(last_configure(app).retrain);
  app.settle();
  CHECK(experiment_of(app.link()).data.source == DataSource::xor_);
}

TEST_CASE("a key that is set is repaired and reported to the caller", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints));
  app.forget();
  CHECK(app.app().set("learning_rate", "0.25").empty());
  CHECK(experiment_of(last_configure(app).experiment).training.learning_rate == 0.25);
  const std::vector<Error> repairs = app.app().set("learning_rate", "much");
  REQUIRE(repairs.size() == 1);
  CHECK(repairs[0].code == Errc::bad_number);
  CHECK(app.app().set("learnin_rate", "1").size() == 1);
  app.settle();
  CHECK(experiment_of(app.link()).training.learning_rate == 0.25);
}

TEST_CASE("the transport trains, pauses, steps, goes back and rewinds", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints, kSlowMs));
  const auto iteration = [&] { return app.snapshot()["iteration"].get<int>(); };
  REQUIRE(iteration() == 40);
  app.press("transport/rewind");
  CHECK(iteration() == 0);
  CHECK(app.control("transport/back").disabled);
  app.press("transport/step");
  CHECK(iteration() == 1);
  app.press("transport/step");
  app.press("transport/back");
  CHECK(iteration() == 1);
  app.key(ImGuiKey_Period);
  CHECK(iteration() == 2);
  app.key(ImGuiKey_Comma);
  CHECK(iteration() == 1);
  app.set("training/run_to", "15");
  CHECK(iteration() == 1);
  app.press("training/run_to_go");
  CHECK(iteration() == 15);
  app.key(ImGuiKey_R);
  CHECK(iteration() == 0);
  app.key(ImGuiKey_Space);
  CHECK(iteration() == 40);
  // A run that is over begins again.
  app.forget();
  app.press("transport/play");
  CHECK(app.sent_of<RunTo>().size() == 1);
  CHECK(app.sent_of<Play>().size() == 1);
  CHECK(iteration() == 40);
  // In the middle of the training the same button pauses. Slow motion keeps it there.
  app.set("training/speed", "20");
  app.set("training/iterations", "20000");
  app.press("transport/rewind");
  app.press("transport/play");
  REQUIRE(app.snapshot()["phase"] == "training");
  app.forget();
  app.press("transport/play");
  CHECK(app.sent_of<Pause>().size() == 1);
  CHECK(app.snapshot()["phase"] == "ready");
  CHECK(iteration() < 20000);
}

TEST_CASE("the API plays, pauses, steps and rewinds", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints, kSlowMs));
  app.app().rewind();
  app.settle();
  CHECK(app.snapshot()["iteration"] == 0);
  app.app().step(7);
  app.settle();
  CHECK(app.snapshot()["iteration"] == 7);
  app.app().step(-3);
  app.settle();
  CHECK(app.snapshot()["iteration"] == 4);
  app.app().play();
  app.app().pause();
  app.settle();
  CHECK(app.snapshot()["iteration"] == 4);
  app.app().play();
  app.settle();
  CHECK(app.snapshot()["iteration"] == 40);
  const std::vector<double> curve = app.app().curve(/*of_test=*/false);
  REQUIRE(curve.size() == 2 * 41);
  CHECK(curve.front() == 0.0);
  CHECK(curve[2 * 40] == 40.0);
  CHECK(curve[2 * 40 + 1] == app.snapshot()["cost"].get<double>());
  CHECK(app.app().curve(/*of_test=*/true).size() >= 2);
}

TEST_CASE("everything that leaves the program leaves by the host", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPictures));
  const auto take = [&](const char* item) {
    app.forget();
    app.press("bar/export");
    app.press("bar/export/" + std::string(item));
    CHECK(app.asked.size() + app.saved.size() == 1);
  };
  take("link");
  REQUIRE(app.was_asked<CopyText>());
  CHECK(app.asked_of<CopyText>()[0].text == app.link());
  take("png");
  REQUIRE(app.was_asked<SavePicture>());
  const SavePicture picture = app.asked_of<SavePicture>()[0];
  CHECK(picture.file_name == "purrceptron-cost.png");
  CHECK(picture.width == app.control("cost/card").width);
  CHECK(picture.x == app.control("cost/card").x);
  take("npz");
  REQUIRE(app.was_asked<SaveWeights>());
  take("svg");
  REQUIRE(app.saved.size() == 1);
  CHECK(app.saved[0].name == "purrceptron-cost.svg");
  CHECK(app.saved[0].content.starts_with("<svg "));
  CHECK(app.saved[0].content.find("stroke-dasharray") != std::string::npos);
  take("csv");
  REQUIRE(app.saved.size() == 1);
  CHECK(app.saved[0].name == "purrceptron-curves.csv");
  CHECK(std::ranges::count(app.saved[0].content, '\n') == 32);  // a head, and iterations 0 to 30
  take("json");
  REQUIRE(app.saved.size() == 1);
  CHECK(nlohmann::json::parse(app.saved[0].content)["settings"]["hidden"] == "4,3");
  app.forget();
  app.press("bar/share");
  CHECK(app.was_asked<CopyText>());
}

TEST_CASE("what is missing is asked of the host once", "[shell][app]") {
  SECTION("glyphs, when emoji are chosen first") {
    HeadlessApp app(options_for(kSmallPictures));
    CHECK_FALSE(app.was_asked<FetchGlyphs>());
    app.app().controls().request("data/source/emoji", "press");
    app.rest();
    CHECK(app.asked_of<FetchGlyphs>().size() == 1);
    app.forget();
    app.app().set("m", "12");
    app.app().set("m_test", "6");
    app.app().set("iterations", "10");
    app.settle();
    CHECK_FALSE(app.was_asked<FetchGlyphs>());
    CHECK(app.snapshot()["phase"] == "finished");
  }
  SECTION("files of the course that a link names") {
    HeadlessApp app(options_for("preset=c1w4-deep&data=course&train_url=https://a.org/train.h5"));
    REQUIRE(app.was_asked<FetchData>());
    CHECK(app.snapshot()["phase"] == "waiting");
    CHECK(app.asked_of<FetchData>().size() == 1);
    app.forget();
    app.app().set("learning_rate", "0.01");
    app.settle();
    CHECK_FALSE(app.was_asked<FetchData>());
  }
}

TEST_CASE("the trainer is asked to watch what the screen shows, and no more", "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints));
  const auto watched = [&] {
    const std::vector<Watch> all = app.sent_of<Watch>();
    REQUIRE_FALSE(all.empty());
    return all.back();
  };
  CHECK(watched().boundary);
  CHECK_FALSE(watched().first_layer);
  CHECK(watched().distribution_layer == 0);
  CHECK(watched().plane_view.side == 0);
  app.press("inside/tab/spread");
  CHECK(watched().distribution_layer == 1);
  app.press("inside/tab/example");
  CHECK(watched().distribution_layer == 0);
  app.press("inside/next");
  CHECK(watched().trace_example == 1);
  app.press("data/large");
  CHECK(watched().plane_view.side > 0);
  app.key(ImGuiKey_Escape);
  CHECK(watched().plane_view.side == 0);
  app.app().load(kSmallPictures);
  app.settle();
  CHECK_FALSE(watched().boundary);
  CHECK(watched().first_layer);
}

TEST_CASE("an exploded cost is told, and a way out that was tried mends it", "[shell][app]") {
  HeadlessApp app(options_for(
      "data=moons&m=60&m_test=30&hidden=5,4&activation=linear&iterations=400&learning_rate=100"
      "&l2=50"));
  REQUIRE(app.snapshot()["phase"] == "failed");
  CHECK(app.snapshot()["error"].is_string());
  CHECK(app.app().live_text() == app.snapshot()["error"].get<std::string>());
  CHECK(std::ranges::count(app.events, "error", &HeadlessApp::Event::name) == 1);
  app.press("failure/why");
  app.rest();
  REQUIRE(app.has("failure/way1"));
  app.press("failure/way1");
  app.settle();
  CHECK(experiment_of(app.link()).training.learning_rate <= 10.0);
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(app.snapshot()["error"].is_null());
  CHECK_FALSE(app.has("failure/title"));
}

TEST_CASE("what is arranged is remembered by the host and comes back", "[shell][app]") {
  Surface surface = with_tour_seen();
  float wanted = 0.0F;
  {
    HeadlessApp app(options_for(kSmallPoints));
    const Control divider = app.control("split_left");
    wanted = divider.x + 30;
    app.forget();
    // Below the thumb of the rail's scroll bar, which lies over the divider.
    const float y = divider.y + divider.height - 4;
    app.drag({divider.x + divider.width / 2, y}, {wanted + divider.width / 2, y});
    CHECK(app.control("split_left").x == Catch::Approx(wanted).margin(2));
    REQUIRE(app.was_asked<RememberArrangement>());
    surface.arrangement = app.asked_of<RememberArrangement>().back().arrangement;
  }
  const HeadlessApp again(kSmallPoints, surface);
  CHECK(again.control("split_left").x == Catch::Approx(wanted).margin(2));
}

TEST_CASE("what is remembered may be anything", "[shell][app]") {
  Surface surface;
  surface.arrangement =
      GENERATE("left=1e9&right=-5&cost=x&&=&data_folded=2", "\x01\x02\x03", "left", "left=nan");
  surface.arrangement += "&all=1";
  const HeadlessApp app(kSmallPoints, surface);
  CHECK(app.control("split_left").x > 200);
  CHECK(app.control("split_left").x < 900);
}

TEST_CASE("keys make words larger and smaller, and the pointer hits what it points at",
          "[shell][app]") {
  HeadlessApp app(options_for(kSmallPoints, kSlowMs));
  const float usual = app.control("transport/play").width * theme().zoom;
  app.key(ImGuiKey_Equal, ImGuiMod_Ctrl | ImGuiMod_Alt);
  app.key(ImGuiKey_Equal, ImGuiMod_Ctrl | ImGuiMod_Alt);
  CHECK(app.link().find("text_scale=1.5") != std::string::npos);
  CHECK(app.control("transport/play").width * theme().zoom / usual ==
        Catch::Approx(1.5).margin(0.05));
  app.click("transport/rewind");
  CHECK(app.snapshot()["iteration"] == 0);
  app.key(ImGuiKey_Minus, ImGuiMod_Ctrl | ImGuiMod_Alt);
  app.key(ImGuiKey_Minus, ImGuiMod_Ctrl | ImGuiMod_Alt);
  CHECK(app.link().find("text_scale") == std::string::npos);
}

TEST_CASE("theme and language follow the system until the user chooses", "[shell][app]") {
  HeadlessOptions options = options_for(kSmallPoints);
  options.surface.is_system_dark = true;
  options.surface.system_language = Language::chinese;
  HeadlessApp app(options);
  CHECK(theme().kind == ThemeKind::dark);
  CHECK(app.app().language() == Language::chinese);
  app.forget();
  app.press("bar/theme");
  CHECK(theme().kind == ThemeKind::light);
  CHECK(app.link().find("theme=light") != std::string::npos);
  REQUIRE(app.was_asked<SetTheme>());
  app.press("bar/language");
  CHECK(app.app().language() == Language::english);
  CHECK(app.was_asked<SetLanguage>());
  app.surface.is_system_dark = false;
  app.settle();
  CHECK(theme().kind == ThemeKind::light);
}

}  // namespace purr::shell::test
