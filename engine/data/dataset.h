#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/data/drawn_cats.h"
#include "engine/data/inputs.h"

namespace purr {

/// Builds data sets in slices, and keeps what was drawn, so that a larger m only draws what is new.
class DatasetBuilder {
 public:
  /// Data that a person brought; empty pointers leave what is there.
  void bring(const BroughtData& data);

  /// Starts on a data set. An error says that a person must bring it, or what does not fit. Sizes
  /// above what a file holds come down to it, with a note.
  Result<void> start(const DataSpec& asked, std::vector<Error>& notes);
  /// Works on it for one slice (some milliseconds) and returns true when it is done.
  bool advance();
  double progress() const;
  /// The finished set.
  std::shared_ptr<const Dataset> take();

 private:
  static constexpr std::size_t kDrawnFacetCount = 5;
  struct Drawn {  // what was drawn of one series
    std::vector<std::uint8_t> pixels;
    std::vector<std::uint8_t> labels;
    std::array<std::vector<std::uint8_t>, kDrawnFacetCount> facets;

    int count() const { return static_cast<int>(labels.size()); }
  };
  void start_drawing();
  void take_drawn();
  bool draw_up_to(Drawn& drawn, std::uint64_t seed, const DrawnSettings& settings, int count);
  Result<void> take_pictures(const DataSpec& spec, std::vector<Error>& notes);

  BroughtData brought_;
  std::shared_ptr<Dataset> building_;
  bool is_drawing_ = false;
  DataSpec drawn_spec_;  // what the two series depend on; the rest of it is usual
  Drawn drawn_train_;
  Drawn drawn_test_;
};

}  // namespace purr
