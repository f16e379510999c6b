#pragma once

/// The one place that names the test library (Catch2's single-file form: one file to compile).
#include <catch_amalgamated.hpp>
