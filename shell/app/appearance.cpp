#include "shell/app/appearance.h"

#include <algorithm>
#include <array>

#include "shell/app/layout.h"
#include "shell/theme/strings.h"

namespace purr::shell {
namespace {

constexpr std::array kTextScales{1.0, 1.25, 1.5, 1.75, 2.0};

/// Sets the zoom and makes the points of `surface` larger by it. Returns what of the text scale is
/// left for the text alone.
float zoom_in(const ViewSpec& view, Surface& surface) {
  const auto wanted = static_cast<float>(std::clamp(view.text_scale, 1.0, 2.0));
  const float zoom = std::clamp(surface.width / kMinLayoutWidth, 1.0F, wanted);
  set_zoom(zoom);
  surface.width /= zoom;
  surface.height /= zoom;
  surface.pixel_ratio *= zoom;
  return wanted / zoom;
}

bool is_dark(const ViewSpec& view, const Surface& surface) {
  return view.theme == ThemeChoice::system ? surface.is_system_dark
                                           : view.theme == ThemeChoice::dark;
}

Language language_of(const ViewSpec& view, const Surface& surface) {
  switch (view.language) {
    case LanguageChoice::zh: return Language::chinese;
    case LanguageChoice::en: return Language::english;
    case LanguageChoice::system: break;
  }
  return surface.system_language;
}

}  // namespace

void Appearance::update(const ViewSpec& view, Surface& surface) {
  const ThemeKind kind = is_dark(view, surface) ? ThemeKind::dark : ThemeKind::light;
  const float text_scale = zoom_in(view, surface);
  // A narrow surface is likely a phone; one that is narrow because its text is large is not.
  const bool is_touch = surface.is_touch || surface.width * theme().zoom < kMaxPhoneWidth;
  if (!is_applied_ || kind != kind_ || is_touch != is_touch_ || text_scale != theme().text_scale) {
    is_applied_ = true;
    kind_ = kind;
    is_touch_ = is_touch;
    apply_theme(kind, text_scale, is_touch);
    host_.act(SetTheme{.is_dark = kind == ThemeKind::dark});
  }
  set_reduced_motion(surface.is_motion_reduced);
  wants_chinese_ = language_of(view, surface) == Language::chinese;
  // Without its typefaces, Chinese would be question marks.
  const Language language =
      wants_chinese_ && has_chinese_fonts() ? Language::chinese : Language::english;
  if (language != current_language()) {
    set_language(language);
    host_.act(SetLanguage{language});
  }
}

double next_text_scale(double scale, int by) {
  if (by > 0) {
    const auto next = std::ranges::upper_bound(kTextScales, scale);
    return next == kTextScales.end() ? kTextScales.back() : *next;
  }
  if (by < 0) {
    const auto next = std::ranges::lower_bound(kTextScales, scale);
    return next == kTextScales.begin() ? kTextScales.front() : *(next - 1);
  }
  return scale;
}

}  // namespace purr::shell
