#include "engine/train/diagnosis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace purr {
namespace {

constexpr double kHugeSpike = 1000.0;  // reported even where the run recovered
constexpr double kNearlyGuess = 0.95;  // of the cost of guessing: nothing has been learned above it
constexpr double kGain = 0.1;          // of accuracy above the larger class: something is learned
constexpr double kHardlyFalls = 0.02;  // share of the cost
constexpr double kFlat = 0.9;          // share of outputs at the flat ends
constexpr int kMinIterations = 50;     // before a run can be called stuck

/// The cost over a part of the curve.
struct Window {
  double mean = 0.0;
  double low = 0.0;
  double high = 0.0;
  double accuracy = 0.0;   // mean
  double turns = 0.0;      // share of points where the cost changes its direction
  double mean_step = 0.0;  // mean |difference| of neighbours
  int count = 0;
};

Window window_of(std::span<const CurvePoint> points) {
  Window window;
  double before = kNotMeasured;
  double last_change = 0.0;
  int turns = 0;
  int changes = 0;
  for (const CurvePoint& point : points) {
    if (!std::isfinite(point.cost)) continue;
    window.low = window.count == 0 ? point.cost : std::min(window.low, point.cost);
    window.high = window.count == 0 ? point.cost : std::max(window.high, point.cost);
    window.mean += point.cost;
    window.accuracy += point.train_accuracy;
    ++window.count;
    if (std::isfinite(before)) {
      const double change = point.cost - before;
      ++changes;
      window.mean_step += std::abs(change);
      if (change * last_change < 0.0) ++turns;
      last_change = change;
    }
    before = point.cost;
  }
  if (window.count > 0) window.mean /= window.count;
  if (window.count > 0) window.accuracy /= window.count;
  if (changes > 0) window.mean_step /= changes;
  if (changes > 1) window.turns = static_cast<double>(turns) / (changes - 1);
  return window;
}

/// The points of iterations [first, last).
std::span<const CurvePoint> part_of(std::span<const CurvePoint> curve, int first, int last) {
  const auto is_before = [](const CurvePoint& point, int iteration) {
    return point.iteration < iteration;
  };
  const auto begin = std::lower_bound(curve.begin(), curve.end(), first, is_before);
  const auto end = std::lower_bound(begin, curve.end(), last, is_before);
  return {begin, end};
}

/// The last row at or before `iteration` whose step was measured, or null.
const StepRow* step_at(std::span<const StepRow> steps, int iteration) {
  const StepRow* found = nullptr;
  for (const StepRow& row : steps) {
    if (row.iteration <= iteration && std::isfinite(row.step_norm)) found = &row;
  }
  return found;
}

/// A finite number other than 0 with two significant digits: "2.1×10¹¹", "−10⁻⁸".
std::string scientific(double value) {
  constexpr std::array<const char*, 10> kRaised{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.1e", std::abs(value));
  const std::string digits = text.data();
  const std::size_t e = digits.find('e');
  std::string mantissa = digits.substr(0, e);
  if (mantissa.ends_with(".0")) mantissa.resize(mantissa.size() - 2);
  const int exponent = std::atoi(digits.c_str() + e + 1);
  std::string words = value < 0 ? "−" : "";
  if (mantissa != "1") words += mantissa + "×";
  words += exponent < 0 ? "10⁻" : "10";
  for (const char digit : std::to_string(std::abs(exponent))) {
    words += kRaised[static_cast<std::size_t>(digit - '0')];
  }
  return words;
}

std::string count_words(std::ptrdiff_t count) { return std::to_string(count); }

/// The numbers of the step: its formula, its length, ‖W[1]‖, and their ratio.
std::array<std::string, 4> step_words(const RunFacts& facts, const StepRow* row) {
  if (row == nullptr) return {step_formula(facts.training.optimizer), "?", "?", "?"};
  return {step_formula(facts.training.optimizer), number_words(row->step_norm),
          number_words(row->weight_norm), number_words(row->ratio())};
}

Diagnosis blow_up_of(const RunFacts& facts) {
  const bool is_nan = facts.spike < 0;
  const int at = is_nan ? facts.failed_at : facts.spike;
  const auto [formula, step, weights, ratio] = step_words(facts, step_at(facts.steps, at));
  const auto point = part_of(facts.curve, at, at + 1);
  Diagnosis diagnosis{.kind = DiagnosisKind::blow_up, .iteration = at};
  if (is_nan) {
    diagnosis.words = {Errc::diagnosed_nan, {std::to_string(at), formula, step, ratio, weights}};
    if (facts.failed_at >= 0) diagnosis.words.args.push_back(count_words(facts.failed_at));
  } else {
    const double cost = point.empty() ? kNotMeasured : point.front().cost;
    const double start = facts.curve.empty() ? kNotMeasured : facts.curve.front().cost;
    const bool has_failed = facts.failed_at >= 0;
    diagnosis.words = {has_failed ? Errc::diagnosed_blow_up_nan : Errc::diagnosed_blow_up,
                       {std::to_string(at), number_words(cost), number_words(start), formula, step,
                        ratio, weights}};
    if (has_failed) diagnosis.words.args.push_back(std::to_string(facts.failed_at));
  }
  return diagnosis;
}

/// The first iteration from which the cost stays within its range over `window`, widened a little.
int settled_since(const RunFacts& facts, const Window& window) {
  const double margin = std::max(0.01 * window.mean, 0.1 * (window.high - window.low));
  int since = facts.iteration;
  for (std::size_t i = facts.curve.size(); i > 0; --i) {
    const CurvePoint& point = facts.curve[i - 1];
    const bool is_inside = point.cost >= window.low - margin && point.cost <= window.high + margin;
    if (!is_inside) break;
    since = point.iteration;
  }
  return since;
}

/// How the cost of a run moved lately.
struct Trend {
  bool is_late = false;      // far enough to judge a plateau
  Window last;               // the last quarter
  Window before;             // the quarter before
  double start = 0.0;        // the first cost that is finite
  bool has_learned = false;  // the cost is well below that of guessing
};

Trend trend_of(const RunFacts& facts) {
  Trend trend;
  const int n = facts.iteration;
  const int first = facts.curve.empty() ? 0 : facts.curve.front().iteration;
  const int quarter = std::max(1, (n - first) / 4);
  trend.last = window_of(part_of(facts.curve, n - quarter, n + 1));
  trend.before = window_of(part_of(facts.curve, n - 2 * quarter, n - quarter));
  for (const CurvePoint& point : facts.curve) {
    if (!std::isfinite(point.cost)) continue;
    trend.start = point.cost;
    break;
  }
  trend.is_late = n - first >= kMinIterations &&
                  (facts.is_at_end || 2 * n >= facts.training.iterations) && trend.last.count > 0 &&
                  trend.before.count > 0;
  trend.has_learned = trend.last.count > 0 && trend.last.mean < 0.9 * facts.data.guess_cost;
  return trend;
}

bool blew_up(const RunFacts& facts, const Trend& trend) {
  if (facts.failed_at >= 0) return true;
  if (facts.spike < 0) return false;
  if (!trend.has_learned) return true;
  double peak = 0.0;
  for (const CurvePoint& point : facts.curve) peak = std::max(peak, point.cost);
  return peak > kHugeSpike * std::max(trend.start, facts.data.guess_cost);
}

void add_dead(const RunFacts& facts, const Trend& trend, bool has_blown_up,
              std::vector<Diagnosis>& all) {
  for (std::size_t l = 0; l < facts.layers.size(); ++l) {
    const int units = static_cast<int>(facts.layers[l].is_dead.size());
    const int dead = facts.layers[l].dead_count();
    if (!are_nearly_all_dead(dead, units)) continue;
    const bool is_all = dead == units;
    // Beside a few dead units the others may learn all there is to learn.
    if (!is_all && (trend.has_learned || (!trend.is_late && !has_blown_up))) continue;
    const int since = l < facts.dead_since.size() && facts.dead_since[l] >= 0 ? facts.dead_since[l]
                                                                              : facts.iteration;
    all.push_back(
        {.kind = DiagnosisKind::dead_layer,
         .iteration = since,
         .layer = static_cast<std::int32_t>(l + 1),
         .words = {Errc::diagnosed_dead,
                   {count_words(since), count_words(dead), count_words(units),
                    count_words(static_cast<std::ptrdiff_t>(l + 1)), number_words(facts.data.m)}}});
  }
}

void add_saturated(const RunFacts& facts, const Trend& trend, std::vector<Diagnosis>& all) {
  if (!trend.is_late || trend.has_learned) return;
  for (std::size_t l = 0; l < facts.layers.size(); ++l) {
    const LayerActivity& layer = facts.layers[l];
    const bool has_ends =
        layer.activation == Activation::sigmoid || layer.activation == Activation::tanh;
    if (!has_ends || !(layer.flat_share >= kFlat)) continue;
    const char* name = Enumerators<Activation>::kNames[static_cast<std::size_t>(layer.activation)];
    all.push_back({.kind = DiagnosisKind::saturated_layer,
                   .iteration = facts.iteration,
                   .layer = static_cast<std::int32_t>(l + 1),
                   .words = {Errc::diagnosed_saturated,
                             {count_words(facts.iteration),
                              count_words(std::lround(100.0 * layer.flat_share)),
                              count_words(static_cast<std::ptrdiff_t>(l + 1)), name,
                              number_words(trend.last.mean)}}});
  }
}

/// Whether the whole set and every unit make the cost of a step: it then has no noise of its own.
bool is_exact(const TrainingSpec& training) {
  return training.batch_size == 0 && training.keep_prob >= 1.0;
}

Error plateau_words(int since, const Window& last, double guess, bool is_at_guess) {
  const std::string low = number_words(last.low);
  const std::string high = number_words(last.high);
  if (is_at_guess) {
    return {Errc::diagnosed_at_chance,
            {count_words(since), number_words(last.mean), number_words(guess)}};
  }
  if (low == high)
    return {Errc::diagnosed_stuck_at, {count_words(since), low, number_words(guess)}};
  return {Errc::diagnosed_stuck, {count_words(since), low, high, number_words(guess)}};
}

void add_plateau(const RunFacts& facts, const Trend& trend, bool has_dead_layer,
                 std::vector<Diagnosis>& all) {
  if (!trend.is_late || facts.failed_at >= 0 || facts.data.only_label >= 0) return;
  const double guess = facts.data.guess_cost;
  const Window& last = trend.last;
  // The cost of a batch has noise of its own.
  const double least_fall = is_exact(facts.training) ? kHardlyFalls : 1.5 * kHardlyFalls;
  const bool hardly_falls = last.mean > (1.0 - least_fall) * trend.before.mean;
  const bool is_accurate = last.accuracy > facts.data.majority + kGain;
  const bool is_high = last.mean > kNearlyGuess * guess;
  const bool is_restless = is_exact(facts.training) && last.turns > 0.3 &&
                           last.mean_step > 0.05 * last.mean && last.mean > 0.3 * guess;
  const bool is_far_above =
      last.mean > 1.5 * guess && !is_accurate && last.high - last.low > 0.1 * last.mean;
  const int since = settled_since(facts, last);
  const auto [formula, step, weights, ratio] =
      step_words(facts, step_at(facts.steps, facts.iteration));
  if (!has_dead_layer && hardly_falls && (is_restless || is_far_above)) {
    all.push_back({.kind = DiagnosisKind::oscillating,
                   .iteration = since,
                   .words = {Errc::diagnosed_oscillating,
                             {count_words(since), number_words(last.low), number_words(last.high),
                              number_words(guess), formula, ratio}}});
    return;
  }
  const StepRow* row = step_at(facts.steps, facts.iteration);
  const bool hardly_moves = row != nullptr && row->ratio() > 0.0 && row->ratio() < 1e-5;
  const bool is_at_guess = std::abs(last.mean - guess) <= 0.01 * guess;
  const bool never_fell = last.mean > (1.0 - kHardlyFalls) * trend.start && last.mean > 0.5 * guess;
  if (never_fell && !has_dead_layer && last.mean_step < 0.01 * last.mean &&
      (!is_at_guess || hardly_moves)) {
    all.push_back({.kind = DiagnosisKind::stuck,
                   .iteration = facts.curve.front().iteration,
                   .words = {Errc::diagnosed_no_fall,
                             {count_words(facts.iteration), number_words(trend.start),
                              number_words(last.mean), formula, ratio}}});
    return;
  }
  if (!hardly_falls || !is_high || (is_accurate && !has_dead_layer && !never_fell)) return;
  all.push_back({.kind = DiagnosisKind::stuck,
                 .iteration = since,
                 .words = plateau_words(since, last, guess, is_at_guess)});
}

}  // namespace

const char* step_formula(Optimizer optimizer) {
  switch (optimizer) {
    case Optimizer::gd: break;
    case Optimizer::momentum: return "α·‖v‖";
    case Optimizer::rmsprop: return "α·‖dW/√s‖";
    case Optimizer::adam: return "α·‖v/√s‖";
  }
  return "α·‖dW‖";
}

int LayerActivity::dead_count() const {
  return static_cast<int>(std::count(is_dead.begin(), is_dead.end(), std::uint8_t{1}));
}

bool are_nearly_all_dead(int dead, int units) { return dead > 0 && 5 * dead >= 4 * units; }

std::vector<Diagnosis> diagnose_data(const DataFacts& facts) {
  constexpr double kMaxScaleRatio = 100.0;
  std::vector<Diagnosis> all;
  if (facts.only_label >= 0) {
    all.push_back({.kind = DiagnosisKind::one_class,
                   .words = {Errc::one_class, {count_words(facts.m), facts.only_name}}});
  }
  if (facts.least_scale > 0.0 && facts.most_scale > kMaxScaleRatio * facts.least_scale) {
    all.push_back({.kind = DiagnosisKind::input_scale,
                   .words = {Errc::diagnosed_scale,
                             {facts.most_name, number_words(facts.most_scale), facts.least_name,
                              number_words(facts.least_scale),
                              number_words(facts.most_scale / facts.least_scale)}}});
  }
  // A table of few values has equal rows by chance, and one picture may be there twice.
  if (facts.leaked > std::max(1.0, 0.05 * facts.m_test)) {
    all.push_back(
        {.kind = DiagnosisKind::leak,
         .words = {Errc::diagnosed_leak, {count_words(facts.leaked), count_words(facts.m_test)}}});
  }
  return all;
}

std::vector<Diagnosis> diagnose_run(const RunFacts& facts) {
  std::vector<Diagnosis> all;
  const Trend trend = trend_of(facts);
  const bool has_blown_up = blew_up(facts, trend);
  if (has_blown_up) all.push_back(blow_up_of(facts));
  if (facts.failed_at < 0) add_dead(facts, trend, has_blown_up, all);
  const bool has_dead_layer = !all.empty() && all.back().kind == DiagnosisKind::dead_layer;
  add_saturated(facts, trend, all);
  add_plateau(facts, trend, has_dead_layer, all);
  return all;
}

std::string number_words(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
  std::array<char, 48> text{};
  const double size = std::abs(value);
  if (size >= 1e6 || (size > 0.0 && size < 1e-4)) {
    return scientific(value);
  }
  if (size >= 1000.0) {
    const auto whole = std::lround(size);
    std::snprintf(text.data(), text.size(), "%s%ld,%03ld", value < 0 ? "−" : "", whole / 1000,
                  whole % 1000);
    return text.data();
  }
  std::snprintf(text.data(), text.size(), "%.3g", value);
  return text.data();
}

}  // namespace purr
