#pragma once

#include "engine/io/experiment.h"
#include "shell/app/host.h"

namespace purr::shell {

/// Requests what only the host can get: the pack of emoji glyphs and the files that a link names
/// where settings need them, and the Chinese typefaces. Each is requested once.
class DataFetches {
 public:
  explicit DataFetches(const Host& host) : host_(host) {}

  /// Requests what new settings need and what is not requested yet.
  void update(const Experiment& settings);
  /// Requests the Chinese typefaces.
  void request_chinese_fonts();
  /// They could not be had: the next call requests them again.
  void chinese_fonts_failed() { has_requested_fonts_ = false; }
  /// The glyphs could not be had: the next settings that need them request them again.
  void glyphs_failed() { has_requested_glyphs_ = false; }

 private:
  const Host& host_;
  bool has_requested_glyphs_ = false;
  bool has_requested_fonts_ = false;
  AddressSpec requested_;  ///< the last files
};

}  // namespace purr::shell
