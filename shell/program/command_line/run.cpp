#include "shell/program/command_line/run.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <expected>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/io/defaults.h"
#include "engine/run/stop_rules.h"
#include "engine/run/training_run.h"
#include "shell/exports/run_text.h"
#include "shell/program/command_line/exports.h"
#include "shell/program/command_line/interrupt.h"
#include "shell/program/command_line/settings.h"
#include "shell/program/files/glyph_pack.h"
#include "shell/view/my_pictures.h"
#include "shell/view/picture_report.h"

namespace purr::shell {
namespace {

/// The first error of stdout: a later one may be of something else.
int output_error = 0;
void note_output(int printed) {
  if (printed < 0 && output_error == 0) output_error = errno;
}

constexpr double kBudgetMs =
    50.0;  // of one call of the trainer; Ctrl+C takes effect within this time

/// A training run that prints what it reports.
class PrintedRun {
 public:
  PrintedRun(const Experiment& experiment, int every) : every_(every) {
    result_.experiment = experiment;
  }

  /// Trains to the end, or until Ctrl+C.
  void train(UserData data) {
    run_.handle(Watch{.predictions = false});
    run_.handle(Bring{std::move(data)});
    run_.handle(Configure{
        .serial = 1, .retrain = true, .experiment = write_experiment(result_.experiment)});
    const InterruptGuard guard;
    while (run_.advance(kBudgetMs) && !InterruptGuard::is_interrupted()) take_updates();
    take_updates();
    if (!InterruptGuard::is_interrupted()) return;
    was_interrupted_ = true;
    run_.handle(Pause{});  // brings the status up to the step where training stopped
    // The evaluation of a large network takes seconds, which nobody who pressed Ctrl+C waits for:
    // the numbers are then those of the last iteration.
    const auto start = std::chrono::steady_clock::now();
    while (run_.advance(kBudgetMs) &&
           std::chrono::steady_clock::now() - start < std::chrono::milliseconds(50)) {
      take_updates();
    }
    take_updates();
  }

  void ask_weights() {
    for (std::size_t l = 1; l < result_.status.layers.size(); ++l) {
      run_.handle(AskWeights{.token = static_cast<std::uint32_t>(l), .layer = static_cast<int>(l)});
    }
    take_updates();  // they are answered at once
  }

  const RunResult& result() const { return result_; }
  bool was_interrupted() const { return was_interrupted_; }
  /// Why the run stopped early.
  const std::vector<Error>& failures() const { return failures_; }

 private:
  void take_updates() {
    for (Update& update : run_.take_updates()) {
      if (auto* status = std::get_if<Status>(&update)) result_.status = std::move(*status);
      if (const auto* curve = std::get_if<CurveUpdate>(&update)) take_curve(*curve);
      if (const auto* norms = std::get_if<GradientsUpdate>(&update)) {
        apply_tail(result_.gradients, *norms);
      }
      if (auto* weights = std::get_if<WeightsUpdate>(&update)) {
        if (weights->token != 0) result_.weights.push_back(std::move(*weights));
      }
      if (auto* health = std::get_if<HealthUpdate>(&update)) {
        result_.diagnoses = std::move(health->diagnoses);
      }
      if (const auto* notice = std::get_if<Notice>(&update)) take_notice(*notice);
    }
  }

  void take_curve(const CurveUpdate& update) {
    apply_tail(result_.curve, update);
    for (const CurvePoint& point : update.points) {
      // Printed as it comes: a long run's curve thins out later. The course prints the costs before
      // the updates 0, N, 2N …; the state after the last one is not among them.
      if (point.iteration % every_ == 0 && point.iteration > last_printed_ &&
          point.iteration < result_.experiment.training.iterations) {
        last_printed_ = point.iteration;
        note_output(std::printf("iteration %d cost %.6f\n", point.iteration, point.cost));
      }
    }
  }

  void take_notice(const Notice& notice) {
    if (notice.is_error) {
      failures_.push_back(notice.error);
      return;
    }
    result_.notes.push_back(describe(notice.error));
    complain(result_.notes.back());
  }

