#include "engine/run/training_run.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include "engine/data/dataset.h"
#include "engine/data/duplicates.h"
#include "engine/data/resize.h"
#include "engine/solver/choice.h"
#include "engine/train/trainer.h"

namespace purr {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

constexpr double kStatusEveryMs = 33.0;    // small numbers and the curve
constexpr double kWatchedEveryMs = 120.0;  // weights, predictions, traces
constexpr double kFollowedPace = 20.0;     // up to here every iteration is shown
constexpr double kMostBehindMs = 250.0;    // of a pace, before what was missed is given up
constexpr double kQuietMs = 160.0;  // a re-trained run shows itself whole if it ends before this
constexpr std::size_t kCheckpointBytes = 48u << 20;
constexpr std::size_t kMaxChanges = 4096;      // live changes that the way back can tell
constexpr std::size_t kSliceBytes = 1u << 20;  // of pictures in one update
constexpr int kSlicesAtOnce = 8;
// Of a set of pictures: one above it is given up before the next is made.
constexpr std::size_t kMostBytesTwice = std::size_t{64} << 20U;
constexpr double kTwinsAtOnceMs = 6.0;  // of the search for twins between two steps
constexpr int kBoundarySide = 96;
constexpr int kPlaneColumns = 16384;  // points of the plane that go through the network at once
constexpr double kPlaneWork = 1e9;    // multiply-adds for one picture of the plane …
constexpr double kPlaneWorkWhileBusy = 1e8;  // … and while training waits for it
constexpr double kCostlyEveryMs = 200.0;     // what takes long to find, …
constexpr double kCostlyShare = 0.1;         // … and the part of the time that it may take

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

/// What the rule "no progress" counts: looks at the test set since its lowest cost.
struct Patience {
  double best = std::numeric_limits<double>::infinity();
  int looks = 0;

  void see(double cost) {
    looks = cost < best ? 0 : looks + 1;
    best = std::min(best, cost);
  }
};

/// A state of a run to go back to.
struct Checkpoint {
  int iteration = 0;
  std::size_t change_count = 1;  ///< how many of the run's changes are in it
  Patience patience;
  std::vector<std::uint8_t> state;
};

/// Checkpoints in bounded memory: when they grow too many, every second goes.
class Checkpoints {
 public:
  void clear() {
    all_.clear();
    bytes_ = 0;
  }
  void add(Checkpoint checkpoint) {
    if (!all_.empty() && all_.back().iteration >= checkpoint.iteration) return;
    bytes_ += checkpoint.state.size();
    all_.push_back(std::move(checkpoint));
    if (bytes_ > kCheckpointBytes && all_.size() > 2) thin();
  }
  /// Forgets what lies after `iteration`.
  void cut(int iteration) {
    while (!all_.empty() && all_.back().iteration > iteration) drop_last();
  }
  /// The newest at or before `iteration`; nullptr for none.
  const Checkpoint* at_or_before(int iteration) const {
    for (auto it = all_.rbegin(); it != all_.rend(); ++it) {
      if (it->iteration <= iteration) return &*it;
    }
    return nullptr;
  }
  /// How many changes the newest holds.
  std::size_t change_count() const { return all_.empty() ? 1 : all_.back().change_count; }

 private:
  void drop_last() {
    bytes_ -= all_.back().state.size();
    all_.pop_back();
  }
  void thin() {
    std::vector<Checkpoint> kept;
    bytes_ = 0;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (i % 2 != 0) continue;  // the first, the start of the run, always stays
      bytes_ += all_[i].state.size();
      kept.push_back(std::move(all_[i]));
    }
    all_ = std::move(kept);
  }

  std::vector<Checkpoint> all_;
  std::size_t bytes_ = 0;
};

}  // namespace

struct TrainingRun::State {
  double max_matrix_bytes = kMaxRunBytes;

  // What is asked for.
  std::uint32_t serial = 0;
  Experiment experiment;
  bool is_configured = false;
  Watch watch;

  // What there is.
  DatasetBuilder builder;
  GramBuilder gram_builder;
  std::shared_ptr<const Dataset> dataset;
  std::uint32_t data_revision = 0;
  bool gram_is_ready = false;
  std::shared_ptr<const GramMatrices<double>> gram64;
  std::shared_ptr<const GramMatrices<float>> gram32;
  std::unique_ptr<TrainerBuilder> trainer_builder;  // in Stage::trainer
  NetworkSpec builder_network;                      // what it builds
  Precision builder_precision = Precision::f64;
  bool builder_uses_gram = false;
  std::unique_ptr<Trainer> trainer;
  std::vector<std::uint8_t> start_state;  // of a trainer that only has to begin again
  NetworkSpec start_network;
  bool start_is_usable = false;

  // The way to a trainer, in slices.
  enum class Stage : std::uint8_t { idle, data, gram, trainer };
  Stage stage = Stage::idle;
  bool uses_gram = false;
  Parameters<double> carried;  // weights that survive a change of layers; empty for fresh ones
  int carried_iteration = 0;

  // The run.
  Phase phase = Phase::preparing;
  int target = 0;
  bool plays = false;                               // as soon as it is ready
  int play_to = -1;                                 // −1: to the end
  double pace = 0.0;                                // iterations a second; 0: as fast as it goes
  Clock::time_point next_iteration = Clock::now();  // in slow motion
  Curve curve;
  GradientHistory gradients;
  Patience patience;
  StopReason stop_reason = StopReason::none;
  Checkpoints checkpoints;
  int checkpoint_interval = 1;
  struct Change {
    std::int64_t step;  // the number of steps before it: epochs are changed in their middle, too
    TrainingSpec training;
    std::optional<EditWeight> edit{};  // made once these settings hold
  };
  std::vector<Change> changes;  // the settings at the start and all live changes, to replay them
  CurvePoint now;               // the last evaluated state

