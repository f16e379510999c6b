#pragma once

#include <string>

/// Numbers as ASCII text, for files, links and labels: what `std::to_chars` writes. The page does
/// without that function, because its tables take 100 kB of the program, 50 kB of them compressed.
///
/// NaN and infinity become "nan", "inf", "-inf". The locale is "C": nothing in the program sets
/// another.
namespace purr {

/// Where the point stands.
enum class NumberForm : unsigned char {
  shorter,     ///< the shorter of the two others, fixed where they are equally long
  fixed,       ///< "0.00012", "1200"
  scientific,  ///< "1.2e-04", "1.2e+03": at least two digits in the exponent
};

/// The fewest digits that read back as the same number. A power of two may have one digit more.
std::string shortest_text(double value, NumberForm form = NumberForm::shorter);
/// `value` rounded to `decimals` (0 to 340) places after the point, such as "-1.50".
std::string fixed_text(double value, int decimals);
/// `value` rounded to a mantissa with `decimals` (0 to 20) places, such as "1.50e+03".
std::string scientific_text(double value, int decimals);

}  // namespace purr
