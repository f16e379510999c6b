#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// NumPy's rules for two shapes: what an element-wise operation and `np.dot` make of them, or the
/// error in NumPy's words. Source: NumPy's user guide, "Broadcasting".
namespace purr {

struct BroadcastingSettings {
  std::string a =
      "3,1";  ///< sizes joined by commas; "209," or "209" is a rank-1 array, "()" a number
  std::string b = "1,4";
};
PURR_FIELDS(BroadcastingSettings, a, b)

struct BroadcastingResult {
  std::optional<std::vector<int>> shape{};  ///< of a + b
  std::optional<std::string> error{};       ///< why there is none
  std::vector<int> a_transposed{};          ///< shape of a.T
  std::optional<std::vector<int>> dot{};    ///< shape of np.dot(a, b)
  std::optional<std::string> dot_error{};
  /// Of a and of b, aligned with `shape` at the right: whether the axis is stretched.
  std::vector<bool> a_stretches{};
  std::vector<bool> b_stretches{};
};
PURR_FIELDS(BroadcastingResult, shape, error, a_transposed, dot, dot_error, a_stretches,
            b_stretches)

inline constexpr int kMaxAxes = 4;
inline constexpr int kMaxAxisSize = 100'000;

/// An error where a setting is no shape.
Result<BroadcastingResult> broadcasting(const BroadcastingSettings& settings,
                                        const LabContext& context);

}  // namespace purr
