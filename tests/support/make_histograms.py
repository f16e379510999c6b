#!/usr/bin/env python3
"""Makes tests/engine/train/histograms_numpy.inc: how NumPy bins some lists of numbers.

An independent second opinion on the engine's histograms: nothing here is shared with it.

    /usr/bin/python3 tests/support/make_histograms.py > tests/engine/train/histograms_numpy.inc

The lists: a bell with one value far out, whole numbers that lie on the edges of the bins, tenths whose
edges are no exact numbers, one value many times, values of either sign over twelve orders of
magnitude, and the two ends alone.
"""

import numpy as np


def cases():
    random = np.random.RandomState(3)
    yield np.append(random.randn(60), 40.0), 24
    yield np.arange(-12.0, 13.0), 12
    yield np.round(np.arange(0, 31) * 0.1, 10), 30
    yield np.full(7, 2.5), 10
    yield np.concatenate([10.0 ** np.arange(-6, 6), -(10.0 ** np.arange(-6, 6))]), 48
    yield np.array([-1e300, 1e300]), 3
    yield np.array([0.1, 0.2, 0.3]), 1


def numbers(values):
    return "{" + ", ".join(repr(float(v)) for v in values) + "}"


print(f"// Made by tests/support/make_histograms.py with NumPy {np.__version__}.")
print("const std::vector<Binned> kBinned{")
for values, bins in cases():
    counts, edges = np.histogram(values, bins)
    with np.errstate(over="ignore"):
        deviation = values.std()
    print(f"    {{.values = {numbers(values)},")
    print(f"     .counts = {{{', '.join(str(c) for c in counts)}}},")
    print(f"     .low = {float(edges[0])!r},")
    print(f"     .high = {float(edges[-1])!r},")
    print(f"     .mean = {float(values.mean())!r},")
    print(f"     .deviation = {float(deviation) if np.isfinite(deviation) else 'kNotMeasured'!r}}},".replace("'", ""))
print("};")
