#pragma once

#include <string>
#include <vector>

#include "shell/view/run_view.h"

/// What is wrong with a run, in words and numbers for the screen.
namespace purr::shell {

/// One sentence on all of it, such as “This run blew up at iteration 2 and has been stuck since 3.”
/// Empty for a healthy run.
std::string failure_title(const HealthUpdate& health);

/// Whether training itself broke: the screen then says so by itself.
bool has_alarm(const HealthUpdate& health);

/// The diagnosis of a kind, or null.
const Diagnosis* find_diagnosis(const HealthUpdate& health, DiagnosisKind kind);

/// Where the run broke: the iteration of the blow-up, or where a layer died. −1: it did not.
int broken_at(const HealthUpdate& health);

/// Rows of the table of steps that show the failure: up to four around it, or the first and the
/// last ones.
std::vector<StepRow> telling_steps(const HealthUpdate& health);

/// How many powers of ten the finite costs above 0 of a curve span.
int decades_of(const std::vector<PlotPoint>& points);

}  // namespace purr::shell