  // Time and talk.
  Clock::time_point work_start = Clock::now();  // of the span of training that is not in elapsed_ms
  Clock::time_point retrain_start = Clock::now();
  bool is_quiet = false;  // a re-training that has not shown itself yet
  Clock::time_point last_status = Clock::now() - std::chrono::seconds(1);
  Clock::time_point last_watched = Clock::now() - std::chrono::seconds(1);
  bool status_is_due = true;
  bool watched_is_due = true;
  Clock::time_point last_distribution = Clock::now() - std::chrono::seconds(1);
  double distribution_ms = 0.0;  // what the last one took …
  Clock::time_point last_plane = Clock::now() - std::chrono::seconds(1);
  double plane_ms = 0.0;  // … and the last large part of the plane
  double elapsed_ms = 0.0;
  double ms_per_iteration = 0.0;
  std::vector<Update> updates;

  void say(Update update) { updates.push_back(std::move(update)); }
  void note(const std::vector<Error>& notes) {
    for (const Error& error : notes) say(Notice{false, error});
  }

  // ---- commands ------------------------------------------------------------------------------------

  void handle(Configure&& command) {
    Reading reading = read_experiment(command.experiment);
    note(reading.notes);
    const Experiment before = std::exchange(experiment, std::move(reading.experiment));
    serial = command.serial;
    status_is_due = true;
    const bool first = !std::exchange(is_configured, true);
    const ChangeKind change = first ? ChangeKind::new_data : change_kind(before, experiment);
    if (command.retrain) {
      plays = true;
      play_to = -1;
      if (!is_quiet && pace <= 0.0) {
        is_quiet = true;
        retrain_start = Clock::now();
      }
    }
    if (change == ChangeKind::new_data) return begin_data();
    if (stage == Stage::data || !dataset) return;  // the rest follows from there
    if (command.retrain || change == ChangeKind::restart) {
      if (!command.retrain && phase == Phase::training) plays = true;
      return begin_again();
    }
    // Not ready yet, or too large before: once more, with the weights that are to be kept.
    if (stage != Stage::idle || !trainer) return begin_solver();
    if (change == ChangeKind::reshape || solver_would_change()) {
      if (phase == Phase::training) plays = true;
      carried = trainer->parameters();
      carried_iteration = trainer->iteration();
      trainer_builder.reset();
      return begin_solver();
    }
    if (change == ChangeKind::live) {
      trainer->set_training(experiment.training);
      remember_change();
      if (phase == Phase::failed) return;
      if (phase == Phase::training && play_to < 0) target = experiment.training.iterations;
      if (phase == Phase::training && trainer->iteration() < target) return measure_now();
      stop_training(Phase::ready);
    }
  }

  /// The present settings as a change of the run. Settings that no step has seen are forgotten, but
  /// for those that leave a trace of their own: a new optimiser, a new order of the examples, what
  /// is frozen, which loses its velocity.
  void remember_change() {
    const TrainingSpec& next = experiment.training;
    Change& last = changes.back();
    if (changes.size() > checkpoints.change_count() && last.step == trainer->steps() &&
        !last.edit && last.training.optimizer == next.optimizer &&
        last.training.batch_size == next.batch_size &&
        last.training.shuffle_seed == next.shuffle_seed && last.training.frozen == next.frozen) {
      last.training = next;
      return;
    }
    push_change({trainer->steps(), next});
  }

  void push_change(Change change) {
    if (changes.size() >= kMaxChanges) {
      // The way back begins anew at the next checkpoint.
      changes.clear();
      checkpoints.clear();
    }
    changes.push_back(std::move(change));
  }

  /// An edit as an event of the run. One place that is edited again and again before the next step,
  /// as a slider does it, was edited once.
  void remember_edit(const EditWeight& edit) {
    Change& last = changes.back();
    if (changes.size() > checkpoints.change_count() && last.step == trainer->steps() && last.edit &&
        last.edit->layer == edit.layer && last.edit->unit == edit.unit &&
        last.edit->input == edit.input) {
      last.edit = edit;
      return;
    }
    push_change({trainer->steps(), experiment.training, edit});
  }

  void handle(const Play&) {
    if (phase == Phase::training || phase == Phase::failed) return;
    if (stage != Stage::idle || !trainer) {
      plays = true;
      play_to = -1;
      return;
    }
    target = experiment.training.iterations;
    play_to = -1;
    if (trainer->iteration() < target) start_training();
  }

  void handle(const Pause&) {
    plays = false;
    is_quiet = false;
    if (phase == Phase::training) stop_training(Phase::ready);
  }

  void handle(const Pace& command) {
    pace = command.per_second;
    next_iteration = Clock::now();
    if (pace > 0.0) is_quiet = false;
  }

  void handle(const RunTo& command) {
    const int goal = std::clamp(command.iteration, 0, 1000000);
    if (stage != Stage::idle || !trainer) {
      plays = true;
      play_to = goal;
      return;
    }
    if (goal < trainer->iteration() && !go_back(goal)) return;
    if (phase == Phase::failed) return;
    target = goal;
    play_to = goal;
    if (trainer->iteration() < goal) {
      start_training();
    } else {
      stop_training(Phase::ready);
    }
  }

