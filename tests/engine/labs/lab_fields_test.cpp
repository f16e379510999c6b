#include "engine/labs/lab_fields.h"

#include <nlohmann/json.hpp>

#include "engine/labs/symmetry.h"
#include "tests/support/catch.h"

using namespace purr;

namespace {

nlohmann::json settings_of(const Lab& lab, std::vector<std::string> pairs, std::size_t note_count) {
  std::vector<Error> notes;
  auto json = nlohmann::json::parse(lab.read(lab.settings, pairs, notes));
  CHECK(notes.size() == note_count);
  return json;
}

}  // namespace

TEST_CASE("every lab has a name of its own, and a row for each of its settings", "[labs]") {
  for (const Lab& lab : labs()) {
    CAPTURE(lab.name);
    CHECK(find_lab(lab.name) == &lab);
    const auto settings = settings_of(lab, {}, 0);
    CHECK(settings.size() == lab.settings.size());
    for (const LabSetting& row : lab.settings) {
      CAPTURE(row.key);
      REQUIRE(settings.contains(row.key));
      const auto& value = settings[row.key];
      const std::string text = value.is_string()    ? value.get<std::string>()
                               : value.is_boolean() ? (value.get<bool>() ? "1" : "0")
                                                    : value.dump();
      if (value.is_array()) continue;
      // A default is legal: written and read again it is the same, without a note.
      CHECK(settings_of(lab, {std::string(row.key) + "=" + text}, 0) == settings);
    }
  }
  CHECK(find_lab("nonsense") == nullptr);
}

TEST_CASE("a setting of a lab is read, repaired or refused with a note", "[labs]") {
  const Lab& lab = *find_lab("symmetry");
  CHECK(settings_of(lab, {"iterations=20", "activation=tanh"}, 0)["activation"] == "tanh");
  CHECK(settings_of(lab, {"units=99"}, 1)["units"] == 16);
  CHECK(settings_of(lab, {"units=2.5"}, 1)["units"] == 4);
  CHECK(settings_of(lab, {"units=nan"}, 1)["units"] == 4);
  CHECK(settings_of(lab, {"init=ones"}, 1)["init"] == "zeros");
  CHECK(settings_of(lab, {"\xFF=1"}, 1)["init"] == "zeros");
  CHECK(settings_of(lab, {"init"}, 1)["init"] == "zeros");
}
