#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace purr::shell {

/// Every sentence of the interface: the rows of assets/strings/ui.inc.
enum class Text {
#define PURR_TEXT(key, english, chinese) key,
#include "assets/strings/ui.inc"
#undef PURR_TEXT
};

/// Sets the language of `tr`.
void set_language(Language language);
Language current_language();

/// The sentence in the current language; static text, valid for the life of the program.
std::string_view tr(Text text);
/// The same with {0}, {1} … filled.
std::string tr(Text text, const std::vector<std::string>& args);

}  // namespace purr::shell