  void handle(Bring&& command) {
    // A set of nothing is no set.
    const auto drop_empty = [](auto& set) {
      if (set && set->count() == 0) set.reset();
    };
    drop_empty(command.data.train_pictures);
    drop_empty(command.data.test_pictures);
    drop_empty(command.data.my_pictures);
    drop_empty(command.data.train_points);
    drop_empty(command.data.test_points);
    builder.bring(command.data);
    const DataSource source = experiment.data.source;
    const bool is_used =
        is_brought(source) || (source == DataSource::emoji && command.data.glyphs != nullptr);
    if (is_configured && is_used) begin_data();
  }

  void handle(const Watch& command) {
    watch = command;
    watched_is_due = true;
  }

  void handle(const AskWeights& command) {
    WeightsUpdate reply{.token = command.token, .layer = command.layer};
    if (trainer && command.layer >= 1 &&
        command.layer <= static_cast<int>(experiment.network.hidden.size()) + 1 &&
        stage == Stage::idle) {
      fill_weights(reply, command.layer);
    }
    say(std::move(reply));
  }

  void handle(const AskPrediction& command) {
    PredictionReply reply{command.token, kNotMeasured};
    const int n_x = dataset ? dataset->train.n_x : 0;
    // While a trainer is on its way, the one that is there may be of other data.
    if (stage != Stage::idle || static_cast<int>(command.pixels.size()) != n_x || !trainer ||
        !dataset->train.is_pixels()) {
      say(Notice{
          true, {Errc::bad_picture, {std::to_string(n_x), std::to_string(command.pixels.size())}}});
    } else {
      Matrix<double> x(n_x, 1);
      for (int i = 0; i < n_x; ++i) {
        x(i, 0) = dataset->train.value(i, command.pixels[static_cast<std::size_t>(i)]);
      }
      reply.y_hat = static_cast<double>(trainer->predict(x)[0]);
    }
    say(reply);
  }

  void handle(const EditWeight& command) {
    if (!trainer || stage != Stage::idle || phase == Phase::failed) {
      say(Notice{true, {Errc::edit_not_now, {}}});
      return;
    }
    const std::vector<int> sizes = layer_sizes(experiment.network, dataset->train.n_x);
    const bool has_layer = command.layer >= 1 && command.layer < static_cast<int>(sizes.size());
    const auto l = static_cast<std::size_t>(has_layer ? command.layer : 1);
    if (!has_layer || command.unit < 1 || command.unit > sizes[l] || command.input < 0 ||
        command.input > sizes[l - 1]) {
      say(Notice{true,
                 {Errc::edit_not_there,
                  {std::to_string(command.layer), std::to_string(command.unit),
                   std::to_string(command.input)}}});
      return;
    }
    if (!trainer->edit(command.layer, command.unit, command.input, command.value)) {
      say(Notice{true, {Errc::edit_refused, {}}});
      return;
    }
    remember_edit(command);
    if (phase == Phase::training) return measure_now();
    stop_training(Phase::ready);
  }

  void handle(const AskBatch& command) {
    BatchReply reply{.token = command.token, .trace = {}};
    if (trainer && stage == Stage::idle) {
      const double bytes = trainer->trace_bytes();
      if (bytes <= kMaxTraceBytes) {
        reply.trace = trainer->trace_batch();
      } else {
        say(Notice{true,
                   {Errc::trace_too_large,
                    {std::to_string(static_cast<int>(bytes / 1e6)),
                     std::to_string(static_cast<int>(kMaxTraceBytes / 1e6))}}});
      }
    }
    say(std::move(reply));
  }

  void handle(const AskPictures& command) {
    if (!dataset || command.revision != data_revision || !dataset->train.is_pixels()) return;
    const Inputs& inputs = command.is_test ? dataset->test : dataset->train;
    std::vector<std::int32_t> there;
    for (const std::int32_t example : command.examples) {
      if (example >= 0 && example < inputs.count) there.push_back(example);
    }
    const std::size_t at_once = pictures_per_slice();
    for (std::size_t first = 0; first < there.size(); first += at_once) {
      const auto begin = there.begin() + static_cast<std::ptrdiff_t>(first);
      const std::size_t count = std::min(at_once, there.size() - first);
      send_slice(command.is_test, {begin, begin + static_cast<std::ptrdiff_t>(count)}, false);
    }
  }

  void handle(const FindTwins& command) {
    if (!dataset || command.revision != data_revision || !dataset->train.is_pixels()) return;
    twins_of = dataset;
    send_twins(twin_search.emplace(dataset->train.pixels, dataset->test.pixels,
                                   static_cast<std::size_t>(dataset->train.n_x)),
               dataset->test.count == 0);
  }

  /// A part of the search; everything that it found at its end.
  void search_twins(TwinSearch& search, Clock::time_point start) {
    bool is_done = false;
    while (!is_done && ms_since(start) < kTwinsAtOnceMs) is_done = search.advance(1);
    if (is_done || ms_since(last_twins) > kWatchedEveryMs) send_twins(search, is_done);
  }
  /// Forgets the search when it is done.
  void send_twins(const TwinSearch& search, bool is_done) {
    last_twins = Clock::now();
    TwinsUpdate update{data_revision, search.progress(), is_done};
    if (is_done) {
      update.twins = search.twins();
      forget_twins();
    }
    say(std::move(update));
  }
  void forget_twins() {
    twin_search.reset();
    twins_of.reset();
  }
  std::shared_ptr<const Dataset> twins_of;  // whose pixels the search looks at
  std::optional<TwinSearch> twin_search;
  Clock::time_point last_twins = Clock::now();

