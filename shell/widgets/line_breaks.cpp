#include "shell/widgets/line_breaks.h"

#include <string_view>

#include "imgui_internal.h"

namespace purr::shell::detail {
namespace {

bool is_wide(unsigned int c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) || c >= 0x20000;
}

bool contains(std::u32string_view set, unsigned int c) {
  return set.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}

bool never_begins_line(unsigned int c) {
  return contains(U"，。、；：？！）》」』】〉”’…—％,.;:?!)]}%·", c);
}
bool never_ends_line(unsigned int c) { return contains(U"（《「『【〈“‘([{", c); }

bool may_break(unsigned int before, unsigned int after) {
  if (before == ' ' || before == 0x2009) return after != ' ';
  if (never_begins_line(after) || never_ends_line(before)) return false;
  return is_wide(before) || is_wide(after);
}

}  // namespace

void spread_letters(const std::vector<Run>& runs, std::vector<Letter>& letters) {
  letters.clear();
  unsigned int before = 0;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    ImFontBaked* baked = baked_of(runs[r].font, runs[r].size);
    for (std::string_view rest = runs[r].words; !rest.empty();) {
      const char* begin = rest.data();
      const unsigned int character = next_character(rest);
      const bool glued = runs[r].is_script && begin == runs[r].words.data();
      letters.push_back({begin, rest.data(), r,
                         baked->GetCharAdvance(static_cast<ImWchar>(character)), character,
                         before != 0 && !glued && may_break(before, character)});
      if (begin == runs[r].words.data()) letters.back().width += runs[r].before;
      before = character;
    }
    if (!runs[r].words.empty()) letters.back().width += runs[r].after;
  }
}

std::size_t line_end(const std::vector<Letter>& letters, std::size_t first, float width) {
  float x = 0.0F;
  std::size_t last_break = first;
  for (std::size_t i = first; i < letters.size(); ++i) {
    if (letters[i].character == '\n') return i + 1;
    if (letters[i].break_before) last_break = i;
    x += letters[i].width;
    // A space may reach beyond the end of a line. A word wider than the line is cut at its end.
    if (x > width && letters[i].character != ' ' && i > first) {
      return last_break > first ? last_break : i;
    }
  }
  return letters.size();
}

}  // namespace purr::shell::detail
