#pragma once

#include "engine/io/experiment.h"

/// What a setting is when nothing is said about it. Links leave out what has its default, so a
/// default never changes: new defaults are a new version, and a text keeps the version that it was
/// written with.
///
/// A text says its version by v=1 or v=2. Every text that is written begins with the present one. A
/// text that has settings but no version is of version 1; one without any setting is the default
/// run of today. A preset and what is changed in it do not depend on the version.
namespace purr {

/// The version that is written.
inline constexpr int kDefaultsVersion = 2;

/// The default run of a version, 1 to kDefaultsVersion.
///
/// Version 1 is Experiment{}. In version 2 it learns from more pictures, with one hidden layer less
/// and by fewer and longer steps: tests/bench/learnability.mjs measures both. The rate is about the
/// highest at which the cost still falls evenly.
Experiment default_experiment(int version = kDefaultsVersion);

/// Takes another source of data with its usual numbers. Without a preset the rate and the number of
/// iterations follow, unless they were changed before: the course's pictures are not centred and
/// need shorter steps than others. Nothing happens where the source is the same.
void change_source(Experiment& experiment, DataSource source, int version = kDefaultsVersion);

}  // namespace purr
