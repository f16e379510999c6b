// User data: loose pictures are sorted, more data trains as the first did, what is
// removed comes back, and what else a change of the data changes is said.
#include <algorithm>
#include <string>
#include <vector>

#include "shell/theme/theme.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

/// Brings `count` pictures without a folder, dark and bright ones in turn.
void bring_loose(HeadlessApp& app, int count, const std::string& start = "IMG_") {
  for (int i = 0; i < count; ++i) {
    const std::vector<std::uint8_t> rgb(std::size_t{64} * 64 * 3,
                                        static_cast<std::uint8_t>(i % 2 == 0 ? 40 + i : 200 + i));
    app.app().add_my_picture(start + std::to_string(i) + ".jpg", "", -1, rgb);
  }
  app.app().my_pictures_done();
  app.settle();
}

int examples_of(HeadlessApp& app) {
  return app.snapshot()["m"].get<int>() + app.snapshot()["mTest"].get<int>();
}

bool is_seen(const std::string& part) {
  return std::ranges::any_of(seen_texts(), [&](const SeenText& seen) {
    return plain(seen.words).find(part) != std::string::npos;
  });
}

/// Whether a sentence that contains `part` was shown as a toast: all of its words stand on the
/// screen, in however many lines.
bool says(const std::string& part) {
  std::string all;
  for (const SeenText& seen : seen_texts()) all += plain(seen.words) + " ";
  return all.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("loose pictures ask which kind they are, and training waits for the answer",
          "[shell][panels]") {
  HeadlessApp app(with_all_open("m=12&m_test=6&hidden=4&iterations=20"));
  app.forget();
  bring_loose(app, 8);
  REQUIRE(app.has("sort/pictures"));
  CHECK(app.has("sort/into_one"));
  CHECK(app.control("sort/into_one").disabled);  // nothing is selected
  CHECK(app.link().find("data=mine") == std::string::npos);
  CHECK(app.sent_of<Bring>().empty());
  // The first and the third by press, then a class.
  app.press("sort/pictures");
  app.step("sort/pictures", 2);
  app.press("sort/pictures");
  app.press("sort/into_one");
  CHECK(app.control("sort/pictures").max == 5);  // six are left
  app.key(ImGuiKey_A, ImGuiMod_Ctrl);
  app.key(ImGuiKey_2);
  CHECK_FALSE(app.has("sort/pictures"));
  CHECK(app.sent_of<Bring>().empty());
  app.press("sort/done");
  app.settle();
  CHECK_FALSE(app.has("sort/done"));
  CHECK(app.link().find("data=mine") != std::string::npos);
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(examples_of(app) == 8);
}

TEST_CASE("pictures are selected by a box and dragged onto a class", "[shell][panels]") {
  HeadlessApp app(with_all_open("data=mine&hidden=4&iterations=20"));
  bring_loose(app, 30);
  const Control grid = app.control("sort/pictures");
  REQUIRE(grid.max == 29);
  // From the empty space below the tiles to the upper left corner: all of them.
  app.drag({grid.x + grid.width - 6, grid.y + grid.height - 4}, {grid.x + 2, grid.y + 2});
  CHECK_FALSE(app.control("sort/into_one").disabled);
  // A click on one of them selects it alone; Shift extends.
  app.click("sort/select_all");
  const ImVec2 first{grid.x + 20, grid.y + 20};
  app.drag(first, app.middle_of("sort/into_zero"));
  app.settle();
  CHECK_FALSE(app.has("sort/pictures"));  // none is unsorted any more
  app.press("sort/show/zero");
  CHECK(app.control("sort/pictures").max == 29);
  app.press("sort/pictures");
  app.press("sort/remove");
  CHECK(app.control("sort/pictures").max == 28);
  app.press("sort/restore");
  CHECK(app.control("sort/pictures").max == 29);
}

TEST_CASE("file names divide loose pictures in one press", "[shell][panels]") {
  HeadlessApp app(with_all_open("data=mine&hidden=4&iterations=20"));
  for (int i = 0; i < 10; ++i) {
    const std::string name = (i % 2 == 0 ? "cat." : "dog_") + std::to_string(i) + ".jpg";
    const std::vector<std::uint8_t> rgb(std::size_t{64} * 64 * 3,
                                        static_cast<std::uint8_t>(20 * i));
    app.app().add_my_picture(name, "", -1, rgb);
  }
  app.app().my_pictures_done();
  app.settle();
  REQUIRE(app.has("sort/by_name"));
  app.press("sort/by_name");
  app.press("sort/done");
  app.settle();
  CHECK(app.app().my_class_names() == std::array<std::string, 2>{"dog", "cat"});
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(examples_of(app) == 10);
}

TEST_CASE("folders are shown as a tree, and one choice corrects a whole folder",
          "[shell][panels]") {
  HeadlessApp app(with_all_open("m=12&m_test=6&hidden=4&iterations=20"));
  app.forget();
  const auto bring = [&](const std::string& folder, int count) {
    for (int i = 0; i < count; ++i) {
      const std::vector<std::uint8_t> rgb(std::size_t{64} * 64 * 3,
                                          static_cast<std::uint8_t>(9 * i));
      app.app().add_my_picture(std::to_string(i) + ".png", folder, -1, rgb);
    }
  };
  bring("pets.zip/cats/persian", 4);
  bring("pets.zip/cats/siamese", 3);
  bring("pets.zip/dogs/pug", 5);
  app.app().my_pictures_done();
  app.settle();
  CHECK(app.app().my_class_names() == std::array<std::string, 2>{"dogs", "cats"});
  // What was understood is said, and kept while the data is there.
  const std::string notes = app.snapshot()["notes"].dump();
  CHECK(notes.find("12 pictures: 7 of “cats” (class 1), 5 of “dogs” (class 0)") !=
        std::string::npos);
  app.press("data/sort");
  app.rest();
  REQUIRE(app.has("sort/folder_4"));
  CHECK(app.control("sort/folder_0").label.find("cats · 7") != std::string::npos);
  CHECK(app.control("sort/folder_2").label.find("siamese · 3") != std::string::npos);
  app.press("sort/swap_classes");
  app.press("sort/done");
  app.settle();
  CHECK(app.app().my_class_names() == std::array<std::string, 2>{"cats", "dogs"});
  CHECK(examples_of(app) == 12);
}

TEST_CASE("a drop of which nothing can be read is answered", "[shell][panels]") {
  HeadlessApp app(with_all_open("m=12&m_test=6&hidden=4&iterations=20"));
  app.forget();
  app.app().my_pictures_progress(0, 1);
  app.app().add_bad_picture({Errc::picture_format, {"photo.heic", "HEIC"}});
  app.app().my_pictures_done();
  app.settle();
  CHECK(app.snapshot()["notes"].dump().find("photo.heic") != std::string::npos);
  const auto is_answer = [](const Control& it) {
    return it.role == Role::status && it.label.find("photo.heic") != std::string::npos;
  };
  CHECK(std::ranges::any_of(app.controls(), is_answer));
  CHECK(app.snapshot()["m"] == 12);
}

TEST_CASE("data that is added trains as the first did", "[shell][panels]") {
  SECTION("pictures") {
    HeadlessApp app(with_all_open("data=mine&hidden=4&iterations=20"));
    bring_my_pictures(app);
    REQUIRE(app.snapshot()["phase"] == "finished");
    REQUIRE(examples_of(app) == 12);
    bring_my_pictures(app);
    CHECK(app.snapshot()["phase"] == "finished");
    CHECK(app.snapshot()["iteration"] == 20);
    CHECK(examples_of(app) == 24);
  }
  SECTION("points") {
    HeadlessApp app(with_all_open("data=csv&hidden=4&iterations=20"));
    app.app().bring(some_points());
    app.settle();
    REQUIRE(app.snapshot()["phase"] == "finished");
    app.app().bring(some_points());
    app.settle();
    CHECK(app.snapshot()["phase"] == "finished");
    CHECK(app.snapshot()["iteration"] == 20);
  }
}

TEST_CASE("pictures that were all removed come back by undo", "[shell][panels]") {
  HeadlessApp app(with_all_open("data=mine&hidden=4&iterations=20"));
  bring_my_pictures(app);
  app.press("data/more");
  app.press("data_panel/remove_all");
  app.settle();
  CHECK(app.link().find("data=mine") == std::string::npos);
  app.press("data_panel/close");
  app.rest();
  app.key(ImGuiKey_Z, ImGuiMod_Ctrl);
  app.settle();
  CHECK(app.link().find("data=mine") != std::string::npos);
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(examples_of(app) == 12);
  CHECK(app.app().my_class_names()[1] == "tabby cats");
}

TEST_CASE("a change between pictures and points says what else it changes", "[shell][panels]") {
  HeadlessApp app(with_all_open("m=12&m_test=6&hidden=4,3&iterations=20"));
  watch_texts();
  app.press("data/source/planar");
  app.frame(4);
  CHECK(says("Points need another network"));
  CHECK(says("α 1.2"));
  CHECK(says("Ctrl+Z"));
  app.key(ImGuiKey_Z, ImGuiMod_Ctrl);
  app.settle();
  CHECK(app.link().find("hidden=4,3") != std::string::npos);
  // A change among pictures keeps the network, so there is nothing to say.
  app.settle();
  app.press("data/source/course");
  CHECK(app.link().find("hidden=4,3") != std::string::npos);
}

TEST_CASE("a changed preset says so, lists how, and goes back", "[shell][panels]") {
  HeadlessApp app(with_all_open("preset=c1w3-planar&iterations=20"));
  app.app().set("learning_rate", "0.5");
  app.settle();
  const Control& preset = app.control("bar/preset");
  CHECK(preset.value == "Week 3 · Shallow network, changed: α 0.5 · iterations 20");
  const auto has_option = [&](const std::string& words) {
    return std::ranges::find(app.control("bar/preset").options, words) !=
           app.control("bar/preset").options.end();
  };
  CHECK(has_option("What differs from “Week 3 · Shallow network”"));
  CHECK(has_option("α: 0.5, was 1.2"));
  app.select("bar/preset", "restore");
  CHECK(app.control("bar/preset").value == "Week 3 · Shallow network");
  CHECK(app.link().find("learning_rate") == std::string::npos);
  app.app().pause();
}

TEST_CASE("a preset of the regularisation exercise runs without its file, and says on what",
          "[shell][panels]") {
  HeadlessApp app(with_all_open(kSmallPoints));
  watch_texts();
  app.select("bar/preset", "c2w1-reg-l2");
  app.frame(4);
  CHECK(says("The course's points are not loaded"));
  CHECK(app.link().find("data=moons") != std::string::npos);
  CHECK(app.link().find("preset=c2w1-reg-l2") != std::string::npos);
  app.app().pause();
}

TEST_CASE("flipped labels are marked on the tiles and counted in the legend", "[shell][panels]") {
  HeadlessApp app(with_all_open("m=12&m_test=6&hidden=4&iterations=20&flips=5&example_set=train"));
  watch_texts();
  app.frame(2);
  CHECK(app.control("data/flipped_only").label == "↔ flipped 5");
  const auto marks = std::ranges::count(seen_texts(), "↔", &SeenText::words);
  CHECK(marks == 5);
  app.press("data/flipped_only");
  app.rest();
  CHECK(app.control("data/flipped_only").label == "show all");
  app.press("data/other_set");
  app.rest();
  CHECK_FALSE(app.has("data/flipped_only"));  // test labels are never flipped
}

TEST_CASE("flipped points are ringed in the colour of their true class", "[shell][panels]") {
  const auto rings = [](const char* link) {
    HeadlessApp app(with_all_open(std::string(kSmallPoints) + link));
    app.move_to({-10, -10});
    app.rest();
    return app.picture_hash();
  };
  CHECK(rings("") != rings("&flips=4"));
  HeadlessApp app(with_all_open(std::string(kSmallPoints) + "&flips=4&example_set=train"));
  watch_texts();
  app.frame(2);
  CHECK(is_seen("↔ flipped 4"));
}

TEST_CASE("pinned runs come back after a reload", "[shell][panels]") {
  std::string kept;
  {
    HeadlessApp app(with_all_open(kSmallPoints));
    CHECK_FALSE(app.was_asked<RememberPinnedRuns>());
    app.press("cost/pin");
    app.settle();
    REQUIRE(app.was_asked<RememberPinnedRuns>());
    app.press("cost/runs");
    app.set("runs/1/name", "the first");
    app.rest();
    kept = app.asked_of<RememberPinnedRuns>().back().runs;
  }
  HeadlessApp again(with_all_open(std::string(kSmallPoints) + "&learning_rate=0.3"));
  again.app().restore_pinned_runs(kept);
  again.settle();
  REQUIRE(again.has("cost/runs"));
  again.press("cost/runs");
  CHECK(again.control("runs/1/name").value == "the first");
  again.press("runs/1/remove");
  again.rest();
  CHECK(again.asked_of<RememberPinnedRuns>().back().runs.empty());
}

TEST_CASE("mini-batch runs say what the curve of the training set is measured on",
          "[shell][panels]") {
  // 40 points in batches of 16: the last batch of an epoch has 8.
  HeadlessApp app(with_all_open(std::string(kSmallPoints) + "&batch_size=16"));
  watch_texts();
  app.frame(3);
  CHECK(says("the last batch of each epoch, 8 of 40 examples"));
  app.app().set("batch_size", "0");
  app.settle();
  app.frame(3);
  CHECK_FALSE(says("the last batch of each epoch"));
}

}  // namespace purr::shell::test
