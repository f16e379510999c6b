#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "engine/run/experiment_run.h"

/// The JSON of a run. All that window.purr, the command line and saved files tell of a run in JSON
/// is made from run_json(), so that a value has one name everywhere.
namespace purr::shell {

/// The numbers of a run: iteration, cost, testCost, trainAccuracy, testAccuracy, m, mTest, layers,
/// solver, precision, in this order. What was not measured is NaN, which is written as null.
nlohmann::ordered_json run_json(const Status& status);

/// Sentences in the language of the interface, or in English.
nlohmann::ordered_json sentences_json(std::span<const Error> errors,
                                      Language language = Language::english);

/// A list of {"kind", "iteration", "layer" (from 1, or null), "words"} with the words in the
/// language of the interface, or in English. Empty for a healthy run.
nlohmann::ordered_json diagnoses_json(std::span<const Diagnosis> diagnoses,
                                      Language language = Language::english);

/// JSON as text. Bytes that are no UTF-8, which the name of a file may hold, are replaced.
/// @param indent  −1 puts everything into one line.
std::string json_text(const nlohmann::ordered_json& json, int indent = -1);

/// What a run came to as an object in one line, without its curve: phase, stopReason, run_json(),
/// fingerprint (16 hexadecimal digits), diagnoses, notes, error. It holds no time, so that equal
/// runs have equal lines.
std::string summary_json(const RunSummary& summary);

/// The names of Phase and StopReason as the page and the command line write them.
const char* phase_name(Phase phase);
const char* stop_reason_name(StopReason reason);

}  // namespace purr::shell
