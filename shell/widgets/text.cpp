#include "shell/widgets/text.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "shell/widgets/detail.h"
#include "shell/widgets/line_breaks.h"
#include "shell/widgets/markup.h"
#include "shell/widgets/seen_texts.h"

namespace purr::shell {
namespace {

constexpr float kLineHeight = 1.5F;

/// Draws one run with its left edge at x and the letters standing on `baseline`.
/// @return the width.
float draw_run(ImDrawList* list, const detail::Run& run, float x, float baseline, ImU32 colour) {
  ImFontBaked* baked = detail::baked_of(run.font, run.size);
  const float density = ImGui::GetFontRasterizerDensity();
  // The top is at an edge between physical pixels, or horizontal strokes would be blurred over two
  // rows. ImGui's own text is at logical pixels, which is wrong at a pixel ratio of 1.25.
  const float top =
      std::round((baseline - run.raise) * density) / density - std::round(baked->Ascent);
  const ImVec2 clip_min = list->GetClipRectMin();
  const ImVec2 clip_max = list->GetClipRectMax();
  if (top > clip_max.y + run.size || top + 2 * run.size < clip_min.y) return detail::run_width(run);
  // The texture has a letter at four positions within a pixel; only these are used.
  const float grain = 4.0F * density;
  const float start = x;
  x += run.before;
  for (std::string_view rest = run.words; !rest.empty();) {
    const unsigned int character = detail::next_character(rest);
    const ImFontGlyph* glyph = baked->FindGlyph(static_cast<ImWchar>(character));
    if (glyph->Visible && x + glyph->X1 >= clip_min.x && x + glyph->X0 <= clip_max.x) {
      const float left = std::round(x * grain) / grain;
      list->PrimReserve(6, 4);
      list->PrimRectUV({left + glyph->X0, top + glyph->Y0}, {left + glyph->X1, top + glyph->Y1},
                       {glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}, colour);
    }
    x += glyph->AdvanceX;
  }
  return x + run.after - start;
}

/// Baseline of a text whose box (one em high) has its middle at `middle`.
float baseline_for(float middle, float size) { return middle + 0.3635F * size; }

ImU32 colour_of(const TextStyle& style) { return style.colour != 0 ? style.colour : theme().ink; }

/// Reused between calls, so that drawing text does not allocate.
std::vector<detail::Run>& scratch_runs() {
  static std::vector<detail::Run> runs;
  return runs;
}

void draw_runs(ImDrawList* list, const std::vector<detail::Run>& runs, float x, float middle,
               float size, ImU32 colour) {
  if (detail::is_watching_texts()) {
    detail::keep_text(list, {x, middle - size / 2, detail::width_of(runs), size},
                      detail::words_of(runs), false);
  }
  const float baseline = baseline_for(middle, size);
  for (const detail::Run& run : runs) x += draw_run(list, run, x, baseline, colour);
}

void draw_letters(ImDrawList* list, const std::vector<detail::Run>& runs,
                  const std::vector<detail::Letter>& letters, std::size_t first, std::size_t last,
                  float x, float baseline, ImU32 colour) {
  for (std::size_t i = first; i < last;) {
    // Letters that follow each other in the source are drawn as one run.
    std::size_t end = i + 1;
    while (end < last && letters[end].run == letters[i].run &&
           letters[end].begin == letters[end - 1].end) {
      ++end;
    }
    const detail::Run& whole = runs[letters[i].run];
    detail::Run part = whole;
    part.words = {letters[i].begin,
                  static_cast<std::size_t>(letters[end - 1].end - letters[i].begin)};
    if (part.words.data() != whole.words.data()) part.before = 0.0F;
    if (letters[end - 1].end != whole.words.data() + whole.words.size()) part.after = 0.0F;
    if (part.words.ends_with('\n')) part.words.remove_suffix(1);
    x += draw_run(list, part, x, baseline, colour);
    i = end;
  }
}

}  // namespace

namespace detail {

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
    if (is_watching_texts()) {
      float line_width = 0.0F;
      for (std::size_t i = first; i < last; ++i) {
        if (i + 1 < last || letters[i].character != ' ') line_width += letters[i].width;
      }
      std::string shown;
      for (std::size_t i = first; i < last; ++i) shown.append(letters[i].begin, letters[i].end);
      keep_text(list, {at.x, middle - size / 2, line_width, size}, std::move(shown), false);
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
  std::vector<detail::Run>& runs = scratch_runs();
  detail::parse(words, style, runs);
  return {detail::width_of(runs), detail::size_of(style)};
}

void draw_text(ImDrawList* list, ImVec2 at, std::string_view words, const TextStyle& style,
               Align align) {
  std::vector<detail::Run>& runs = scratch_runs();
  detail::parse(words, style, runs);
  const float size = detail::size_of(style);
  float x = at.x;
  if (align != Align::left) {
    const float width = detail::width_of(runs);
    x -= align == Align::centre ? width / 2 : width;
  }
  draw_runs(list, runs, x, at.y + size / 2, size, colour_of(style));
}

void draw_text_in(ImDrawList* list, const Rect& box, std::string_view words, const TextStyle& style,
                  Align align) {
  std::vector<detail::Run>& runs = scratch_runs();
  detail::parse(words, style, runs);
  float size = detail::size_of(style);
  const float middle = box.y + box.height / 2;
  float width = detail::width_of(runs);
  // Enlarged text that does not fit is enlarged less, down to its usual size.
  if (const float scale = theme().text_scale; scale > 1.0F) {
    TextStyle smaller = style;
    smaller.size = size;
    const float usual = size / scale;
    while (smaller.size > usual + 0.2F &&
           (width > box.width + 0.5F || smaller.size > box.height + 2.0F)) {
      smaller.size = std::max(usual, smaller.size - 0.5F);
      detail::parse(words, smaller, runs);
      width = detail::width_of(runs);
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
  static std::vector<detail::Letter> letters;
  detail::spread_letters(runs, letters);
  float x = 0.0F;
  std::size_t last = 0;
  while (last < letters.size() && x + letters[last].width + ellipsis <= box.width) {
    x += letters[last++].width;
  }
  while (last > 0 && letters[last - 1].character == ' ') x -= letters[--last].width;
  if (detail::is_watching_texts()) {
    detail::keep_text(list, {box.x, middle - size / 2, x + ellipsis, size}, detail::words_of(runs),
                      true);
  }
  const float baseline = baseline_for(middle, size);
  draw_letters(list, runs, letters, 0, last, box.x, baseline, colour_of(style));
  if (ellipsis <= box.width) {
    draw_run(list, {kEllipsis, detail::font_of(style.weight), size, 0.0F, false}, box.x + x,
             baseline, colour_of(style));
  }
}

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

float paragraph_height(std::string_view words, const TextStyle& style, float width) {
  return detail::measure_wrapped(words, style, width).y;
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

}  // namespace purr::shell
