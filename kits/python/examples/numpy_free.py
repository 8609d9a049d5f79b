"""A correct implementation in plain Python: the functions of one state, the operators, and formulas of an agent."""

import math
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from soft_bellman_harness import Harness  # noqa: E402

harness = Harness("plain Python")


@harness.operation
def logSumExp(q, temperature):
    top = max(q)
    if temperature == 0:
        return top
    return top + temperature * math.log(math.fsum(math.exp((x - top) / temperature) for x in q))


@harness.operation
def softmax(q, temperature):
    top = max(q)
    if temperature == 0:
        ties = q.count(top)
        return [-math.log(ties) if x == top else -math.inf for x in q]
    normaliser = math.log(math.fsum(math.exp((x - top) / temperature) for x in q))
    return [(x - top) / temperature - normaliser for x in q]


@harness.operation
def stateValue(logPolicy, q, temperature):
    return math.fsum(math.exp(l) * (x - temperature * l) for l, x in zip(logPolicy, q) if l > -math.inf)


@harness.operation
def klObjective(logPolicy, q, temperature):
    return -stateValue(logPolicy, q, temperature)


@harness.operation
def entropy(logPolicy):
    return stateValue(logPolicy, [0.0] * len(logPolicy), 1.0)


@harness.operation
def movingAverage(tau, online, target):
    return tau * online + (1 - tau) * target


def action_values(problem, values, state):
    """Q(s, a) = r + discount * E[V(s')] for every action; V is 0 where nothing is chosen and where the episode ends."""

    def value(next_state):
        return 0.0 if next_state is None or not problem["actions"][next_state] else values[next_state]

    def action_value(action):
        mass = math.fsum(probability for _, probability, *_ in action["transitions"])
        mean = math.fsum(
            probability * (sum(reward) + problem["discount"] * value(next_state))
            for next_state, probability, *reward in action["transitions"]
        )
        return action["reward"] + mean / mass

    return [action_value(action) for action in problem["actions"][state]]


def at_acting_states(problem, f, otherwise):
    return [f(s) if problem["actions"][s] else otherwise for s in range(problem["states"])]


@harness.operation
def optimalBackup(problem, values):
    def backup(s):
        return logSumExp(action_values(problem, values, s), problem["temperature"])

    return at_acting_states(problem, backup, 0.0)


@harness.operation
def policyBackup(problem, policy, values):
    def backup(s):
        return stateValue(policy[s], action_values(problem, values, s), problem["temperature"])

    return at_acting_states(problem, backup, 0.0)


@harness.operation
def softmaxPolicy(problem, values):
    return at_acting_states(problem, lambda s: softmax(action_values(problem, values, s), problem["temperature"]), [])


def mean(x):
    return math.fsum(x) / len(x)


@harness.operation
def criticTarget(rewards, terminated, truncated, nextValues, nextLogProb, discount, temperature):
    """Bootstraps unless the episode terminated; that it was truncated plays no part."""
    return [
        r if ended else r + discount * (min(q) - temperature * l)
        for r, ended, q, l in zip(rewards, terminated, nextValues, nextLogProb)
    ]


@harness.operation
def valueTarget(values, logProb, temperature):
    return [min(q) - temperature * l for q, l in zip(values, logProb)]


@harness.operation
def criticLoss(predictions, targets):
    return mean([(q - y) ** 2 / 2 for q, y in zip(predictions, targets)])


@harness.operation
def policyLoss(values, logProb, temperature):
    return -mean(valueTarget(values, logProb, temperature))


@harness.operation
def temperatureLoss(parameter, logProb, targetEntropy):
    """The parameter is the temperature itself."""
    excess = -mean(logProb) - targetEntropy
    return {"loss": parameter * excess, "gradient": excess}


def log_cosh(u):
    return abs(u) - math.log(2) + math.log1p(math.exp(-2 * abs(u)))


@harness.operation
def squashedGaussian(means, logDeviation, noise, scale):
    """a = c tanh u for u = mean + deviation * noise, with log pi = sum of log N(u) - log c + 2 log cosh u."""

    def drawn(means, log_deviations, noise):
        us = [m + math.exp(l) * z for m, l, z in zip(means, log_deviations, noise)]
        log_prob = math.fsum(
            2 * log_cosh(u) - math.log(c) - l - (z * z + math.log(2 * math.pi)) / 2
            for u, l, z, c in zip(us, log_deviations, noise, scale)
        )
        return [c * math.tanh(u) for u, c in zip(us, scale)], log_prob

    actions, logProb = zip(*map(drawn, means, logDeviation, noise))
    return {"actions": actions, "logProb": logProb}


if __name__ == "__main__":
    harness.run()
