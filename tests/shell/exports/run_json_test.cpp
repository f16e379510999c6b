#include "shell/exports/run_json.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "shell/exports/run_text.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Json = nlohmann::ordered_json;

Status finished() {
  Status status{.phase = Phase::finished, .iteration = 2500, .cost = 0.25, .m = 209, .m_test = 50};
  status.train_accuracy = 0.75;
  status.is_gram = true;
  status.layers = {12288, 7, 1};
  status.stop_reason = StopReason::patience;
  return status;
}

TEST_CASE("the numbers of a run have the names of window.purr", "[shell][unit]") {
  CHECK(json_text(run_json(finished())) ==
        R"({"iteration":2500,"cost":0.25,"testCost":null,"trainAccuracy":0.75,"testAccuracy":null,)"
        R"("m":209,"mTest":50,"layers":[12288,7,1],"solver":"gram","precision":"f64"})");
}

TEST_CASE("a line of a sweep begins with how the run ended and holds no time", "[shell][unit]") {
  RunSummary summary;
  summary.status = finished();
  summary.status.elapsed_ms = 17;
  summary.fingerprint = 0xAB;
  const std::string text = summary_json(summary);
  CHECK(text.starts_with(R"({"phase":"finished","stopReason":"patience","iteration":2500,)"));
  CHECK(text.ends_with(
      R"("fingerprint":"00000000000000ab","diagnoses":[],"notes":[],"error":null})"));
  CHECK(text.find("17") == std::string::npos);
}

TEST_CASE("every JSON of a run lists what is wrong with it", "[shell][unit]") {
  const std::vector<Diagnosis> diagnoses{
      {.kind = DiagnosisKind::dead_layer,
       .iteration = 3,
       .layer = 2,
       .words = {Errc::diagnosed_dead, {"3", "6", "7", "2", "209"}}},
      {.kind = DiagnosisKind::leak, .words = {Errc::diagnosed_leak, {"7", "10"}}}};
  RunSummary summary;
  summary.diagnoses = diagnoses;
  RunResult result;
  result.diagnoses = diagnoses;
  for (const std::string& text : {summary_json(summary), result_json(result)}) {
    const Json list = Json::parse(text).at("diagnoses");
    REQUIRE(list.size() == 2);
    CHECK(list[0].at("kind") == "dead_layer");
    CHECK(list[0].at("iteration") == 3);
    CHECK(list[0].at("layer") == 2);
    CHECK(list[0].at("words").get<std::string>().starts_with("6 of 7 units of layer 2"));
    CHECK(list[1].at("kind") == "leak");
    CHECK(list[1].at("layer").is_null());
  }
  result.language = Language::chinese;
  const Json chinese = Json::parse(result_json(result)).at("diagnoses");
  CHECK(chinese[0].at("words") == describe(diagnoses[0].words, Language::chinese));
}

TEST_CASE("every JSON of a run holds the same numbers", "[shell][unit]") {
  RunSummary summary;
  summary.status = finished();
  const Json line = Json::parse(summary_json(summary));
  RunResult result;
  result.status = finished();
  const Json file = Json::parse(result_json(result));
  const Json numbers = run_json(finished());
  for (const auto& [name, value] : numbers.items()) {
    CAPTURE(name);
    // Through text, because what is not a number becomes null there.
    const Json expected = Json::parse(json_text(value));
    CHECK(line.at(name) == expected);
    CHECK(file.at(name) == expected);
  }
}

}  // namespace
}  // namespace purr::shell
