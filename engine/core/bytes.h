#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace purr {

/// The flat byte form of messages: little-endian values one after another, arrays with their length
/// in front. Reading is bounded: once something does not fit, `ok()` is false and stays so, and
/// every further value is zero or empty.
static_assert(std::endian::native == std::endian::little,
              "messages are written in the machine's order, which both ends share");

class ByteWriter {
 public:
  template <class T>
  requires std::is_trivially_copyable_v<T>
  void put(const T& value) { append(&value, sizeof(T)); }
  void put_text(std::string_view text) { put_array(std::span(text.data(), text.size())); }
  template <class T>
  requires std::is_trivially_copyable_v<T>
  void put_array(std::span<const T> values) {
    put(static_cast<std::uint32_t>(values.size()));
    append(values.data(), values.size_bytes());
  }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  void append(const void* from, std::size_t size);

  std::vector<std::uint8_t> bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  template <class T>
  requires std::is_trivially_copyable_v<T> T get() {
    T value{};
    if (!take(sizeof(T))) return value;
    std::memcpy(&value, taken_, sizeof(T));
    return value;
  }
  /// A byte that must be 0 or 1, or an enumerator below `count`.
  bool get_bool() { return get_below(2) == 1; }
  std::uint8_t get_below(std::uint8_t count) {
    const auto value = get<std::uint8_t>();
    if (value < count) return value;
    ok_ = false;
    return 0;
  }
  std::string get_text() {
    const auto size = get<std::uint32_t>();
    if (!take(size)) return {};
    return {reinterpret_cast<const char*>(taken_), size};
  }
  template <class T>
  requires std::is_trivially_copyable_v<T> std::vector<T> get_array() {
    const auto count = get<std::uint32_t>();
    // Divided, not multiplied: a product would wrap around where addresses have 32 bits.
    if (count > rest_.size() / sizeof(T)) ok_ = false;
    if (!ok_ || !take(static_cast<std::size_t>(count) * sizeof(T))) return {};
    std::vector<T> values(count);
    if (count != 0) std::memcpy(values.data(), taken_, count * sizeof(T));
    return values;
  }
  bool ok() const { return ok_; }
  /// What was read so far does not fit together: `ok()` is false from now on.
  void fail() { ok_ = false; }
  bool at_end() const { return rest_.empty(); }

 private:
  bool take(std::size_t size) {
    if (!ok_ || size > rest_.size()) {
      ok_ = false;
      return false;
    }
    taken_ = rest_.data();
    rest_ = rest_.subspan(size);
    return true;
  }

  std::span<const std::uint8_t> rest_;
  const std::uint8_t* taken_ = nullptr;
  bool ok_ = true;
};

}  // namespace purr
