#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace purr::shell {

/// Makes line number `place`, or nothing after an interrupt.
using LineMaker = std::function<std::optional<std::string>(std::size_t place)>;

struct LinesPrinted {
  std::size_t count = 0;
  bool is_written = true;  ///< false where stdout is closed
  int error = 0;           ///< then: errno
};

/// Makes lines 0 … count − 1 on several threads and prints them on stdout in this order,
/// independent of which is finished first; each is written as a whole. Each thread calls
/// `make_worker` once and uses its result for all its lines. `jobs` 0 is one thread for each core.
/// On a terminal stderr shows the progress.
LinesPrinted print_on_threads(std::size_t count, int jobs,
                              const std::function<LineMaker()>& make_worker);

}  // namespace purr::shell
