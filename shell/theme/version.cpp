#include "shell/theme/version.h"

#include "engine/kernels/encoding.h"

// Written by version.cmake at build time: PURR_VERSION and PURR_COMMIT.
#include "shell/theme/version.inc"

namespace purr::shell {

Version built_version() {
#if defined(__EMSCRIPTEN__)
  constexpr bool kIsPage = true;
#else
  constexpr bool kIsPage = false;
#endif
#if defined(__wasm_simd128__)
  return {PURR_VERSION, PURR_COMMIT, "SIMD 128", kIsPage};
#elif defined(__SSE4_2__)
  return {PURR_VERSION, PURR_COMMIT, uses_vex() ? "SSE4.2 in AVX's encoding" : "SSE4.2", kIsPage};
#else
  return {PURR_VERSION, PURR_COMMIT, "portable", kIsPage};
#endif
}

std::string version_json() {
  const Version version = built_version();
  return R"({"version":")" + version.number + R"(","commit":")" + version.commit + R"(","simd":")" +
         version.simd + R"("})";
}

}  // namespace purr::shell
