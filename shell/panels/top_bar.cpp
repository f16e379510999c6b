#include "shell/panels/top_bar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/settings_edits.h"

namespace purr::shell {
namespace {

constexpr float kTightBar = 1340.0F;  // a bar narrower than this has no room for words
constexpr float kPresetWidth = 250.0F;
constexpr float kPhoneMore = 44.0F;                        // the menu of a phone's bar …
constexpr float kPhoneRest = 24 + kPhoneMore + 8 + 12.0F;  // … and the gaps around the chooser

const char* title_of(const Preset& preset) {
  return current_language() == Language::chinese ? preset.title_chinese : preset.title_english;
}

/// How wide the chooser of presets wants to be for the name that it shows now.
float preset_name_width(const Workbench& bench) {
  std::string_view name = tr(Text::preset_default);
  for (const Preset& preset : presets()) {
    if (bench.settings.preset == preset.name) name = title_of(preset);
  }
  constexpr float kEdges = 44.0F;  // and the arrow
  return measure(name, {.size = theme().text_size, .weight = Weight::semibold}).x + kEdges;
}

/// The chooser of presets: the default run first, then the published ones.
void preset_chooser(Workbench& bench, float width) {
  std::vector<Choice> choices{{.label = tr(Text::preset_default), .id = "default"}};
  int chosen = bench.settings.preset.empty() ? 0 : -1;
  for (const Preset& preset : presets()) {
    if (bench.settings.preset == preset.name) chosen = static_cast<int>(choices.size());
    choices.push_back({.label = title_of(preset), .id = preset.name});
  }
  const int before = chosen;
  if (chooser("preset", tr(Text::preset), choices, chosen,
              {.has_label = false, .width = width, .hint = tr(Text::preset_hint)}) &&
      chosen != before && chosen >= 0) {
    load_preset(bench, chosen == 0 ? "" : presets()[static_cast<std::size_t>(chosen) - 1].name);
  }
}

void theme_button(Workbench& bench) {
  if (button("theme", tr(Text::theme),
             {.icon = Icon::theme, .is_icon_only = true, .hint = tr(Text::theme_hint)})) {
    bench.settings.view.theme =
        theme().kind == ThemeKind::light ? ThemeChoice::dark : ThemeChoice::light;
  }
}

void language_button(Workbench& bench) {
  if (button("language", tr(Text::other_language), {.hint = tr(Text::language_hint)})) {
    bench.settings.view.language =
        current_language() == Language::english ? LanguageChoice::zh : LanguageChoice::en;
  }
}

/// What leaves the program: a link, pictures, numbers.
Export export_of(int chosen) {
  constexpr std::array kOrder{Export::link, Export::picture, Export::svg,
                              Export::csv,  Export::json,    Export::weights};
  return chosen < 0 ? Export::none : kOrder[static_cast<std::size_t>(chosen)];
}

std::array<Choice, 6> export_choices() {
  return {
      {{.label = tr(Text::export_link), .id = "link", .hint = tr(Text::share_hint)},
       {.label = tr(Text::export_picture), .id = "png", .hint = tr(Text::export_picture_hint)},
       {.label = tr(Text::export_svg), .id = "svg", .hint = tr(Text::export_svg_hint)},
       {.label = tr(Text::export_csv), .id = "csv", .hint = tr(Text::export_csv_hint)},
       {.label = tr(Text::export_json), .id = "json", .hint = tr(Text::export_json_hint)},
       {.label = tr(Text::export_weights), .id = "npz", .hint = tr(Text::export_weights_hint)}}};
}

float button_width(std::string_view label, bool is_icon) {
  const float icon = theme().touch ? theme().control : theme().control + 4.0F;
  const TextStyle words{.size = theme().text_size - 0.5F, .weight = Weight::semibold};
  return is_icon ? icon : std::ceil(measure(label, words).x + 24.0F);
}

}  // namespace

void draw_transport(Workbench& bench, const Rect& place) {
  const Status& status = bench.run.status;
  const bool is_running = status.phase == Phase::training || status.phase == Phase::preparing;
  const bool can_run = status.phase != Phase::waiting;
  begin_region(place, false);
  registry().push_scope("transport");
  const bool is_phone = bench.layout == Layout::phone;
  const float icon_width = is_phone ? 38.0F : theme().touch ? 44.0F : 36.0F;
  const float height = is_phone || theme().touch ? 44.0F : 36.0F;
  const float gap = is_phone ? 6.0F : 8.0F;
  const auto icon_button = [&](std::string_view id, Text label, Icon icon, bool enabled,
                               Text hint) {
    const bool pressed = button(id, tr(label),
                                {.icon = icon,
                                 .width = icon_width,
                                 .height = height,
                                 .is_icon_only = true,
                                 .is_enabled = enabled,
                                 .hint = tr(hint)});
    ImGui::SameLine(0, gap);
    return pressed;
  };
  const bool has_moved = status.iteration > 0;
  if (icon_button("rewind", Text::rewind, Icon::rewind, has_moved, Text::rewind_hint)) {
    bench.requests.rewind = true;
  }
  if (icon_button("back", Text::step_back, Icon::chevron_left, has_moved, Text::step_back_hint)) {
    bench.requests.step = -1;
  }
  if (button("play", tr(is_running ? Text::pause : Text::play),
             {.kind = ButtonKind::primary,
              .icon = is_running ? Icon::pause : Icon::play,
              .width = icon_width + 12.0F,
              .height = height,
              .is_icon_only = true,
              .is_enabled = can_run,
              .hint = tr(is_running ? Text::pause_hint : Text::play_hint)})) {
    (is_running ? bench.requests.pause : bench.requests.play) = true;
  }
  ImGui::SameLine(0, gap);
  if (icon_button("step", Text::step, Icon::chevron_right, can_run, Text::step_hint)) {
    bench.requests.step = 1;
  }

  // The counter: how far, and how long it took.
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect box{at.x + (is_phone ? 2.0F : 6.0F), place.y,
                 is_phone ? (theme().text_scale > 1.2F ? 74.0F : 88.0F) : 108.0F, height};
  draw_text_in(list, {box.x, box.y + height / 2 - 21, box.width, 22}, number(status.iteration, 0),
               {.size = theme().counter_size, .weight = Weight::semibold});
  std::string below;
  if (status.phase == Phase::preparing) {
    below = tr(Text::preparing, {std::to_string(static_cast<int>(100 * status.progress))});
  } else if (status.phase == Phase::waiting) {
    below = tr(is_phone ? Text::no_data : Text::waiting);
  } else if (is_phone && status.train_accuracy == status.train_accuracy) {
    below = fixed(100 * status.train_accuracy, 1);
    if (status.m_test > 0) below += " · " + fixed(100 * status.test_accuracy, 1);
    below += " %";
    const TextStyle usual{.size = theme().small_size / std::max(1.0F, theme().text_scale)};
    if (measure(below, usual).x > box.width) {
      below = fixed(100 * (status.m_test > 0 ? status.test_accuracy : status.train_accuracy), 1);
      below += " %";
    }
  } else if (bench.settings.training.batch_size > 0) {
    below = tr(Text::epochs_time, {fixed(status.elapsed_ms / 1000.0, 2)});
  } else {
    below = tr(Text::iterations_time, {fixed(status.elapsed_ms / 1000.0, 2)});
  }
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const float needed = measure(below, dim).x;
  if (needed > box.width) dim.size = std::max(9.0F, dim.size * box.width / needed);
  draw_text_in(list, {box.x, box.y + height / 2 + 2, box.width, 16}, below, dim);
  registry().add({.id = "iteration",
                  .role = Role::status,
                  .label = std::string(tr(Text::iteration)),
                  .value = number(status.iteration, 0),
                  .x = box.x,
                  .y = box.y,
                  .width = box.width,
                  .height = box.height});

  ImGui::SetCursorScreenPos({box.right() + gap, place.y});
  // Whatever room a phone has left.
  const float room = place.right() - box.right() - gap;
  const float instant_width = !is_phone ? 0.0F
                              : room <= 160.0F
                                  ? room
                                  : measure(tr(Text::instant), strong_text()).x + 24.0F;
  const bool too_slow = bench.settings.view.instant && !bench.is_instant;
  if (button("instant", tr(Text::instant),
             {.note = ImGui::GetIO().DisplaySize.x < kTightBar     ? std::string_view{}
                      : too_slow && bench.settings.view.pace > 0.0 ? tr(Text::instant_paced)
                      : too_slow && status.estimated_ms > 0.0      ? tr(Text::instant_slow)
                                                                   : tr(Text::instant_note),
              .width = instant_width,
              .height = height,
              .is_pressed = bench.settings.view.instant,
              .hint = tr(Text::instant_hint)})) {
    bench.settings.view.instant = !bench.settings.view.instant;
  }
  registry().pop_scope();
  end_region();
}

void draw_top_bar(Workbench& bench, const Rect& place) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().card);
  list->AddLine({place.x, place.bottom()}, {place.right(), place.bottom()}, theme().line);
  const bool is_phone = bench.layout == Layout::phone;
  const float middle = place.y + place.height / 2;
  const float pad = is_phone ? 12.0F : 20.0F;
  draw_icon(list, Icon::cat, {place.x + pad + 12, middle}, 24, theme().cat);
  // Where the bar is narrow the cat stands for the name, and icons for words.
  const bool is_tight = !is_phone && place.width < kTightBar;
  const TextStyle name{.size = 17.0F * theme().text_scale, .weight = Weight::semibold};
  const float full_name = measure("Purrceptron", name).x;
  const bool phone_has_room =
      place.width - pad - 32 - full_name - kPhoneRest >= preset_name_width(bench);
  const bool has_name = is_phone ? phone_has_room : !is_tight;
  const float name_width = has_name ? full_name : 0.0F;
  if (has_name) {
    draw_text(list, {place.x + pad + 32, middle - 10 * theme().text_scale}, "Purrceptron", name);
  }

  registry().push_scope("bar");
  const float control = theme().touch ? theme().control : theme().row;
  const float top = middle - control / 2;
  const float name_end = place.x + pad + 32 + name_width;
  if (is_phone) {
    // What a phone has no room for goes into one menu.
    const float width =
        std::clamp(place.right() - name_end - kPhoneRest, 90.0F, 250.0F * theme().text_scale);
    const Rect right{place.right() - 12 - kPhoneMore - 8 - width, top, width + kPhoneMore + 8,
                     control};
    begin_region(right, false);
    preset_chooser(bench, width);
    ImGui::SameLine(0, 8);
    const auto exports = export_choices();
    const Choice actions[] = {{.label = tr(Text::share), .id = "share"},
                              {.label = tr(Text::other_language), .id = "language"},
                              {.label = tr(Text::theme), .id = "theme"},
                              {.label = tr(Text::help), .id = "help"},
                              exports[1],
                              exports[2],
                              exports[3],
                              exports[4],
                              exports[5]};
    const int chosen = menu("more", tr(Text::more), actions,
                            {.icon = Icon::more, .width = kPhoneMore, .is_icon_only = true});
    if (chosen >= 4) bench.requests.exports = export_of(chosen - 3);
    switch (chosen) {
      case 0: bench.requests.exports = Export::link; break;
      case 1:
        bench.settings.view.language =
            current_language() == Language::english ? LanguageChoice::zh : LanguageChoice::en;
        break;
      case 2:
        bench.settings.view.theme =
            theme().kind == ThemeKind::light ? ThemeChoice::dark : ThemeChoice::light;
        break;
      case 3: bench.navigation.is_help_open = true; break;
      default: break;
    }
    end_region();
    registry().pop_scope();
    return;
  }

  const float left_end = name_end + (is_tight ? 0.0F : 14.0F);
  const bool is_middle = bench.layout == Layout::middle;
  const float right_width =
      button_width(tr(Text::share), is_tight) + button_width(tr(Text::export_menu), is_tight) +
      8.0F + (is_tight ? 0.0F : 17.0F) + button_width(tr(Text::other_language), false) +
      2 * button_width({}, true) + 3 * 8.0F +
      (is_middle ? button_width(tr(Text::inside), false) + 8.0F : 0.0F);
  // In line with the cards below.
  const float end = place.right() - (is_middle ? 12.0F : theme().gap);
  const Rect right{end - right_width, top, right_width + 1, control};
  const float transport_width = is_tight ? 392.0F : 520.0F;
  const float preset_width =
      std::clamp(right.x - 8 - transport_width - 14 - left_end, 110.0F, kPresetWidth);
  begin_region({left_end, top, preset_width + 10, control}, false);
  preset_chooser(bench, preset_width);
  end_region();

  begin_region(right, false);
  if (is_middle) {
    if (button("inside", tr(Text::inside),
               {.is_pressed = bench.navigation.shows_inside, .hint = tr(Text::look_inside_hint)})) {
      bench.navigation.shows_inside = !bench.navigation.shows_inside;
    }
    ImGui::SameLine(0, 8);
  }
  if (button("share", tr(Text::share),
             {.icon = is_tight ? Icon::share : Icon::none,
              .is_icon_only = is_tight,
              .hint = tr(Text::share_hint)})) {
    bench.requests.exports = Export::link;
  }
  ImGui::SameLine(0, 8);
  const auto exports = export_choices();
  const int chosen = menu("export", tr(Text::export_menu), exports,
                          {.icon = is_tight ? Icon::download : Icon::none,
                           .trailing = is_tight ? Icon::none : Icon::chevron_down,
                           .is_icon_only = is_tight,
                           .hint = tr(Text::export_hint)});
  if (chosen >= 0) bench.requests.exports = export_of(chosen);
  ImGui::SameLine(0, 8);
  language_button(bench);
  ImGui::SameLine(0, 8);
  theme_button(bench);
  ImGui::SameLine(0, 8);
  if (button("help", tr(Text::help),
             {.icon = Icon::help, .is_icon_only = true, .hint = tr(Text::help_hint)})) {
    bench.navigation.is_help_open = true;
  }
  end_region();
  registry().pop_scope();

  // The transport in what is left, centred on the page where it can be.
  const float low = left_end + preset_width + 14;
  const float high = right.x - transport_width - 8;
  const float x =
      std::clamp(place.x + place.width / 2 - transport_width / 2 + 20, low, std::max(low, high));
  draw_transport(bench, {x, middle - 18, transport_width, 36});
}

}  // namespace purr::shell
