// Words on the screen: markup, measuring, breaking into lines, drawing at fractions of a pixel.
#include <algorithm>
#include <cmath>
#include <vector>

#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

// Superscripts and subscripts, in parts of the size of the words they stand beside.
constexpr float kScriptSize = 0.72F;
constexpr float kRaise = 0.40F;
constexpr float kLower = 0.17F;
constexpr float kLineHeight = 1.5F;

/// A stretch of text in one typeface, size and height.
struct Run {
  std::string_view words;
  ImFont* font = nullptr;
  float size = 0.0F;
  float raise = 0.0F;  ///< pixels above the baseline
  bool script = false;
};

/// Font sizes in quarters of a pixel: fewer bakings of the typefaces, no difference to the eye.
float quantised(float size) { return std::max(4.0F, std::round(size * 4.0F) / 4.0F); }

bool is_markup_escape(std::string_view rest) {
  return rest.size() > 1 && rest[0] == '\\' &&
         (rest[1] == '^' || rest[1] == '_' || rest[1] == '*' || rest[1] == '\\');
}

/// Splits marked-up words into runs. `kept` is cleared first.
void parse(std::string_view words, const TextStyle& style, std::vector<Run>& kept) {
  kept.clear();
  ImFont* plain_font = detail::font_of(style.weight);
  const float size = detail::size_of(style);
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

/// The character at the front of `words`, which loses it. Broken UTF-8 gives U+FFFD and one byte.
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

/// Draws one run with its left edge at x and the letters standing on `baseline`.
/// @return the width.
float draw_run(ImDrawList* list, const Run& run, float x, float baseline, ImU32 colour) {
  ImFontBaked* baked = baked_of(run.font, run.size);
  const float density = ImGui::GetFontRasterizerDensity();
  // Letters stand on an edge between physical pixels, or every horizontal stroke would be smeared
  // over two rows; ImGui's own text drawing snaps to logical pixels, which is wrong at ratio 1.25.
  const float top =
      std::round((baseline - run.raise) * density) / density - std::round(baked->Ascent);
  const ImVec2 clip_min = list->GetClipRectMin();
  const ImVec2 clip_max = list->GetClipRectMax();
  if (top > clip_max.y + run.size || top + 2 * run.size < clip_min.y) return run_width(run);
  // The texture holds four positions of a letter in a pixel: aim at them exactly.
  const float grain = 4.0F * density;
  const float start = x;
  for (std::string_view rest = run.words; !rest.empty();) {
    const unsigned int character = next_character(rest);
    const ImFontGlyph* glyph = baked->FindGlyph(static_cast<ImWchar>(character));
    if (glyph->Visible && x + glyph->X1 >= clip_min.x && x + glyph->X0 <= clip_max.x) {
      const float left = std::round(x * grain) / grain;
      list->PrimReserve(6, 4);
      list->PrimRectUV({left + glyph->X0, top + glyph->Y0}, {left + glyph->X1, top + glyph->Y1},
                       {glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}, colour);
    }
    x += glyph->AdvanceX;
  }
  return x - start;
}

/// Baseline of words whose box (one em high) has its middle at `middle`.
float baseline_for(float middle, float size) { return middle + 0.3635F * size; }

ImU32 colour_of(const TextStyle& style) { return style.colour != 0 ? style.colour : theme().ink; }

/// Runs of the words at hand; kept between calls so that drawing text allocates nothing once warm.
std::vector<Run>& scratch_runs() {
  static std::vector<Run> runs;
  return runs;
}

float width_of(const std::vector<Run>& runs) {
  float width = 0.0F;
  for (const Run& run : runs) width += run_width(run);
  return width;
}

/// What a test asked to see.
struct Watch {
  bool is_on = false;
  std::vector<SeenText> now, last;
};
Watch& watch() {
  static Watch the_watch;
  return the_watch;
}

void see(const ImDrawList* list, const Rect& box, std::string words, bool is_cut) {
  const ImGuiWindow* window = ImGui::GetCurrentContext()->CurrentWindow;
  // Tooltips lie over everything on purpose.
  if (window == nullptr || list != window->DrawList) return;
  const ImVec2 low = list->GetClipRectMin();
  const ImVec2 high = list->GetClipRectMax();
  watch().now.push_back({std::move(words),
                         box,
                         {low.x, low.y, high.x - low.x, high.y - low.y},
                         is_cut,
                         (window->Flags & ImGuiWindowFlags_ChildWindow) != 0,
                         window->RootWindow->ID});
}

std::string words_of(const std::vector<Run>& runs) {
  std::string words;
  for (const Run& run : runs) words += run.words;
  return words;
}

void draw_runs(ImDrawList* list, const std::vector<Run>& runs, float x, float middle, float size,
               ImU32 colour) {
  if (watch().is_on) {
    see(list, {x, middle - size / 2, width_of(runs), size}, words_of(runs), false);
  }
  const float baseline = baseline_for(middle, size);
  for (const Run& run : runs) x += draw_run(list, run, x, baseline, colour);
}

// Where a line may be broken.

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

/// A character of a paragraph, with its place in the source.
struct Letter {
  const char* begin = nullptr;
  const char* end = nullptr;
  std::size_t run = 0;
  float width = 0.0F;
  unsigned int character = 0;
  bool break_before = false;
};

void spread_letters(const std::vector<Run>& runs, std::vector<Letter>& letters) {
  letters.clear();
  unsigned int before = 0;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    ImFontBaked* baked = baked_of(runs[r].font, runs[r].size);
    for (std::string_view rest = runs[r].words; !rest.empty();) {
      const char* begin = rest.data();
      const unsigned int character = next_character(rest);
      const bool glued = runs[r].script && begin == runs[r].words.data();
      letters.push_back({begin, rest.data(), r,
                         baked->GetCharAdvance(static_cast<ImWchar>(character)), character,
                         before != 0 && !glued && may_break(before, character)});
      before = character;
    }
  }
}

