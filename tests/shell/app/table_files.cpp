#include "tests/shell/app/table_files.h"

#include <array>
#include <cstdio>
#include <utility>

#include "tests/shell/program/read_tables.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr::shell::test {

void bring_file(HeadlessApp& app, std::string_view name, std::string_view bytes, bool is_dropped) {
  const auto file = read_text_file(name, bytes_of(bytes), bytes.size());
  REQUIRE(file.has_value());
  TablesRead read = combine_tables({*file}, app.app().data_spec());
  for (const Error& error : read.errors) app.app().report(error);
  read.source.is_dropped = is_dropped;
  app.app().bring(std::move(read.data), read.notes, std::move(read.source), read.reports);
}

std::string passengers_csv() {
  constexpr std::array kNames{"Ada", "Bela", "Chen", "Dora", "Emil", "Fatma"};
  constexpr std::array kPorts{"Cherbourg", "Queenstown", "Southampton"};
  Dice dice(11);
  std::string text = "PassengerId,Survived,Pclass,Name,Sex,Age,Fare,Cabin,Embarked\n";
  for (int row = 0; row < 60; ++row) {
    const bool is_woman = dice.one_in(2);
    const bool is_saved = dice.below(10) < (is_woman ? 7 : 2);
    const int kind = dice.from_to(1, 3);
    char line[200];
    std::snprintf(line, sizeof line, "%d,%s,%d,\"Passenger, %s %d\",%s,%s,%.2f,%s,%s\n", row + 1,
                  is_saved ? "1" : "0", kind, kNames[static_cast<std::size_t>(dice.below(6))],
                  row + 1, is_woman ? "female" : "male",
                  row % 5 == 3 ? "" : std::to_string(dice.from_to(1, 80)).c_str(),
                  dice.between(7, 90) / kind, row % 4 == 1 ? "C85" : "",
                  kPorts[static_cast<std::size_t>(dice.below(3))]);
    text += line;
  }
  return text;
}

std::string gbk_csv() {
  // 年龄,城市,结果 / 北京 上海 / 是 否
  const std::string age = "\xC4\xEA\xC1\xE4";
  const std::string city = "\xB3\xC7\xCA\xD0";
  const std::string result = "\xBD\xE1\xB9\xFB";
  const std::array<std::string, 2> cities{"\xB1\xB1\xBE\xA9", "\xC9\xCF\xBA\xA3"};
  const std::array<std::string, 2> answers{"\xB7\xF1", "\xCA\xC7"};
  std::string text = age + "," + city + "," + result + "\n";
  for (std::size_t row = 0; row < 30; ++row) {
    text += std::to_string(20 + row * 7 % 41) + "," + cities[row % 2] + "," + answers[row / 3 % 2] +
            "\n";
  }
  return text;
}

std::string decimal_comma_csv() {
  std::string text = "Preis;Menge;Anteil;gekauft\n";
  for (int row = 0; row < 30; ++row) {
    text += "1." + std::to_string(100 + row * 13) + "," + std::to_string(10 + row) + " €;" +
            std::to_string(row * 7 % 11) + "," + std::to_string(row % 10) + ";" +
            std::to_string(row * 3 % 100) + " %;" + (row % 3 == 0 ? "ja" : "nein") + "\n";
  }
  return text;
}

std::string missing_marks_csv() {
  constexpr std::array kMarks{"?", "NA", "NaN", "null", "-", "#N/A", "inf", ""};
  std::string text = "width,height,colour,class\n";
  for (std::size_t row = 0; row < 48; ++row) {
    const bool is_missing = row % 6 == 5;
    text += (is_missing ? std::string(kMarks[row / 6]) : std::to_string(row * 5 % 17)) + "," +
            std::to_string(row * 11 % 23) + "," + (row % 3 == 0 ? "red" : "blue") + "," +
            std::to_string(row / 2 % 2) + "\n";
  }
  return text;
}

std::string two_features_csv() {
  Dice dice(3);
  std::string text = "petal length (mm),petal width (mm),species\n";
  for (int row = 0; row < 60; ++row) {
    const bool is_large = row % 2 == 1;
    char line[80];
    std::snprintf(line, sizeof line, "%.1f,%.1f,%s\n", (is_large ? 48 : 18) + dice.between(-14, 14),
                  (is_large ? 16 : 5) + dice.between(-6, 6), is_large ? "virginica" : "setosa");
    text += line;
  }
  return text;
}

}  // namespace purr::shell::test
