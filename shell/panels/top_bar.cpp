#include "shell/panels/top_bar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "shell/panels/preset_chooser.h"
#include "shell/panels/transport.h"

namespace purr::shell {
namespace {

constexpr float kPresetWidth = 250.0F;
constexpr float kPhoneMore = 44.0F;                        // the menu of a phone's bar …
constexpr float kPhoneRest = 24 + kPhoneMore + 8 + 12.0F;  // … and the gaps around the chooser

/// The width of the chooser of presets for the name that it shows.
float preset_name_width(const Workbench& bench) {
  const std::string name = preset_name(bench.settings);
  constexpr float kEdges = 44.0F;  // and the arrow
  return measure(name, {.size = theme().text_size, .weight = Weight::semibold}).x + kEdges;
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

/// The export of an entry of the menu.
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

/// Opens “Look inside” and closes it.
void inside_button(Workbench& bench) {
  bool& is_open = bench.arrangement.shows_inside;
  if (button("inside", tr(Text::inside),
             {.is_pressed = is_open, .hint = tr(Text::look_inside_hint)})) {
    is_open = !is_open;
  }
  ImGui::SameLine(0, 8);
}

float button_width(std::string_view label, bool is_icon) {
  const float icon = theme().touch ? theme().control : theme().control + 4.0F;
  const TextStyle words{.size = theme().text_size - 0.5F, .weight = Weight::semibold};
  return is_icon ? icon : std::ceil(measure(label, words).x + 24.0F);
}

}  // namespace

void draw_top_bar(Workbench& bench, const Rect& place) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().card);
  list->AddLine({place.x, place.bottom()}, {place.right(), place.bottom()}, theme().line);
  const bool is_phone = bench.layout == Layout::phone;
  const float middle = place.y + place.height / 2;
  const float pad = is_phone ? 12.0F : 20.0F;
  draw_icon(list, Icon::cat, {place.x + pad + 12, middle}, 24, theme().cat);
  // A narrow bar shows the cat without the name, and icons without text.
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
    // A phone has one menu for everything else.
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
      2 * button_width({}, true) + 3 * 8.0F + button_width(tr(Text::inside), false) + 8.0F;
  // Aligned with the cards below.
  const float end = place.right() - (is_middle ? 12.0F : theme().gap);
  const Rect right{end - right_width, top, right_width + 1, control};
  const float transport_width = !bench.arrangement.shows_all_settings ? 330.0F
                                : is_tight                            ? 392.0F
                                                                      : 520.0F;
  const float preset_width =
      std::clamp(right.x - 8 - transport_width - 14 - left_end, 110.0F, kPresetWidth);
  begin_region({left_end, top, preset_width + 10, control}, false);
  preset_chooser(bench, preset_width);
  end_region();

  begin_region(right, false);
  inside_button(bench);
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

  // The transport, centred on the page if there is room.
  const float low = left_end + preset_width + 14;
  const float high = right.x - transport_width - 8;
  const float x =
      std::clamp(place.x + place.width / 2 - transport_width / 2 + 20, low, std::max(low, high));
  draw_transport(bench, {x, middle - 18, transport_width, 36});
}

}  // namespace purr::shell
