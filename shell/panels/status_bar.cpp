#include "shell/panels/status_bar.h"

#include <string>

#include "engine/run/stop_rules.h"

namespace purr::shell {

void draw_status_bar(Workbench& bench, const Rect& place) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().card);
  list->AddLine({place.x, place.y}, {place.right(), place.y}, theme().line);
  const Status& status = bench.run.status;
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  float x = place.x + 18;
  const float y = place.y + place.height / 2 - dim.size * 0.62F;
  const auto put = [&](const std::string& words) {
    draw_text(list, {x, y}, words, dim);
    x += measure(words, dim).x + 26;
  };
  put(tr(status.is_gram ? Text::status_gram : Text::status_primal,
         {status.precision == Precision::f64 ? "f64" : "f32"}));
  if (status.ms_per_iteration > 0.0) {
    put(tr(Text::status_speed, {number(status.ms_per_iteration, 2)}));
  }
  if (const auto stop = stop_sentence(status, bench.settings.training)) {
    put(describe(*stop, current_language()));
  }
  put("SIMD **128**");
  if (status.parameters > 0) {
    put(tr(Text::status_parameters, {number(static_cast<double>(status.parameters), 0)}));
  }
  const std::string_view assurances[] = {
      tr(bench.has_address_bar ? Text::status_link : Text::status_link_window),
      tr(Text::status_private)};
  float right = place.right() - 18;
  for (const std::string_view assurance : assurances) {
    const float width = measure(assurance, dim).x;
    if (right - width < x) break;  // a narrow page leaves them out
    draw_text(list, {right, y}, assurance, dim, Align::right);
    right -= width + 26;
  }
}

}  // namespace purr::shell
