#pragma once

#include "engine/io/experiment.h"
#include "shell/app/host.h"
#include "shell/theme/theme.h"

namespace purr::shell {

/// Theme, language and sizes, which follow the settings, the system and the kind of pointer.
class Appearance {
 public:
  explicit Appearance(const Host& host) : host_(host) {}

  /// Applies what `view` and `surface` require, and tells the host about a new theme or language.
  /// Call between frames.
  ///
  /// Larger text enlarges everything around it, too, like the zoom of a browser, down to the width
  /// of the narrowest layout; beyond that only the text grows. `surface` comes in points of the
  /// host and leaves in points of the layout, which are larger by theme().zoom.
  ///
  /// Until there are Chinese typefaces the language is English.
  void update(const ViewSpec& view, Surface& surface);

  /// Whether the settings and the system ask for Chinese.
  [[nodiscard]] bool wants_chinese() const { return wants_chinese_; }

 private:
  const Host& host_;
  bool is_applied_ = false;
  ThemeKind kind_ = ThemeKind::light;
  bool is_touch_ = false;
  bool wants_chinese_ = false;
};

/// The next text size above (`by` > 0) or below (`by` < 0) `scale`, which is 1 to 2.
double next_text_scale(double scale, int by);

}  // namespace purr::shell
