#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/io/defaults.h"

namespace purr::shell {

/// The settings of a run on the command line.
struct Settings {
  Experiment experiment = default_experiment();
  std::vector<Error> notes;            ///< what was repaired in a link
  std::vector<std::string> arguments;  ///< what the settings were read from
  bool names_the_data = false;         ///< a preset or a data source was named
};

/// Reads arguments, each of them a link or key=value. Without a link the defaults are today's; a
/// link has those of its version.
///
/// A link may be old or come from elsewhere: mistakes in it are repaired with a note. key=value was
/// typed by the user: mistakes in it are refused with a sentence. Pairs override the link; the
/// preset is applied first, then the data source, then the layers, regardless of their order.
std::expected<Settings, std::string> read_settings(std::span<const std::string> arguments);

/// Whether an argument is a link: a whole address, a link's part behind #, several pairs joined by
/// &, or the version of the defaults alone.
bool is_link(std::string_view argument);

/// A bound in the usual notation: whole numbers without an exponent.
std::string bound_text(double value);

/// The sentence for a value that is refused; `describe` would report a repair.
std::string refusal(const Error& error);

}  // namespace purr::shell
