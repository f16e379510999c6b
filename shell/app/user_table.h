#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "shell/program/files/table_sets.h"
#include "shell/view/table_report.h"

namespace purr::shell {

/// The user's table with its files, so that another choice can read it again.
class UserTable {
 public:
  /// Keeps a table and fills `view` for the preview.
  /// @param reports  of the table; empty where nobody read it from a file.
  /// @param spec     the settings that it was read by.
  void take(TableSource source, std::shared_ptr<const Table> table,
            const std::vector<TableReport>& reports, const DataSpec& spec, TableView& view);

  /// The kept table and the one of `source` as training and test set of the same columns; none
  /// where they are anything else.
  std::optional<TablesRead> join(const TableSource& source, const DataSpec& spec) const;

  /// Follows the choices in the settings and in `view`. Returns the data where the table became
  /// another one. Where it cannot be read, `view` says why and the table of before stays.
  std::optional<UserData> follow(const DataSpec& spec, TableView& view);

 private:
  void show(const DataSpec& spec, TableView& view);

  TableSource source_;
  std::shared_ptr<const Table> table_;
  DataSpec spec_;
};

}  // namespace purr::shell
