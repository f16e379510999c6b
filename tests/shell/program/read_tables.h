#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shell/program/files/table_sets.h"

namespace purr::shell {

inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// One file alone, as a drop of it would be read.
inline Result<TableRead> read_one(std::string_view name, std::string_view bytes,
                                  std::optional<TextEncoding> encoding = std::nullopt) {
  auto file = read_text_table(name, bytes_of(bytes), encoding);
  if (!file) return std::unexpected(file.error());
  return make_table(*file);
}

/// The codes of a table's notes.
inline std::vector<Errc> codes_of(const std::vector<Error>& notes) {
  std::vector<Errc> codes;
  for (const Error& note : notes) codes.push_back(note.code);
  return codes;
}

}  // namespace purr::shell
