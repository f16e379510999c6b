#include "shell/view/failure_words.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "shell/theme/strings.h"

namespace purr::shell {
namespace {

/// The iteration since when a run that blew up has stood still, or −1.
int stuck_since(const HealthUpdate& health) {
  const Diagnosis* stuck = find_diagnosis(health, DiagnosisKind::stuck);
  const Diagnosis* dead = find_diagnosis(health, DiagnosisKind::dead_layer);
  if (stuck == nullptr) return -1;
  return dead != nullptr ? std::min(dead->iteration, stuck->iteration) : stuck->iteration;
}

std::string layers_of(const HealthUpdate& health, DiagnosisKind kind) {
  std::string layers;
  for (const Diagnosis& one : health.diagnoses) {
    if (one.kind != kind) continue;
    layers += (layers.empty() ? "" : ", ") + std::to_string(one.layer);
  }
  return layers;
}

}  // namespace

const Diagnosis* find_diagnosis(const HealthUpdate& health, DiagnosisKind kind) {
  const auto at = std::find_if(health.diagnoses.begin(), health.diagnoses.end(),
                               [&](const Diagnosis& one) { return one.kind == kind; });
  return at == health.diagnoses.end() ? nullptr : &*at;
}

std::string failure_title(const HealthUpdate& health) {
  if (health.diagnoses.empty()) return {};
  if (const Diagnosis* blow_up = find_diagnosis(health, DiagnosisKind::blow_up)) {
    const std::string at = std::to_string(blow_up->iteration);
    if (blow_up->words.code == Errc::diagnosed_not_finite) {
      return std::string(tr(Text::failure_inputs));
    }
    if (blow_up->words.code == Errc::diagnosed_nan) return tr(Text::failure_nan, {at});
    const int since = stuck_since(health);
    if (since < 0) return tr(Text::failure_blew_up, {at});
    return tr(Text::failure_blew_up_stuck, {at, std::to_string(since)});
  }
  const Diagnosis& first = health.diagnoses.front();
  const std::string at = std::to_string(first.iteration);
  switch (first.kind) {
    case DiagnosisKind::blow_up: break;
    case DiagnosisKind::dead_layer:
      return tr(Text::failure_dead, {layers_of(health, first.kind), at});
    case DiagnosisKind::saturated_layer:
      return tr(Text::failure_saturated, {layers_of(health, first.kind)});
    case DiagnosisKind::stuck:
      if (first.words.code == Errc::diagnosed_nothing_learned) {
        return tr(Text::failure_nothing, {first.words.args.front()});
      }
      return tr(Text::failure_stuck, {at});
    case DiagnosisKind::oscillating: return tr(Text::failure_oscillating, {at});
    case DiagnosisKind::one_class: return std::string(tr(Text::failure_one_class));
    case DiagnosisKind::input_scale: return std::string(tr(Text::failure_input_scale));
    case DiagnosisKind::leak: return std::string(tr(Text::failure_leak));
  }
  return {};
}

bool has_alarm(const HealthUpdate& health) {
  return std::any_of(health.diagnoses.begin(), health.diagnoses.end(),
                     [](const Diagnosis& one) { return is_alarming(one.kind); });
}

int broken_at(const HealthUpdate& health) {
  if (const Diagnosis* one = find_diagnosis(health, DiagnosisKind::blow_up)) return one->iteration;
  const Diagnosis* dead = find_diagnosis(health, DiagnosisKind::dead_layer);
  return dead != nullptr ? dead->iteration : -1;
}

std::vector<StepRow> telling_steps(const HealthUpdate& health) {
  constexpr std::ptrdiff_t kRows = 4;
  const std::vector<StepRow>& steps = health.steps;
  const auto count = static_cast<std::ptrdiff_t>(steps.size());
  if (count <= kRows) return steps;
  const Diagnosis* blow_up = find_diagnosis(health, DiagnosisKind::blow_up);
  if (blow_up == nullptr) {
    std::vector<StepRow> rows(steps.begin(), steps.begin() + kRows - 1);
    rows.push_back(steps.back());
    return rows;
  }
  const auto at = std::find_if(steps.begin(), steps.end(), [&](const StepRow& row) {
    return row.iteration >= blow_up->iteration;
  });
  const auto first = std::clamp<std::ptrdiff_t>(at - steps.begin() - 2, 0, count - kRows);
  return {steps.begin() + first, steps.begin() + first + kRows};
}

int decades_of(const std::vector<PlotPoint>& points) {
  double low = 0.0;
  double high = 0.0;
  for (const PlotPoint& point : points) {
    if (!std::isfinite(point.y) || point.y <= 0.0) continue;
    low = low == 0.0 ? point.y : std::min(low, point.y);
    high = std::max(high, point.y);
  }
  return low > 0.0 ? static_cast<int>(std::floor(std::log10(high / low))) : 0;
}

}  // namespace purr::shell
