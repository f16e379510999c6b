// The course's own runs, on its own data, against what its notebooks print.
//
// The data is not part of this repository. It is looked for in $PURR_COURSE_DATA or, failing that,
// in
// ../shared/data/course from where the tests run: train_catvnoncat.h5, test_catvnoncat.h5 and, for
// the regularisation runs, football_train.csv and football_test.csv (x1,x2,label).
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "shell/program/files/read_files.h"
#include "tests/support/catch.h"
#include "tests/support/preset_runs.h"

namespace purr {
namespace {

std::filesystem::path course_folder() {
  const char* named = std::getenv("PURR_COURSE_DATA");
  if (named != nullptr && *named != '\0') return named;
  return std::filesystem::path("..") / "shared" / "data" / "course";
}

/// Brings two files of the course to a run, or skips the test.
void bring(Watcher& watcher, const char* train, const char* test) {
  const std::filesystem::path folder = course_folder();
  for (const char* name : {train, test}) {
    if (!std::filesystem::exists(folder / name)) {
      SKIP("the course's data is not here; set PURR_COURSE_DATA to the folder of " << name);
    }
  }
  const std::vector<std::string> paths{(folder / train).string(), (folder / test).string()};
  const shell::FilesRead files = shell::read_files(paths);
  REQUIRE(files.errors.empty());
  watcher.send(Bring{files.data});
}

void bring_cats(Watcher& watcher) { bring(watcher, "train_catvnoncat.h5", "test_catvnoncat.h5"); }
void bring_football(Watcher& watcher) { bring(watcher, "football_train.csv", "football_test.csv"); }

// Sanitizers make a step some forty times as long: the primal runs then end after a few.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kShort = 101;
#else
constexpr int kShort = 501;
#endif

// clang-format off
// Printed by the course's notebooks, every 100 iterations.
const PrintedRun kLogistic{
    "c1w2-logistic", 99.0431, 70.0,
     {{0, 0.693147}, {100, 0.584508}, {200, 0.466949}, {300, 0.376007}, {400, 0.331463},
      {500, 0.303273}, {600, 0.279880}, {700, 0.260042}, {800, 0.242941}, {900, 0.228004},
      {1000, 0.214820}, {1100, 0.203078}, {1200, 0.192544}, {1300, 0.183033}, {1400, 0.174399},
      {1500, 0.166521}, {1600, 0.159305}, {1700, 0.152667}, {1800, 0.146542}, {1900, 0.140872}}};
const PrintedRun kTwoLayer{
    "c1w4-two-layer", 100.0, 72.0,
     {{0, 0.693050}, {100, 0.646432}, {200, 0.632514}, {300, 0.601502}, {400, 0.560197},
      {500, 0.515830}, {600, 0.475490}, {700, 0.433916}, {800, 0.400798}, {900, 0.358071},
      {1000, 0.339428}, {1100, 0.305275}, {1200, 0.274914}, {1300, 0.246818}, {1400, 0.198507},
      {1500, 0.174483}, {1600, 0.170808}, {1700, 0.113065}, {1800, 0.096294}, {1900, 0.083426},
      {2000, 0.074391}, {2100, 0.066307}, {2200, 0.059193}, {2300, 0.053361}, {2400, 0.048555}}};
const PrintedRun kDeep{
    "c1w4-deep", 98.5646, 80.0,
     {{0, 0.771749}, {100, 0.672053}, {200, 0.648263}, {300, 0.611507}, {400, 0.567047},
      {500, 0.540138}, {600, 0.527930}, {700, 0.465477}, {800, 0.369126}, {900, 0.391747},
      {1000, 0.315187}, {1100, 0.272700}, {1200, 0.237419}, {1300, 0.199601}, {1400, 0.189263},
      {1500, 0.161189}, {1600, 0.148214}, {1700, 0.137775}, {1800, 0.129740}, {1900, 0.121225},
      {2000, 0.113821}, {2100, 0.107839}, {2200, 0.102855}, {2300, 0.100897}, {2400, 0.092878}}};

// Printed by tests/support/make_course_costs.py with NumPy 1.24.2; the notebooks print the same costs
// at 0, 10 000 and 20 000.
const PrintedRun kPlain{
    "c2w1-reg-none", 94.7867, 91.5000,
     {{0, 0.655741252}, {1000, 0.222266939}, {3000, 0.182514979}, {4000, 0.180539783},
      {6000, 0.168327304}, {7000, 0.165835937}, {9000, 0.159426123}, {10000, 0.163299875},
      {12000, 0.157644741}, {13000, 0.152135996}, {15000, 0.147964009}, {16000, 0.146348763},
      {18000, 0.143350885}, {19000, 0.139364884}, {21000, 0.141186784}, {22000, 0.136293195},
      {24000, 0.13032326}, {25000, 0.132853702}, {27000, 0.132638465}, {28000, 0.126783846},
      {29999, 0.125091312}}};
const PrintedRun kDecay{
    "c2w1-reg-l2", 93.8389, 93.0000,
     {{0, 0.697448449}, {1000, 0.273045635}, {3000, 0.269508281}, {4000, 0.269265445},
      {6000, 0.268897456}, {7000, 0.268775172}, {9000, 0.268559517}, {10000, 0.268491887},
      {12000, 0.268370115}, {13000, 0.26831774}, {15000, 0.268219903}, {16000, 0.268168705},
      {18000, 0.26813317}, {19000, 0.268089238}, {21000, 0.268038219}, {22000, 0.268060458},
      {24000, 0.26789536}, {25000, 0.267942857}, {27000, 0.267916255}, {28000, 0.267895268},
      {29999, 0.267861743}}};
const PrintedRun kDropout{
    "c2w1-reg-dropout", 92.8910, 95.0000,
     {{0, 0.654391241}, {1000, 0.175978489}, {3000, 0.0766129779}, {4000, 0.0671989127},
      {6000, 0.0624098726}, {7000, 0.0618787353}, {9000, 0.0611921438}, {10000, 0.0610169866},
      {12000, 0.060826402}, {13000, 0.0608626413}, {15000, 0.0606645722},
      {16000, 0.0606494724}, {18000, 0.0606587451}, {19000, 0.0605965133},
      {21000, 0.0605591994}, {22000, 0.0605789839}, {24000, 0.0605035903}, {25000, 0.06050179},
      {27000, 0.0604731474}, {28000, 0.0604720669}, {29999, 0.0604881752}}};
// clang-format on

TEST_CASE("the course's runs on cats begin with the published costs", "[run][golden]") {
  Watcher watcher;
  bring_cats(watcher);
  for (const PrintedRun* run : {&kLogistic, &kTwoLayer, &kDeep}) {
    check_run(*run, kShort, "", watcher);
    CHECK(watcher.status.is_gram);
  }
}

TEST_CASE("the course's runs on cats print the published costs to the end", "[run][golden][slow]") {
  Watcher watcher;
  bring_cats(watcher);
  for (const PrintedRun* run : {&kLogistic, &kTwoLayer, &kDeep}) {
    check_run(*run, 0, "&solver=gram", watcher);
    CHECK(watcher.status.is_gram);
    CHECK(watcher.notices.empty());
  }
}

TEST_CASE("the course's runs on cats print the published costs with the primal solver",
          "[run][golden][slow]") {
  Watcher watcher;
  bring_cats(watcher);
  for (const PrintedRun* run : {&kLogistic, &kTwoLayer, &kDeep}) {
    check_run(*run, 0, "&solver=primal", watcher);
    CHECK_FALSE(watcher.status.is_gram);
  }
}

TEST_CASE("in single precision the deep run keeps to the published costs for a while",
          "[run][golden]") {
  Watcher watcher;
  bring_cats(watcher);
  // After some 300 iterations small ReLU networks have magnified the roundings.
  PrintedRun run = kDeep;
  run.decimals = 4;
  check_run(run, 101, "&precision=f32", watcher);
}

TEST_CASE("the regularisation runs begin with NumPy's costs", "[run][golden]") {
  Watcher watcher;
  bring_football(watcher);
  for (const PrintedRun* run : {&kPlain, &kDecay, &kDropout}) check_run(*run, 1001, "", watcher);
}

TEST_CASE("the regularisation runs have NumPy's costs to the end", "[run][golden][slow]") {
  Watcher watcher;
  bring_football(watcher);
  for (const PrintedRun* run : {&kPlain, &kDecay, &kDropout}) check_run(*run, 0, "", watcher);
}

}  // namespace
}  // namespace purr
