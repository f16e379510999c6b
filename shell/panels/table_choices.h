#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shell/panels/workbench.h"

/// What a user can choose about a table. Choices are kept by the names of the columns, in the
/// settings and so in links; how fields are read (encoding, types) is kept beside the file.
namespace purr::shell {

/// What one column is used for.
enum class ColumnUse : std::uint8_t { label, number, codes, one_hot, left_out };

/// By the report of a column.
ColumnUse use_of(const ColumnReport& column);
/// The uses that this column can have, its present one among them.
std::vector<ColumnUse> possible_uses(const ColumnReport& column);
/// Whether two different values make it a possible label.
bool can_be_label(const ColumnReport& column);

/// Chooses the label. The column that was it before is no feature.
void choose_label(Workbench& bench, const std::string& name);
/// Uses a column in another way.
void choose_use(Workbench& bench, const ColumnReport& column, ColumnUse use);
/// Which of the label's two values, 0 or 1 in the report, is class 1.
void choose_class_one(Workbench& bench, int value);

/// The chooser of the label, for the card and for the preview.
void label_chooser(Workbench& bench);

}  // namespace purr::shell
