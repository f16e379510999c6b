#include "shell/panels/equations.h"

#include <cstddef>

#include "shell/panels/names.h"

namespace purr::shell {
namespace {

// A thin space is the product of matrices, and stands before functions such as log.
constexpr const char* kThin = "\u2009";

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
  const std::string before = l == 1 ? "x" : with_layer("A", l - 1);
  const double y = trace.label;
  switch (equation.kind) {
    case EquationKind::Z: {
      const double b = i < layer.b.size() ? layer.b[i] : 0.0;
      return {with_layer("Z", l) + " = " + with_layer("W", l) + kThin + before + " + " +
                  with_layer("b", l),
              shown(layer.Z[i]) + " = " + shown(layer.Z[i] - b) + " + " + factor(b)};
    }
    case EquationKind::A:
      return {with_layer("A", l) + " = " + with_layer("g", l) + "(" + with_layer("Z", l) + "),  " +
                  with_layer("g", l) + " = " + std::string(activation_name(layer.activation)),
              shown(layer.A[i]) + " = g(" + shown(layer.Z[i]) + ")"};
    case EquationKind::loss:
      return {std::string("L(ŷ, y) = −(y") + kThin + "log ŷ + (1 − y)" + kThin + "log(1 − ŷ))",
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
      return {with_layer("dA", l) + " = " + with_layer("W", l + 1) + "ᵀ" + kThin +
                  with_layer("dZ", l + 1),
              numbers};
    }
    case EquationKind::dZ:
      if (l == L) {
        return {with_layer("dZ", l) + " = " + with_layer("A", l) + " − Y",
                shown(layer.dZ[0]) + " = " + shown(layer.A[0]) + " − " + fixed(y, 0)};
      }
      {
        const double slope = layer.dA[i] != 0.0                     ? layer.dZ[i] / layer.dA[i]
                             : layer.activation == Activation::relu ? (layer.Z[i] > 0.0 ? 1.0 : 0.0)
                                                                    : 0.0;
        return {with_layer("dZ", l) + " = " + with_layer("dA", l) + " ∗ " + with_layer("g", l) +
                    "′(" + with_layer("Z", l) + ")",
                shown(layer.dZ[i]) + " = " + shown(layer.dA[i]) + " · " + number(slope, 3) + "  " +
                    tr(Text::since_z, {shown(layer.Z[i])})};
      }
    case EquationKind::dW: {
      const std::string right = l == 1 ? "xᵀ" : with_layer("A", l - 1) + "ᵀ";
      if (l == 1) {
        return {with_layer("dW", l) + " = " + with_layer("dZ", l) + kThin + right,
                tr(Text::dw_first, {shown(layer.dZ[i])})};
      }
      const double a = trace.layers[static_cast<std::size_t>(l - 2)].A[0];
      return {with_layer("dW", l) + " = " + with_layer("dZ", l) + kThin + right,
              shown(layer.dZ[i] * a) + " = " + shown(layer.dZ[i]) + " · " + factor(a)};
    }
    case EquationKind::db:
      return {with_layer("db", l) + " = " + with_layer("dZ", l),
              shown(layer.dZ[i]) + " = " + shown(layer.dZ[i])};
  }
  return {};
}

}  // namespace purr::shell
