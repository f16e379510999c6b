#include "shell/program/command_line/line_threads.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace purr::shell {
namespace {

/// Lines that are ready, printed in the order of their numbers.
class OrderedLines {
 public:
  /// Line number `place` of those that will come.
  void put(std::size_t place, std::string line) {
    const std::scoped_lock lock(mutex_);
    ++count_;
    waiting_.emplace(place, std::move(line));
    while (!waiting_.empty() && waiting_.begin()->first == next_) print_first();
  }
  /// What has been left behind by runs that will not end.
  void print_rest() {
    const std::scoped_lock lock(mutex_);
    while (!waiting_.empty()) print_first();
  }
  LinesPrinted printed() {
    const std::scoped_lock lock(mutex_);
    return {count_, is_written_, error_};
  }

 private:
  void print_first() {
    const std::string& line = waiting_.begin()->second;
    // A whole line at once, so that an interrupted sweep contains no partial line.
    if (is_written_) {
      is_written_ = std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
                    std::fflush(stdout) == 0;
      if (!is_written_) error_ = errno;
    }
    waiting_.erase(waiting_.begin());
    ++next_;
  }

  std::mutex mutex_;
  std::map<std::size_t, std::string> waiting_;
  std::size_t next_ = 0;
  std::size_t count_ = 0;
  bool is_written_ = true;
  int error_ = 0;  // errno of the first line that could not be written
};

/// Progress, on a terminal.
class Progress {
 public:
  Progress(OrderedLines& lines, std::size_t all) {
    if (isatty(STDERR_FILENO) == 0) return;
    thread_ = std::jthread([this, &lines, all](const std::stop_token& stop) {
      std::unique_lock lock(mutex_);
      while (!stop.stop_requested()) {
        std::fprintf(stderr, "\r%zu of %zu runs", lines.printed().count, all);
        std::fflush(stderr);
        wake_.wait_for(lock, stop, std::chrono::milliseconds(250), [] { return false; });
      }
      std::fprintf(stderr, "\r%40s\r", "");
    });
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: it uses everything above
};

}  // namespace

void work_on_threads(std::size_t count, int jobs, const std::function<PieceMaker()>& make_worker) {
  std::atomic<std::size_t> next{0};
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t wanted = jobs > 0 ? static_cast<std::size_t>(jobs) : cores;
  std::vector<std::jthread> workers;
  const auto work = [&] {
    const PieceMaker make = make_worker();
    for (std::size_t place = next++; place < count; place = next++) {
      if (!make(place)) return;
    }
  };
  for (std::size_t i = 0; i < std::min(wanted, count); ++i) {
    try {
      workers.emplace_back(work);
    } catch (const std::system_error&) {
      // No memory, or too many threads: those that are there do the work.
      if (workers.empty()) work();
      break;
    }
  }
}

LinesPrinted print_on_threads(std::size_t count, int jobs,
                              const std::function<LineMaker()>& make_worker) {
  OrderedLines lines;
  {
    const Progress progress(lines, count);
    work_on_threads(count, jobs, [&lines, &make_worker]() -> PieceMaker {
      return [&lines, make = make_worker()](std::size_t place) {
        std::optional<std::string> line = make(place);
        if (!line) return false;
        lines.put(place, std::move(*line));
        return lines.printed().is_written;
      };
    });
  }
  lines.print_rest();
  return lines.printed();
}

}  // namespace purr::shell
