#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/core/result.h"
#include "engine/data/inputs.h"

namespace purr::shell {

/// Limits of what is read, so that a small file cannot allocate all memory.
inline constexpr int kMaxPictures = 20000;
inline constexpr int kMaxPictureSide = 256;

/// Pictures and labels from an HDF5 file as the course lays it out.
///
/// `train_set_x` and `test_set_x` hold 8-bit pictures (count, height, width, 3), at most 20 000 of
/// at most 256×256; a file has one of them or both, and the names say which set it is, not the name
/// of the file. `train_set_y` and `test_set_y` hold 0 or 1 for each picture, as integers of any
/// kind in the shape (count), (count, 1) or (1, count). `list_classes` may name the two classes, in
/// strings of fixed or of any length; where it is missing they are "non-cat" and "cat". Bytes
/// after the end of the HDF5 file are ignored.
///
/// The file may be hostile: it is opened in memory, links to other files are not followed, no
/// plug-in is loaded, and the reading is done by a child process of bounded memory and time, whose
/// crash counts as a broken file.
///
/// Errors: hdf5_broken, hdf5_no_pictures, hdf5_bad_shape, hdf5_bad_labels, hdf5_label_value,
/// too_much_memory.
/// @param name   of the file, for messages.
/// @param bytes  the whole file.
Result<UserData> read_hdf5(std::string_view name, std::span<const std::uint8_t> bytes);

}  // namespace purr::shell
