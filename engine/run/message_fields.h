#pragma once

#include "engine/core/fields.h"
#include "engine/run/messages.h"

/// The one description of what travels. Writer, reader and message_schema(), by which the page's
/// scripts read messages, come from these lists; what is missing here does not compile.
namespace purr {

// ---- parts of messages ---------------------------------------------------------------------------

PURR_ENUMERATORS(DataSource, drawn, emoji, course, mine, flower, circles, moons, blobs, quantiles,
                 spiral, xor_, none, table, csv)
PURR_ENUMERATORS(EmojiTest, names, artist, big_cats)
PURR_ENUMERATORS(Precision, f64, f32)
PURR_ENUMERATORS(Phase, waiting, preparing, ready, training, finished, failed)
PURR_ENUMERATORS(StopReason, none, iterations, cost, gradient, patience, time)
PURR_ENUMERATORS(DiagnosisKind, blow_up, dead_layer, saturated_layer, stuck, oscillating, one_class,
                 input_scale, leak)
/// The codes of errors are the rows of assets/strings/errors.inc.
template <>
struct Enumerators<Errc> {
  static bool has(Errc code) { return errc_name(code) != nullptr; }
};

PURR_FIELDS(DataSpec, source, m, m_test, data_seed, noise, centre, share, test_share, label_column,
            columns, label, class_one, features, one_hot, jitter, clutter, polarity, emoji_test,
            flips, flip_seed, flipped, standardise)
PURR_FIELDS(PictureSet, width, height, channels, pixels, labels, class_names, test_count)
PURR_FIELDS(PointSet, xy, labels)
PURR_FIELDS(Table, names, values, rows, words, test_rows)
PURR_FIELDS(UserData, train_pictures, test_pictures, train_points, test_points, my_pictures, table,
            glyphs)
PURR_FIELDS(PlaneView, side, x_min, y_min, size)
PURR_FIELDS(WeightPlace, layer, unit, input)
PURR_FIELDS(UnitPlace, layer, unit)
PURR_FIELDS(UnitAnswer, example, a)
PURR_FIELDS(WeightPoint, iteration, value)
PURR_FIELDS(CurvePoint, iteration, has_test, cost, test_cost, train_accuracy, test_accuracy)
PURR_FIELDS(GradientPoint, iteration, layers, all, dW)
PURR_FIELDS(KeptPictures, kept_as, places)
PURR_FIELDS(Facet, name, values, train, test)
PURR_FIELDS(NearDuplicate, train, test)
PURR_FIELDS(TraceUpdate::Layer, activation, Z, A, dA, dZ, W, b, db)
PURR_FIELDS(Histogram, low, high, counts, finite_count, nan_count, infinite_count, mean, deviation)
PURR_FIELDS(LayerDistribution, activation, leaky_slope, units, examples, Z, A, W, dW, negative,
            saturated, dead_units, flat_units)
PURR_FIELDS(BatchLayer, activation, n_out, n_in, Z, A, D, dA, dZ, dW, db, v_dW, v_db, s_dW, s_db)
PURR_FIELDS(BatchTrace, iteration, cost, examples, layers)
PURR_FIELDS(WeightTrace, iteration, layer, unit, input, n_out, n_in, W, dW, b, db, weight,
            derivative, examples, dZ, A_prev, decay, numeric_dW, learning_rate, t, v_before,
            v_after, s_before, s_after, updated, is_frozen)
PURR_FIELDS(Error, code, args)
PURR_FIELDS(Diagnosis, kind, iteration, layer, words)
PURR_FIELDS(StepRow, iteration, weight_norm, step_norm, cost)
PURR_FIELDS(LayerActivity, activation, is_dead, flat_share)

// ---- commands ------------------------------------------------------------------------------------

PURR_FIELDS(Configure, serial, retrain, experiment)
PURR_FIELDS(Play)
PURR_FIELDS(Pause)
PURR_FIELDS(RunTo, iteration)
PURR_FIELDS(Bring, data, kept_as)
PURR_FIELDS(Watch, predictions, first_layer, boundary, trace, trace_is_test, trace_example,
            distribution_layer, plane_view, weight, unit)
PURR_FIELDS(AskWeights, token, layer)
PURR_FIELDS(AskPrediction, token, pixels)
PURR_FIELDS(EditWeight, layer, unit, input, value)
PURR_FIELDS(AskBatch, token)
PURR_FIELDS(Pace, per_second)
PURR_FIELDS(AskPictures, revision, is_test, examples)
PURR_FIELDS(FindNearDuplicates, revision)
PURR_FIELDS(LookBack, iteration)

// ---- updates -------------------------------------------------------------------------------------

PURR_FIELDS(Status, serial, phase, iteration, target, progress, cost, test_cost, train_accuracy,
            test_accuracy, m, m_test, is_gram, precision, ms_per_iteration, elapsed_ms,
            estimated_ms, parameters, layers, stop_reason, latest)
PURR_FIELDS(CurveUpdate, keep, points)
PURR_FIELDS(DataUpdate, revision, spec, width, height, train_labels, test_labels, class_names,
            train_points, test_points, facets, feature_names, table_names, table_label, point_means,
            point_deviations, flipped, train_kept, test_kept)
PURR_FIELDS(PicturesUpdate, revision, is_test, is_small, examples, pixels)
PURR_FIELDS(PredictionsUpdate, revision, iteration, train, test)
PURR_FIELDS(WeightsUpdate, token, layer, iteration, n_out, n_in, W, b, learned)
PURR_FIELDS(TraceUpdate, revision, iteration, is_test, example, label, loss, layers)
PURR_FIELDS(BoundaryUpdate, revision, iteration, side, x_min, x_max, y_min, y_max, y_hat, is_view)
PURR_FIELDS(PredictionReply, token, y_hat)
PURR_FIELDS(Notice, is_error, error)
PURR_FIELDS(GradientsUpdate, keep, points)
PURR_FIELDS(BatchReply, token, trace)
PURR_FIELDS(DistributionUpdate, revision, iteration, layer, distribution)
PURR_FIELDS(NearDuplicatesUpdate, revision, progress, is_done, pairs)
PURR_FIELDS(WeightUpdate, revision, trace, history)
PURR_FIELDS(UnitUpdate, revision, iteration, layer, unit, most, least, at_zero)
PURR_FIELDS(HealthUpdate, iteration, guess_cost, diagnoses, steps, layers)

}  // namespace purr
