#include "shell/program/files/picture_reader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include "engine/core/printable.h"
#include "shell/program/files/foreign_file.h"
#include "shell/program/files/isolated.h"
#include "shell/program/files/picture_decoder.h"
#include "shell/program/files/picture_header.h"
#include "shell/program/files/sniff.h"
#include "shell/program/files/zip_directory.h"
#include "shell/program/files/zip_reader.h"

namespace purr::shell {
namespace {

constexpr std::size_t kShownName = 120;
constexpr std::size_t kMaxFiles = 20000;
constexpr std::size_t kTailBytes = 64;  // what shows whether the end is there
constexpr bool kHasBrowser = false;     // AVIF and HEIC are read by some browsers only

std::vector<std::uint8_t> decode_and_shrink(std::span<const std::uint8_t> bytes, PictureKind kind,
                                            CropMode mode) {
  const DecodedPicture picture = decode_picture(bytes, kind);
  if (picture.rgba.empty()) return {};
  Shrinker shrinker(picture.width, picture.height, mode);
  shrinker.add_rows(picture.rgba);
  return shrinker.finish();
}

/// The folders of a path and the file's name.
std::pair<std::string, std::string> split_path(std::string path) {
  std::replace(path.begin(), path.end(), '\\', '/');
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return {"", path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

void add_picture(const std::string& path, std::span<const std::uint8_t> bytes, CropMode mode,
                 std::vector<UserPicture>& pictures, std::vector<Error>& errors) {
  auto [folder, name] = split_path(path);
  const std::string shown = printable(name, kShownName);
  if (auto rgb = read_picture(shown, bytes, mode)) {
    pictures.push_back({std::move(name), std::move(folder), std::move(*rgb)});
  } else {
    errors.push_back(rgb.error());
  }
}

Error too_large(std::string_view name, std::uint64_t bytes) {
  return check_file_size(name, bytes, kMaxZipFileBytes).error();
}

/// The different endings of the files of a zip, as a message lists them: "3 .csv, 1 .txt".
std::string endings(const std::vector<std::string>& names) {
  std::set<std::string> all;
  for (const std::string& name : names) {
    const std::string_view file = file_name(name);
    const std::size_t dot = file.find_last_of('.');
    all.insert(printable(dot == std::string_view::npos ? file : file.substr(dot), 20));
  }
  std::string text;
  constexpr std::size_t kShown = 6;
  std::size_t count = 0;
  for (const std::string& ending : all) {
    if (++count > kShown) return text + ", …";
    text += (text.empty() ? "" : ", ") + ending;
  }
  return text;
}

/// Enough of a file to tell formats apart.
std::vector<std::uint8_t> first_bytes(const std::string& path) {
  std::vector<std::uint8_t> bytes(65536);
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
  return bytes;
}

std::vector<std::uint8_t> bytes_of(const std::string& path, std::uint64_t size) {
  std::vector<std::uint8_t> bytes(size);
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in) bytes.clear();
  return bytes;
}

void read_zip_as(const std::string& path, const std::string& folder, CropMode mode,
                 std::vector<UserPicture>& pictures, std::vector<Error>& errors) {
  const std::string shown = printable(file_name(path), kShownName);
  // Spreadsheets and arrays are zips as well.
  if (const auto foreign = foreign_file(shown, first_bytes(path))) {
    errors.push_back(*foreign);
    return;
  }
  const std::size_t before = pictures.size();
  std::vector<std::string> names;
  std::vector<Error> inner;
  const auto done = read_zip_files(path, [&](const std::string& inside, auto bytes) {
    names.push_back(inside);
    if (!bytes) {
      inner.push_back(bytes.error());
      return;
    }
    add_picture(folder + "/" + inside, *bytes, mode, pictures, inner);
  });
  if (!done) {
    errors.push_back(done.error());
    return;
  }
  // A zip of tables says so once, instead of a sentence for each.
  const auto is_no_picture = [](const Error& error) {
    return error.code == Errc::picture_is_text || error.code == Errc::picture_unknown;
  };
  if (pictures.size() == before && std::ranges::all_of(inner, is_no_picture)) {
    inner = {{Errc::zip_no_pictures, {shown, names.empty() ? "–" : endings(names)}}};
  }
  errors.insert(errors.end(), inner.begin(), inner.end());
}

void read_file_as(const std::string& path, const std::string& inner_path, CropMode mode,
                  std::vector<UserPicture>& pictures, std::vector<Error>& errors) {
  const std::string shown = printable(file_name(path), kShownName);
  std::error_code code;
  const auto size = std::filesystem::file_size(path, code);
  if (!code && size > kMaxZipFileBytes) {
    errors.push_back(too_large(shown, size));
    return;
  }
  const std::vector<std::uint8_t> bytes = bytes_of(path, code ? 0 : size);
  if (code || bytes.size() != size) {
    errors.push_back({Errc::file_unreadable, {shown, "it cannot be opened"}});
    return;
  }
  add_picture(inner_path, bytes, mode, pictures, errors);
}

}  // namespace

bool is_picture(std::span<const std::uint8_t> bytes) {
  const auto header = picture_header(bytes);
  return header && header->kind != PictureKind::avif && header->kind != PictureKind::heic;
}

Result<std::vector<std::uint8_t>> read_picture(std::string_view name,
                                               std::span<const std::uint8_t> bytes, CropMode mode) {
  if (bytes.size() > kMaxZipFileBytes) return std::unexpected(too_large(name, bytes.size()));
  const auto header = check_picture(name, bytes, kHasBrowser);
  if (!header) return std::unexpected(header.error());
  const auto broken = [&] {
    const std::size_t tail = std::min(bytes.size(), kTailBytes);
    return std::unexpected(undecodable_picture(name, bytes, bytes.last(tail)));
  };
  if (header->width == 0) return broken();
  const auto rgb = run_isolated([&] { return decode_and_shrink(bytes, header->kind, mode); });
  constexpr std::size_t kSmallBytes = std::size_t{3} * Shrinker::kSide * Shrinker::kSide;
  if (!rgb || rgb->size() != kSmallBytes) return broken();
  return *rgb;
}

void read_zip(const std::string& path, CropMode mode, std::vector<UserPicture>& pictures,
              std::vector<Error>& errors) {
  read_zip_as(path, std::string(file_name(path)), mode, pictures, errors);
}

void read_picture_file(const std::string& path, CropMode mode, std::vector<UserPicture>& pictures,
                       std::vector<Error>& errors) {
  read_file_as(path, path, mode, pictures, errors);
}

void read_folder(const std::string& path, CropMode mode, std::vector<UserPicture>& pictures,
                 std::vector<Error>& errors) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;  // relative to the folder
  std::error_code code;
  using Walk = fs::recursive_directory_iterator;
  for (Walk walk(path, fs::directory_options::skip_permission_denied, code);
       !code && walk != Walk(); walk.increment(code)) {
    std::error_code ignored;
    const std::string inside = walk->path().lexically_relative(path).string();
    if (is_debris(inside)) {
      if (walk->is_directory(ignored)) walk.disable_recursion_pending();
      continue;
    }
    if (walk->is_regular_file(ignored)) files.push_back(inside);
    if (files.size() >= kMaxFiles) break;
  }
  std::sort(files.begin(), files.end());
  // The folder's own name counts as well, as it does in a page: "cats" may be dropped alone.
  std::error_code ignored;
  const fs::path whole = fs::weakly_canonical(path, ignored);
  const std::string own(file_name(ignored ? path : whole.string()));
  for (const std::string& inside : files) {
    const std::string file = (fs::path(path) / inside).string();
    std::vector<std::uint8_t> head(4);
    std::ifstream in(file, std::ios::binary);
    in.read(reinterpret_cast<char*>(head.data()), 4);
    if (in && is_zip(head)) {
      read_zip_as(file, own + "/" + inside, mode, pictures, errors);
      continue;
    }
    read_file_as(file, own + "/" + inside, mode, pictures, errors);
  }
}

}  // namespace purr::shell
