#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/matrix.h"

namespace purr {

/// A matrix or vector as bytes: its rows, then its entries in the order of its memory.
template <class Derived>
void save_matrix(ByteWriter& out, const Eigen::PlainObjectBase<Derived>& matrix) {
  out.put(static_cast<std::int32_t>(matrix.rows()));
  out.put_array(cells(matrix));
}

template <class Derived>
void load_matrix(ByteReader& in, Eigen::PlainObjectBase<Derived>& matrix) {
  const auto rows = static_cast<Eigen::Index>(in.get<std::int32_t>());
  const auto values = in.get_array<typename Derived::Scalar>();
  const auto size = static_cast<Eigen::Index>(values.size());
  matrix.resize(rows, rows > 0 ? size / rows : 0);
  std::copy(values.begin(), values.end(), matrix.data());
}

}  // namespace purr
