// Tables as files, given to the application as a host does.
#pragma once

#include <string>
#include <string_view>

#include "tests/shell/app/headless_app.h"

namespace purr::shell::test {

/// Brings one file; `is_dropped`: by hand, so that the preview opens.
void bring_file(HeadlessApp& app, std::string_view name, std::string_view bytes,
                bool is_dropped = true);

/// 60 passengers: an index, a label of two words, categories, missing ages, cabins mostly missing.
std::string passengers_csv();
/// The same kind of table in GBK, so short that the encoding is a guess.
std::string gbk_csv();
/// Semicolons, decimal commas, thousands with points.
std::string decimal_comma_csv();
/// Every mark for a missing value.
std::string missing_marks_csv();
/// Two numeric features and a label of words.
std::string two_features_csv();

}  // namespace purr::shell::test
