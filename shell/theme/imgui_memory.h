#pragma once

namespace purr::shell {

/// Dear ImGui writes to what its allocator returns without a look. From now on an allocation of its
/// that fails throws std::bad_alloc, which ends in the page of a failure, or in a line of the
/// program. Call it before the first context is made.
void check_imgui_memory();

}  // namespace purr::shell
