#include "shell/program/files/picture_header.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "shell/program/files/foreign_file.h"
#include "shell/program/files/sniff.h"

namespace purr::shell {
namespace {

using namespace std::string_view_literals;

constexpr double kMaxPixels = 60e6;  // decoded they would fill a quarter of a gigabyte
constexpr double kMaxSide = 65535;

using Bytes = std::span<const std::uint8_t>;

bool has_at(Bytes bytes, std::size_t at, std::string_view text) {
  return bytes.size() >= at + text.size() &&
         std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

/// A number of `count` bytes; 0 where the bytes end before.
std::uint32_t little(Bytes bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i) {
    const std::size_t place = at + static_cast<std::size_t>(i);
    if (place >= bytes.size()) return 0;
    value = value << 8U | bytes[place];
  }
  return value;
}

std::uint32_t big(Bytes bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = 0; i < count; ++i) {
    const std::size_t place = at + static_cast<std::size_t>(i);
    if (place >= bytes.size()) return 0;
    value = value << 8U | bytes[place];
  }
  return value;
}

int as_size(std::uint32_t value) {
  return static_cast<int>(std::min<std::uint32_t>(value, 0x7fffffffU));
}

/// From the first frame header, which follows the application's blocks.
void find_jpeg_size(Bytes bytes, PictureHeader& header) {
  for (std::size_t at = 2; at + 9 < bytes.size();) {
    if (bytes[at] != 0xff) return;
    const std::uint8_t marker = bytes[at + 1];
    if (marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker == 0xff ? 1 : 2;
      continue;
    }
    const bool is_frame =
        marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (is_frame) {
      header.height = as_size(big(bytes, at + 5, 2));
      header.width = as_size(big(bytes, at + 7, 2));
      return;
    }
    const std::uint32_t length = big(bytes, at + 2, 2);
    if (length < 2) return;
    at += 2 + length;
  }
}

void find_webp_size(Bytes bytes, PictureHeader& header) {
  if (has_at(bytes, 12, "VP8X")) {
    header.width = as_size(little(bytes, 24, 3) + 1);
    header.height = as_size(little(bytes, 27, 3) + 1);
  } else if (has_at(bytes, 12, "VP8L")) {
    const std::uint32_t bits = little(bytes, 21, 4);
    header.width = as_size((bits & 0x3fffU) + 1);
    header.height = as_size((bits >> 14U & 0x3fffU) + 1);
  } else if (has_at(bytes, 12, "VP8 ")) {
    header.width = as_size(little(bytes, 26, 2) & 0x3fffU);
    header.height = as_size(little(bytes, 28, 2) & 0x3fffU);
  }
}

int signed_size(std::uint32_t value) {
  const auto size = static_cast<std::int32_t>(value);
  return size < 0 ? (size == INT32_MIN ? 0 : -size) : size;  // below 0: rows from above
}

bool is_whole(PictureKind kind, Bytes tail) {
  switch (kind) {
    case PictureKind::jpeg: {
      constexpr std::array<std::uint8_t, 2> kEnd{0xff, 0xd9};
      return std::search(tail.begin(), tail.end(), kEnd.begin(), kEnd.end()) != tail.end();
    }
    case PictureKind::png: {
      constexpr std::string_view kEnd = "IEND";
      return std::search(tail.begin(), tail.end(), kEnd.begin(), kEnd.end()) != tail.end();
    }
    case PictureKind::gif: return !tail.empty() && tail.back() == 0x3b;
    default: return true;  // nothing marks the end
  }
}

}  // namespace

