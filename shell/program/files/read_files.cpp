#include "shell/program/files/read_files.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/core/printable.h"
#include "shell/program/files/hdf5_reader.h"
#include "shell/program/files/picture_header.h"
#include "shell/program/files/sniff.h"

namespace purr::shell {
namespace {

constexpr std::size_t kShownName = 200;

std::string size_text(const PictureSet& pictures) {
  return std::to_string(pictures.height) + "×" + std::to_string(pictures.width);
}

/// The system's own words, in the middle of a sentence.
std::string reason(const std::error_code& code) {
  std::string text = code.message();
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

/// Enough of a file to see whether it is a picture or a zip; nothing of what is no ordinary file.
std::vector<std::uint8_t> first_bytes(const std::string& path) {
  std::error_code code;
  if (!std::filesystem::is_regular_file(path, code)) return {};
  std::vector<std::uint8_t> bytes(65536);
  std::ifstream file(path, std::ios::binary);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

void take_over(UserData& all, UserData& more) {
  if (more.train_pictures) all.train_pictures = std::move(more.train_pictures);
  if (more.test_pictures) all.test_pictures = std::move(more.test_pictures);
  if (more.train_points) all.train_points = std::move(more.train_points);
  if (more.test_points) all.test_points = std::move(more.test_points);
  if (more.table) all.table = std::move(more.table);
}

/// Whether an error is about a file that was meant as a picture or a zip of them.
bool is_of_picture(const Error& error) {
  switch (error.code) {
    case Errc::picture_broken:
    case Errc::picture_cut:
    case Errc::picture_too_large:
    case Errc::picture_format:
    case Errc::zip_broken:
    case Errc::zip_locked:
    case Errc::zip_method:
    case Errc::zip_entry_broken:
    case Errc::zip_empty:
    case Errc::zip_part:
    case Errc::zip_too_large: return true;
    default: return false;
  }
}

/// What is wrong inside a zip or a folder: errors where it gave no picture, else files skipped.
void take_inner(FilesRead& files, std::size_t pictures_before, std::vector<Error> inner) {
  auto& to = files.pictures.size() == pictures_before ? files.errors : files.skipped;
  to.insert(to.end(), std::make_move_iterator(inner.begin()), std::make_move_iterator(inner.end()));
}

}  // namespace

Result<FileContent> read_bytes(std::string_view name, std::span<const std::uint8_t> bytes,
                               const ReadOptions& options) {
  const std::string shown_name = printable(name, kShownName);
  if (const auto fits = check_file_size(shown_name, bytes.size()); !fits) {
    return std::unexpected(fits.error());
  }
  if (sniff(bytes) == FileKind::hdf5) return read_hdf5(shown_name, bytes);
  return read_text_file(shown_name, bytes, bytes.size(), options.encoding);
}

Result<FileContent> read_file(const std::string& path, const ReadOptions& options) {
  const auto unreadable = [&](const std::string& why) {
    return fail(Errc::file_unreadable, {printable(path, kShownName), why});
  };
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (code) return unreadable(reason(code));
  if (std::filesystem::is_directory(status)) return unreadable("it is a folder");
  // A pipe or a device may never end.
  if (!std::filesystem::is_regular_file(status)) return unreadable("it is not an ordinary file");
  const auto size = std::filesystem::file_size(path, code);
  if (code) return unreadable(reason(code));
  const std::string_view name = file_name(path);
  if (const auto fits = check_file_size(printable(name, kShownName), size); !fits) {
    return std::unexpected(fits.error());
  }
  std::vector<std::uint8_t> bytes(size);
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable(reason({errno, std::generic_category()}));
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (file.bad()) return unreadable(reason({errno, std::generic_category()}));
  // Shorter where the file shrank since its size was asked.
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return read_bytes(name, bytes, options);
}

namespace {

/// Files of one folder that were named one by one: the folder does not say which class they are of.
void forget_common_folder(std::vector<UserPicture>& pictures,
                          const std::vector<std::size_t>& single) {
  const auto is_first = [&](std::size_t i) {
    return pictures[i].folder == pictures[single.front()].folder;
  };
  if (single.empty() || !std::ranges::all_of(single, is_first)) return;
  for (const std::size_t i : single) pictures[i].folder.clear();
}

}  // namespace

FilesRead read_files(std::span<const std::string> paths, const ReadOptions& options) {
  FilesRead files;
  std::vector<TextTable> tables;
  std::vector<Error> bad_single;
  std::vector<std::size_t> single;  // pictures that are neither of a folder nor of a zip
  for (const std::string& path : paths) {
    std::error_code code;
    const std::size_t before = files.pictures.size();
    std::vector<Error> inner;
    if (std::filesystem::is_directory(path, code)) {
      read_folder(path, options.crop, files.pictures, inner);
      // A folder of other things was not meant; one with pictures says which of its files are not.
      if (files.pictures.size() == before) {
        std::erase_if(inner, [](const Error& error) { return !is_of_picture(error); });
      }
      if (files.pictures.size() == before && inner.empty()) {
        inner = {{Errc::file_unreadable,
                  {printable(path, kShownName), "it is a folder without pictures"}}};
      }
      take_inner(files, before, std::move(inner));
      continue;
    }
    const std::vector<std::uint8_t> head = first_bytes(path);
    if (is_zip(head)) {
      read_zip(path, options.crop, files.pictures, inner);
      take_inner(files, before, std::move(inner));
      continue;
    }
    if (is_picture(head)) {
      read_picture_file(path, options.crop, files.pictures, inner);
      if (files.pictures.size() > before) single.push_back(before);
      // One bad picture among several keeps none of the others out.
      bad_single.insert(bad_single.end(), inner.begin(), inner.end());
      continue;
    }
    auto content = read_file(path, options);
    if (!content) {
      files.errors.push_back(content.error());
    } else if (auto* data = std::get_if<UserData>(&*content)) {
      take_over(files.data, *data);
    } else {
      tables.push_back(std::move(std::get<TextTable>(*content)));
    }
  }
  forget_common_folder(files.pictures, single);
  take_inner(files, files.pictures.empty() ? 0 : files.pictures.size() - 1, std::move(bad_single));
  TablesRead read = combine_tables(tables, options.chosen);
  take_over(files.data, read.data);
  files.tables = std::move(read.reports);
  files.table_source = std::move(read.source);
  files.table_source.is_dropped = options.is_dropped;
  files.notes = std::move(read.notes);
  files.errors.insert(files.errors.end(), read.errors.begin(), read.errors.end());
  return files;
}

bool is_empty(const UserData& data) {
  return !data.train_pictures && !data.test_pictures && !data.train_points && !data.test_points &&
         !data.table && !data.my_pictures;
}

Result<void> check_sets(const UserData& data) {
  const auto& train = data.train_pictures;
  const auto& test = data.test_pictures;
  if (test && !train) return fail(Errc::no_training_set);
  if (test && train && (test->width != train->width || test->height != train->height)) {
    return fail(Errc::size_mismatch, {size_text(*train), size_text(*test)});
  }
  if (data.test_points && !data.train_points && !data.table) return fail(Errc::points_missing);
  return {};
}

}  // namespace purr::shell
