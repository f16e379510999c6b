#!/usr/bin/env python3
"""Prints the costs of the course's runs, computed with NumPy alone.

An independent second opinion on the engine: nothing here is shared with it. The numbers that it
prints stand in tests/engine/run/preset_runs_test.cpp. The recipes are those of the course's
notebooks: the data sets, the initialisations and the order of every random draw.

    /usr/bin/python3 tests/support/make_course_costs.py [--nudge X] [FOLDER]

FOLDER holds football_train.csv and football_test.csv (x1,x2,label with a header); without it the
regularisation runs are left out. --nudge 4e-16 multiplies the first weights by 1 + 4e-16: what then
differs is what no two programs need to share. Needs Debian's python3-numpy; takes half a minute.
"""

import math
import os
import sys

import numpy as np

# ---- data ----------------------------------------------------------------------------------------


def flower(m, seed):
    np.random.seed(seed)
    X = np.zeros((m, 2))
    Y = np.zeros((m, 1))
    n = m // 2
    for j in range(2):
        rows = range(n * j, n * (j + 1))
        t = np.linspace(j * 3.12, (j + 1) * 3.12, n) + np.random.randn(n) * 0.2
        r = 4 * np.sin(4 * t) + np.random.randn(n) * 0.2
        X[rows] = np.c_[r * np.sin(t), r * np.cos(t)]
        Y[rows] = j
    return X.T, Y.T


def shuffled_and_blurred(points, labels, seed, noise):
    random = np.random.RandomState(seed)
    order = np.arange(len(labels))
    random.shuffle(order)
    points = points[order] + random.normal(scale=noise, size=points.shape)
    return points.T, labels[order].reshape(1, -1)


def circles(m, seed, noise=0.05, factor=0.8):
    n = m // 2
    t = np.linspace(0, 2 * np.pi, n, endpoint=False)
    ring = np.c_[np.cos(t), np.sin(t)]
    return shuffled_and_blurred(
        np.vstack([ring, factor * ring]), np.repeat([0, 1], n), seed, noise
    )


def moons(m, seed, noise=0.2):
    n = m // 2
    t = np.linspace(0, np.pi, n)
    points = np.vstack([np.c_[np.cos(t), np.sin(t)], np.c_[1 - np.cos(t), 1 - np.sin(t) - 0.5]])
    return shuffled_and_blurred(points, np.repeat([0, 1], n), seed, noise)


def shuffled(points, labels, random):
    order = np.arange(len(labels))
    random.shuffle(order)
    return points[order].T, labels[order].reshape(1, -1)


