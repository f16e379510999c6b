#include "shell/theme/words.h"

#include <array>
#include <cstddef>
#include <utility>

#include "shell/theme/strings.h"

namespace purr::shell {
namespace {

constexpr auto kRows = std::to_array<WordRow>({
#define PURR_WORD(key, symbol, english, chinese) \
  WordRow{Word::key, #key, symbol, symbol, english, chinese},
#define PURR_TERM(key, english_term, chinese_term, english, chinese) \
  WordRow{Word::key, #key, english_term, chinese_term, english, chinese},
#include "assets/strings/words.inc"
#undef PURR_TERM
#undef PURR_WORD
});

WordSubject& subject() {
  static WordSubject the_subject;
  return the_subject;
}

bool is_chinese() { return current_language() == Language::chinese; }

const WordRow& row_of(Word word) { return kRows[static_cast<std::size_t>(word)]; }

Text one_example() {
  switch (subject().kind) {
    case WordSubject::Kind::pictures: return Text::word_picture;
    case WordSubject::Kind::points: return Text::word_point;
    case WordSubject::Kind::rows: return Text::word_row;
  }
  return Text::word_picture;
}

Text several_examples() {
  switch (subject().kind) {
    case WordSubject::Kind::pictures: return Text::word_pictures;
    case WordSubject::Kind::points: return Text::word_points;
    case WordSubject::Kind::rows: return Text::word_rows;
  }
  return Text::word_pictures;
}

std::string class_or(const std::string& name, Text otherwise) {
  return name.empty() ? std::string(tr(otherwise)) : name;
}

/// The content of one gap, {name}.
std::string gap(std::string_view name, int layer) {
  if (name == "l") return layer > 0 ? std::to_string(layer) : "l";
  if (name == "cat") return class_or(subject().positive, Text::cat);
  if (name == "other") return class_or(subject().negative, Text::not_cat);
  if (name == "picture") return std::string(tr(one_example()));
  if (name == "pictures") return std::string(tr(several_examples()));
  // Not a gap: the braces of a subscript, n_{x}.
  return "{" + std::string(name) + "}";
}

std::string filled(std::string_view words, int layer) {
  std::string out;
  std::size_t at = 0;
  while (at < words.size()) {
    const std::size_t open = words.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : words.find('}', open);
    if (close == std::string_view::npos) break;
    out += words.substr(at, open - at);
    out += gap(words.substr(open + 1, close - open - 1), layer);
    at = close + 1;
  }
  out += words.substr(at);
  // A gap may come first in a sentence.
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z' && words.starts_with('{')) {
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  }
  return out;
}

}  // namespace

void set_word_subject(WordSubject new_subject) { subject() = std::move(new_subject); }

std::string word_symbol(Word word, int layer) {
  const WordRow& row = row_of(word);
  return filled(is_chinese() ? row.chinese_symbol : row.english_symbol, layer);
}

std::string word_text(Word word, int layer) {
  const WordRow& row = row_of(word);
  return filled(is_chinese() ? row.chinese : row.english, layer);
}

std::span<const WordRow> words() { return kRows; }

}  // namespace purr::shell