/// End of the line that begins at `first`.
std::size_t line_end(const std::vector<Letter>& letters, std::size_t first, float width) {
  float x = 0.0F;
  std::size_t last_break = first;
  for (std::size_t i = first; i < letters.size(); ++i) {
    if (letters[i].character == '\n') return i + 1;
    if (letters[i].break_before) last_break = i;
    x += letters[i].width;
    // A space may stick out at the end of a line. A word wider than the line is cut where it ends.
    if (x > width && letters[i].character != ' ' && i > first) {
      return last_break > first ? last_break : i;
    }
  }
  return letters.size();
}

void draw_letters(ImDrawList* list, const std::vector<Run>& runs,
                  const std::vector<Letter>& letters, std::size_t first, std::size_t last, float x,
                  float baseline, ImU32 colour) {
  for (std::size_t i = first; i < last;) {
    // Letters that follow each other in the source are drawn as one run.
    std::size_t end = i + 1;
    while (end < last && letters[end].run == letters[i].run &&
           letters[end].begin == letters[end - 1].end) {
      ++end;
    }
    Run part = runs[letters[i].run];
    part.words = {letters[i].begin,
                  static_cast<std::size_t>(letters[end - 1].end - letters[i].begin)};
    if (part.words.ends_with('\n')) part.words.remove_suffix(1);
    x += draw_run(list, part, x, baseline, colour);
    i = end;
  }
}

}  // namespace

