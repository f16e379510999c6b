#pragma once

#include <cstdint>
#include <string_view>

#include "engine/io/experiment.h"

/// Edits of the settings that change several of them together.
namespace purr::shell {

/// Generated data in place of a preset's files that are not loaded.
enum class StandIn : std::uint8_t {
  none,
  pictures,  ///< drawn cats, for the course's photographs
  points     ///< noisy moons, for the course's points of the regularisation exercise
};

/// Which files of the user are loaded.
struct LoadedFiles {
  bool has_course_pictures = false;
  bool has_csv_points = false;
};

/// Moons in place of the course's points: 211 and 200 of them, as many as there. With this noise
/// the network of the exercise overfits, and both remedies help: after 20,000 iterations the test
/// accuracy is 84.5 % without, 90 % with L2 and 88 % with dropout.
DataSpec noisy_moons();

/// Replaces all but the view settings by a preset, or by the default run for an empty name. The
/// chosen example becomes the first of the test set. Where the preset's files are not loaded,
/// generated data stand in.
StandIn replace_by_preset(Experiment& settings, std::string_view name, LoadedFiles files);

/// Changes to another source of data with its usual settings; a change between pictures and points
/// also replaces network and training by those that suit the new kind. The chosen example becomes
/// the first.
/// @return  false if the source is the current one: nothing changes then.
bool replace_source(Experiment& settings, DataSource source);

/// Adds a hidden layer before the output, as wide as the one before it, up to kMaxHiddenLayers.
void add_layer(Experiment& settings);
/// Removes hidden layer `l` (from 1); nothing where there is none. Frozen weights move with their
/// layers.
void remove_layer(Experiment& settings, int l);

/// Whether training leaves the whole layer `l` (from 1) as it is.
bool is_frozen(const Experiment& settings, int l);
/// Freezes layer `l` or releases it. The list stays sorted.
void toggle_frozen(Experiment& settings, int l);

/// Flips the label of a training example by hand, or flips it back.
/// @return  false if kMaxFlippedByHand labels are flipped already: nothing changes then.
bool toggle_flipped(DataSpec& data, int example);

}  // namespace purr::shell
