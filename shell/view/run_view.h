#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/run/messages.h"
#include "shell/plot/decimate.h"
#include "shell/view/picture_store.h"

namespace purr::shell {

/// What the trainer last said, put together: the only thing panels know of the run.
struct RunView {
  Status status;
  std::vector<CurvePoint> curve;
  std::vector<GradientPoint> gradients;  ///< lengths of the gradient along the run
  DataUpdate data;                       ///< labels and names; revision 0 before the first
  PictureStore pictures;                 ///< as far as they are here
  TwinsUpdate twins;                     ///< of `data`, if its revision says so
  PredictionsUpdate predictions;
  WeightsUpdate first_layer;
  std::uint32_t first_layer_count = 0;  ///< grows with every new W[1]
  TraceUpdate trace;
  BoundaryUpdate boundary;
  std::uint32_t boundary_count = 0;
  BoundaryUpdate plane_view;  ///< the part of the plane that is looked at large
  std::uint32_t plane_view_count = 0;
  DistributionUpdate distribution;  ///< of the layer that is looked at; layer 0 before the first
  std::string failure_args[3];      ///< iteration, step and weight norm of the last failure

  // The curve as the plots draw it.
  std::vector<PlotPoint> cost, test_cost, train_accuracy, test_accuracy;
  std::vector<std::vector<PlotPoint>> gradient_lengths;  ///< ‖dW[l]‖ of layer l at [l − 1]

  /// Takes one update; false for those that are not state (replies and notices).
  bool receive(Update& update);

  /// Takes another set of data; what was said of the one before is gone.
  void take_data(DataUpdate update);
  /// Takes away the data, and the network with it.
  void forget_data();

  bool is_pictures() const { return data.width > 0; }
  bool is_points() const { return data.revision != 0 && data.width == 0; }
  int count(bool of_test) const {
    return static_cast<int>((of_test ? data.test_labels : data.train_labels).size());
  }
  std::uint8_t label(bool of_test, int i) const {
    return (of_test ? data.test_labels : data.train_labels)[static_cast<std::size_t>(i)];
  }
  /// How many numbers an example of points or of a table has.
  int feature_count() const {
    const std::size_t m = data.train_labels.size();
    return m > 0 && data.train_points.size() >= m ? static_cast<int>(data.train_points.size() / m)
                                                  : 2;
  }
  std::size_t picture_size() const {
    return static_cast<std::size_t>(data.width) * static_cast<std::size_t>(data.height) * 3;
  }
  /// n_x: how many numbers an example has.
  int input_count() const {
    return is_pictures() ? static_cast<int>(picture_size()) : feature_count();
  }
  /// ŷ of an example; below 0 where it is not known.
  float y_hat(bool of_test, int i) const;
  bool is_wrong(bool of_test, int i) const;
  int wrong_count(bool of_test) const;
  bool has_trace_of(bool of_test, int i) const {
    return trace.revision == data.revision && trace.is_test == of_test && trace.example == i &&
           !trace.layers.empty();
  }
};

}  // namespace purr::shell
