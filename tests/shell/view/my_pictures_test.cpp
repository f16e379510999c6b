#include "shell/view/my_pictures.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

namespace purr::shell {
namespace {

const std::vector<std::uint8_t> kGrey(MyPictures::kBytes, 128);

TEST_CASE("folders become the classes, whichever comes first", "[shell][unit]") {
  MyPictures cats;
  cats.add("1.jpg", "cats", -1, kGrey);
  cats.add("2.jpg", "dogs", -1, kGrey);
  cats.add("3.jpg", "cats", -1, kGrey);
  cats.add("4.jpg", "cars", -1, kGrey);  // a third folder is one of the others
  cats.arrange(false);
  CHECK(cats.class_names() == std::array<std::string, 2>{"cars + dogs", "cats"});
  CHECK(cats.count(1) == 2);
  CHECK(cats.count(0) == 2);
  CHECK(cats.picture(3).label == 0);

  MyPictures dogs_first;
  dogs_first.add("1.jpg", "dogs", -1, kGrey);
  dogs_first.add("2.jpg", "cats", -1, kGrey);
  dogs_first.arrange(false);
  CHECK(dogs_first.class_names() == std::array<std::string, 2>{"dogs", "cats"});
  CHECK(dogs_first.picture(0).label == 0);
  CHECK(dogs_first.picture(1).label == 1);

  MyPictures negative_first;
  negative_first.add("1.jpg", "non-cat", -1, kGrey);
  negative_first.add("2.jpg", "cat", -1, kGrey);
  negative_first.arrange(false);
  CHECK(negative_first.class_names() == std::array<std::string, 2>{"non-cat", "cat"});
  CHECK(negative_first.picture(0).label == 0);
  CHECK(negative_first.picture(1).label == 1);
}

TEST_CASE("files without a folder go by their name, or wait to be sorted", "[shell][unit]") {
  MyPictures mine;
  mine.add("IMG_1.jpg", "", -1, kGrey);
  CHECK(mine.picture(0).label == MyPictures::kUnsorted);
  mine.set_class_name(0, "Dog");
  mine.set_class_name(1, "cat");
  mine.add("dog.77.jpg", "", -1, kGrey);
  mine.add("CAT.3.jpg", "", -1, kGrey);
  mine.add("x.jpg", "", 0, kGrey);
  mine.arrange(false);
  CHECK(mine.picture(1).label == 0);
  CHECK(mine.picture(2).label == 1);
  CHECK(mine.picture(3).label == 0);
}

TEST_CASE("what is taken out is gone, and the rest stays in order", "[shell][unit]") {
  MyPictures mine;
  CHECK(mine.picture_set() == nullptr);
  for (int i = 0; i < 5; ++i) {
    const std::vector<std::uint8_t> shade(MyPictures::kBytes, static_cast<std::uint8_t>(i));
    mine.add(std::to_string(i), "", i % 2, shade);
  }
  mine.remove(1);
  mine.set_label(0, 1);
  const auto set = mine.picture_set();
  REQUIRE(set != nullptr);
  CHECK(set->labels == std::vector<std::uint8_t>{1, 0, 1, 0});
  CHECK(set->pixels.size() == 4 * MyPictures::kBytes);
  CHECK(set->pixels[MyPictures::kBytes] == 2);
  CHECK(mine.is_changed);
  mine.clear();
  CHECK(mine.count() == 0);
  CHECK(mine.class_names()[1].empty());
}

TEST_CASE("pictures that are not sorted take no part", "[shell][unit]") {
  MyPictures mine;
  for (int i = 0; i < 4; ++i) {
    const std::vector<std::uint8_t> shade(MyPictures::kBytes, static_cast<std::uint8_t>(i));
    mine.add(std::to_string(i), "", -1, shade);
  }
  CHECK(mine.unsorted_count() == 4);
  CHECK(mine.picture_set() == nullptr);
  const std::vector<int> two{1, 3};
  mine.set_labels(two, 0);
  mine.set_label(2, 1);
  CHECK(mine.sorted() == std::vector<int>{1, 2, 3});
  CHECK(mine.labels() == std::vector<std::uint8_t>{0, 1, 0});
  const auto set = mine.picture_set();
  REQUIRE(set != nullptr);
  CHECK(set->labels == std::vector<std::uint8_t>{0, 1, 0});
  CHECK(set->pixels.size() == 3 * MyPictures::kBytes);
  CHECK(set->pixels.front() == 1);
}

TEST_CASE("pictures are divided by how their names begin", "[shell][unit]") {
  MyPictures mine;
  for (const char* name : {"dog_12.png", "cat.0.jpg", "Cat (3).jpg", "cat-7.png", "dog_1.png"}) {
    mine.add(name, "", -1, kGrey);
  }
  const auto split = mine.name_split();
  REQUIRE(split.has_value());
  CHECK(split->starts == std::array<std::string, 2>{"cat", "dog"});
  CHECK(split->counts == std::array<int, 2>{3, 2});
  mine.split_by_name(*split);
  CHECK(mine.unsorted_count() == 0);
  CHECK(mine.class_names() == std::array<std::string, 2>{"dog", "cat"});
  CHECK(mine.count(1) == 3);
  CHECK(mine.picture(1).label == 1);
  CHECK(mine.picture(0).label == 0);
  CHECK_FALSE(mine.name_split().has_value());
}

TEST_CASE("a camera's names divide nothing", "[shell][unit]") {
  MyPictures mine;
  for (int i = 0; i < 6; ++i) mine.add("IMG_" + std::to_string(1000 + i) + ".jpg", "", -1, kGrey);
  CHECK_FALSE(mine.name_split().has_value());
  // Neither do names of which each is another.
  MyPictures named;
  for (const char* name : {"rex.jpg", "minka.jpg", "bella.jpg", "tom.jpg", "felix.jpg"}) {
    named.add(name, "", -1, kGrey);
  }
  CHECK_FALSE(named.name_split().has_value());
}

TEST_CASE("removed pictures come back to their places", "[shell][unit]") {
  MyPictures mine;
  for (int i = 0; i < 6; ++i) {
    const std::vector<std::uint8_t> shade(MyPictures::kBytes, static_cast<std::uint8_t>(i));
    mine.add(std::to_string(i), i % 2 == 0 ? "cats" : "dogs", -1, shade);
  }
  mine.arrange(false);
  const auto before = mine.picture_set();
  const std::vector<int> some{0, 2, 5};
  mine.remove(some);
  CHECK(mine.count() == 3);
  CHECK(mine.removed_count() == 3);
  CHECK(mine.picture(0).name == "1");
  CHECK(mine.pixels(1)[0] == 3);
  mine.restore();
  CHECK(mine.removed_count() == 0);
  auto after = mine.picture_set();
  CHECK(after->pixels == before->pixels);
  CHECK(after->labels == before->labels);

  mine.clear();
  CHECK(mine.count() == 0);
  CHECK(mine.removed_count() == 6);
  mine.restore();
  after = mine.picture_set();
  CHECK(after->pixels == before->pixels);
  CHECK(after->class_names == before->class_names);
  // Whoever goes on with other pictures does not want the old ones.
  mine.clear();
  mine.add("new.png", "", 1, kGrey);
  CHECK(mine.removed_count() == 0);
  mine.restore();
  CHECK(mine.count() == 1);
}

TEST_CASE("names are cut between characters and the list of bad files is bounded",
          "[shell][unit]") {
  MyPictures mine;
  std::string name;
  for (int i = 0; i < 30; ++i) name += "猫";
  mine.set_class_name(1, name);
  CHECK(mine.class_names()[1].size() == 39);  // thirteen of three bytes
  for (int i = 0; i < 1000; ++i) mine.add_bad({Errc::file_empty, {"x"}});
  CHECK(mine.bad_count() == 1000);
  CHECK(mine.bad().size() == 200);
  mine.clear_bad();
  CHECK(mine.bad_count() == 0);
}

}  // namespace
}  // namespace purr::shell
