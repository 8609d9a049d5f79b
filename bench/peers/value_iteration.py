"""Soft value iteration by numpy and scipy and the hard problem by QuantEcon, on the model file that bench/problem.ts describes.

usage: value_iteration.py MODEL DISCOUNT TEMPERATURE WIDTH SWEEPS
Prints one JSON object; value iteration ends where it is done, or after SWEEPS sweeps.
"""
import json
import sys
from time import process_time

import numpy as np
import quantecon
import scipy

with open(sys.argv[1], "rb") as file:
    states, pairs, transitions, _ = map(int, np.fromfile(file, np.int32, 4))
    rewards = np.fromfile(file, np.float64, pairs)
    probabilities = np.fromfile(file, np.float64, transitions)
    pair_offsets = np.fromfile(file, np.int32, states + 1)
    transition_offsets = np.fromfile(file, np.int32, pairs + 1)
    successors = np.fromfile(file, np.int32, transitions)
discount, temperature, width, sweep_limit = map(float, sys.argv[2:])
actions = pairs // states
rows = (pairs, transitions // pairs)
P = scipy.sparse.csr_matrix((probabilities, successors, transition_offsets), shape=(pairs, states))


def log_sum_exp(q):
    best = q.max(axis=1)
    return best + temperature * np.log(np.exp((q - best[:, None]) / temperature).sum(axis=1))


def numpy_sweep(V):
    mean = (probabilities.reshape(rows) * V[successors.reshape(rows)]).sum(axis=1)
    return log_sum_exp((rewards + discount * mean).reshape(states, actions))


def scipy_sweep(V):
    return log_sum_exp((rewards + discount * (P @ V)).reshape(states, actions))


def value_iteration(sweep):
    """V <- T V until gamma / (1 - gamma) max |TV - V| <= width / 2."""
    enough = width / 2 * (1 - discount) / discount
    V = np.zeros(states)
    sweep(V)
    changes = [np.inf]
    start = process_time()
    while changes[-1] > enough and len(changes) <= sweep_limit:
        W = sweep(V)
        changes.append(np.abs(W - V).max())
        V = W
    seconds = process_time() - start
    sweeps = len(changes) - 1
    rate = (changes[-1] / changes[sweeps // 2]) ** (1 / (sweeps - sweeps // 2))
    left = max(0, np.log(enough / changes[-1]) / np.log(rate))
    return {"sweeps": sweeps, "seconds": seconds, "rate": rate, "expected": sweeps + left}


def discrete_dp(method):
    """Policy iteration is left out: its sparse factorisation of a random model of this size does not end."""
    state = np.repeat(np.arange(states), actions)
    action = np.tile(np.arange(actions), states)
    problem = quantecon.markov.DiscreteDP(rewards, P, discount, state, action)
    problem.solve(method=method, epsilon=1)
    start = process_time()
    result = problem.solve(method=method, epsilon=width, max_iter=10**6)
    return {"seconds": process_time() - start, "iterations": int(result.num_iter)}


print(json.dumps({
    "versions": f"numpy {np.__version__}, scipy {scipy.__version__}, quantecon {quantecon.__version__}",
    "iterations": {"numpy": value_iteration(numpy_sweep), "scipy.sparse": value_iteration(scipy_sweep)},
    "quantecon": {"modified policy iteration": discrete_dp("mpi")},
}))
