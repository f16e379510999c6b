#include "shell/program/command_line/inspect.h"

#include <cstdio>
#include <string>
#include <vector>

#include "engine/io/experiment.h"
#include "shell/program/command_line/run.h"
#include "shell/program/files/read_files.h"

namespace purr::shell {

int inspect_tables(const InspectOptions& options) {
  Experiment experiment;
  std::vector<Error> problems;
  if (!options.label.empty()) set_key(experiment, "label", options.label, problems);
  if (!options.features.empty()) set_key(experiment, "features", options.features, problems);
  experiment.data.source = DataSource::table;
  const FilesRead files =
      read_files(options.data, {.encoding = options.encoding, .chosen = experiment.data});
  if (!files.errors.empty()) problems.clear();
  for (const Error& problem : problems) complain(describe(problem));
  for (const Error& error : files.errors) complain(describe(error));
  if (!files.errors.empty()) return kBadInput;
  if (files.tables.empty()) {
    complain("There is no table in these files.");
    return kBadInput;
  }
  const TableReport& report = files.tables.front();
  if (const auto parts = choose_columns(*files.data.table, experiment.data); parts) {
    for (const Error& note : parts->notes) complain(describe(note));
  }
  const std::string text = options.is_json ? report_json(report) + "\n" : report_text(report);
  std::fputs(text.c_str(), stdout);
  return finish_output(kDone);
}

}  // namespace purr::shell
