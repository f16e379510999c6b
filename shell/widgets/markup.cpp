#include "shell/widgets/markup.h"

#include <algorithm>
#include <cmath>

#include "imgui_internal.h"
#include "shell/theme/theme.h"

namespace purr::shell {
namespace detail {
namespace {

// Superscripts and subscripts, as parts of the size of the text beside them.
constexpr float kScriptSize = 0.72F;
constexpr float kRaise = 0.40F;
constexpr float kLower = 0.17F;

/// Superscripts of Unicode and the ordinary characters that are drawn raised in their place: not
/// every typeface has them, and where one has they are of another size than W^[1].
struct Superscript {
  std::string_view written, drawn;
};
constexpr Superscript kSuperscripts[] = {{"\u2070", "0"}, {"\u00B9", "1"},      {"\u00B2", "2"},
                                         {"\u00B3", "3"}, {"\u2074", "4"},      {"\u2075", "5"},
                                         {"\u2076", "6"}, {"\u2077", "7"},      {"\u2078", "8"},
                                         {"\u2079", "9"}, {"\u207B", "\u2212"}, {"\u1D40", "T"}};

const Superscript* superscript_at(std::string_view rest) {
  const auto first = static_cast<unsigned char>(rest[0]);
  if (first != 0xC2 && first != 0xE1 && first != 0xE2) return nullptr;
  const auto* found = std::ranges::find_if(
      kSuperscripts, [&](const Superscript& one) { return rest.starts_with(one.written); });
  return found == std::end(kSuperscripts) ? nullptr : found;
}

/// Puts the last run below or above the scripts that stand directly before it, if they are on the
/// other side of the line: the indices of W^[2]_{3,5}.
void stack_scripts(std::vector<Run>& runs) {
  Run& last = runs.back();
  if (last.font == nullptr) return;  // no typefaces: the text is wanted, not its place
  float width = 0.0F;
  for (std::size_t i = runs.size() - 1; i-- > 0;) {
    if (!runs[i].is_script || (runs[i].raise > 0) == (last.raise > 0)) break;
    width += run_width(runs[i]);
  }
  if (width == 0.0F) return;
  // A little apart, or brackets would touch what stands below them.
  const float apart = std::round(last.size / kScriptSize * 0.05F);
  for (std::size_t i = runs.size() - 1; i-- > 0;) {
    if (!runs[i].is_script || (runs[i].raise > 0) == (last.raise > 0)) break;
    runs[i].raise += runs[i].raise > 0 ? apart : -2 * apart;
  }
  last.raise += last.raise > 0 ? apart : -2 * apart;
  const float own = run_width(last);
  last.before = -width;
  last.after = std::max(0.0F, width - own);
}

bool is_markup_escape(std::string_view rest) {
  return rest.size() > 1 && rest[0] == '\\' &&
         (rest[1] == '^' || rest[1] == '_' || rest[1] == '*' || rest[1] == '\\');
}

}  // namespace

float quantised(float size) { return std::max(4.0F, std::round(size * 4.0F) / 4.0F); }

void parse(std::string_view words, const TextStyle& style, std::vector<Run>& kept) {
  kept.clear();
  ImFont* plain_font = font_of(style.weight);
  const float size = size_of(style);
  bool strong = false;
  const auto add = [&](std::string_view part, float scale, float raise) {
    if (part.empty()) return;
    ImFont* font = strong && style.weight == Weight::regular ? theme().semibold : plain_font;
    kept.push_back({.words = part,
                    .font = font,
                    .size = quantised(size * scale),
                    .raise = std::round(size * raise),
                    .is_script = scale != 1.0F});
  };
  std::size_t begin = 0;
  std::size_t at = 0;
  while (at < words.size()) {
    const std::string_view rest = words.substr(at);
    if (is_markup_escape(rest)) {
      add(words.substr(begin, at - begin), 1, 0);
      begin = at + 1;
      at += 2;
    } else if (rest.starts_with("**")) {
      add(words.substr(begin, at - begin), 1, 0);
      strong = !strong;
      at += 2;
      begin = at;
    } else if ((rest[0] == '^' || rest[0] == '_') && rest.size() > 2 &&
               (rest[1] == '[' || rest[1] == '{')) {
      const char closing = rest[1] == '[' ? ']' : '}';
      const std::size_t end = rest.find(closing);
      if (end == std::string_view::npos) {
        ++at;
        continue;
      }
      add(words.substr(begin, at - begin), 1, 0);
      // The course writes the bracket itself raised, W[1]; braces only group.
      const std::string_view inside =
          closing == ']' ? rest.substr(1, end) : rest.substr(2, end - 2);
      add(inside, kScriptSize, rest[0] == '^' ? kRaise : -kLower);
      if (!inside.empty()) stack_scripts(kept);
      at += end + 1;
      begin = at;
    } else if (const Superscript* superscript = superscript_at(rest)) {
      add(words.substr(begin, at - begin), 1, 0);
      add(superscript->drawn, kScriptSize, kRaise);
      kept.back().plain = rest.substr(0, superscript->written.size());
      at += superscript->written.size();
      begin = at;
    } else {
      ++at;
    }
  }
  add(words.substr(begin), 1, 0);
}

unsigned int next_character(std::string_view& words) {
  unsigned int character = 0;
  const int bytes = ImTextCharFromUtf8(&character, words.data(), words.data() + words.size());
  words.remove_prefix(static_cast<std::size_t>(std::max(1, bytes)));
  return character;
}

ImFontBaked* baked_of(ImFont* font, float size) {
  return font->GetFontBaked(size, ImGui::GetFontRasterizerDensity());
}

float run_width(const Run& run) {
  ImFontBaked* baked = baked_of(run.font, run.size);
  float width = 0.0F;
  for (std::string_view rest = run.words; !rest.empty();) {
    width += baked->GetCharAdvance(static_cast<ImWchar>(next_character(rest)));
  }
  return run.before + width + run.after;
}

float width_of(const std::vector<Run>& runs) {
  float width = 0.0F;
  for (const Run& run : runs) width += run_width(run);
  return width;
}

std::string words_of(const std::vector<Run>& runs) {
  std::string words;
  for (const Run& run : runs) words += run.plain.empty() ? run.words : run.plain;
  return words;
}

ImFont* font_of(Weight weight) {
  switch (weight) {
    case Weight::regular: return theme().regular;
    case Weight::semibold: return theme().semibold;
    case Weight::mono: return theme().mono;
  }
  return theme().regular;
}

float size_of(const TextStyle& style) {
  if (style.size > 0.0F) return quantised(style.size);
  return quantised(style.weight == Weight::mono ? theme().mono_size : theme().text_size);
}

}  // namespace detail

std::string plain(std::string_view marked_up) {
  static std::vector<detail::Run> runs;
  detail::parse(marked_up, {}, runs);
  return detail::words_of(runs);
}

}  // namespace purr::shell
