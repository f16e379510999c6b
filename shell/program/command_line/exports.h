#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/run/messages.h"
#include "shell/program/files/replacement.h"

namespace purr::shell {

/// An .npz as NumPy's load reads it: W1 (n_out, n_in), b1 (n_out, 1), W2 … in 32-bit floats.
Result<void> write_npz(const std::string& path, const std::vector<WeightsUpdate>& layers);

/// Whether a file can be written there, for a check before the work starts; an existing file is not
/// changed.
Result<void> check_writable(const std::string& path);

}  // namespace purr::shell
