#!/usr/bin/env python3
"""Makes tests/engine/train/batch_trace_numpy.inc: one step of two small networks taken apart by NumPy.

An independent second opinion on the engine's traces: nothing here is shared with it.

    /usr/bin/python3 tests/support/make_batch_trace.py > tests/engine/train/batch_trace_numpy.inc

Both networks are 2-3-2-1 (tanh, ReLU, sigmoid) with Xavier's scale and seed 4 on the same five points.
The first trains with momentum and a penalty on the whole set, the second with Adam and dropout on
batches of three; both are looked at after some updates.
"""

import numpy as np

X = np.array([[0.5, -1.25, 2.0, 0.125, -0.75], [1.5, 0.25, -0.5, -2.0, 1.0]])
Y = np.array([[1, 0, 1, 1, 0]])
SIZES = [2, 3, 2, 1]


def initialise():
    np.random.seed(4)
    return [
        [np.random.randn(n_out, n_in) / np.sqrt(n_in), np.zeros((n_out, 1))]
        for n_in, n_out in zip(SIZES[:-1], SIZES[1:])
    ]


def step_apart(parameters, X, Y, l2, keep):
    """Z, A, D, dA, dZ, dW, db of every layer, and the cost; D is the mask over keep."""
    m = Y.shape[1]
    if keep < 1:
        np.random.seed(1)
    A, Z, D = [X], [], []
    for l, (W, b) in enumerate(parameters):
        z = W @ A[-1] + b
        Z.append(z)
        if l == 0:
            a = np.tanh(z)
        elif l == 1:
            a = np.maximum(0, z)
        else:
            a = 1 / (1 + np.exp(-z))
        if keep < 1 and l < 2:
            D.append((np.random.rand(*a.shape) < keep) / keep)
            a = a * D[-1]
        A.append(a)
    a = A[-1]
    cost = np.mean(-(Y * np.log(a) + (1 - Y) * np.log(1 - a)))
    cost += l2 / (2 * m) * sum(np.sum(W**2) for W, _ in parameters)
    layers = [None] * 3
    dA = -Y / a + (1 - Y) / (1 - a)
    for l in reversed(range(3)):
        if l == 2:
            slope = a * (1 - a)
        elif l == 1:
            slope = (Z[1] > 0) * 1.0
        else:
            slope = 1 - np.tanh(Z[0]) ** 2
        dZ = dA * slope
        W = parameters[l][0]
        layers[l] = dict(
            Z=Z[l],
            A=A[l + 1],
            D=D[l] if l < len(D) else np.zeros(0),
            dA=dA,
            dZ=dZ,
            dW=dZ @ A[l].T / m + l2 / m * W,
            db=np.sum(dZ, axis=1) / m,
        )
        dA = W.T @ dZ
        if keep < 1 and l > 0:
            dA = dA * D[l - 1]
    return layers, cost


def momentum_run():
    parameters = initialise()
    velocity = [[np.zeros_like(W), np.zeros_like(b)] for W, b in parameters]
    for step in range(4):
        layers, cost = step_apart(parameters, X, Y, l2=0.3, keep=1.0)
        if step == 3:
            break
        for p, v, d in zip(parameters, velocity, layers):
            v[0] = 0.9 * v[0] + 0.1 * d["dW"]
            v[1] = 0.9 * v[1] + 0.1 * d["db"].reshape(-1, 1)
            p[0] = p[0] - 0.5 * v[0]
            p[1] = p[1] - 0.5 * v[1]
    for layer, v in zip(layers, velocity):
        layer.update(v_dW=v[0], v_db=v[1], s_dW=np.zeros(0), s_db=np.zeros(0))
    return layers, cost, []


def adam_run():
    parameters = initialise()
    zeros = [[np.zeros_like(W), np.zeros_like(b)] for W, b in parameters]
    first = [[W.copy(), b.copy()] for W, b in zeros]
    second = [[W.copy(), b.copy()] for W, b in zeros]
    t = 0
    for epoch in range(2):
        np.random.seed(11 + epoch)
        order = np.random.permutation(5)
        for begin in (0, 3):
            columns = order[begin : begin + 3]
            layers, cost = step_apart(parameters, X[:, columns], Y[:, columns], l2=0.0, keep=0.75)
            if epoch == 1 and begin == 3:
                break
            t += 1
            for p, v, s, d in zip(parameters, first, second, layers):
                for i, g in enumerate((d["dW"], d["db"].reshape(-1, 1))):
                    v[i] = 0.8 * v[i] + 0.2 * g
                    s[i] = 0.95 * s[i] + 0.05 * g**2
                    p[i] = p[i] - 0.05 * (v[i] / (1 - 0.8**t)) / (
                        np.sqrt(s[i] / (1 - 0.95**t)) + 1e-6
                    )
    for layer, v, s in zip(layers, first, second):
        layer.update(v_dW=v[0], v_db=v[1], s_dW=s[0], s_db=s[1])
    return layers, cost, list(columns)


def show(name, run):
    layers, cost, examples = run
    numbers = lambda values: "{" + ", ".join(repr(float(v)) for v in np.ravel(values)) + "}"
    print(f"const BatchTrace k{name}{{")
    print(f"    .cost = {float(cost)!r},")
    print("    .examples = {" + ", ".join(str(int(i)) for i in examples) + "},")
    print("    .layers = {")
    for layer in layers:
        n_out, n_in = layer["dW"].shape
        print(f"        {{.n_out = {n_out}, .n_in = {n_in},")
        keys = ("Z", "A", "D", "dA", "dZ", "dW", "db", "v_dW", "v_db", "s_dW", "s_db")
        for key in keys:
            print(f"         .{key} = {numbers(layer[key])}" + ("}," if key == keys[-1] else ","))
    print("    }};")


if __name__ == "__main__":
    print("// Made by tests/support/make_batch_trace.py with NumPy 1.24.2.")
    show("Momentum", momentum_run())
    show("Adam", adam_run())
