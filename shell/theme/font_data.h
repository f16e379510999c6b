// The typefaces as bytes: subsets made at build by assets/fonts/build.mjs.
#pragma once

namespace purr::shell {

/// A whole TrueType file in memory.
struct EmbeddedFont {
  const char* bytes = nullptr;
  int size = 0;
};

extern const EmbeddedFont kInterRegular;
extern const EmbeddedFont kInterSemiBold;
extern const EmbeddedFont kJetBrainsMono;
/// The few signs and Chinese characters of an English screen, of Noto Sans SC.
extern const EmbeddedFont kSignsRegular;
extern const EmbeddedFont kSignsSemiBold;
extern const EmbeddedFont kStixTwoMath;

// Of the target purr_chinese_fonts, which the page does not link.
extern const EmbeddedFont kNotoSansScRegular;
extern const EmbeddedFont kNotoSansScSemiBold;

}  // namespace purr::shell
