#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace purr::shell {

/// Does piece number `place` of the work; false after an interrupt.
using PieceMaker = std::function<bool(std::size_t place)>;

/// Does pieces 0 … count − 1 on several threads. Each thread calls `make_worker` once and uses its
/// result for all its pieces, and ends after one that was false. `jobs` 0 is one thread for each
/// core.
void work_on_threads(std::size_t count, int jobs, const std::function<PieceMaker()>& make_worker);

/// Makes line number `place`, or nothing after an interrupt.
using LineMaker = std::function<std::optional<std::string>(std::size_t place)>;

struct LinesPrinted {
  std::size_t count = 0;
  bool is_written = true;  ///< false where stdout is closed
  int error = 0;           ///< then: errno
};

/// Makes lines 0 … count − 1 on several threads and prints them on stdout in this order,
/// independent of which is finished first; each is written as a whole. On a terminal stderr shows
/// the progress.
LinesPrinted print_on_threads(std::size_t count, int jobs,
                              const std::function<LineMaker()>& make_worker);

}  // namespace purr::shell
