#include "shell/program/files/zip_directory.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "engine/core/printable.h"
#include "shell/program/files/sniff.h"
#include "shell/program/files/text_encoding.h"

namespace purr::shell {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t kShownName = 120;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kEntryBytes = 46;  // without name, extra field and comment
constexpr std::size_t kMaxPath = 1024;   // bytes of a name
constexpr std::uint32_t k32Bits = 0xffffffffU;
// Deflate makes at most 258 bytes of two bits.
constexpr std::uint64_t kMaxGrowth = 1032;

std::uint64_t number(Bytes bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value |= static_cast<std::uint64_t>(bytes[at + i]) << 8U * i;
  }
  return value;
}

/// The last place where a record with this signature may begin.
std::optional<std::size_t> find_last(Bytes bytes, std::uint32_t signature, std::size_t record) {
  if (bytes.size() < record) return std::nullopt;
  for (std::size_t at = bytes.size() - record + 1; at-- > 0;) {
    if (number(bytes, at, 4) == signature) return at;
  }
  return std::nullopt;
}

/// Sizes of a ZIP64 stand in an extra field (section 4.5.3), in this order, where the ordinary
/// ones are all ones.
bool read_extra(Bytes extra, ZipEntry& entry, std::string& unicode_path) {
  std::size_t at = 0;
  while (at + 4 <= extra.size()) {
    const auto id = number(extra, at, 2);
    const auto size = static_cast<std::size_t>(number(extra, at + 2, 2));
    at += 4;
    if (at + size > extra.size()) return true;  // padding of some programs; nothing to read
    if (id == 0x0001) {
      std::size_t place = at;
      for (std::uint64_t* value : {&entry.size, &entry.packed, &entry.offset}) {
        if (*value != k32Bits) continue;
        if (place + 8 > at + size) return false;
        *value = number(extra, place, 8);
        place += 8;
      }
    } else if (id == 0x7075 && size > 5) {  // Info-ZIP's path in UTF-8
      unicode_path.assign(reinterpret_cast<const char*>(extra.data()) + at + 5, size - 5);
    }
    at += size;
  }
  return true;
}

bool is_utf8(std::string_view text) {
  const Bytes bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  return decode_text("", bytes, TextEncoding::utf8).has_value();
}

/// Code page 437, whose upper half has a character for each byte.
std::string from_code_page_437(std::string_view text) {
  static constexpr std::array<std::string_view, 128> kUpper{
#include "shell/program/files/code_page_437.def"
  };
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 128) {
      result += c;
    } else {
      result += kUpper[byte - 128U];
    }
  }
  return result;
}

/// The encoding of names that are not UTF-8, from their different parts together: a name alone is
/// too short to guess by.
std::optional<TextEncoding> encoding_of_names(const std::vector<std::string>& names) {
  std::set<std::string> parts;
  std::string all;
  for (const std::string& name : names) {
    for (std::size_t at = 0; at <= name.size();) {
      const std::size_t end = std::min(name.find_first_of("/\\", at), name.size());
      const std::string part = name.substr(at, end - at);
      const bool is_plain =
          std::ranges::all_of(part, [](char c) { return static_cast<unsigned char>(c) < 128; });
      if (!is_plain && all.size() < 65536 && parts.insert(part).second) all += part + "\n";
      at = end + 1;
    }
  }
  if (all.empty()) return std::nullopt;
  const auto text =
      decode_text("", Bytes(reinterpret_cast<const std::uint8_t*>(all.data()), all.size()));
  // Windows-1252 is the last resort of the detection; the standard has one of its own.
  if (!text || text->encoding == TextEncoding::windows_1252) return std::nullopt;
  return text->encoding;
}

std::string decoded_name(const std::string& name, std::optional<TextEncoding> encoding) {
  if (encoding) {
    const Bytes bytes(reinterpret_cast<const std::uint8_t*>(name.data()), name.size());
    if (auto text = decode_text("", bytes, encoding)) return std::move(text->utf8);
  }
  return from_code_page_437(name);
}

void find_problem(ZipEntry& entry, bool is_locked, std::uint64_t file_size) {
  const std::string shown = printable(entry.path, kShownName);
  if (is_locked) {
    entry.problem = {Errc::zip_locked, {shown}};
  } else if (entry.method != 0 && entry.method != 8) {
    entry.problem = {Errc::zip_method, {shown}};
  } else if (const auto fits = check_file_size(shown, entry.size, kMaxZipFileBytes); !fits) {
    entry.problem = fits.error();
  }
  // A false size is refused by what the bytes can give, before memory of that size is asked for.
  const bool is_possible =
      entry.packed <= file_size && entry.offset <= file_size &&
      (entry.method == 0 ? entry.size == entry.packed : entry.size / kMaxGrowth <= entry.packed);
  if (!is_possible && !(entry.problem && entry.problem->code != Errc::file_too_large)) {
    entry.problem = {Errc::zip_entry_broken, {shown}};
  }
}

}  // namespace

