#!/usr/bin/env python3
"""Prints the values of NumPy that the engine's tests compare with (Debian's python3-numpy, 1.24).

    /usr/bin/python3 tests/support/make_numpy_values.py
"""

import numpy as np
from make_course_costs import (
    backward,
    blobs,
    circles,
    cost_of,
    flower,
    forward,
    initialise,
    moons,
    no_structure,
    quantiles,
    spiral,
    xor,
)


def show(title, values):
    print(title)
    print("  " + ", ".join(repr(float(v)) for v in np.ravel(values)))


def random_numbers():
    for seed in (0, 1, 2, 3, 4294967295):
        np.random.seed(seed)
        show(f"seed {seed}: rand", np.random.rand(4))
        np.random.seed(seed)
        show(f"seed {seed}: randn", np.random.randn(5))
    np.random.seed(7)
    values = np.random.randn(100001)
    show("seed 7: the last three of 100 001 randn and their sum", [*values[-3:], values.sum()])
    np.random.seed(5)
    show("seed 5: randn, then rand, then the kept randn", [
        np.random.randn(), np.random.rand(), np.random.randn(), np.random.randn()])
    for seed, n in ((11, 16), (12, 16), (1, 1), (3, 2), (0, 33)):
        np.random.seed(seed)
        print(f"seed {seed}: permutation({n})\n  {list(np.random.permutation(n))}")
    np.random.seed(14)
    order = np.random.permutation(209)
    print(f"seed 14: permutation(209), first and last five\n  {list(order[:5])} {list(order[-5:])}")
    np.random.seed(2)
    # randint of the legacy generator masks and repeats just as shuffle does for small ranges
    state = np.random.RandomState(2)
    print("seed 2: randint 0..9 by masked draws of 32 bits\n ", [
        int(v) for v in state.randint(0, 10, 12, dtype=np.uint32)])
    show("linspace(0, 3.12, 7)", np.linspace(0, 3.12, 7))
    show("linspace(3.12, 6.24, 4)", np.linspace(3.12, 6.24, 4))
    show("linspace(0, 2 pi, 5, endpoint=False)", np.linspace(0, 2 * np.pi, 5, endpoint=False))


def initial_weights():
    for name, scale in (("small", 0.01), ("large", 10.0), ("xavier", None), ("he", "he")):
        np.random.seed(3)
        out = []
        for n_in, n_out in ((2, 3), (3, 1)):
            W = np.random.randn(n_out, n_in)
            if scale is None:
                W = W / np.sqrt(n_in)
            elif scale == "he":
                W = W * np.sqrt(2.0 / n_in)
            else:
                W = W * scale
            out.extend(np.ravel(W))
        show(f"init {name}, seed 3, layers 2-3-1, row by row", out)


def golden_functions():
    show("sigmoid(9.2)", 1 / (1 + np.exp(-9.2)))
    np.random.seed(1)
    A = np.random.randn(3, 2)
    W = np.random.randn(1, 3)
    b = np.random.randn(1, 1)
    show("linear_forward, seed 1", W @ A + b)


def optimizers():
    """Three steps on theta of four numbers with gradients that change sign."""
    theta0 = np.array([0.5, -1.0, 2.0, 0.25])
    steps = [
        np.array([0.3, -0.2, 0.0, 1.5]),
        np.array([-0.1, -0.4, 0.7, 1.0]),
        np.array([0.25, 0.6, -0.9, 1e-6]),
    ]
    alpha, beta1, beta2 = 0.1, 0.8, 0.95
    theta = theta0.copy()
    for d in steps:
        theta = theta - alpha * d
    show("gd", theta)
    theta, v = theta0.copy(), np.zeros(4)
    for d in steps:
        v = beta1 * v + (1 - beta1) * d
        theta = theta - alpha * v
    show("momentum", theta)
    for inside in (False, True):
        eps = 1e-3
        root = (lambda s: np.sqrt(s + eps)) if inside else (lambda s: np.sqrt(s) + eps)
        theta, s = theta0.copy(), np.zeros(4)
        for d in steps:
            s = beta2 * s + (1 - beta2) * d**2
            theta = theta - alpha * d / root(s)
        show(f"rmsprop, epsilon inside: {inside}", theta)
        theta, v, s = theta0.copy(), np.zeros(4), np.zeros(4)
        for t, d in enumerate(steps, 1):
            v = beta1 * v + (1 - beta1) * d
            s = beta2 * s + (1 - beta2) * d**2
            theta = theta - alpha * (v / (1 - beta1**t)) / root(s / (1 - beta2**t))
        show(f"adam, epsilon inside: {inside}", theta)


