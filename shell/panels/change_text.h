#pragma once

#include <cstddef>
#include <string>

/// A change of a number as text.
namespace purr::shell {

/// Two numbers with as many decimals as their difference needs, and how many characters at the
/// front they share.
struct ChangeText {
  std::string before;
  std::string after;
  std::size_t shared = 0;
  int decimals = 3;
};
ChangeText change_text(double before, double after);

/// The change of a number as a part of it: 0.067 thousandths are 67 millionths.
enum class PartUnit { percent, thousandths, millionths, billionths };
struct Part {
  PartUnit unit = PartUnit::percent;
  std::string count;  ///< how many of them
};
/// @param part  at least 0.
Part part_text(double part);

}  // namespace purr::shell
