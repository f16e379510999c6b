// Pictures that are compared with stored ones.
#pragma once

#include <string>

#include "tests/shell/app/software_renderer.h"

namespace purr::shell::test {

/// Compares `picture` with tests/shell/app/snapshots/`name`.png and fails the test where they
/// differ; then build/screens/`name`-difference.png shows the stored picture, the present one and,
/// in red, where they differ.
///
/// With PURR_ACCEPT=1 in the environment the present picture is stored instead. Look at what git
/// shows as changed before you commit it.
void check_snapshot(const std::string& name, const Picture& picture);

}  // namespace purr::shell::test
