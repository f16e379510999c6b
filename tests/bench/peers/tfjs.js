// The course's deep network (c1w4-deep) in TensorFlow.js with its WASM backend: peers.mjs opens this
// page and calls trainWithTf. Written by hand with the same equations, because tf.grads needs kernels
// that the backend lacks.
/* global tf */

/**
 * @param {{pixels: number[], labels: number[], iterations: number}} work
 * @returns {Promise<{ms: number, cost: number, backend: string}>} milliseconds of the iterations
 */
globalThis.trainWithTf = async ({ pixels, labels, iterations }) => {
  tf.wasm.setWasmPaths("node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  await tf.setBackend("wasm");
  await tf.ready();
  const m = labels.length;
  const sizes = [pixels.length / m, 20, 7, 5, 1];
  const X = tf.tensor2d(
    Float32Array.from(pixels, (p) => p / 255),
    [m, sizes[0]],
  ); // a row each
  const Y = tf.tensor2d(Float32Array.from(labels), [m, 1]);
  const alpha = tf.scalar(0.0075);

  async function train(count) {
    let W = [];
    let b = [];
    for (let l = 1; l < sizes.length; l++) {
      W.push(tf.randomNormal([sizes[l - 1], sizes[l]], 0, 1 / Math.sqrt(sizes[l - 1])));
      b.push(tf.zeros([1, sizes[l]]));
    }
    const L = W.length;
    let cost = 0;
    for (let i = 0; i < count; i++) {
      const next = tf.tidy(() => {
        const A = [X];
        const Z = [];
        for (let l = 0; l < L; l++) {
          Z.push(tf.add(tf.matMul(A[l], W[l]), b[l]));
          A.push(l + 1 < L ? tf.relu(Z[l]) : tf.sigmoid(Z[l]));
        }
        const loss = tf.neg(
          tf.mean(
            tf.add(
              tf.mul(Y, tf.log(A[L])),
              tf.mul(tf.sub(tf.scalar(1), Y), tf.log(tf.sub(tf.scalar(1), A[L]))),
            ),
          ),
        );
        const newW = [];
        const newB = [];
        let dZ = tf.sub(A[L], Y);
        for (let l = L - 1; l >= 0; l--) {
          const dW = tf.div(tf.matMul(A[l], dZ, true, false), tf.scalar(m));
          const db = tf.mean(dZ, 0, true);
          newW[l] = tf.sub(W[l], tf.mul(alpha, dW));
          newB[l] = tf.sub(b[l], tf.mul(alpha, db));
          if (l > 0)
            dZ = tf.mul(
              tf.matMul(dZ, W[l], false, true),
              tf.cast(tf.greater(Z[l - 1], tf.scalar(0)), "float32"),
            );
        }
        return [loss, ...newW, ...newB];
      });
      tf.dispose([...W, ...b]);
      const [loss, ...parameters] = next;
      W = parameters.slice(0, L);
      b = parameters.slice(L);
      cost = (await loss.data())[0];
      loss.dispose();
    }
    tf.dispose([...W, ...b]);
    return cost;
  }

  await train(3); // warm
  const start = performance.now();
  const cost = await train(iterations);
  return { ms: performance.now() - start, cost, backend: tf.getBackend() };
};
