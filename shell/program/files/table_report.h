#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"
#include "shell/view/table_report.h"

namespace purr::shell {

/// The report in sentences: first what was read, then everything that is not plain.
std::vector<Error> report_notes(const TableReport& report);

/// Of these sentences those that tell of rows and columns that were left out.
std::vector<Error> left_out_notes(const TableReport& report);

/// The report as a JSON object, for the page's API and the command line.
std::string report_json(const TableReport& report);

/// The report as lines of text, in English.
std::string report_text(const TableReport& report);

}  // namespace purr::shell
