#include "shell/widgets/formula/layout.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "shell/theme/theme.h"
#include "shell/widgets/markup.h"

// Proportions follow the rules of D. E. Knuth, The TeXbook (1984), appendix G, with the parameters
// of the typeface's MATH table rounded to what its glyphs need here.
namespace purr::shell {
namespace {

constexpr float kScript = 0.70F;       // size of scripts, of the size of their base
constexpr float kSmallestType = 7.5F;  // pixels: smaller letters cannot be read
constexpr float kAxis = 0.258F;        // height of the fraction line above the baseline
constexpr float kRule = 0.055F;        // thickness of lines
constexpr float kRaise = 0.36F;        // of a superscript's baseline
constexpr float kLower = 0.20F;        // of a subscript's baseline
constexpr float kGap = 0.12F;          // between a fraction's line and what stands above and below
constexpr float kThin = 1.0F / 6;
constexpr float kMedium = 4.0F / 18;
constexpr float kThick = 5.0F / 18;
constexpr float kLarge = 1.35F;             // size of a sum sign, of the type's
constexpr float kItalicCorrection = 0.07F;  // room between a capital in italics and its superscript

/// The letter of the typeface for mathematics in italics: 𝑎 for a.
unsigned int italic(unsigned int letter) {
  if (letter == 'h') return 0x210E;
  if (letter >= 'a' && letter <= 'z') return 0x1D44E + (letter - 'a');
  if (letter >= 'A' && letter <= 'Z') return 0x1D434 + (letter - 'A');
  if (letter >= 0x3B1 && letter <= 0x3C9) return 0x1D6FC + (letter - 0x3B1);
  return letter;
}

struct Box {
  float width = 0.0F;
  float ascent = 0.0F;
  float descent = 0.0F;
  std::vector<FormulaMark> marks{};
  float slant = 0.0F;  ///< how far the top of the last letter leans over its right end
};

class Setter {
 public:
  explicit Setter(FormulaLayout& layout) : layout_(layout) {}

  Box set(const FormulaNode& node, float size, bool is_script) {
    switch (node.kind) {
      case FormulaKind::row: return set_row(node, size, is_script);
      case FormulaKind::symbol: return set_symbol(node, size);
      case FormulaKind::words: return set_words(node, size);
      case FormulaKind::space: return {.width = node.width * size};
      case FormulaKind::fraction: return set_fraction(node, size, is_script);
      case FormulaKind::root: return set_root(node, size, is_script);
      case FormulaKind::scripts: return set_scripts(node, size, is_script);
      case FormulaKind::accent: return set_accent(node, size, is_script);
      case FormulaKind::fence: return set_fence(node, size, is_script);
      case FormulaKind::matrix: return set_matrix(node, size);
      case FormulaKind::marked: return set_marked(node, size, is_script);
    }
    return {};
  }

 private:
  static void put(Box& into, Box&& part, float x, float y) {
    into.ascent = std::max(into.ascent, part.ascent - y);
    into.descent = std::max(into.descent, part.descent + y);
    for (FormulaMark& mark : part.marks) {
      mark.x += x;
      mark.y += y;
      into.marks.push_back(mark);
    }
  }

  void add_line(Box& box, float x, float y, float width, float thickness) const {
    box.marks.push_back({.kind = FormulaMark::Kind::line,
                         .x = x,
                         .y = y,
                         .width = width,
                         .height = thickness,
                         .thickness = thickness,
                         .part = part_});
  }

  /// The space between two neighbours of a row, in parts of the type's size.
  static float space_between(FormulaRole left, FormulaRole right, bool is_script) {
    if (left == FormulaRole::function) {
      return right == FormulaRole::opening ? 0.0F : kThin;
    }
    if (right == FormulaRole::function && left != FormulaRole::opening) return kThin;
    if (left == FormulaRole::large || right == FormulaRole::large) return kThin;
    if (is_script) return 0.0F;
    if (left == FormulaRole::relation || right == FormulaRole::relation) return kThick;
    if (left == FormulaRole::binary || right == FormulaRole::binary) return kMedium;
    if (left == FormulaRole::punctuation) return kThin;
    return 0.0F;
  }

  /// A minus at the beginning, or behind another sign, is a sign and no operation.
  static FormulaRole role_at(const std::vector<FormulaNode>& parts, std::size_t i) {
    const FormulaRole role = parts[i].role;
    if (role != FormulaRole::binary) return role;
    if (i == 0 || i + 1 == parts.size()) return FormulaRole::ordinary;
    const FormulaRole before = parts[i - 1].role;
    const bool is_operation = before == FormulaRole::ordinary || before == FormulaRole::closing;
    return is_operation ? role : FormulaRole::ordinary;
  }

