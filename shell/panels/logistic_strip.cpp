#include "shell/panels/logistic_strip.h"

#include <cmath>
#include <cstddef>

#include "shell/panels/examples.h"
#include "shell/panels/network_words.h"

namespace purr::shell {
namespace {

constexpr float kPad = 12.0F;
constexpr float kGap = 9.0F;  // between two parts

float row_height() { return std::round(theme().title_size * 1.65F); }

/// Calls `place(part, x, row)` for each part; returns the number of rows.
template <class Place>
int flow(const std::vector<StripPart>& parts, float width, Place place) {
  float x = kPad;
  int row = 0;
  for (StripPart part : parts) {
    // A part that is longer than a whole row gets smaller letters.
    const float room = width - 2 * kPad;
    while (part.style.size > 8.0F && measure(part.words, part.style).x > room) {
      part.style.size -= 0.5F;
    }
    const float length = measure(part.words, part.style).x;
    if (x > kPad && x + length > width - kPad) {
      x = kPad;
      ++row;
    }
    place(part, x, row);
    x += length + kGap;
  }
  return row + 1;
}

}  // namespace

std::vector<StripPart> strip_parts(const Workbench& bench, const LogisticNumbers& numbers,
                                   int pixel) {
  if (!numbers.is_known() || pixel < 0) return {};
  const std::uint8_t* pixels =
      bench.run.pictures.find(chosen_is_test(bench), chosen_example(bench));
  if (pixels == nullptr) return {};
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  dim.colour = theme().dim_soft;
  TextStyle mono = mono_text();
  mono.size = theme().title_size;
  const TextStyle strong{.size = theme().title_size, .weight = Weight::semibold};
  const std::size_t first = numbers.feature(pixel, 0);
  const auto three = [&](const auto& value, const char* between) {
    std::string words;
    for (std::size_t c = 0; c < 3; ++c) {
      if (c > 0) words += between;
      words += value(c);
    }
    return words;
  };
  const DataSpec& spec = bench.run.data.spec;
  const double adds = numbers.products[static_cast<std::size_t>(pixel)];
  TextStyle result = mono;
  result.colour = adds >= 0 ? theme().cat_text : theme().non_text;
  std::string products;
  for (int c = 0; c < 3; ++c) {
    const double product = numbers.product(pixel, c);
    if (c > 0) products += product < 0.0 ? " − " : " + ";
    products += short_number(c > 0 ? std::fabs(product) : product);
  }
  const bool is_largest = pixel == numbers.largest_pixel && adds > 0;
  return {
      {tr(Text::network_pointed_pixel,
          {std::to_string(pixel / numbers.width + 1), std::to_string(pixel % numbers.width + 1)}),
       strong},
      {three([&](std::size_t c) { return std::to_string(pixels[first + c]); }, " "), mono},
      {std::string(tr(spec.standardise ? Text::network_strip_standardised
                      : spec.centre    ? Text::network_strip_centred
                                       : Text::network_strip_raw)),
       dim},
      {three([&](std::size_t c) { return short_number(numbers.x[first + c]); }, " "), mono},
      {std::string(tr(Text::network_strip_times)), dim},
      {three([&](std::size_t c) { return short_number(numbers.w[first + c]); }, " "), mono},
      {std::string(tr(Text::network_strip_adds)), dim},
      {products + " =", mono},
      {signed_number(adds), result},
      {std::string(tr(is_largest ? Text::network_strip_largest : Text::network_strip_to_z)), dim},
  };
}

float strip_height(const std::vector<StripPart>& parts, float width) {
  if (parts.empty()) return 0.0F;
  const int rows = flow(parts, width, [](const StripPart&, float, int) {});
  return 8 + row_height() * static_cast<float>(rows);
}

void draw_strip(const Rect& place, const std::vector<StripPart>& parts) {
  if (parts.empty()) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().soft, 9);
  flow(parts, place.width, [&](const StripPart& part, float x, int row) {
    const float y = place.y + 4 + row_height() * static_cast<float>(row) +
                    (row_height() - part.style.size * 1.25F) / 2;
    draw_text(list, {place.x + x, y}, part.words, part.style);
  });
}

}  // namespace purr::shell
