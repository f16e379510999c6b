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
    kept.push_back({part, font, quantised(size * scale), std::round(size * raise), scale != 1.0F});
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
      at += end + 1;
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
  return width;
}

float width_of(const std::vector<Run>& runs) {
  float width = 0.0F;
  for (const Run& run : runs) width += run_width(run);
  return width;
}

std::string words_of(const std::vector<Run>& runs) {
  std::string words;
  for (const Run& run : runs) words += run.words;
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
