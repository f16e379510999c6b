#include "engine/run/experiment_run.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace purr {

std::uint64_t curve_fingerprint(const std::vector<CurvePoint>& curve) {
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto mix = [&](std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
      hash ^= (value >> (8 * i)) & 0xFF;
      hash *= 0x100000001b3;
    }
  };
  for (const CurvePoint& point : curve) {
    mix(static_cast<std::uint32_t>(point.iteration), 4);
    // There are many bit patterns that are no number, and which of them comes out is chance.
    constexpr std::uint64_t kNoNumber = 0x7ff8000000000000;
    const bool is_number = point.cost == point.cost;
    mix(is_number ? std::bit_cast<std::uint64_t>(point.cost) : kNoNumber, 8);
  }
  return hash;
}

void ExperimentRun::bring(UserData data) { run_.handle(Bring{std::move(data)}); }

void ExperimentRun::begin(std::string experiment) {
  run_.take_updates();
  summary_ = {};
  run_.handle(Watch{.predictions = false});
  run_.handle(Configure{.serial = ++serial_, .retrain = true, .experiment = std::move(experiment)});
}

bool ExperimentRun::advance(double budget_ms) {
  const bool has_more = run_.advance(budget_ms);
  take_updates();
  // Then the run before it is there again, whose numbers are not those of this one.
  if (!has_more && summary_.failure && summary_.failure->code == Errc::out_of_memory) {
    summary_.status = Status{.phase = Phase::waiting};
    summary_.curve.clear();
    summary_.diagnoses.clear();
  }
  if (!has_more) summary_.fingerprint = curve_fingerprint(summary_.curve);
  return has_more;
}

double ExperimentRun::progress() const {
  const Status& status = summary_.status;
  if (status.phase == Phase::preparing) return 0.1 * status.progress;
  if (status.phase != Phase::training) return status.phase == Phase::waiting ? 0.0 : 1.0;
  return 0.1 + 0.9 * status.iteration / std::max(1, status.target);
}

void ExperimentRun::take_updates() {
  for (Update& update : run_.take_updates()) {
    if (auto* status = std::get_if<Status>(&update)) {
      summary_.status = std::move(*status);
    } else if (const auto* curve = std::get_if<CurveUpdate>(&update)) {
      apply_tail(summary_.curve, *curve);
    } else if (auto* health = std::get_if<HealthUpdate>(&update)) {
      summary_.diagnoses = std::move(health->diagnoses);
    } else if (auto* notice = std::get_if<Notice>(&update)) {
      if (notice->is_error) {
        summary_.failure = std::move(notice->error);
      } else {
        summary_.notes.push_back(std::move(notice->error));
      }
    }
  }
}

}  // namespace purr
