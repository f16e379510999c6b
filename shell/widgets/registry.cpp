#include "shell/widgets/registry.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace purr::shell {
namespace {

/// A requested control may need a frame to appear (its tab is being opened); after this many frames
/// the request is dropped.
constexpr int kFramesToWait = 4;
constexpr std::size_t kMaxRequests = 256;

/// NaN is equal to itself here: a slider at NaN must not count as a change in every frame.
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool same_content(const Control& a, const Control& b) {
  return a.id == b.id && a.role == b.role && a.label == b.label && a.value == b.value &&
         same(a.min, b.min) && same(a.max, b.max) && same(a.step, b.step) && same(a.now, b.now) &&
         a.options == b.options && a.checked == b.checked && a.selected == b.selected &&
         a.expanded == b.expanded && a.disabled == b.disabled && a.focused == b.focused &&
         a.is_part == b.is_part;
}

bool same_place(const Control& a, const Control& b) {
  return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

}  // namespace

std::string_view role_name(Role role) {
  switch (role) {
    case Role::button: return "button";
    case Role::checkbox: return "checkbox";
    case Role::combobox: return "combobox";
    case Role::image: return "img";
    case Role::link: return "link";
    case Role::option: return "option";
    case Role::progress: return "progressbar";
    case Role::region: return "region";
    case Role::slider: return "slider";
    case Role::spinbutton: return "spinbutton";
    case Role::status: return "status";
    case Role::tab: return "tab";
    case Role::table: return "table";
    case Role::textbox: return "textbox";
    case Role::toggle: return "switch";
  }
  return "button";
}

void ControlRegistry::begin_frame() {
  building_.clear();
  scope_.clear();
  scope_ends_.clear();
}

void ControlRegistry::end_frame() {
  if (!std::ranges::equal(building_, published_, same_content)) ++revision_;
  if (!std::ranges::equal(building_, published_, same_place)) ++layout_revision_;
  published_.swap(building_);
  for (Waiting& waiting : requests_) --waiting.frames_left;
  std::erase_if(requests_, [](const Waiting& waiting) { return waiting.frames_left <= 0; });
}

void ControlRegistry::add(Control control) {
  control.id = full_id(control.id);
  building_.push_back(std::move(control));
}

void ControlRegistry::push_scope(std::string_view scope) {
  scope_ends_.push_back(scope_.size());
  scope_.append(scope).push_back('/');
}

void ControlRegistry::pop_scope() {
  if (scope_ends_.empty()) return;
  scope_.resize(scope_ends_.back());
  scope_ends_.pop_back();
}

std::string ControlRegistry::full_id(std::string_view id) const { return scope_ + std::string(id); }

const Control* ControlRegistry::find(std::string_view id) const {
  const auto found = std::ranges::find(published_, id, &Control::id);
  return found == published_.end() ? nullptr : &*found;
}

void ControlRegistry::request(std::string_view id, std::string_view action,
                              std::string_view value) {
  if (requests_.size() >= kMaxRequests) return;
  requests_.push_back({{std::string(id), std::string(action), std::string(value)}, kFramesToWait});
}

std::optional<ControlRequest> ControlRegistry::take(std::string_view full_id) {
  const auto found = std::ranges::find_if(
      requests_, [&](const Waiting& waiting) { return waiting.request.id == full_id; });
  if (found == requests_.end()) return std::nullopt;
  ControlRequest request = std::move(found->request);
  requests_.erase(found);
  return request;
}

ControlRegistry& registry() {
  static ControlRegistry the_registry;
  return the_registry;
}

}  // namespace purr::shell
