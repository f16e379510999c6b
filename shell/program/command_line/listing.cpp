#include "shell/program/command_line/listing.h"

#include <algorithm>
#include <string_view>

#include "shell/program/command_line/settings.h"
#include "shell/theme/version.h"

namespace purr::shell {
namespace {

/// Characters, as many columns as they take in a terminal for everything that is listed here.
std::size_t column_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string_view text, std::size_t columns) {
  std::string line(text);
  line.append(columns - std::min(columns, column_count(text)), ' ');
  return line;
}

/// What a key takes: "0 to 10000", "gd, momentum, rmsprop, adam".
std::string values_text(const Key& key) {
  std::string text;
  for (const char* choice : key.choices) text += (text.empty() ? "" : ", ") + std::string(choice);
  if (!text.empty()) return text;
  switch (key.type) {
    case KeyType::integer:
    case KeyType::number: return bound_text(key.min) + " to " + bound_text(key.max);
    case KeyType::flag: return "0 or 1";
    case KeyType::list:
      if (key.max == 0.0) return "joined by commas";
      return "numbers from 1 to " + bound_text(key.max) + " joined by commas";
    case KeyType::address: return "an address";
    case KeyType::text: return "any words";
    case KeyType::names: return "names joined by commas";
    case KeyType::choice:
    case KeyType::name: return "a name, see “purrceptron presets”";
  }
  return text;
}

}  // namespace

std::string help_text() {
  return R"(purrceptron: a neural-network playground.

  purrceptron                                  open the window
  purrceptron window [LINK | key=value …]      open it with these settings
      --data FILE[,FILE…]                      and with this data
      --size WIDTHxHEIGHT                      in points
      --theme light|dark                       what the system is taken for
      --screenshot FILE.png [--after finished] write a picture and leave
  purrceptron run [LINK | key=value …]         train without a window and print the cost
      --data FILE[,FILE…]                      the course's HDF5 files, a table, pictures, a zip
      --encoding NAME                          of a table, such as GBK; detected if left out
      --every N                                print every N iterations (100)
      --csv FILE                               write the curve
      --json FILE                              write settings, curve and results
      --npz FILE                               write the weights W1, b1, … for NumPy
  purrceptron sweep [LINK | key=value …]       train many runs: one JSON object a line
      --over KEY=VALUES                        seed=1..10, learning_rate=0.001..0.1:5,
                                               optimizer=gd,adam, hidden=4/20,7,5; one or more
      --data FILE[,FILE…]                      as above
      --jobs N                                 threads (one for each core)
      --shard I/N                              every N-th run, beginning with the I-th
  purrceptron inspect FILE[,FILE…]             print what is understood of a table
      --encoding NAME                          as above
      --label NAME, --features NAME[,NAME…]    as the keys label= and features= of a run
      --json                                   one JSON object
  purrceptron bench                            measure the engine's speed here
      --quick                                  each measurement once: some seconds
      --only PART[,PART…]                      kernels, preparation, iterations, growth, runs, instant
      --growth                                 both solvers over m, units and layers, as CSV
      --run 'key=value&…'                      time one run instead, with a hash of its curve
      --json                                   one JSON object instead of a table
      --data FILE[,FILE…]                      the course's files; else drawn cats
  purrceptron lab [NAME [key=value …]]         print the result of a lab as JSON, or list the labs
      --data FILE[,FILE…]                      the course's files, for labs that train on them
      --jobs N                                 threads (one for each core)
  purrceptron presets                          list the published runs
  purrceptron keys                             list the settings
  purrceptron sheet [key=value …] --out FILE.png   pictures of data=drawn or data=emoji
      [--count N] [--test]                     how many; of the test set
  purrceptron link [key=value …]               print the link of a run
  purrceptron help | --help | --version

Exit status: 0; 1 if the cost stopped being a number or a file could not be written; 2 for bad
input; 130 after Ctrl+C, with the results so far.

A link keeps the defaults of the version that it was written with: v=1 before the settings gives
those of older links, such as “purrceptron run v=1 seed=2”.

Settings, with their default in brackets:
)" + keys_text();
}

std::string keys_text() {
  constexpr std::size_t kNameColumns = 16;
  const Experiment defaults = default_experiment();
  std::string text;
  for (const Key& key : keys()) {
    const std::string value = key.get(defaults);
    text += "  " + padded(key.name, kNameColumns) + key.help_english + ": " + values_text(key) +
            (value.empty() ? "" : " [" + value + "]") + "\n";
  }
  return text;
}

std::string presets_text() {
  std::size_t name_columns = 0;
  std::size_t title_columns = 0;
  for (const Preset& preset : presets()) {
    name_columns = std::max(name_columns, column_count(preset.name));
    title_columns = std::max(title_columns, column_count(preset.title_english));
  }
  std::string text;
  for (const Preset& preset : presets()) {
    std::string settings = preset.settings;
    std::ranges::replace(settings, '&', ' ');
    text += padded(preset.name, name_columns + 2) +
            padded(preset.title_english, title_columns + 2) + settings + "\n";
  }
  return text;
}

}  // namespace purr::shell
