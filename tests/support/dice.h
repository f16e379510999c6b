#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace purr {

/// Random values for tests: SplitMix64, the same on every platform and nothing that the engine
/// uses.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(bits() >> 11) * 0x1p-53);
  }
  /// 0 … count − 1.
  int below(int count) { return static_cast<int>(bits() % static_cast<std::uint64_t>(count)); }
  /// low … high, both included.
  int from_to(int low, int high) { return low + below(high - low + 1); }
  bool one_in(int count) { return below(count) == 0; }
  std::uint8_t byte() { return static_cast<std::uint8_t>(bits() >> 56); }
  template <class List>
  const auto& one_of(const List& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
  }
  std::string bytes(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>(byte());
    return text;
  }

 private:
  std::uint64_t state_;
};

}  // namespace purr