  // ---- from settings to a trainer ------------------------------------------------------------------

  void begin_data() {
    std::vector<Error> notes;
    const Result<void> started = builder.start(experiment.data, notes);
    note(notes);
    carried.clear();
    trainer_builder.reset();
    if (!started) {
      say(Notice{true, started.error()});
      stage = Stage::idle;
      phase = Phase::waiting;
      trainer.reset();
      dataset.reset();
      curve.clear();
      gradients.clear();
      is_quiet = false;
      status_is_due = true;
      return;
    }
    // With the matrices of a large set its pictures are needed, too: they tell what is new.
    if (dataset && !gram_is_ready &&
        dataset->train.pixels.size() + dataset->test.pixels.size() > kMostBytesTwice) {
      forget_twins();
      trainer.reset();
      dataset.reset();
    }
    stage = Stage::data;
    if (phase == Phase::training) plays = true;
    phase = Phase::preparing;
    start_is_usable = false;
  }

  void take_data() {
    forget_twins();
    dataset = builder.take();
    ++data_revision;
    gram_is_ready = false;
    gram64.reset();
    gram32.reset();
    start_is_usable = false;
    send_data();
    note_one_class();
    carried.clear();
    begin_solver();
  }

  /// A set of one class trains, but there is nothing in it to tell apart.
  void note_one_class() {
    const std::vector<std::uint8_t>& labels = dataset->train_labels;
    const bool is_mixed =
        std::adjacent_find(labels.begin(), labels.end(), std::not_equal_to<>()) != labels.end();
    if (is_mixed || labels.empty()) return;
    const std::uint8_t y = labels.front();
    const std::string& name = dataset->class_names[y];
    say(Notice{
        false,
        {Errc::one_class,
         {std::to_string(labels.size()), name.empty() ? "y = " + std::to_string(y) : name}}});
  }

  SolverEstimate estimate() const {
    return estimate_solvers(dataset->train.n_x, dataset->train.count, dataset->test.count,
                            experiment.network, experiment.training, dataset->train.is_pixels());
  }
  bool would_use_gram() const {
    return choose_gram(estimate(), experiment.training.solver, max_matrix_bytes);
  }
  bool solver_would_change() const { return trainer && would_use_gram() != trainer->is_gram(); }

  /// The same data from the start.
  void begin_again() {
    if (!carried.empty()) trainer_builder.reset();  // it was for them
    carried.clear();
    if (!dataset) return;
    const bool same_start =
        start_is_usable && trainer && stage == Stage::idle && start_network == experiment.network &&
        would_use_gram() == trainer->is_gram() && start_precision == experiment.training.precision;
    if (!same_start) return begin_solver();
    trainer->set_training(experiment.training);
    trainer->load(start_state);
    trainer->set_training(experiment.training);
    after_start();
  }

  void begin_solver() {
    uses_gram = would_use_gram();
    if (experiment.training.solver == SolverChoice::gram && !uses_gram) {
      const Optimizer optimizer = experiment.training.optimizer;
      if (optimizer == Optimizer::rmsprop || optimizer == Optimizer::adam) {
        say(Notice{false, {Errc::gram_unsupported, {"RMSprop / Adam"}}});
      } else {
        say(Notice{false, {Errc::gram_frozen, {}}});
      }
    }
    const SolverEstimate costs = estimate();
    const double bytes = uses_gram ? costs.gram_bytes : costs.primal_bytes;
    phase = Phase::preparing;
    // One that is under way goes on if it is still what is wanted: a slider that is being dragged
    // must not keep it from its end.
    if (builder_network != experiment.network || builder_uses_gram != uses_gram ||
        builder_precision != experiment.training.precision) {
      trainer_builder.reset();
    }
    if (bytes > kMaxRunBytes) {
      say(Notice{true,
                 {Errc::too_much_memory,
                  {std::to_string(static_cast<int>(bytes / 1e6)),
                   std::to_string(static_cast<int>(kMaxRunBytes / 1e6))}}});
      stage = Stage::idle;
      phase = Phase::waiting;
      trainer.reset();
      is_quiet = false;
      status_is_due = true;
      return;
    }
    if (uses_gram && !gram_is_ready) {
      gram_builder.start(dataset);
      stage = Stage::gram;
    } else {
      stage = Stage::trainer;
    }
  }

  template <class Real>
  void start_builder(std::shared_ptr<const GramMatrices<Real>>& gram) {
    if (uses_gram && !gram) gram = gram_builder.matrices<Real>();
    trainer_builder =
        start_trainer<Real>(dataset, experiment.network, carried,
                            carried.empty() ? 0 : carried_iteration, uses_gram ? gram : nullptr);
    builder_network = experiment.network;
    builder_precision = experiment.training.precision;
    builder_uses_gram = uses_gram;
  }

  /// One slice on the way to the trainer; true when it is there.
  bool advance_trainer() {
    if (!trainer_builder) {
      experiment.training.precision == Precision::f64 ? start_builder<double>(gram64)
                                                      : start_builder<float>(gram32);
    }
    if (!trainer_builder->advance()) return false;
    make_the_trainer();
    return true;
  }

