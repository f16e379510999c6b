#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/io/experiment.h"

namespace purr::shell {

/// What the command line says about a run.
struct Settings {
  Experiment experiment;
  std::vector<Error> notes;     ///< what was repaired in a link
  bool names_the_data = false;  ///< a preset or a data source was asked for
};

/// Reads arguments, each of them a link or key=value.
///
/// A link is somebody else's text: what is wrong in it is repaired with a note. key=value was typed
/// just now: what is wrong in it is refused with a sentence. Pairs go over the link; among them the
/// preset comes first, then the data source, then the layers, whatever their order.
std::expected<Settings, std::string> read_settings(std::span<const std::string> arguments);

/// Whether an argument is a link: a whole address, a link's part behind #, or several pairs joined
/// by &.
bool is_link(std::string_view argument);

/// A bound as a person writes it: whole numbers without an exponent.
std::string bound_text(double value);

/// The sentence for a value that is refused, where `describe` tells of a repair.
std::string refusal(const Error& error);

}  // namespace purr::shell
