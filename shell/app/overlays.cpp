#include "shell/app/overlays.h"

#include <algorithm>

#include "imgui.h"
#include "shell/app/notices.h"
#include "shell/panels/failure_panel.h"
#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {

float draw_failure(Workbench& bench, const Rect& column) {
  const float strip = draw_failure_strip(bench, column);
  const Error* failure = bench.failure;
  // What was diagnosed says more.
  const bool is_exploded = failure != nullptr && failure->code == Errc::cost_exploded;
  if (failure == nullptr || (is_exploded && !bench.run.health.diagnoses.empty()) ||
      is_missing_user_data(failure->code) || failure->code == Errc::glyphs_missing) {
    return strip;
  }
  begin_region({column.x, column.y + strip, column.width, 120}, false);
  const ImVec2 before = ImGui::GetCursorScreenPos();
  const NoticeAnswer answer =
      notice("failure", NoticeKind::error, describe(*failure, current_language()),
             is_exploded ? tr(Text::halve_rate) : std::string_view{}, true);
  const float height = ImGui::GetCursorScreenPos().y - before.y;
  end_region();
  if (answer != NoticeAnswer::none) bench.requests.dismiss_failure = true;
  if (answer == NoticeAnswer::action) {
    bench.settings.training.learning_rate /= 2;
    bench.requests.rewind = true;
    bench.requests.play = true;
  }
  return strip + height + theme().gap - 4;
}

void draw_drop_overlay(float width, float height) {
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled({0, 0}, {width, height}, theme().scrim);
  const float box_width = std::min(460.0F, width - 40);
  const Rect box{(width - box_width) / 2, height / 2 - 70, box_width, 140};
  list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, theme().card, 18);
  list->AddRect({box.x, box.y}, {box.right(), box.bottom()}, theme().accent, 18, 0, 2);
  draw_text(list, {width / 2, box.y + 34}, tr(Text::drop_here),
            {.size = theme().counter_size, .weight = Weight::semibold}, Align::centre);
  draw_text_in(list, {box.x + 12, box.y + 74, box.width - 24, 26}, tr(Text::drop_words), dim_text(),
               Align::centre);
}

void draw_reading_overlay(float width, float height) {
  const std::string_view words = tr(Text::reading_files);
  const float box_width = measure(words).x + 36;
  const Rect box{(width - box_width) / 2, height - 90, box_width, 36};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, theme().bubble, 18);
  TextStyle style;
  style.colour = theme().bubble_ink;
  draw_text_in(list, box, words, style, Align::centre);
}

}  // namespace purr::shell
