#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "engine/core/result.h"
#include "engine/data/inputs.h"

namespace purr::shell {

/// The largest CSV: some 700 000 points, far more than a plot can show.
inline constexpr std::size_t kMaxCsvBytes = std::size_t{16} << 20U;

/// Points from text with one `x1,x2,label` a line.
///
/// The separator is a tab, a semicolon or a comma, whichever of them the first line has first in
/// this order; with one of the first two a decimal comma is read too. The first line may be a
/// header. Empty lines and lines that begin with # are skipped; a field may stand in double
/// quotes. The label is 0 or 1.
///
/// Errors: csv_bad_row with the line's number, csv_no_rows, file_too_large.
/// @param name  of the file, for messages.
Result<std::shared_ptr<const PointSet>> read_csv_points(std::string_view name,
                                                        std::string_view text);

/// Whether a file of this name is a test set: the name contains "test" in upper or lower case.
bool is_test_name(std::string_view name);

}  // namespace purr::shell
