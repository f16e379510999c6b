#include "engine/labs/broadcasting.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "engine/core/printable.h"

namespace purr {
namespace {

using Shape = std::vector<int>;

/// "3,4", "(3, 4)", "5,", "5" and "()".
Result<Shape> read_shape(const char* key, const std::string& text) {
  const auto refused = [&] {
    return fail(Errc::lab_bad_shape,
                {printable(text), key, std::to_string(kMaxAxes), std::to_string(kMaxAxisSize)});
  };
  std::string bare;
  for (const char c : text) {
    if (c != ' ' && c != '(' && c != ')') bare += c;
  }
  if (bare.ends_with(',')) bare.pop_back();
  Shape shape;
  std::string_view rest = bare;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::string_view part = rest.substr(0, comma);
    int size = 0;
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), size);
    if (error != std::errc{} || stop != part.data() + part.size() || size < 1 ||
        size > kMaxAxisSize || shape.size() == kMaxAxes) {
      return refused();
    }
    shape.push_back(size);
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
    if (rest.empty()) return refused();
  }
  return shape;
}

/// As Python prints a tuple: "(3, 4)", "(3,)", "()".
std::string shape_text(const Shape& shape, const char* separator = ", ") {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : separator) + std::to_string(shape[i]);
  }
  return text + (shape.size() == 1 ? ",)" : ")");
}

void add(const Shape& a, const Shape& b, BroadcastingResult& result) {
  const std::size_t axes = std::max(a.size(), b.size());
  Shape sum(axes);
  // Sizes are compared from the right; a missing one counts as 1.
  const auto size_of = [axes](const Shape& shape, std::size_t axis) {
    const std::size_t missing = axes - shape.size();
    return axis < missing ? 1 : shape[axis - missing];
  };
  for (std::size_t axis = 0; axis < axes; ++axis) {
    const int of_a = size_of(a, axis);
    const int of_b = size_of(b, axis);
    if (of_a != of_b && of_a != 1 && of_b != 1) {
      // NumPy prints the shapes in this message without a space, and a space at the end.
      result.error = "operands could not be broadcast together with shapes " + shape_text(a, ",") +
                     " " + shape_text(b, ",") + " ";
      return;
    }
    sum[axis] = std::max(of_a, of_b);
  }
  for (std::size_t axis = 0; axis < axes; ++axis) {
    result.a_stretches.push_back(size_of(a, axis) != sum[axis]);
    result.b_stretches.push_back(size_of(b, axis) != sum[axis]);
  }
  result.shape = std::move(sum);
}

void multiply(const Shape& a, const Shape& b, BroadcastingResult& result) {
  // A number multiplies every entry.
  if (a.empty() || b.empty()) {
    result.dot = a.empty() ? b : a;
    return;
  }
  // The last axis of a meets the last but one of b, or its only one.
  const std::size_t axis_of_a = a.size() - 1;
  const std::size_t axis_of_b = b.size() == 1 ? 0 : b.size() - 2;
  if (a[axis_of_a] != b[axis_of_b]) {
    result.dot_error = "shapes " + shape_text(a, ",") + " and " + shape_text(b, ",") +
                       " not aligned: " + std::to_string(a[axis_of_a]) + " (dim " +
                       std::to_string(axis_of_a) + ") != " + std::to_string(b[axis_of_b]) +
                       " (dim " + std::to_string(axis_of_b) + ")";
    return;
  }
  Shape shape(a.begin(), a.end() - 1);
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (i != axis_of_b) shape.push_back(b[i]);
  }
  result.dot = std::move(shape);
}

}  // namespace

Result<BroadcastingResult> broadcasting(const BroadcastingSettings& settings,
                                        const LabContext& /*context*/) {
  const auto a = read_shape("a", settings.a);
  if (!a) return std::unexpected(a.error());
  const auto b = read_shape("b", settings.b);
  if (!b) return std::unexpected(b.error());
  BroadcastingResult result;
  result.a_transposed.assign(a->rbegin(), a->rend());
  add(*a, *b, result);
  multiply(*a, *b, result);
  return result;
}

}  // namespace purr
