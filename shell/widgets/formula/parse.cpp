#include "shell/widgets/formula/parse.h"

#include <algorithm>
#include <array>
#include <utility>

namespace purr::shell {
namespace {

constexpr int kMaxDepth = 24;
constexpr std::size_t kMaxLength = 2000;

struct Named {
  std::string_view name;
  const char* text;
  FormulaRole role = FormulaRole::ordinary;
  bool is_italic = false;
};

constexpr auto kNamed = std::to_array<Named>({
    {"alpha", "α", FormulaRole::ordinary, true},
    {"beta", "β", FormulaRole::ordinary, true},
    {"gamma", "γ", FormulaRole::ordinary, true},
    {"delta", "δ", FormulaRole::ordinary, true},
    {"epsilon", "ε", FormulaRole::ordinary, true},
    {"eta", "η", FormulaRole::ordinary, true},
    {"theta", "θ", FormulaRole::ordinary, true},
    {"lambda", "λ", FormulaRole::ordinary, true},
    {"mu", "μ", FormulaRole::ordinary, true},
    {"pi", "π", FormulaRole::ordinary, true},
    {"rho", "ρ", FormulaRole::ordinary, true},
    {"sigma", "σ", FormulaRole::ordinary, true},
    {"partial", "∂"},
    {"nabla", "∇"},
    {"infty", "∞"},
    {"Delta", "Δ"},
    {"d", "d"},
    {"T", "T"},
    {"ldots", "…"},
    {"cdots", "⋯"},
    {"cdot", "·", FormulaRole::binary},
    {"times", "×", FormulaRole::binary},
    {"pm", "±", FormulaRole::binary},
    {"to", "→", FormulaRole::relation},
    {"Rightarrow", "⇒", FormulaRole::relation},
    {"ne", "≠", FormulaRole::relation},
    {"le", "≤", FormulaRole::relation},
    {"ge", "≥", FormulaRole::relation},
    {"approx", "≈", FormulaRole::relation},
    {"in", "∈", FormulaRole::relation},
    {"log", "log", FormulaRole::function},
    {"exp", "exp", FormulaRole::function},
    {"tanh", "tanh", FormulaRole::function},
    {"max", "max", FormulaRole::function},
    {"min", "min", FormulaRole::function},
    {"sin", "sin", FormulaRole::function},
    {"cos", "cos", FormulaRole::function},
    {"sum", "∑", FormulaRole::large},
    {"prod", "∏", FormulaRole::large},
});

struct Space {
  std::string_view name;
  float width;
};
constexpr auto kSpaces = std::to_array<Space>({{",", 1.0F / 6}, {";", 5.0F / 18}, {"quad", 1.0F}});

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

FormulaNode symbol(std::string text, FormulaRole role = FormulaRole::ordinary,
                   bool is_italic = false) {
  FormulaNode node;
  node.kind = FormulaKind::symbol;
  node.role = role;
  node.is_italic = is_italic;
  node.text = std::move(text);
  return node;
}

FormulaNode container(FormulaKind kind, std::vector<FormulaNode> parts) {
  FormulaNode node;
  node.kind = kind;
  node.parts = std::move(parts);
  return node;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text.substr(0, kMaxLength)) {}

  FormulaTree read() {
    FormulaTree tree;
    tree.root = row(Until::end);
    if (at_ < text_.size()) complain("a } or & without its beginning");
    if (!error_.empty()) {
      // What is wrong is shown as it was written.
      FormulaNode words;
      words.kind = FormulaKind::words;
      words.text = std::string(text_);
      tree.root = container(FormulaKind::row, {});
      tree.root.parts.push_back(std::move(words));
      tree.error = error_;
    }
    return tree;
  }

 private:
  enum class Until { end, brace, cell, fence };

  /// One more level of nesting while it lives.
  struct Level {
    explicit Level(Reader& owner) : reader(owner) {
      if (++reader.depth_ > kMaxDepth) reader.complain("nested too deeply");
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --reader.depth_; }
    Reader& reader;
  };

