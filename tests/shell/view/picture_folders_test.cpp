// What folders mean: the layouts in which people keep pictures of two kinds.
#include "shell/view/picture_folders.h"

#include <set>
#include <string>
#include <vector>

#include "shell/view/my_pictures.h"
#include "shell/view/picture_report.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

const std::vector<std::uint8_t> kGrey(MyPictures::kBytes, 128);

/// Pictures by their paths, as one drop.
MyPictures drop(const std::vector<std::string>& paths, bool by_names = false) {
  MyPictures mine;
  for (const std::string& path : paths) {
    const std::size_t slash = path.find_last_of('/');
    const bool has_folder = slash != std::string::npos;
    mine.add(has_folder ? path.substr(slash + 1) : path, has_folder ? path.substr(0, slash) : "",
             -1, kGrey);
  }
  mine.arrange(by_names);
  return mine;
}

/// The labels of all pictures in their order, such as "1100"; "?" for none.
std::string labels(const MyPictures& mine) {
  std::string text;
  for (int i = 0; i < mine.count(); ++i) {
    const int label = mine.picture(i).label;
    text += label == MyPictures::kUnsorted ? '?' : static_cast<char>('0' + label);
  }
  return text;
}

TEST_CASE("folders of the usual layouts become the classes that they mean", "[shell][unit]") {
  struct Row {
    std::vector<std::string> paths;
    std::string labels;
    std::array<std::string, 2> names;
    int test_count = 0;
  };
  const std::vector<Row> rows{
      // Breeds below kinds.
      {{"b.zip/pets/cats/persian/0.png", "b.zip/pets/cats/siamese/0.png",
        "b.zip/pets/dogs/pug/0.png", "b.zip/pets/dogs/husky/0.png"},
       "1100",
       {"dogs", "cats"}},
      // A given split, above the classes or below them.
      {{"d/train/cats/0.png", "d/train/dogs/0.png", "d/test/cats/0.png", "d/test/dogs/0.png"},
       "1010",
       {"dogs", "cats"},
       2},
      {{"cats/train/0.png", "cats/val/1.png", "dogs/train/0.png", "dogs/val/1.png"},
       "1100",
       {"dogs", "cats"},
       2},
      {{"s/training_set/training_set/cats/1.jpg", "s/training_set/training_set/dogs/1.jpg",
        "s/test_set/test_set/cats/2.jpg", "s/test_set/test_set/dogs/2.jpg"},
       "1010",
       {"dogs", "cats"},
       2},
      {{"train.zip/foxes/1.png", "train.zip/wolves/1.png", "test.zip/foxes/2.png"},
       "101",
       {"wolves", "foxes"},
       1},
      {{"数据/训练集/猫/1.png", "数据/训练集/狗/1.png", "数据/测试集/猫/2.png"},
       "101",
       {"狗", "猫"},
       1},
      // Trains are no training set.
      {{"v/plane/1.png", "v/train/1.png"}, "10", {"train", "plane"}},
      // Opposites, in any order and language.
      {{"z.zip/非猫/a.png", "z.zip/猫/a.png"}, "01", {"非猫", "猫"}},
      {{"z.zip/猫/a.png", "z.zip/非猫/a.png"}, "10", {"非猫", "猫"}},
      {{"不是猫/a.png", "猫/a.png"}, "01", {"不是猫", "猫"}},
      {{"其他/a.png", "狗/a.png"}, "01", {"其他", "狗"}},
      {{"不健康/a.png", "健康/a.png"}, "01", {"不健康", "健康"}},
      {{"unhealthy/a.png", "healthy/a.png"}, "01", {"unhealthy", "healthy"}},
      {{"not_dog/a.png", "dog/a.png"}, "01", {"not_dog", "dog"}},
      {{"notcats/a.png", "cats/a.png"}, "01", {"notcats", "cats"}},
      {{"0/a.png", "1/a.png"}, "01", {"0", "1"}},
      {{"uniform/a.png", "cars/a.png"}, "10", {"cars", "uniform"}},
      {{"熊猫/a.png", "猫/a.png"}, "01", {"熊猫", "猫"}},
      // Several zips: with the classes inside, or each of one class.
      {{"part1.zip/cat/1.png", "part1.zip/dog/1.png", "part2.zip/cat/2.png", "part2.zip/dog/2.png"},
       "1010",
       {"dog", "cat"}},
      {{"a.zip/foxes/1.png", "a.zip/wolves/1.png", "b.zip/foxes/2.png", "b.zip/wolves/2.png"},
       "1010",
       {"wolves", "foxes"}},
      {{"dogs.zip/1.png", "cats.zip/1.png"}, "01", {"dogs", "cats"}},
      {{"dogs.zip/1.png", "cats/1.png"}, "01", {"dogs", "cats"}},
      // Numbered folders only divide the files.
      {{"set/001/cat/1.png", "set/002/cat/2.png", "set/001/dog/1.png", "set/002/dog/2.png"},
       "1100",
       {"dog", "cat"}},
      // Many kinds beside the cats.
      {{"cat/1.png", "car/1.png", "dog/1.png", "ship/1.png"}, "1000", {"non-cat", "cat"}},
      // One folder alone.
      {{"cats/1.png", "cats/2.png"}, "11", {"", "cats"}},
      // The names of the files, where one folder holds them all.
      {{"k.zip/train/cat.0.jpg", "k.zip/train/cat.1.jpg", "k.zip/train/dog.0.jpg"},
       "110",
       {"dog", "cat"}},
      {{"k/dog.0.jpg", "k/cat.1.jpg", "k/dog.1.jpg"}, "010", {"dog", "cat"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.paths);
    const MyPictures mine = drop(row.paths);
    CHECK(labels(mine) == row.labels);
    CHECK(mine.class_names() == row.names);
    CHECK(mine.given_test_count() == row.test_count);
  }
}

TEST_CASE("folders whose names differ late are two, and stay apart on the screen",
          "[shell][unit]") {
  const std::string start(60, 'x');
  const MyPictures mine = drop({start + "a/1.png", start + "b/1.png"});
  CHECK(labels(mine) == "10");
  CHECK(mine.class_names()[0] != mine.class_names()[1]);
}

TEST_CASE("loose pictures wait to be sorted, and their names decide where nobody can",
          "[shell][unit]") {
  const std::vector<std::string> paths{"dog.0.jpg", "cat.1.jpg", "dog.1.jpg"};
  CHECK(labels(drop(paths)) == "???");
  CHECK(labels(drop(paths, /*by_names=*/true)) == "010");
  CHECK(labels(drop({"IMG_1.jpg", "IMG_2.jpg"}, true)) == "??");
}

TEST_CASE("other folders beside two classes are asked for, known ones join", "[shell][unit]") {
  MyPictures mine = drop({"a.zip/cats/1.png", "a.zip/dogs/1.png"});
  mine.add("2.png", "b.zip/cats", -1, kGrey);
  mine.add("2.png", "b.zip/dogs", -1, kGrey);
  mine.arrange(false);
  CHECK(labels(mine) == "1010");
  mine.add("3.png", "c.zip/apples", -1, kGrey);
  mine.add("3.png", "c.zip/pears", -1, kGrey);
  mine.arrange(false);
  CHECK(labels(mine) == "1010??");
  // A second folder alone becomes the second class, and cats are class 1 whichever came first.
  MyPictures dogs = drop({"dogs/1.png"});
  CHECK(labels(dogs) == "1");
  dogs.add("1.png", "cats", -1, kGrey);
  dogs.arrange(false);
  CHECK(labels(dogs) == "01");
  CHECK(dogs.class_names() == std::array<std::string, 2>{"dogs", "cats"});
}

TEST_CASE("the tree has counts, and one step corrects a whole folder", "[shell][unit]") {
  MyPictures mine = drop({"p.zip/cats/persian/1.png", "p.zip/cats/siamese/1.png",
                          "p.zip/cats/siamese/2.png", "p.zip/dogs/pug/1.png"});
  const auto folders = mine.folders();
  REQUIRE(folders.size() == 5);
  CHECK(folders[0].name == "cats");
  CHECK(folders[0].count == 3);
  CHECK(folders[0].label == 1);
  CHECK(folders[2].path == "cats/siamese");
  CHECK(folders[2].depth == 1);
  CHECK(folders[2].count == 2);
  CHECK(folders[3].label == 0);
  // Persians against the rest.
  mine.set_folder_label("cats/siamese", 0);
  CHECK(labels(mine) == "1000");
  CHECK(mine.folders()[0].label == -1);
  CHECK(mine.class_names() == std::array<std::string, 2>{"siamese + dogs", "persian"});
  mine.set_folder_label("dogs", MyPictures::kUnsorted);
  CHECK(labels(mine) == "100?");
  mine.swap_classes();
  CHECK(labels(mine) == "011?");
  CHECK(mine.class_names() == std::array<std::string, 2>{"persian", "siamese"});
  // What the user chose stays when more comes.
  mine.add("3.png", "p.zip/cats/siamese", -1, kGrey);
  mine.arrange(false);
  CHECK(labels(mine) == "011?1");
  CHECK(pictures_json(mine).find("\"path\":\"cats/persian\",\"name\":\"persian\",\"depth\":1,"
                                 "\"count\":1,\"testCount\":0,\"class\":0") != std::string::npos);
}

TEST_CASE("pictures of a given test set are the last ones of the set", "[shell][unit]") {
  MyPictures mine =
      drop({"test/cats/1.png", "train/cats/1.png", "test/dogs/1.png", "train/dogs/1.png"});
  CHECK(mine.sorted() == std::vector<int>{1, 3, 0, 2});
  CHECK(mine.labels() == std::vector<std::uint8_t>{1, 0, 1, 0});
  const auto set = mine.picture_set();
  REQUIRE(set != nullptr);
  CHECK(set->test_count == 2);
  CHECK(picture_notes(mine).size() == 2);
  // An unlabelled test set, as competitions give it, is no split.
  const MyPictures unlabelled = drop({"c/train/cat.1.jpg", "c/train/dog.1.jpg", "c/test1/1.jpg"});
  CHECK(unlabelled.given_test_count() == 0);
}

}  // namespace
}  // namespace purr::shell
