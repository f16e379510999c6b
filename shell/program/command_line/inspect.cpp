#include "shell/program/command_line/inspect.h"

#include <cstdio>
#include <string>

#include "shell/program/command_line/run.h"
#include "shell/program/files/read_files.h"

namespace purr::shell {

int inspect_tables(const InspectOptions& options) {
  const FilesRead files = read_files(options.data, {.encoding = options.encoding});
  for (const Error& error : files.errors) complain(describe(error));
  if (!files.errors.empty()) return kBadInput;
  if (files.tables.empty()) {
    complain("There is no table in these files.");
    return kBadInput;
  }
  const TableReport& report = files.tables.front();
  const std::string text = options.is_json ? report_json(report) + "\n" : report_text(report);
  std::fputs(text.c_str(), stdout);
  return finish_output(kDone);
}

}  // namespace purr::shell
