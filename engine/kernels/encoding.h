#pragma once

namespace purr {

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__AVX__)
#define PURR_HAS_VEX 1
#else
#define PURR_HAS_VEX 0
#endif

/// Whether kernels run in the three-operand encoding (VEX) of the same 128-bit instructions, which
/// x86 processors with AVX support. The operations and their order are the same, and so is every
/// bit; VEX only avoids the register copies of two-operand instructions, up to a third of the time.
bool uses_vex();
/// Switches VEX off, or on again where the processor supports it: for tests and benchmarks. Must
/// not be called while kernels run.
void allow_vex(bool is_allowed);

#if PURR_HAS_VEX
/// Everything that `body` calls is inlined here, so that it is compiled in this function's
/// encoding.
template <class Body>
[[gnu::target("avx"), gnu::flatten]] void run_with_vex(const Body& body) {
  body();
}
#endif

/// Runs `body`, the inner loops of a kernel, in the encoding that is in use.
///
/// This function must not be inlined in WebAssembly: V8 optimises a hot function as a whole, and
/// optimising one kernel with all its tile shapes takes 25 ms, during which slow code runs.
template <class Body>
[[gnu::noinline]] void run_kernel(const Body& body) {
#if PURR_HAS_VEX
  if (uses_vex()) return run_with_vex(body);
#endif
  body();
}

}  // namespace purr
