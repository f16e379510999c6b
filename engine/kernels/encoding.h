#pragma once

namespace purr {

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__AVX__)
#define PURR_HAS_VEX 1
#else
#define PURR_HAS_VEX 0
#endif

/// Whether kernels run in the three-operand encoding (VEX) of the same 128-bit instructions, which
/// x86 processors have had since AVX. The operations, their order and so every bit stay the same;
/// only the copies go away that two-operand instructions need, which is worth up to a third.
bool uses_vex();
/// Switches it off, or on again where the processor has it: for tests and benches. Not while
/// kernels run.
void allow_vex(bool is_allowed);

#if PURR_HAS_VEX
/// What `body` calls is compiled into here, so that it is in this function's encoding.
template <class Body>
[[gnu::target("avx"), gnu::flatten]] void run_with_vex(const Body& body) {
  body();
}
#endif

/// Runs `body`, the inner loops of a kernel, in the encoding that is in use.
///
/// It is a function of its own for the browser's sake: V8 optimises a function when it has become
/// hot, in the time that the whole of it takes, and a kernel with all its shapes of tiles in it
/// takes 25 ms.
template <class Body>
[[gnu::noinline]] void run_kernel(const Body& body) {
#if PURR_HAS_VEX
  if (uses_vex()) return run_with_vex(body);
#endif
  body();
}

}  // namespace purr
