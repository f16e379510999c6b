#include "shell/app/host.h"

#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "shell/theme/strings.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {

void Host::send(Command command) const {
  if (hooks_.send) hooks_.send(std::move(command));
}

void Host::act(const HostAction& action) const {
  if (hooks_.act) hooks_.act(action);
}

void Host::change_link(const std::string& link, bool is_new_page) const {
  if (hooks_.link_changed) hooks_.link_changed(link, is_new_page);
}

void Host::save(std::string_view name, std::string_view type, const std::string& content) const {
  if (!hooks_.save) return;
  const std::string place = hooks_.save(name, type, content);
  if (!place.empty()) toast(tr(Text::exported, {place}), NoticeKind::good);
}

void Host::emit(std::string_view event, const nlohmann::json& detail) const {
  if (!hooks_.event) return;
  // The name of a file may be no UTF-8.
  hooks_.event(event, detail.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

bool Host::reply(const Update& update) const {
  if (const auto* weights = std::get_if<WeightsUpdate>(&update)) {
    if (hooks_.weights) hooks_.weights(*weights);
    return true;
  }
  if (const auto* prediction = std::get_if<PredictionReply>(&update)) {
    if (hooks_.prediction) hooks_.prediction(*prediction);
    return true;
  }
  if (const auto* batch = std::get_if<BatchReply>(&update)) {
    if (hooks_.batch) hooks_.batch(*batch);
    return true;
  }
  return false;
}

}  // namespace purr::shell
