// Where lines of text may be broken, in English and in Chinese. Draws nothing.
#pragma once

#include <cstddef>
#include <vector>

#include "shell/widgets/markup.h"

namespace purr::shell::detail {

/// A character of a paragraph, with its place in the source.
struct Letter {
  const char* begin = nullptr;
  const char* end = nullptr;
  std::size_t run = 0;
  float width = 0.0F;
  unsigned int character = 0;
  bool break_before = false;
};

/// The characters of the runs, in order. `letters` is cleared first.
void spread_letters(const std::vector<Run>& runs, std::vector<Letter>& letters);

/// End of the line of at most `width` that begins at `first`: the first letter of the next one.
[[nodiscard]] std::size_t line_end(const std::vector<Letter>& letters, std::size_t first,
                                   float width);

}  // namespace purr::shell::detail
