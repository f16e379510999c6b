#include "shell/exports/run_json.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "engine/run/message_fields.h"

namespace purr::shell {
namespace {

using Json = nlohmann::ordered_json;

template <class Enum>
const char* name_of(Enum value) {
  return Enumerators<Enum>::kNames[static_cast<std::size_t>(value)];
}

}  // namespace

const char* phase_name(Phase phase) { return name_of(phase); }

const char* stop_reason_name(StopReason reason) { return name_of(reason); }

Json run_json(const Status& status) {
  return {
      {"iteration", status.iteration},
      {"cost", status.cost},
      {"testCost", status.test_cost},
      {"trainAccuracy", status.train_accuracy},
      {"testAccuracy", status.test_accuracy},
      {"m", status.m},
      {"mTest", status.m_test},
      {"layers", status.layers},
      {"solver", status.is_gram ? "gram" : "primal"},
      {"precision", name_of(status.precision)},
  };
}

Json sentences_json(std::span<const Error> errors, Language language) {
  Json sentences = Json::array();
  for (const Error& error : errors) sentences.push_back(describe(error, language));
  return sentences;
}

Json diagnoses_json(std::span<const Diagnosis> diagnoses, Language language) {
  Json list = Json::array();
  for (const Diagnosis& diagnosis : diagnoses) {
    list.push_back({
        {"kind", name_of(diagnosis.kind)},
        {"iteration", diagnosis.iteration},
        {"layer", diagnosis.layer > 0 ? Json(diagnosis.layer) : Json(nullptr)},
        {"words", describe(diagnosis.words, language)},
    });
  }
  return list;
}

std::string json_text(const Json& json, int indent) {
  return json.dump(indent, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

std::string summary_json(const RunSummary& summary) {
  std::array<char, 17> fingerprint{};
  std::snprintf(fingerprint.data(), fingerprint.size(), "%016llx",
                static_cast<unsigned long long>(summary.fingerprint));
  Json json{
      {"phase", phase_name(summary.status.phase)},
      {"stopReason", stop_reason_name(summary.status.stop_reason)},
  };
  json.update(run_json(summary.status));
  json.update({
      {"fingerprint", fingerprint.data()},
      {"diagnoses", diagnoses_json(summary.diagnoses)},
      {"notes", sentences_json(summary.notes)},
      {"error", summary.failure ? Json(describe(*summary.failure)) : Json(nullptr)},
  });
  return json_text(json);
}

}  // namespace purr::shell
