#include "engine/labs/blocks.h"

#include <cstdint>
#include <map>
#include <optional>

#include "engine/labs/examples.h"
#include "engine/model/network.h"
#include "engine/model/textbook.h"

namespace purr {
namespace {

constexpr int kLayers = 2;

/// Four examples and a network in the middle of learning, with numbers short enough to follow.
struct Figure {
  textbook::Matrix X{2, 4};
  textbook::Matrix Y{1, 4};
  textbook::Parameters parameters;
};
Figure make_figure() {
  Figure figure;
  figure.X << 1.2, -0.7, 0.4, -1.5, 0.3, 0.9, -1.1, -0.6;
  figure.Y << 1, 0, 1, 0;
  textbook::Matrix W1(3, 2);
  W1 << 0.89, 0.22, 0.05, -0.93, -0.14, -0.18;
  textbook::Vector b1(3);
  b1 << 0.1, -0.2, 0.05;
  textbook::Matrix W2(1, 3);
  W2 << 0.84, -0.57, 0.31;
  textbook::Vector b2(1);
  b2 << 0.08;
  figure.parameters = {{W1, b1}, {W2, b2}};
  return figure;
}

BlockMatrix shown(const std::string& name, const textbook::Matrix& M) {
  BlockMatrix block{name, static_cast<int>(M.rows()), static_cast<int>(M.cols())};
  for (Eigen::Index i = 0; i < M.rows(); ++i) {
    for (Eigen::Index j = 0; j < M.cols(); ++j) block.values.push_back(M(i, j));
  }
  return block;
}

/// Computed matrices by name; one that could not be computed is not in it.
class Known {
 public:
  void put(const std::string& name, textbook::Matrix M) { matrices_[name] = std::move(M); }
  void remove(const std::string& name) { matrices_.erase(name); }
  const textbook::Matrix* find(const std::string& name) const {
    const auto place = matrices_.find(name);
    return place == matrices_.end() ? nullptr : &place->second;
  }

 private:
  std::map<std::string, textbook::Matrix> matrices_;
};

/// The backward pass. It asks `known` for each operand; where one is missing, the quantity is
/// missing too.
class Backward {
 public:
  Backward(Known known, BlocksResult& result) : known_(std::move(known)), result_(result) {}

  /// @param compute  gets the operands in the order of their names.
  template <class Compute>
  void compute(const std::string& name, const std::vector<std::string>& operands,
               const Compute& compute) {
    std::vector<const textbook::Matrix*> found;
    for (const std::string& operand : operands) {
      found.push_back(known_.find(operand));
      if (found.back() == nullptr) {
        if (result_.all_missing.empty()) result_.missing = name;
        result_.all_missing.push_back(name);
        return;
      }
    }
    const textbook::Matrix M = compute(found);
    result_.backward.push_back(shown(name, M));
    known_.put(name, M);
  }

 private:
  Known known_;
  BlocksResult& result_;
};

using Operands = std::vector<const textbook::Matrix*>;

void run_backward(const textbook::Matrix& Y, Activation g, Known caches, BlocksResult& result) {
  const auto m = static_cast<double>(Y.cols());
  Backward backward(std::move(caches), result);
  // dA[L] = −Y/A + (1 − Y)/(1 − A).
  backward.compute("dA2", {"A2"}, [&](const Operands& o) {
    const auto A = o[0]->array();
    return textbook::Matrix((1.0 - Y.array()) / (1.0 - A) - Y.array() / A);
  });
  for (int l = kLayers; l >= 1; --l) {
    const std::string number = std::to_string(l);
    const std::string before = std::to_string(l - 1);
    // dZ[l] = dA[l] ∗ g′(Z[l]): the cache of a block holds Z, from which it computes g again.
    backward.compute("dZ" + number, {"dA" + number, "Z" + number}, [&](const Operands& o) {
      const Activation g_l = l == kLayers ? Activation::sigmoid : g;
      const textbook::Matrix& Z = *o[1];
      const textbook::Cache cache{
          .linear = {}, .Z = Z, .A = textbook::activation_forward(Z, g_l), .g = g_l};
      return textbook::activation_backward(*o[0], cache);
    });
    // dW[l] = (1/m)·dZ[l]·A[l−1]ᵀ.
    backward.compute("dW" + number, {"dZ" + number, "A" + before}, [&](const Operands& o) {
      return textbook::Matrix(*o[0] * o[1]->transpose() / m);
    });
    // db[l] = (1/m)·row sums of dZ[l].
    backward.compute("db" + number, {"dZ" + number}, [&](const Operands& o) {
      return textbook::Matrix(o[0]->rowwise().sum() / m);
    });
    // dA[l−1] = W[l]ᵀ·dZ[l].
    backward.compute("dA" + before, {"W" + number, "dZ" + number}, [&](const Operands& o) {
      return textbook::Matrix(o[0]->transpose() * *o[1]);
    });
  }
}

}  // namespace

BlocksResult blocks(const BlocksSettings& settings, const LabContext&) {
  const Figure figure = make_figure();
  const NetworkSpec spec{.hidden = {3}, .activation = {settings.activation}};
  const auto [AL, caches] = textbook::L_model_forward(figure.X, figure.parameters, spec);
  BlocksResult result{.removed = name_of(settings.removed)};
  Known kept;
  const auto keep = [&](const std::string& name, const textbook::Matrix& M) {
    result.forward.push_back(shown(name, M));
    kept.put(name, M);
  };
  keep("A0", figure.X);
  std::vector<std::uint8_t> labels;
  for (Eigen::Index i = 0; i < figure.Y.cols(); ++i) labels.push_back(figure.Y(0, i) == 1.0);
  for (std::size_t l = 0; l < caches.size(); ++l) {
    const std::string number = std::to_string(l + 1);
    keep("W" + number, caches[l].linear.W);
    keep("b" + number, caches[l].linear.b);
    keep("Z" + number, caches[l].Z);
    keep("A" + number, caches[l].A);
  }
  result.cost = mean_loss(caches.back().Z, labels.data());
  kept.remove(result.removed);
  run_backward(figure.Y, settings.activation, std::move(kept), result);
  return result;
}

}  // namespace purr
