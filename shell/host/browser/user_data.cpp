// The API for data that the user supplies and the page reads.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/printable.h"
#include "engine/data/resize.h"
#include "shell/host/browser/api.h"
#include "shell/host/browser/json.h"
#include "shell/program/files/foreign_file.h"
#include "shell/program/files/picture_header.h"
#include "shell/program/files/sniff.h"
#include "shell/program/files/table_reader.h"
#include "shell/program/files/table_sets.h"
#include "shell/program/files/zip_directory.h"
#include "shell/view/my_pictures.h"

using namespace purr;
using namespace purr::shell;
using namespace purr::shell::browser;

namespace {

UserData staged;  // of one drop, until purr_bring_done
std::vector<TextTable> text_files;
std::unique_ptr<Shrinker> shrinker;

std::string error_json(const Error& error) {
  return "{\"code\":" + quoted(errc_name(error.code)) +
         ",\"args\":" + json_list(error.args, quoted) + "}";
}

}  // namespace

// Everything of one drop comes first, then purr_bring_done: a training and a test file make one new
// run.

/// `count` pictures of height × width × channels bytes, and a label (0 or 1) for each. The names of
/// the classes are empty where the file has none.
PURR_API void purr_bring_pictures(int is_test, int count, int height, int width, int channels,
                                  const std::uint8_t* pixels, const std::uint8_t* labels,
                                  const char* name_0, const char* name_1) {
  auto set = std::make_shared<PictureSet>();
  set->width = width;
  set->height = height;
  set->channels = channels;
  set->pixels.assign(pixels, pixels + static_cast<std::size_t>(count) * set->picture_size());
  set->labels.assign(labels, labels + count);
  if (*name_0 != '\0' && *name_1 != '\0') set->class_names = {name_0, name_1};
  (is_test != 0 ? staged.test_pictures : staged.train_pictures) = std::move(set);
}
/// The pack of emoji glyphs, unpacked.
PURR_API void purr_bring_glyphs(const std::uint8_t* bytes, int count) {
  const auto pack = bytes_at(bytes, count);
  staged.glyphs = std::make_shared<const std::vector<std::uint8_t>>(pack.begin(), pack.end());
}
/// A file that is not HDF5: text with a table. Returns null where it could be read, else the
/// sentence that is shown.
///
/// `bytes` is the whole file of `file_size` bytes, or its first 64 kB where it is larger than 16
/// MB. `encoding` is empty where it is to be detected.
PURR_API char* purr_bring_text(const char* name, const std::uint8_t* bytes, int count,
                               double file_size, const char* encoding) {
  const auto refuse = [](const Error& error) {
    page().app->report(error);
    return give(describe(error, page().app->language()));
  };
  std::optional<TextEncoding> chosen;
  if (*encoding != '\0') {
    chosen = find_encoding(encoding);
    if (!chosen) {
      return refuse({Errc::text_unknown_encoding, {printable(encoding), encoding_names()}});
    }
  }
  auto file =
      read_text_file(name, bytes_at(bytes, count), static_cast<std::uint64_t>(file_size), chosen);
  if (!file) return refuse(file.error());
  text_files.push_back(std::move(*file));
  return nullptr;
}
// The user's own pictures: see App.

PURR_API void purr_my_picture(const char* name, const char* folder, int label,
                              const std::uint8_t* rgb) {
  page().app->add_my_picture(name, folder, label, bytes_at(rgb, int{MyPictures::kBytes}));
}
PURR_API void purr_my_pictures_progress(int done, int total) {
  page().app->my_pictures_progress(done, total);
}
PURR_API void purr_my_pictures_done() { page().app->my_pictures_done(); }
PURR_API int purr_crop_mode() { return page().app->crop_mode(); }
/// Returns a JSON array: the names of class 0 and class 1.
PURR_API char* purr_my_class_names() {
  return give(json_list(page().app->my_class_names(), quoted));
}
/// Returns the sentence.
PURR_API char* purr_bad_picture(const char* name, const char* args) {
  const Error error = error_of(name, args);
  page().app->add_bad_picture(error);
  return give(describe(error, page().app->language()));
}
/// Returns what was understood as a JSON object: see pictures_json().
PURR_API char* purr_my_pictures_report() { return give(page().app->pictures_json()); }

// What files are, in any instance. Errors are JSON objects with `code` and `args`.

