#include "shell/program/command_line/lab.h"

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "engine/labs/lab.h"
#include "engine/run/experiment_run.h"
#include "shell/program/command_line/interrupt.h"
#include "shell/program/command_line/line_threads.h"
#include "shell/program/command_line/run.h"

namespace purr::shell {
namespace {

constexpr double kBudgetMs = 20.0;  // Ctrl+C takes effect within this time

int print_line(const std::string& text) {
  std::fputs((text + "\n").c_str(), stdout);
  return std::fflush(stdout) == 0 ? kDone : kRunFailed;
}

/// Name, week and title of each lab, and its settings with what they are.
std::string list_of_labs() {
  std::string text;
  for (const Lab& lab : labs()) {
    std::vector<Error> notes;
    text += std::string(lab.name) + "  " + lab.title_english + "\n    " +
            lab.read(lab.settings, {}, notes) + "\n";
    for (const LabSetting& setting : lab.settings) {
      text += "    " + std::string(setting.key) + "  " + setting.english + "\n";
    }
  }
  return text;
}

/// The summaries of `plan`, in its order; fewer after an interrupt.
std::vector<RunSummary> train_all(const std::vector<std::string>& plan, const UserData& data,
                                  int jobs) {
  std::vector<RunSummary> summaries(plan.size());
  work_on_threads(plan.size(), jobs, [&]() -> PieceMaker {
    auto run = std::make_shared<ExperimentRun>();
    run->bring(data);
    return [&plan, &summaries, run](std::size_t place) {
      run->begin(plan[place]);
      while (run->advance(kBudgetMs)) {
        if (InterruptGuard::is_interrupted()) return false;
      }
      summaries[place] = run->summary();
      return !InterruptGuard::is_interrupted();
    };
  });
  return summaries;
}

}  // namespace

int run_lab(const LabOptions& options) {
  if (options.name.empty()) {
    std::fputs(list_of_labs().c_str(), stdout);
    return std::fflush(stdout) == 0 ? kDone : kRunFailed;
  }
  const Lab* lab = find_lab(options.name);
  if (lab == nullptr) {
    std::string names;
    for (const Lab& other : labs()) names += (names.empty() ? "" : ", ") + std::string(other.name);
    complain(describe({Errc::lab_unknown, {options.name, names}}));
    return kBadInput;
  }
  std::vector<Error> notes;
  const std::string settings = lab->read(lab->settings, options.settings, notes);
  if (!notes.empty()) {
    // They were typed by the user, as in the other commands.
    complain(refusal(notes.front()));
    return kBadInput;
  }
  LabContext context;
  if (!options.data.empty()) {
    Settings files;
    auto data = gather_data(options.data, files);
    if (!data) {
      complain(data.error());
      return kBadInput;
    }
    context.data = std::move(*data);
  }
  const InterruptGuard guard;
  context.keeps_going = [](double) { return !InterruptGuard::is_interrupted(); };
  const std::vector<std::string> plan = lab->plan(lab->settings, options.settings);
  const std::vector<RunSummary> runs = train_all(plan, context.data, options.jobs);
  if (InterruptGuard::is_interrupted()) return kInterrupted;
  const auto result = lab->conclude(lab->settings, options.settings, runs, context);
  if (InterruptGuard::is_interrupted()) return kInterrupted;
  if (!result) {
    complain(describe(result.error()));
    return kRunFailed;
  }
  return print_line(lab_json(*lab, settings, *result));
}

}  // namespace purr::shell
