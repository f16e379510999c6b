#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/core/result.h"

/// What only the host can do, as the panels and the App request it. The window handles the variant
/// itself (shell/host/desktop); the page receives the name of an action and its fields as a JSON
/// object, and looks the name up in one table (web/page/host-actions.js). A test compares the names
/// of both sides.
///
/// `fields` lists the members with their names in JSON, in one place for every reader.
namespace purr::shell {

/// Opens the dialog of files that hold data: the course's files, CSV, pictures.
struct PickFiles {
  static constexpr std::string_view kName = "pick-files";
  void fields(auto&&) const {}
};
/// Opens the dialog of picture files.
struct PickPictures {
  static constexpr std::string_view kName = "pick-pictures";
  int label = -1;  ///< class of all of them, 0 or 1; −1: their folders decide
  void fields(auto&& field) const { field("label", label); }
};
/// The same for a folder with everything in it.
struct PickFolder {
  static constexpr std::string_view kName = "pick-folder";
  int label = -1;  ///< as in PickPictures
  void fields(auto&& field) const { field("label", label); }
};
/// Takes pictures with the camera.
struct OpenCamera {
  static constexpr std::string_view kName = "open-camera";
  void fields(auto&&) const {}
};
/// Stops reading the user's own pictures; those that are read stay.
struct CancelPictures {
  static constexpr std::string_view kName = "cancel-pictures";
  void fields(auto&&) const {}
};
/// Puts a text into the clipboard.
struct CopyText {
  static constexpr std::string_view kName = "copy-text";
  std::string text;  ///< UTF-8
  void fields(auto&& field) const { field("text", text); }
};
/// Opens a page of its own beside the program.
struct OpenPage {
  static constexpr std::string_view kName = "open-page";
  std::string address;  ///< absolute, or relative to the program's own page
  void fields(auto&& field) const { field("address", address); }
};
/// The pointer over the canvas changes its shape.
struct SetCursor {
  static constexpr std::string_view kName = "set-cursor";
  std::string shape;  ///< a value of CSS `cursor`
  void fields(auto&& field) const { field("shape", shape); }
};
/// The colours around the canvas follow those on it.
struct SetTheme {
  static constexpr std::string_view kName = "set-theme";
  bool is_dark = false;
  void fields(auto&& field) const { field("isDark", is_dark); }
};
/// The language of what the host itself says follows that of the interface.
struct SetLanguage {
  static constexpr std::string_view kName = "set-language";
  Language language = Language::english;
  void fields(auto&& field) const {
    field("language", language == Language::chinese ? "zh" : "en");
  }
};
/// A field on the canvas takes text, or none does any more: a phone's keyboard and the input of
/// Chinese need a real field of the page at that place.
struct PlaceTextInput {
  static constexpr std::string_view kName = "place-text-input";
  bool is_active = false;
  int x = 0, y = 0;  ///< top left of the caret, points of the host
  int height = 0;    ///< of its line, points of the host
  bool operator==(const PlaceTextInput&) const = default;
  void fields(auto&& field) const {
    field("isActive", is_active);
    field("x", x);
    field("y", y);
    field("height", height);
  }
};
/// Saves a part of the frame that is being made as a PNG file.
struct SavePicture {
  static constexpr std::string_view kName = "save-picture";
  float x = 0.0F, y = 0.0F, width = 0.0F, height = 0.0F;  ///< points of the host
  std::string file_name;
  void fields(auto&& field) const {
    field("x", x);
    field("y", y);
    field("width", width);
    field("height", height);
    field("fileName", file_name);
  }
};
/// Saves W and b of every layer as an .npz file. The host gets them by App::ask_weights.
struct SaveWeights {
  static constexpr std::string_view kName = "save-weights";
  std::string file_name;
  void fields(auto&& field) const { field("fileName", file_name); }
};
/// Keeps how the screen is arranged, for Surface::arrangement of the next start.
struct RememberArrangement {
  static constexpr std::string_view kName = "remember-arrangement";
  std::string arrangement;  ///< Arrangement::text
  void fields(auto&& field) const { field("arrangement", arrangement); }
};
/// Keeps the pinned runs, for App::restore_pinned_runs of the next start.
struct RememberPinnedRuns {
  static constexpr std::string_view kName = "remember-pinned-runs";
  std::string runs;  ///< PinnedRuns::text
  void fields(auto&& field) const { field("runs", runs); }
};
/// Gets the pack of emoji glyphs; App::bring takes it, App::report that it cannot be had.
struct FetchGlyphs {
  static constexpr std::string_view kName = "fetch-glyphs";
  void fields(auto&&) const {}
};
/// Gets the Chinese typefaces; set_chinese_fonts takes them, App::report that they cannot be had.
struct FetchChineseFonts {
  static constexpr std::string_view kName = "fetch-chinese-fonts";
  void fields(auto&&) const {}
};
/// Gets the files that a link names. App::bring takes what they hold.
struct FetchData {
  static constexpr std::string_view kName = "fetch-data";
  std::string train;  ///< address of the training set
  std::string test;   ///< of the test set; empty for none
  void fields(auto&& field) const {
    field("train", train);
    field("test", test);
  }
};

/// Trains experiments on spare cores, in place of those that were requested before. App::take_trial
/// takes the result of each.
struct TryRuns {
  static constexpr std::string_view kName = "try-runs";
  std::uint32_t serial = 0;
  std::vector<std::string> experiments;  ///< write_experiment's text
  void fields(auto&& field) const {
    field("serial", serial);
    field("experiments", experiments);
  }
};

using HostAction =
    std::variant<PickFiles, PickPictures, PickFolder, OpenCamera, CancelPictures, CopyText,
                 OpenPage, SetCursor, SetTheme, SetLanguage, PlaceTextInput, SavePicture,
                 SaveWeights, RememberArrangement, RememberPinnedRuns, FetchGlyphs,
                 FetchChineseFonts, FetchData, TryRuns>;

/// The name of an action, such as "pick-files".
std::string_view name_of(const HostAction& action);
/// The fields of an action as a JSON object; {} where it has none.
std::string fields_json(const HostAction& action);
/// The names of all actions in the order of the variant.
std::vector<std::string_view> host_action_names();

}  // namespace purr::shell
