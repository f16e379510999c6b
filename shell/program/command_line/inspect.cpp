#include "shell/program/command_line/inspect.h"

#include <cstdio>
#include <string>
#include <vector>

#include "engine/io/experiment.h"
#include "shell/program/command_line/run.h"
#include "shell/program/files/read_files.h"
#include "shell/view/my_pictures.h"
#include "shell/view/picture_report.h"

namespace purr::shell {

namespace {

int print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  return finish_output(kDone);
}

int inspect_pictures(const FilesRead& files, bool is_json) {
  MyPictures mine;
  for (const UserPicture& picture : files.pictures) {
    mine.add(picture.name, picture.folder, -1, picture.rgb);
  }
  mine.arrange(/*by_names=*/true);
  complain_of(files.skipped);
  return print(is_json ? pictures_json(mine) + "\n" : pictures_text(mine));
}

}  // namespace

int inspect_tables(const InspectOptions& options) {
  Experiment experiment;
  std::vector<Error> problems;
  if (!options.label.empty()) set_key(experiment, "label", options.label, problems);
  if (!options.features.empty()) set_key(experiment, "features", options.features, problems);
  experiment.data.source = DataSource::table;
  const FilesRead files =
      read_files(options.data, {.encoding = options.encoding, .chosen = experiment.data});
  if (files.errors.empty()) complain_of(problems);
  complain_of(files.errors);
  if (!files.errors.empty()) return kBadInput;
  if (!files.pictures.empty()) return inspect_pictures(files, options.is_json);
  if (files.tables.empty()) {
    complain("There is no table and no picture in these files.");
    return kBadInput;
  }
  if (const auto parts = choose_columns(*files.data.table, experiment.data); parts) {
    complain_of(parts->notes);
  }
  const TableReport& report = files.tables.front();
  return print(options.is_json ? report_json(report) + "\n" : report_text(report));
}

}  // namespace purr::shell
