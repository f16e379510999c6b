#include "shell/program/command_line/sweep.h"

#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>

#include "engine/run/experiment_run.h"
#include "shell/exports/run_json.h"
#include "shell/exports/run_text.h"
#include "shell/program/command_line/interrupt.h"
#include "shell/program/command_line/line_threads.h"
#include "shell/program/command_line/run.h"
#include "shell/program/command_line/settings.h"

namespace purr::shell {
namespace {

constexpr double kBudgetMs = 20.0;  // Ctrl+C takes effect within this time

std::unexpected<std::string> refuse(std::string sentence) {
  return std::unexpected(std::move(sentence));
}

bool parse(std::string_view text, double& value) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && stop == text.data() + text.size() && std::isfinite(value);
}

/// The numbers of a..b or a..b:n; nothing where `text` is no range.
std::expected<std::vector<std::string>, std::string> range_values(const Key& key,
                                                                  std::string_view text) {
  const std::size_t dots = text.find("..");
  const std::string_view first = text.substr(0, dots);
  std::string_view last = text.substr(dots + 2);
  double count = 0.0;
  if (const std::size_t colon = last.find(':'); colon != std::string_view::npos) {
    if (!parse(last.substr(colon + 1), count) || count != std::floor(count) || count < 2 ||
        count > static_cast<double>(kMaxRuns)) {
      return refuse("a range such as 0.001..0.1:5 ends with a number of values from 2 on, not “" +
                    std::string(last.substr(colon + 1)) + "”.");
    }
    last = last.substr(0, colon);
  }
  double a = 0.0;
  double b = 0.0;
  if (!parse(first, a) || !parse(last, b)) {
    return refuse("a range goes from a number to a number, which “" + std::string(text) +
                  "” does not.");
  }
  std::vector<std::string> values;
  if (key.type == KeyType::integer && count == 0.0) {
    if (b < a || b - a >= static_cast<double>(kMaxRuns)) {
      return refuse("a range such as 1..100 rises and has at most " + std::to_string(kMaxRuns) +
                    " values, which “" + std::string(text) + "” does not.");
    }
    for (double value = a; value <= b; value += 1.0) values.push_back(number_text(value));
    return values;
  }
  if (count == 0.0) {
    return refuse("a range of " + std::string(key.name) +
                  " ends with a number of values, such as 0.001..0.1:5.");
  }
  for (int i = 0; i < static_cast<int>(count); ++i) {
    const double share = i / (count - 1.0);
    double value = a > 0.0 && b > 0.0 ? a * std::pow(b / a, share) : a + (b - a) * share;
    if (i == static_cast<int>(count) - 1) value = b;
    if (key.type == KeyType::integer) value = std::round(value);
    values.push_back(number_text(value));
  }
  return values;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

struct Sweep {
  std::vector<std::string> arguments;
  std::vector<Axis> axes;
  UserData data;
  std::vector<long long> indices;  // of this shard
};

std::string line_of(const Sweep& sweep, long long index, const Experiment& experiment,
                    const RunSummary& summary) {
  using Json = nlohmann::ordered_json;
  Json over = Json::object();
  for (const Axis& axis : sweep.axes) over[axis.key] = find_key(axis.key)->get(experiment);
  const Json front{{"index", index}, {"over", over}, {"link", link_text(experiment)}};
  std::string text = front.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
  text.back() = ',';  // in place of the brace: what the run came to follows
  return text + summary_json(summary).substr(1) + "\n";
}

/// One worker's way of making a line.
LineMaker worker_of(const Sweep& sweep) {
  auto run = std::make_shared<ExperimentRun>();
  run->bring(sweep.data);
  return [&sweep, run](std::size_t place) -> std::optional<std::string> {
    const long long index = sweep.indices[place];
    // It was read before, without a complaint.
    const Experiment experiment =
        settings_at(sweep.arguments, sweep.axes, index).value_or(Settings{}).experiment;
    if (InterruptGuard::is_interrupted()) return std::nullopt;
    run->begin(write_experiment(experiment, /*view=*/false));
    while (run->advance(kBudgetMs)) {
      if (InterruptGuard::is_interrupted()) return std::nullopt;
    }
    return line_of(sweep, index, experiment, run->summary());
  };
}

}  // namespace

std::expected<Axis, std::string> read_axis(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return refuse("--over takes KEY=VALUES such as seed=1..10, not “" + text + "”.");
  }
  Axis axis{.key = text.substr(0, equals), .values = {}};
  const Key* key = find_key(axis.key);
  if (key == nullptr) return refuse(refusal({Errc::unknown_key, {axis.key}}));
  const std::string_view values = std::string_view(text).substr(equals + 1);
  const bool has_slashes = values.find('/') != std::string_view::npos;
  std::vector<std::string_view> parts{values};
  if (has_slashes) {
    parts = split(values, '/');
  } else if (key->type != KeyType::list && key->type != KeyType::names) {
    parts = split(values, ',');
  }
  for (const std::string_view part : parts) {
    const bool is_number = key->type == KeyType::integer || key->type == KeyType::number;
    if (is_number && part.find("..") != std::string_view::npos) {
      auto range = range_values(*key, part);
      if (!range) return refuse(axis.key + ": " + range.error());
      axis.values.insert(axis.values.end(), range->begin(), range->end());
    } else {
      axis.values.emplace_back(part);
    }
    if (axis.values.size() > static_cast<std::size_t>(kMaxRuns)) break;
  }
  for (const std::string& value : axis.values) {
    // On its own: whether two keys fit together is seen when they meet.
    if (key->type == KeyType::list || key->type == KeyType::names) continue;
    Experiment experiment;
    std::vector<Error> notes;
    set_key(experiment, axis.key, value, notes);
    if (!notes.empty()) return refuse(refusal(notes.front()));
  }
  return axis;
}