  Box set_row(const FormulaNode& node, float size, bool is_script) {
    Box row;
    for (std::size_t i = 0; i < node.parts.size(); ++i) {
      if (i > 0) {
        row.width +=
            size * space_between(role_at(node.parts, i - 1), role_at(node.parts, i), is_script);
      }
      Box part = set(node.parts[i], size, is_script);
      const float width = part.width;
      row.slant = part.slant;
      put(row, std::move(part), row.width, 0.0F);
      row.width += width;
    }
    return row;
  }

  Box set_letters(std::string_view letters, ImFont* font, float size, bool is_italic) const {
    Box box;
    ImFontBaked* baked = detail::baked_of(font, size);
    for (std::string_view rest = letters; !rest.empty();) {
      const unsigned int letter = detail::next_character(rest);
      const unsigned int drawn = is_italic ? italic(letter) : letter;
      const ImFontGlyph* glyph = baked->FindGlyph(static_cast<ImWchar>(drawn));
      box.marks.push_back({.kind = FormulaMark::Kind::glyph,
                           .font = font,
                           .size = size,
                           .character = drawn,
                           .x = box.width,
                           .part = part_});
      box.ascent = std::max(box.ascent, baked->Ascent - glyph->Y0);
      box.descent = std::max(box.descent, glyph->Y1 - baked->Ascent);
      box.width += glyph->AdvanceX;
      box.slant = std::max(0.0F, glyph->X1 - glyph->AdvanceX);
      const bool is_capital = letter >= 'A' && letter <= 'Z';
      if (is_italic && is_capital) box.slant = std::max(box.slant, kItalicCorrection * size);
    }
    return box;
  }

  Box set_symbol(const FormulaNode& node, float size) const {
    if (node.role != FormulaRole::large) {
      return set_letters(node.text, theme().math, detail::quantised(size), node.is_italic);
    }
    // A sum sign has its middle on the axis.
    Box sign = set_letters(node.text, theme().math, detail::quantised(size * kLarge), false);
    const float shift = (sign.ascent - sign.descent) / 2 - kAxis * size;
    Box box{.width = sign.width};
    put(box, std::move(sign), 0.0F, shift);
    return box;
  }

  Box set_words(const FormulaNode& node, float size) const {
    // Words of the interface are a little larger for their size.
    return set_letters(node.text, theme().regular, detail::quantised(size * 0.88F), false);
  }

  Box set_fraction(const FormulaNode& node, float size, bool is_script) {
    const float inner = std::max(size * (is_script ? kScript : 0.85F), kSmallestType);
    Box above = set(node.parts[0], inner, is_script);
    Box below = set(node.parts[1], inner, is_script);
    const float rule = std::max(1.0F, kRule * size);
    const float pad = 0.08F * size;
    const float width = std::max(above.width, below.width) + 2 * pad;
    const float axis = -kAxis * size;
    Box box{.width = width + 2 * pad};
    const float x_above = pad + (width - above.width) / 2;
    const float x_below = pad + (width - below.width) / 2;
    const float y_above = axis - rule / 2 - kGap * size - above.descent;
    const float y_below = axis + rule / 2 + kGap * size + below.ascent;
    put(box, std::move(above), x_above, y_above);
    put(box, std::move(below), x_below, y_below);
    add_line(box, pad, axis - rule / 2, width, rule);
    return box;
  }

  Box set_root(const FormulaNode& node, float size, bool is_script) {
    Box inside = set(node.parts[0], size, is_script);
    const float rule = std::max(1.0F, kRule * size);
    const float gap = 0.10F * size + rule;
    const float sign = 0.55F * size;
    const float ascent = inside.ascent + gap;
    const float descent = std::max(inside.descent, 0.05F * size);
    Box box{
        .width = sign + inside.width + 0.06F * size, .ascent = ascent + rule, .descent = descent};
    box.marks.push_back({.kind = FormulaMark::Kind::root,
                         .x = 0.0F,
                         .y = -ascent,
                         .width = box.width,
                         .height = ascent + descent,
                         .thickness = rule,
                         .part = part_});
    box.marks.back().size = sign;
    put(box, std::move(inside), sign, 0.0F);
    return box;
  }

