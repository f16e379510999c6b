// What the symbols and terms on the screen mean: the rows of assets/strings/words.inc.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace purr::shell {

/// Every symbol and term that has a sentence.
enum class Word {
#define PURR_WORD(key, symbol, english, chinese) key,
#define PURR_TERM(key, english_term, chinese_term, english, chinese) key,
#include "assets/strings/words.inc"
#undef PURR_TERM
#undef PURR_WORD
};

/// What the sentences call the examples of the data set on the screen and its two classes.
struct WordSubject {
  enum class Kind { pictures, points, rows };
  Kind kind = Kind::pictures;
  std::string positive{};  ///< name of class 1; empty: "cat" in the current language
  std::string negative{};  ///< name of class 0; empty: "not cat"
};
void set_word_subject(WordSubject subject);

/// The symbol or term in the current language, in the markup of shell/widgets/text.h: "W^[2]" for
/// `layer` 2, "W^[l]" for 0.
[[nodiscard]] std::string word_symbol(Word word, int layer = 0);
/// The sentence in the current language, with the names of the present data set.
[[nodiscard]] std::string word_text(Word word, int layer = 0);

/// One row of the table as it is written, with its gaps.
struct WordRow {
  Word word{};
  std::string_view key;
  std::string_view english_symbol, chinese_symbol;
  std::string_view english, chinese;
};
/// All rows in the order of the table.
[[nodiscard]] std::span<const WordRow> words();

}  // namespace purr::shell
