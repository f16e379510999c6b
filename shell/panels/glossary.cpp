#include "shell/panels/glossary.h"

#include <algorithm>
#include <cmath>

namespace purr::shell {
namespace {

/// Lower case, without spaces, markup, brackets and the number or letter of a layer.
std::string searchable(std::string_view words) {
  std::string out;
  for (const char c : plain(words)) {
    if (c == ' ' || c == '[' || c == ']' || c == '{' || c == '}' || c == '_' || c == '^') continue;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

/// A symbol as it is looked up: without the layer at its end, [l] or [2] or 2.
std::string symbol_key(std::string_view symbol) {
  const std::size_t bracket = symbol.find('[');
  std::string key = searchable(symbol.substr(0, bracket));
  while (key.size() > 1 && key.back() >= '0' && key.back() <= '9') key.pop_back();
  return key;
}

bool contains(std::string_view words, std::string_view wanted) {
  return searchable(words).find(wanted) != std::string::npos;
}

/// The symbol or term of a row, with that of the other language after it if they differ.
std::string heading(const WordRow& row) {
  std::string own = word_symbol(row.word);
  if (row.english_symbol == row.chinese_symbol) return own;
  const bool is_chinese = current_language() == Language::chinese;
  return own + " · " + std::string(is_chinese ? row.english_symbol : row.chinese_symbol);
}

void draw_row(const WordRow& row) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const std::string symbol = heading(row);
  const std::string sentence = word_text(row.word);
  text(symbol, strong_text());
  paragraph(sentence, dim_text(), width);
  registry().add({.id = std::string(row.key),
                  .role = Role::status,
                  .label = plain(symbol),
                  .value = plain(sentence),
                  .x = at.x,
                  .y = at.y,
                  .width = width,
                  .height = ImGui::GetCursorScreenPos().y - at.y});
  space(6);
}

}  // namespace

std::vector<const WordRow*> find_words(std::string_view wanted) {
  const std::string key = searchable(wanted);
  const std::string symbol = symbol_key(wanted);
  std::vector<const WordRow*> exact;
  std::vector<const WordRow*> others;
  for (const WordRow& row : words()) {
    const std::string english = symbol_key(row.english_symbol);
    const std::string chinese = symbol_key(row.chinese_symbol);
    if (key.empty()) {
      others.push_back(&row);
    } else if (english == symbol || chinese == symbol) {
      exact.push_back(&row);
    } else if (contains(row.english_symbol, key) || contains(row.chinese_symbol, key) ||
               contains(row.english, key) || contains(row.chinese, key)) {
      others.push_back(&row);
    }
  }
  exact.insert(exact.end(), others.begin(), others.end());
  return exact;
}

void draw_glossary(GlossaryState& state, float room) {
  const float top = ImGui::GetCursorScreenPos().y;
  registry().push_scope("glossary");
  ImGui::PushID("glossary");
  text_field("search", tr(Text::glossary_search), state.wanted,
             {.when_empty = tr(Text::glossary_search), .hint = tr(Text::glossary_search_hint)});
  space(6);
  const std::vector<const WordRow*> found = find_words(state.wanted);
  const float left = std::max(80.0F, room - (ImGui::GetCursorScreenPos().y - top));
  // The list keeps its height while it is searched, so that the dialog does not jump.
  begin_scroll("list", {0, left});
  if (state.wanted.empty()) {
    paragraph(tr(Text::glossary_words), dim_text());
    space(8);
  }
  if (found.empty()) paragraph(tr(Text::glossary_none, {state.wanted}), dim_text());
  for (const WordRow* row : found) draw_row(*row);
  end_scroll();
  ImGui::PopID();
  registry().pop_scope();
}

}  // namespace purr::shell
