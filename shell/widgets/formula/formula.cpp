#include "shell/widgets/formula/formula.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/drawing.h"
#include "shell/widgets/formula/layout.h"
#include "shell/widgets/formula/parse.h"
#include "shell/widgets/formula/words.h"
#include "shell/widgets/markup.h"
#include "shell/widgets/press.h"
#include "shell/widgets/registry.h"
#include "shell/widgets/seen_texts.h"
#include "shell/widgets/text.h"

namespace purr::shell {
namespace {

constexpr float kRowSize = 1.22F;      // of an equation, of the text's size
constexpr float kNumberGap = 3.0F;     // pixels between a formula and its numbers
constexpr float kNumberApart = 6.0F;   // pixels between two numbers
constexpr std::size_t kMaxKept = 512;  // formulas whose layout is kept

struct Kept {
  FormulaLayout layout;
  std::string plain;  ///< what tests look for
};

/// Layouts from frame to frame: the same few formulas are drawn again and again.
const Kept& layout_of(std::string_view text, float size) {
  static std::unordered_map<std::string, Kept> kept;
  static ImFont* font = nullptr;
  // The places depend on the typeface, which is made anew with its context, and on the density.
  if (font != theme().math || kept.size() > kMaxKept) kept.clear();
  font = theme().math;
  const int density = static_cast<int>(ImGui::GetFontRasterizerDensity() * 100.0F);
  std::string key = std::to_string(size) + "/" + std::to_string(density) + "/";
  key += text;
  const auto found = kept.find(key);
  if (found != kept.end()) return found->second;
  const FormulaTree tree = parse_formula(text);
  Kept made{.layout = lay_out(tree.root, size),
            .plain = formula_words(tree.root, Language::english)};
  return kept.emplace(std::move(key), std::move(made)).first->second;
}

float size_of_style(const FormulaStyle& style) {
  return detail::quantised(style.size > 0.0F ? style.size : theme().text_size * kRowSize);
}

struct Number {
  std::string text;
  float x = 0.0F;  // left end, from that of the formula
  int part = -1;
};

/// The numbers below the formula, from left to right, moved apart where they would touch.
std::vector<Number> numbers_of(const FormulaLayout& layout, const FormulaStyle& style) {
  std::vector<Number> numbers;
  if (!style.number) return numbers;
  for (std::size_t i = 0; i < layout.parts.size(); ++i) {
    std::string text = style.number(layout.parts[i].id);
    if (text.empty()) continue;
    const Rect& box = layout.parts[i].box;
    const float width = measure(text, {.weight = Weight::mono}).x;
    numbers.push_back({std::move(text), box.x + (box.width - width) / 2, static_cast<int>(i)});
  }
  std::ranges::sort(numbers, {}, &Number::x);
  float free = 0.0F;
  for (Number& number : numbers) {
    number.x = std::max(number.x, free);
    free = number.x + measure(number.text, {.weight = Weight::mono}).x + kNumberApart;
  }
  return numbers;
}

void draw_bracket(ImDrawList* list, const FormulaMark& mark, float x, float y, ImU32 colour) {
  const float near = mark.is_mirrored ? x + 0.12F * mark.size : x + mark.width - 0.12F * mark.size;
  const float far = mark.is_mirrored ? x + mark.width - 0.04F * mark.size : x + 0.04F * mark.size;
  const float bottom = y + mark.height;
  switch (mark.kind) {
    case FormulaMark::Kind::round_bracket: {
      const float bend = std::min(0.35F * mark.height, 1.2F * mark.size);
      list->PathLineTo({near, y});
      list->PathBezierCubicCurveTo({far, y + bend * 0.7F}, {far, bottom - bend * 0.7F},
                                   {near, bottom});
      list->PathStroke(colour, 0, mark.thickness);
      break;
    }
    case FormulaMark::Kind::square_bracket:
      list->PathLineTo({near, y + mark.thickness / 2});
      list->PathLineTo({far, y + mark.thickness / 2});
      list->PathLineTo({far, bottom - mark.thickness / 2});
      list->PathLineTo({near, bottom - mark.thickness / 2});
      list->PathStroke(colour, 0, mark.thickness);
      break;
    default:
      list->AddLine({x + mark.width / 2, y}, {x + mark.width / 2, bottom}, colour, mark.thickness);
  }
}

void draw_root(ImDrawList* list, const FormulaMark& mark, float x, float y, ImU32 colour) {
  const float sign = mark.size;  // the width of the sign before its line
  const float bottom = y + mark.height;
  const float half = mark.thickness / 2;
  list->PathLineTo({x + 0.08F * sign, bottom - 0.42F * mark.height});
  list->PathLineTo({x + 0.28F * sign, bottom - 0.48F * mark.height});
  list->PathLineTo({x + 0.55F * sign, bottom - half});
  list->PathLineTo({x + 0.95F * sign, y + half});
  list->PathLineTo({x + mark.width, y + half});
  list->PathStroke(colour, 0, mark.thickness);
}

void draw_mark(ImDrawList* list, const FormulaMark& mark, float x, float baseline, ImU32 colour) {
  const float density = ImGui::GetFontRasterizerDensity();
  switch (mark.kind) {
    case FormulaMark::Kind::glyph: {
      ImFontBaked* baked = detail::baked_of(mark.font, mark.size);
      const ImFontGlyph* glyph = baked->FindGlyph(static_cast<ImWchar>(mark.character));
      if (!glyph->Visible) return;
      // As in text.cpp: tops at edges of physical pixels, left ends at quarters of one.
      const float top =
          std::round((baseline + mark.y) * density) / density - std::round(baked->Ascent);
      const float grain = 4.0F * density;
      const float left = std::round((x + mark.x) * grain) / grain;
      list->PrimReserve(6, 4);
      list->PrimRectUV({left + glyph->X0, top + glyph->Y0}, {left + glyph->X1, top + glyph->Y1},
                       {glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}, colour);
      break;
    }
    case FormulaMark::Kind::line: {
      const float top = std::round((baseline + mark.y) * density) / density;
      const float thickness = std::max(1.0F, std::round(mark.thickness * density)) / density;
      list->AddRectFilled({x + mark.x, top}, {x + mark.x + mark.width, top + thickness}, colour);
      break;
    }
    case FormulaMark::Kind::root:
      draw_root(list, mark, x + mark.x, baseline + mark.y, colour);
      break;
    default: draw_bracket(list, mark, x + mark.x, baseline + mark.y, colour);
  }
}

}  // namespace

ImVec2 measure_formula(std::string_view text, const FormulaStyle& style) {
  const FormulaLayout& layout = layout_of(text, size_of_style(style)).layout;
  ImVec2 size{std::ceil(layout.width), std::ceil(layout.ascent) + std::ceil(layout.descent)};
  const std::vector<Number> numbers = numbers_of(layout, style);
  if (!numbers.empty()) {
    const ImVec2 last = measure(numbers.back().text, {.weight = Weight::mono});
    size.x = std::max(size.x, numbers.back().x + last.x);
    size.y += kNumberGap + last.y;
  }
  return size;
}

std::string draw_formula(ImDrawList* list, ImVec2 at, std::string_view text,
                         const FormulaStyle& style) {
  const Kept& kept = layout_of(text, size_of_style(style));
  const FormulaLayout& layout = kept.layout;
  const float baseline = at.y + std::ceil(layout.ascent);
  const ImU32 ink = style.colour != 0 ? style.colour : theme().ink;
  if (detail::is_watching_texts()) {
    detail::keep_text(list, {at.x, at.y, layout.width, layout.ascent + layout.descent}, kept.plain,
                      false);
  }
  std::string under;
  const ImVec2 pointer = ImGui::GetMousePos();
  std::vector<ImU32> colours;
  for (const FormulaPart& part : layout.parts) {
    const Rect box{at.x + part.box.x - 2, baseline + part.box.y - 2, part.box.width + 4,
                   part.box.height + 4};
    const bool is_lit = !style.lit.empty() && part.id == style.lit;
    ImU32 colour = style.part_colour ? style.part_colour(part.id) : 0;
    if (is_lit) {
      list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, theme().accent_soft, 4.0F);
      colour = theme().accent_text;
    }
    colours.push_back(colour != 0 ? colour : ink);
    if (pointer.x >= box.x && pointer.x < box.right() && pointer.y >= box.y &&
        pointer.y < box.bottom()) {
      under = part.id;
    }
  }
  for (const FormulaMark& mark : layout.marks) {
    const ImU32 colour = mark.part >= 0 ? colours[static_cast<std::size_t>(mark.part)] : ink;
    draw_mark(list, mark, at.x, baseline, colour);
  }
  const float below = baseline + std::ceil(layout.descent) + kNumberGap;
  for (const Number& number : numbers_of(layout, style)) {
    draw_text(list, {at.x + number.x, below}, number.text,
              {.weight = Weight::mono, .colour = colours[static_cast<std::size_t>(number.part)]});
  }
  return under;
}