Result<ZipDirectory> find_zip_directory(std::string_view name, Bytes tail,
                                        std::uint64_t file_size) {
  const auto broken = [&] { return fail(Errc::zip_broken, {std::string(name)}); };
  const auto end = find_last(tail, 0x06054b50U, kEndBytes);
  if (!end) return broken();
  const std::uint64_t tail_start = file_size - tail.size();
  ZipDirectory directory{.start = number(tail, *end + 16, 4),
                         .size = number(tail, *end + 12, 4),
                         .count = number(tail, *end + 10, 2)};
  std::uint64_t disk = number(tail, *end + 4, 2);
  std::uint64_t directory_end = tail_start + *end;
  const bool has_locator =
      *end >= kLocatorBytes && number(tail, *end - kLocatorBytes, 4) == 0x07064b50U;
  if (has_locator) {
    // The record is just before the locator; what the locator says may be shifted by bytes that
    // were put in front of the zip.
    const auto record = find_last(tail.first(*end - kLocatorBytes), 0x06064b50U, kEnd64Bytes);
    if (!record) return broken();
    directory = {.start = number(tail, *record + 48, 8),
                 .size = number(tail, *record + 40, 8),
                 .count = number(tail, *record + 32, 8)};
    disk = number(tail, *record + 16, 4);
    directory_end = tail_start + *record;
  }
  if (disk != 0 && disk != 0xffff && disk != k32Bits)
    return fail(Errc::zip_part, {std::string(name)});
  if (directory.count == 0) return fail(Errc::zip_empty, {std::string(name)});
  if (directory.count > kMaxZipFiles) {
    return fail(Errc::zip_too_large, {std::string(name), std::to_string(kMaxZipFiles)});
  }
  if (directory.size > directory_end || directory.start > directory_end - directory.size) {
    return broken();
  }
  return directory;
}

Result<std::vector<ZipEntry>> read_zip_entries(std::string_view name, Bytes bytes,
                                               const ZipDirectory& directory,
                                               std::uint64_t file_size) {
  const auto broken = [&] { return fail(Errc::zip_broken, {std::string(name)}); };
  std::vector<ZipEntry> entries;
  std::vector<std::string> undecoded;     // names that are not said to be UTF-8
  std::vector<std::size_t> undecoded_of;  // whose
  std::vector<bool> locked;
  std::size_t at = 0;
  for (std::uint64_t i = 0; i < directory.count; ++i) {
    if (at + kEntryBytes > bytes.size() || number(bytes, at, 4) != 0x02014b50U) return broken();
    const auto name_size = static_cast<std::size_t>(number(bytes, at + 28, 2));
    const auto extra_size = static_cast<std::size_t>(number(bytes, at + 30, 2));
    const auto comment_size = static_cast<std::size_t>(number(bytes, at + 32, 2));
    const std::size_t next = at + kEntryBytes + name_size + extra_size + comment_size;
    if (next > bytes.size()) return broken();
    const auto flags = number(bytes, at + 8, 2);
    ZipEntry entry{
        .path = {reinterpret_cast<const char*>(bytes.data()) + at + kEntryBytes, name_size},
        .method = static_cast<int>(number(bytes, at + 10, 2)),
        .packed = number(bytes, at + 20, 4),
        .size = number(bytes, at + 24, 4),
        .offset = number(bytes, at + 42, 4)};
    std::string unicode_path;
    if (!read_extra(bytes.subspan(at + kEntryBytes + name_size, extra_size), entry, unicode_path)) {
      return broken();
    }
    at = next;
    const bool has_unicode_path = !unicode_path.empty() && is_utf8(unicode_path);
    if (has_unicode_path) entry.path = std::move(unicode_path);
    const bool is_folder = entry.path.ends_with('/') || entry.path.ends_with('\\');
    if (entry.path.empty() || is_folder || entry.path.size() > kMaxPath || is_debris(entry.path)) {
      continue;
    }
    constexpr std::uint64_t kIsUtf8 = 1U << 11U;
    if ((flags & kIsUtf8) == 0 && !has_unicode_path) {
      undecoded.push_back(entry.path);
      undecoded_of.push_back(entries.size());
    }
    locked.push_back((flags & 1U) != 0);
    entries.push_back(std::move(entry));
  }
  // One name of another encoding may look like UTF-8 by chance; all of them do not.
  if (!std::ranges::all_of(undecoded, is_utf8)) {
    const auto encoding = encoding_of_names(undecoded);
    for (const std::size_t i : undecoded_of) {
      entries[i].path = decoded_name(entries[i].path, encoding);
    }
  }
  for (ZipEntry& entry : entries) {
    if (!is_utf8(entry.path)) entry.path = from_code_page_437(entry.path);
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::ranges::replace(entries[i].path, '\\', '/');
    find_problem(entries[i], locked[i], file_size);
  }
  return entries;
}

std::optional<std::uint64_t> zip_data_start(const ZipEntry& entry, Bytes header,
                                            std::uint64_t file_size) {
  if (header.size() < kZipLocalHeaderBytes || number(header, 0, 4) != 0x04034b50U) {
    return std::nullopt;
  }
  const std::uint64_t start =
      entry.offset + kZipLocalHeaderBytes + number(header, 26, 2) + number(header, 28, 2);
  if (start > file_size || entry.packed > file_size - start) return std::nullopt;
  return start;
}

bool is_debris(std::string_view path) {
  std::string lower(path);
  for (char& c : lower)
    c = c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (std::size_t at = 0; at <= lower.size();) {
    const std::size_t end = std::min(lower.find('/', at), lower.size());
    const std::string_view part = std::string_view(lower).substr(at, end - at);
    // Hidden files and folders, such as .git, .ipynb_checkpoints, ._1.jpg and .DS_Store.
    const bool is_hidden = part.size() > 1 && part[0] == '.' && part != "..";
    if (is_hidden || part == "__macosx" || part == "@eadir") return true;
    const bool is_last = end == lower.size();
    if (is_last && (part == "thumbs.db" || part == "desktop.ini" || part == "ehthumbs.db"))
      return true;
    at = end + 1;
  }
  return false;
}

}  // namespace purr::shell
