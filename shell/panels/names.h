#pragma once

#include <string>
#include <string_view>

#include "engine/data/dataset.h"
#include "engine/model/network.h"
#include "shell/view/run_view.h"

/// Names of things, in the language of the interface.
namespace purr::shell {

std::string_view activation_name(Activation g);
std::string_view source_name(DataSource source);
/// The class's own name where it has one, else "cat" or "not cat" for pictures, "class 1" or
/// "class 0" for points.
std::string class_name(const RunView& run, bool is_one);
/// The number of an example or unit as people count, from 1. Links, files and `window.purr` count
/// from 0.
std::string counted(int index);
/// Tells the sentences of words.inc what the data set holds and what its classes are called.
void name_words(const RunView& run);
/// The name of a facet or of one of its values. Names that are not ours, such as those of glyphs,
/// stay as they are.
std::string_view facet_name(std::string_view name);

}  // namespace purr::shell
