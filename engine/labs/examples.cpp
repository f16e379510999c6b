#include "engine/labs/examples.h"

#include "engine/kernels/products.h"
#include "engine/labs/lab_training.h"

namespace purr {

LabExamples examples_of(const Dataset& dataset) {
  const Eigen::Index m = dataset.train.count;
  LabExamples examples{
      .X = inputs_of(dataset.train), .Y = textbook::Matrix(1, m), .labels = dataset.train_labels};
  for (Eigen::Index i = 0; i < m; ++i) {
    examples.Y(0, i) = examples.labels[static_cast<std::size_t>(i)];
  }
  return examples;
}

textbook::Matrix product(const textbook::Matrix& A, const textbook::Matrix& B) {
  const RowMatrix<double> rows_of_B = B;
  RowMatrix<double> C(A.rows(), B.cols());
  multiply<double>(view(A), view(rows_of_B), view(C), Into::replace);
  return C;
}

std::vector<textbook::Cache> forward_caches(const textbook::Matrix& X,
                                            const textbook::Parameters& parameters,
                                            const NetworkSpec& spec) {
  std::vector<textbook::Cache> caches;
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    const auto& [W, b] = parameters[l];
    const bool is_output = l + 1 == parameters.size();
    const textbook::Matrix A_prev = l == 0 ? X : caches.back().A;
    textbook::Matrix Z = product(W, A_prev);
    Z.colwise() += b;
    const Activation g =
        is_output ? Activation::sigmoid : spec.hidden_activation(static_cast<int>(l) + 1);
    caches.push_back({.linear = {A_prev, W, b},
                      .Z = Z,
                      .A = textbook::activation_forward(Z, g, spec.leaky_slope),
                      .g = g,
                      .leaky_slope = spec.leaky_slope});
  }
  return caches;
}

std::string same_layers(int units, int hidden_layers) {
  std::string text;
  for (int l = 0; l < hidden_layers; ++l) text += (l == 0 ? "" : ",") + std::to_string(units);
  return text;
}

}  // namespace purr
