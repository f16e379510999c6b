#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace purr::shell {

struct IsolationLimits {
  std::chrono::milliseconds time{20'000};
  std::size_t memory_bytes = std::size_t{3} << 30U;  ///< of address space; free under a sanitizer
  std::size_t reply_bytes = std::size_t{1} << 30U;
};

/// Runs `work` in a child process and returns the bytes it made, or nothing where the child
/// crashed, hung, or asked for more than the limits.
///
/// For libraries that read untrusted files: a fault in them does not affect this process. The child
/// has a copy of the parent's memory and changes none of it. `work` must not wait for other
/// threads, which do not exist in the child.
std::optional<std::vector<std::uint8_t>> run_isolated(
    const std::function<std::vector<std::uint8_t>()>& work, const IsolationLimits& limits = {});

}  // namespace purr::shell
