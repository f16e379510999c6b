#pragma once

#include <string>
#include <vector>

#include "engine/data/table.h"
#include "shell/program/files/table_columns.h"
#include "shell/program/files/text_table.h"
#include "shell/view/table_report.h"

namespace purr::shell {

/// What was understood of a table that was read into `columns`. The label and the roles of the
/// columns are not decided yet: describe_choice does that.
TableReport summarise(const TextTable& train, const TextTable* test, const TableRows& rows,
                      const std::vector<Column>& columns, const std::vector<std::string>& names,
                      const TableOptions& options);

/// Writes into a report which columns of its table are label, features and identifiers by `spec`,
/// and which of them are one-hot.
void describe_choice(const Table& table, const DataSpec& spec, TableReport& report);

}  // namespace purr::shell
