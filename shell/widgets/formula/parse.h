// Formulas: from a text in a small part of TeX to a tree. Draws nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace purr::shell {

enum class FormulaKind : std::uint8_t {
  row,       ///< parts side by side
  symbol,    ///< one letter, number or sign: `text`
  words,     ///< text in the typeface of the interface
  space,     ///< `width`
  fraction,  ///< parts: numerator, denominator
  root,      ///< parts: radicand
  scripts,   ///< parts: base, superscript, subscript; the last two may be empty rows
  accent,    ///< parts: base; `text` is "hat" or "bar"
  fence,     ///< parts: content; `text` is the left sign, `closing` the right one, "" for none
  matrix,    ///< parts: cells row by row, `columns` of them in a row; in square brackets
  marked,    ///< parts: content; `text` is its id
};

/// What decides the space around a symbol, and whether scripts stand above and below it.
enum class FormulaRole : std::uint8_t {
  ordinary,
  binary,    ///< + − ∗ ·
  relation,  ///< = ≤ ⇒ ≔
  opening,
  closing,
  punctuation,
  function,  ///< log, max: upright, a thin space before its argument
  large,     ///< Σ Π with limits
};

struct FormulaNode {
  FormulaKind kind = FormulaKind::row;
  FormulaRole role = FormulaRole::ordinary;
  bool is_italic = false;  ///< of a symbol: a variable
  std::string text{};
  std::string closing{};
  float width = 0.0F;  ///< of a space, in parts of the type's size
  int columns = 0;
  std::vector<FormulaNode> parts{};
};

struct FormulaTree {
  FormulaNode root{};
  std::string error{};  ///< what is wrong and where; empty where nothing is
};

/// Reads a formula. Letters are variables in italics (Greek ones as themselves or \alpha), digits
/// and signs are upright; * is the element-wise product ∗, - a minus, ' a prime, := a definition
/// sign.
///
///     a^{[1](3)}_2   A^{[l]T}   \frac{1}{m}   \sqrt{n}   \sum_{i=1}^{m}   \hat{y}   \bar{x}
///     \d x (upright d)   \T (upright T)   \log \exp \tanh \max \min \sin \cos (upright)
///     \left( … \right]   \matrix{1 & 2 \\ 3 & 4}   \text{words}   \mathrm{abc}
///     \id{dW2}{…} (a part with a name)   \, \; \quad (spaces)   \cdot \times \partial \infty \to
///     \Rightarrow \ne \le \ge \approx \in \ldots \nabla \cdots \pm
///
/// What cannot be read is kept as words, with an error; nothing is ever lost. Nesting deeper than
/// 24 is an error.
FormulaTree parse_formula(std::string_view text);

}  // namespace purr::shell