std::string formula(std::string_view id, std::string_view text, const FormulaStyle& style) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size = measure_formula(text, style);
  ImGui::Dummy(size);
  const Rect place{at.x, at.y, size.x, size.y};
  registry().add(detail::control_at(
      id, Role::image, formula_words(parse_formula(text).root, current_language()), place));
  const bool is_hovered = ImGui::IsItemHovered();
  std::string under = draw_formula(ImGui::GetWindowDrawList(), at, text, style);
  return is_hovered ? under : std::string();
}

void formula_box(std::string_view id, std::string_view text, std::string_view with_numbers) {
  const Theme& t = theme();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = ImGui::GetContentRegionAvail().x;
  const float inside = whole - 24.0F;
  FormulaStyle style;
  style.size = t.text_size * kRowSize;
  ImVec2 size = measure_formula(text, style);
  if (size.x > inside) {
    style.size *= inside / size.x;
    size = measure_formula(text, style);
  }
  const TextStyle numbers = {t.mono_size, Weight::mono, t.dim_soft};
  const float below =
      with_numbers.empty() ? 0.0F : 4.0F + detail::measure_wrapped(with_numbers, numbers, inside).y;
  const float height = size.y + below + 18.0F;
  ImGui::Dummy({whole, height});
  registry().add(detail::control_at(id, Role::image,
                                    formula_words(parse_formula(text).root, current_language()),
                                    {at.x, at.y, whole, height}));
  if (!ImGui::IsItemVisible()) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  detail::draw_box(list, {at.x, at.y, at.x + whole, at.y + height}, t.soft, t.control_radius + 1);
  draw_formula(list, {at.x + 12, at.y + 9}, text, style);
  if (!with_numbers.empty()) {
    detail::draw_wrapped(list, {at.x + 12, at.y + 13 + size.y}, with_numbers, numbers, inside);
  }
}

}  // namespace purr::shell
