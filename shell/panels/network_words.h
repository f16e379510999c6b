#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// What the parts of the network drawing are called and what they say, in the language of the
/// interface, with the markup of shell/widgets/text.h.
namespace purr::shell {

/// Three significant digits with the sign: "+0.271", "−2.1e-7", "0".
std::string signed_number(double value);
/// The same without a plus.
std::string short_number(double value);

/// "layer 2, unit 3"
std::string node_name(const Workbench& bench, const NetworkNode& node);

/// What a node says: the symbol, what it means, and its numbers now.
struct NodeWords {
  std::string title;
  std::string sentence{};
  std::string numbers{};
  /// In lines.
  std::string plain_text() const;
};
NodeWords node_words(const Workbench& bench, NetworkState& state, const NetworkNode& node);

}  // namespace purr::shell