def textbook():
    """The test cases of the course's own functions, with the draws in the order of its notebooks."""
    rand = np.random.randn
    sigmoid = lambda z: 1 / (1 + np.exp(-z))

    np.random.seed(2)
    A, W, b = rand(3, 2), rand(1, 3), rand(1, 1)
    show("linear_activation_forward, seed 2: sigmoid", sigmoid(W @ A + b))
    show("  relu", np.maximum(0, W @ A + b))
    np.random.seed(6)
    A = rand(5, 4)
    for n_in, n_out in ((5, 4), (4, 3), (3, 1)):
        Z = rand(n_out, n_in) @ A + rand(n_out, 1)
        A = np.maximum(0, Z)
    show("L_model_forward, seed 6, 5-4-3-1", sigmoid(Z))
    show("compute_cost of (0.8, 0.9, 0.4) for (1, 1, 0)", -np.mean(np.log([0.8, 0.9, 0.6])))

    np.random.seed(1)
    dZ, A, W, b = rand(1, 2), rand(3, 2), rand(1, 3), rand(1, 1)
    show("linear_backward, seed 1: dA_prev", W.T @ dZ)
    show("  dW, db", [*np.ravel(dZ @ A.T / 2), dZ.sum() / 2])
    np.random.seed(2)
    dA, A, W, b, Z = rand(1, 2), rand(3, 2), rand(1, 3), rand(1, 1), rand(1, 2)
    for name, slope in (("sigmoid", sigmoid(Z) * (1 - sigmoid(Z))), ("relu", Z > 0)):
        dZ = dA * slope
        show(f"linear_activation_backward, seed 2: {name}, dA_prev", W.T @ dZ)
        show("  dW, db", [*np.ravel(dZ @ A.T / 2), dZ.sum() / 2])

    np.random.seed(1)
    shapes = ((2, 3), (2, 1), (3, 3), (3, 1))
    parameters, gradients = [[rand(*shape) for shape in shapes] for _ in range(2)]
    flat = lambda matrices: np.concatenate([np.ravel(M) for M in matrices])
    theta, d = flat(parameters), flat(gradients)
    show("update_parameters, seed 1, rate 0.01", theta - 0.01 * d)
    show("  with momentum 0.9 from rest", theta - 0.01 * 0.1 * d)
    v, s = 0.1 * d / (1 - 0.9**2), 0.001 * d**2 / (1 - 0.999**2)
    show("  with Adam from rest, t = 2, epsilon 1e-8 inside", theta - 0.01 * v / np.sqrt(s + 1e-8))


def points():
    """The first points of the planar sets, by the functions of make_course_costs.py."""
    for name, (X, Y) in (
        ("flower(400, 1)", flower(400, 1)),
        ("circles(300, 1)", circles(300, 1)),
        ("moons(300, 3)", moons(300, 3)),
        ("blobs(300, 5)", blobs(300, 5)),
        ("blobs(100, 6, centre_seed=5)", blobs(100, 6, centre_seed=5)),
        ("quantiles(300, 1)", quantiles(300, 1)),
        ("spiral(300, 1)", spiral(300, 1)),
        ("xor(300, 1)", xor(300, 1)),
        ("no_structure(300, 1)", no_structure(300, 1)),
    ):
        show(f"{name}: the first two points and the last", X[:, [0, 1, -1]].T)
        show("  sums of x, of y, of |x| + |y|", [X[0].sum(), X[1].sum(), np.abs(X).sum()])
        print("  labels", [int(y) for y in Y[0, :12]], int(Y.sum()))


def standardised():
    """Each feature less its mean over its deviation, the test set by the training set's own two."""
    train = np.array([[0, 255, 7, 9], [51, 102, 7, 200], [255, 3, 7, 41]]).T / 255.0
    test = np.array([[100, 100, 8, 0]]).T / 255.0
    mean, deviation = train.mean(axis=1, keepdims=True), train.std(axis=1, keepdims=True)
    deviation[deviation == 0] = 1.0
    show("standardised pixels: mean", mean)
    show("  deviation", deviation)
    show("  the test picture", (test - mean) / deviation)
    X, Y = moons(300, 3)
    mean, deviation = X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True)
    show("standardised moons: mean and deviation", np.r_[mean, deviation])
    X = (X - mean) / deviation
    parameters = initialise([2, 4, 1], "xavier", 5)
    costs = []
    for i in range(301):
        Z, A, _ = forward(X, parameters, "tanh")
        if i % 100 == 0:
            costs.append(cost_of(Z[-1], Y))
        for (W, b), (dW, db) in zip(parameters, backward(parameters, Z, A, None, Y, "tanh")):
            W -= 0.5 * dW
            b -= 0.5 * db
    show("  2-4-1 tanh, Xavier, seed 5, rate 0.5: costs at 0, 100, 200, 300", costs)


if __name__ == "__main__":
    standardised()
    random_numbers()
    initial_weights()
    golden_functions()
    optimizers()
    textbook()
    points()
