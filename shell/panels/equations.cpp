#include "shell/panels/equations.h"

#include <cstddef>

#include "shell/panels/names.h"

namespace purr::shell {
namespace {

/// The letter of a layer in a formula: Z^{[1]}, and \d Z^{[1]} for a derivative.
std::string letter_of(const char* letter, int l) {
  return std::string(letter) + "^{[" + std::to_string(l) + "]}";
}
/// The same transposed.
std::string transposed(const char* letter, int l) {
  return std::string(letter) + "^{[" + std::to_string(l) + "]\\T}";
}
// A thin space is the product of matrices.
constexpr const char* kProduct = "\\,";

std::string shown(double value) { return significant(value); }
/// A number behind a sign.
std::string factor(double value) { return value < 0.0 ? "(" + shown(value) + ")" : shown(value); }

}  // namespace

std::vector<Equation> all_equations(int L) {
  std::vector<Equation> walk;
  for (int l = 1; l <= L; ++l) {
    walk.push_back({EquationKind::Z, l});
    walk.push_back({EquationKind::A, l});
  }
  walk.push_back({EquationKind::loss, L});
  for (int l = L; l >= 1; --l) {
    if (l < L) walk.push_back({EquationKind::dA, l});
    walk.push_back({EquationKind::dZ, l});
    walk.push_back({EquationKind::dW, l});
    walk.push_back({EquationKind::db, l});
  }
  return walk;
}

std::string with_layer(const char* letter, int l) {
  return std::string(letter) + "^[" + std::to_string(l) + "]";
}

std::string equation_name(const Equation& equation) {
  switch (equation.kind) {
    case EquationKind::Z: return with_layer("Z", equation.l);
    case EquationKind::A: return with_layer("A", equation.l);
    case EquationKind::loss: return "L(ŷ, y)";
    case EquationKind::dA: return with_layer("dA", equation.l);
    case EquationKind::dZ: return with_layer("dZ", equation.l);
    case EquationKind::dW: return with_layer("dW", equation.l);
    case EquationKind::db: return with_layer("db", equation.l);
  }
  return {};
}

EquationText equation_text(const TraceUpdate& trace, const Equation& equation, int unit) {
  const int L = static_cast<int>(trace.layers.size());
  const int l = equation.l;
  const TraceUpdate::Layer& layer = trace.layers[static_cast<std::size_t>(l - 1)];
  const auto i = static_cast<std::size_t>(unit);
  const std::string before = l == 1 ? "x" : letter_of("A", l - 1);
  const double y = trace.label;
  switch (equation.kind) {
    case EquationKind::Z: {
      const double b = i < layer.b.size() ? layer.b[i] : 0.0;
      return {letter_of("Z", l) + " = " + letter_of("W", l) + kProduct + before + " + " +
                  letter_of("b", l),
              shown(layer.Z[i]) + " = " + shown(layer.Z[i] - b) + " + " + factor(b)};
    }
    case EquationKind::A:
      return {letter_of("A", l) + " = " + letter_of("g", l) + "(" + letter_of("Z", l) +
                  "), \\quad " + letter_of("g", l) + " = \\text{" +
                  std::string(activation_name(layer.activation)) + "}",
              shown(layer.A[i]) + " = g(" + shown(layer.Z[i]) + ")"};
    case EquationKind::loss:
      return {"L(\\hat{y}, y) = -(y \\log \\hat{y} + (1 - y) \\log(1 - \\hat{y}))",
              shown(trace.loss) + " = −log " +
                  shown(y > 0.5 ? trace.layers.back().A[0] : 1.0 - trace.layers.back().A[0]) +
                  "   (y = " + fixed(y, 0) + ")"};
    case EquationKind::dA: {
      const TraceUpdate::Layer& next = trace.layers[static_cast<std::size_t>(l)];
      std::string numbers = shown(layer.dA[i]) + " = ";
      const std::size_t n_out = next.dZ.size();
      for (std::size_t k = 0; k < n_out && k < 2; ++k) {
        const std::size_t index = i * n_out + k;
        if (index >= next.W.size()) break;
        if (k > 0) numbers += " + ";
        numbers += shown(next.W[index]) + " · " + factor(next.dZ[k]);
      }
      if (n_out > 2) numbers += " + …";
      return {letter_of("\\d A", l) + " = " + transposed("W", l + 1) + kProduct +
                  letter_of("\\d Z", l + 1),
              numbers};
    }
    case EquationKind::dZ:
      if (l == L) {
        return {letter_of("\\d Z", l) + " = " + letter_of("A", l) + " - Y",
                shown(layer.dZ[0]) + " = " + shown(layer.A[0]) + " − " + fixed(y, 0)};
      }
      {
        const double slope = layer.dA[i] != 0.0                     ? layer.dZ[i] / layer.dA[i]
                             : layer.activation == Activation::relu ? (layer.Z[i] > 0.0 ? 1.0 : 0.0)
                                                                    : 0.0;
        return {letter_of("\\d Z", l) + " = " + letter_of("\\d A", l) + " * " + letter_of("g", l) +
                    "'(" + letter_of("Z", l) + ")",
                shown(layer.dZ[i]) + " = " + shown(layer.dA[i]) + " · " + number(slope, 3) + "  " +
                    tr(Text::since_z, {shown(layer.Z[i])})};
      }
    case EquationKind::dW: {
      const std::string right = l == 1 ? "x^{\\T}" : transposed("A", l - 1);
      if (l == 1) {
        return {letter_of("\\d W", l) + " = " + letter_of("\\d Z", l) + kProduct + right,
                tr(Text::dw_first, {shown(layer.dZ[i])})};
      }
      const double a = trace.layers[static_cast<std::size_t>(l - 2)].A[0];
      return {letter_of("\\d W", l) + " = " + letter_of("\\d Z", l) + kProduct + right,
              shown(layer.dZ[i] * a) + " = " + shown(layer.dZ[i]) + " · " + factor(a)};
    }
    case EquationKind::db:
      return {letter_of("\\d b", l) + " = " + letter_of("\\d Z", l),
              shown(layer.dZ[i]) + " = " + shown(layer.dZ[i])};
  }
  return {};
}

}  // namespace purr::shell
