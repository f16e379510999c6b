#pragma once

#include <string>

namespace purr::shell {

struct Version {
  std::string number;  ///< of the project, such as 0.2.0
  std::string commit;  ///< short, or "unknown" outside a checkout
  std::string simd;    ///< instructions the kernels use
  bool is_page = false;
};

Version built_version();

/// Version, commit and SIMD level as built, as JSON.
std::string version_json();

}  // namespace purr::shell