  TrainingRun run_;
  RunResult result_;
  std::vector<Error> failures_;
  int every_;
  int last_printed_ = -1;
  bool was_interrupted_ = false;
};

void print_results(const Status& status) {
  note_output(std::printf("train accuracy %.2f %%\n", 100.0 * status.train_accuracy));
  if (status.m_test > 0) {
    note_output(std::printf("test accuracy %.2f %%\n", 100.0 * status.test_accuracy));
  }
}

Result<void> write_exports(const RunOptions& options, const RunResult& result) {
  if (!options.csv.empty()) {
    if (auto done = write_file(options.csv, curve_csv(result.curve, result.gradients)); !done)
      return done;
  }
  if (!options.json.empty()) {
    if (auto done = write_file(options.json, result_json(result)); !done) return done;
  }
  if (!options.npz.empty()) return write_npz(options.npz, result.weights);
  return {};
}

}  // namespace

void complain_of(std::span<const Error> errors) {
  constexpr std::size_t kMaxSentences = 20;
  for (const Error& error : errors.first(std::min(errors.size(), kMaxSentences))) {
    complain(describe(error));
  }
  const std::span<const Error> rest = errors.subspan(std::min(errors.size(), kMaxSentences));
  if (rest.empty()) return;
  complain(
      describe({Errc::pictures_left_out, {std::to_string(rest.size()), describe(rest.front())}}));
}

std::expected<UserData, std::string> gather_data(const std::vector<std::string>& paths,
                                                 Settings& settings, const ReadOptions& options) {
  FilesRead files = read_files(paths, options);
  if (!files.errors.empty()) {
    // Each bad file with its cause; the last sentence is the caller's.
    const Error last = files.errors.back();
    files.errors.pop_back();
    complain_of(files.errors);
    return std::unexpected(describe(last));
  }
  complain_of(files.skipped);
  for (const Error& note : files.notes) complain(describe(note));
  UserData& data = files.data;
  if (!files.pictures.empty()) {
    MyPictures mine;
    for (const UserPicture& picture : files.pictures) {
      mine.add(picture.name, picture.folder, -1, picture.rgb);
    }
    // Nobody is there to sort loose files: their names may say what they show.
    mine.arrange(/*by_names=*/true);
    for (const Error& note : picture_notes(mine)) complain(describe(note));
    data.my_pictures = mine.picture_set();
  }
  if (const auto fits = check_sets(data); !fits) return std::unexpected(describe(fits.error()));

  // Without settings, the files decide the data source. The other settings hold beside it.
  if (!settings.names_the_data && !is_empty(data)) {
    settings.experiment.data.source = data.train_pictures ? DataSource::course
                                      : data.my_pictures  ? DataSource::mine
                                      : data.table        ? DataSource::table
                                                          : DataSource::csv;
    std::vector<std::string> arguments = settings.arguments;
    arguments.push_back("data=" + find_key("data")->get(settings.experiment));
    auto again = read_settings(arguments);
    if (!again) return std::unexpected(again.error());
    settings.experiment = std::move(again->experiment);
  }
  const DataSource source = settings.experiment.data.source;
  if (source == DataSource::course && !data.train_pictures) {
    return std::unexpected(
        "This run needs the course's two files: give train_catvnoncat.h5 and test_catvnoncat.h5 "
        "with --data.");
  }
  if (source == DataSource::csv && !data.train_points) {
    return std::unexpected("This run needs a CSV of points: give it with --data.");
  }
  if (source == DataSource::mine && !data.my_pictures) {
    return std::unexpected(describe({Errc::my_pictures_missing, {}}));
  }
  if (source == DataSource::table && !data.table) {
    return std::unexpected(describe({Errc::table_missing, {}}));
  }
  if (source == DataSource::emoji) {
    auto glyphs = shipped_glyphs();
    if (!glyphs) return std::unexpected(describe(glyphs.error()));
    data.glyphs = std::move(*glyphs);
  }
  const bool is_used = is_user_data(source) || paths.empty();
  if (!is_used) {
    complain("The run's own data is used, not the files of --data; data=course or data=csv would.");
  }
  return std::move(data);
}

int finish_output(int status) {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) note_output(-1);
  if (output_error == 0 || output_error == EPIPE) return status;
  complain(describe(write_error("stdout", output_error)));
  return status == kDone ? kRunFailed : status;
}

void complain(const std::string& sentence) {
  std::fflush(stdout);  // keeps the order of stdout and stderr where both go to one place
  std::fprintf(stderr, "purrceptron: %s\n", sentence.c_str());
}

int run_headless(const RunOptions& options) {
  const auto refuse = [](const std::string& sentence) {
    complain(sentence);
    return kBadInput;
  };
  auto settings = read_settings(options.settings);
  if (!settings) return refuse(settings.error());
  for (const std::string* path : {&options.csv, &options.json, &options.npz}) {
    if (path->empty()) continue;
    if (const auto is_writable = check_writable(*path); !is_writable) {
      return refuse(describe(is_writable.error()));
    }
  }
  auto data = gather_data(options.data, *settings,
                          {.encoding = options.encoding, .chosen = settings->experiment.data});
  if (!data) return refuse(data.error());
  for (const Error& note : settings->notes) complain(describe(note));

  // A reader that leaves early, such as `head -1`, must not cost the files.
  const bool has_exports = !(options.csv.empty() && options.json.empty() && options.npz.empty());
  if (has_exports) std::signal(SIGPIPE, SIG_IGN);
  // Line by line, also into a pipe, so that a long run can be followed while it trains.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  PrintedRun run(settings->experiment, options.every);
  run.train(std::move(*data));
  const Phase phase = run.result().status.phase;
  const bool was_trained = phase == Phase::finished || run.was_interrupted();
  if (!was_trained && phase != Phase::failed) {
    return refuse(run.failures().empty() ? "The run could not start."
                                         : describe(run.failures().front()));
  }
  if (was_trained) print_results(run.result().status);
  if (const auto stop = stop_sentence(run.result().status, settings->experiment.training)) {
    complain(describe(*stop));
  }
  if (!options.npz.empty()) run.ask_weights();
  int status = run.was_interrupted() ? kInterrupted : kDone;
  if (run.was_interrupted()) {
    complain("Stopped at iteration " + std::to_string(run.result().status.iteration) + ".");
  }
  // One class was a note before training, and a cost of NaN is a failure of its own.
  for (const Diagnosis& diagnosis : run.result().diagnoses) {
    const bool is_told = diagnosis.kind == DiagnosisKind::one_class || phase == Phase::failed;
    if (!is_told) complain(describe(diagnosis.words));
  }
  if (phase == Phase::failed) {
    if (!run.failures().empty()) complain(describe(run.failures().front()));
    status = kRunFailed;
  }
  if (const auto written = write_exports(options, run.result()); !written) {
    complain(describe(written.error()));
    status = kRunFailed;
  }
  return finish_output(status);
}

}  // namespace purr::shell