namespace detail {

void begin_seen_texts() {
  if (!watch().is_on) return;
  watch().last.swap(watch().now);
  watch().now.clear();
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

void draw_plain(ImDrawList* list, float x, float middle_y, std::string_view words, ImFont* font,
                float size, ImU32 colour) {
  const float rounded = quantised(size);
  draw_run(list, {words, font, rounded, 0.0F, false}, x, baseline_for(middle_y, rounded), colour);
}

float plain_width(std::string_view words, ImFont* font, float size) {
  return run_width({words, font, quantised(size), 0.0F, false});
}

ImVec2 measure_wrapped(std::string_view words, const TextStyle& style, float width) {
  static std::vector<Letter> letters;
  std::vector<Run>& runs = scratch_runs();
  parse(words, style, runs);
  spread_letters(runs, letters);
  float widest = 0.0F;
  int lines = 0;
  for (std::size_t first = 0; first < letters.size(); ++lines) {
    const std::size_t last = line_end(letters, first, width);
    float x = 0.0F;
    for (std::size_t i = first; i < last; ++i) x += letters[i].width;
    if (last > first && letters[last - 1].character == ' ') x -= letters[last - 1].width;
    widest = std::max(widest, x);
    first = last;
  }
  const float line = std::round(size_of(style) * kLineHeight);
  return {std::min(std::ceil(widest), width), line * static_cast<float>(std::max(1, lines))};
}

void draw_wrapped(ImDrawList* list, ImVec2 at, std::string_view words, const TextStyle& style,
                  float width) {
  static std::vector<Letter> letters;
  std::vector<Run>& runs = scratch_runs();
  parse(words, style, runs);
  spread_letters(runs, letters);
  const float size = size_of(style);
  const float line = std::round(size * kLineHeight);
  float middle = at.y + line / 2;
  for (std::size_t first = 0; first < letters.size(); middle += line) {
    const std::size_t last = line_end(letters, first, width);
    draw_letters(list, runs, letters, first, last, at.x, baseline_for(middle, size),
                 colour_of(style));
    if (watch().is_on) {
      float line_width = 0.0F;
      for (std::size_t i = first; i < last; ++i) {
        if (i + 1 < last || letters[i].character != ' ') line_width += letters[i].width;
      }
      const char* begin = letters[first].begin;
      see(list, {at.x, middle - size / 2, line_width, size},
          std::string(begin, static_cast<std::size_t>(letters[last - 1].end - begin)), false);
    }
    first = last;
  }
}

}  // namespace detail

TextStyle ink_text() { return {theme().text_size, Weight::regular, theme().ink}; }
TextStyle dim_text() { return {theme().title_size, Weight::regular, theme().dim}; }
TextStyle title_text() { return {theme().title_size, Weight::semibold, theme().dim}; }
TextStyle strong_text() { return {theme().text_size, Weight::semibold, theme().ink}; }
TextStyle mono_text() { return {theme().mono_size, Weight::mono, theme().ink}; }
TextStyle small_text() { return {theme().small_size, Weight::regular, theme().dim}; }

ImVec2 measure(std::string_view words, const TextStyle& style) {
  std::vector<Run>& runs = scratch_runs();
  parse(words, style, runs);
  return {width_of(runs), detail::size_of(style)};
}

void draw_text(ImDrawList* list, ImVec2 at, std::string_view words, const TextStyle& style,
               Align align) {
  std::vector<Run>& runs = scratch_runs();
  parse(words, style, runs);
  const float size = detail::size_of(style);
  float x = at.x;
  if (align != Align::left) {
    const float width = width_of(runs);
    x -= align == Align::centre ? width / 2 : width;
  }
  draw_runs(list, runs, x, at.y + size / 2, size, colour_of(style));
}

void draw_text_in(ImDrawList* list, const Rect& box, std::string_view words, const TextStyle& style,
                  Align align) {
  std::vector<Run>& runs = scratch_runs();
  parse(words, style, runs);
  float size = detail::size_of(style);
  const float middle = box.y + box.height / 2;
  float width = width_of(runs);
  // Enlarged words that do not fit are enlarged less, down to their usual size.
  if (const float scale = theme().text_scale; scale > 1.0F) {
    TextStyle smaller = style;
    smaller.size = size;
    const float usual = size / scale;
    while (smaller.size > usual + 0.2F &&
           (width > box.width + 0.5F || smaller.size > box.height + 2.0F)) {
      smaller.size = std::max(usual, smaller.size - 0.5F);
      parse(words, smaller, runs);
      width = width_of(runs);
    }
    size = detail::size_of(smaller);
  }
  if (width <= box.width + 0.5F) {
    float x = box.x;
    if (align == Align::centre) x += (box.width - width) / 2;
    if (align == Align::right) x += box.width - width;
    draw_runs(list, runs, x, middle, size, colour_of(style));
    return;
  }
  // Too wide: whole letters that fit, and an ellipsis.
  static constexpr std::string_view kEllipsis = "…";
  const float ellipsis = detail::plain_width(kEllipsis, detail::font_of(style.weight), size);
  static std::vector<Letter> letters;
  spread_letters(runs, letters);
  float x = 0.0F;
  std::size_t last = 0;
  while (last < letters.size() && x + letters[last].width + ellipsis <= box.width) {
    x += letters[last++].width;
  }
  while (last > 0 && letters[last - 1].character == ' ') x -= letters[--last].width;
  if (watch().is_on) {
    see(list, {box.x, middle - size / 2, x + ellipsis, size}, words_of(runs), true);
  }
  const float baseline = baseline_for(middle, size);
  draw_letters(list, runs, letters, 0, last, box.x, baseline, colour_of(style));
  if (ellipsis <= box.width) {
    draw_run(list, {kEllipsis, detail::font_of(style.weight), size, 0.0F, false}, box.x + x,
             baseline, colour_of(style));
  }
}

void watch_texts() { watch().is_on = true; }
const std::vector<SeenText>& seen_texts() { return watch().last; }

void text(std::string_view words, const TextStyle& style) {
  const ImVec2 size = measure(words, style);
  const float height = std::round(size.y * 1.4F);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({std::ceil(size.x), height});
  const bool seen = ImGui::IsItemVisible();
  if (seen) {
    draw_text(ImGui::GetWindowDrawList(), {at.x, at.y + (height - size.y) / 2}, words, style);
  }
}

void paragraph(std::string_view words, const TextStyle& style, float width) {
  if (width <= 0.0F) width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = detail::measure_wrapped(words, style, width).y;
  ImGui::Dummy({width, height});
  if (ImGui::IsItemVisible()) {
    detail::draw_wrapped(ImGui::GetWindowDrawList(), at, words, style, width);
  }
}

std::string plain(std::string_view marked_up) {
  static std::vector<Run> runs;
  parse(marked_up, {}, runs);
  std::string result;
  for (const Run& run : runs) result += run.words;
  return result;
}

}  // namespace purr::shell
