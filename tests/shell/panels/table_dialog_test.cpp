// The preview of a table: what it says, what can be chosen in it, and that a choice shows at once.
#include <string>

#include "tests/shell/app/screens.h"
#include "tests/shell/app/table_files.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

HeadlessOptions with_table(const std::string& settings = "", Surface surface = wide_surface()) {
  return with_all_open("data=table&hidden=3&iterations=20" + settings, surface);
}

/// The words of a column's row.
std::string row_of(HeadlessApp& app, int column) {
  const Control& row = app.control("table/column_" + std::to_string(column));
  return row.label + " | " + row.value;
}

TEST_CASE("the preview opens once for a table that was dropped", "[panels][unit]") {
  HeadlessApp app(with_table());
  CHECK_FALSE(app.has("table/done"));
  bring_file(app, "ship.csv", passengers_csv());
  app.settle();
  REQUIRE(app.has("table/done"));
  app.key(ImGuiKey_Escape);
  app.settle();
  CHECK_FALSE(app.has("table/done"));
  // The same table again is nothing new; a script's table interrupts nobody.
  bring_file(app, "ship.csv", passengers_csv());
  bring_file(app, "two.csv", two_features_csv(), /*is_dropped=*/false);
  app.settle();
  CHECK_FALSE(app.has("table/done"));
  app.press("data/table_preview");
  app.settle();
  CHECK(app.has("table/done"));
}

TEST_CASE("the preview says how each column was read", "[panels][unit]") {
  HeadlessApp app(with_table());
  bring_file(app, "ship.csv", passengers_csv());
  app.settle();
  CHECK(row_of(app, 0) == "PassengerId: 1 · 2 · 3 | only names or numbers the rows");
  CHECK(app.control("table/column_1").value == "label: 0 = 0, 1 = 1");
  CHECK(app.control("table/column_2").value == "number, standardised");
  CHECK(app.control("table/column_4").value == "category: female = 0, male = 1");
  CHECK(app.control("table/column_5").value == "number, standardised · 12 missing");
  CHECK(app.control("table/column_7").value == "45 of 60 values missing");
  CHECK(app.control("table/column_8").value ==
        "category: Cherbourg = 0, Queenstown = 1, Southampton = 2");
  CHECK(app.control("table/encoding").value == "UTF-8 (recognised)");
  CHECK(app.control("table/separator").value == "comma (guessed)");
}

TEST_CASE("a choice in the preview shows at once and trains", "[panels][unit]") {
  HeadlessApp app(with_table());
  bring_file(app, "ship.csv", passengers_csv());
  app.settle();
  const auto rows = [&] {
    return app.snapshot()["m"].get<int>() + app.snapshot()["mTest"].get<int>();
  };
  CHECK(rows() == 48);
  app.select("table/use_5", "left_out");  // the ages: their rows come back
  app.settle();
  CHECK(rows() == 60);
  CHECK(app.control("table/column_5").value == "not used · 12 missing");
  app.select("table/use_8", "one_hot");
  app.settle();
  CHECK(app.control("table/column_8").value ==
        "one input each: Cherbourg, Queenstown, Southampton");
  CHECK(app.link().find("one_hot=Embarked") != std::string::npos);
  CHECK(app.link().find("label=Survived") != std::string::npos);
  CHECK(app.link().find("features=Pclass%2CSex%2CFare%2CEmbarked") != std::string::npos);
  app.select("table/class_one", "0");
  app.settle();
  CHECK(app.control("table/column_1").value == "label: 1 = 0, 0 = 1");
  CHECK(app.link().find("class_one=0") != std::string::npos);
  app.select("table/label_column", "Sex");
  app.settle();
  CHECK(app.control("table/column_4").value == "label: female = 0, male = 1");
  CHECK(app.control("table/column_1").value == "not used");

  app.press("table/cancel");
  app.settle();
  CHECK_FALSE(app.has("table/done"));
  CHECK(rows() == 48);
  CHECK(app.link().find("label=") == std::string::npos);
}

TEST_CASE("another encoding, separator or decimal mark reads the file again", "[panels][unit]") {
  HeadlessApp app(with_table());
  bring_file(app, "stadt.csv", gbk_csv());
  app.settle();
  CHECK(app.control("table/encoding").value == "GBK (guessed)");
  CHECK(row_of(app, 1).starts_with("城市: 北京 · 上海"));
  app.select("table/encoding", "Windows-1252");
  app.settle();
  CHECK(row_of(app, 1).starts_with("³ÇÊÐ"));
  // What cannot be read so says why, and the table of before stays.
  app.select("table/encoding", "UTF-8");
  app.settle();
  CHECK(row_of(app, 1).starts_with("³ÇÊÐ"));
  app.select("table/encoding", "detected");
  app.settle();
  CHECK(row_of(app, 1).starts_with("城市"));

  bring_file(app, "preis.csv", decimal_comma_csv());
  app.settle();
  CHECK(app.control("table/decimal").value == "comma (recognised)");
  CHECK(app.control("table/column_0").value.find("“1.100,10 €” is 1100.1") != std::string::npos);
}

TEST_CASE("choices for one table never reach another one", "[panels][unit]") {
  HeadlessApp app(with_table());
  bring_file(app, "ship.csv", passengers_csv());
  app.settle();
  app.select("table/use_5", "left_out");
  app.settle();
  app.press("table/done");
  bring_file(app, "marks.csv", missing_marks_csv());
  app.settle();
  CHECK(app.link().find("features=") == std::string::npos);
  CHECK(app.link().find("label=") == std::string::npos);
  CHECK(app.snapshot()["notes"].dump().find("other columns") != std::string::npos);
}

TEST_CASE("a link that names columns holds for the table that comes", "[panels][unit]") {
  HeadlessApp app(with_table("&label=Survived&features=Sex,Fare"));
  bring_file(app, "ship.csv", passengers_csv());
  app.settle();
  CHECK(app.control("table/column_5").value == "not used · 12 missing");
  CHECK(app.snapshot()["m"].get<int>() + app.snapshot()["mTest"].get<int>() == 60);
}

TEST_CASE("a test table that comes later joins the table that is there", "[panels][unit]") {
  HeadlessApp app(with_table());
  bring_file(app, "marks_train.csv", missing_marks_csv());
  app.settle();
  app.press("table/done");
  app.settle();
  bring_file(app, "marks_test.csv", missing_marks_csv());
  app.settle();
  CHECK_FALSE(app.has("table/done"));
  CHECK(app.snapshot()["m"] == 40);
  CHECK(app.snapshot()["mTest"] == 40);
  CHECK(app.snapshot()["notes"].dump().find("is its test set") != std::string::npos);
}

TEST_CASE("the preview is operated on a phone", "[panels][unit]") {
  HeadlessApp app(with_table("", phone_surface()));
  bring_file(app, "ship.csv", passengers_csv());
  app.settle();
  const Control& dialog = app.control("table/dialog");
  CHECK(dialog.width > 350);
  CHECK(dialog.height > 780);
  CHECK(app.control("table/use_5").height >= 40);
  app.select("table/use_5", "left_out");
  app.settle();
  CHECK(app.control("table/column_5").value == "not used · 12 missing");
}

}  // namespace
}  // namespace purr::shell::test
