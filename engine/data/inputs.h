#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/matrix.h"
#include "engine/core/result.h"
#include "engine/data/data_spec.h"
#include "engine/data/table.h"
#include "engine/kernels/products.h"

namespace purr {

/// Pictures of one size with their labels, as bytes.
struct PictureSet {
  int width = 64;
  int height = 64;
  int channels = 3;
  std::vector<std::uint8_t> pixels{};  ///< count × height × width × channels, channel last
  std::vector<std::uint8_t> labels{};  ///< count values of 0 or 1
  std::array<std::string, 2> class_names{"non-cat", "cat"};
  std::int32_t test_count = 0;  ///< the last ones are a given test set; 0: there is none

  int count() const { return static_cast<int>(labels.size()); }
  std::size_t picture_size() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
           static_cast<std::size_t>(channels);
  }
  bool operator==(const PictureSet&) const = default;
};

/// Points in the plane with their labels: x of point i at [2i], y at [2i + 1].
struct PointSet {
  std::vector<double> xy;
  std::vector<std::uint8_t> labels;

  int count() const { return static_cast<int>(labels.size()); }
  bool operator==(const PointSet&) const = default;
};

/// The user's data, unchanged; a run takes from it the parts that it uses.
struct UserData {
  std::shared_ptr<const PictureSet> train_pictures{};
  std::shared_ptr<const PictureSet> test_pictures{};
  std::shared_ptr<const PointSet> train_points{};
  std::shared_ptr<const PointSet> test_points{};
  /// The user's own pictures of two classes, not yet split into training and test set.
  std::shared_ptr<const PictureSet> my_pictures{};
  std::shared_ptr<const Table> table{};
  /// The pack that emoji pictures are composed of (engine/pictures/glyphs.h), as bytes.
  std::shared_ptr<const std::vector<std::uint8_t>> glyphs{};
};

/// The columns of X (n_x, m): either pixels, where x = p/255 − offset, or numbers; standardised,
/// feature k becomes (x − mean[k])/deviation[k].
///
/// Pixels stay bytes until a product needs them: 10 000 pictures are 123 MB as bytes and 983 MB as
/// doubles.
struct Inputs {
  int n_x = 0;
  int count = 0;
  double offset = 0.0;  ///< ½ where inputs are centred; pixels only
  std::vector<std::uint8_t>
      pixels{};                     ///< n_x × count, one example after another; empty for numbers
  std::vector<double> numbers{};    ///< the same layout, not standardised; empty for pixels
  std::vector<double> mean{};       ///< n_x of each where inputs are standardised, else empty
  std::vector<double> deviation{};  ///< never 0

  bool is_pixels() const { return !pixels.empty(); }
  bool is_standardised() const { return !mean.empty(); }
  /// The input x for feature k: from a byte of a picture, or from a number.
  double value(int k, double raw) const;
  /// Columns first … first + columns.cols() − 1 of X into `columns` (n_x, any number).
  template <class Real>
  void fill(int first, Eigen::Ref<Matrix<Real>> columns) const;
  /// A part of X with contiguous rows: X(r, c) is feature first_feature + r of example
  /// first_example + c, or of example examples[c].
  template <class Real>
  void fill_rows(int first_feature, int first_example, MatrixView<Real> X) const;
  template <class Real>
  void fill_rows(int first_feature, std::span<const int> examples, MatrixView<Real> X) const;
};

/// A known property of every example, such as what a drawn picture shows, so that mistakes can be
/// grouped: "40 % of the foxes are predicted as cats".
struct Facet {
  std::string name;                   ///< short English name, such as "kind"
  std::vector<std::string> values{};  ///< short English names, such as "fox"; at most 256
  std::vector<std::uint8_t> train{};  ///< of each example, a place in `values`
  std::vector<std::uint8_t> test{};

  bool operator==(const Facet&) const = default;
};

/// The examples of a run: training set and test set.
struct Dataset {
  DataSpec spec;
  Inputs train;
  Inputs test;
  std::vector<std::uint8_t> train_labels;
  std::vector<std::uint8_t> test_labels;
  int width = 0;  ///< of a picture; 0 for points
  int height = 0;
  std::array<std::string, 2> class_names;
  std::vector<Facet> facets{};               ///< empty where nothing is known
  std::vector<std::string> feature_names{};  ///< of a table; empty otherwise
  std::vector<std::string> table_names{};    ///< of all its columns
  std::int32_t table_label = 0;              ///< which of them is the label
  std::vector<std::int32_t> flipped{};       ///< training examples whose label was flipped
  /// Of pictures that the user supplied: the place of each example in the set it was taken from.
  std::vector<std::int32_t> train_places{};
  std::vector<std::int32_t> test_places{};
};

}  // namespace purr
