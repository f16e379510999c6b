#include "shell/panels/failure_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/failure_figures.h"
#include "shell/view/failure_words.h"

namespace purr::shell {
namespace {

constexpr int kDecadesForLog = 4;
constexpr std::size_t kMaxShortWays = 2;

/// Whether there is a rail that the panel can stand in. Else the ways out are above everything, and
/// the numbers in a dialog.
bool has_rail(const Workbench& bench) {
  const Arrangement& arrangement = bench.arrangement;
  switch (bench.layout) {
    case Layout::wide: return true;
    case Layout::middle: return arrangement.shows_all_settings && !arrangement.shows_inside;
    case Layout::phone: break;
  }
  return false;
}

void draw_box(ImDrawList* list, const Rect& box, ImU32 fill, ImU32 border) {
  const float radius = theme().control_radius;
  list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, fill, radius);
  list->AddRect({box.x, box.y}, {box.right(), box.bottom()}, border, radius);
}

/// Takes over the settings of a way out, and trains. How things are shown stays as it is.
void use(Workbench& bench, const WayOut& way) {
  const ViewSpec view = bench.settings.view;
  bench.settings = way.settings;
  bench.settings.view = view;
  bench.requests.rewind = true;
  bench.requests.play = true;
  bench.failure_view.is_dialog_open = false;
}

std::string result_of(const WayOut& way) {
  const TrialResult& result = way.result;
  switch (result.outcome) {
    case TrialOutcome::trying: return "…";
    case TrialOutcome::not_tried: return std::string(tr(Text::failure_not_tried));
    case TrialOutcome::broken: return {};
    case TrialOutcome::trained: break;
  }
  const bool has_test = std::isfinite(result.test_accuracy);
  return tr(has_test ? Text::failure_test : Text::failure_train,
            {fixed(100.0 * way.accuracy(), 1)});
}

/// One way out: what it is, why it may help, its result, a button.
void draw_way(Workbench& bench, const WayOut& way, std::size_t number, bool is_best) {
  const Theme& t = theme();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = std::max(t.touch ? 52.0F : 0.0F, std::round(48.0F * t.text_scale));
  const Rect box{at.x, at.y, width, height};
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_box(list, box, is_best ? t.accent_soft : t.card, is_best ? t.accent_soft : t.line);
  const std::string id = "way" + std::to_string(number);
  const float button_width = std::ceil(measure(tr(Text::failure_use), strong_text()).x) + 24;
  const float button_height = t.touch ? 44.0F : t.control;
  const float button_x = box.right() - button_width - 8;
  const std::string result = result_of(way);
  TextStyle strong = strong_text();
  strong.size = t.text_size;
  const bool is_trained = way.result.outcome == TrialOutcome::trained;
  TextStyle result_style = is_trained ? strong : dim_text();
  if (is_trained) result_style.colour = is_best ? t.test_text : t.ink;
  const float result_width = std::ceil(measure(result, result_style).x) + 8;
  const float result_x = button_x - result_width;
  // Where the title has no room beside the result, the result comes below it, in place of why.
  const bool is_narrow = measure(way.title, strong).x > result_x - box.x - 18;
  const Rect upper{box.x + 12, box.y + 6, (is_narrow ? button_x : result_x) - box.x - 18,
                   height / 2 - 6};
  const Rect lower{upper.x, box.y + height / 2, upper.width, upper.height};
  draw_text_in(list, upper, way.title, strong);
  if (is_narrow) {
    draw_text_in(list, lower, result, result_style);
  } else {
    draw_text_in(list, lower, way.why, small_text());
    draw_text_in(list, {result_x, box.y, result_width - 8, height}, result, result_style,
                 Align::right);
  }
  register_words(id + "/words", Role::status, way.title + ": " + way.why + ". " + result, box);
  ImGui::SetCursorScreenPos({button_x, box.y + (height - button_height) / 2});
  if (button(id, tr(Text::failure_use),
             {.kind = is_best ? ButtonKind::primary : ButtonKind::outline,
              .width = button_width,
              .height = button_height,
              .hint = tr(Text::failure_use_hint)})) {
    use(bench, way);
  }
  ImGui::SetCursorScreenPos({at.x, box.bottom() + 6});
  ImGui::Dummy({width, 0});
}

void draw_ways(Workbench& bench, std::size_t max_count) {
  const WaysOut& ways = bench.ways_out;
  if (ways.all().empty()) return;
  const std::vector<const WayOut*> offered = ways.offered();
  const bool is_tried = std::any_of(ways.all().begin(), ways.all().end(), [](const WayOut& way) {
    return way.result.outcome == TrialOutcome::trained ||
           way.result.outcome == TrialOutcome::broken;
  });
  const std::string_view state = ways.is_any_being_tried() ? tr(Text::failure_trying)
                                 : is_tried                ? tr(Text::failure_tried)
                                                           : tr(Text::failure_not_tried);
  heading(tr(Text::failure_ways), state);
  if (offered.empty()) {
    paragraph(tr(Text::failure_none), dim_text());
    return;
  }
  const bool is_first_tried = offered.front()->result.outcome == TrialOutcome::trained;
  for (std::size_t i = 0; i < std::min(max_count, offered.size()); ++i) {
    draw_way(bench, *offered[i], i + 1, i == 0 && is_first_tried);
  }
}

void draw_title(const HealthUpdate& health) {
  const std::string title = failure_title(health);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  paragraph(title, {.size = theme().counter_size, .weight = Weight::semibold});
  const float height = ImGui::GetCursorScreenPos().y - at.y;
  register_words("title", Role::status, title,
                 {at.x, at.y, ImGui::GetContentRegionAvail().x, height});
}

void draw_sentence(const Diagnosis& one) {
  paragraph(describe(one.words, current_language()));
  space(4);
}

/// The sentences but the first one, the table of steps, the dead units.
void draw_reasons(Workbench& bench) {
  const HealthUpdate& health = bench.run.health;
  for (const Diagnosis& one : health.diagnoses) {
    // Dead layers are drawn below, each with its units.
    if (one.kind == DiagnosisKind::dead_layer && find_diagnosis(health, one.kind) != &one) continue;
    if (&one != &health.diagnoses.front()) draw_sentence(one);
  }
  draw_step_table(bench.run, bench.settings.training.optimizer);
  draw_dead_units(bench.run);
}

/// The ways out, the iteration before it broke, the settings.
void draw_actions(Workbench& bench) {
  draw_ways(bench, kMaxWaysOut);
  const int broken = broken_at(bench.run.health);
  if (broken > 0) {
    space(4);
    if (button("look", tr(Text::failure_look, {std::to_string(broken - 1)}),
               {.kind = ButtonKind::outline, .icon = Icon::chevron_left, .width = -1.0F})) {
      bench.requests.run_to = broken - 1;
      bench.failure_view.is_dialog_open = false;
    }
  }
  if (!has_failure_panel(bench)) return;  // a dialog has its own way back
  space(6);
  if (button("settings", tr(Text::failure_settings), {.kind = ButtonKind::bare, .width = -1.0F})) {
    bench.failure_view.is_open = false;
  }
}

/// All of it in the height `room`. Where there is less, what can be done comes before the numbers,
/// which are then reached by scrolling.
void draw_content(Workbench& bench, float room) {
  FailureView& view = bench.failure_view;
  // A dialog that closes is drawn once more, when the run may be healthy again.
  if (bench.run.health.diagnoses.empty()) return;
  const float top = ImGui::GetCursorScreenPos().y;
  const bool is_long = view.content > room;
  const auto part = [] {
    space(4);
    hairline();
    space(6);
  };
  draw_title(bench.run.health);
  space(4);
  draw_sentence(bench.run.health.diagnoses.front());
  if (is_long) {
    draw_actions(bench);
    part();
    draw_reasons(bench);
  } else {
    draw_reasons(bench);
    part();
    draw_actions(bench);
  }
  const float content = ImGui::GetCursorScreenPos().y - top;
  if (std::fabs(content - view.content) < 0.5F) return;
  view.content = content;
  want_redraw();
}

/// What is wrong, in one line where that fits, and a link to why.
float draw_line(Workbench& bench, const Rect& column) {
  const Theme& t = theme();
  const std::string_view why = tr(Text::failure_why);
  const float link_width = std::ceil(measure(why, strong_text()).x) + 16;
  const std::string title = failure_title(bench.run.health);
  const float title_width = column.width - 34 - link_width - 12;
  const float title_height = paragraph_height(title, ink_text(), title_width);
  const float height =
      std::max({t.touch ? 44.0F : 36.0F, std::round(34.0F * t.text_scale), title_height + 12.0F});
  const Rect box{column.x, column.y, column.width, height};
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool is_alarm = has_alarm(bench.run.health);
  const ImU32 colour = is_alarm ? t.cat_text : t.accent_text;
  draw_box(list, box, mix(t.card, colour, 0.07F), mix(t.line, colour, 0.25F));
  draw_icon(list, is_alarm ? Icon::warning : Icon::info, {box.x + 18, box.y + height / 2}, 13,
            colour);
  begin_region({box.x + 34, box.y + (height - title_height) / 2, title_width, title_height}, false);
  paragraph(title, ink_text());
  end_region();
  registry().push_scope("failure");
  register_words("title", Role::status, title, box);
  const float link_height = t.touch ? 44.0F : 26.0F;
  begin_region(
      {box.right() - link_width, box.y + (height - link_height) / 2, link_width, link_height},
      false);
  if (link("why", why, tr(Text::failure_why_hint))) {
    (has_rail(bench) ? bench.failure_view.is_open : bench.failure_view.is_dialog_open) = true;
  }
  end_region();
  registry().pop_scope();
  return height + t.gap - 4;
}

/// What is wrong and the best ways out, where there is no rail.
float draw_short_card(Workbench& bench, const Rect& column) {
  ImGui::SetCursorScreenPos({column.x, column.y});
  begin_region({column.x, column.y, column.width, 0}, false);
  begin_card("failure", {.title = failure_title(bench.run.health), .is_untitled = true});
  draw_title(bench.run.health);
  space(4);
  draw_ways(bench, kMaxShortWays);
  if (link("why", tr(Text::failure_why), tr(Text::failure_why_hint))) {
    bench.failure_view.is_dialog_open = true;
  }
  end_card();
  const float height = ImGui::GetCursorScreenPos().y - column.y;
  end_region();
  return height + 10;
}

bool is_at_rest(const Workbench& bench) {
  const Phase phase = bench.run.status.phase;
  return phase == Phase::finished || phase == Phase::failed || phase == Phase::ready;
}

}  // namespace

