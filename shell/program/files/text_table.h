#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "shell/program/files/delimited_text.h"
#include "shell/program/files/text_encoding.h"

namespace purr::shell {

/// The largest text file that is read.
inline constexpr std::size_t kMaxTextBytes = std::size_t{16} << 20U;
/// The largest one whose bytes are kept, so that it can be read again in another way.
inline constexpr std::size_t kMaxKeptBytes = std::size_t{16} << 20U;

/// A text file as rows of fields, before types are decided.
struct TextTable {
  std::string name;  ///< of the file, as shown
  TextEncoding encoding = TextEncoding::utf8;
  bool is_encoding_guessed = false;
  DelimitedText rows{};
  std::optional<TextEncoding> asked_encoding{};              ///< by the user
  std::shared_ptr<const std::vector<std::uint8_t>> bytes{};  ///< null for a very large file
};

/// Decodes and parses one file.
///
/// Errors: file_too_large, and those of decode_text and parse_delimited.
/// @param separator  0: detected.
Result<TextTable> read_text_table(std::string_view name, std::span<const std::uint8_t> bytes,
                                  std::optional<TextEncoding> encoding = std::nullopt,
                                  char separator = 0);

/// The same for a file that may be anything else: what is no text is said by its kind. Text that is
/// no table is file_unknown, unless the name is one of a table.
/// @param file_size  of the whole file; `bytes` may be its first 64 kB where it is too large.
Result<TextTable> read_text_file(std::string_view name, std::span<const std::uint8_t> bytes,
                                 std::uint64_t file_size,
                                 std::optional<TextEncoding> encoding = std::nullopt);

}  // namespace purr::shell
