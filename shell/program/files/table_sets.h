#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/inputs.h"
#include "shell/program/files/table_reader.h"

namespace purr::shell {

/// Whether a file of this name is a test set: the name contains "test" in upper or lower case.
bool is_test_name(std::string_view name);

/// A text file as it came.
struct TableFile {
  std::string name;
  std::shared_ptr<const std::vector<std::uint8_t>> bytes;
};

/// The files that a table was read from, so that it can be read again in another way.
struct TableSource {
  std::vector<TableFile>
      files{};  ///< the table, and its test set if there is one; empty: none kept
  TableOptions options{};
  bool is_dropped = false;  ///< the user added them just now: the preview opens
};

/// What the text files of one drop come to.
struct TablesRead {
  UserData data;
  std::vector<TableReport> reports;  ///< of the table that is used
  std::vector<Error> notes;
  std::vector<Error> errors;
  TableSource source;
};

/// Combines the text files of one drop. Two files with equal columns, one of them with "test" in
/// its name, are one table with a given split; of several tables the last one is used, with a note.
/// A table that is also a set of points in the plane is passed as points too; a single file of
/// points named a test set brings test points.
/// @param spec  the chosen columns, by name.
TablesRead combine_tables(const std::vector<TextTable>& files,
                          const DataSpec& spec = {.source = DataSource::table});

/// Reads the files of a source by its options. Errors as in combine_tables.
TablesRead read_source(const TableSource& source, const DataSpec& spec);

/// Two drops of one file each, of which one is named a test set, as one source; no files where
/// they are anything else. The options are those of `before`.
TableSource joined(const TableSource& before, const TableSource& now);

}  // namespace purr::shell
