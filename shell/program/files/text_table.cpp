#include "shell/program/files/text_table.h"

#include <algorithm>

#include "engine/data/table.h"
#include "shell/program/files/foreign_file.h"
#include "shell/program/files/number_format.h"
#include "shell/program/files/sniff.h"

namespace purr::shell {

Result<TextTable> read_text_table(std::string_view name, std::span<const std::uint8_t> bytes,
                                  std::optional<TextEncoding> encoding, char separator) {
  TextTable table{.name = std::string(name), .asked_encoding = encoding};
  if (const auto fits = check_file_size(name, bytes.size(), kMaxTextBytes); !fits) {
    return std::unexpected(fits.error());
  }
  auto text = decode_text(name, bytes, encoding);
  if (!text) return std::unexpected(text.error());
  table.encoding = text->encoding;
  table.is_encoding_guessed = text->is_guessed;
  auto rows = parse_delimited(name, std::move(text->utf8), Table::kMaxRows + 1,
                              static_cast<std::size_t>(Table::kMaxColumns), separator);
  if (!rows) return std::unexpected(rows.error());
  table.rows = std::move(*rows);
  if (bytes.size() <= kMaxKeptBytes) {
    table.bytes = std::make_shared<const std::vector<std::uint8_t>>(bytes.begin(), bytes.end());
  }
  return table;
}

Result<TextTable> read_text_file(std::string_view name, std::span<const std::uint8_t> bytes,
                                 std::uint64_t file_size, std::optional<TextEncoding> encoding) {
  const std::string shown(name);
  if (const auto foreign = foreign_file(name, bytes)) return std::unexpected(*foreign);
  switch (sniff(bytes)) {
    case FileKind::empty: return fail(Errc::file_empty, {shown});
    case FileKind::html: return fail(Errc::file_html, {shown});
    case FileKind::lfs_pointer: return fail(Errc::file_lfs, {shown});
    case FileKind::hdf5:
    case FileKind::unknown: return fail(Errc::file_unknown, {shown});
    case FileKind::text: break;
  }
  if (is_named_hdf5(name)) return fail(Errc::file_text, {shown});
  if (const auto fits = check_file_size(name, file_size, kMaxTextBytes); !fits) {
    return std::unexpected(fits.error());
  }
  auto table = read_text_table(name, bytes, encoding);
  if (is_named_table(name)) return table;
  // Prose is no table with mistakes in it.
  if (table) {
    const DelimitedText& rows = table->rows;
    const bool has_number = std::ranges::any_of(rows.fields, is_number);
    return rows.rows() > 1 && has_number ? table : fail(Errc::file_unknown, {shown});
  }
  const Errc code = table.error().code;
  const bool is_prose = code == Errc::table_no_separator || code == Errc::table_row;
  return is_prose ? fail(Errc::file_unknown, {shown}) : table;
}

}  // namespace purr::shell