  void complain(std::string_view what) {
    if (error_.empty()) error_ = std::string(what) + " at character " + std::to_string(at_ + 1);
    at_ = text_.size();
  }
  std::string_view rest() const { return text_.substr(at_); }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  /// Parts until what `until` says, which is left for the caller.
  FormulaNode row(Until until) {
    const Level level(*this);
    FormulaNode node = container(FormulaKind::row, {});
    while (at_ < text_.size()) {
      const char c = peek();
      if (c == '}') break;
      if (until == Until::cell && (c == '&' || rest().starts_with("\\\\"))) break;
      if (until == Until::fence && rest().starts_with("\\right")) break;
      if (c == ' ') {
        ++at_;
        continue;
      }
      if (c == '^' || c == '_' || c == '\'') {
        scripts(node);
        continue;
      }
      if (c == '&') {
        complain("& outside a matrix");
        break;
      }
      node.parts.push_back(part());
    }
    return node;
  }

  /// The scripts that stand here, on the last part of `before`.
  void scripts(FormulaNode& before) {
    if (before.parts.empty()) before.parts.push_back(container(FormulaKind::row, {}));
    FormulaNode base = std::move(before.parts.back());
    FormulaNode above = container(FormulaKind::row, {});
    FormulaNode below = container(FormulaKind::row, {});
    if (base.kind == FormulaKind::scripts) {
      above = std::move(base.parts[1]);
      below = std::move(base.parts[2]);
      base = FormulaNode(std::move(base.parts[0]));
    }
    while (peek() == '^' || peek() == '_' || peek() == '\'') {
      const char c = peek();
      ++at_;
      FormulaNode& place = c == '_' ? below : above;
      if (c == '\'') {
        place.parts.push_back(symbol("′"));
      } else {
        place.parts.push_back(argument());
      }
    }
    const FormulaRole role = base.role;
    FormulaNode node = container(FormulaKind::scripts, {});
    node.role = role;
    node.parts.push_back(std::move(base));
    node.parts.push_back(std::move(above));
    node.parts.push_back(std::move(below));
    before.parts.back() = std::move(node);
  }

  /// What stands in braces, or one part.
  FormulaNode argument() {
    const Level level(*this);
    while (peek() == ' ') ++at_;
    if (peek() == '{') {
      ++at_;
      FormulaNode inside = row(Until::brace);
      if (peek() == '}') {
        ++at_;
      } else {
        complain("a { without its }");
      }
      return inside;
    }
    if (at_ >= text_.size() || peek() == '}' || peek() == '&') {
      complain("something is missing");
      return {};
    }
    return part();
  }

  /// The plain text in braces.
  std::string name_in_braces() {
    const std::size_t end = text_.find('}', at_);
    if (peek() != '{' || end == std::string_view::npos) {
      complain("a { and its } are missing");
      return {};
    }
    std::string name(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return name;
  }

  FormulaNode part() {
    const char c = peek();
    if (c == '\\') return command();
    if (c == '{') return argument();
    if (is_letter(c)) {
      ++at_;
      return symbol(std::string(1, c), FormulaRole::ordinary, /*is_italic=*/true);
    }
    if ((c >= '0' && c <= '9') || (c == '.' && at_ + 1 < text_.size())) {
      const std::size_t begin = at_;
      while (at_ < text_.size() && ((peek() >= '0' && peek() <= '9') || peek() == '.')) ++at_;
      return symbol(std::string(text_.substr(begin, at_ - begin)));
    }
    if (rest().starts_with(":=")) {
      at_ += 2;
      return symbol("≔", FormulaRole::relation);
    }
    if (static_cast<unsigned char>(c) >= 0x80) return other_letter();
    ++at_;
    switch (c) {
      case '+': return symbol("+", FormulaRole::binary);
      case '-': return symbol("−", FormulaRole::binary);
      case '*': return symbol("∗", FormulaRole::binary);
      case '=': return symbol("=", FormulaRole::relation);
      case '<': return symbol("<", FormulaRole::relation);
      case '>': return symbol(">", FormulaRole::relation);
      case '(':
      case '[': return symbol(std::string(1, c), FormulaRole::opening);
      case ')':
      case ']': return symbol(std::string(1, c), FormulaRole::closing);
      case ',':
      case ';': return symbol(std::string(1, c), FormulaRole::punctuation);
      default: return symbol(std::string(1, c));
    }
  }

  /// A character outside ASCII: Greek letters are variables, known signs have their role.
  FormulaNode other_letter() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && (static_cast<unsigned char>(peek()) & 0xC0U) == 0x80U) ++at_;
    const std::string_view letter = text_.substr(begin, at_ - begin);
    if (letter == "−") return symbol("−", FormulaRole::binary);
    if (letter == "∗") return symbol("∗", FormulaRole::binary);
    if (letter == "ŷ") {
      FormulaNode hat = container(FormulaKind::accent, {});
      hat.text = "hat";
      hat.parts.push_back(symbol("y", FormulaRole::ordinary, true));
      return hat;
    }
    for (const Named& named : kNamed) {
      if (letter == named.text) return symbol(named.text, named.role, named.is_italic);
    }
    if (letter == "Σ") return symbol("∑", FormulaRole::large);
    return symbol(std::string(letter));
  }

