#pragma once

#include <cstdint>

namespace purr {

/// Where the examples come from.
enum class DataSource : std::uint8_t {
  drawn,    ///< pictures drawn by the engine
  course,   ///< the course's HDF5 files, brought by the person
  flower,   ///< points in the plane: the course's flower
  circles,  ///< two rings
  moons,    ///< two half moons
  csv,      ///< points in the plane from a file the person brings
};

/// Which examples a run sees. Two equal values give the same examples, bit for bit.
struct DataSpec {
  DataSource source = DataSource::drawn;
  int m = 209;  ///< training examples; 0 is all of a file's, the usual number of a generated set
  int m_test = 300;    ///< test examples; 0 is all of a file's, and none of a generated set
  int data_seed = 1;   ///< seed of generated sets; the test set takes another seed made from it
  double noise = 0.0;  ///< standard deviation of points; of pictures, in steps of 1/255
  bool centre = true;  ///< subtract ½ after dividing pixels by 255; the course does not

  bool operator==(const DataSpec&) const = default;
};

/// True for sets of 64×64 pictures, false for points in the plane.
constexpr bool is_pictures(DataSource source) {
  return source == DataSource::drawn || source == DataSource::course;
}
/// True where the examples come from a file that a person brings.
constexpr bool is_brought(DataSource source) {
  return source == DataSource::course || source == DataSource::csv;
}
/// The usual size, seed and noise of a source: the published runs' own.
DataSpec usual_data(DataSource source);

}  // namespace purr
