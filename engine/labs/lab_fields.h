#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/core/fields.h"
#include "engine/core/printable.h"
#include "engine/io/experiment.h"
#include "engine/labs/lab.h"

/// From settings and results of labs to text and back, by the lists of their members (PURR_FIELDS).
namespace purr {

/// A JSON object whose keys are known only when it is computed, such as "W1" … "WL".
template <class Value>
using Named = std::vector<std::pair<std::string, Value>>;

namespace lab_detail {

using Json = nlohmann::ordered_json;

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsNamed : std::false_type {};
template <class T>
struct IsNamed<Named<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

/// Numbers that are not finite become null: JSON has none. An empty optional is left out.
template <class T>
Json json_of(const T& value) {
  if constexpr (HasEnumerators<T>) {
    return Enumerators<T>::kNames[static_cast<std::size_t>(value)];
  } else if constexpr (HasFields<T>) {
    Json object = Json::object();
    std::size_t i = 0;
    const auto add = [&](const auto& member) {
      using Member = std::remove_cvref_t<decltype(member)>;
      const char* name = Fields<T>::kNames[i++];
      if constexpr (IsOptional<Member>::value) {
        if (member) object[name] = json_of(*member);
      } else {
        object[name] = json_of(member);
      }
    };
    std::apply([&](const auto&... members) { (add(members), ...); }, Fields<T>::tie(value));
    return object;
  } else if constexpr (IsNamed<T>::value) {
    Json object = Json::object();
    for (const auto& [name, part] : value) object[name] = json_of(part);
    return object;
  } else if constexpr (IsVector<T>::value) {
    Json list = Json::array();
    for (const auto& part : value) list.push_back(json_of(part));
    return list;
  } else {
    return value;
  }
}

/// Untrusted text may hold bytes that are no UTF-8.
inline std::string text_of(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

inline bool parse_number(std::string_view text, double& value) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && stop == text.data() + text.size() && std::isfinite(value);
}

template <class T>
void read_number(const LabSetting& row, std::string_view text, T& value,
                 std::vector<Error>& notes) {
  double number = 0.0;
  if (!parse_number(text, number) || (std::integral<T> && number != std::floor(number))) {
    notes.push_back({Errc::bad_number, {row.key, printable(text), number_text(double(value))}});
    return;
  }
  const double legal = row.min < row.max ? std::clamp(number, row.min, row.max) : number;
  if (legal != number) {
    notes.push_back({Errc::out_of_range,
                     {row.key, number_text(row.min), number_text(row.max), number_text(number),
                      number_text(legal)}});
  }
  value = static_cast<T>(legal);
}

template <class T>
void read_value(const LabSetting& row, std::string_view text, T& value, std::vector<Error>& notes) {
  if constexpr (HasEnumerators<T>) {
    std::string names;
    for (std::size_t i = 0; i < Enumerators<T>::kNames.size(); ++i) {
      const std::string_view name = Enumerators<T>::kNames[i];
      if (name == text) {
        value = static_cast<T>(i);
        return;
      }
      names += (names.empty() ? "" : ", ") + std::string(name);
    }
    notes.push_back({Errc::bad_choice,
                     {row.key, names, printable(text),
                      Enumerators<T>::kNames[static_cast<std::size_t>(value)]}});
  } else if constexpr (std::same_as<T, bool>) {
    if (text == "1" || text == "0") {
      value = text == "1";
    } else {
      notes.push_back({Errc::bad_choice, {row.key, "0, 1", printable(text), value ? "1" : "0"}});
    }
  } else if constexpr (IsVector<T>::value) {
    // 20,7,5: a list is taken whole or not at all.
    T list;
    std::vector<Error> wrong;
    while (!text.empty()) {
      const std::size_t comma = text.find(',');
      typename T::value_type part{};
      read_number(row, text.substr(0, comma), part, wrong);
      list.push_back(part);
      text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    if (wrong.empty()) {
      value = std::move(list);
    } else {
      notes.push_back(wrong.front());
    }
  } else if constexpr (std::same_as<T, std::string>) {
    value = std::string(text.substr(0, 1000));
  } else {
    read_number(row, text, value, notes);
  }
}

}  // namespace lab_detail

/// The settings of `pairs` (key=value), the others at their defaults.
template <class Settings>
Settings read_lab_settings(std::span<const LabSetting> rows, std::span<const std::string> pairs,
                           std::vector<Error>& notes) {
  Settings settings;
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.find('=');
    const std::string_view key = std::string_view(pair).substr(0, equals);
    const std::string_view text = equals == std::string::npos
                                      ? std::string_view{}
                                      : std::string_view(pair).substr(equals + 1);
    bool is_known = false;
    std::size_t i = 0;
    const auto take = [&](auto& member) {
      if (key != Fields<Settings>::kNames[i++]) return;
      for (const LabSetting& row : rows) {
        if (key != row.key) continue;
        is_known = true;
        lab_detail::read_value(row, text, member, notes);
      }
    };
    std::apply([&](auto&... members) { (take(members), ...); }, Fields<Settings>::tie(settings));
    if (!is_known) notes.push_back({Errc::unknown_key, {printable(key)}});
  }
  return settings;
}

/// A row whose result is computed from training runs: std::vector<std::string> plan(const
/// Settings&), and Result<R> or R conclude(const Settings&, std::span<const RunSummary>, const
/// LabContext&).
template <class Settings, auto Plan, auto Conclude>
Lab make_run_lab(const char* name, int week, const char* english, const char* chinese,
                 std::span<const LabSetting> rows) {
  using Rows = std::span<const LabSetting>;
  using Pairs = std::span<const std::string>;
  return {.name = name,
          .week = week,
          .title_english = english,
          .title_chinese = chinese,
          .settings = rows,
          .read =
              [](Rows own, Pairs pairs, std::vector<Error>& notes) {
                return lab_detail::text_of(
                    lab_detail::json_of(read_lab_settings<Settings>(own, pairs, notes)));
              },
          .plan =
              [](Rows own, Pairs pairs) {
                std::vector<Error> notes;
                return Plan(read_lab_settings<Settings>(own, pairs, notes));
              },
          .conclude = [](Rows own, Pairs pairs, std::span<const RunSummary> runs,
                         const LabContext& context) -> Result<std::string> {
            std::vector<Error> notes;
            const auto settings = read_lab_settings<Settings>(own, pairs, notes);
            auto result = Conclude(settings, runs, context);
            if constexpr (requires { result.error(); }) {
              if (!result) return std::unexpected(result.error());
              return lab_detail::text_of(lab_detail::json_of(*result));
            } else {
              return lab_detail::text_of(lab_detail::json_of(result));
            }
          }};
}

/// A row whose result is computed from its settings alone: Result<R> or R run(const Settings&,
/// const LabContext&).
template <class Settings, auto Run>
Lab make_lab(const char* name, int week, const char* english, const char* chinese,
             std::span<const LabSetting> rows) {
  return make_run_lab<Settings, [](const Settings&) { return std::vector<std::string>{}; },
                      [](const Settings& settings, std::span<const RunSummary>,
                         const LabContext& context) { return Run(settings, context); }>(
      name, week, english, chinese, rows);
}

}  // namespace purr
