"""Soft and hard value iteration with numpy, scipy and QuantEcon on the model file that bench/model-file.ts describes.

usage: soft_value_iteration.py MODEL DISCOUNT TEMPERATURE WIDTH SWEEPS
Prints one JSON object; with SWEEPS 0 the soft iteration runs until it is done.
"""
import json
import sys
import time

import numpy as np
import quantecon
import scipy
import scipy.sparse as sparse

path, discount, temperature, width, limit = sys.argv[1], *map(float, sys.argv[2:])
with open(path, "rb") as file:
    states, pairs, transitions, _ = np.fromfile(file, "<i4", 4)
    rewards = np.fromfile(file, "<f8", pairs)
    probabilities = np.fromfile(file, "<f8", transitions)
    pair_offsets = np.fromfile(file, "<i4", states + 1)
    transition_offsets = np.fromfile(file, "<i4", pairs + 1)
    successors = np.fromfile(file, "<i4", transitions)
actions = pairs // states
successors_per_pair = transitions // pairs
P = sparse.csr_matrix((probabilities, successors, transition_offsets), shape=(pairs, states))


def log_sum_exp(q):
    best = q.max(axis=1)
    return best + temperature * np.log(np.exp((q - best[:, None]) / temperature).sum(axis=1))


def by_numpy(V):
    q = rewards + discount * (probabilities * V[successors]).reshape(pairs, successors_per_pair).sum(axis=1)
    return log_sum_exp(q.reshape(states, actions))


def by_scipy(V):
    return log_sum_exp((rewards + discount * (P @ V)).reshape(states, actions))


def iterate(sweep):
    """Plain V <- T V until gamma / (1 - gamma) |TV - V| <= width / 2."""
    V, changes, begin = np.zeros(states), [], time.perf_counter()
    while True:
        W = sweep(V)
        changes.append(float(np.abs(W - V).max()))
        V = W
        if discount / (1 - discount) * changes[-1] <= width / 2 or len(changes) == limit:
            break
    seconds = time.perf_counter() - begin
    rate = (changes[-1] / changes[len(changes) // 2]) ** (1 / (len(changes) - 1 - len(changes) // 2))
    wanted = width / 2 * (1 - discount) / discount
    left = max(0, np.log(wanted / changes[-1]) / np.log(rate))
    return {"sweeps": len(changes), "seconds": seconds, "rate": rate, "allSweeps": len(changes) + left}


def quantecon_seconds():
    state = np.repeat(np.arange(states), actions)
    action = np.tile(np.arange(actions), states)
    problem = quantecon.markov.DiscreteDP(rewards, P, discount, state, action)
    begin = time.perf_counter()
    result = problem.solve(method="modified_policy_iteration", epsilon=width, max_iter=100000)
    return {"seconds": time.perf_counter() - begin, "iterations": int(result.num_iter)}


print(json.dumps({
    "versions": f"numpy {np.__version__}, scipy {scipy.__version__}, quantecon {quantecon.__version__}",
    "numpy": iterate(by_numpy),
    "scipy": iterate(by_scipy),
    "quantecon": quantecon_seconds(),
}))
