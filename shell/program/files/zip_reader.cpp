#include "shell/program/files/zip_reader.h"

#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <span>
#include <utility>

#include "engine/core/printable.h"
#include "shell/program/files/sniff.h"
#include "shell/program/files/zip_directory.h"

namespace purr::shell {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kShownName = 120;

/// A part of a file; shorter where the file ends.
Bytes read_part(std::ifstream& file, std::uint64_t start, std::uint64_t size) {
  Bytes bytes(size);
  file.clear();
  file.seekg(static_cast<std::streamoff>(start));
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
  return bytes;
}

/// Deflated bytes (RFC 1951) as `size` bytes; empty where they are not that many.
Bytes inflated(std::span<const std::uint8_t> packed, std::uint64_t size) {
  // One byte more than announced shows data that is longer than it says.
  Bytes bytes(size + 1);
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return {};
  stream.next_in = const_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = bytes.data();
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int status = inflate(&stream, Z_FINISH);
  const auto made = static_cast<std::uint64_t>(stream.total_out);
  inflateEnd(&stream);
  if (status != Z_STREAM_END || made != size) return {};
  bytes.resize(size);
  return bytes;
}

Result<Bytes> read_entry(std::ifstream& file, const ZipEntry& entry, std::uint64_t file_size) {
  if (entry.problem) return std::unexpected(*entry.problem);
  const auto broken = [&] {
    return fail(Errc::zip_entry_broken, {printable(entry.path, kShownName)});
  };
  const auto start =
      zip_data_start(entry, read_part(file, entry.offset, kZipLocalHeaderBytes), file_size);
  if (!start) return broken();
  Bytes packed = read_part(file, *start, entry.packed);
  if (packed.size() != entry.packed) return broken();
  if (entry.method == 0) return packed;
  Bytes bytes = inflated(packed, entry.size);
  if (bytes.size() != entry.size) return broken();
  return bytes;
}

}  // namespace

Result<void> read_zip_files(
    const std::string& path,
    const std::function<void(const std::string& inside, Result<Bytes> bytes)>& take) {
  const std::string shown = printable(file_name(path), kShownName);
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff end = file ? static_cast<std::streamoff>(file.tellg()) : -1;
  if (end < 0) return fail(Errc::file_unreadable, {shown, "it cannot be opened"});
  const auto size = static_cast<std::uint64_t>(end);
  const std::uint64_t tail = std::min<std::uint64_t>(size, kZipTailBytes);
  const auto directory = find_zip_directory(shown, read_part(file, size - tail, tail), size);
  if (!directory) return std::unexpected(directory.error());
  const auto entries =
      read_zip_entries(shown, read_part(file, directory->start, directory->size), *directory, size);
  if (!entries) return std::unexpected(entries.error());
  for (const ZipEntry& entry : *entries) take(entry.path, read_entry(file, entry, size));
  return {};
}

}  // namespace purr::shell
