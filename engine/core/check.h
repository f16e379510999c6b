#pragma once

#include <cstdio>
#include <cstdlib>

/// Stops the program at a programming error: shapes that disagree, an index out of range. Failures
/// that a user, a file or a link can cause are returned as a Result instead. Checks are compiled in
/// debug builds and where PURR_CHECKS is defined (the tests define it); elsewhere they cost
/// nothing.
#if !defined(NDEBUG) || defined(PURR_CHECKS)
#define PURR_CHECK(condition)                                                                \
  ((condition)                                                                               \
       ? static_cast<void>(0)                                                                \
       : (std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition), \
          std::abort()))
#else
#define PURR_CHECK(condition) static_cast<void>(0)
#endif
