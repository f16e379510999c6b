// Runs whose curve is the same to the last bit wherever the engine's one path of kernels runs: native,
// node, Chromium, Firefox. The hash is FNV-1a of the bits of every cost (shell/program/bench/bench.h); the points are
// NumPy's flower and moons, so nothing but the engine's arithmetic is in it.
//
// A change here means that a kernel, an elementary function or the order of a sum has changed: say why
// in the commit.
export const kGoldenCurves = [
  { settings: "preset=c1w3-planar&iterations=1000", hash: "8beacc911e84c2d7" },
  { settings: "preset=c2w2-adam&iterations=200", hash: "28b090619d85f809" },
  { settings: "preset=c1w3-planar&iterations=1000&precision=f32", hash: "a6b71826a67c03a7" },
];