std::expected<Settings, std::string> settings_at(std::span<const std::string> arguments,
                                                 std::span<const Axis> axes, long long index) {
  std::vector<std::string> all(axes.size());
  for (std::size_t i = axes.size(); i-- > 0;) {
    const auto count = static_cast<long long>(axes[i].values.size());
    all[i] = axes[i].key + "=" + axes[i].values[static_cast<std::size_t>(index % count)];
    index /= count;
  }
  all.insert(all.begin(), arguments.begin(), arguments.end());
  return read_settings(all);
}

int run_sweep(const SweepOptions& options) {
  const auto stop = [](const std::string& sentence) {
    complain(sentence);
    return kBadInput;
  };
  if (options.over.empty()) return stop("A sweep goes over something: add --over seed=1..10.");
  Sweep sweep;
  sweep.arguments = options.settings;
  long long count = 1;
  for (const std::string& text : options.over) {
    auto axis = read_axis(text);
    if (!axis) return stop(axis.error());
    for (const Axis& other : sweep.axes) {
      if (other.key == axis->key) return stop("--over names " + axis->key + " twice.");
    }
    count *= static_cast<long long>(axis->values.size());
    sweep.axes.push_back(std::move(*axis));
    if (count > kMaxRuns) {
      return stop("A sweep has at most " + std::to_string(kMaxRuns) +
                  " runs; these axes make more. Fewer values make it fit.");
    }
  }
  // Every experiment is read before the first one runs: what does not fit is said at once.
  auto first = settings_at(sweep.arguments, sweep.axes, 0);
  if (!first) return stop(first.error());
  for (const Error& note : first->notes) complain(describe(note));
  if (!options.data.empty() && !first->names_the_data) {
    auto data = gather_data(options.data, *first,
                            {.encoding = options.encoding, .chosen = first->experiment.data});
    if (!data) return stop(data.error());
    sweep.arguments.push_back("data=" + find_key("data")->get(first->experiment));
  }
  std::set<DataSource> known;  // sources whose data is there
  for (long long index = 0; index < count; ++index) {
    auto settings = settings_at(sweep.arguments, sweep.axes, index);
    if (!settings) return stop(settings.error());
    if (index % options.shard_count == options.shard - 1) sweep.indices.push_back(index);
    const DataSource source = settings->experiment.data.source;
    if ((!is_user_data(source) && source != DataSource::emoji) || !known.insert(source).second) {
      continue;
    }
    auto data = gather_data(options.data, *settings,
                            {.encoding = options.encoding, .chosen = settings->experiment.data});
    if (!data) return stop(data.error());
    if (!data->glyphs) data->glyphs = sweep.data.glyphs;
    sweep.data = std::move(*data);
  }

  const InterruptGuard guard;
  const LinesPrinted printed =
      print_on_threads(sweep.indices.size(), options.jobs, [&sweep] { return worker_of(sweep); });
  if (!printed.is_written) {
    complain(std::string("The results cannot be written: ") + std::strerror(printed.error) + ".");
    return kRunFailed;
  }
  if (!InterruptGuard::is_interrupted()) return kDone;
  complain("Stopped after " + std::to_string(printed.count) + " of " +
           std::to_string(sweep.indices.size()) + " runs.");
  return kInterrupted;
}

}  // namespace purr::shell
