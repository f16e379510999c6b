#include "engine/kernels/encoding.h"

namespace purr {
namespace {

#if PURR_HAS_VEX
bool has_vex() { return __builtin_cpu_supports("avx") != 0; }
#else
bool has_vex() { return false; }
#endif

bool& choice() {
  static bool uses = has_vex();
  return uses;
}

}  // namespace

bool uses_vex() { return choice(); }
void allow_vex(bool is_allowed) { choice() = is_allowed && has_vex(); }

}  // namespace purr
