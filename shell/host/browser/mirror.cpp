// The API of the mirror: the controls and texts on the canvas, for screen readers and tests.
#include <array>
#include <string>

#include "shell/host/browser/api.h"
#include "shell/host/browser/json.h"
#include "shell/theme/theme.h"
#include "shell/widgets/registry.h"
#include "shell/widgets/widgets.h"

using namespace purr;
using namespace purr::shell;
using namespace purr::shell::browser;

namespace {

std::string control_json(const Control& control) {
  std::string json = "{\"id\":" + quoted(control.id) +
                     ",\"role\":" + quoted(role_name(control.role)) +
                     ",\"label\":" + quoted(control.label) + ",\"text\":" + quoted(control.value);
  if (control.max > control.min) {
    json += ",\"min\":" + json_number(control.min) + ",\"max\":" + json_number(control.max) +
            ",\"step\":" + json_number(control.step) + ",\"now\":" + json_number(control.now);
  }
  if (!control.options.empty()) json += ",\"options\":" + json_list(control.options, quoted);
  const auto flag = [&](const char* name, bool is_set) {
    if (is_set) json += std::string(",\"") + name + "\":true";
  };
  flag("checked", control.checked);
  flag("selected", control.selected);
  flag("expanded", control.expanded);
  flag("disabled", control.disabled);
  flag("focused", control.focused);
  flag("part", control.is_part);
  const float zoom = theme().zoom;
  const std::array<float, 4> rect{control.x * zoom, control.y * zoom, control.width * zoom,
                                  control.height * zoom};
  return json + ",\"rect\":" + json_list(rect, [](float value) { return json_number(value); }) +
         '}';
}

/// Changes with every change of a control or its place: both counts only grow, so their sum does.
std::uint32_t revision_of(const ControlRegistry& controls) {
  return static_cast<std::uint32_t>(controls.revision() + controls.layout_revision());
}

}  // namespace

/// JSON of every control on the canvas and of the live text; null when nothing changed since
/// `known_revision`.
PURR_API char* purr_controls(std::uint32_t known_revision) {
  const ControlRegistry& controls = page().app->controls();
  const std::uint32_t revision = revision_of(controls);
  if (revision == known_revision) return nullptr;
  return give("{\"revision\":" + std::to_string(revision) +
              ",\"controls\":" + json_list(controls.controls(), control_json) +
              ",\"live\":" + quoted(page().app->live_text()) + "}");
}
/// JSON of the texts on the canvas as they were drawn in the last frame but one. They are recorded
/// from the first call on.
PURR_API char* purr_texts() {
  watch_texts();
  page().app->mark_dirty();
  return give(json_list(seen_texts(), [](const SeenText& seen) {
    const float zoom = theme().zoom;
    const auto rect = [zoom](const Rect& r) {
      const std::array<float, 4> points{r.x * zoom, r.y * zoom, r.width * zoom, r.height * zoom};
      return json_list(points, [](float value) { return json_number(value); });
    };
    const auto flag = [](bool is_set) { return is_set ? "true" : "false"; };
    return "{\"words\":" + quoted(seen.words) + ",\"box\":" + rect(seen.box) +
           ",\"clip\":" + rect(seen.clip) + ",\"isCut\":" + flag(seen.is_cut) +
           ",\"scrolls\":" + flag(seen.scrolls) + ",\"layer\":" + std::to_string(seen.layer) + "}";
  }));
}
/// Operates a control in the next frame, as ControlRegistry::request says.
PURR_API void purr_operate(const char* id, const char* action, const char* value) {
  page().app->controls().request(id, action, value);
  page().app->mark_dirty();
}