  void make_the_trainer() {
    const bool is_fresh = carried.empty();
    trainer = trainer_builder->take(experiment.training);
    trainer_builder.reset();
    carried.clear();
    stage = Stage::idle;
    if (is_fresh) {
      start_state = trainer->save();
      start_network = experiment.network;
      start_precision = experiment.training.precision;
      start_is_usable = true;
      after_start();
      return;
    }
    // The way back ends where the layers changed.
    start_is_usable = false;
    checkpoints.clear();
    changes = {{trainer->steps(), experiment.training}};
    checkpoints.add({trainer->iteration(), 1, patience, trainer->save()});
    set_checkpoint_interval();
    ready_or_play();
  }
  Precision start_precision = Precision::f64;

  void after_start() {
    stage = Stage::idle;
    checkpoints.clear();
    changes = {{0, experiment.training}};
    patience = {};
    checkpoints.add({0, 1, patience, start_state});
    set_checkpoint_interval();
    curve.clear();
    gradients.clear();
    elapsed_ms = 0.0;
    ready_or_play();
  }

  void set_checkpoint_interval() {
    checkpoint_interval = std::max(1, experiment.training.iterations / 40);
  }

  void ready_or_play() {
    phase = Phase::ready;
    if (std::exchange(plays, false)) {
      target = play_to >= 0 ? play_to : experiment.training.iterations;
      if (target < trainer->iteration() && !go_back(target)) return;
      if (trainer->iteration() < target) return start_training();
    }
    is_quiet = false;
    stop_training(Phase::ready);
  }

  // ---- training ------------------------------------------------------------------------------------

  void start_training() {
    phase = Phase::training;
    next_iteration = Clock::now();
    stop_reason = StopReason::none;
    status_is_due = true;
  }

  void stop_training(Phase next, StopReason reason = StopReason::none) {
    phase = next;
    if (next == Phase::ready && trainer->iteration() >= experiment.training.iterations) {
      phase = Phase::finished;
      reason = StopReason::iterations;
    }
    stop_reason = reason;
    if (next != Phase::failed) measure_now();
    is_quiet = false;
    status_is_due = true;
    watched_is_due = true;
  }

  /// The state as it stands, also as the newest point of the curve (full batch: it is the very
  /// point that the next step would give).
  void measure_now() {
    now = trainer->evaluate();
    if (!std::isfinite(now.cost)) {
      if (phase != Phase::failed) explain_failure(now);
      return;
    }
    if (experiment.training.batch_size == 0 && experiment.training.keep_prob >= 1.0) curve.add(now);
  }

  /// The step of the optimiser as it is written.
  const char* step_formula() const {
    switch (experiment.training.optimizer) {
      case Optimizer::gd: break;
      case Optimizer::momentum: return "α·‖v‖";
      case Optimizer::rmsprop: return "α·‖dW/√s‖";
      case Optimizer::adam: return "α·‖v/√s‖";
    }
    return "α·‖dW‖";
  }

  void explain_failure(const CurvePoint& point) {
    phase = Phase::failed;
    is_quiet = false;
    curve.add(point);
    now = point;
    say(Notice{true,
               {Errc::cost_exploded,
                {std::to_string(point.iteration), short_number(trainer->step_norm()),
                 short_number(trainer->weight_norm()), step_formula()}}});
    status_is_due = true;
    watched_is_due = true;
  }

  /// What an iteration leaves behind.
  void note_point(const CurvePoint& point) {
    curve.add(point);
    if (const GradientPoint* gradient = trainer->last_gradient()) gradients.add(*gradient);
    // A step looks at the test set now and then; what a pause measures does not count, so that the
    // same run ends at the same iteration with or without pauses.
    if (point.has_test != 0) {
      patience.see(point.test_cost);
    } else if (dataset->test.count == 0 &&
               point.iteration % test_interval(experiment.training, trainer->is_gram()) == 0) {
      patience.see(point.cost);
    }
  }

  /// The rule that ends the run after the iteration of `point`, if one does.
  StopReason why_stop(const CurvePoint& point) const {
    const TrainingSpec& training = experiment.training;
    if (training.stop_cost > 0.0 && point.cost <= training.stop_cost) return StopReason::cost;
    const GradientPoint* gradient = trainer->last_gradient();
    if (training.stop_gradient > 0.0 && gradient != nullptr &&
        gradient->all <= training.stop_gradient) {
      return StopReason::gradient;
    }
    if (training.stop_patience > 0 && patience.looks >= training.stop_patience) {
      return StopReason::patience;
    }
    if (training.stop_seconds > 0.0 &&
        elapsed_ms + ms_since(work_start) >= 1000.0 * training.stop_seconds) {
      return StopReason::time;
    }
    return StopReason::none;
  }

  /// One step with its point, checkpoint and end.
  void train_once() {
    if (!trainer->step()) return;
    const CurvePoint& point = trainer->last_point();
    if (trainer->has_failed()) return explain_failure(point);
    note_point(point);
    now.iteration = trainer->iteration();
    now.cost = point.cost;
    now.train_accuracy = point.train_accuracy;
    if (point.has_test != 0) {
      now.test_cost = point.test_cost;
      now.test_accuracy = point.test_accuracy;
    }
    if (trainer->iteration() % checkpoint_interval == 0) {
      checkpoints.add({trainer->iteration(), changes.size(), patience, trainer->save()});
    }
    if (const StopReason reason = why_stop(point); reason != StopReason::none) {
      return stop_training(Phase::finished, reason);
    }
    if (trainer->iteration() >= target) stop_training(Phase::ready);
  }

