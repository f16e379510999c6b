#include "shell/program/command_line/exports.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <system_error>

#include <minizip/zip.h>

#include "shell/program/files/replacement.h"

namespace purr::shell {
namespace {

std::unexpected<Error> write_failed(const std::string& path, int code) {
  return std::unexpected(write_error(path, code));
}

/// NumPy's format 1.0: a magic word, the length of the header, the header padded to 64 bytes, data.
std::string npy_header(int rows, int columns) {
  std::string text = "{'descr': '<f4', 'fortran_order': True, 'shape': (" + std::to_string(rows) +
                     ", " + std::to_string(columns) + "), }";
  constexpr std::size_t kFront = 10;  // magic word, version and length
  while ((kFront + text.size() + 1) % 64 != 0) text += ' ';
  text += '\n';
  std::string header("\x93NUMPY\x01\x00", 8);
  header += static_cast<char>(text.size() & 0xFFU);
  header += static_cast<char>(text.size() >> 8U);
  return header + text;
}

static_assert(std::endian::native == std::endian::little, "'<f4' are written as they lie");

/// One array as a stored (not compressed) member of a zip, which is what numpy.savez makes.
bool add_member(zipFile zip, const std::string& name, int rows, int columns,
                std::span<const float> values) {
  zip_fileinfo info{};  // no date: equal weights give equal files
  const std::string header = npy_header(rows, columns);
  const std::string member = name + ".npy";
  return zipOpenNewFileInZip64(zip, member.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                               /*method: stored=*/0, /*level=*/0, /*zip64=*/0) == ZIP_OK &&
         zipWriteInFileInZip(zip, header.data(), static_cast<unsigned>(header.size())) == ZIP_OK &&
         zipWriteInFileInZip(zip, values.data(), static_cast<unsigned>(values.size_bytes())) ==
             ZIP_OK &&
         zipCloseFileInZip(zip) == ZIP_OK;
}

}  // namespace

Result<void> write_npz(const std::string& path, const std::vector<WeightsUpdate>& layers) {
  Replacement replacement(path);
  errno = 0;
  zipFile zip = zipOpen64(replacement.written_path().c_str(), APPEND_STATUS_CREATE);
  if (zip == nullptr) return write_failed(path, errno);
  bool is_written = true;
  for (const WeightsUpdate& layer : layers) {
    const std::string l = std::to_string(layer.layer);
    is_written = is_written && add_member(zip, "W" + l, layer.n_out, layer.n_in, layer.W) &&
                 add_member(zip, "b" + l, layer.n_out, 1, layer.b);
  }
  is_written = zipClose(zip, nullptr) == ZIP_OK && is_written;
  if (!is_written) return write_failed(path, errno);
  return replacement.commit();
}

Result<void> check_writable(const std::string& path) {
  std::error_code code;
  const bool was_there = std::filesystem::exists(path, code);
  errno = 0;
  const bool opens = std::ofstream(path, std::ios::binary | std::ios::app).is_open();
  if (!opens) return write_failed(path, errno);
  if (!was_there) std::filesystem::remove(path, code);
  return {};
}

}  // namespace purr::shell