std::optional<PictureHeader> picture_header(Bytes bytes) {
  PictureHeader header;
  if (has_at(bytes, 0, "\x89PNG\r\n\x1a\n"sv)) {
    header = {PictureKind::png, as_size(big(bytes, 16, 4)), as_size(big(bytes, 20, 4))};
  } else if (has_at(bytes, 0, "\xff\xd8\xff"sv)) {
    header.kind = PictureKind::jpeg;
    find_jpeg_size(bytes, header);
  } else if (has_at(bytes, 0, "GIF87a") || has_at(bytes, 0, "GIF89a")) {
    header = {PictureKind::gif, as_size(little(bytes, 6, 2)), as_size(little(bytes, 8, 2))};
  } else if (has_at(bytes, 0, "RIFF") && has_at(bytes, 8, "WEBP")) {
    header.kind = PictureKind::webp;
    find_webp_size(bytes, header);
  } else if (has_at(bytes, 0, "BM") && bytes.size() > 26 && little(bytes, 14, 4) >= 40) {
    header = {PictureKind::bmp, signed_size(little(bytes, 18, 4)),
              signed_size(little(bytes, 22, 4))};
  } else if (has_at(bytes, 0, "BM") && bytes.size() > 26 && little(bytes, 14, 4) == 12) {
    header = {PictureKind::bmp, as_size(little(bytes, 18, 2)), as_size(little(bytes, 20, 2))};
  } else if (has_at(bytes, 4, "ftyp")) {
    const auto is_brand = [&](std::string_view brand) { return has_at(bytes, 8, brand); };
    if (is_brand("avif") || is_brand("avis")) {
      header.kind = PictureKind::avif;
    } else if (is_brand("heic") || is_brand("heix") || is_brand("hevc") || is_brand("hevx") ||
               is_brand("heim") || is_brand("heis") || is_brand("mif1") || is_brand("msf1")) {
      header.kind = PictureKind::heic;
    } else {
      return std::nullopt;
    }
  } else {
    return std::nullopt;
  }
  return header;
}

bool is_zip(Bytes bytes) {
  return has_at(bytes, 0, "PK\x03\x04"sv) || has_at(bytes, 0, "PK\x05\x06"sv) ||
         has_at(bytes, 0, "PK\x07\x08PK"sv);
}

Result<void> check_picture_size(std::string_view name, double width, double height) {
  if (!(width >= 1 && height >= 1)) return fail(Errc::picture_broken, {std::string(name)});
  if (width * height <= kMaxPixels && std::max(width, height) <= kMaxSide) return {};
  const auto whole = [](double size) { return std::to_string(std::llround(size)); };
  return fail(Errc::picture_too_large,
              {std::string(name), whole(width) + "×" + whole(height), whole(kMaxPixels / 1e6)});
}

Result<PictureHeader> check_picture(std::string_view name, Bytes bytes, bool has_decoder) {
  const auto header = picture_header(bytes);
  const bool is_of_browsers =
      header && (header->kind == PictureKind::avif || header->kind == PictureKind::heic);
  if (!header || (is_of_browsers && !has_decoder)) {
    if (auto foreign = foreign_file(name, bytes)) return std::unexpected(*foreign);
    switch (sniff(bytes)) {
      case FileKind::empty: return fail(Errc::file_empty, {std::string(name)});
      case FileKind::text:
      case FileKind::html:
      case FileKind::lfs_pointer: return fail(Errc::picture_is_text, {std::string(name)});
      default: return fail(Errc::picture_unknown, {std::string(name)});
    }
  }
  // A JPEG whose first frame lies behind the bytes at hand has no size yet.
  const bool is_size_known = header->width != 0 || header->height != 0;
  const bool has_size = !is_of_browsers && header->kind != PictureKind::jpeg;
  if (is_size_known || has_size) {
    if (auto fits = check_picture_size(name, header->width, header->height); !fits) {
      return std::unexpected(fits.error());
    }
  }
  return *header;
}

Error undecodable_picture(std::string_view name, Bytes head, Bytes tail) {
  const auto header = picture_header(head);
  const bool is_of_browsers =
      header && (header->kind == PictureKind::avif || header->kind == PictureKind::heic);
  if (is_of_browsers) {
    if (auto foreign = foreign_file(name, head)) return *foreign;
  }
  const bool is_cut = header && !is_whole(header->kind, tail);
  return {is_cut ? Errc::picture_cut : Errc::picture_broken, {std::string(name)}};
}

}  // namespace purr::shell
