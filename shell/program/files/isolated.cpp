#include "shell/program/files/isolated.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <span>

namespace purr::shell {
namespace {

using Clock = std::chrono::steady_clock;

void set_limit(decltype(RLIMIT_CORE) which, rlim_t value) {
  rlimit limit{};
  if (getrlimit(which, &limit) != 0) return;
  limit.rlim_cur = std::min(value, limit.rlim_max);
  setrlimit(which, &limit);
}

bool write_all(int fd, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

/// The child's whole life. It leaves without destructors and exit handlers, which are the parent's.
[[noreturn]] void live_as_child(int fd, const std::function<std::vector<std::uint8_t>()>& work,
                                [[maybe_unused]] const IsolationLimits& limits) {
  // A crash ends the child at once, whatever handlers the parent has, and leaves no core file.
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGINT, SIGTERM}) {
    std::signal(signal, SIG_DFL);
  }
  set_limit(RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  set_limit(RLIMIT_AS, limits.memory_bytes);  // sanitizers reserve terabytes of addresses
#endif
  bool is_done = false;
  try {
    is_done = write_all(fd, work());
  } catch (const std::exception&) {
    is_done = false;  // most likely std::bad_alloc at the memory limit
  }
  _exit(is_done ? 0 : 1);
}

/// Everything until the child closes its end; nothing at the deadline or the size limit.
std::optional<std::vector<std::uint8_t>> read_reply(int fd, const IsolationLimits& limits) {
  const auto deadline = Clock::now() + limits.time;
  std::vector<std::uint8_t> reply;
  std::array<std::uint8_t, 65536> piece{};
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return std::nullopt;
    pollfd waiting{.fd = fd, .events = POLLIN, .revents = 0};
    const int ready = poll(&waiting, 1, static_cast<int>(left));
    if (ready < 0 && errno != EINTR) return std::nullopt;
    if (ready <= 0) continue;
    const ssize_t got = read(fd, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) return reply;
    const auto count = static_cast<std::size_t>(got);
    if (reply.size() + count > limits.reply_bytes) return std::nullopt;
    reply.insert(reply.end(), piece.begin(), piece.begin() + got);
  }
}

}  // namespace

std::optional<std::vector<std::uint8_t>> run_isolated(
    const std::function<std::vector<std::uint8_t>()>& work, const IsolationLimits& limits) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    live_as_child(ends[1], work, limits);
  }
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return std::nullopt;
  }
  auto reply = read_reply(ends[0], limits);
  close(ends[0]);
  if (!reply) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return reply;
}

}  // namespace purr::shell
