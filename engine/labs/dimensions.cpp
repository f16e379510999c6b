#include "engine/labs/dimensions.h"

#include <algorithm>
#include <array>

#include "engine/model/network_spec.h"

namespace purr {
namespace {

using Shape = std::vector<int>;

std::string text_of_shape(const Shape& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  return text + ")";
}

/// An equation in which a matrix stands: product = left · right, and then perhaps a sum.
struct Equation {
  std::string text;
  Shape left;  ///< of the product, or of the sum's first part
  Shape right;
  Shape result;  ///< which is needed
  bool is_product = true;
};

/// Why the equation cannot be computed, or nothing.
std::optional<std::string> failure_of(const Equation& equation) {
  const auto& [text, left, right, result, is_product] = equation;
  if (is_product) {
    if (left[1] != right[0]) {
      return "shapes " + text_of_shape(left) + " and " + text_of_shape(right) +
             " not aligned: " + std::to_string(left[1]) +
             " (dim 1) != " + std::to_string(right[0]) + " (dim 0)";
    }
    const Shape product{left[0], right[1]};
    if (product == result) return std::nullopt;
    return text_of_shape(product) + " != " + text_of_shape(result);
  }
  for (int axis : {0, 1}) {
    const auto i = static_cast<std::size_t>(axis);
    if (left[i] != right[i] && right[i] != 1) {
      return "operands could not be broadcast together with shapes " + text_of_shape(left) + " " +
             text_of_shape(right);
    }
  }
  return std::nullopt;
}

}  // namespace

DimensionsResult dimensions(const DimensionsSettings& settings, const LabContext& /*context*/) {
  std::vector<int> sizes{settings.n_x};
  sizes.insert(sizes.end(), settings.hidden.begin(), settings.hidden.end());
  sizes.push_back(1);
  const int m = settings.m;
  DimensionsResult result;
  result.parameters = parameter_count(sizes);
  result.shapes.emplace_back("A0", Shape{settings.n_x, m});
  for (std::size_t l = 1; l < sizes.size(); ++l) {
    const std::string layer = std::to_string(l);
    const int n = sizes[l];
    const int n_before = sizes[l - 1];
    for (const char* d : {"", "d"}) {
      const auto add = [&](const char* name, Shape shape) {
        result.shapes.emplace_back(d + std::string(name) + layer, std::move(shape));
      };
      add("W", {n, n_before});
      add("b", {n, 1});
      add("Z", {n, m});
      add("A", {n, m});
    }
  }
  const auto asked = std::ranges::find_if(
      result.shapes, [&](const auto& pair) { return pair.first == settings.ask; });
  if (asked == result.shapes.end() || settings.answer.size() != 2) return result;
  const Shape& right = asked->second;
  const Shape& answer = settings.answer;
  result.right = answer == right;

  // The equation of the notes that the matrix is used in, with the answered shape in its place.
  const bool is_derivative = settings.ask.starts_with('d');
  const std::string name = settings.ask.substr(is_derivative ? 1 : 0, 1);
  const std::string layer = settings.ask.substr(is_derivative ? 2 : 1);
  const auto l = static_cast<std::size_t>(std::stoi(layer));
  const std::string before = std::to_string(l - (l > 0 ? 1 : 0));
  const int n = sizes[l];
  const int n_before = l > 0 ? sizes[l - 1] : 0;
  Equation equation;
  if (is_derivative && (name == "W" || name == "b")) {
    // The step takes it from a matrix of the right shape.
    equation = {name + layer + " - alpha * " + settings.ask, right, answer, right, false};
  } else if (name == "W") {
    equation = {"np.dot(W" + layer + ", A" + before + ")", answer, {n_before, m}, {n, m}};
  } else if (name == "b") {
    equation = {"Z" + layer + " + b" + layer, {n, m}, answer, {n, m}, false};
  } else if (l + 1 < sizes.size() && !is_derivative && name == "A") {
    const std::string next = std::to_string(l + 1);
    equation = {
        "np.dot(W" + next + ", A" + layer + ")", {sizes[l + 1], n}, answer, {sizes[l + 1], m}};
  } else if (is_derivative && name == "Z") {
    equation = {"np.dot(dZ" + layer + ", A" + before + ".T)", answer, {m, n_before}, {n, n_before}};
  } else {
    equation = {"g(Z" + layer + ") * " + settings.ask, {n, m}, answer, {n, m}, false};
  }
  result.equation = equation.text;
  if (!*result.right) {
    result.failure =
        failure_of(equation).value_or(text_of_shape(answer) + " != " + text_of_shape(right));
  }
  return result;
}

}  // namespace purr
