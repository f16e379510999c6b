#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/data_spec.h"
#include "engine/io/change_kind.h"
#include "engine/model/network_spec.h"
#include "engine/model/training_spec.h"

namespace purr {

enum class ThemeChoice : std::uint8_t { system, light, dark };
/// The set that an example belongs to.
enum class ExampleSet : std::uint8_t { test, train };
enum class LanguageChoice : std::uint8_t { system, en, zh };

/// How a run is shown; no number of the run depends on it.
struct ViewSpec {
  bool instant = true;      ///< every change retrains the whole run if that is fast enough
  double pace = 0.0;        ///< iterations a second in slow motion; 0 is full speed
  double text_scale = 1.0;  ///< size of text and controls, 1 to 2
  int example = 0;          ///< index of the example that is shown in detail
  ExampleSet example_set = ExampleSet::test;
  bool log_cost = false;       ///< logarithmic cost axis
  bool log_iteration = false;  ///< logarithmic axis of iterations
  bool log_gradients = true;   ///< logarithmic axis of the gradient norms
  ThemeChoice theme = ThemeChoice::system;
  LanguageChoice language = LanguageChoice::system;

  bool operator==(const ViewSpec&) const = default;
};

/// Addresses of a run's files on the web, from its link. The engine fetches nothing.
struct AddressSpec {
  std::string train;  ///< empty for none
  std::string test;

  bool operator==(const AddressSpec&) const = default;
};

/// One whole run as values. Experiment{} is version 1's default run: see engine/io/defaults.h.
struct Experiment {
  std::string preset;  ///< the preset it started from; empty for the default run
  DataSpec data;
  AddressSpec addresses;  ///< of the course's two files
  NetworkSpec network;
  TrainingSpec training;
  ViewSpec view;

  bool operator==(const Experiment&) const = default;
};

enum class KeyType : std::uint8_t {
  integer,
  number,
  flag,
  choice,
  list,
  name,
  address,
  text,   ///< any words, such as the name of a column
  names,  ///< such words joined by commas; a backslash stands before a comma or backslash in them
};

enum class SliderScale : std::uint8_t {
  linear,
  logarithmic,       ///< min > 0
  logarithmic_zero,  ///< logarithmic with 0 at the left end; min is the smallest value above 0
};

/// What a slider or stepper of a key offers: often a part of what is legal.
struct SliderRange {
  double min = 0.0;
  double max = 0.0;
  double step = 0.0;  ///< of one press of an arrow key; 0 leaves it to the slider
  SliderScale scale = SliderScale::linear;
  int digits = 3;      ///< significant digits that are shown and kept
  double usual = 0.0;  ///< where a double click goes back to; set by slider_range()
};

/// One row of the table of settings. The link, the command line, the interface's ranges and its
/// help all come from here.
struct Key {
  const char* name;
  KeyType type;
  double min = 0.0;
  double max = 0.0;
  std::span<const char* const> choices;  ///< of a choice
  const char* help_english;
  const char* help_chinese;
  std::string (*get)(const Experiment&);
  /// Reads `text`; what had to be repaired is added to `notes`, and the value stays legal.
  void (*set)(Experiment&, std::string_view text, std::vector<Error>& notes);
  ChangeKind change;     ///< what a change of this key alone does to a run
  SliderRange slider{};  ///< min = max: all that is legal. Panels ask slider_range() instead.
};

/// All keys, in the order in which links and help list them.
std::span<const Key> keys();
/// The row of a name, or nullptr.
const Key* find_key(std::string_view name);
/// Whether a key belongs to ViewSpec.
bool is_view_key(std::string_view name);
/// The number that a key of KeyType::integer or KeyType::number has in `experiment`.
double key_number(const Key& key, const Experiment& experiment);
/// The range of the slider of key `name`, an integer or a number (of `hidden`: of the units of one
/// layer). It depends on the data source, and its usual value on the preset. How many examples
/// there are is not known here: panels lower `max` themselves where that is the limit. `usual` is
/// not set for `hidden`.
SliderRange slider_range(std::string_view name, const Experiment& experiment);

/// A named run: the settings that differ from the default.
struct Preset {
  const char* name;
  const char* settings;  ///< key=value&key=value
  const char* title_english;
  const char* title_chinese;
};
std::span<const Preset> presets();
const Preset* find_preset(std::string_view name);
/// The settings of a preset; the default run for an unknown name.
Experiment preset_experiment(std::string_view name);

struct Reading {
  Experiment experiment;
  std::vector<Error> notes;  ///< what was repaired or left out
};

/// Reads `key=value` pairs joined by & (a link's part after # or ?, percent-encoded or plain), from
/// the defaults of their version (engine/io/defaults.h). The preset comes first, then the source
/// with its usual numbers, then the rest. Never fails: what cannot be read is repaired with a note.
Reading read_experiment(std::string_view text);
/// The same for pairs already split, as a command line has them.
Reading read_experiment(std::span<const std::string> pairs);

/// Sets one key as the interface does, with what follows from it: a new source brings its usual
/// numbers, a preset replaces everything but the view.
void set_key(Experiment& experiment, std::string_view name, std::string_view value,
             std::vector<Error>& notes);

/// The shortest text that reads back equal: the version, the preset, then what differs from it.
/// `view` leaves the keys of ViewSpec out when false.
std::string write_experiment(const Experiment& experiment, bool view = true);

/// Shortest decimal text that reads back as the same double; whole numbers without an exponent.
std::string number_text(double value);

}  // namespace purr
