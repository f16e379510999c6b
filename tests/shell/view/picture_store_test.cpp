// Pictures of a run as far as the screen holds them.
#include "shell/view/picture_store.h"

#include <set>
#include <vector>

#include "engine/run/training_run.h"
#include "shell/view/run_view.h"
#include "tests/support/catch.h"
#include "tests/support/user_data.h"

namespace purr::shell {
namespace {

DataUpdate pictures_of(int count, int test_count, int side, std::uint32_t revision = 4) {
  DataUpdate data;
  data.revision = revision;
  data.width = data.height = side;
  data.train_labels.resize(static_cast<std::size_t>(count));
  data.test_labels.resize(static_cast<std::size_t>(test_count));
  return data;
}

/// Pictures as a trainer sends them: every byte of picture i is i, of the test set 100 + i.
PicturesUpdate sent(const DataUpdate& data, bool of_test, std::vector<std::int32_t> examples,
                    bool is_small = false) {
  PicturesUpdate update{data.revision, of_test, is_small, std::move(examples)};
  const int side = is_small ? data.width / 4 : data.width;
  for (const int i : update.examples) {
    update.pixels.insert(update.pixels.end(), static_cast<std::size_t>(side * side * 3),
                         static_cast<std::uint8_t>(of_test ? 100 + i : i));
  }
  return update;
}

TEST_CASE("places go to what is new from what was not looked at for longest", "[shell][unit]") {
  Places places(3);
  for (const std::uint64_t key : {10, 11, 12})
    CHECK(places.take(key, 1) == static_cast<int>(key) - 10);
  CHECK(places.free_count(1) == 0);
  CHECK(places.take(13, 1) == -1);  // all are looked at in this frame
  CHECK(places.free_count(2) == 3);
  places.use(places.find(10), 2);
  places.use(places.find(10), 2);  // twice is once
  places.use(places.find(12), 2);
  CHECK(places.free_count(2) == 1);
  CHECK(places.take(13, 2) == 1);
  CHECK(places.find(11) == -1);
  CHECK(places.find(10) == 0);
  CHECK(places.find(12) == 2);
  CHECK(places.take(14, 2) == -1);
  CHECK(places.take(14, 3) >= 0);
  CHECK(places.count() == 3);
  CHECK(Places(0).take(1, 1) == -1);
}

TEST_CASE("a small set is kept whole, and nothing is asked for", "[shell][unit]") {
  PictureStore store;
  const DataUpdate data = pictures_of(5, 2, 8);
  store.start(data);
  CHECK(store.is_whole());
  CHECK(store.find(false, 0) == nullptr);
  store.receive(sent(data, false, {0, 1, 2, 3, 4}));
  store.receive(sent(data, true, {0, 1}));
  for (int frame = 0; frame < 3; ++frame, store.next_frame()) {
    for (int i = 0; i < 5; ++i) {
      REQUIRE(store.find(false, i) != nullptr);
      CHECK(store.find(false, i)[191] == i);
    }
    CHECK(store.find(true, 1)[0] == 101);
    CHECK(store.find(true, 2) == nullptr);
    CHECK(store.find(false, -1) == nullptr);
  }
  CHECK(store.take_requests().empty());
  CHECK_FALSE(store.has_all_small());
}

TEST_CASE("what comes of another set or in another size is not taken", "[shell][unit]") {
  PictureStore store;
  const DataUpdate data = pictures_of(5, 2, 8);
  store.start(data);
  store.receive(sent(pictures_of(5, 2, 8, 3), false, {0}));
  store.receive(sent(pictures_of(5, 2, 4), false, {0}));
  store.receive(sent(data, false, {5, -1}));
  CHECK(store.find(false, 0) == nullptr);
  CHECK(PictureStore().find(false, 0) == nullptr);
  PictureStore().receive(sent(data, false, {0}));
}

TEST_CASE("pictures of a large set are asked for when they are looked at, once", "[shell][unit]") {
  // 1024×1024: 3 MB each; four of them are kept.
  PictureStore store;
  const DataUpdate data = pictures_of(9, 3, 1024);
  store.start(data);
  CHECK_FALSE(store.is_whole());
  CHECK(store.find_small(false, 2) == nullptr);
  store.receive(sent(data, false, {2}, /*is_small=*/true));
  REQUIRE(store.find_small(false, 2) != nullptr);
  CHECK(store.find_small(false, 2)[0] == 2);
  CHECK(store.find_small(false, 3) == nullptr);
  CHECK(store.find_small(true, 2) == nullptr);
  CHECK_FALSE(store.has_all_small());
  store.receive(sent(data, false, {2, 0, 1, 3, 4, 5, 6, 7, 8}, /*is_small=*/true));
  CHECK_FALSE(store.has_all_small());
  store.receive(sent(data, true, {0, 1, 2}, /*is_small=*/true));
  CHECK(store.has_all_small());

  store.next_frame();
  store.prepare(true, 1);
  CHECK_FALSE(store.is_waited_for());  // it is only to be there in time
  for (const int i : {2, 7, 2}) CHECK(store.find(false, i) == nullptr);
  CHECK(store.is_waited_for());
  CHECK(store.find(true, 1) == nullptr);
  std::vector<AskPictures> asked = store.take_requests();
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].revision == 4);
  CHECK_FALSE(asked[0].is_test);
  CHECK(asked[0].examples == std::vector<std::int32_t>{2, 7});
  CHECK(asked[1].is_test);
  CHECK(asked[1].examples == std::vector<std::int32_t>{1});
  store.next_frame();
  CHECK(store.find(false, 2) == nullptr);
  CHECK(store.take_requests().empty());  // it is on its way

