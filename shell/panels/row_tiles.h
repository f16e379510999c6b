#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "engine/run/commands.h"
#include "shell/panels/run_textures.h"

namespace purr::shell {

/// The rows of a matrix over pictures, folded back into pictures. Grey is 0; each row has its own
/// scale, which ends at three standard deviations.
class RowTextures {
 public:
  /// @param values  row by row, side·side·3 each.
  /// @param count   grows with every new matrix.
  TileRef get(std::span<const double> values, int side, int row, std::uint32_t count);

 private:
  std::unique_ptr<TileTexture> texture_;
  int side_ = 0;
  int rows_ = 0;
  std::uint32_t made_of_ = 0;
};

struct RowTilesSpec {
  std::string_view name;             ///< of the matrix, marked up
  std::span<const double> values{};  ///< row by row
  int side = 0;                      ///< of the pictures
  int rows = 0;
  std::uint32_t count = 0;  ///< see RowTextures
  double factor = 1.0;      ///< numbers are shown times this
  float height = 0.0F;
};

/// The rows as tiles, the chosen one large beside them with a cross hair over the chosen pixel, and
/// that pixel's three entries. Over the available width.
/// @param place  the chosen entry; changes when another is pressed.
void row_tiles(const RowTilesSpec& spec, RowTextures& textures, WeightPlace& place);

}  // namespace purr::shell