  Box set_scripts(const FormulaNode& node, float size, bool is_script) {
    Box base = set(node.parts[0], size, is_script);
    const float inner = std::max(size * kScript, kSmallestType);
    Box above = set(node.parts[1], inner, true);
    Box below = set(node.parts[2], inner, true);
    if (node.role == FormulaRole::large && !is_script) return set_limits(base, above, below, size);
    const bool has_above = above.width > 0.0F;
    const bool has_below = below.width > 0.0F;
    float raise =
        has_above
            ? std::max({kRaise * size, base.ascent - 0.32F * size, above.descent + 0.22F * size})
            : 0.0F;
    float lower =
        has_below
            ? std::max({kLower * size, base.descent + 0.06F * size, below.ascent - 0.32F * size})
            : 0.0F;
    if (has_above && has_below) {
      // They keep a distance of four lines.
      const float missing = 4 * kRule * size - ((raise - above.descent) - (below.ascent - lower));
      if (missing > 0.0F) {
        raise += missing / 2;
        lower += missing / 2;
      }
    }
    Box box{.width = base.width};
    const float x = base.width;
    const float slant = base.slant;
    put(box, std::move(base), 0.0F, 0.0F);
    const float gap = 0.03F * size;
    if (has_above) {
      box.width = std::max(box.width, x + slant + gap + above.width);
      put(box, std::move(above), x + slant + gap, -raise);
    }
    if (has_below) {
      box.width = std::max(box.width, x + gap + below.width);
      put(box, std::move(below), x + gap, lower);
    }
    box.width += gap;
    return box;
  }

  static Box set_limits(Box& sign, Box& above, Box& below, float size) {
    const float width = std::max({sign.width, above.width, below.width});
    const float gap = 0.14F * size;
    Box box{.width = width};
    const float top = sign.ascent;
    const float bottom = sign.descent;
    const float x_sign = (width - sign.width) / 2;
    const float x_above = (width - above.width) / 2;
    const float x_below = (width - below.width) / 2;
    const float y_above = -(top + gap + above.descent);
    const float y_below = bottom + gap + below.ascent;
    const bool has_above = above.width > 0.0F;
    const bool has_below = below.width > 0.0F;
    put(box, std::move(sign), x_sign, 0.0F);
    if (has_above) put(box, std::move(above), x_above, y_above);
    if (has_below) put(box, std::move(below), x_below, y_below);
    return box;
  }

  Box set_accent(const FormulaNode& node, float size, bool is_script) {
    Box base = set(node.parts[0], size, is_script);
    const float rule = std::max(1.0F, kRule * size);
    Box box{.width = base.width};
    const float middle = base.width / 2 + base.slant / 2 + 0.02F * size;
    const float top = -(base.ascent + 0.09F * size);
    if (node.text == "bar") {
      add_line(box, 0.06F * size, top - rule, std::max(0.3F * size, base.width - 0.06F * size),
               rule);
      box.ascent = -top + rule;
    } else {
      Box hat = set_letters("^", theme().math, detail::quantised(size * 0.8F), false);
      const float hat_width = hat.width;
      // The sign stands on its lower edge, wherever the typeface has it.
      const float bottom = hat.descent;
      put(box, std::move(hat), middle - hat_width / 2, top - bottom);
    }
    put(box, std::move(base), 0.0F, 0.0F);
    return box;
  }

  /// A bracket that is as high as what it holds.
  void add_bracket(Box& box, std::string_view sign, float x, float ascent, float descent,
                   float size, bool is_closing) const {
    FormulaMark mark{.kind = FormulaMark::Kind::bar,
                     .size = size,
                     .x = x,
                     .y = -ascent,
                     .width = bracket_width(sign, size),
                     .height = ascent + descent,
                     .thickness = std::max(1.0F, 0.065F * size),
                     .is_mirrored = is_closing,
                     .part = part_};
    if (sign == "(" || sign == ")") mark.kind = FormulaMark::Kind::round_bracket;
    if (sign == "[" || sign == "]") mark.kind = FormulaMark::Kind::square_bracket;
    box.marks.push_back(mark);
    box.ascent = std::max(box.ascent, ascent);
    box.descent = std::max(box.descent, descent);
  }
  static float bracket_width(std::string_view sign, float size) {
    if (sign.empty()) return 0.0F;
    return size * (sign == "|" ? 0.2F : 0.3F);
  }

