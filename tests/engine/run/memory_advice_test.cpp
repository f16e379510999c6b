#include "engine/run/memory_advice.h"

#include <string>

#include "tests/support/catch.h"
#include "tests/support/small_runs.h"

namespace purr {
namespace {

Error advice(const std::string& settings, bool uses_gram = false) {
  return out_of_memory(read_experiment(settings).experiment, nullptr, uses_gram);
}

TEST_CASE("where the examples take the memory, fewer of them are named", "[run][unit]") {
  const Error error = advice("data=drawn&m=8000&m_test=10&hidden=4");
  CHECK(error.code == Errc::out_of_memory);
  REQUIRE(error.args.size() == 3);
  // 8000 pictures of 12288 bytes are 98 MB.
  CHECK(std::stoi(error.args[0]) >= 98);
  CHECK(error.args[1].starts_with("m="));
  CHECK(error.args[1].find("hidden") == std::string::npos);
  CHECK(std::stoi(error.args[2]) <= 0.55 * std::stoi(error.args[0]) + 1.0);
}

TEST_CASE("where the weights take the memory, smaller layers are named", "[run][unit]") {
  const Error error = advice("data=drawn&m=20&m_test=4&hidden=256,64&optimizer=adam");
  CHECK(error.args[1].find("hidden=128,32") != std::string::npos);
  CHECK(std::stoi(error.args[2]) < std::stoi(error.args[0]));
}

TEST_CASE("the settings that are named are read as they are said", "[run][unit]") {
  for (const bool uses_gram : {false, true}) {
    const Error error = advice("data=drawn&m=5000&m_test=1000&hidden=200,100", uses_gram);
    std::string settings = "data=drawn&" + error.args[1];
    if (const auto comma = settings.find(", "); comma != std::string::npos) {
      settings.replace(comma, 2, "&");
    }
    CHECK(read_experiment(settings).notes.empty());
  }
}

}  // namespace
}  // namespace purr
