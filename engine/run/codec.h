#pragma once

#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/fields.h"

/// Writer, reader and description of any struct that has PURR_FIELDS.
///
/// The byte form: numbers little-endian, a bool or an enumerator in as many bytes as its type, text
/// and vectors with their length in 32 bits in front, a shared pointer as one byte that tells
/// whether there is something, structs and arrays one member after another.
namespace purr::codec {

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;
template <class T>
inline constexpr bool kIsShared = false;
template <class T>
inline constexpr bool kIsShared<std::shared_ptr<const T>> = true;
template <class T>
inline constexpr bool kIsStdArray = false;
template <class T, std::size_t N>
inline constexpr bool kIsStdArray<std::array<T, N>> = true;

template <class T>
concept Number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
template <class T>
concept FixedArray = std::is_bounded_array_v<T> || kIsStdArray<T>;

template <class T>
using element_of = std::remove_cvref_t<decltype(*std::begin(std::declval<T&>()))>;
template <class T>
using members_of = decltype(Fields<T>::tie(std::declval<T&>()));

/// Whether a value is its bytes: a number, or a struct of numbers without gaps. Vectors of them are
/// copied in one piece.
template <class T>
consteval bool is_flat() {
  if constexpr (Number<T>) {
    return true;
  } else if constexpr (std::is_bounded_array_v<T>) {
    return is_flat<element_of<T>>();
  } else if constexpr (HasFields<T>) {
    return []<class... Member>(std::type_identity<std::tuple<Member&...>>) {
      return (is_flat<Member>() && ...) && (sizeof(Member) + ... + 0) == sizeof(T);
    }(std::type_identity<members_of<T>>{});
  } else {
    return false;
  }
}

/// What a reader refuses although every member could be read: sizes that contradict each other,
/// numbers outside their range. Types with such rules have an overload in engine/run/validity.h.
template <class T>
bool is_valid(const T&) {
  return true;
}

template <class T>
void write(ByteWriter& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    out.put<std::uint8_t>(value);
  } else if constexpr (Number<T> || std::is_enum_v<T>) {
    out.put(value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    out.put_text(value);
  } else if constexpr (kIsShared<T>) {
    write(out, value != nullptr);
    if (value) write(out, *value);
  } else if constexpr (FixedArray<T>) {
    for (const auto& element : value) write(out, element);
  } else if constexpr (kIsVector<T>) {
    if constexpr (is_flat<element_of<T>>()) {
      out.put_array(std::span(value));
    } else {
      out.put(static_cast<std::uint32_t>(value.size()));
      for (const auto& element : value) write(out, element);
    }
  } else {
    std::apply([&](const auto&... member) { (write(out, member), ...); }, Fields<T>::tie(value));
  }
}

/// Reads into `value`. What cannot be read leaves `in` failed.
template <class T>
void read(ByteReader& in, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    value = in.get_bool();
  } else if constexpr (Number<T>) {
    value = in.get<T>();
  } else if constexpr (std::is_enum_v<T>) {
    value = in.get<T>();
    if (!Enumerators<T>::has(value)) in.fail();
  } else if constexpr (std::is_same_v<T, std::string>) {
    value = in.get_text();
  } else if constexpr (kIsShared<T>) {
    if (!in.get_bool()) return;
    auto made = std::make_shared<std::remove_const_t<typename T::element_type>>();
    read(in, *made);
    value = std::move(made);
  } else if constexpr (FixedArray<T>) {
    for (auto& element : value) read(in, element);
  } else if constexpr (kIsVector<T>) {
    if constexpr (is_flat<element_of<T>>()) {
      value = in.get_array<element_of<T>>();
    } else {
      // One by one: a length that lies must not take memory before its elements are there.
      for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
        read(in, value.emplace_back());
      }
    }
  } else {
    std::apply([&](auto&... member) { (read(in, member), ...); }, Fields<T>::tie(value));
    if (in.ok() && !is_valid(value)) in.fail();
  }
}

/// The type of a field as JSON, for readers in other languages:
///   "bool", "u8", "i32", "u32", "i64", "u64", "f32", "f64", "text"
///   {"enum":[names]}            one byte
///   {"list":type}               a length, then the elements
///   {"array":type,"length":n}   the elements
///   {"optional":type}           a byte, 0 for nothing
///   {"fields":[[name,type],…]}  a struct
template <class T>
std::string type_json() {
  if constexpr (std::is_same_v<T, bool>) {
    return "\"bool\"";
  } else if constexpr (Number<T>) {
    const char kind = std::is_floating_point_v<T> ? 'f' : std::is_signed_v<T> ? 'i' : 'u';
    return std::string("\"") + kind + std::to_string(8 * sizeof(T)) + "\"";
  } else if constexpr (HasEnumerators<T>) {
    static_assert(sizeof(T) == 1);
    std::string names;
    for (const std::string_view name : Enumerators<T>::kNames) {
      names += (names.empty() ? "\"" : ",\"") + std::string(name) + "\"";
    }
    return "{\"enum\":[" + names + "]}";
  } else if constexpr (std::is_enum_v<T>) {
    return type_json<std::underlying_type_t<T>>();
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "\"text\"";
  } else if constexpr (kIsShared<T>) {
    return "{\"optional\":" + type_json<std::remove_const_t<typename T::element_type>>() + "}";
  } else if constexpr (FixedArray<T>) {
    return "{\"array\":" + type_json<element_of<T>>() +
           ",\"length\":" + std::to_string(sizeof(T) / sizeof(element_of<T>)) + "}";
  } else if constexpr (kIsVector<T>) {
    return "{\"list\":" + type_json<element_of<T>>() + "}";
  } else {
    std::string fields;
    std::size_t i = 0;
    const auto add = [&]<class Member>(std::type_identity<Member>) {
      fields += (fields.empty() ? "[\"" : ",[\"") + std::string(Fields<T>::kNames[i++]) + "\"," +
                type_json<Member>() + "]";
    };
    [&]<class... Member>(std::type_identity<std::tuple<Member&...>>) {
      (add(std::type_identity<Member>{}), ...);
    }(std::type_identity<members_of<T>>{});
    return "{\"fields\":[" + fields + "]}";
  }
}

}  // namespace purr::codec
