#include "shell/program/files/foreign_file.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace purr::shell {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHead = 65536;  // what is looked at

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

struct Format {
  std::size_t at;
  std::string_view mark;
  Errc code;
  std::string_view kind;
};

constexpr std::array kFormats{
    Format{4, "ftyphei"sv, Errc::picture_format, "HEIC"},
    Format{4, "ftyphev"sv, Errc::picture_format, "HEIC"},
    Format{4, "ftypmif1"sv, Errc::picture_format, "HEIC"},
    Format{4, "ftypmsf1"sv, Errc::picture_format, "HEIC"},
    Format{4, "ftypavi"sv, Errc::picture_format, "AVIF"},
    Format{4, "ftyp"sv, Errc::file_media, "MP4"},
    Format{0, "II*\0"sv, Errc::picture_format, "TIFF"},
    Format{0, "MM\0*"sv, Errc::picture_format, "TIFF"},
    Format{0, "II+\0"sv, Errc::picture_format, "TIFF"},
    Format{0, "8BPS"sv, Errc::picture_format, "Photoshop"},
    Format{0, "\0\0\1\0"sv, Errc::picture_format, "ICO"},
    Format{0, "\0\0\0\x0CjP  "sv, Errc::picture_format, "JPEG 2000"},
    Format{0, "\0\0\0\x0CJXL "sv, Errc::picture_format, "JPEG XL"},
    Format{0, "\xFF\x0A"sv, Errc::picture_format, "JPEG XL"},
    Format{0, "Rar!\x1A\x07"sv, Errc::file_archive, "RAR"},
    Format{0, "7z\xBC\xAF\x27\x1C"sv, Errc::file_archive, "7z"},
    Format{257, "ustar"sv, Errc::file_archive, "tar"},
    Format{0, "\x1F\x8B"sv, Errc::file_archive, "gzip"},
    Format{0, "BZh"sv, Errc::file_archive, "bzip2"},
    Format{0,
           "\xFD"
           "7zXZ\0"sv,
           Errc::file_archive, "xz"},
    Format{0, "\x28\xB5\x2F\xFD"sv, Errc::file_archive, "Zstandard"},
    Format{0, "MSCF\0"sv, Errc::file_archive, "CAB"},
    Format{0, "\x93NUMPY"sv, Errc::file_arrays, "npy"},
    Format{0, "PAR1"sv, Errc::file_arrays, "Parquet"},
    Format{0, "ARROW1"sv, Errc::file_arrays, "Arrow"},
    Format{0, "SQLite format 3\0"sv, Errc::file_arrays, "SQLite"},
    Format{0, "MATLAB 5.0"sv, Errc::file_arrays, "MATLAB"},
    Format{0, "%PDF-"sv, Errc::file_document, "PDF"},
    Format{0, "{\\rtf"sv, Errc::file_document, "RTF"},
    Format{0, "\x1A\x45\xDF\xA3"sv, Errc::file_media, "Matroska"},
    Format{0, "OggS"sv, Errc::file_media, "Ogg"},
    Format{0, "ID3"sv, Errc::file_media, "MP3"},
    Format{0, "fLaC"sv, Errc::file_media, "FLAC"},
    Format{8, "AVI LIST"sv, Errc::file_media, "AVI"},
    Format{8, "WAVEfmt "sv, Errc::file_media, "WAV"},
};

bool is_svg(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || head[first] != '<') return false;
  head.remove_prefix(first);
  const std::string start = lower(head.substr(0, 4096));
  // A web page may contain a drawing.
  const std::size_t svg = start.find("<svg");
  const std::size_t page = std::min(start.find("<html"), start.find("<!doctype html"));
  return svg != std::string::npos && svg < page &&
         (svg == 0 || start.starts_with("<?xml") || start.starts_with("<!--") ||
          start.starts_with("<!doctype svg"));
}

/// The names of the files whose headers stand in the first bytes of a zip.
std::vector<std::string_view> first_names(std::string_view head) {
  std::vector<std::string_view> names;
  for (std::size_t at = 0; (at = head.find("PK\x03\x04"sv, at)) != std::string_view::npos;
       at += 4) {
    if (at + 30 > head.size()) break;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(head[at + i]); };
    names.push_back(head.substr(at + 30, byte(26) | static_cast<std::size_t>(byte(27)) << 8U));
  }
  return names;
}

/// A format that is a zip inside.
std::optional<Error> format_in_zip(std::string_view name, std::string_view head) {
  const std::string shown(name);
  const std::string ending = lower(name);
  const auto found = [&](Errc code, const char* kind) { return Error{code, {shown, kind}}; };
  for (const std::string_view inside : first_names(head)) {
    if (inside.starts_with("xl/")) return found(Errc::file_spreadsheet, "xlsx");
    if (inside.starts_with("word/")) return found(Errc::file_document, "Word");
    if (inside.starts_with("ppt/")) return found(Errc::file_document, "PowerPoint");
    if (inside.ends_with(".npy")) return found(Errc::file_arrays, "npz");
    if (inside.ends_with("/data.pkl") || inside == "data.pkl") {
      return found(Errc::file_arrays, "PyTorch");
    }
    if (inside.ends_with(".iwa")) return found(Errc::file_spreadsheet, "Numbers");
    if (inside == "mimetype") {
      const bool is_sheet = head.find("opendocument.spreadsheet") != std::string_view::npos;
      const bool is_office = head.find("opendocument") != std::string_view::npos;
      return is_sheet ? found(Errc::file_spreadsheet, "ods")
                      : found(Errc::file_document, is_office ? "OpenDocument" : "EPUB");
    }
    if (inside == "[Content_Types].xml" && ending.ends_with(".xlsx")) {
      return found(Errc::file_spreadsheet, "xlsx");
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> foreign_file(std::string_view name, std::span<const std::uint8_t> bytes) {
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()),
                              std::min(bytes.size(), kHead));
  const std::string shown(name);
  if (head.starts_with("PK")) return format_in_zip(name, head);
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 9; };
  const bool is_binary = std::ranges::any_of(head.substr(0, 4096), is_control);
  for (const Format& format : kFormats) {
    // A table may begin with a column ID3.
    if (!is_binary && format.code != Errc::file_document) continue;
    if (head.size() >= format.at && head.substr(format.at).starts_with(format.mark)) {
      return Error{format.code, {shown, std::string(format.kind)}};
    }
  }
  if (is_svg(head)) return Error{Errc::picture_format, {shown, "SVG"}};
  const std::string ending = lower(name);
  if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) {
    // Old Office files begin alike.
    if (ending.ends_with(".doc")) return Error{Errc::file_document, {shown, "Word"}};
    if (ending.ends_with(".ppt")) return Error{Errc::file_document, {shown, "PowerPoint"}};
    return Error{Errc::file_spreadsheet, {shown, "xls"}};
  }
  const bool is_pickle = head.size() > 2 && head[0] == '\x80' && head[1] >= 2 && head[1] <= 5;
  if (is_pickle) return Error{Errc::file_arrays, {shown, "pickle"}};
  return std::nullopt;
}

}  // namespace purr::shell
