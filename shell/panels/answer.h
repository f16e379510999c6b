#pragma once

#include <string>
#include <vector>

#include "shell/panels/workbench.h"
#include "shell/widgets/coloured_text.h"

/// What the network says about the chosen example, in words.
namespace purr::shell {

/// A share or probability as a percentage. Digits are added near 0 % and 100 %, which are kept for
/// exact ones: 0.9996 is "more than 99.9 %", 0.004 is "0.4 %".
/// @param p  0 to 1.
std::string percent_words(double p);

/// A probability with as many digits as it takes to tell it from 0 and 1: "0.06", "0.0004".
std::string probability_words(double p);

struct Answer {
  /// "ŷ = 0.06: the network gives 6 % that this picture is a cat. It is right."
  std::vector<ColouredText> sentence;
  /// The same without ŷ, for where it stands beside in large letters.
  std::vector<ColouredText> short_sentence;
  std::string detail;  ///< which example it is and whether it was learned from; may be empty
  double y = -1.0;     ///< ŷ; below 0 if there is none
};

/// Follows the run: also before training, without data, and after the weights became NaN.
Answer answer_of(const Workbench& bench);

/// The sentence and its detail, for a screen reader.
std::string answer_text(const Workbench& bench);

/// Draws the sentence in large letters and the detail below it, at the cursor in the available
/// width, and moves the cursor below them.
void draw_answer(const Workbench& bench);
/// Draws the sentence in one line, right-aligned; nothing where it does not fit. A screen reader
/// reads it anyway.
void draw_answer_in(const Workbench& bench, const Rect& place);

}  // namespace purr::shell
