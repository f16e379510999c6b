#include "shell/widgets/formula/words.h"

#include <string_view>

namespace purr::shell {
namespace {

struct Spoken {
  std::string_view sign;
  const char* english;
  const char* chinese;
};
constexpr Spoken kSpoken[] = {
#define PURR_SPOKEN(sign, english, chinese) {sign, english, chinese},
#include "assets/strings/formula.inc"
#undef PURR_SPOKEN
};

class Speaker {
 public:
  explicit Speaker(Language language) : is_chinese_(language == Language::chinese) {}

  void say(const FormulaNode& node) {
    switch (node.kind) {
      case FormulaKind::symbol: say_symbol(node); break;
      case FormulaKind::words: add(node.text); break;
      case FormulaKind::space: break;
      case FormulaKind::fraction: say_fraction(node); break;
      case FormulaKind::root:
        add(is_chinese_ ? "根号" : "the root of");
        say(node.parts[0]);
        break;
      case FormulaKind::scripts: say_scripts(node); break;
      case FormulaKind::accent:
        say(node.parts[0]);
        add(spoken(node.text));
        break;
      case FormulaKind::matrix: say_matrix(node); break;
      case FormulaKind::row:
      case FormulaKind::fence:
      case FormulaKind::marked:
        for (const FormulaNode& part : node.parts) say(part);
        break;
    }
  }

  std::string take() { return std::move(text_); }

 private:
  std::string_view spoken(std::string_view sign) const {
    for (const Spoken& row : kSpoken) {
      if (row.sign == sign) return is_chinese_ ? row.chinese : row.english;
    }
    return sign;
  }

  void add(std::string_view word) {
    if (word.empty()) return;
    if (!text_.empty()) text_ += ' ';
    text_ += word;
  }

  void say_symbol(const FormulaNode& node) {
    // Brackets around a layer, an example or an argument are not read.
    if (node.role == FormulaRole::opening || node.role == FormulaRole::closing) return;
    if (node.role == FormulaRole::punctuation) {
      text_ += ',';
      return;
    }
    add(node.text == "T" && !node.is_italic && !is_script_ ? node.text : spoken(node.text));
  }

  void say_fraction(const FormulaNode& node) {
    if (is_chinese_) {
      say(node.parts[1]);
      add("分之");
      say(node.parts[0]);
      return;
    }
    say(node.parts[0]);
    add("over");
    say(node.parts[1]);
  }

  void say_scripts(const FormulaNode& node) {
    const FormulaNode& base = node.parts[0];
    const FormulaNode& above = node.parts[1];
    const FormulaNode& below = node.parts[2];
    if (node.role == FormulaRole::large) {
      add(is_chinese_ ? "对" : spoken(base.text));
      if (!is_chinese_ && !below.parts.empty()) add("for");
      say(below);
      if (!above.parts.empty()) add(is_chinese_ ? "到" : "to");
      say(above);
      if (is_chinese_) add(spoken(base.text));
      if (!is_chinese_) text_ += " of";
      return;
    }
    say(base);
    const bool was_script = is_script_;
    is_script_ = true;
    if (is_power(above)) add(is_chinese_ ? "的" : "to the power");
    say(above);
    if (is_power(above) && is_chinese_) add("次方");
    say(below);
    is_script_ = was_script;
  }

  /// A superscript without brackets, primes and T is an exponent.
  static bool is_power(const FormulaNode& above) {
    const FormulaNode* first = &above;
    while (first->kind == FormulaKind::row) {
      if (first->parts.empty()) return false;
      first = &first->parts[0];
    }
    return first->kind == FormulaKind::symbol && first->role != FormulaRole::opening &&
           first->text != "′" && first->text != "T";
  }

  void say_matrix(const FormulaNode& node) {
    add(is_chinese_ ? "矩阵" : "the matrix");
    for (std::size_t i = 0; i < node.parts.size(); ++i) {
      if (i > 0) text_ += i % static_cast<std::size_t>(node.columns) == 0 ? ';' : ',';
      say(node.parts[i]);
    }
  }

  bool is_chinese_;
  bool is_script_ = false;
  std::string text_;
};

}  // namespace

std::string formula_words(const FormulaNode& root, Language language) {
  Speaker speaker(language);
  speaker.say(root);
  return speaker.take();
}

}  // namespace purr::shell