/// The kind of a file by its first 64 kB: "picture" (also one that only some browsers decode),
/// "zip", "hdf5" or "other".
PURR_API char* purr_file_kind(const char* name, const std::uint8_t* bytes, int count) {
  const auto head = bytes_at(bytes, count);
  if (is_zip(head)) return give(foreign_file(name, head) ? "other" : "zip");
  if (sniff(head) == FileKind::hdf5) return give("hdf5");
  return give(picture_header(head) ? "picture" : "other");
}
/// Checks a picture before it is decoded. Returns null where nothing is wrong with it.
PURR_API char* purr_check_picture(const char* name, const std::uint8_t* bytes, int count) {
  const auto header = check_picture(name, bytes_at(bytes, count), /*has_decoder=*/true);
  return header ? nullptr : give(error_json(header.error()));
}
PURR_API char* purr_check_picture_size(const char* name, double width, double height) {
  const auto fits = check_picture_size(name, width, height);
  return fits ? nullptr : give(error_json(fits.error()));
}
/// Why a picture could not be decoded, by its first and its last bytes.
PURR_API char* purr_undecodable_picture(const char* name, const std::uint8_t* head, int head_count,
                                        const std::uint8_t* tail, int tail_count) {
  return give(error_json(
      undecodable_picture(name, bytes_at(head, head_count), bytes_at(tail, tail_count))));
}
/// Returns where a zip's directory is, {start, size, count}, or {error}. See find_zip_directory().
PURR_API char* purr_find_zip_directory(const char* name, const std::uint8_t* tail, int count,
                                       double file_size) {
  const auto found =
      find_zip_directory(name, bytes_at(tail, count), static_cast<std::uint64_t>(file_size));
  if (!found) return give("{\"error\":" + error_json(found.error()) + "}");
  return give("{\"start\":" + std::to_string(found->start) + ",\"size\":" +
              std::to_string(found->size) + ",\"count\":" + std::to_string(found->count) + "}");
}
/// Returns the files of a zip, {entries: [{path, method, packed, size, offset, problem}]}, or
/// {error}. See read_zip_entries().
PURR_API char* purr_zip_entries(const char* name, const std::uint8_t* bytes, int count,
                                double files, double file_size) {
  const ZipDirectory directory{.start = 0,
                               .size = static_cast<std::uint64_t>(count),
                               .count = static_cast<std::uint64_t>(files)};
  const auto entries = read_zip_entries(name, bytes_at(bytes, count), directory,
                                        static_cast<std::uint64_t>(file_size));
  if (!entries) return give("{\"error\":" + error_json(entries.error()) + "}");
  const auto entry_json = [](const ZipEntry& entry) {
    return "{\"path\":" + quoted(entry.path) + ",\"method\":" + std::to_string(entry.method) +
           ",\"packed\":" + std::to_string(entry.packed) +
           ",\"size\":" + std::to_string(entry.size) +
           ",\"offset\":" + std::to_string(entry.offset) +
           ",\"problem\":" + (entry.problem ? error_json(*entry.problem) : "null") + "}";
  };
  return give("{\"entries\":" + json_list(*entries, entry_json) + "}");
}

// Reducing a picture to 64×64, in any instance: begin, all rows from the top, end.

PURR_API void purr_shrink_begin(int width, int height, int mode) {
  shrinker = std::make_unique<Shrinker>(width, height, static_cast<CropMode>(mode));
}
PURR_API void purr_shrink_rows(const std::uint8_t* rgba, int count) {
  shrinker->add_rows(bytes_at(rgba, count));
}
/// `rgb` receives 64×64×3 bytes.
PURR_API void purr_shrink_end(std::uint8_t* rgb) {
  const std::vector<std::uint8_t> small = shrinker->finish();
  std::copy(small.begin(), small.end(), rgb);
  shrinker.reset();
}
// ---- around a drop ----

/// Hands over what came since the last time. Returns a JSON object: `problems`, sentences on what
/// could not be used, and `tables`, what was understood (shell/program/files/table_report.h).
///
/// `is_dropped`: the user added the files by hand just now.
PURR_API char* purr_bring_done(int is_dropped) {
  TablesRead read = combine_tables(std::exchange(text_files, {}), page().app->data_spec());
  read.source.is_dropped = is_dropped != 0;
  UserData data = std::exchange(staged, {});
  data.table = read.data.table;
  data.train_points = read.data.train_points;
  data.test_points = read.data.test_points;
  for (const Error& error : read.errors) page().app->report(error);
  page().app->bring(std::move(data), read.notes, std::move(read.source), read.reports);
  const Language language = page().app->language();
  const auto sentence = [&](const Error& error) { return quoted(describe(error, language)); };
  return give("{\"problems\":" + json_list(read.errors, sentence) +
              ",\"tables\":" + json_list(read.reports, report_json) + "}");
}
PURR_API void purr_drop_hover(int is_over) { page().app->set_drop_hover(is_over != 0); }
PURR_API void purr_busy(int is_busy) { page().app->set_busy(is_busy != 0); }

/// Returns the sentence of a row of assets/strings/errors.inc. See error_of.
PURR_API char* purr_describe_error(const char* name, const char* args) {
  return give(describe(error_of(name, args), page().app->language()));
}
/// Shows the sentence of a row of assets/strings/errors.inc and returns it. See error_of.
PURR_API char* purr_report_error(const char* name, const char* args) {
  const Error error = error_of(name, args);
  page().app->report(error);
  return give(describe(error, page().app->language()));
}