void update_failure_view(Workbench& bench) {
  FailureView& view = bench.failure_view;
  const HealthUpdate& health = bench.run.health;
  if (health.diagnoses.empty()) {
    // A run that is trained again stays as it is looked at until it is healthy.
    if (is_at_rest(bench)) view = {};
    return;
  }
  // Nobody loses the control that is being dragged, or all the settings that were opened.
  const bool may_open = !bench.arrangement.shows_all_settings && !ImGui::IsAnyItemActive();
  if (may_open && !view.has_opened && has_alarm(health) && is_at_rest(bench)) {
    view.is_open = true;
    view.has_opened = true;
  }
}

float failure_panel_width(const Workbench& bench, float usual) {
  constexpr float kWanted = 400.0F;
  return bench.layout == Layout::wide && has_failure_panel(bench) ? std::max(usual, kWanted)
                                                                  : usual;
}

bool has_failure_panel(const Workbench& bench) {
  return bench.failure_view.is_open && has_rail(bench) && !bench.run.health.diagnoses.empty();
}

void draw_failure_panel(Workbench& bench, const Rect& place) {
  ImGui::SetCursorScreenPos({place.x, place.y});
  begin_scroll("failure_rail", {place.width, place.height});
  begin_card("failure", {.title = failure_title(bench.run.health), .is_untitled = true});
  draw_content(bench, place.height - 2 * theme().pad);
  end_card();
  end_scroll();
}

float draw_failure_strip(Workbench& bench, const Rect& column) {
  const HealthUpdate& health = bench.run.health;
  if (health.diagnoses.empty() || has_failure_panel(bench)) return 0.0F;
  if (!has_rail(bench) && has_alarm(health) && is_at_rest(bench)) {
    return draw_short_card(bench, column);
  }
  return draw_line(bench, column);
}

void draw_failure_dialog(Workbench& bench) {
  bool& is_open = bench.failure_view.is_dialog_open;
  if (is_open && (bench.run.health.diagnoses.empty() || has_rail(bench))) is_open = false;
  if (!begin_dialog("failure_dialog", tr(Text::failure_why), is_open, 420)) return;
  const float height = ImGui::GetIO().DisplaySize.y - 150;
  begin_scroll("failure_scroll", {ImGui::GetContentRegionAvail().x, height});
  draw_content(bench, height);
  end_scroll();
  end_dialog();
}

bool is_log_by_itself(const Workbench& bench) {
  return !bench.failure_view.has_chosen_axes && !bench.settings.view.log_cost &&
         has_alarm(bench.run.health) && decades_of(bench.run.cost) >= kDecadesForLog;
}

}  // namespace purr::shell
