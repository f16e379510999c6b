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
extern const EmbeddedFont kNotoSansScRegular;
extern const EmbeddedFont kNotoSansScSemiBold;
extern const EmbeddedFont kStixTwoMath;

}  // namespace purr::shell
