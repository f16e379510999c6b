#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/inputs.h"
#include "engine/run/experiment_run.h"

/// A lab is a small experiment of its own: settings in, a computed result out. Each lab has a
/// header in this folder with its settings, its result and the function between them; the table in
/// table.cpp makes it known to links, the command line and the tests.
namespace purr {

/// One setting of a lab. Its type and its default come from the member of the settings struct that
/// bears its name.
struct LabSetting {
  const char* key;
  const char* english;  ///< what it is, as a label
  const char* chinese;
  double min = 0.0;  ///< of a number; min = max: any
  double max = 0.0;
};

/// What a lab may use beside its settings.
struct LabContext {
  UserData data;  ///< the user's files, such as the course's pictures
  /// Is told the share that is done, from 0 to 1, and answers whether to go on. Empty: always.
  std::function<bool(double share)> keeps_going;

  bool go_on(double share) const { return !keeps_going || keeps_going(share); }
};

/// One row of the table of labs.
struct Lab {
  const char* name;  ///< in links and on the command line
  int week;          ///< of the course; 0 is no week, 5 the outlook on the second course
  const char* title_english;
  const char* title_chinese;
  std::span<const LabSetting> settings;

  /// The settings as a JSON object. `pairs` are key=value; what cannot be read keeps its default,
  /// with a note.
  std::string (*read)(std::span<const LabSetting> rows, std::span<const std::string> pairs,
                      std::vector<Error>& notes);
  /// The training runs that the result is computed from, as write_experiment() has them, in the
  /// order in which `conclude` takes their summaries; often none.
  std::vector<std::string> (*plan)(std::span<const LabSetting> rows,
                                   std::span<const std::string> pairs);
  /// The result as a JSON object. An error tells what is missing, or that it was stopped.
  Result<std::string> (*conclude)(std::span<const LabSetting> rows,
                                  std::span<const std::string> pairs,
                                  std::span<const RunSummary> runs, const LabContext& context);
};

/// All labs, in the order of the course.
std::span<const Lab> labs();
/// The row of a name, or nullptr.
const Lab* find_lab(std::string_view name);

/// {"lab": name, "settings": …, "result": …}.
std::string lab_json(const Lab& lab, std::string_view settings, std::string_view result);

}  // namespace purr
