#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// Zips made by hand, with what libraries do not write.
namespace purr {

struct ZipFile {
  std::string name;  ///< its bytes as they stand in the zip
  std::vector<std::uint8_t> content;
  int method = 0;
  int flags = 0;
  std::uint64_t false_size = 0;  ///< what the directory says instead of the true size; 0: the truth
};

struct ZipStyle {
  bool is_zip64 = false;  ///< sizes and places in extra fields, as Kaggle writes them
  std::string comment{};  ///< behind the end
  std::string prefix{};   ///< in front of the zip, not counted by its offsets
};

inline void put(std::vector<std::uint8_t>& bytes, std::uint64_t value, int count) {
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

/// The bytes of a zip (APPNOTE 6.3.10); check sums are 0, which no reader here looks at.
inline std::vector<std::uint8_t> make_zip(const std::vector<ZipFile>& files,
                                          const ZipStyle& style = {}) {
  constexpr std::uint64_t kOnes = 0xffffffff;
  std::vector<std::uint8_t> zip;
  std::vector<std::uint8_t> directory;
  for (const ZipFile& file : files) {
    const std::uint64_t offset = zip.size();
    const std::uint64_t size = file.false_size != 0 ? file.false_size : file.content.size();
    put(zip, 0x04034b50, 4);
    for (const int value : {20, file.flags, file.method, 0, 0})
      put(zip, static_cast<std::uint64_t>(value), 2);
    put(zip, 0, 4);
    put(zip, file.content.size(), 4);
    put(zip, size, 4);
    put(zip, file.name.size(), 2);
    put(zip, 0, 2);
    zip.insert(zip.end(), file.name.begin(), file.name.end());
    zip.insert(zip.end(), file.content.begin(), file.content.end());

    put(directory, 0x02014b50, 4);
    for (const int value : {45, 20, file.flags, file.method, 0, 0})
      put(directory, static_cast<std::uint64_t>(value), 2);
    put(directory, 0, 4);
    put(directory, style.is_zip64 ? kOnes : file.content.size(), 4);
    put(directory, style.is_zip64 ? kOnes : size, 4);
    put(directory, file.name.size(), 2);
    put(directory, style.is_zip64 ? 28 : 0, 2);
    for (int i = 0; i < 3; ++i) put(directory, 0, 2);
    put(directory, 0, 4);
    put(directory, style.is_zip64 ? kOnes : offset, 4);
    directory.insert(directory.end(), file.name.begin(), file.name.end());
    if (style.is_zip64) {
      put(directory, 1, 2);
      put(directory, 24, 2);
      for (const std::uint64_t value :
           {size, static_cast<std::uint64_t>(file.content.size()), offset}) {
        put(directory, value, 8);
      }
    }
  }
  const std::uint64_t start = zip.size();
  zip.insert(zip.end(), directory.begin(), directory.end());
  if (style.is_zip64) {
    const std::uint64_t record = zip.size();
    put(zip, 0x06064b50, 4);
    put(zip, 44, 8);
    put(zip, 45, 2);
    put(zip, 45, 2);
    put(zip, 0, 4);
    put(zip, 0, 4);
    put(zip, files.size(), 8);
    put(zip, files.size(), 8);
    put(zip, directory.size(), 8);
    put(zip, start, 8);
    put(zip, 0x07064b50, 4);
    put(zip, 0, 4);
    put(zip, record, 8);
    put(zip, 1, 4);
  }
  put(zip, 0x06054b50, 4);
  put(zip, 0, 4);
  const std::uint64_t count = style.is_zip64 ? 0xffff : files.size();
  put(zip, count, 2);
  put(zip, count, 2);
  put(zip, style.is_zip64 ? kOnes : directory.size(), 4);
  put(zip, style.is_zip64 ? kOnes : start, 4);
  put(zip, style.comment.size(), 2);
  zip.insert(zip.end(), style.comment.begin(), style.comment.end());
  zip.insert(zip.begin(), style.prefix.begin(), style.prefix.end());
  return zip;
}

}  // namespace purr
