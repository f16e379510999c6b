#include "shell/view/summary.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace purr::shell {

const char* phase_name(Phase phase) {
  constexpr const char* kNames[] = {"waiting",  "preparing", "ready",
                                    "training", "finished",  "failed"};
  return kNames[static_cast<std::size_t>(phase)];
}

const char* stop_reason_name(StopReason reason) {
  constexpr const char* kNames[] = {"none", "iterations", "cost", "gradient", "patience", "time"};
  return kNames[static_cast<std::size_t>(reason)];
}

std::string summary_json(const RunSummary& summary) {
  using Json = nlohmann::ordered_json;
  const Status& status = summary.status;
  Json notes = Json::array();
  for (const Error& note : summary.notes) notes.push_back(describe(note));
  std::array<char, 17> fingerprint{};
  std::snprintf(fingerprint.data(), fingerprint.size(), "%016llx",
                static_cast<unsigned long long>(summary.fingerprint));
  const Json json{
      {"phase", phase_name(status.phase)},
      {"stopReason", stop_reason_name(status.stop_reason)},
      {"iteration", status.iteration},
      {"cost", status.cost},
      {"testCost", status.test_cost},
      {"trainAccuracy", status.train_accuracy},
      {"testAccuracy", status.test_accuracy},
      {"m", status.m},
      {"mTest", status.m_test},
      {"layers", status.layers},
      {"solver", status.is_gram ? "gram" : "primal"},
      {"precision", status.precision == Precision::f64 ? "f64" : "f32"},
      {"fingerprint", fingerprint.data()},
      {"notes", notes},
      {"error", summary.failure ? Json(describe(*summary.failure)) : Json(nullptr)},
  };
  return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

}  // namespace purr::shell
