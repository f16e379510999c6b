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
  CHECK(cats.class_names() == std::array<std::string, 2>{"dogs", "cats"});
  CHECK(cats.count(1) == 2);
  CHECK(cats.count(0) == 2);
  CHECK(cats.picture(3).label == 0);

  MyPictures dogs_first;
  dogs_first.add("1.jpg", "dogs", -1, kGrey);
  dogs_first.add("2.jpg", "cats", -1, kGrey);
  CHECK(dogs_first.class_names() == std::array<std::string, 2>{"dogs", "cats"});
  CHECK(dogs_first.picture(0).label == 0);
  CHECK(dogs_first.picture(1).label == 1);

  MyPictures negative_first;
  negative_first.add("1.jpg", "non-cat", -1, kGrey);
  negative_first.add("2.jpg", "cat", -1, kGrey);
  CHECK(negative_first.class_names() == std::array<std::string, 2>{"non-cat", "cat"});
  CHECK(negative_first.picture(0).label == 0);
  CHECK(negative_first.picture(1).label == 1);
}

TEST_CASE("files without a folder go by their name, or to class 1", "[shell][unit]") {
  MyPictures mine;
  mine.add("IMG_1.jpg", "", -1, kGrey);
  CHECK(mine.picture(0).label == 1);
  mine.set_class_name(0, "Dog");
  mine.set_class_name(1, "cat");
  mine.add("dog.77.jpg", "", -1, kGrey);
  mine.add("CAT.3.jpg", "", -1, kGrey);
  mine.add("x.jpg", "", 0, kGrey);
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
