#pragma once

#include <cstdint>
#include <vector>

#include "shell/app/host.h"

/// What the program calls in JavaScript: callbacks of the module, which web/shared/instance.js
/// sets. Bytes are copied, so that the page may transfer them.
namespace purr::shell::browser {

/// The hooks of the page's instance.
Hooks page_hooks();

/// Gives the page one update, as bytes; of the worker's instance.
void publish_update(const std::vector<std::uint8_t>& bytes);

}  // namespace purr::shell::browser
