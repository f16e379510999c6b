#pragma once

#include <cstdio>
#include <cstdlib>

/// Stops the program where only a programmer's mistake can lead: shapes that disagree, an index out
/// of range. What a person, file or link can cause is a Result instead. Active in debug builds and
/// wherever PURR_CHECKS is defined (the tests do), free elsewhere.
#if !defined(NDEBUG) || defined(PURR_CHECKS)
#define PURR_CHECK(condition)                                                                \
  ((condition)                                                                               \
       ? static_cast<void>(0)                                                                \
       : (std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition), \
          std::abort()))
#else
#define PURR_CHECK(condition) static_cast<void>(0)
#endif
