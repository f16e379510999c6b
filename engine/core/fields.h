#pragma once

#include <array>
#include <tuple>
#include <type_traits>

/// The members of a struct, named once. The byte form of messages (engine/run/codec.h), its
/// description for other languages and the tests all walk over the same list.
///
///     struct RunTo { int iteration = 0; };
///     PURR_FIELDS(RunTo, iteration)
///
/// A member that is not in the list does not compile: the structured binding in `tie` wants as many
/// names as there are members.
namespace purr {

/// Made by PURR_FIELDS; other types have none.
template <class T>
struct Fields;

template <class T>
concept HasFields = requires {
  Fields<T>::kName;
};

/// The enumerators of an enum, made by PURR_ENUMERATORS.
template <class E>
struct Enumerators;

template <class E>
concept HasEnumerators = requires {
  Enumerators<E>::kNames;
};

template <class... Names>
constexpr std::array<const char*, sizeof...(Names)> name_list(const Names&... names) {
  return {names...};
}

}  // namespace purr

// PURR_EACH(macro, a, b, c) is macro(a), macro(b), macro(c): up to 250 names.
#define PURR_PARENS ()
#define PURR_EXPAND(...) PURR_EXPAND_4(PURR_EXPAND_4(PURR_EXPAND_4(PURR_EXPAND_4(__VA_ARGS__))))
#define PURR_EXPAND_4(...) PURR_EXPAND_3(PURR_EXPAND_3(PURR_EXPAND_3(PURR_EXPAND_3(__VA_ARGS__))))
#define PURR_EXPAND_3(...) PURR_EXPAND_2(PURR_EXPAND_2(PURR_EXPAND_2(PURR_EXPAND_2(__VA_ARGS__))))
#define PURR_EXPAND_2(...) PURR_EXPAND_1(PURR_EXPAND_1(PURR_EXPAND_1(PURR_EXPAND_1(__VA_ARGS__))))
#define PURR_EXPAND_1(...) __VA_ARGS__
#define PURR_EACH(macro, ...) __VA_OPT__(PURR_EXPAND(PURR_EACH_STEP(macro, __VA_ARGS__)))
#define PURR_EACH_STEP(macro, first, ...) \
  macro(first) __VA_OPT__(, PURR_EACH_AGAIN PURR_PARENS(macro, __VA_ARGS__))
#define PURR_EACH_AGAIN() PURR_EACH_STEP

// PURR_CASES(a, b) is case a: case b:
#define PURR_CASES(...) __VA_OPT__(PURR_EXPAND(PURR_CASES_STEP(__VA_ARGS__)))
#define PURR_CASES_STEP(first, ...) \
  case first:                       \
    __VA_OPT__(PURR_CASES_AGAIN PURR_PARENS(__VA_ARGS__))
#define PURR_CASES_AGAIN() PURR_CASES_STEP

#define PURR_FIELD_NAME(field) #field
#define PURR_FIELD_OF(field) purr_value.field

/// At namespace purr, after the struct. In the order of the members.
#define PURR_FIELDS(Type, ...)                                                         \
  template <>                                                                          \
  struct Fields<Type> {                                                                \
    static constexpr const char* kName = #Type;                                        \
    static constexpr auto kNames = name_list(PURR_EACH(PURR_FIELD_NAME, __VA_ARGS__)); \
    static_assert(!kNames.empty() || std::is_empty_v<Type>);                           \
    /* References to all members. */                                                   \
    template <class Value>                                                             \
    static constexpr auto tie([[maybe_unused]] Value& purr_value) {                    \
      __VA_OPT__([[maybe_unused]] auto& [__VA_ARGS__] = purr_value;)                   \
      return std::tie(PURR_EACH(PURR_FIELD_OF, __VA_ARGS__));                          \
    }                                                                                  \
  };

/// At namespace purr, after the enum: all its enumerators in their order, which count from 0. One
/// that is missing is a warning of the compiler about the switch.
#define PURR_ENUMERATORS(Type, ...)                                                    \
  template <>                                                                          \
  struct Enumerators<Type> {                                                           \
    static constexpr auto kNames = name_list(PURR_EACH(PURR_FIELD_NAME, __VA_ARGS__)); \
    static constexpr bool has(Type value) {                                            \
      using enum Type;                                                                 \
      switch (value) { PURR_CASES(__VA_ARGS__) return true; }                          \
      return false;                                                                    \
    }                                                                                  \
  };
