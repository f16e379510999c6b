#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/pictures/emoji_test.h"

namespace purr {

/// Where the examples come from.
enum class DataSource : std::uint8_t {
  drawn,      ///< pictures drawn by the engine
  emoji,      ///< pictures composed of emoji glyphs
  course,     ///< the course's HDF5 files, supplied by the user
  mine,       ///< the user's own pictures of two classes
  flower,     ///< points in the plane: the course's flower
  circles,    ///< two rings
  moons,      ///< two half moons
  blobs,      ///< six clusters, of alternating classes
  quantiles,  ///< one normal cluster: its centre and the ring around it
  spiral,     ///< two arms
  xor_,       ///< four quadrants, opposite ones of one class
  none,       ///< points with labels that are independent of them
  table,      ///< columns of numbers and a label, from a file of the user
  csv,        ///< points in the plane from a file of the user
};
inline constexpr int kDataSourceCount = 14;

/// Which examples a run sees. Two equal values give the same examples, bit for bit.
struct DataSpec {
  DataSource source = DataSource::drawn;
  int m = 209;  ///< training examples; 0 is all of a file's, the usual number of a generated set
  int m_test = 300;    ///< test examples; 0 is all of a file's, and none of a generated set
  int data_seed = 1;   ///< seed of generated sets; the test set takes another seed made from it
  double noise = 6.0;  ///< standard deviation of points; of pictures the maximum, in steps of 1/255
  bool centre = true;  ///< subtract ½ after dividing pixels by 255; the course does not
  /// Share of class 1 in a generated training set, 0 to 1. The test set stays half and half, so
  /// that "always not a cat" reads 50 % there.
  double share = 0.35;
  double test_share = 0.2;     ///< share kept for testing, of the user's pictures or table
  int label_column = -1;       ///< of a table; −1 is the default one (engine/data/table.h)
  std::vector<int> columns{};  ///< feature columns of a table, ascending; empty is all
  // Of a table, by the names of its columns. They go before the two numbers above.
  std::string label{};                  ///< the column of labels; empty for none named
  std::string class_one{};              ///< the label's word or number that means class 1
  std::vector<std::string> features{};  ///< the feature columns; empty for none named
  /// Columns of which each different value becomes an input of its own, 0 or 1.
  std::vector<std::string> one_hot{};
  // Drawn pictures and emoji only: DrawnSettings documents them.
  double jitter = 1.0;
  double clutter = 0.45;
  bool polarity = true;
  EmojiTest emoji_test = EmojiTest::names;
  int flips = 0;  ///< number of training labels flipped at random
  int flip_seed = 1;
  std::vector<int> flipped{};  ///< training examples whose label is flipped by hand, ascending
  /// Each feature minus its mean, divided by its standard deviation, both of the training set.
  bool standardise = false;

  bool operator==(const DataSpec&) const = default;
};

/// True for sets of 64×64 pictures, false for points in the plane.
constexpr bool is_pictures(DataSource source) {
  return source == DataSource::drawn || source == DataSource::emoji ||
         source == DataSource::course || source == DataSource::mine;
}
/// True for generated pictures, whose content is known.
constexpr bool is_composed(DataSource source) {
  return source == DataSource::drawn || source == DataSource::emoji;
}
/// True where the examples come from a file of the user.
constexpr bool is_user_data(DataSource source) {
  return source == DataSource::course || source == DataSource::mine ||
         source == DataSource::table || source == DataSource::csv;
}
/// The most training labels that can be flipped by hand: as many as fit into a link.
inline constexpr int kMaxFlippedByHand = 60;
/// The most columns of a table that a link can name.
inline constexpr int kMaxNamedColumns = 64;
/// The longest list of names that a link can hold, bytes.
inline constexpr int kMaxNamesBytes = 3000;
/// The default size, seed and noise of a source: those of the published runs.
DataSpec usual_data(DataSource source);

}  // namespace purr
