#include "engine/core/result.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace purr {
namespace {

struct Row {
  const char* name;
  std::string_view english;
  std::string_view chinese;
};

constexpr auto kRows = std::to_array<Row>({
#define PURR_ERROR(code, english, chinese) Row{#code, english, chinese},
#include "assets/strings/errors.inc"
#undef PURR_ERROR
});

}  // namespace

std::string fill(std::string_view pattern, const std::vector<std::string>& args) {
  std::string text;
  text.reserve(pattern.size() + 32);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool is_gap = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 1] >= '0' &&
                        pattern[i + 1] <= '9';
    const auto index = is_gap ? static_cast<std::size_t>(pattern[i + 1] - '0') : args.size();
    const std::size_t end = is_gap ? pattern.find('}', i) : std::string_view::npos;
    if (index >= args.size() || end == std::string_view::npos) {
      text += pattern[i];
      continue;
    }
    const std::string_view forms = pattern.substr(i + 2, end - i - 2);
    const std::size_t between = forms.find('|');
    if (forms.empty()) {
      text += args[index];
    } else if (forms[0] == ':' && between != std::string_view::npos) {
      text += args[index] == "1" ? forms.substr(1, between - 1) : forms.substr(between + 1);
    } else {
      text += pattern[i];
      continue;
    }
    i = end;
  }
  return text;
}

std::string describe(const Error& error, Language language) {
  const auto index = static_cast<std::size_t>(error.code);
  if (index >= kRows.size()) return {};
  const Row& row = kRows[index];
  return fill(language == Language::chinese ? row.chinese : row.english, error.args);
}

const char* errc_name(Errc code) {
  const auto index = static_cast<std::size_t>(code);
  return index < kRows.size() ? kRows[index].name : nullptr;
}

bool errc_from_name(std::string_view name, Errc& code) {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (kRows[i].name == name) {
      code = static_cast<Errc>(i);
      return true;
    }
  }
  return false;
}

}  // namespace purr
