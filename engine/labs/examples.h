#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/data/inputs.h"
#include "engine/model/network_spec.h"
#include "engine/model/textbook.h"

/// Small data sets as the textbook's matrices (engine/model/textbook.h), and the words of links for
/// the runs of labs.
namespace purr {

struct LabExamples {
  textbook::Matrix X;                ///< (n_x, m)
  textbook::Matrix Y;                ///< (1, m) of 0 and 1
  std::vector<std::uint8_t> labels;  ///< the same
};

/// The training set.
LabExamples examples_of(const Dataset& dataset);

/// A·B by the engine's kernel, whose sums have the same last bit in the program and the page;
/// Eigen's products, which the textbook uses, do not.
textbook::Matrix product(const textbook::Matrix& A, const textbook::Matrix& B);

/// The caches of textbook::L_model_forward, with these products.
std::vector<textbook::Cache> forward_caches(const textbook::Matrix& X,
                                            const textbook::Parameters& parameters,
                                            const NetworkSpec& spec);

/// The name of an enumerator in links.
template <class E>
const char* name_of(E value) {
  return Enumerators<E>::kNames[static_cast<std::size_t>(value)];
}

/// The setting `hidden` of a number of equal layers, such as "4,4".
std::string same_layers(int units, int hidden_layers);

}  // namespace purr
