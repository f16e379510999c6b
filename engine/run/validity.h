#pragma once

#include "engine/run/messages.h"

/// Rules that a message must keep beyond the types of its fields: a reader that gets bytes from
/// somewhere else refuses what breaks them. Types without an overload here have none.
namespace purr {

bool is_valid(const PictureSet& set);
bool is_valid(const PointSet& set);
bool is_valid(const Table& table);
bool is_valid(const PlaneView& view);
bool is_valid(const KeptPictures& pictures);
bool is_valid(const Histogram& histogram);
bool is_valid(const BatchLayer& layer);
bool is_valid(const BatchTrace& trace);
bool is_valid(const GradientPoint& point);
bool is_valid(const Error& error);
bool is_valid(const LayerActivity& layer);

bool is_valid(const RunTo& command);
bool is_valid(const Watch& command);
bool is_valid(const LookBack& command);
bool is_valid(const EditWeight& command);
bool is_valid(const Pace& command);
bool is_valid(const AskPictures& command);

bool is_valid(const GradientsUpdate& update);
bool is_valid(const DataUpdate& update);
bool is_valid(const PicturesUpdate& update);
bool is_valid(const WeightsUpdate& update);
bool is_valid(const TraceUpdate& update);
bool is_valid(const BoundaryUpdate& update);
bool is_valid(const HealthUpdate& update);
bool is_valid(const UnitUpdate& update);

}  // namespace purr
