#pragma once

#include <string>

#include "engine/data/resize.h"
#include "shell/panels/workbench.h"

/// The user's own pictures: loading them, their two classes, files that could not be read.
namespace purr::shell {

/// The user's name of a class of own pictures, or “Class A” for 1 and “Class B” for 0.
std::string my_class_name(const MyPictures& mine, int label);

/// The folders and the file of a picture, for the screen.
std::string shown_path(const MyPictures::Picture& picture);

struct MyPicturesState {
  CropMode crop = CropMode::middle;
};

/// The part of the data card that invites the user to load pictures.
void my_pictures_invitation(Workbench& bench, float height);
/// The lines of the data card below the pictures.
void my_pictures_summary(Workbench& bench);
/// Their part of the data panel.
void my_pictures_settings(Workbench& bench, MyPicturesState& state);

}  // namespace purr::shell
