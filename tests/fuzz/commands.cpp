// Random commands to a training run, any number of them, with invariants checked after each:
// legal phases, ordered and bounded curves, bounded memory, exact ways back, no spoiled byte that
// is taken for a command it is not. Meant for the build with sanitizers.
//
//   build/debug/purr_fuzz [--commands N] [--seed S]
//
// The last line says how many commands it were; a violation is told with the seed that repeats it,
// and the exit status is then 1.
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#define PURR_REQUIRE(condition)                                                         \
  ((condition) ? static_cast<void>(0)                                                   \
               : (std::printf("%s:%d: not true: %s\n", __FILE__, __LINE__, #condition), \
                  std::fflush(stdout), std::abort()))

#include "tests/support/person.h"

#if defined(__SANITIZE_ADDRESS__)
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();  // NOLINT
#endif

namespace {

constexpr int kCommandsOfALife = 500;
constexpr std::size_t kMaxBytes = std::size_t{160} << 20U;

std::size_t allocated_bytes() {
#if defined(__SANITIZE_ADDRESS__)
  return __sanitizer_get_current_allocated_bytes();
#else
  return 0;  // only that sanitizer counts
#endif
}

bool parse(const char* text, long long& value) {
  const char* end = text + std::strlen(text);
  const auto [stop, error] = std::from_chars(text, end, value);
  return error == std::errc{} && stop == end && value >= 1;
}

}  // namespace

int main(int argc, char** argv) {
  long long commands = 10000;
  long long first_seed = 1;
  for (int i = 1; i < argc; i += 2) {
    const bool is_commands = std::strcmp(argv[i], "--commands") == 0;
    const bool is_seed = std::strcmp(argv[i], "--seed") == 0;
    if ((!is_commands && !is_seed) || i + 1 == argc ||
        !parse(argv[i + 1], is_commands ? commands : first_seed)) {
      std::printf("usage: purr_fuzz [--commands N] [--seed S]\n");
      return 2;
    }
  }
  std::printf("seeds from %lld, %d commands each\n", first_seed, kCommandsOfALife);
  long long done = 0;
  std::size_t most_bytes = 0;
  auto last_word = std::chrono::steady_clock::now();
  for (long long seed = first_seed; done < commands; ++seed) {
    purr::Watcher watcher;
    int count = 0;
    const auto life = static_cast<int>(std::min<long long>(kCommandsOfALife, commands - done));
    const std::string problem =
        purr::live(static_cast<std::uint64_t>(seed), life, /*hostile=*/true, watcher, count);
    done += count;
    if (!problem.empty()) {
      std::printf("seed %lld, command %d: %s\n", seed, count, problem.c_str());
      return 1;
    }
    most_bytes = std::max(most_bytes, allocated_bytes());
    if (most_bytes > kMaxBytes) {
      std::printf("seed %lld: %zu MB are allocated\n", seed, most_bytes >> 20U);
      return 1;
    }
    const auto now = std::chrono::steady_clock::now();
    if (now - last_word > std::chrono::seconds(30)) {
      last_word = now;
      std::printf("%lld commands, seed %lld\n", done, seed);
      std::fflush(stdout);
    }
  }
  std::printf("%lld commands, no invariant broken, at most %zu MB\n", done, most_bytes >> 20U);
  return 0;
}
