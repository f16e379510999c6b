#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/core/result.h"

namespace purr::shell {

/// Recognises files that are sound but of a format that is not read here: pictures such as HEIC,
/// TIFF and SVG, spreadsheets, arrays such as npz, archives other than zip, documents, films.
///
/// Returns the sentence that names the format and a way out; nothing for other files.
/// @param name   for messages; its ending tells formats apart that begin alike.
/// @param bytes  the first 64 kB, or all.
std::optional<Error> foreign_file(std::string_view name, std::span<const std::uint8_t> bytes);

}  // namespace purr::shell
