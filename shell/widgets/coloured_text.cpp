#include "shell/widgets/coloured_text.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "shell/widgets/line_breaks.h"
#include "shell/widgets/markup.h"

namespace purr::shell {
namespace {

/// A part of one line: letters of one colour that follow each other.
struct Piece {
  std::size_t part = 0;
  std::string_view words{};
  float x = 0.0F;
  float width = 0.0F;
  int line = 0;
};

float line_height(float size) { return std::round(size * 1.42F); }

/// The parts broken into lines. Returns how many lines there are.
int lay_out(std::span<const ColouredText> parts, float size, float width,
            std::vector<Piece>& pieces) {
  pieces.clear();
  std::vector<detail::Run> runs;
  for (const ColouredText& part : parts) {
    runs.push_back({.words = part.words,
                    .font = detail::font_of(part.weight),
                    .size = detail::quantised(size)});
  }
  std::vector<detail::Letter> letters;
  detail::spread_letters(runs, letters);
  int line = 0;
  for (std::size_t first = 0; first < letters.size(); ++line) {
    const std::size_t last = detail::line_end(letters, first, width);
    float x = 0.0F;
    for (std::size_t i = first; i < last;) {
      Piece piece{.part = letters[i].run, .x = x, .line = line};
      const char* begin = letters[i].begin;
      const char* end = begin;
      for (; i < last && letters[i].run == piece.part; ++i) {
        end = letters[i].end;
        x += letters[i].width;
      }
      // The space at which a line is broken is not drawn.
      if (i == last && last < letters.size() && end > begin && end[-1] == ' ') {
        --end;
        x -= letters[last - 1].width;
      }
      piece.words = {begin, static_cast<std::size_t>(end - begin)};
      piece.width = x - piece.x;
      if (!piece.words.empty()) pieces.push_back(piece);
    }
    first = last;
  }
  return std::max(1, line);
}

}  // namespace

std::vector<ColouredText> coloured(std::string_view form, std::span<const ColouredText> parts,
                                   const ColouredText& around) {
  std::vector<ColouredText> sentence;
  const auto add_words = [&](std::string_view words) {
    if (!words.empty()) sentence.push_back({std::string(words), around.colour, around.weight});
  };
  while (!form.empty()) {
    const std::size_t brace = form.find('{');
    const bool is_place = brace != std::string_view::npos && brace + 2 < form.size() &&
                          form[brace + 2] == '}' && form[brace + 1] >= '0' &&
                          form[brace + 1] <= '9';
    if (!is_place) break;
    add_words(form.substr(0, brace));
    const auto index = static_cast<std::size_t>(form[brace + 1] - '0');
    if (index < parts.size() && !parts[index].words.empty()) sentence.push_back(parts[index]);
    form.remove_prefix(brace + 3);
  }
  add_words(form);
  return sentence;
}

std::string plain(std::span<const ColouredText> parts) {
  std::string words;
  for (const ColouredText& part : parts) words += part.words;
  return words;
}

float coloured_height(std::span<const ColouredText> parts, float size, float width) {
  static std::vector<Piece> pieces;
  return line_height(size) * static_cast<float>(lay_out(parts, size, width, pieces));
}

void draw_coloured(ImDrawList* list, ImVec2 at, std::span<const ColouredText> parts, float size,
                   float width) {
  static std::vector<Piece> pieces;
  lay_out(parts, size, width, pieces);
  const float line = line_height(size);
  for (const Piece& piece : pieces) {
    const ColouredText& part = parts[piece.part];
    const TextStyle style{.size = size, .weight = part.weight, .colour = part.colour};
    const float y = at.y + line * static_cast<float>(piece.line) + (line - size) / 2;
    // Names of the user's own classes may hold characters of the markup.
    std::string words;
    for (const char c : piece.words) {
      if (c == '^' || c == '_' || c == '*' || c == '\\') words += '\\';
      words += c;
    }
    draw_text(list, {at.x + piece.x, y}, words, style);
  }
}

}  // namespace purr::shell
