#!/usr/bin/env python3
"""The course's deep network (c1w4-deep) in NumPy, as its notebook writes it, timed.

    numpy_deep.py FOLDER --iterations N [--with-needless]

FOLDER holds pixels (one picture of 12288 bytes after another) and labels (a byte each), as peers.mjs
writes them. The notebook also computes dA[0], which nothing uses: --with-needless does, too. Prints
one JSON object: milliseconds, the last cost, the BLAS that NumPy loaded.
"""

import argparse
import json
import os
import time

import numpy as np


def loaded_blas():
    """The file of the BLAS that this process has loaded."""
    np.ones((8, 8)) @ np.ones((8, 8))
    with open("/proc/self/maps", encoding="utf-8") as maps:
        files = {line.split()[-1] for line in maps if "blas" in line}
    return " ".join(sorted(os.path.realpath(file) for file in files))


def read(folder):
    labels = np.fromfile(os.path.join(folder, "labels"), dtype=np.uint8)
    pixels = np.fromfile(os.path.join(folder, "pixels"), dtype=np.uint8)
    X = pixels.reshape(len(labels), -1).T / 255.0
    return X, labels.reshape(1, -1).astype(np.float64)


def initialise(sizes):
    np.random.seed(1)
    W, b = [], []
    for n_in, n_out in zip(sizes, sizes[1:]):
        W.append(np.random.randn(n_out, n_in) / np.sqrt(n_in))
        b.append(np.zeros((n_out, 1)))
    return W, b


def train(X, Y, iterations, alpha, with_needless):
    m = X.shape[1]
    W, b = initialise([X.shape[0], 20, 7, 5, 1])
    L = len(W)
    cost = 0.0
    for _ in range(iterations):
        A, Z = [X], []
        for l in range(L):
            Z.append(np.dot(W[l], A[l]) + b[l])
            A.append(np.maximum(0, Z[l]) if l + 1 < L else 1 / (1 + np.exp(-Z[l])))
        AL = A[L]
        cost = float(np.squeeze(-(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m))
        dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
        dW, db = [None] * L, [None] * L
        for l in reversed(range(L)):
            if l + 1 == L:
                s = 1 / (1 + np.exp(-Z[l]))
                dZ = dA * s * (1 - s)
            else:
                dZ = np.array(dA, copy=True)
                dZ[Z[l] <= 0] = 0
            dW[l] = np.dot(dZ, A[l].T) / m
            db[l] = np.sum(dZ, axis=1, keepdims=True) / m
            if l > 0 or with_needless:
                dA = np.dot(W[l].T, dZ)
        for l in range(L):
            W[l] = W[l] - alpha * dW[l]
            b[l] = b[l] - alpha * db[l]
    return cost


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--iterations", type=int, required=True)
    parser.add_argument("--with-needless", action="store_true")
    arguments = parser.parse_args()
    X, Y = read(arguments.folder)
    train(X, Y, 2, 0.0075, arguments.with_needless)  # warm
    start = time.perf_counter()
    cost = train(X, Y, arguments.iterations, 0.0075, arguments.with_needless)
    ms = 1e3 * (time.perf_counter() - start)
    print(json.dumps({"ms": ms, "cost": cost, "blas": loaded_blas()}))


main()
