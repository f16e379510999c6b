#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "shell/program/files/text_encoding.h"

namespace purr::shell {

/// How implausible it is that `bytes` are of this encoding: a sum of −log of rough probabilities
/// of the characters above 127. Lower is better; values of one file can be compared, for the bytes
/// are the same.
///
/// Characters of several bytes: common ones of the language cost less than those of the first level
/// of its standard, and those less than the rest. Single bytes: the cheapest of the languages that
/// use the encoding counts; letters of its alphabet cost least, control characters most; accented
/// letters seldom stand side by side, and a capital seldom follows a small letter.
///
/// @param text  the bytes decoded, UTF-8.
double implausibility(TextEncoding encoding, std::span<const std::uint8_t> bytes,
                      std::string_view text);

}  // namespace purr::shell
