// The Chinese typefaces, which the page fetches when it needs them.
#include <cstring>
#include <vector>

#include "shell/host/browser/api.h"
#include "shell/theme/theme.h"

using namespace purr;
using namespace purr::shell;
using namespace purr::shell::browser;

namespace {

bool is_true_type(std::span<const std::uint8_t> file) {
  constexpr std::uint8_t kVersion[] = {0, 1, 0, 0};
  constexpr std::size_t kHeaderSize = 12;
  return file.size() > kHeaderSize && std::memcmp(file.data(), kVersion, sizeof kVersion) == 0;
}

EmbeddedFont font_of(std::span<const std::uint8_t> file) {
  return {.bytes = reinterpret_cast<const char*>(file.data()),
          .size = static_cast<int>(file.size())};
}

}  // namespace

/// The Chinese typefaces as chinesePack() of assets/fonts/build.mjs joins them, before or after the
/// start. Returns 0 where the bytes are something else.
PURR_API int purr_bring_chinese_fonts(const std::uint8_t* bytes, int count) {
  static std::vector<std::uint8_t> pack;  // what is drawn refers to it
  if (has_chinese_fonts()) return 1;
  const auto arrived = bytes_at(bytes, count);
  std::uint32_t regular_size = 0;
  if (arrived.size() <= sizeof regular_size) return 0;
  std::memcpy(&regular_size, arrived.data(), sizeof regular_size);
  const auto files = arrived.subspan(sizeof regular_size);
  if (regular_size > files.size()) return 0;
  if (!is_true_type(files.first(regular_size)) || !is_true_type(files.subspan(regular_size))) {
    return 0;
  }
  pack.assign(files.begin(), files.end());
  const std::span<const std::uint8_t> kept = pack;
  set_chinese_fonts(font_of(kept.first(regular_size)), font_of(kept.subspan(regular_size)));
  return 1;
}
