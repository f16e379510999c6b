#pragma once

#include <string>
#include <vector>

#include "shell/panels/workbench.h"
#include "shell/view/logistic_numbers.h"

/// What one pixel adds to z, in words and numbers: "225 231 217 ÷ 255 gives x = … times w = … adds
/// … to z".
namespace purr::shell {

struct StripPart {
  std::string words;
  TextStyle style;
};

/// Empty while nothing is known.
std::vector<StripPart> strip_parts(const Workbench& bench, const LogisticNumbers& numbers,
                                   int pixel);

/// The height of the strip in this width; parts that do not fit go on in the next row.
float strip_height(const std::vector<StripPart>& parts, float width);
void draw_strip(const Rect& place, const std::vector<StripPart>& parts);

}  // namespace purr::shell
