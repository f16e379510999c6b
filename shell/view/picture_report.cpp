#include "shell/view/picture_report.h"

#include <nlohmann/json.hpp>

namespace purr::shell {
namespace {

using Json = nlohmann::ordered_json;

std::string name_of(const MyPictures& mine, int label) {
  const std::string& name = mine.class_names()[static_cast<std::size_t>(label)];
  return name.empty() ? std::to_string(label) : name;
}

Json folder_list(const MyPictures& mine) {
  Json list = Json::array();
  for (const MyPictures::Folder& folder : mine.folders()) {
    const bool has_class = folder.label == 0 || folder.label == 1;
    list.push_back({{"path", folder.path},
                    {"name", folder.name},
                    {"depth", folder.depth},
                    {"count", folder.count},
                    {"testCount", folder.test_count},
                    {"class", has_class ? Json(folder.label) : Json()}});
  }
  return list;
}

/// Names come from outside and need not be UTF-8.
std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::vector<Error> picture_notes(const MyPictures& mine) {
  if (mine.count() == 0) return {};
  std::vector<Error> notes;
  if (mine.count(0) + mine.count(1) > 0) {
    notes.push_back({Errc::pictures_read,
                     {std::to_string(mine.count()), std::to_string(mine.count(1)), name_of(mine, 1),
                      std::to_string(mine.count(0)), name_of(mine, 0)}});
  }
  if (const int test = mine.given_test_count(); test > 0) {
    const int all = static_cast<int>(mine.sorted().size());
    notes.push_back(
        {Errc::pictures_given_test, {std::to_string(all - test), std::to_string(test)}});
  }
  if (const int unsorted = mine.unsorted_count(); unsorted > 0) {
    notes.push_back({Errc::pictures_unsorted, {std::to_string(unsorted)}});
  }
  return notes;
}

std::string folders_json(const MyPictures& mine) { return text_of(folder_list(mine)); }

std::string pictures_json(const MyPictures& mine) {
  return text_of({{"pictures", mine.count()},
                  {"classNames", {name_of(mine, 0), name_of(mine, 1)}},
                  {"counts", {mine.count(0), mine.count(1)}},
                  {"testCount", mine.given_test_count()},
                  {"unsorted", mine.unsorted_count()},
                  {"folders", folder_list(mine)}});
}

std::string pictures_text(const MyPictures& mine) {
  std::string text;
  for (const Error& note : picture_notes(mine)) text += describe(note) + "\n";
  for (const MyPictures::Folder& folder : mine.folders()) {
    text += std::string(static_cast<std::size_t>(2 * folder.depth), ' ') + folder.name + "  " +
            std::to_string(folder.count);
    if (folder.test_count > 0) text += " (" + std::to_string(folder.test_count) + " for testing)";
    if (folder.label == 0 || folder.label == 1) {
      text += "  class " + std::to_string(folder.label);
    } else if (folder.label == MyPictures::kUnsorted) {
      text += "  no class";
    }
    text += "\n";
  }
  return text;
}

}  // namespace purr::shell