  store.receive(sent(data, false, {2, 7}));
  store.receive(sent(data, true, {1}));
  CHECK(store.find(false, 2)[3 * 1024 * 1024 - 1] == 2);
  CHECK(store.find(false, 7)[0] == 7);
  CHECK(store.find(true, 1)[0] == 101);

  // The one that nobody looks at makes room.
  store.next_frame();
  for (const int i : {2, 7}) CHECK(store.find(false, i) != nullptr);
  CHECK(store.find(false, 3) == nullptr);
  CHECK(store.find(false, 4) == nullptr);
  store.take_requests();
  store.receive(sent(data, false, {3, 4}));
  CHECK(store.find(false, 3)[0] == 3);
  CHECK(store.find(false, 4)[0] == 4);
  CHECK(store.find(true, 1) == nullptr);
}

TEST_CASE("more is looked at than can be kept: nothing is asked for over and over",
          "[shell][unit]") {
  PictureStore store;
  const DataUpdate data = pictures_of(30, 0, 1024);
  store.start(data);
  int asked = 0;
  std::set<int> kept;
  for (int frame = 0; frame < 20; ++frame) {
    store.next_frame();
    kept.clear();
    for (int i = 0; i < 30; ++i) {
      if (store.find(false, i) != nullptr) kept.insert(i);
    }
    for (const AskPictures& ask : store.take_requests()) {
      asked += static_cast<int>(ask.examples.size());
      store.receive(sent(data, false, ask.examples));
    }
  }
  CHECK(asked == 4);
  CHECK(kept == std::set<int>{0, 1, 2, 3});
}

TEST_CASE("a new set forgets the one before, and what was on its way", "[shell][unit]") {
  RunView run;
  const auto receive = [&](Update update) { run.receive(update); };
  const DataUpdate first = pictures_of(9, 0, 1024, 1);
  const DataUpdate second = pictures_of(9, 0, 1024, 2);
  receive(first);
  CHECK(run.pictures.find(false, 0) == nullptr);
  CHECK(run.pictures.take_requests().size() == 1);
  receive(NearDuplicatesUpdate{1, 1.0, true, {}});
  CHECK(run.near_duplicates.is_done);
  receive(second);
  CHECK(run.near_duplicates.revision == 0);
  receive(sent(first, false, {0}));
  CHECK(run.pictures.find(false, 0) == nullptr);
  const auto asked = run.pictures.take_requests();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].revision == 2);
  receive(sent(second, false, {0}));
  CHECK(run.pictures.find(false, 0) != nullptr);
}

/// A run and a view of it; `bytes` counts what travels from one to the other.
struct Pair {
  TrainingRun run;
  RunView view;
  std::size_t bytes = 0;

