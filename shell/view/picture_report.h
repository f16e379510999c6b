#pragma once

#include <string>
#include <vector>

#include "shell/view/my_pictures.h"

namespace purr::shell {

/// What was understood of the user's own pictures, in sentences: the classes and their counts, a
/// given test set, how many are unsorted. Empty where there is no picture.
std::vector<Error> picture_notes(const MyPictures& mine);

/// The tree of folders as a JSON array of objects: path, name, depth, count, testCount, class (0,
/// 1, or null for none or both).
std::string folders_json(const MyPictures& mine);

/// The whole as a JSON object: pictures, classNames and counts (of class 0, then 1), testCount,
/// unsorted, folders.
std::string pictures_json(const MyPictures& mine);

/// The same as lines of text: the sentences, then the tree.
std::string pictures_text(const MyPictures& mine);

}  // namespace purr::shell
