#!/usr/bin/env python3
"""The course's deep network (c1w4-deep) in PyTorch on one thread, timed.

    torch_deep.py FOLDER --iterations N [--float32]

FOLDER and output as in numpy_deep.py, which the starting weights are from.
"""

import argparse
import json
import os
import time

import numpy as np
import torch


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--iterations", type=int, required=True)
    parser.add_argument("--float32", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    kind = torch.float32 if arguments.float32 else torch.float64
    labels = np.fromfile(os.path.join(arguments.folder, "labels"), dtype=np.uint8)
    pixels = np.fromfile(os.path.join(arguments.folder, "pixels"), dtype=np.uint8)
    X = torch.tensor(pixels.reshape(len(labels), -1) / 255.0, dtype=kind)  # one example a row
    Y = torch.tensor(labels.reshape(-1, 1), dtype=kind)

    def train(iterations):
        np.random.seed(1)
        sizes = [X.shape[1], 20, 7, 5, 1]
        layers = []
        for n_in, n_out in zip(sizes, sizes[1:]):
            linear = torch.nn.Linear(n_in, n_out, dtype=kind)
            with torch.no_grad():
                linear.weight.copy_(torch.tensor(np.random.randn(n_out, n_in) / np.sqrt(n_in)))
                linear.bias.zero_()
            layers += [linear, torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers[:-1])
        optimizer = torch.optim.SGD(model.parameters(), lr=0.0075)
        loss_of = torch.nn.BCEWithLogitsLoss()
        cost = 0.0
        for _ in range(iterations):
            optimizer.zero_grad()
            loss = loss_of(model(X), Y)
            loss.backward()
            optimizer.step()
            cost = loss.item()
        return cost

    train(2)  # warm
    start = time.perf_counter()
    cost = train(arguments.iterations)
    print(json.dumps({"ms": 1e3 * (time.perf_counter() - start), "cost": cost}))


main()