  Box enclose(Box inside, std::string_view left, std::string_view right, float size) const {
    // As high above the axis as below it.
    const float axis = kAxis * size;
    const float half =
        std::max({inside.ascent - axis, inside.descent + axis, 0.45F * size}) + 0.04F * size;
    const float left_width = bracket_width(left, size);
    const float right_width = bracket_width(right, size);
    const float gap = 0.05F * size;
    Box box{.width = left_width + inside.width + right_width + 2 * gap};
    const float x_right = left_width + gap + inside.width + gap;
    put(box, std::move(inside), left_width + gap, 0.0F);
    if (!left.empty()) add_bracket(box, left, 0.0F, axis + half, half - axis, size, false);
    if (!right.empty()) add_bracket(box, right, x_right, axis + half, half - axis, size, true);
    return box;
  }

  Box set_fence(const FormulaNode& node, float size, bool is_script) {
    return enclose(set(node.parts[0], size, is_script), node.text, node.closing, size);
  }

  Box set_matrix(const FormulaNode& node, float size) {
    const auto columns = static_cast<std::size_t>(std::max(1, node.columns));
    const std::size_t rows = node.parts.size() / columns;
    std::vector<Box> cells;
    std::vector<float> widths(columns, 0.0F);
    std::vector<float> ascents(rows, 0.55F * size);
    std::vector<float> descents(rows, 0.15F * size);
    for (std::size_t i = 0; i < rows * columns; ++i) {
      Box cell = set(node.parts[i], size, false);
      widths[i % columns] = std::max(widths[i % columns], cell.width);
      ascents[i / columns] = std::max(ascents[i / columns], cell.ascent);
      descents[i / columns] = std::max(descents[i / columns], cell.descent);
      cells.push_back(std::move(cell));
    }
    const float column_gap = 0.7F * size;
    const float row_gap = 0.35F * size;
    float height = row_gap * static_cast<float>(rows > 0 ? rows - 1 : 0);
    for (std::size_t r = 0; r < rows; ++r) height += ascents[r] + descents[r];
    Box table;
    float top = -kAxis * size - height / 2;
    for (std::size_t r = 0; r < rows; ++r) {
      float x = 0.0F;
      for (std::size_t c = 0; c < columns; ++c) {
        Box& cell = cells[r * columns + c];
        const float inset = (widths[c] - cell.width) / 2;
        put(table, std::move(cell), x + inset, top + ascents[r]);
        x += widths[c] + column_gap;
      }
      table.width = std::max(0.0F, x - column_gap);
      top += ascents[r] + descents[r] + row_gap;
    }
    return enclose(std::move(table), "[", "]", size);
  }

  Box set_marked(const FormulaNode& node, float size, bool is_script) {
    const int outer = part_;
    part_ = static_cast<int>(layout_.parts.size());
    layout_.parts.push_back({.id = node.text});
    Box box = set(node.parts[0], size, is_script);
    part_ = outer;
    return box;
  }

  FormulaLayout& layout_;
  int part_ = -1;
};

/// Where a mark covers the paper.
Rect extent_of(const FormulaMark& mark) {
  if (mark.kind != FormulaMark::Kind::glyph) return {mark.x, mark.y, mark.width, mark.height};
  ImFontBaked* baked = detail::baked_of(mark.font, mark.size);
  const ImFontGlyph* glyph = baked->FindGlyph(static_cast<ImWchar>(mark.character));
  return {mark.x, mark.y - baked->Ascent + glyph->Y0, std::max(glyph->AdvanceX, glyph->X1),
          glyph->Y1 - glyph->Y0};
}

}  // namespace

FormulaLayout lay_out(const FormulaNode& root, float size) {
  FormulaLayout layout;
  Setter setter(layout);
  Box box = setter.set(root, size, false);
  layout.width = box.width + box.slant;
  layout.ascent = box.ascent;
  layout.descent = box.descent;
  layout.marks = std::move(box.marks);
  std::vector<bool> is_empty(layout.parts.size(), true);
  for (const FormulaMark& mark : layout.marks) {
    if (mark.part < 0) continue;
    const auto i = static_cast<std::size_t>(mark.part);
    const Rect own = extent_of(mark);
    Rect& box_of = layout.parts[i].box;
    if (is_empty[i]) {
      box_of = own;
      is_empty[i] = false;
      continue;
    }
    const float right = std::max(box_of.x + box_of.width, own.x + own.width);
    const float bottom = std::max(box_of.y + box_of.height, own.y + own.height);
    box_of.x = std::min(box_of.x, own.x);
    box_of.y = std::min(box_of.y, own.y);
    box_of.width = right - box_of.x;
    box_of.height = bottom - box_of.y;
  }
  return layout;
}

}  // namespace purr::shell
