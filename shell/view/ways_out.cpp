#include "shell/view/ways_out.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "shell/theme/strings.h"

namespace purr::shell {
namespace {

bool has_kind(const std::vector<Diagnosis>& diagnoses, DiagnosisKind kind) {
  return std::any_of(diagnoses.begin(), diagnoses.end(),
                     [&](const Diagnosis& one) { return one.kind == kind; });
}

/// Whether the run learned little or nothing, as opposed to one whose data are questionable.
bool is_of_training(const Diagnosis& one) {
  return one.kind != DiagnosisKind::input_scale && one.kind != DiagnosisKind::leak;
}

/// Collects changes of the settings, each once.
class Collector {
 public:
  explicit Collector(const Experiment& settings) : settings_(settings) {}

  template <class Change>
  void add(std::string title, std::string why, const Change& change) {
    Experiment changed = settings_;
    change(changed);
    const bool is_new = changed != settings_ &&
                        std::none_of(all_.begin(), all_.end(),
                                     [&](const WayOut& way) { return way.settings == changed; });
    if (is_new && all_.size() < kMaxWaysOut) {
      all_.push_back({std::move(title), std::move(why), std::move(changed)});
    }
  }
  std::vector<WayOut> take() { return std::move(all_); }

 private:
  const Experiment& settings_;
  std::vector<WayOut> all_;
};

/// A rate with one digit, below or above the present one.
double rate_times(double rate, double factor) {
  const double wanted = rate * factor;
  const double power = std::pow(10.0, std::floor(std::log10(wanted)));
  return std::clamp(std::round(wanted / power) * power, 1e-7, 10.0);
}

bool has_activation(const Experiment& settings, Activation g) {
  const auto& all = settings.network.activation;
  return !settings.network.hidden.empty() && std::find(all.begin(), all.end(), g) != all.end();
}

void set_rate(Experiment& settings, double rate) { settings.training.learning_rate = rate; }

void add_rates(Collector& ways, const Experiment& settings, std::initializer_list<double> factors) {
  for (const double factor : factors) {
    const double rate = rate_times(settings.training.learning_rate, factor);
    ways.add(tr(Text::way_rate, {number_text(rate)}),
             std::string(tr(factor < 1.0 ? Text::way_smaller_why : Text::way_larger_why)),
             [&](Experiment& e) { set_rate(e, rate); });
  }
}

void add_initialisation(Collector& ways, const Experiment& settings) {
  if (settings.network.hidden.empty()) return;
  if (has_activation(settings, Activation::relu) ||
      has_activation(settings, Activation::leaky_relu)) {
    ways.add(std::string(tr(Text::way_he)), std::string(tr(Text::way_he_why)),
             [](Experiment& e) { e.network.init = Initialisation::he; });
    return;
  }
  const auto g = static_cast<std::size_t>(settings.network.activation.front());
  ways.add(std::string(tr(Text::way_xavier)),
           tr(Text::way_xavier_why, {Enumerators<Activation>::kNames[g]}),
           [](Experiment& e) { e.network.init = Initialisation::xavier; });
}

void add_leaky(Collector& ways, const Experiment& settings, double rate) {
  if (!has_activation(settings, Activation::relu)) return;
  ways.add(tr(Text::way_leaky, {number_text(rate)}),
           tr(Text::way_leaky_why, {number_text(settings.network.leaky_slope)}),
           [&](Experiment& e) {
             std::replace(e.network.activation.begin(), e.network.activation.end(),
                          Activation::relu, Activation::leaky_relu);
             set_rate(e, rate);
           });
}

void add_relu(Collector& ways, const Experiment& settings) {
  if (settings.network.hidden.empty()) return;
  ways.add(std::string(tr(Text::way_relu)), std::string(tr(Text::way_relu_why)), [](Experiment& e) {
    e.network.activation = {Activation::relu};
    e.network.init = Initialisation::he;
  });
}

/// What holds the weights back, or switches units off.
void add_regularisation(Collector& ways, const Experiment& settings) {
  if (settings.training.l2 > 1.0) {
    const double l2 = rate_times(settings.training.l2, 0.01);
    ways.add(tr(Text::way_l2, {number_text(l2)}), std::string(tr(Text::way_l2_why)),
             [&](Experiment& e) { e.training.l2 = l2; });
  }
  if (settings.training.keep_prob < 0.5) {
    ways.add(std::string(tr(Text::way_keep)), std::string(tr(Text::way_keep_why)),
             [](Experiment& e) { e.training.keep_prob = 1.0; });
  }
}

}  // namespace

TrialResult trial_result(const RunSummary& summary) {
  const bool is_broken =
      summary.status.phase != Phase::finished ||
      std::any_of(summary.diagnoses.begin(), summary.diagnoses.end(), is_of_training);
  return {.outcome = is_broken ? TrialOutcome::broken : TrialOutcome::trained,
          .train_accuracy = summary.status.train_accuracy,
          .test_accuracy = summary.status.test_accuracy};
}

double WayOut::accuracy() const {
  return std::isfinite(result.test_accuracy) ? result.test_accuracy : result.train_accuracy;
}

std::vector<WayOut> ways_out_of(const Experiment& settings,
                                const std::vector<Diagnosis>& diagnoses) {
  // No setting mends inputs that are not numbers.
  const bool has_bad_inputs = std::any_of(
      diagnoses.begin(), diagnoses.end(),
      [](const Diagnosis& one) { return one.words.code == Errc::diagnosed_not_finite; });
  if (has_bad_inputs) return {};
  Collector ways(settings);
  const auto is = [&](DiagnosisKind kind) { return has_kind(diagnoses, kind); };
  const double rate = settings.training.learning_rate;
  if (is(DiagnosisKind::one_class) && !is_user_data(settings.data.source)) {
    ways.add(std::string(tr(Text::way_share)), std::string(tr(Text::way_share_why)),
             [](Experiment& e) { e.data.share = 0.5; });
  }
  const bool is_of_numbers =
      settings.data.source == DataSource::table || settings.data.source == DataSource::csv;
  const bool has_failed = std::any_of(diagnoses.begin(), diagnoses.end(), is_of_training);
  if (is(DiagnosisKind::input_scale) || (is_of_numbers && has_failed)) {
    ways.add(std::string(tr(Text::way_standardise)), std::string(tr(Text::way_standardise_why)),
             [](Experiment& e) { e.data.standardise = true; });
  }
  // A large penalty blows up by itself: α·λ/m above 2 turns the weights round in every step.
  if (is(DiagnosisKind::blow_up) && settings.training.l2 > 1.0) {
    const double slow = rate_times(rate, 0.01);
    const double l2 = rate_times(settings.training.l2, 0.01);
    ways.add(tr(Text::way_rate, {number_text(slow)}) + ", " + tr(Text::way_l2, {number_text(l2)}),
             std::string(tr(Text::way_l2_why)), [&](Experiment& e) {
               set_rate(e, slow);
               e.training.l2 = l2;
             });
  }
  const bool is_too_fast = is(DiagnosisKind::blow_up) || is(DiagnosisKind::oscillating);
  if (is_too_fast) {
    add_rates(ways, settings, {0.01, 0.1});
    add_leaky(ways, settings, rate_times(rate, 0.1));
    if (settings.training.optimizer != Optimizer::gd) {
      const double slow = rate_times(rate, 0.1);
      ways.add(tr(Text::way_gd, {number_text(slow)}), std::string(tr(Text::way_gd_why)),
               [&](Experiment& e) {
                 e.training.optimizer = Optimizer::gd;
                 set_rate(e, slow);
               });
    }
    add_regularisation(ways, settings);
    add_initialisation(ways, settings);
    add_rates(ways, settings, {0.001});
    return ways.take();
  }
  add_regularisation(ways, settings);
  if (is(DiagnosisKind::saturated_layer)) {
    add_initialisation(ways, settings);
    add_relu(ways, settings);
  }
  if (is(DiagnosisKind::dead_layer)) {
    add_initialisation(ways, settings);
    add_leaky(ways, settings, rate);
    add_rates(ways, settings, {0.1});
  }
  if (is(DiagnosisKind::stuck)) {
    add_initialisation(ways, settings);
    if (settings.network.hidden.empty() && !is_pictures(settings.data.source)) {
      ways.add(tr(Text::way_hidden, {"4"}), std::string(tr(Text::way_hidden_why)),
               [](Experiment& e) {
                 e.network.hidden = {4};
                 e.network.activation = {Activation::tanh};
                 e.network.init = Initialisation::xavier;
               });
    }
    add_rates(ways, settings, {10.0, 100.0, 1000.0});
    add_relu(ways, settings);
  }
  return ways.take();
}

bool WaysOut::update(const Experiment& settings, const RunView& run) {
  const Phase phase = run.status.phase;
  const bool is_at_rest = phase == Phase::finished || phase == Phase::failed ||
                          (phase == Phase::ready && run.status.iteration > 0);
  if (!is_at_rest || run.health.diagnoses.empty()) {
    if (phase != Phase::training || run.health.diagnoses.empty()) key_.clear();
    if (key_.empty()) all_.clear();
    return false;
  }
  std::string key = write_experiment(settings, /*view=*/false);
  for (const Diagnosis& one : run.health.diagnoses) {
    key += " " + std::to_string(static_cast<int>(one.kind));
  }
  key += current_language() == Language::chinese ? " zh" : " en";
  key += " " + std::to_string(run.data.revision);
  if (key == key_) return false;
  key_ = std::move(key);
  const double test = run.status.test_accuracy;
  accuracy_ = std::isfinite(test) ? test : run.status.train_accuracy;
  if (!std::isfinite(accuracy_)) accuracy_ = 0.0;
  all_ = ways_out_of(settings, run.health.diagnoses);
  ++serial_;
  return !all_.empty();
}

void WaysOut::take(std::uint32_t serial, std::size_t index, const TrialResult& result) {
  if (serial == serial_ && index < all_.size()) all_[index].result = result;
}

std::vector<const WayOut*> WaysOut::offered() const {
  std::vector<const WayOut*> ways;
  for (const WayOut& way : all_) {
    const TrialOutcome outcome = way.result.outcome;
    const bool helps = outcome == TrialOutcome::trained && way.accuracy() > accuracy_ + 0.01;
    if (helps || outcome == TrialOutcome::trying || outcome == TrialOutcome::not_tried) {
      ways.push_back(&way);
    }
  }
  const auto rank = [](const WayOut* way) {
    return way->result.outcome == TrialOutcome::trained ? way->accuracy() : -1.0;
  };
  std::stable_sort(ways.begin(), ways.end(),
                   [&](const WayOut* a, const WayOut* b) { return rank(a) > rank(b); });
  return ways;
}

bool WaysOut::is_any_being_tried() const {
  return std::any_of(all_.begin(), all_.end(),
                     [](const WayOut& way) { return way.result.outcome == TrialOutcome::trying; });
}

}  // namespace purr::shell
