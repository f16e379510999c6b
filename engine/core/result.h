#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace purr {

/// Everything that a user, a file or a link can cause to go wrong: the rows of
/// assets/strings/errors.inc.
enum class Errc : std::uint16_t {
#define PURR_ERROR(code, english, chinese) code,
#include "assets/strings/errors.inc"
#undef PURR_ERROR
};

enum class Language : std::uint8_t { english, chinese };

/// A failure or a repair as a value: a row of the table and its arguments. The sentence is composed
/// when it is shown, in the language in use at that moment.
struct Error {
  Errc code{};
  std::vector<std::string> args;
  bool operator==(const Error&) const = default;
};

/// The sentence for the user: what was found, what was expected, what to try.
std::string describe(const Error& error, Language language = Language::english);

/// The table's name of a code, such as "file_html", and back; nullptr or false where there is none.
const char* errc_name(Errc code);
bool errc_from_name(std::string_view name, Errc& code);

/// `pattern` with {0}, {1} … replaced by the arguments; a {n} without an argument stays as
/// it is.
std::string fill(std::string_view pattern, const std::vector<std::string>& args);

/// A value, or the Error that says why there is none.
template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Errc code, std::vector<std::string> args = {}) {
  return std::unexpected(Error{code, std::move(args)});
}

}  // namespace purr