def blobs(m, seed, deviation=1.0, centre_seed=None):
    """scikit-learn's make_blobs with six centres, the label of centre i being i % 2."""
    random = np.random.RandomState(seed if centre_seed is None else centre_seed)
    centres = random.uniform(-10, 10, size=(6, 2))
    if centre_seed is not None:
        random = np.random.RandomState(seed)
    sizes = [m // 6 + (i < m % 6) for i in range(6)]
    points = [random.normal(loc=c, scale=deviation, size=(n, 2)) for c, n in zip(centres, sizes)]
    return shuffled(np.concatenate(points), np.repeat(np.arange(6) % 2, sizes), random)


def quantiles(m, seed):
    """scikit-learn's make_gaussian_quantiles with two classes and a variance of a half."""
    random = np.random.RandomState(seed)
    points = random.multivariate_normal(np.zeros(2), 0.5 * np.identity(2), (m,))
    points = points[np.argsort((points**2).sum(axis=1))]
    return shuffled(points, np.repeat([0, 1], [m // 2, m - m // 2]), random)


def spiral(m, seed, noise=0.2):
    np.random.seed(seed)
    parts = []
    for j in range(2):
        n = m // 2 if j == 0 else m - m // 2
        r = np.linspace(0.0, 1.0, n)
        t = np.linspace(j * np.pi, j * np.pi + 4, n) + np.random.randn(n) * noise
        parts.append(np.c_[r * np.sin(t), r * np.cos(t)])
    return np.concatenate(parts).T, np.repeat([0, 1], [m // 2, m - m // 2]).reshape(1, -1)


def xor(m, seed, noise=0.1):
    random = np.random.RandomState(seed)
    sizes = [m // 2, m - m // 2]
    rows = []
    for j, n in enumerate(sizes):
        sign = np.where(np.arange(n) % 2 == 0, 1.0, -1.0)
        away = 0.1 + 0.9 * random.random_sample((n, 2))
        rows.append(away * np.c_[sign, sign if j == 0 else -sign])
    points, labels = shuffled(np.concatenate(rows), np.repeat([0, 1], sizes), random)
    return points + random.normal(scale=noise, size=(m, 2)).T, labels


def no_structure(m, seed):
    random = np.random.RandomState(seed)
    points = random.random_sample((m, 2))
    return shuffled(points, np.repeat([0, 1], [m // 2, m - m // 2]), random)


def read_csv(path):
    table = np.loadtxt(path, delimiter=",", skiprows=1)
    return table[:, :2].T.copy(), table[:, 2:].T.copy()


# ---- network -------------------------------------------------------------------------------------


nudge = 0.0


def initialise(sizes, how, seed):
    np.random.seed(seed)
    scale = {
        "zeros": lambda n: 0.0,
        "small": lambda n: 0.01,
        "large": lambda n: 10.0,
        "he": lambda n: np.sqrt(2.0 / n),
    }
    parameters = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = np.random.randn(n_out, n_in)
        W = W / np.sqrt(n_in) if how == "xavier" else W * scale[how](n_in)
        parameters.append([W * (1 + nudge), np.zeros((n_out, 1))])
    return parameters


def forward(X, parameters, g, keep=1.0, seed=None):
    """Z and A of every layer; A[0] is X. With keep < 1 also the masks."""
    if seed is not None:
        np.random.seed(seed)
    A, Z, D = [X], [], []
    for l, (W, b) in enumerate(parameters):
        z = W @ A[-1] + b
        Z.append(z)
        if l + 1 == len(parameters):
            A.append(1 / (1 + np.exp(-z)))
            break
        a = np.tanh(z) if g == "tanh" else np.maximum(0, z)
        if keep < 1:
            mask = np.random.rand(*a.shape) < keep
            a = a * mask / keep
            D.append(mask)
        A.append(a)
    return Z, A, D


def cost_of(z, Y):
    """From the logit, so that a wrong and certain answer costs |z| and not infinity."""
    return np.mean(np.maximum(z, 0) - z * Y + np.log1p(np.exp(-np.abs(z))))


def backward(parameters, Z, A, D, Y, g, l2=0.0, keep=1.0):
    m = Y.shape[1]
    gradients = [None] * len(parameters)
    dZ = A[-1] - Y
    for l in reversed(range(len(parameters))):
        W = parameters[l][0]
        gradients[l] = (dZ @ A[l].T / m + l2 / m * W, np.sum(dZ, axis=1, keepdims=True) / m)
        if l == 0:
            break
        dA = W.T @ dZ
        if keep < 1:
            dA = dA * D[l - 1] / keep
        if g == "tanh":
            dZ = dA * (1 - A[l] ** 2)
        else:
            dZ = np.where(Z[l - 1] > 0, dA, 0)
    return gradients


def accuracy(X, Y, parameters, g):
    Z, _, _ = forward(X, parameters, g)
    return 100 * np.mean((Z[-1] > 0) == (Y > 0.5))


# ---- runs ----------------------------------------------------------------------------------------


def full_batch(name, train, test, hidden, g, init, seed, alpha, iterations, at, l2=0.0, keep=1.0):
    X, Y = train
    m = Y.shape[1]
    parameters = initialise([X.shape[0], *hidden, 1], init, seed)
    costs = []
    for i in range(iterations):
        Z, A, D = forward(X, parameters, g, keep, 1 if keep < 1 else None)
        if i in at:
            penalty = l2 / (2 * m) * sum(np.sum(np.square(W)) for W, _ in parameters)
            costs.append((i, cost_of(Z[-1], Y) + penalty))
        gradients = backward(parameters, Z, A, D, Y, g, l2, keep)
        for p, d in zip(parameters, gradients):
            p[0] = p[0] - alpha * d[0]
            p[1] = p[1] - alpha * d[1]
    report(name, costs, parameters, train, test, g)


def mini_batches(name, train, test, optimizer, at, epochs=10000, alpha=0.0007, batch=64):
    X, Y = train
    m = Y.shape[1]
    parameters = initialise([2, 5, 2, 1], "he", 3)
    velocity = [[np.zeros_like(p) for p in layer] for layer in parameters]
    square = [[np.zeros_like(p) for p in layer] for layer in parameters]
    t = 0
    costs = []
    for epoch in range(epochs):
        np.random.seed(11 + epoch)
        order = np.random.permutation(m)
        for first in range(0, m, batch):
            columns = order[first : first + batch]
            x, y = X[:, columns], Y[:, columns]
            Z, A, D = forward(x, parameters, "relu")
            cost = cost_of(Z[-1], y)
            gradients = backward(parameters, Z, A, D, y, "relu")
            t += 1
            for l, layer in enumerate(parameters):
                for k in range(2):
                    d = gradients[l][k]
                    if optimizer == "gd":
                        layer[k] = layer[k] - alpha * d
                        continue
                    velocity[l][k] = 0.9 * velocity[l][k] + (1 - 0.9) * d
                    if optimizer == "momentum":
                        layer[k] = layer[k] - alpha * velocity[l][k]
                        continue
                    square[l][k] = 0.999 * square[l][k] + (1 - 0.999) * d**2
                    v = velocity[l][k] / (1 - 0.9**t)
                    s = square[l][k] / (1 - 0.999**t)
                    layer[k] = layer[k] - alpha * v / np.sqrt(s + 1e-8)
        if epoch in at:
            costs.append((epoch, cost))
    report(name, costs, parameters, train, test, "relu")


def report(name, costs, parameters, train, test, g):
    listed = ", ".join(f"{{{i}, {cost:.9g}}}" for i, cost in costs)
    result = f"train {accuracy(*train, parameters, g):.4f} %"
    if test is not None:
        result += f", test {accuracy(*test, parameters, g):.4f} %"
    print(f"{name}: {result}\n  {listed}", flush=True)


def every(step, end):
    return {*range(0, end, step), end - 1}


def main():
    global nudge
    arguments = sys.argv[1:]
    if arguments[:1] == ["--nudge"]:
        nudge = float(arguments[1])
        arguments = arguments[2:]
    assert math.isclose(np.random.RandomState(1).randn(), 1.6243453636632417)
    petals = flower(400, 1), flower(200, 2)
    full_batch("c1w3-planar", *petals, [4], "tanh", "small", 2, 1.2, 10000, every(1000, 10000))
    for n in (1, 2, 3, 5, 20, 50):
        name = f"c1w3-planar-{n}"
        full_batch(name, *petals, [n], "tanh", "small", 2, 1.2, 5000, every(1000, 5000))
    rings = circles(300, 1), circles(100, 2)
    for init in ("zeros", "large", "he"):
        name = f"c2w1-init-{init}"
        full_batch(name, *rings, [10, 5], "relu", init, 3, 0.01, 15000, every(1000, 15000))
    halves = moons(300, 3), moons(100, 4)
    for optimizer in ("gd", "momentum", "adam"):
        mini_batches(f"c2w2-{optimizer}", *halves, optimizer, every(1000, 10000))
    if arguments:
        ball = [read_csv(os.path.join(arguments[0], f"football_{s}.csv")) for s in ("train", "test")]
        shape = ([20, 3], "relu", "xavier", 3, 0.3, 30000, every(1000, 30000))
        full_batch("c2w1-reg-none", *ball, *shape)
        full_batch("c2w1-reg-l2", *ball, *shape, l2=0.7)
        full_batch("c2w1-reg-dropout", *ball, *shape, keep=0.86)


if __name__ == "__main__":
    main()