  void work() {
    for (bool more = true; more;) {
      more = run.advance(20.0);
      for (const Update& update : run.take_updates()) {
        const std::vector<std::uint8_t> message = to_bytes(update);
        bytes += message.size();
        Update read = *update_from_bytes(message);
        view.receive(read);
      }
    }
  }
  void bring(const UserData& data, bool is_kept, const char* settings) {
    const std::uint32_t kept_as = is_kept ? view.pictures.keep(data) : 0;
    run.handle(*command_from_bytes(to_bytes(Command{Bring{data, kept_as}})));
    run.handle(Watch{.predictions = false});
    run.handle(Configure{.serial = 1, .retrain = false, .experiment = settings});
    work();
  }
  std::vector<std::uint8_t> picture(bool of_test, int i) const {
    const std::uint8_t* rgb = view.pictures.find(of_test, i);
    REQUIRE(rgb != nullptr);
    return {rgb, rgb + view.picture_size()};
  }
};

TEST_CASE("pictures that the user supplied do not travel back", "[shell][unit]") {
  Dice dice(5);
  UserData course;
  course.train_pictures = random_pictures(16, 16, 40, dice);
  course.test_pictures = random_pictures(16, 16, 15, dice);
  UserData mine;
  mine.my_pictures = random_pictures(16, 16, 50, dice);
  for (const auto& [data, settings] :
       {std::pair{course, "data=course&m=30&hidden=2&iterations=2"},
        std::pair{mine, "data=mine&test_share=0.4&hidden=2&iterations=2"}}) {
    CAPTURE(settings);
    Pair sent;
    sent.bring(data, /*is_kept=*/false, settings);
    Pair kept;
    kept.bring(data, /*is_kept=*/true, settings);
    REQUIRE(sent.view.count(false) > 20);
    REQUIRE(sent.view.count(true) > 10);
    const std::size_t pixels =
        static_cast<std::size_t>(sent.view.count(false) + sent.view.count(true)) *
        sent.view.picture_size();
    CHECK(sent.bytes > pixels);
    CHECK(kept.bytes < pixels / 5);
    CHECK(kept.view.pictures.is_whole());
    for (const bool of_test : {false, true}) {
      REQUIRE(kept.view.count(of_test) == sent.view.count(of_test));
      for (int i = 0; i < sent.view.count(of_test); ++i) {
        REQUIRE(kept.picture(of_test, i) == sent.picture(of_test, i));
      }
    }
  }
}

TEST_CASE("user pictures are found again after other ones, and asked for if they are gone",
          "[shell][unit]") {
  Dice dice(6);
  UserData course;
  course.train_pictures = random_pictures(8, 8, 6, dice);
  Pair pair;
  pair.bring(course, true, "data=course&hidden=2&iterations=2");
  const auto first = pair.picture(false, 3);
  for (int i = 0; i < 5; ++i) {
    UserData mine;
    mine.my_pictures = random_pictures(8, 8, 10 + i, dice);
    pair.bring(mine, true, "data=mine&hidden=2&iterations=2");
    CHECK(pair.view.count(false) + pair.view.count(true) == 10 + i);
  }
  pair.run.handle(Configure{2, false, "data=course&hidden=2&iterations=2"});
  pair.work();
  CHECK(pair.picture(false, 3) == first);

  PictureStore empty;
  empty.start(pair.view.data);
  CHECK_FALSE(empty.is_whole());
  CHECK(empty.find(false, 3) == nullptr);
  REQUIRE(empty.take_requests().size() == 1);
}

TEST_CASE("a set that is too large to keep is sent in small versions", "[shell][unit]") {
  auto large = std::make_shared<PictureSet>();
  large->width = large->height = 64;
  large->labels.assign(kMaxSentBytes / (64 * 64 * 3) + 1, 1);
  large->labels[0] = 0;
  large->pixels.resize(large->labels.size() * large->picture_size());
  UserData data;
  data.my_pictures = large;
  PictureStore store;
  CHECK(store.keep(data) == 0);
  CHECK(store.keep(UserData{}) == 0);
}

}  // namespace
}  // namespace purr::shell
