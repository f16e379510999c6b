#include "shell/theme/strings.h"

#include <array>
#include <cstddef>

namespace purr::shell {
namespace {

struct Row {
  std::string_view english;
  std::string_view chinese;
};

constexpr auto kRows = std::to_array<Row>({
#define PURR_TEXT(key, english, chinese) Row{english, chinese},
#include "assets/strings/ui.inc"
#undef PURR_TEXT
});

Language language_in_use = Language::english;

}  // namespace

void set_language(Language language) { language_in_use = language; }
Language current_language() { return language_in_use; }

std::string_view tr(Text text) {
  const Row& row = kRows[static_cast<std::size_t>(text)];
  return language_in_use == Language::chinese ? row.chinese : row.english;
}

std::string tr(Text text, const std::vector<std::string>& args) { return fill(tr(text), args); }

}  // namespace purr::shell
