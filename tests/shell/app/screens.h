// The states of the application that tests look at: how each is reached, in words for reports.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/shell/app/headless_app.h"

namespace purr::shell::test {

/// One state of the screen: an application and what is opened in it.
struct ScreenCase {
  std::string name;
  HeadlessOptions options;
  /// Brings user data where the state needs some. Called once, after the application has settled.
  std::function<void(HeadlessApp&)> bring = [](HeadlessApp&) {};
  /// Opens the part that is looked at. May be called again after Escape and App::load.
  std::function<void(HeadlessApp&)> open = [](HeadlessApp&) {};
};

Surface surface_of(float width, float height);
Surface wide_surface();
Surface middle_surface();
Surface phone_surface();

/// An application in which all settings and the inside are open, as the user left them.
HeadlessOptions with_all_open(std::string link, Surface surface = wide_surface());

/// Every panel, dialog and tab at `surface`, with small runs.
std::vector<ScreenCase> screen_cases(const Surface& surface);

/// The application of a case, with its data there and its part open.
std::unique_ptr<HeadlessApp> open_case(const ScreenCase& screen);

/// A table of 40 rows with four columns, the last of which is the label.
UserData some_table();
UserData some_points();
UserData some_course_pictures();
/// Two folders of pictures and one file that cannot be read.
void bring_my_pictures(HeadlessApp& app);
/// Ten pictures without a folder, called cats and dogs.
void bring_loose_pictures(HeadlessApp& app);

}  // namespace purr::shell::test
