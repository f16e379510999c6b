#pragma once

#include <string>

#include "engine/run/updates.h"

/// The plane of a table's two features in the table's own units.
namespace purr::shell {

/// What a coordinate of the plane (axis 0: x, 1: y) is in the table, before it was standardised.
inline double own_unit(const DataUpdate& data, std::size_t axis, double shown) {
  if (data.point_means.size() != 2) return shown;
  return data.point_means[axis] + data.point_deviations[axis] * shown;
}

inline bool has_named_plane(const DataUpdate& data) {
  return data.spec.source == DataSource::table && data.feature_names.size() == 2;
}

}  // namespace purr::shell
