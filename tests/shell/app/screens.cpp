#include "tests/shell/app/screens.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "tests/shell/app/table_files.h"
#include "tests/support/user_data.h"

namespace purr::shell::test {
namespace {

using Open = std::function<void(HeadlessApp&)>;

/// Presses the first of these controls that is there: layouts reach the same part in other ways.
void press_one(HeadlessApp& app, std::initializer_list<std::string_view> ids) {
  for (const std::string_view id : ids) {
    if (!app.has(id)) continue;
    app.press(id);
    return;
  }
}

void show_tab(HeadlessApp& app, std::string_view tab) {
  const std::string id = "phone/" + std::string(tab);
  if (app.has(id)) app.press(id);
}

void show_inside(HeadlessApp& app) {
  show_tab(app, "inside");
  if (!app.has("inside/tab/example") && app.has("bar/inside")) app.press("bar/inside");
}

Open inside_tab(std::string tab) {
  return [id = "inside/tab/" + tab](HeadlessApp& app) {
    show_inside(app);
    if (app.has(id)) app.press(id);
  };
}

/// dW as matrices, by way of the equations of the example.
void open_matrices(HeadlessApp& app) {
  inside_tab("example")(app);
  for (int i = 0; i < 40 && !app.has("inside/read_matrix"); ++i) {
    app.press("inside/equation_after");
  }
  app.press("inside/read_matrix");
  app.settle();
}

void show_more_training(HeadlessApp& app) {
  show_tab(app, "training");
  if (!app.has("training/standardise")) app.press("training/more");
}

void open_data_dialog(HeadlessApp& app) {
  show_tab(app, "data");
  app.press("data/more");
}

void open_help(HeadlessApp& app) {
  if (app.has("bar/help")) return app.press("bar/help");
  app.press("bar/more");
  app.press("bar/more/help");
}

std::vector<std::uint8_t> one_picture(int number) {
  constexpr std::size_t kBytes = std::size_t{64} * 64 * 3;
  std::vector<std::uint8_t> rgb(kBytes);
  for (std::size_t i = 0; i < kBytes; ++i) {
    const std::size_t column = i / 3 % 64;
    const bool is_stripe = (column / 8 + static_cast<std::size_t>(number)) % 2 == 0;
    rgb[i] = static_cast<std::uint8_t>(is_stripe ? 200 - 9 * number : 40 + 70 * (i % 3));
  }
  return rgb;
}

}  // namespace

Surface surface_of(float width, float height) {
  Surface surface;
  surface.width = width;
  surface.height = height;
  return surface;
}
Surface wide_surface() { return surface_of(1440, 900); }
Surface middle_surface() { return surface_of(1024, 768); }
Surface phone_surface() {
  Surface surface = surface_of(390, 844);
  surface.pixel_ratio = 2;
  surface.is_touch = true;
  return surface;
}

UserData some_table() {
  auto table = std::make_shared<Table>();
  table->names = {"weight of the animal", "length", "height at the shoulder", "kind"};
  table->rows = 40;
  table->words = {{}, {}, {}, {"cat", "dog"}};
  for (int i = 0; i < table->rows; ++i) {
    for (const int value : {i % 7, i % 5, i * i % 11, i % 2}) table->values.push_back(value);
  }
  return {.table = table};
}

UserData some_points() {
  Dice dice(5);
  return {.train_points = random_points(40, dice), .test_points = random_points(20, dice)};
}

UserData some_course_pictures() {
  Dice dice(6);
  return {.train_pictures = random_pictures(64, 64, 14, dice),
          .test_pictures = random_pictures(64, 64, 8, dice)};
}

void bring_my_pictures(HeadlessApp& app) {
  for (int i = 0; i < 12; ++i) {
    const std::string folder = i % 2 == 0 ? "tabby cats" : "everything else";
    app.app().add_my_picture(std::to_string(i) + ".png", folder, -1, one_picture(i));
  }
  app.app().add_bad_picture({Errc::picture_is_text, {"tabby cats/spoiled.png"}});
  app.app().my_pictures_done();
  app.settle();
}

void bring_loose_pictures(HeadlessApp& app) {
  for (int i = 0; i < 10; ++i) {
    const std::string name = (i % 3 == 0 ? "cat." : "dog_") + std::to_string(i) + ".png";
    app.app().add_my_picture(name, "", -1, one_picture(i));
  }
  app.app().my_pictures_done();
  app.settle();
}

HeadlessOptions with_all_open(std::string link, Surface surface) {
  HeadlessOptions options;
  options.link = std::move(link);
  options.surface = std::move(surface);
  options.surface.arrangement = kAllOpen;
  return options;
}

std::vector<ScreenCase> screen_cases(const Surface& surface) {
  const auto with = [&](std::string link) {
    HeadlessOptions options;
    options.link = std::move(link);
    options.surface = surface;
    // At middle width “Look inside” would take the place of the settings.
    const bool is_middle = surface.width >= 720.0F && surface.width < 1100.0F;
    options.surface.arrangement = is_middle ? "tour=1&all=1" : kAllOpen;
    return options;
  };
  const std::string pictures = kSmallPictures;
  const std::string points = kSmallPoints;
  std::vector<ScreenCase> cases;
  const auto add = [&](std::string name, HeadlessOptions options, Open open = nullptr,
                       Open bring = nullptr) {
    ScreenCase one{.name = std::move(name), .options = std::move(options)};
    if (open) one.open = std::move(open);
    if (bring) one.bring = std::move(bring);
    cases.push_back(std::move(one));
  };

  // The page, with whichever part a narrow one shows at first.
  add("pictures", with(pictures));
  add("points", with(points), [](HeadlessApp& app) { show_tab(app, "data"); });
  add("data panel", with(pictures), [](HeadlessApp& app) { show_tab(app, "data"); });
  add("training panel", with(pictures), [](HeadlessApp& app) { show_tab(app, "training"); });
  add("more training settings",
      with("m=40&m_test=10&hidden=4,3&iterations=30&optimizer=adam&batch_size=8&keep_prob=0.8"
           "&activation=leaky_relu&init=scaled&solver=gram&frozen=1"),
      show_more_training);
  add("momentum", with(points + "&optimizer=momentum&l2=2"),
      [](HeadlessApp& app) { show_tab(app, "training"); });
  add("slow motion", with(pictures + "&pace=40"),
      [](HeadlessApp& app) { show_tab(app, "training"); });

  // 3,000 epochs in the width of a plot, of batches that differ: a band and its mean.
  add("dense curve", with("data=moons&m=60&m_test=30&noise=0.4&hidden=4&batch_size=16"
                          "&learning_rate=0.3&iterations=3000"));
  // The first view, of somebody who is new and of somebody who opened nothing.
  const auto with_first_view = [&](const std::string& link, const char* arrangement = kFirstView) {
    HeadlessOptions options = with(link);
    options.surface.arrangement = arrangement;
    return options;
  };
  add("first visit", with_first_view(pictures, ""));
  add("first view", with_first_view(pictures));
  add("first view of points", with_first_view(points));
  add("first view and what is inside", with_first_view(pictures, "tour=1&inside=1"));
  add("first view of a deep network",
      with_first_view("m=40&m_test=10&hidden=120,20,10,9,8,7,6,5,4,3&iterations=10"
                      "&optimizer=adam&batch_size=8&l2=1"),
      [](HeadlessApp& app) {
        if (!app.has("layers/units")) app.press("layers/units1");
      });
  add("first view of one unit", with_first_view("m=40&m_test=0&hidden=&iterations=10"));
  add("first view of a run of the course", with_first_view("preset=c1w4-deep"));
  add("first view of a table", with_first_view("data=table&hidden=4&iterations=20"), nullptr,
      [](HeadlessApp& app) {
        app.app().bring(some_table());
        app.settle();
      });
  add("first view of my pictures", with_first_view("data=mine&hidden=4&iterations=20"), nullptr,
      bring_my_pictures);
  add("first view of an exploded cost",
      with_first_view("data=moons&m=60&m_test=30&hidden=5,4&activation=linear&l2=100"
                      "&learning_rate=10&iterations=400"));

  // Look inside.
  add("example", with(pictures), inside_tab("example"));
  add("example of points", with(points), inside_tab("example"));
  add("weights", with(pictures), inside_tab("weights"));
  add("mistakes", with(pictures + "&noise=25&iterations=10"), inside_tab("mistakes"));
  add("distributions", with(pictures), inside_tab("spread"));
  add("matrices", with(pictures), open_matrices);
  add("matrices of pictures", with("m=12&m_test=6&iterations=20&hidden="), open_matrices);
  add("matrices of points", with(points + "&optimizer=adam&batch_size=16&l2=0.5"), open_matrices);

  // Dialogs.
  add("what to try next", with_first_view(pictures), [](HeadlessApp& app) {
    press_one(app, {"score/next", "training/next"});
  });
  add("help", with(pictures), open_help);
  add("glossary", with(pictures), [](HeadlessApp& app) {
    open_help(app);
    app.press("help/section/glossary");
  });
  add("shapes", with(pictures + "&hidden=6,5,4,3"), [](HeadlessApp& app) {
    show_tab(app, "network");
    press_one(app, {"shapes", "network/shapes"});
  });
  add("data of drawn pictures", with(pictures + "&flips=2"), open_data_dialog);
  add("data of emoji", with("data=emoji&m=12&m_test=6&hidden=3&iterations=20"), open_data_dialog);
  add("data of points", with(points), open_data_dialog);
  add("pinned runs", with(points), [](HeadlessApp& app) {
    if (!app.has("cost/runs")) app.press("cost/pin");
    app.press("cost/runs");
  });
  add("decision boundary", with(points), [](HeadlessApp& app) {
    show_tab(app, "data");
    app.press("data/large");
  });

  // User data, before and after it is there.
  add("course without files", with("preset=c1w4-deep"),
      [](HeadlessApp& app) { show_tab(app, "data"); });
  add("course with files", with("data=course&hidden=4&iterations=20"), open_data_dialog,
      [](HeadlessApp& app) {
        app.app().bring(some_course_pictures());
        app.settle();
      });
  add("my pictures before they come", with("data=mine&hidden=4&iterations=20"),
      [](HeadlessApp& app) { show_tab(app, "data"); });
  add(
      "my pictures in the panel", with("data=mine&hidden=4&iterations=20"),
      [](HeadlessApp& app) { show_tab(app, "data"); }, bring_my_pictures);
  add("my pictures", with("data=mine&hidden=4&iterations=20"), open_data_dialog, bring_my_pictures);
  add(
      "my pictures to be sorted", with("data=mine&hidden=4&iterations=20"),
      [](HeadlessApp& app) {
        if (app.has("sort/done")) return;  // it opens by itself
        show_tab(app, "data");
        app.press("data/sort");
      },
      bring_loose_pictures);
  add(
      "my pictures being read", with("data=mine&hidden=4&iterations=20"),
      [](HeadlessApp& app) { show_tab(app, "data"); },
      [](HeadlessApp& app) {
        bring_my_pictures(app);
        app.app().my_pictures_progress(5, 40);
        app.settle();
      });
  add("table without a file", with("data=table&hidden=4&iterations=20"),
      [](HeadlessApp& app) { show_tab(app, "data"); });
  add("table", with("data=table&hidden=4&iterations=20"), open_data_dialog, [](HeadlessApp& app) {
    app.app().bring(some_table());
    app.settle();
  });
  // The preview of a table that was dropped.
  const auto preview = [&](const char* name, const char* file, std::string (*content)()) {
    add(
        name, with("data=table&hidden=4&iterations=20"),
        [](HeadlessApp& app) {
          if (app.has("table/done")) return;  // it opens by itself
          show_tab(app, "data");
          app.press("data/table_preview");
        },
        [file, content](HeadlessApp& app) {
          bring_file(app, file, content());
          app.settle();
        });
  };
  preview("preview of passengers", "ship.csv", passengers_csv);
  add(
      "table of two features", with("data=table&hidden=4&iterations=60&learning_rate=0.3"),
      [](HeadlessApp& app) { show_tab(app, "data"); },
      [](HeadlessApp& app) {
        bring_file(app, "iris.csv", two_features_csv(), /*is_dropped=*/false);
        app.settle();
      });
  add(
      "points of a file", with("data=csv&hidden=4&iterations=20"),
      [](HeadlessApp& app) { show_tab(app, "data"); },
      [](HeadlessApp& app) {
        app.app().bring(some_points());
        app.settle();
      });

  // Something is not as it should be.
  HeadlessOptions empty = with(pictures);
  empty.has_trainer = false;
  add("before the first update", empty);
  HeadlessOptions no_glyphs = with("data=emoji&m=12&m_test=6&hidden=3&iterations=20");
  no_glyphs.has_glyphs = false;
  add("emoji without glyphs", no_glyphs, [](HeadlessApp& app) { show_tab(app, "data"); });
  add("exploded cost", with("data=moons&m=60&m_test=30&hidden=5,4&activation=linear&l2=100"
                            "&learning_rate=10&iterations=400"));
  add("file being read", with(pictures), nullptr, [](HeadlessApp& app) {
    app.app().set_busy(true);
    app.rest();
  });
  if (surface.width >= 720.0F) {
    HeadlessOptions new_user = with(points);
    new_user.surface.arrangement.clear();
    add("tour", new_user, [](HeadlessApp& app) {
      if (app.has("tour/next")) app.press("tour/next");
    });
  }
  return cases;
}

std::unique_ptr<HeadlessApp> open_case(const ScreenCase& screen) {
  auto app = std::make_unique<HeadlessApp>(screen.options);
  screen.bring(*app);
  screen.open(*app);
  return app;
}

}  // namespace purr::shell::test
