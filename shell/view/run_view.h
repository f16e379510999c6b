#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/run/messages.h"
#include "shell/plot/decimate.h"
#include "shell/view/picture_store.h"

namespace purr::shell {

/// The run as its updates describe it so far. Panels see nothing else of the trainer.
struct RunView {
  Status status;
  std::vector<CurvePoint> curve;
  std::vector<GradientPoint> gradients;  ///< gradient norms along the run
  DataUpdate data;                       ///< labels and names; revision 0 before the first
  PictureStore pictures;                 ///< that have arrived
  NearDuplicatesUpdate near_duplicates;  ///< of `data` if the revisions agree
  PredictionsUpdate predictions;
  WeightsUpdate first_layer;
  std::uint32_t first_layer_count = 0;  ///< grows with every new W[1]
  TraceUpdate trace;
  std::uint32_t trace_count = 0;  ///< grows with every new trace
  BoundaryUpdate boundary;
  std::uint32_t boundary_count = 0;
  BoundaryUpdate plane_view;  ///< the part of the plane in the large view
  std::uint32_t plane_view_count = 0;
  DistributionUpdate distribution;  ///< of the layer that is looked at; layer 0 before the first
  WeightUpdate weight;              ///< the weight that is looked at; layer 0 before the first
  std::uint32_t weight_count = 0;   ///< grows with every new one
  UnitUpdate unit;                  ///< the unit that is open; layer 0 before the first
  HealthUpdate health;              ///< what is wrong with the run; nothing for a healthy one

  // The curves as the plots draw them.
  std::vector<PlotPoint> cost, test_cost, train_accuracy, test_accuracy;
  std::vector<std::vector<PlotPoint>> gradient_norms;  ///< ‖dW[l]‖ of layer l at [l − 1]

  /// Takes one update; false for those that are not state (replies and notices).
  bool receive(Update& update);

  /// Takes one weight of the next step; keeps its history while the run is busy.
  void take_weight(WeightUpdate update);
  /// Takes a new data set and drops what described the one before.
  void take_data(DataUpdate update);
  /// Drops the data and the network.
  void forget_data();

  bool is_pictures() const { return data.width > 0; }
  bool is_points() const { return data.revision != 0 && data.width == 0; }
  int count(bool of_test) const {
    return static_cast<int>((of_test ? data.test_labels : data.train_labels).size());
  }
  std::uint8_t label(bool of_test, int i) const {
    return (of_test ? data.test_labels : data.train_labels)[static_cast<std::size_t>(i)];
  }
  /// Features of a point or of a row of a table.
  int feature_count() const {
    const std::size_t m = data.train_labels.size();
    return m > 0 && data.train_points.size() >= m ? static_cast<int>(data.train_points.size() / m)
                                                  : 2;
  }
  std::size_t picture_size() const {
    return static_cast<std::size_t>(data.width) * static_cast<std::size_t>(data.height) * 3;
  }
  /// n_x
  int input_count() const {
    return is_pictures() ? static_cast<int>(picture_size()) : feature_count();
  }
  /// ŷ of an example; below 0 if it is unknown.
  float y_hat(bool of_test, int i) const;
  bool is_wrong(bool of_test, int i) const;
  int wrong_count(bool of_test) const;
  /// Whether a unit of a hidden layer, both counted from 1, outputs 0 for every training example,
  /// as last measured. False for layers and units that the run does not have.
  bool is_dead(int layer, int unit_number) const;
  /// Whether the run has ended with a cost of NaN: its weights show nothing.
  bool has_failed() const { return status.phase == Phase::failed; }
  bool has_trace_of(bool of_test, int i) const {
    return trace.revision == data.revision && trace.is_test == of_test && trace.example == i &&
           !trace.layers.empty();
  }
};

}  // namespace purr::shell
