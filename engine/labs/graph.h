#pragma once

#include "engine/core/fields.h"
#include "engine/labs/lab.h"
#include "engine/labs/lab_fields.h"

/// A computation graph: values forward, then the derivative of the last value by every one before
/// it, backward, each against a nudge of 0.001.
namespace purr {

enum class GraphKind : std::uint8_t {
  simple,  ///< J = 3(a + bc), of one-letter steps u = bc, v = a + u
  unit,    ///< the loss of one logistic unit with two inputs: z, a, L
};
PURR_ENUMERATORS(GraphKind, simple, unit)

struct GraphSettings {
  GraphKind kind = GraphKind::simple;
  double a = 4.0;  ///< of `simple`
  double b = 2.0;
  double c = 5.0;
  double x1 = 1.0;  ///< of `unit`
  double x2 = -2.0;
  double w1 = 0.5;
  double w2 = 0.25;
  double bias = 0.1;
  double y = 1.0;              ///< 0 or 1
  double learning_rate = 1.0;  ///< of the step in `unit`
};
PURR_FIELDS(GraphSettings, kind, a, b, c, x1, x2, w1, w2, bias, y, learning_rate)

struct GraphResult {
  Named<double> forward{};     ///< value of each node, in the order of computation
  Named<double> backward{};    ///< derivative of the last node by each node, last first
  Named<double> nudges{};      ///< (last(node + 0.001) − last(node))/0.001 for each input
  double largest_error = 0.0;  ///< between a derivative and its nudge
  double after_step =
      0.0;  ///< the last value when the inputs have moved by −α times their derivative
};
PURR_FIELDS(GraphResult, forward, backward, nudges, largest_error, after_step)

GraphResult graph(const GraphSettings& settings, const LabContext& context);

}  // namespace purr
