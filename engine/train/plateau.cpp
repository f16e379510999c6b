#include "engine/train/plateau.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/train/diagnosis_words.h"

namespace purr {
namespace {

constexpr double kNearlyGuess = 0.95;  // of the cost of guessing: nothing has been learned above it
constexpr double kGain = 0.1;          // of accuracy above the larger class: something is learned
constexpr double kHardlyFalls = 0.02;  // share of the cost
constexpr double kShrunk = 0.3;        // of ‖W[1]‖ at the start: the penalty has won

/// Whether the whole set and every unit make the cost of a step: it then has no noise of its own.
bool is_exact(const TrainingSpec& training) {
  return training.batch_size == 0 && training.keep_prob >= 1.0;
}

bool hardly_falls(const RunFacts& facts, const Trend& trend) {
  // The cost of a batch has noise of its own.
  const double least_fall = is_exact(facts.training) ? kHardlyFalls : 1.5 * kHardlyFalls;
  return trend.last.mean > (1.0 - least_fall) * trend.before.mean;
}

bool is_accurate(const RunFacts& facts, const Trend& trend) {
  return trend.last.accuracy > facts.data.majority + kGain;
}

/// Whether the cost itself goes up and down.
bool is_restless(const RunFacts& facts, const Trend& trend) {
  const Window& last = trend.last;
  return is_exact(facts.training) && last.turns > 0.3 && last.mean_step > 0.05 * last.mean &&
         last.mean > 0.3 * facts.data.guess_cost;
}

/// Whether the cost of the test set jumps from one evaluation to the next. It has no noise of its
/// own where batches are drawn or units dropped, as the cost of a step then has.
bool is_test_restless(const RunFacts& facts, const Trend& trend) {
  constexpr int kMinCount = 12;
  constexpr int kMinTests = 20;  // the cost of fewer examples jumps by itself
  const Window& test = trend.test;
  return !is_exact(facts.training) && test.count >= kMinCount && facts.data.m_test >= kMinTests &&
         test.turns > 0.4 && test.mean_step > 0.25 * test.mean && test.high > 2.0 * test.low &&
         test.mean > 0.3 * facts.data.guess_cost;
}

bool is_far_above(const RunFacts& facts, const Trend& trend) {
  const Window& last = trend.last;
  const double guess = facts.data.guess_cost;
  const bool is_huge = last.mean > 50.0 * guess;
  return last.mean > 1.5 * guess && (is_huge || !is_accurate(facts, trend)) &&
         last.high - last.low > 0.1 * last.mean;
}

/// Between which costs, since when.
Diagnosis oscillation(const RunFacts& facts, const Window& window, CostOf which) {
  const int since = settled_since(facts, window, which);
  const auto [formula, step, weights, ratio] = step_words(facts, facts.iteration);
  // Where layer 1 no longer moves, its step is not the reason.
  const StepRow* row = step_at(facts.steps, facts.iteration);
  const bool is_step_long = row != nullptr && row->ratio() > 1e-3;
  const Errc words = which == CostOf::test && is_step_long ? Errc::diagnosed_test_oscillating
                                                           : Errc::diagnosed_oscillating;
  return {.kind = DiagnosisKind::oscillating,
          .iteration = since,
          .words = {words,
                    {count_words(since), number_words(window.low), number_words(window.high),
                     number_words(facts.data.guess_cost), formula, ratio}}};
}

/// Where the penalty has pulled the weights to 0, that is why; else `words`.
Error with_cause(const RunFacts& facts, Error words) {
  if (facts.training.l2 <= 0.0 || facts.steps.size() < 2) return words;
  const double before = facts.steps.front().weight_norm;
  const double after = facts.steps.back().weight_norm;
  if (!(after < kShrunk * before)) return words;
  const double cost = facts.curve.empty() ? kNotMeasured : facts.curve.back().cost;
  return {Errc::diagnosed_penalty,
          {number_words(facts.training.l2), number_words(before), number_words(after),
           count_words(facts.iteration), number_words(cost), number_words(facts.data.guess_cost)}};
}

Error plateau_words(const RunFacts& facts, int since, const Window& last, bool is_at_guess) {
  const std::string guess = number_words(facts.data.guess_cost);
  const std::string low = number_words(last.low);
  const std::string high = number_words(last.high);
  if (is_at_guess)
    return {Errc::diagnosed_at_chance, {count_words(since), number_words(last.mean), guess}};
  if (low == high) return {Errc::diagnosed_stuck_at, {count_words(since), low, guess}};
  return {Errc::diagnosed_stuck, {count_words(since), low, high, guess}};
}

}  // namespace

std::optional<Diagnosis> diagnose_plateau(const RunFacts& facts, const Trend& trend,
                                          bool has_dead_layer) {
  if (!trend.is_late || facts.failed_at >= 0 || facts.data.only_label >= 0) return {};
  const double guess = facts.data.guess_cost;
  const Window& last = trend.last;
  const bool does_not_fall = hardly_falls(facts, trend);
  if (!has_dead_layer) {
    const bool is_worse = facts.is_at_end && last.mean > std::max(1.05 * trend.start, 1.5 * guess);
    const bool is_jumping = is_restless(facts, trend) || is_far_above(facts, trend);
    if ((does_not_fall && is_jumping) || is_worse) {
      return oscillation(facts, last, CostOf::train);
    }
    if (is_test_restless(facts, trend)) return oscillation(facts, trend.test, CostOf::test);
  }
  const auto [formula, step, weights, ratio] = step_words(facts, facts.iteration);
  const StepRow* row = step_at(facts.steps, facts.iteration);
  const bool hardly_moves = row != nullptr && row->ratio() > 0.0 && row->ratio() < 1e-5;
  const bool is_at_guess = std::abs(last.mean - guess) <= 0.01 * guess;
  const bool never_fell = last.mean > (1.0 - kHardlyFalls) * trend.start && last.mean > 0.5 * guess;
  if (never_fell && !has_dead_layer && last.mean_step < 0.01 * last.mean &&
      (!is_at_guess || hardly_moves)) {
    return Diagnosis{.kind = DiagnosisKind::stuck,
                     .iteration = trend.first,
                     .words = {Errc::diagnosed_no_fall,
                               {count_words(facts.iteration), number_words(trend.start),
                                number_words(last.mean), formula, ratio}}};
  }
  const bool is_high = last.mean > kNearlyGuess * guess;
  const bool has_gained = is_accurate(facts, trend) && !has_dead_layer && !never_fell;
  if (!does_not_fall || !is_high || has_gained) return {};
  const int since = settled_since(facts, last);
  return Diagnosis{.kind = DiagnosisKind::stuck,
                   .iteration = since,
                   .words = with_cause(facts, plateau_words(facts, since, last, is_at_guess))};
}

std::optional<Diagnosis> diagnose_nothing_learned(const RunFacts& facts, const Trend& trend) {
  constexpr double kNoGain = 0.05;
  if (!trend.is_late || !facts.is_at_end || facts.failed_at >= 0 || facts.data.only_label >= 0) {
    return {};
  }
  const double guess = facts.data.guess_cost;
  // False where it was not measured, too.
  const bool is_at_chance =
      facts.rest_cost > kNearlyGuess * guess && facts.rest_accuracy < facts.data.majority + kNoGain;
  if (!is_at_chance) return {};
  Error words{
      Errc::diagnosed_nothing_learned,
      {count_words(facts.iteration), number_words(facts.rest_cost), number_words(guess),
       number_words(100.0 * facts.rest_accuracy), number_words(100.0 * facts.data.majority)}};
  return Diagnosis{.kind = DiagnosisKind::stuck,
                   .iteration = trend.first,
                   .words = with_cause(facts, std::move(words))};
}

}  // namespace purr
