#include "shell/program/files/glyph_pack.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace purr::shell {

Result<std::vector<std::uint8_t>> unpack_gzip(std::span<const std::uint8_t> packed,
                                              std::size_t limit) {
  z_stream stream{};
  constexpr int kGzip = 16;  // added to the window's bits: with a header of gzip
  if (inflateInit2(&stream, MAX_WBITS + kGzip) != Z_OK) return fail(Errc::bad_glyphs);
  stream.next_in = const_cast<Bytef*>(packed.data());  // zlib writes nothing there
  stream.avail_in = static_cast<uInt>(packed.size());
  std::vector<std::uint8_t> bytes;
  std::array<std::uint8_t, 65536> part{};
  int status = Z_OK;
  while (status == Z_OK && bytes.size() <= limit) {
    stream.next_out = part.data();
    stream.avail_out = static_cast<uInt>(part.size());
    status = inflate(&stream, Z_NO_FLUSH);
    bytes.insert(bytes.end(), part.begin(),
                 part.end() - static_cast<std::ptrdiff_t>(stream.avail_out));
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END || bytes.size() > limit) return fail(Errc::bad_glyphs);
  return bytes;
}

Result<std::shared_ptr<const std::vector<std::uint8_t>>> shipped_glyphs() {
  constexpr std::size_t kLimit = std::size_t{16} << 20U;
  auto bytes = unpack_gzip(packed_glyphs(), kLimit);
  if (!bytes) return std::unexpected(bytes.error());
  return std::make_shared<const std::vector<std::uint8_t>>(std::move(*bytes));
}

}  // namespace purr::shell