  FormulaNode command() {
    const std::size_t begin = ++at_;
    while (is_letter(peek())) ++at_;
    if (at_ == begin) ++at_;  // \, and its like have one sign
    const std::string_view name = text_.substr(begin, std::min(at_, text_.size()) - begin);
    for (const Named& named : kNamed) {
      if (name == named.name) return symbol(named.text, named.role, named.is_italic);
    }
    for (const Space& space : kSpaces) {
      if (name != space.name) continue;
      FormulaNode node = container(FormulaKind::space, {});
      node.width = space.width;
      return node;
    }
    if (name == "frac") {
      FormulaNode node = container(FormulaKind::fraction, {});
      node.parts.push_back(argument());
      node.parts.push_back(argument());
      return node;
    }
    if (name == "sqrt") return with_argument(FormulaKind::root, "");
    if (name == "hat" || name == "bar") return with_argument(FormulaKind::accent, name);
    if (name == "text" || name == "mathrm") {
      FormulaNode node = symbol(name_in_braces());
      if (name == "text") node.kind = FormulaKind::words;
      return node;
    }
    if (name == "id") {
      const std::string id = name_in_braces();
      return with_argument(FormulaKind::marked, id);
    }
    if (name == "left") return fence();
    if (name == "matrix") return matrix();
    complain("\\" + std::string(name) + " is unknown");
    return {};
  }

  FormulaNode with_argument(FormulaKind kind, std::string_view text) {
    FormulaNode node = container(kind, {});
    node.text = std::string(text);
    node.parts.push_back(argument());
    // A marked symbol has the space of what it holds.
    if (kind == FormulaKind::marked && node.parts[0].kind == FormulaKind::row &&
        node.parts[0].parts.size() == 1) {
      node.role = node.parts[0].parts[0].role;
    }
    return node;
  }

  /// The sign behind \left or \right; . is none.
  std::string fence_sign() {
    const char c = peek();
    if (c == '\0') {
      complain("a bracket is missing");
      return {};
    }
    ++at_;
    if (c == '.') return {};
    if (c != '(' && c != ')' && c != '[' && c != ']' && c != '|') complain("no bracket");
    return std::string(1, c);
  }

  FormulaNode fence() {
    FormulaNode node = container(FormulaKind::fence, {});
    node.text = fence_sign();
    node.parts.push_back(row(Until::fence));
    if (!rest().starts_with("\\right")) {
      complain("\\left without \\right");
      return node;
    }
    at_ += 6;
    node.closing = fence_sign();
    return node;
  }

  FormulaNode matrix() {
    FormulaNode node = container(FormulaKind::matrix, {});
    if (peek() != '{') {
      complain("a matrix without its {");
      return node;
    }
    ++at_;
    int in_row = 0;
    const auto end_row = [&] {
      if (node.columns == 0) node.columns = in_row;
      if (in_row != node.columns) complain("rows of a matrix of different lengths");
      in_row = 0;
    };
    while (at_ < text_.size()) {
      node.parts.push_back(row(Until::cell));
      ++in_row;
      if (peek() == '&') {
        ++at_;
      } else if (rest().starts_with("\\\\")) {
        at_ += 2;
        end_row();
      } else {
        break;
      }
    }
    end_row();
    if (peek() == '}') {
      ++at_;
    } else {
      complain("a matrix without its }");
    }
    return node;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string error_;
};

}  // namespace

FormulaTree parse_formula(std::string_view text) { return Reader(text).read(); }

}  // namespace purr::shell
