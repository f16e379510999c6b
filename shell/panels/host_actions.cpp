#include "shell/panels/host_actions.h"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

namespace purr::shell {

std::string_view name_of(const HostAction& action) {
  return std::visit([](const auto& a) { return a.kName; }, action);
}

std::string fields_json(const HostAction& action) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  std::visit(
      [&](const auto& a) {
        a.fields([&](const char* name, const auto& value) { json[name] = value; });
      },
      action);
  // A text that came from outside may be no UTF-8.
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::vector<std::string_view> host_action_names() {
  const auto names = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::vector<std::string_view>{std::variant_alternative_t<I, HostAction>::kName...};
  };
  return names(std::make_index_sequence<std::variant_size_v<HostAction>>{});
}

}  // namespace purr::shell
