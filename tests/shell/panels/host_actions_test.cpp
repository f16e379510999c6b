// Actions of the host as the page receives them.
#include "shell/panels/host_actions.h"

#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/catch.h"

using namespace purr;
using namespace purr::shell;

TEST_CASE("every host action has a name of its own", "[panels][unit]") {
  const auto names = host_action_names();
  CHECK(std::set(names.begin(), names.end()).size() == names.size());
  for (const std::string_view name : names) CHECK_FALSE(name.empty());
}

TEST_CASE("a host action carries its fields as a JSON object", "[panels][unit]") {
  CHECK(name_of(PickPictures{1}) == "pick-pictures");
  CHECK(fields_json(PickPictures{1}) == R"({"label":1})");
  CHECK(fields_json(PickFiles{}) == "{}");
  CHECK(fields_json(SetTheme{.is_dark = true}) == R"({"isDark":true})");
  CHECK(fields_json(SetLanguage{Language::chinese}) == R"({"language":"zh"})");
  CHECK(fields_json(FetchData{.train = "a b.h5", .test = ""}) == R"({"train":"a b.h5","test":""})");
  CHECK(fields_json(
            SavePicture{.x = 0.5F, .y = 1, .width = 20, .height = 30, .file_name = "a.png"}) ==
        R"({"x":0.5,"y":1.0,"width":20.0,"height":30.0,"fileName":"a.png"})");
}

TEST_CASE("no text breaks the JSON of a host action", "[panels][unit]") {
  const std::string text = "quote \" backslash \\ line\n and no UTF-8: \xff";
  const auto json = nlohmann::json::parse(fields_json(CopyText{text}));
  CHECK(json.at("text").get<std::string>().starts_with("quote \" backslash \\ line\n"));
}