  /// To an earlier iteration: from the nearest checkpoint forward again, with the changes that were
  /// made on the way, so that the state is the very one of then. Where nothing is left of that time
  /// (the layers have changed since) the run begins again, trains up to there by itself, and this
  /// returns false.
  bool go_back(int iteration) {
    const Checkpoint* checkpoint = checkpoints.at_or_before(iteration);
    if (checkpoint == nullptr) {
      plays = true;
      play_to = iteration;
      begin_again();
      return false;
    }
    // The settings come first: they are how the state is to be read.
    std::size_t made = checkpoint->change_count;
    trainer->set_training(changes[made - 1].training);
    trainer->load(checkpoint->state);
    patience = checkpoint->patience;
    curve.cut(trainer->iteration());
    gradients.cut(trainer->iteration());
    checkpoints.cut(iteration);
    while (trainer->iteration() < iteration) {
      for (; made < changes.size() && changes[made].step <= trainer->steps(); ++made) {
        const Change& change = changes[made];
        trainer->set_training(change.training);
        if (change.edit) {
          trainer->edit(change.edit->layer, change.edit->unit, change.edit->input,
                        change.edit->value);
        }
      }
      if (trainer->step()) note_point(trainer->last_point());
      if (trainer->has_failed()) break;
    }
    changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(made), changes.end());
    if (changes.back().training != experiment.training) {
      trainer->set_training(experiment.training);
      remember_change();
    }
    phase = Phase::ready;
    elapsed_ms = 0.0;
    return true;
  }

  // ---- talk ----------------------------------------------------------------------------------------

  void send_data() {
    const Dataset& data = *dataset;
    DataUpdate update{.revision = data_revision,
                      .spec = data.spec,
                      .width = data.width,
                      .height = data.height,
                      .train_labels = data.train_labels,
                      .test_labels = data.test_labels};
    update.class_names[0] = data.class_names[0];
    update.class_names[1] = data.class_names[1];
    update.train_points = data.train.numbers;
    update.test_points = data.test.numbers;
    update.facets = data.facets;
    update.feature_names = data.feature_names;
    update.table_names = data.table_names;
    update.table_label = data.table_label;
    update.flipped = data.flipped;
    say(std::move(update));
    pictures_sent = {};
    send_pictures();
  }

  /// Pictures of each set that have not gone out yet.
  bool has_pictures_to_send() const {
    return dataset && dataset->train.is_pixels() &&
           (pictures_sent[0] < dataset->train.count || pictures_sent[1] < dataset->test.count);
  }

  std::size_t pictures_per_slice() const {
    return std::max<std::size_t>(1, kSliceBytes / static_cast<std::size_t>(dataset->train.n_x));
  }

  /// A few slices of them: all at once would stand in memory three times over.
  void send_pictures() {
    const std::size_t all = dataset->train.pixels.size() + dataset->test.pixels.size();
    for (int slice = 0; slice < kSlicesAtOnce && has_pictures_to_send(); ++slice) {
      const bool is_test = pictures_sent[0] >= dataset->train.count;
      int& next = pictures_sent[is_test ? 1 : 0];
      const int left = (is_test ? dataset->test : dataset->train).count - next;
      std::vector<std::int32_t> examples(
          std::min(pictures_per_slice(), static_cast<std::size_t>(left)));
      for (std::int32_t& example : examples) example = next++;
      send_slice(is_test, std::move(examples), all > kMostSentBytes);
    }
  }

  void send_slice(bool is_test, std::vector<std::int32_t> examples, bool is_small) {
    const Inputs& inputs = is_test ? dataset->test : dataset->train;
    const auto n = static_cast<std::size_t>(inputs.n_x);
    const int width = dataset->width;
    const int height = dataset->height;
    const std::size_t size =
        is_small ? static_cast<std::size_t>(small_side(width) * small_side(height)) * 3 : n;
    PicturesUpdate update{data_revision, is_test, is_small, std::move(examples)};
    update.pixels.resize(update.examples.size() * size);
    std::uint8_t* to = update.pixels.data();
    for (const std::int32_t example : update.examples) {
      const auto rgb = std::span(inputs.pixels).subspan(n * static_cast<std::size_t>(example), n);
      if (is_small) {
        write_small(rgb, width, height, to);
      } else {
        std::copy(rgb.begin(), rgb.end(), to);
      }
      to += size;
    }
    say(std::move(update));
  }
  std::array<int, 2> pictures_sent{};  // of the training and the test set

  void fill_weights(WeightsUpdate& update, int layer) {
    LayerWeights weights = trainer->weights(layer);
    update.layer = layer;
    update.iteration = trainer->iteration();
    update.n_out = weights.n_out;
    update.n_in = weights.n_in;
    update.W = std::move(weights.W);
    update.b = std::move(weights.b);
  }

  void send_status() {
    status_is_due = false;
    last_status = Clock::now();
    Status status{.serial = serial, .phase = phase, .target = target};
    status.progress = stage == Stage::data   ? 0.5 * builder.progress()
                      : stage == Stage::gram ? 0.5 + 0.5 * gram_builder.progress()
                                             : 1.0;
    if (dataset) {
      status.m = dataset->train.count;
      status.m_test = dataset->test.count;
      status.layers = layer_sizes(experiment.network, dataset->train.n_x);
      status.parameters = parameter_count(status.layers);
    }
    if (trainer && stage == Stage::idle) {
      status.iteration = trainer->iteration();
      status.cost = now.cost;
      status.train_accuracy = now.train_accuracy;
      status.test_cost = now.test_cost;
      status.test_accuracy = now.test_accuracy;
      status.is_gram = trainer->is_gram();
    }
    status.precision = experiment.training.precision;
    status.ms_per_iteration = ms_per_iteration;
    status.elapsed_ms = elapsed_ms;
    status.estimated_ms = ms_per_iteration * experiment.training.iterations;
    status.stop_reason = phase == Phase::finished ? stop_reason : StopReason::none;
    say(std::move(status));

    say(take_tail(curve));
    say(take_tail(gradients));
  }

  void send_watched() {
    watched_is_due = false;
    last_watched = Clock::now();
    if (!trainer || stage != Stage::idle) return;
    if (watch.predictions) {
      PredictionsUpdate update{.revision = data_revision, .iteration = trainer->iteration()};
      trainer->predict(update.train, update.test);
      say(std::move(update));
    }
    if (watch.first_layer) {
      WeightsUpdate update;
      fill_weights(update, 1);
      say(std::move(update));
    }
    if (watch.trace) send_trace();
    if (watch.boundary && dataset->train.n_x == 2) send_boundary({.side = kBoundarySide}, false);
    if (watch.plane_view.side > 0 && dataset->train.n_x == 2 && may_cost(last_plane, plane_ms)) {
      const Clock::time_point start = Clock::now();
      send_boundary(watch.plane_view, true);
      plane_ms = ms_since(start);
      last_plane = Clock::now();
    }
    if (watch.distribution_layer > 0 && may_cost(last_distribution, distribution_ms)) {
      const Clock::time_point start = Clock::now();
      send_distribution();
      distribution_ms = ms_since(start);
      last_distribution = Clock::now();
    }
  }

  /// Whether what took `cost_ms` the last time is due again: always at rest, while training so
  /// seldom that training hardly notices.
  bool may_cost(Clock::time_point last, double cost_ms) const {
    return !is_busy() || ms_since(last) > std::max(kCostlyEveryMs, cost_ms / kCostlyShare);
  }

  void send_distribution() {
    const int L = static_cast<int>(experiment.network.hidden.size()) + 1;
    const int layer = std::min(watch.distribution_layer, L);
    say(DistributionUpdate{.revision = data_revision,
                           .iteration = trainer->iteration(),
                           .layer = layer,
                           .distribution = trainer->distribution(layer)});
  }

  void send_trace() {
    const std::vector<std::uint8_t>& labels =
        watch.trace_is_test ? dataset->test_labels : dataset->train_labels;
    if (watch.trace_example < 0 || watch.trace_example >= static_cast<int>(labels.size())) return;
    TraceUpdate update{.revision = data_revision,
                       .iteration = trainer->iteration(),
                       .is_test = watch.trace_is_test,
                       .example = watch.trace_example,
                       .label = labels[static_cast<std::size_t>(watch.trace_example)]};
    std::vector<LayerTrace> traces = trainer->trace(watch.trace_is_test, watch.trace_example);
    for (std::size_t l = 0; l < traces.size(); ++l) {
      LayerTrace& trace = traces[l];
      TraceUpdate::Layer layer{.activation = trace.activation};
      layer.db = trace.dZ;  // m = 1: the mean over one example
      layer.Z = std::move(trace.Z);
      layer.A = std::move(trace.A);
      layer.dA = std::move(trace.dA);
      layer.dZ = std::move(trace.dZ);
      // The first layer of pictures has too many weights to go with every trace.
      constexpr int kMostTracedInputs = 16;
      if (l > 0 || dataset->train.n_x <= kMostTracedInputs) {
        const LayerWeights weights = trainer->weights(static_cast<int>(l) + 1);
        layer.W.assign(weights.W.begin(), weights.W.end());
      }
      const std::vector<double> b = trainer->biases(static_cast<int>(l) + 1);
      layer.b.assign(b.begin(), b.end());
      update.layers.push_back(std::move(layer));
    }
    update.loss = loss(update.layers.back().Z[0], update.label);
    say(std::move(update));
  }

  /// The side of a grid that large networks can still be asked about; the wished one for most.
  int affordable_side(int wished) const {
    const std::vector<int> sizes = layer_sizes(experiment.network, dataset->train.n_x);
    const auto each = static_cast<double>(parameter_count(sizes));
    const double most = is_busy() ? kPlaneWorkWhileBusy : kPlaneWork;
    return std::min(wished, std::max(kBoundarySide, static_cast<int>(std::sqrt(most / each))));
  }

  /// ŷ over a part of the plane; the usual square where `view` has no size.
  void send_boundary(PlaneView view, bool is_view) {
    const std::vector<double>& points = dataset->train.numbers;
    double x_min = 0, x_max = 0, y_min = 0, y_max = 0;
    for (std::size_t i = 0; i + 1 < points.size(); i += 2) {
      x_min = i == 0 ? points[i] : std::min(x_min, points[i]);
      x_max = i == 0 ? points[i] : std::max(x_max, points[i]);
      y_min = i == 0 ? points[i + 1] : std::min(y_min, points[i + 1]);
      y_max = i == 0 ? points[i + 1] : std::max(y_max, points[i + 1]);
    }
    // A margin, and one scale for both axes.
    if (view.size <= 0.0) {
      view.size = 1.16 * std::max({x_max - x_min, y_max - y_min, 1e-6});
      view.x_min = (x_min + x_max - view.size) / 2;
      view.y_min = (y_min + y_max - view.size) / 2;
    }
    const int side = affordable_side(view.side);
    std::vector<float> y_hat;
    y_hat.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    // A few rows at a time: all of a large grid would want a layer's units as often.
    const int rows_at_once = std::max(1, kPlaneColumns / side);
    for (int first = 0; first < side; first += rows_at_once) {
      const int rows = std::min(rows_at_once, side - first);
      Matrix<double> grid(2, rows * side);
      for (int i = 0; i < rows * side; ++i) {
        const double column = i % side + 0.5;
        const double row = first + i / side + 0.5;
        grid(0, i) = dataset->train.value(0, view.x_min + view.size * column / side);
        grid(1, i) = dataset->train.value(1, view.y_min + view.size * row / side);
      }
      const std::vector<float> part = trainer->predict(grid);
      y_hat.insert(y_hat.end(), part.begin(), part.end());
    }
    say(BoundaryUpdate{.revision = data_revision,
                       .iteration = trainer->iteration(),
                       .side = side,
                       .x_min = static_cast<float>(view.x_min),
                       .x_max = static_cast<float>(view.x_min + view.size),
                       .y_min = static_cast<float>(view.y_min),
                       .y_max = static_cast<float>(view.y_min + view.size),
                       .y_hat = std::move(y_hat),
                       .is_view = is_view});
  }

  bool may_speak() const { return !is_quiet || ms_since(retrain_start) > kQuietMs; }

  // ---- the clock -----------------------------------------------------------------------------------

  bool is_busy() const { return stage != Stage::idle || phase == Phase::training; }

  bool is_slowed() const { return pace > 0.0 && stage == Stage::idle && phase == Phase::training; }

  /// How long the next iteration is not to begin yet.
  double wait_ms() const {
    if (!is_slowed()) return 0.0;
    return std::max(
        0.0, std::chrono::duration<double, std::milli>(next_iteration - Clock::now()).count());
  }

  /// An iteration in slow motion is over: when the next one begins, and who is to hear of this one.
  void keep_pace() {
    const std::chrono::duration<double, std::milli> interval(1000.0 / pace);
    next_iteration += std::chrono::duration_cast<Clock::duration>(interval);
    // A timer that comes late is caught up with; a machine that is too slow is not hurried.
    if (ms_since(next_iteration) > kMostBehindMs) next_iteration = Clock::now();
    if (pace <= kFollowedPace) status_is_due = watched_is_due = true;
  }

  void work(Clock::time_point start, double budget_ms) {
    const int first_iteration = trainer && stage == Stage::idle ? trainer->iteration() : -1;
    work_start = start;
    do {
      switch (stage) {
        case Stage::data:
          if (builder.advance()) take_data();
          break;
        case Stage::gram:
          if (gram_builder.advance()) {
            gram_is_ready = true;
            stage = Stage::trainer;
          }
          break;
        case Stage::trainer:
          if (advance_trainer()) return;
          break;
        case Stage::idle: {
          const int before = trainer ? trainer->iteration() : 0;
          if (phase == Phase::training) train_once();
          if (is_slowed() && trainer->iteration() != before) keep_pace();
          break;
        }
      }
    } while (is_busy() && wait_ms() <= 0.0 && ms_since(start) < budget_ms);
    if (first_iteration >= 0 && trainer && trainer->iteration() > first_iteration) {
      const double spent = ms_since(start);
      elapsed_ms += spent;
      const double each = spent / (trainer->iteration() - first_iteration);
      ms_per_iteration = ms_per_iteration > 0.0 ? 0.8 * ms_per_iteration + 0.2 * each : each;
    }
  }

  bool advance(double budget_ms) {
    const Clock::time_point start = Clock::now();
    if (has_pictures_to_send()) send_pictures();
    if (twin_search) search_twins(*twin_search, start);
    if (is_busy() && wait_ms() <= 0.0) work(start, budget_ms);
    if (may_speak()) {
      // Between two slow iterations nothing moves, either.
      const bool stands_still = !is_busy() || (is_slowed() && pace <= kFollowedPace);
      if (status_is_due && (stands_still || ms_since(last_status) > kStatusEveryMs))
        send_status();
      else if (!stands_still && ms_since(last_status) > kStatusEveryMs)
        send_status();
      if (stands_still ? watched_is_due
                       : phase == Phase::training && ms_since(last_watched) > kWatchedEveryMs) {
        send_watched();
      }
    }
    return is_busy() || is_asked_for_more();
  }

  /// What goes on beside training, however slowly that is to go.
  bool is_asked_for_more() const { return has_pictures_to_send() || twin_search.has_value(); }
};

TrainingRun::TrainingRun(double max_matrix_bytes) : state_(std::make_unique<State>()) {
  state_->max_matrix_bytes = max_matrix_bytes;
}
TrainingRun::~TrainingRun() = default;
TrainingRun::TrainingRun(TrainingRun&&) noexcept = default;
TrainingRun& TrainingRun::operator=(TrainingRun&&) noexcept = default;

void TrainingRun::handle(Command command) {
  std::visit([&](auto&& value) { state_->handle(std::forward<decltype(value)>(value)); },
             std::move(command));
}

bool TrainingRun::advance(double budget_ms) { return state_->advance(budget_ms); }

double TrainingRun::wait_ms() const {
  return state_->is_asked_for_more() ? 0.0 : state_->wait_ms();
}

std::vector<Update> TrainingRun::take_updates() { return std::exchange(state_->updates, {}); }

}  // namespace purr
