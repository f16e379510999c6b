// One line of text to type.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "shell/widgets/sliders.h"

namespace purr::shell {

struct FieldSpec {
  std::string_view when_empty = {};
  float width = 0.0F;
  bool has_label = false;
  std::string_view hint = {};
  std::size_t max_bytes = 4096;
};

/// One line of text. `released` when Enter is pressed or the focus leaves after a change.
Edit text_field(std::string_view id, std::string_view label, std::string& value,
                const FieldSpec& spec = {});

}  // namespace purr::shell
