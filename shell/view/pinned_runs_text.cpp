// Pinned runs as text, which the host keeps between visits. What comes back is untrusted.
#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "shell/view/pinned_runs.h"

namespace purr::shell {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;
constexpr std::size_t kMaxNameBytes = 80;
constexpr std::size_t kMaxSettingsBytes = 8000;

/// Six significant digits: more than a plot can show.
double rounded(double value) {
  if (value == 0.0 || !std::isfinite(value)) return value;
  const double unit = std::pow(10.0, 5.0 - std::floor(std::log10(std::abs(value))));
  const double result = std::round(value * unit) / unit;
  return std::isfinite(result) ? result : value;
}

/// x, y, x, y …; what is not finite becomes null.
Json curve_json(const std::vector<PlotPoint>& points) {
  std::vector<PlotPoint> kept;
  if (points.size() > PinnedRuns::kMaxStoredPoints) {
    // At most four points a column (shell/plot/decimate.h).
    decimate(points,
             {.low = points.front().x,
              .high = points.back().x,
              .columns = static_cast<int>(PinnedRuns::kMaxStoredPoints / 4) - 1},
             kept);
    if (kept.size() > PinnedRuns::kMaxStoredPoints) kept.resize(PinnedRuns::kMaxStoredPoints);
  } else {
    kept = points;
  }
  Json list = Json::array();
  for (const PlotPoint& p : kept) {
    list.push_back(rounded(p.x));
    list.push_back(rounded(p.y));
  }
  return list;
}

double number_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<double>()
                                                     : std::numeric_limits<double>::quiet_NaN();
}

int count_of(const Json& object, const char* key) {
  const double value = number_of(object, key);
  return value >= 0.0 && value <= 1e9 ? static_cast<int>(value) : 0;
}

std::string string_of(const Json& object, const char* key, std::size_t max_bytes) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return {};
  const auto& text = found->get_ref<const std::string&>();
  return text.size() <= max_bytes ? text : std::string();
}

/// Empty where the curve is not one: x must be finite and ascend.
std::vector<PlotPoint> curve_of(const Json& object, const char* key) {
  std::vector<PlotPoint> points;
  const auto list = object.find(key);
  if (list == object.end() || !list->is_array() || list->size() % 2 != 0 ||
      list->size() > 2 * PinnedRuns::kMaxStoredPoints) {
    return points;
  }
  for (std::size_t i = 0; i < list->size(); i += 2) {
    const Json& x = (*list)[i];
    const Json& y = (*list)[i + 1];
    if (!x.is_number() || (!y.is_number() && !y.is_null())) return {};
    const PlotPoint point{x.get<double>(),
                          y.is_null() ? std::numeric_limits<double>::quiet_NaN() : y.get<double>()};
    if (!std::isfinite(point.x) || (!points.empty() && point.x < points.back().x)) return {};
    points.push_back(point);
  }
  return points;
}

}  // namespace

std::string PinnedRuns::text() const {
  Json runs = Json::array();
  for (const PinnedRun& run : all_) {
    runs.push_back({{"name", run.name},
                    {"settings", write_experiment(run.settings, /*view=*/false)},
                    {"shown", run.is_shown},
                    {"iteration", run.status.iteration},
                    {"m", run.status.m},
                    {"mTest", run.status.m_test},
                    {"cost", run.status.cost},
                    {"testCost", run.status.test_cost},
                    {"trainAccuracy", run.status.train_accuracy},
                    {"testAccuracy", run.status.test_accuracy},
                    {"costCurve", curve_json(run.cost)},
                    {"testCostCurve", curve_json(run.test_cost)},
                    {"trainAccuracyCurve", curve_json(run.train_accuracy)},
                    {"testAccuracyCurve", curve_json(run.test_accuracy)}});
  }
  // A name that the user pasted may not be UTF-8.
  return Json{{"version", kVersion}, {"runs", std::move(runs)}}.dump(
      -1, ' ', false, Json::error_handler_t::replace);
}

void PinnedRuns::read(std::string_view text) {
  all_.clear();
  if (text.empty() || text.size() > kMaxTextBytes) return;
  const Json stored = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!stored.is_object() || number_of(stored, "version") != kVersion) return;
  const auto runs = stored.find("runs");
  if (runs == stored.end() || !runs->is_array()) return;
  for (const Json& one : *runs) {
    if (!one.is_object() || all_.size() >= kMaxCount) continue;
    PinnedRun run;
    run.cost = curve_of(one, "costCurve");
    if (run.cost.empty()) continue;  // nothing to compare with
    run.id = next_id_++;
    run.name = string_of(one, "name", kMaxNameBytes);
    run.settings = read_experiment(string_of(one, "settings", kMaxSettingsBytes)).experiment;
    const auto shown = one.find("shown");
    run.is_shown = shown == one.end() || !shown->is_boolean() || shown->get<bool>();
    run.status.phase = Phase::ready;
    run.status.iteration = count_of(one, "iteration");
    run.status.m = count_of(one, "m");
    run.status.m_test = count_of(one, "mTest");
    run.status.cost = number_of(one, "cost");
    run.status.test_cost = number_of(one, "testCost");
    run.status.train_accuracy = number_of(one, "trainAccuracy");
    run.status.test_accuracy = number_of(one, "testAccuracy");
    run.test_cost = curve_of(one, "testCostCurve");
    run.train_accuracy = curve_of(one, "trainAccuracyCurve");
    run.test_accuracy = curve_of(one, "testAccuracyCurve");
    all_.push_back(std::move(run));
  }
}

}  // namespace purr::shell
