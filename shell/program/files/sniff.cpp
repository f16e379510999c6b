#include "shell/program/files/sniff.h"

#include <algorithm>
#include <array>
#include <string>

#include "shell/program/files/text_encoding.h"

namespace purr::shell {
namespace {

constexpr std::size_t kHead = 65536;  // what is looked at

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool begins_with(std::string_view text, std::string_view lower_case_start) {
  if (text.size() < lower_case_start.size()) return false;
  return std::equal(lower_case_start.begin(), lower_case_start.end(), text.begin(),
                    [](char wanted, char found) { return wanted == lower(found); });
}

bool has_hdf5_signature(std::string_view bytes) {
  constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";
  if (bytes.starts_with(kSignature)) return true;
  for (std::size_t at = 512; at < bytes.size(); at *= 2) {
    if (bytes.substr(at).starts_with(kSignature)) return true;
  }
  return false;
}

/// Without a byte order mark and white space in front.
std::string_view text_start(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view{} : bytes.substr(first);
}

/// Whether a tag of this name opens here: "<html>" and "<html lang=…", not "<htmlish>".
bool begins_with_tag(std::string_view text, std::string_view tag) {
  if (!begins_with(text, tag)) return false;
  const char next = text.size() > tag.size() ? lower(text[tag.size()]) : ' ';
  return !(next >= 'a' && next <= 'z') && !(next >= '0' && next <= '9');
}

bool looks_like_html(std::string_view start) {
  constexpr std::array<std::string_view, 5> kStarts{"<!doctype html", "<html", "<head", "<body",
                                                    "<script"};
  const auto opens = [&](std::string_view tag) { return begins_with_tag(start, tag); };
  if (std::ranges::any_of(kStarts, opens)) return true;
  // A comment or an XML declaration may come before the page itself.
  if (!begins_with(start, "<!--") && !begins_with(start, "<?xml")) return false;
  for (std::size_t at = start.find('<', 1); at != std::string_view::npos;
       at = start.find('<', at + 1)) {
    const std::string_view rest = start.substr(at);
    if (begins_with_tag(rest, "<!doctype html") || begins_with_tag(rest, "<html")) return true;
  }
  return false;
}

/// Text has no control characters but white space. Bytes above 127 may be any encoding.
bool looks_like_text(std::string_view bytes) {
  return std::ranges::none_of(bytes, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    // Old programs end a text with control-Z.
    return (byte < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1A') ||
           byte == 127;
  });
}

bool has_ending(std::string_view name, std::span<const std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) {
    return name.size() > ending.size() &&
           begins_with(name.substr(name.size() - ending.size()), ending);
  });
}

}  // namespace

FileKind sniff(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return FileKind::empty;
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()),
                              std::min(bytes.size(), kHead));
  if (has_hdf5_signature(head)) return FileKind::hdf5;
  const std::string_view start = text_start(head);
  if (looks_like_html(start)) return FileKind::html;
  if (start.starts_with("version https://git-lfs.github.com/spec/")) return FileKind::lfs_pointer;
  if (find_utf16(bytes)) return FileKind::text;
  const bool is_cut_hdf5 = head.starts_with("\x89HDF");  // it ends in a control-Z
  return looks_like_text(head) && !is_cut_hdf5 ? FileKind::text : FileKind::unknown;
}

bool is_named_hdf5(std::string_view name) {
  constexpr std::array<std::string_view, 4> kEndings{".h5", ".hdf5", ".hdf", ".he5"};
  return has_ending(name, kEndings);
}

bool is_named_table(std::string_view name) {
  constexpr std::array<std::string_view, 4> kEndings{".csv", ".tsv", ".txt", ".dat"};
  return has_ending(name, kEndings);
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

Result<void> check_file_size(std::string_view name, std::uint64_t size, std::uint64_t limit) {
  if (size <= limit) return {};
  // Rounded up, so that a file just above the limit does not seem to meet it.
  const std::uint64_t megabyte = std::uint64_t{1} << 20U;
  const std::uint64_t rounded_up = size / megabyte + (size % megabyte == 0 ? 0 : 1);
  return fail(Errc::file_too_large,
              {std::string(name), std::to_string(rounded_up), std::to_string(limit / megabyte)});
}

}  // namespace purr::shell
